"""The channels: files of an outbox, mail by SMTP, and whatever apprise has an address for. Each sends it or fails.

A channel knows no watch and no ledger. What goes wrong is said without the address, which may hold a key.
"""

import re
import smtplib
import ssl
from collections.abc import Iterator
from contextlib import contextmanager
from email.errors import HeaderParseError
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import format_datetime
from pathlib import Path
from typing import Protocol

from assets.lake.calls.masking import KeyMask
from assets.watches.message import Message, for_chat
from assets.watches.settings import WatchSettings, address_of, variable_of
from assets.watches.watch_file import EMAIL, OUTBOX

SECONDS = 30
LONGEST_ERROR = 200
_TROUBLE = ("WARNING", "ERROR", "CRITICAL")
# A part of an address that may be a key; shorter ones are `v1`, a port, a word of the path.
_PARTS = re.compile(r"[^/:@?&=#\s]{6,}")


class ChannelError(Exception):
    """A message was not sent, as far as is known; the text says why and what to do."""


class Channel(Protocol):
    """Where messages go."""

    def send(self, message: Message) -> None:
        """Send one message.

        Raises:
            ChannelError: It was not sent.
        """


class Outbox:
    """Digests as files: a folder a watch, a page and a text a message. The same message is the same file."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def send(self, message: Message) -> None:
        """Write the page and the text; each is there whole or not at all."""
        folder = self._folder / message.about
        name = f"{message.at:%Y-%m-%d-%H%M}-{message.id}"
        try:
            folder.mkdir(parents=True, exist_ok=True)
            for ending, content in ((".txt", f"{message.subject}\n\n{message.text}"), (".html", message.html)):
                beside = folder / f".{name}{ending}.tmp"
                beside.write_text(content, encoding="utf-8")
                beside.replace(folder / f"{name}{ending}")
        except OSError as error:
            raise ChannelError(f"{error.filename or folder}: {error.strerror}; check JOBLAKE_OUTBOX") from None


class Mail:
    """Mail to one address through one SMTP server."""

    def __init__(self, settings: WatchSettings) -> None:
        self._settings = settings

    def send(self, message: Message) -> None:
        """Hand the mail to the server."""
        given = self._settings
        missing = [
            name
            for name, value in (
                ("JOBLAKE_SMTP_HOST", given.smtp_host),
                ("JOBLAKE_MAIL_FROM", given.mail_from),
                ("JOBLAKE_MAIL_TO", given.mail_to),
            )
            if not value
        ]
        if missing:
            raise ChannelError(f"mail has no {', '.join(missing)}; set them in the environment or .env")
        mail = written(message, given.mail_from, given.mail_to)
        try:
            with self._server() as server:
                server.send_message(mail)
        except (smtplib.SMTPException, OSError, ssl.SSLError) as error:
            said = KeyMask(given.smtp_password.get_secret_value()).text(" ".join(str(error).split()))
            raise ChannelError(
                f"the mail server {given.smtp_host}:{given.smtp_port} did not take it: "
                f"{said[:LONGEST_ERROR] or type(error).__name__}; check JOBLAKE_SMTP_*"
            ) from None

    @contextmanager
    def _server(self) -> Iterator[smtplib.SMTP]:
        given, secure = self._settings, ssl.create_default_context()
        place = (given.smtp_host, given.smtp_port)
        server = (
            smtplib.SMTP_SSL(*place, timeout=SECONDS, context=secure)
            if given.smtp_security == "tls"
            else smtplib.SMTP(*place, timeout=SECONDS)
        )
        with server:
            if given.smtp_security == "starttls":
                server.starttls(context=secure)
            if given.smtp_user:
                server.login(given.smtp_user, given.smtp_password.get_secret_value())
            yield server


def written(message: Message, sender: str, to: str) -> EmailMessage:
    """A message as mail: text and HTML. The header's library refuses a line break and encodes what is not ASCII."""
    mail = EmailMessage(policy=SMTP)
    try:
        mail["From"], mail["To"], mail["Subject"] = sender, to, message.subject
    except (ValueError, HeaderParseError):
        raise ChannelError(
            "JOBLAKE_MAIL_FROM or JOBLAKE_MAIL_TO is no mail address; expected you@example.org"
        ) from None
    mail["Date"] = format_datetime(message.at)
    mail["Message-ID"] = f"<{message.id}@joblake.invalid>"
    mail["List-Id"] = f"<{message.about}.joblake.invalid>"
    mail["Auto-Submitted"] = "auto-generated"
    mail.set_content(message.text)
    mail.add_alternative(message.html, subtype="html")
    return mail


class Push:
    """Whatever apprise has an address for: ntfy, Slack, Telegram, Discord, webhooks."""

    def __init__(self, name: str) -> None:
        self._name = name

    def send(self, message: Message) -> None:
        """Hand the text to apprise."""
        address = address_of(self._name).get_secret_value()
        if not address:
            raise ChannelError(f"{variable_of(self._name)} is not set; it holds the channel's address for apprise")
        import apprise  # takes a second, which only those pay who use it

        asset = apprise.AppriseAsset(
            app_id="Joblake", app_desc="Joblake", app_url="", allow_templates=False, secure_logging=True
        )
        service = apprise.Apprise(asset=asset)
        if not service.add(address):
            raise ChannelError(f"{variable_of(self._name)} is no address that apprise knows; its README lists them")
        with service.notify(
            message.chat,
            title=for_chat(message.subject),
            body_format="text",
            interpret_escapes=False,
            timeout=2 * SECONDS,
        ) as done:
            if not done:
                said = "; ".join(dict.fromkeys(str(entry.message) for entry in done.logs() if entry.level in _TROUBLE))
                raise ChannelError(f"not delivered: {_without(said, address)[:LONGEST_ERROR] or 'no reason given'}")


def _without(said: str, address: str) -> str:
    """An error without anything of the address that may be a key."""
    for part in sorted(_PARTS.findall(address.partition("://")[2]), key=len, reverse=True):
        said = KeyMask(part).text(said)
    return " ".join(said.split())


def channel_of(name: str, settings: WatchSettings) -> Channel:
    """The channel of a name."""
    if name == OUTBOX:
        return Outbox(settings.outbox)
    return Mail(settings) if name == EMAIL else Push(name)
