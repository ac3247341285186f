"""HTML of a source as text: block elements begin lines, list items get bullets, scripts and styles are left out.

For fields that are HTML by their source's word; what only may hold markup is cleaned by the text room.
"""

import re
from html.parser import HTMLParser

_BLOCKS = frozenset(
    [
        "p",
        "br",
        "hr",
        "div",
        "ul",
        "ol",
        "dl",
        "dt",
        "dd",
        "h1",
        "h2",
        "h3",
        "h4",
        "h5",
        "h6",
        "table",
        "tr",
        "section",
        "article",
        "header",
        "footer",
        "main",
        "blockquote",
        "pre",
    ]
)
_UNSHOWN = frozenset(("script", "style", "template", "noscript"))
_SPACES = re.compile(r"\s+")
_LINES = re.compile(r"[ ]*\n[ ]*")
_BLANK_LINES = re.compile(r"\n{3,}")


class _Text(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.pieces: list[str] = []
        self.unshown = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in _UNSHOWN:
            self.unshown += 1
        elif tag == "li":
            self.pieces.append("\n• ")
        elif tag in _BLOCKS:
            self.pieces.append("\n")
        elif tag in ("td", "th"):
            self.pieces.append(" ")

    def handle_endtag(self, tag: str) -> None:
        if tag in _UNSHOWN:
            self.unshown = max(0, self.unshown - 1)
        elif tag in _BLOCKS:
            self.pieces.append("\n")

    def handle_data(self, data: str) -> None:
        if not self.unshown:
            self.pieces.append(_SPACES.sub(" ", data))


def html_text(html: str) -> str:
    """The text of some HTML; of broken HTML what can be read."""
    parser = _Text()
    parser.feed(html)
    parser.close()
    text = _LINES.sub("\n", "".join(parser.pieces))
    return _BLANK_LINES.sub("\n\n", text).strip()
