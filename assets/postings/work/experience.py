"""The years of experience a posting asks of a person: the range with its words. Not the level (`seniority` reads it).

Of several demands (`year_demands` finds them) one counts:

* What is asked goes before what is preferred; where years are only preferred, none are asked.
* The demand for experience altogether goes before a tool's: "2 years of SQL and 5+ years overall" asks for 5.
* Of alternatives by degree ("a bachelor and 5 years, or a master and 3") the one that lets most people in.
* Else the first. Where there is none, "no experience required" asks for 0.
"""

import re
from collections.abc import Sequence

from assets.postings.texts.passages import mentions, sentence_around
from assets.postings.work.year_demands import Demand, Experience, demands, rules
from assets.text.characters import lowered

_MOST_PASSAGES = 60
_ANSWER = 16  # characters after a question: "No experience? No problem"
# What follows a tool's years: "of SQL", "with Python", "of AWS experience", in the text as it is written.
_TOOL = re.compile(
    r"\W+(?:of |in |with |using )?(?:(?:hands-on |work(?:ing)? |strong )?experience (?:with|in|using|of) )?"
    r"(?:SQL|AWS|GCP|SAP|Python|Java\w*|Excel|React|Linux|Docker|Kubernetes|Spark|Git|Go|R|C)(?![a-z])"
)


def read_experience(text: str) -> Experience:
    """The years of experience asked for; the quote is verbatim from the text."""
    asked = [demand for demand in demands(text) if not demand.preferred]
    return _one_of(asked, text) if asked else _novice(text)


def _one_of(asked: Sequence[Demand], text: str) -> Experience:
    """The demand that counts, of those that are asked."""
    chosen = next((demand for demand in asked if demand.overall), asked[0])
    if _TOOL.match(text, chosen.end, chosen.right):
        wider = (
            d for d in asked if not _TOOL.match(text, d.end, d.right) and (d.years.min or 0) > (chosen.years.min or 0)
        )
        chosen = next(wider, chosen)
    best = chosen
    for one, other in zip(asked[asked.index(chosen) :], asked[asked.index(chosen) + 1 :], strict=False):
        if not _are_alternatives(one, other, text):
            break
        if (other.years.min or 0) < (best.years.min or 0):
            best = other
    return best.years


def _are_alternatives(one: Demand, other: Demand, text: str) -> bool:
    """Whether two demands of one sentence are for people with different degrees."""
    if one.left != other.left:
        return False
    patterns, between = rules().patterns, lowered(text[one.end : other.start])
    around = lowered(text[other.start : other.right])
    return bool(patterns["alternative"].search(between)) and bool(
        patterns["degree"].search(between) or patterns["degree"].search(around)
    )


def _novice(text: str) -> Experience:
    """Zero years where the text says that no experience is required."""
    low = lowered(text)
    for start, end in mentions(text).get("novice", ())[:_MOST_PASSAGES]:
        left, right = sentence_around(text, start, end)
        match = rules().novice.search(low, left, min(len(low), right + _ANSWER))
        if match:
            return Experience(0.0, None, text[match.start() : match.end()].strip())
    return Experience()
