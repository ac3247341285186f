"""Markup taken out of a text: HTML, also where entities hide its tags, and the marks of Markdown. Words stay apart.

Not a parser: tags and entities that are not known stay what they are.
"""

import html
import re

MARKUP_SIGNS = ("<", "&", "\\", "_", "`")
_MOST_ROUNDS = 8  # what markup hides in markup; a text that hides more keeps the rest
_TAG = re.compile(
    r"<(/?)(p|br|hr|div|ul|ol|li|dl|dt|dd|span|strong|b|em|i|u|a|small|sup|sub|mark|code|pre|label|h[1-6]|table"
    r"|tbody|thead|tr"
    r"|td|th|section|article|header|footer|main|blockquote|font|html|body)(?:\s[^<>]{0,2000})?/?>",
    re.IGNORECASE,
)
_CODE_START = re.compile(r"<(script|style)\b", re.IGNORECASE)
_NESTED_AMP = re.compile(r"&(?:amp;)+(?=#|[a-zA-Z])")
_ENTITY = re.compile(r"&(?:#\d{2,6}|#[xX][0-9a-fA-F]{2,6}|[a-zA-Z]{2,8});")
_BLOCK_NAMES = (
    "p|br|hr|div|ul|ol|dl|dt|dd|h1|h2|h3|h4|h5|h6|table|tr|td|th|section|article|header|footer|main|blockquote|pre"
)
_BLOCK_TAGS = frozenset(_BLOCK_NAMES.split("|"))
_CLOSED_AND_OPENED = re.compile(r"</(\w+)>\s*<\w")
_ESCAPED = re.compile(r"(?<!\\)\\([*_{}\[\]()#+\-.!|&~>])")
_EMPHASIS = re.compile(r"(?<![\w\\])_(?=\S)([^_\n]{0,80}\S)?(?<=[^\s_])_(?!\w)")
_STRONG = re.compile(r"(?<![\w\\])__(?=[^\s_])([^_\n]{0,80}[^\s_])(?<=[^\s_])__(?!\w)")
_CODE = re.compile(r"(?<![\w`])`(?=\S)([^`\n]{1,60})(?<=\S)`(?![\w`])")
_DUNDER = re.compile(r"[a-z0-9]+")


def without_markup(text: str) -> str:
    """The text without markup: tags become line breaks, bullets or nothing, entities and escapes their characters.

    Taking it out again changes nothing, but for markup that hides more than eight deep.
    """
    for _ in range(_MOST_ROUNDS):
        before = text
        if "<" in text or "&" in text:
            text = _without_html(text)
        if "\\" in text or "_" in text or "`" in text:
            text = _without_markdown(text)
        if text == before:
            break
    return text


def _without_markdown(text: str) -> str:
    """Escapes, emphasis by underscores and code by backticks; `snake_case` and `__init__` stay."""
    if "\\" in text:
        text = _ESCAPED.sub(r"\1", text)
    if "__" in text and _matches_at("__", _STRONG, text):
        text = _STRONG.sub(lambda found: found[0] if _DUNDER.fullmatch(found[1]) else found[1], text)
    if "_" in text and _matches_at("_", _EMPHASIS, text):
        text = _EMPHASIS.sub(lambda found: found[1] or "", text)
    return _CODE.sub(r"\1", text) if "`" in text else text


def _without_html(text: str) -> str:
    """Take known tags and entities out. A lone "<" ("p < 0.05") stays what it is."""
    if "<" in text:
        text = _TAG.sub(_tag_replacement, _without_code(text))
    if not _matches_at("&", _ENTITY, text):
        return text
    return _ENTITY.sub(_character, _NESTED_AMP.sub("&", text))


def _matches_at(sign: str, expression: re.Pattern[str], text: str) -> bool:
    """Whether an expression that begins with a sign matches, asked at each sign: a search takes four times as long."""
    at = text.find(sign)
    while at >= 0:
        if expression.match(text, at):
            return True
        at = text.find(sign, at + 1)
    return False


def _character(entity: re.Match[str]) -> str:
    return html.unescape(entity.group()).replace("\xa0", " ")


def _without_code(text: str) -> str:
    """Cut `<script>...</script>` and `<style>...</style>` out, in one pass."""
    pieces: list[str] = []
    done = 0
    for found in _CODE_START.finditer(text):
        if found.start() < done:
            continue
        end = text.find(f"</{found.group(1)}>", found.end())
        if end == -1:
            break
        pieces.append(text[done : found.start()])
        done = end + len(found.group(1)) + 3
    return "".join((*pieces, text[done:]))


def _tag_replacement(found: re.Match[str]) -> str:
    closing, name = found.group(1), found.group(2).lower()
    if name == "li":
        return "" if closing else "\n• "
    if name in _BLOCK_TAGS:
        return "\n"
    return " " if _joins_words(found, closing=bool(closing)) else ""


def _joins_words(tag: re.Match[str], *, closing: bool) -> bool:
    """Whether only an inline tag parted two words: "</span><span>", "<b>Duties</b>You"; "<b>W</b>e" is one word."""
    text, start, end = tag.string, tag.start(), tag.end()
    before, after = text[start - 1 : start], text[end : end + 1]
    if not (before.isalnum() or before in "+#"):
        return False
    if closing and _CLOSED_AND_OPENED.match(text, start):
        return True
    if not after.isupper():
        return False
    return before.islower() or (text[start - 2 : start].isupper() and text[end + 1 : end + 2].islower())
