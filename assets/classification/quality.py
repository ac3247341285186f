"""How good the classes are: `python -m assets.classification.quality` prints accuracy and the figures of each category.

The labelled titles have been learnt from, so their figures show what the rules know, not how they do on new titles.
The categories of the real texts were given by reading each posting, before any answer was seen; the rules have been
tried on some of these postings since.
"""

import csv
import json
import sys
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from assets.classification.rules import classify
from assets.classification.tables import classifier_version

_ROOT = Path(__file__).resolve().parents[2]
GOLD = _ROOT / "tests" / "gold"
DATA = _ROOT / ".." / "shared" / "data" / "jsearch"


@dataclass(frozen=True, slots=True)
class Answered:
    """A labelled job and the answer it got; `accepted` holds the category and what a reader would take as well."""

    category: str
    accepted: frozenset[str]
    answer: str
    confidence: float

    @property
    def is_right(self) -> bool:
        """Whether a reader would take the answer."""
        return self.answer in self.accepted


def read_titles(path: Path) -> list[Answered]:
    """The answers to labelled titles, each without a text."""
    with path.open(encoding="utf-8", newline="") as file:
        rows = [(row["category"], row["title"]) for row in csv.DictReader(file, delimiter="\t")]
    found = ((category, classify(title, "")) for category, title in rows)
    return [Answered(c, frozenset({c}), answer.category, answer.confidence) for c, answer in found]


def read_postings(labels: Path, data: Path) -> list[Answered]:
    """The answers to whole postings whose labels are kept as ids."""
    jobs: dict[str, dict[str, str]] = {}
    for path in sorted(data.glob("*.jsonl")):
        for job in map(json.loads, path.read_text(encoding="utf-8").splitlines()):
            jobs.setdefault(str(job["job_id"]), job)
    found = []
    for entry in map(json.loads, labels.read_text(encoding="utf-8").splitlines()):
        job = jobs[entry["job_id"]]
        answer = classify(
            job["job_title"], job["job_description"] or "", job.get("employer_name"), job.get("job_onet_soc")
        )
        accepted = frozenset({entry["category"], *entry.get("category_alternatives", ())})
        found.append(Answered(entry["category"], accepted, answer.category, answer.confidence))
    return found


def read_tongues(folder: Path) -> dict[str, tuple[list[Answered], list[Answered]]]:
    """Language -> the answers to the titles alone and to the texts alone of its labelled postings.

    The texts taught the weights of `text_vote`; what those are worth on texts held out stands in their file.
    """
    found: dict[str, tuple[list[Answered], list[Answered]]] = {}
    for path in sorted(folder.glob("*.txt")):
        titles, texts = found.setdefault(path.stem, ([], []))
        for piece in path.read_text(encoding="utf-8").split("# ")[1:]:
            header, _, marked = piece.partition("\n")
            category, _, title = header.partition(" | ")
            text = marked.translate(str.maketrans("", "", "<>{}"))
            for answers, answer in ((titles, classify(title, "")), (texts, classify("", text))):
                answers.append(Answered(category, frozenset({category}), answer.category, answer.confidence))
    return found


def report(name: str, answered: Sequence[Answered]) -> Iterator[str]:
    """One set's figures, line by line; an accepted alternative counts as the labelled category."""
    right = sum(found.is_right for found in answered)
    promised = sum(found.confidence for found in answered)
    yield f"\n{name}: {len(answered)} jobs, {right / len(answered):.3f} right, {promised / len(answered):.3f} promised"
    yield f"{'':52} {'P':>6} {'R':>6} {'F1':>6} {'given':>6} {'gold':>6}"
    scores = category_scores(answered)
    for category, (precision, recall, f1, given, marked) in scores.items():
        yield f"{category:52} {precision:6.3f} {recall:6.3f} {f1:6.3f} {given:6d} {marked:6d}"
    marked_ones = [score[2] for score in scores.values() if score[4]]
    yield f"{'mean of the categories':52} {'':6} {'':6} {sum(marked_ones) / len(marked_ones):6.3f}"


def category_scores(answered: Iterable[Answered]) -> dict[str, tuple[float, float, float, int, int]]:
    """Category -> precision, recall, F1, how often it was given, how often it was labelled."""
    given, marked, right = Counter[str](), Counter[str](), Counter[str]()
    for found in answered:
        answer = found.category if found.is_right else found.answer
        given[answer] += 1
        marked[found.category] += 1
        right[found.category] += found.is_right
    scores = {}
    for category in sorted({*given, *marked}):
        precision = right[category] / given[category] if given[category] else 0.0
        recall = right[category] / marked[category] if marked[category] else 0.0
        f1 = 2 * precision * recall / (precision + recall) if right[category] else 0.0
        scores[category] = (precision, recall, f1, given[category], marked[category])
    return scores


def main() -> int:
    """Print the report."""
    sys.stdout.write(f"classifier {classifier_version()}\n")
    for name in ("titles", "titles_hard"):
        answered = read_titles(GOLD / f"{name}.tsv")
        sys.stdout.writelines(f"{line}\n" for line in report(f"{name.replace('_', ', ')} (learnt from)", answered))
    for language, (found, texts) in read_tongues(GOLD / "tongues").items():
        shares = (sum(one.is_right for one in answers) / len(answers) for answers in (found, texts))
        sys.stdout.write("\n{}: titles {:.3f} right, texts alone {:.3f} (learnt from)\n".format(language, *shares))
    if DATA.is_dir():
        answered = read_postings(GOLD / "real_texts.jsonl", DATA)
        sys.stdout.writelines(f"{line}\n" for line in report("real postings", answered))
    return 0


if __name__ == "__main__":
    sys.exit(main())
