"""How good the reading of the six languages is: `python -m assets.skills.quality.tongues` prints a line per language.

Precision is that of rows, one per skill of a posting; recall that of marked places. Confidence is held out: what is
said of a language was counted on the five others.
"""

import argparse
import sys
from collections import Counter
from collections.abc import Iterable, Sequence
from pathlib import Path

from assets.skills.quality.gold import is_right
from assets.skills.quality.measures import Prediction, row_score
from assets.skills.quality.tongue_gold import TonguePosting, read_gold
from assets.skills.sentences.sentence_reader import CONTEXT
from assets.skills.tongues.reading import keep_evidence
from assets.skills.tongues.sureness import COUNTS_FILE, Counts, frequency, stratum
from assets.text.sections import find_sections

GOLD = Path(__file__).resolve().parents[3] / "tests" / "gold" / "tongues"
_BINS = 10

# A place that was found: the posting, where it stands, kind and skill; what it is counted with; whether it is right.
Found = tuple[TonguePosting, Prediction, str, bool]


def read_all(postings: Iterable[TonguePosting]) -> list[Found]:
    """Every kept piece of evidence of the postings, in order."""
    found = []
    for posting in postings:
        text = posting.labelled.text
        _, kept = keep_evidence(posting.language, text, find_sections(text))
        for (start, minus_end, _, mention), confidence, line, asked, _ in kept:
            if asked == CONTEXT:
                continue
            skill = mention.skill
            place = Prediction(start, -minus_end, skill.kind, mention.told[6], confidence, skill.name)
            right = is_right(posting.labelled, start, -minus_end, skill.kind)
            found.append((posting, place, stratum(mention, line[2]), right))
    return found


def counted(found: Iterable[Found]) -> Counts:
    """How often evidence of each stratum was right."""
    right, of = Counter[str](), Counter[str]()
    for _, _, name, is_so in found:
        of[name] += 1
        right[name] += is_so
    return {name: {"right": right[name], "of": of[name]} for name in sorted(of)}


def calibration_error(found: Sequence[Found], others: Counts) -> float:
    """The expected calibration error of evidence, its confidence taken from the counts of other languages."""
    bins: dict[int, list[tuple[float, bool]]] = {}
    for _, _, name, is_so in found:
        said = frequency(others, name)
        bins.setdefault(min(int(said * _BINS), _BINS - 1), []).append((said, is_so))
    errors = (abs(sum(said for said, _ in rows) - sum(is_so for _, is_so in rows)) for rows in bins.values())
    return sum(errors) / max(len(found), 1)


def report(language: str, postings: Sequence[TonguePosting], found: Sequence[Found], others: Counts) -> str:
    """The figures of a language."""
    predictions: dict[str, list[Prediction]] = {}
    for posting, place, _, _ in found:
        predictions.setdefault(posting.labelled.posting_id, []).append(place)
    labelled = [posting.labelled for posting in postings]
    scores = {kind: row_score(labelled, predictions, kind) for kind in ("hard", "soft")}
    figures = "  ".join(
        f"{kind} P {score.precision:.3f} R {score.recall:.3f} ({score.predicted} rows, {score.marked} marked)"
        for kind, score in scores.items()
    )
    return f"{language}: {len(postings)} postings  {figures}  ECE {calibration_error(found, others):.3f}"


def faults(postings: Sequence[TonguePosting], found: Sequence[Found]) -> list[str]:
    """What was found and not marked, and what was marked and not found."""
    lines = []
    for posting in postings:
        text, mine = posting.labelled.text, [place for owner, place, _, _ in found if owner is posting]
        wrong = [p for owner, p, _, right in found if owner is posting and not right]
        lines += [f"  wrong  {posting.title[:30]}: {text[p.start : p.end]!r} as {p.skill} ({p.kind})" for p in wrong]
        for span in posting.labelled.spans:
            if not any(p.kind == span.label and p.start < span.end and span.start < p.end for p in mine):
                lines.append(f"  missed {posting.title[:30]}: {text[span.start : span.end]!r} ({span.label})")
    return lines


def main(arguments: Sequence[str]) -> int:
    """Print the report."""
    parser = argparse.ArgumentParser(prog="python -m assets.skills.quality.tongues", description=__doc__)
    parser.add_argument("--gold", type=Path, default=GOLD, help="folder of the labelled postings")
    parser.add_argument("--faults", action="store_true", help="list what is wrong and what is missed")
    parser.add_argument("--accept", action="store_true", help="make the counts those of the shipped confidence")
    asked = parser.parse_args(arguments)
    gold = read_gold(asked.gold)
    found = {language: read_all(postings) for language, postings in gold.items()}
    for language, postings in gold.items():
        others = counted(one for other, rows in found.items() if other != language for one in rows)
        sys.stdout.write(report(language, postings, found[language], others) + "\n")
        if asked.faults:
            sys.stdout.writelines(f"{line}\n" for line in faults(postings, found[language]))
    if asked.accept:
        COUNTS_FILE.write_text(written(counted(one for rows in found.values() for one in rows)), encoding="utf-8")
    return 0


def written(counts: Counts) -> str:
    """The counts as their file holds them."""
    rows = [f"{name}: {{right: {row['right']}, of: {row['of']}}}\n" for name, row in counts.items()]
    return "".join(["# How often evidence was right in the labelled postings; made by `quality --accept`.\n", *rows])


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
