"""A key is found nowhere: in no file of the lake, no log, no report, after success and after each kind of failure."""

import base64
import logging
from urllib.parse import quote

import pytest

from assets.lake.raw import raw_answers
from tests.assets.search.jsearch_server import Reply
from tests.assets.search.scene import KEY, TODAY, Scene, pages_of, search

ESCAPED = "".join(f"\\u{ord(character):04x}" for character in KEY)
BASE64 = base64.b64encode(f"x-api-key: {KEY}".encode()).decode()
ECHO = (
    f'{{"message":"Invalid API key {KEY}","url":"/?k={quote(KEY, safe="")}","a":"{ESCAPED}","b":"{BASE64}"}}'.encode()
)
FORMS = [KEY.encode(), quote(KEY, safe="").encode(), ESCAPED.encode(), BASE64.encode()[16:-4]]


def everything_in(scene: Scene) -> bytes:
    """All bytes of the lake, raw answers unpacked too."""
    found = b"".join(path.read_bytes() + path.name.encode() for path in scene.root.rglob("*") if path.is_file())
    bodies = b"".join(answer.body for answer in raw_answers.answers(scene.lake, TODAY))
    tables = b"".join(repr(call).encode() for call in scene.calls())
    return found + bodies + tables


@pytest.mark.parametrize("status", [200, 301, 400, 401, 403, 404, 408, 418, 429, 500, 503])
def test_a_source_that_echoes_the_key_does_not_get_it_kept(
    scene: Scene, status: int, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    scene.server.always = Reply(status, ECHO, {"x-request-id": KEY, "x-ratelimit-note": KEY, "location": f"/{KEY}"})
    report = scene.run(search(pages=1))
    seen = everything_in(scene) + repr(report).encode()
    assert not [form for form in FORMS if form in seen]
    assert scene.server.received[0].headers["x-api-key"] == KEY
    assert caplog.text
    assert KEY not in caplog.text


def test_a_successful_run_keeps_no_key(scene: Scene) -> None:
    one = search()
    scene.server.pages = pages_of(one)
    scene.run(one)
    assert KEY.encode() not in everything_in(scene)


def test_an_echoed_key_is_the_only_change_ever_made_to_a_body(scene: Scene) -> None:
    scene.server.script = [Reply(200, ECHO)]
    scene.run(search(pages=1))
    (answer,) = raw_answers.answers(scene.lake, TODAY)
    assert answer.request.redacted
    assert not [form for form in FORMS if form in answer.body]
    assert len(answer.body) == len(ECHO)


def test_a_lost_connection_keeps_no_key(scene: Scene) -> None:
    scene.server.always = Reply(200, ECHO, cut=True)
    report = scene.run(search(pages=1))
    assert report.failures
    assert KEY.encode() not in everything_in(scene) + repr(report).encode()
