"""Where one can apply: one to eight links, most of them to the posting, some to something else entirely."""

import re
from functools import lru_cache
from typing import Any

from assets.search.sample.catalogue.catalogue import Posting, catalogue
from assets.search.sample.catalogue.corpus_files import frames
from assets.search.sample.catalogue.draws import Draws

_NOT_WORD = re.compile(r"[^a-z0-9]+")


@lru_cache(maxsize=8192)
def _options(posting: Posting, docid: str) -> tuple[tuple[str, str, bool], ...]:
    draws = Draws("apply", docid)
    boards = draws.shuffled("boards", frames()["boards"])[: draws.between("how many", 0, 8)]
    links = [_on_board(posting, board, Draws("apply", docid, board["name"])) for board in boards]
    if not links or draws.chance("own site", 45):
        number = draws.between("number", 1000, 99999)
        own = f"https://careers.{posting.employer.site}/jobs/{_slug(posting.title)}-{number}"
        links.insert(draws.between("rank", 0, min(2, len(links))), (f"{posting.employer.name} Careers", own, False))
    tags = "?utm_campaign=google_jobs_apply&utm_source=google_jobs_apply&utm_medium=organic"
    tagged = draws.chance("tagged", 35)
    return tuple((name, link + tags if tagged else link, direct) for name, link, direct in links[:8])


def apply_options(posting: Posting, docid: str) -> list[dict[str, Any]]:
    """The options as the API lists them."""
    return [
        {"publisher": publisher, "apply_link": link, "is_direct": direct}
        for publisher, link, direct in _options(posting, docid)
    ]


def _on_board(posting: Posting, board: dict[str, str], draws: Draws) -> tuple[str, str, bool]:
    """A board's link; one in six leads to another posting, as clusters of look-alikes do."""
    shown = draws.pick("other", catalogue()) if draws.chance("suspect", 17) else posting
    link = board["link"].format(
        title=_slug(shown.title),
        employer=_slug(shown.client.name),
        city=_slug(shown.place.city),
        number=draws.between("number", 10**6, 10**7),
        opaque=f"{draws.number('opaque'):016x}",
    )
    return board["name"], link, draws.chance("direct", 60 if board.get("direct") else 3)


def _slug(text: str) -> str:
    return _NOT_WORD.sub("-", text.lower()).strip("-")
