"""Names that a model gives to skills the taxonomy does not know: kept only if they are names, and of what is quoted.

A name goes onto pages and into spreadsheets, so nothing of it may be markup, a formula or a control character.
"""

import re
import unicodedata

# Letters and digits, and what stands inside names such as C++, CI/CD, R&D, A* search, node.js, Women's health.
_NAME = re.compile(r"[^\W_](?:[\w .,+#/&'’()*-]*[\w+#)*])?")
_WORD = re.compile(r"[^\W_]+")
LEAST_SHARED = 4  # letters that two forms of one word have in common: lead, leadership
WEAK = frozenset(
    (
        "a", "an", "and", "are", "as", "at", "be", "by", "for", "from", "has", "have", "in", "into", "is",
        "it", "of", "on", "or", "our", "that", "the", "their", "this", "to", "we", "will", "with", "you", "your",
    )
)  # fmt: skip


def names_what_is_quoted(name: str, quote: str) -> bool:
    """Whether a text is a plain name, and one of its words, in whatever form, or its initials stand in the quote."""
    if not _NAME.fullmatch(name) or any(unicodedata.category(character)[0] == "C" for character in name):
        return False
    words, quoted = _words(name), _words(quote)
    if _squeezed(name) and _squeezed(name) in {_squeezed(part) for part in quote.split()}:
        return True
    initials = "".join(word[0] for word in words)
    return any(_same(word, other) for word in words for other in quoted) or (len(words) > 1 and initials in quoted)


def says_something(quote: str) -> bool:
    """Whether a quote holds a word that could prove anything: "the" proves no skill, of the taxonomy or not."""
    return any(len(word) > 1 or not word.isalpha() for word in _words(quote)) or any(sign in quote for sign in "+#")


def _words(text: str) -> list[str]:
    return [word for word in _WORD.findall(unicodedata.normalize("NFKC", text).casefold()) if word not in WEAK]


def _same(word: str, other: str) -> bool:
    """Whether two words are one, or forms of one: they begin alike for most of the shorter one."""
    if word == other:
        return len(word) > 1 or not word.isalpha()
    shorter = min(len(word), len(other))
    return shorter >= LEAST_SHARED and word[: max(LEAST_SHARED, shorter - 2)] == other[: max(LEAST_SHARED, shorter - 2)]


def _squeezed(text: str) -> str:
    """A name without what separates its parts: `C ++` and `C++` are one."""
    return re.sub(r"[\s.,()]+", "", text.casefold())
