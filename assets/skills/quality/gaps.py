"""What annotators marked and no evidence covers, by how often: where the taxonomy should grow.

The mart `taxonomy_gaps` says the same of postings that nobody labelled.
"""

from collections import Counter
from collections.abc import Iterable

from assets.skills.quality.gold import LabelledPosting
from assets.skills.quality.measures import Predictions

_MOST = 12


def missed(postings: Iterable[LabelledPosting], predictions: Predictions, kind: str) -> Counter[str]:
    """Marked words of a kind that nothing given out touches -> how many spans."""
    found: Counter[str] = Counter()
    for posting in postings:
        ours = [(p.start, p.end) for p in predictions.get(posting.posting_id, ()) if p.kind == kind]
        for span in posting.spans:
            if span.label == kind and not any(start < span.end and span.start < end for start, end in ours):
                found[" ".join(posting.text[span.start : span.end].lower().split())] += 1
    return found


def lines_of(postings: Iterable[LabelledPosting], predictions: Predictions) -> str:
    """The most frequent misses of each kind, a line each."""
    known = [*postings]
    lines = []
    for kind in ("hard", "soft"):
        counts = missed(known, predictions, kind)
        most = ", ".join(f"{words} ({count})" for words, count in counts.most_common(_MOST) if count > 1)
        lines.append(f"missed {kind}: {sum(counts.values())} spans{f'; most often {most}' if most else ''}\n")
    return "".join(lines)
