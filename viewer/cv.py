"""POST /match/cv: a pasted text becomes the skills it names, and is forgotten. The one answer here that is no read.

The text is held in memory alone: it goes through a pipe to the filter `python -m assets.skills`, the extractor that
reads postings, and what comes back is an address that holds skills and nothing else. It is written to no file and no
log; no model is asked; the filter sees none of this process's settings. Only this machine may use it (`security`).
"""

import json
import subprocess
import sys
from collections.abc import Iterable
from pathlib import Path
from threading import Lock
from urllib.parse import parse_qs, urlencode

from anyio import to_thread
from starlette.requests import Request
from starlette.responses import PlainTextResponse, RedirectResponse, Response

from viewer.pages.skills.had_skills import MOST_HAD, had_skills
from viewer.snapshot.jobs.index import indexed
from viewer.snapshot.reader import Reader
from viewer.snapshot.shelf import NothingPublishedError, Shelf

FIELD = "cv"
LONGEST_BODY = 400_000  # bytes as a form sends them: some hundred pages
PATIENCE_SECONDS = 60
PROJECT = Path(__file__).resolve().parent.parent
ONE_AT_A_TIME = Lock()


class NotReadError(Exception):
    """The extractor gave no answer; the message says why, without the text."""


async def cv_door(request: Request, *, shelf: Shelf) -> Response:
    """Read a form's text, find its skills, and lead to the match of these."""
    body = bytearray()
    async for chunk in request.stream():
        body += chunk
        if len(body) > LONGEST_BODY:
            return _refused(413, f"That text is too long: at most {LONGEST_BODY:,} bytes are read.")
    try:
        fields = parse_qs(bytes(body).decode("ascii"), max_num_fields=5)
    except ValueError:
        return _refused(400, "The text must come from a form, as application/x-www-form-urlencoded.")
    text = " ".join(fields.get(FIELD, []))
    return await to_thread.run_sync(_answered, shelf, text)


def skills_in(text: str) -> list[str]:
    """The names of the skills in a text, in the order of their first mention.

    Raises:
        NotReadError: The extractor is busy, too slow, or failed.
    """
    if not ONE_AT_A_TIME.acquire(timeout=1):
        raise NotReadError("Another text is being read; try again in a few seconds.")
    try:
        read = subprocess.run(
            [sys.executable, "-m", "assets.skills"],
            input=json.dumps({"id": FIELD, "description": text}).encode() + b"\n",
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,  # a traceback could quote the text
            env={"PATH": "", "PYTHONDONTWRITEBYTECODE": "1"},
            cwd=PROJECT,
            timeout=PATIENCE_SECONDS,
            check=False,
        )
        answer = json.loads(read.stdout) if read.returncode == 0 else None
    except (subprocess.TimeoutExpired, ValueError):
        answer = None
    finally:
        ONE_AT_A_TIME.release()
    if not isinstance(answer, dict) or "skills" not in answer:
        raise NotReadError("The text could not be read. It was not kept.")
    hits = sorted(answer["skills"], key=lambda hit: hit["start"])
    return list(dict.fromkeys(hit["skill"] for hit in hits))


def address_of(reader: Reader, names: Iterable[str]) -> str:
    """The address of the match of these skills; those that no posting names are left out."""
    known = had_skills(reader, ",".join(name for name in names if "," not in name)).address if indexed(reader) else ""
    have = ",".join(known.split(",")[:MOST_HAD])
    return f"/match?{urlencode({'have': have} if have else {'cv': 'none'}, safe=',')}"


def _answered(shelf: Shelf, text: str) -> Response:
    try:
        names = skills_in(text)
        address = shelf.answer(lambda reader: address_of(reader, names))
    except NotReadError as error:
        return _refused(503, str(error))
    except NothingPublishedError:
        return _refused(503, "Nothing is published yet; run the pipeline first. The text was not kept.")
    return RedirectResponse(address, status_code=303, headers={"Cache-Control": "no-store"})


def _refused(status: int, said: str) -> Response:
    return PlainTextResponse(f"{said}\n", status, {"Cache-Control": "no-store"})
