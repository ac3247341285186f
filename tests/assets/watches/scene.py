"""A published list of fictional jobs, and real ends to its channels: a mail server and a webhook."""

import json
import re
import socket
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from email.message import EmailMessage
from email.parser import BytesParser
from email.policy import default
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread
from typing import Any

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, Envelope, Session

from assets.lake.snapshots.snapshots import Snapshot
from assets.lake.storage.storage import Lake
from assets.watches.settings import WatchSettings
from tests.viewer.snapshot_maker import contracts, publish_tables

Row = dict[str, Any]
JOBS = re.compile(r"/jobs/(\d+)")
MARTS = ("dim_jobs", "fct_job_skills")


def job(key: int, *, opening: int | None = None, day: str = "2026-11-20", **more: object) -> Row:
    """One posting; `opening` is the key of the posting that speaks for it, itself by default."""
    return {
        "job_key": key, "opening_key": opening or key, "is_canonical": opening in (None, key), "title": f"Welder {key}",
        "employer": "Larkspur Yards", "employer_key": "larkspur yards", "country": "GB", "city": "Leeds",
        "work_mode": "onsite", "posted_date": day, "first_seen": day, "opening_first_seen": day, "last_seen": day,
        "panels": ["yards"], "is_repost": False, "work_mode_contradiction": False, "category": "Welding", **more,
    }  # fmt: skip


def skill(key: int, name: str, requirement: str = "required", place: int = 0) -> Row:
    """One skill of a posting."""
    return {
        "job_key": key, "opening_key": key, "skill": name, "skill_id": name.lower().replace(" ", "-"), "kind": "hard",
        "requirement": requirement, "evidence_start": place, "skill_family": "yard",
    }  # fmt: skip


def publish(lake: Lake, jobs: list[Row], skills: list[Row] | None = None) -> Snapshot:
    """Publish these jobs with the index of their lists."""
    tables = {name: contracts()[name] for name in MARTS}
    return publish_tables(lake, tables, {"dim_jobs": jobs, "fct_job_skills": skills or []}, pages=False)


def listed(text: str) -> list[int]:
    """The keys of the jobs that a message lists."""
    return [int(key) for key in JOBS.findall(text)]


@dataclass
class MailServer:
    """A mail server on this machine; what it took, in order. It can refuse."""

    port: int = 0
    mails: list[EmailMessage] = field(default_factory=list)
    refuses: bool = False

    async def handle_DATA(self, _server: SMTP, _session: Session, envelope: Envelope) -> str:  # noqa: N802
        """Take one mail."""
        if self.refuses:
            return "451 the greenhouse is closed"
        found = BytesParser(policy=default).parsebytes(bytes(envelope.original_content or b""))
        assert isinstance(found, EmailMessage)
        self.mails.append(found)
        return "250 taken"

    def texts(self) -> list[str]:
        """The plain text of each mail."""
        bodies = [mail.get_body(("plain",)) for mail in self.mails]
        return [str(body.get_content()) for body in bodies if body is not None]


@contextmanager
def mail_server() -> Iterator[MailServer]:
    """A mail server for as long as the block runs."""
    taken = MailServer(free_port())
    controller = Controller(taken, hostname="127.0.0.1", port=taken.port)
    controller.start()
    try:
        yield taken
    finally:
        controller.stop()


@dataclass
class Webhook:
    """A webhook on this machine; what was posted to it, in order. It can answer with a failure."""

    port: int = 0
    posted: list[Row] = field(default_factory=list)
    status: int = 200

    @property
    def address(self) -> str:
        """Its address for apprise, with a key in it."""
        return f"json://127.0.0.1:{self.port}/hooks/canary-of-the-hook"

    def texts(self) -> list[str]:
        """What each message said."""
        return [str(one["message"]) for one in self.posted]


@contextmanager
def webhook() -> Iterator[Webhook]:
    """A webhook for as long as the block runs."""
    hook = Webhook()

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
            if hook.status == 200:
                hook.posted.append(body)
            self.send_response(hook.status)
            self.end_headers()

        def log_message(self, *_said: object) -> None:
            return

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    hook.port = server.server_port
    Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True).start()
    try:
        yield hook
    finally:
        server.shutdown()
        server.server_close()


def settings(folder: Path, mail: MailServer | None = None, **more: object) -> WatchSettings:
    """Settings of channels in a folder of their own, with a mail server if one is given."""
    post = {"smtp_host": "127.0.0.1", "smtp_port": mail.port, "smtp_security": "none"} if mail else {}
    ends = {"mail_from": "joblake@larkspur.example", "mail_to": "reader@larkspur.example"} if mail else {}
    places = {"watches": folder / "watches.yaml", "outbox": folder / "outbox"}
    return WatchSettings(_env_file=None, **{**places, **post, **ends, **more})  # type: ignore[arg-type]


def free_port() -> int:
    """A port that nobody listens on."""
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        return int(taken.getsockname()[1])
