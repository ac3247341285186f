"""Fiction: keeps the sample's invented postings apart from real ones, which no mart could tell from each other.

The sample and the real sources refuse a lake that holds the other's answers. Recorded answers may be anything, so
beside the sample's they are only warned about.
"""

from collections.abc import Collection

from assets.lake.raw import raw_answers
from assets.lake.storage.storage import Lake

SAMPLE = "sample"
ANYTHING = ("recorded", "import", "jobspy", "none")


class MixedLakeError(ValueError):
    """A run would put fictional postings among real ones."""


def refuse(sources: Collection[str], lake: Lake) -> None:
    """Refuse a run whose answers do not belong into this lake; marks whose answers its older days hold.

    Args:
        sources: Who will be asked: `sample`, `recorded`, or as searches.yaml names them.
        lake: The lake it would land in.

    Raises:
        MixedLakeError: The lake holds answers of the other kind.
    """
    raw_answers.mark_older_days(lake)
    found = refusal(sources, lake)
    if found:
        raise MixedLakeError(found)


def refusal(sources: Collection[str], lake: Lake) -> str | None:
    """Why sources may not land here, with what to do next; None if they may."""
    real = sorted(set(sources) - {SAMPLE, *ANYTHING})
    if SAMPLE in sources and real:
        return (
            f"searches name {', '.join(real)}, the others go to JOBLAKE_SOURCE={SAMPLE}: real and fictional postings "
            "would be counted together. No call was made. Next: name a source for each search, or set JOBLAKE_SOURCE "
            "to a real one."
        )
    if not real and SAMPLE not in sources:
        return None
    there = raw_answers.providers(lake)
    unwanted = {SAMPLE} if real else set(there) - {SAMPLE, *ANYTHING}
    since = min((there[provider] for provider in unwanted if provider in there), default=None)
    if since is None:
        return None
    holds = "fictional answers of the sample" if real else "real answers"
    asked = f"searches go to {', '.join(real)}" if real else f"JOBLAKE_SOURCE={SAMPLE}"
    return (
        f"{asked}, but the lake {lake.place} holds {holds}, the first for {since}: real and fictional "
        "postings would be counted together. No call was made. Next: set JOBLAKE_LAKE to a place of its own for each; "
        "the home follows it."
    )


def warnings(lake: Lake) -> list[str]:
    """A sentence where the lake holds answers of the sample beside others."""
    there = raw_answers.providers(lake)
    others = sorted(set(there) - {SAMPLE})
    if SAMPLE not in there or not others:
        return []
    sentence = (
        f"the lake holds answers of the sample (the first for {there[SAMPLE]}) beside those of {', '.join(others)}: "
        "its marts count fictional postings too; set JOBLAKE_LAKE to a place of its own"
    )
    return [sentence]
