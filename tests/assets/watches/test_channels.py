"""Messages at their real ends: mail, a webhook and files; a stranger's words inject nothing, an error shows no key."""

import json
from datetime import UTC, date, datetime
from email.header import decode_header, make_header
from pathlib import Path

import pytest

from assets.watches.channels import ChannelError, channel_of
from assets.watches.matches import Opening
from assets.watches.message import Digest, Message, compose, plain
from assets.watches.watch_file import parse_watches
from tests.assets.watches.scene import MailServer, Webhook, free_port, settings

NOON = datetime(2026, 11, 20, 12, tzinfo=UTC)
WATCH = parse_watches("watches: [{name: yards, jobs: {country: gb}}]").watches[0]
HOSTILE = Opening(
    frozenset({666}),
    666,
    "Welder\r\nBcc: everybody@larkspur.example\r\n\r\n<script>alert(1)</script> {{ 7 * 7 }} {% x %} \u202egnp.e\u202c",
    "<!channel> @everyone [free](https://larkspur.example) `rm` \x1b[31m javascript:alert(1) www.larkspur.example",
    "Le\neds",
    "GB",
    "onsite",
    "",
    date(2026, 11, 20),
    date(2026, 11, 20),
    ("SQL<img src=x>",),
    ("Py\nthon",),
)


def message(*listed: Opening) -> Message:
    return compose(
        Digest(WATCH, "email", "new", listed, len(listed), 9, 0, "http://127.0.0.1:8321"), "0123456789abcdef", NOON
    )


def test_a_hostile_posting_adds_no_header_no_part_and_no_link_to_a_mail(mail: MailServer, tmp_path: Path) -> None:
    channel_of("email", settings(tmp_path, mail)).send(message(HOSTILE))
    (found,) = mail.mails
    assert found["Bcc"] is None
    assert found.get_all("To") == ["reader@larkspur.example"]
    subject = str(make_header(decode_header(found["Subject"])))
    assert subject.startswith("yards: Welder Bcc: everybody@larkspur.example <script>alert(1)</script>")
    assert "\n" not in subject
    assert [part.get_content_type() for part in found.walk()] == ["multipart/alternative", "text/plain", "text/html"]
    page = found.get_body(("html",))
    assert page is not None
    html = page.get_content()
    assert "<script" not in html
    assert "<img" not in html
    assert "&lt;script&gt;" in html
    assert "{{ 7 * 7 }}" in html
    assert html.count("href=") == html.count('href="http://127.0.0.1:8321/') == 2
    text = mail.texts()[0]
    assert not {"\u202e", "\u202c", "\x1b"} & {*text, *html, *subject}
    assert "https://larkspur" not in text
    assert "www.larkspur" not in text


def test_a_hostile_posting_mentions_nobody_and_marks_nothing_in_a_chat(hook: Webhook, tmp_path: Path) -> None:
    channel_of("phone", settings(tmp_path)).send(message(HOSTILE))
    (found,) = hook.posted
    said = found["message"].replace("http://127.0.0.1:8321", "")
    assert not set("<>@`[]*|\x1b\u202e") & set(said)
    assert "://" not in said.replace(": //", "")
    assert "{{ 7 ∗ 7 }}" in said
    assert found["title"].startswith("yards: Welder Bcc: everybody＠larkspur.example")
    assert json.dumps(found)


def test_the_outbox_holds_a_page_and_a_text_and_the_same_message_once(tmp_path: Path) -> None:
    for _ in range(2):
        channel_of("outbox", settings(tmp_path)).send(message(HOSTILE))
    files = sorted((tmp_path / "outbox" / "yards").iterdir())
    assert [file.name for file in files] == [f"2026-11-20-1200-0123456789abcdef{end}" for end in (".html", ".txt")]
    page, text = (file.read_text(encoding="utf-8") for file in files)
    assert "<script" not in page
    assert "default-src 'none'" in page
    assert "http://127.0.0.1:8321/jobs/666" in text
    assert "you have 1 of 2 required: SQL<img src=x>; missing: Py thon" in text


@pytest.mark.parametrize("name", ["email", "phone", "outbox"])
def test_a_channel_that_cannot_send_says_what_is_missing(name: str, tmp_path: Path) -> None:
    (tmp_path / "outbox").write_text("in the way", encoding="utf-8")
    said = {"email": "JOBLAKE_SMTP_HOST", "phone": "JOBLAKE_CHANNEL_PHONE is not set", "outbox": "check JOBLAKE_OUTBOX"}
    with pytest.raises(ChannelError, match=said[name]):
        channel_of(name, settings(tmp_path)).send(message(HOSTILE))


def test_an_error_of_a_webhook_shows_nothing_of_its_address(hook: Webhook, tmp_path: Path) -> None:
    hook.status = 403
    with pytest.raises(ChannelError, match=r"not delivered: .*403") as found:
        channel_of("phone", settings(tmp_path)).send(message(HOSTILE))
    assert "canary" not in str(found.value)


def test_an_address_that_apprise_does_not_know_is_not_shown(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("JOBLAKE_CHANNEL_MY_PHONE", "carrier-pigeon://canary/loft")
    with pytest.raises(ChannelError, match="JOBLAKE_CHANNEL_MY_PHONE is no address that apprise knows") as found:
        channel_of("my-phone", settings(tmp_path)).send(message(HOSTILE))
    assert "canary" not in str(found.value) + "".join(capfd.readouterr())


def test_an_error_of_the_mail_server_is_said_without_the_password(mail: MailServer, tmp_path: Path) -> None:
    mail.refuses = True
    with pytest.raises(ChannelError, match=r"451.*the greenhouse is closed.*check JOBLAKE_SMTP"):
        channel_of("email", settings(tmp_path, mail)).send(message(HOSTILE))
    closed = settings(tmp_path, MailServer(free_port()), smtp_user="reader", smtp_password="canary-word")
    with pytest.raises(ChannelError, match="did not take it") as found:
        channel_of("email", closed).send(message(HOSTILE))
    assert "canary-word" not in f"{found.value}{closed!r}"


def test_a_strangers_words_stand_on_one_line_of_a_bearable_length() -> None:
    assert plain("  a\tb\u2028c\u0000d ") == "a b c d"
    assert len(plain("long " * 100)) <= 120
    assert plain(None) == ""
