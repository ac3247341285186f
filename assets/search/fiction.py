"""Fiction: keeps the sample's invented postings apart from real ones, which no mart could tell from each other.

The sample and the paid source refuse a lake that holds the other's answers. Recorded answers may be anything, so beside
the sample's they are only warned about.
"""

from assets.lake import raw_answers
from assets.lake.storage import Lake

SAMPLE = "sample"
PAID = ("openwebninja", "rapidapi")


class MixedLakeError(ValueError):
    """A run would put fictional postings among real ones."""


def refuse(source: str, lake: Lake) -> None:
    """Refuse a run whose answers do not belong into this lake; marks whose answers its older days hold.

    Args:
        source: `sample`, `jsearch` or `recorded`.
        lake: The lake it would land in.

    Raises:
        MixedLakeError: The lake holds answers of the other kind.
    """
    raw_answers.mark_older_days(lake)
    found = refusal(source, lake)
    if found:
        raise MixedLakeError(found)


def refusal(source: str, lake: Lake) -> str | None:
    """Why a source may not land here, with what to do next; None if it may."""
    unwanted = {"jsearch": (SAMPLE,), SAMPLE: PAID}.get(source, ())
    there = raw_answers.providers(lake) if unwanted else {}
    since = min((there[provider] for provider in unwanted if provider in there), default=None)
    if since is None:
        return None
    holds = "fictional answers of the sample" if source == "jsearch" else "real answers that were paid for"
    return (
        f"JOBLAKE_SOURCE={source}, but the lake {lake.root} holds {holds}, the first for {since}: real and fictional "
        "postings would be counted together. No call was made. Next: set JOBLAKE_LAKE and JOBLAKE_HOME to folders of "
        "their own for each source."
    )


def warnings(lake: Lake) -> list[str]:
    """A sentence where the lake holds answers of the sample beside others."""
    there = raw_answers.providers(lake)
    others = sorted(set(there) - {SAMPLE})
    if SAMPLE not in there or not others:
        return []
    sentence = (
        f"the lake holds answers of the sample (the first for {there[SAMPLE]}) beside those of {', '.join(others)}: "
        "its marts count fictional postings too; set JOBLAKE_LAKE and JOBLAKE_HOME to folders of their own"
    )
    return [sentence]
