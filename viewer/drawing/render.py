"""Pages as HTML, JSON or CSV. Everything a template prints is escaped, and control characters are made visible."""

import io
import json
from collections.abc import Iterable, Sequence
from functools import cache, lru_cache
from itertools import chain
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

from assets.lake.readers.job_key_text import with_text_keys
from assets.lake.readers.source_terms import Terms
from assets.lake.readers.spreadsheet_csv import write_csv
from viewer.drawing import addresses, charts, words
from viewer.drawing.addresses import Files, Live
from viewer.drawing.page import Page
from viewer.snapshot.reader import Row

# What templates call on rows, whatever their keys are.
OF_ROWS = frozenset(dir(dict))
TEMPLATES = Path(__file__).resolve().parents[1] / "templates"


class Templates(Environment):
    """Templates that look for a part of a row among its keys first: an attribute that it lacks costs an exception."""

    def getattr(self, obj: Any, attribute: str) -> Any:
        """`row.title` in a template."""
        if type(obj) is dict and attribute in obj and attribute not in OF_ROWS:
            return obj[attribute]
        return super().getattr(obj, attribute)


@cache
def environment() -> Templates:
    """The templates, compiled once."""
    found = Templates(
        loader=FileSystemLoader(TEMPLATES),
        autoescape=True,
        finalize=words.visible,
        trim_blocks=True,
        lstrip_blocks=True,
        undefined=StrictUndefined,
        auto_reload=False,
    )
    found.filters.update(words.FILTERS)
    found.filters |= {"skill_slug": addresses.skill_slug, "employer_slug": addresses.employer_slug}
    found.filters["skill_options"] = _skill_options
    found.filters |= {"without_key": _without_key, "with_key": _with_key, "also_skill": _also_skill}
    found.globals |= {"outside": addresses.outside, "charts": charts, "parts_of": _parts_of}
    return found


def html(
    page: Page,
    snapshot_id: str,
    to: Live | Files,
    path: str = "/",
    note: str = "",
    attributions: Sequence[Terms] = (),
) -> str:
    """A page as a whole HTML document; the note says why it is this snapshot, the attributions what sources ask for."""
    template = environment().get_template(page.template)
    return template.render(
        title=page.title,
        to=to,
        path=path,
        snapshot_id=snapshot_id,
        note=note,
        attributions=attributions,
        **page.data,
        **page.drawn,
    )


def as_json(page: Page, snapshot_id: str) -> bytes:
    """What a page says as JSON, with its snapshot: job keys as text, half a surrogate pair an escape."""
    said = with_text_keys({"snapshot": snapshot_id, "title": page.title, **page.data})
    return json.dumps(said, ensure_ascii=False, indent=1).encode("utf-8", "backslashreplace") + b"\n"


def as_csv(rows: Iterable[Row]) -> bytes:
    """Rows as CSV for spreadsheets; lists are joined by `; `."""
    made = io.BytesIO()
    left = iter(rows)
    first = next(left, {})
    write_csv(made, list(first), ([_joined(value) for value in row.values()] for row in chain([first], left) if row))
    return made.getvalue()


@lru_cache(maxsize=2)
def _skill_options(skills: Sequence[tuple[str, int]]) -> Markup:
    """The options of a list of skills: the same hundreds on each page of a snapshot."""
    option = Markup('<option value="{}">{}</option>')
    return Markup("").join(option.format(words.visible(skill), words.plural(jobs, "job")) for skill, jobs in skills)


def _parts_of(filters: Row, sort: str, usual: str) -> Row:
    return {**filters, "sort": sort if sort != usual else ""}


def _without_key(asked: Row, name: str) -> Row:
    return {key: value for key, value in asked.items() if key != name}


def _with_key(asked: Row, name: str, value: object) -> Row:
    return {**asked, name: value}


def _also_skill(asked: Row, slug: str) -> Row:
    """A list narrowed to one skill more; one that it is narrowed to already stands once."""
    had = [name for name in str(asked.get("skill") or "").split(",") if name and name != slug]
    return {**asked, "skill": ",".join([*had, slug])}


def _joined(value: object) -> object:
    return "; ".join(map(str, value)) if isinstance(value, list) else value
