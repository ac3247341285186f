"""Makes what `text_vote` reads: `python -m assets.classification.text_training`.

The words of each family are those of the taxonomy's files, which lie in the room of skills and are read as data. The
weights are fitted to labelled texts, without their titles; what they are worth is counted on texts held out: of those
that share a role none teaches what is measured on another. No text is kept: a weight belongs to a family and a class.
"""

import json
import math
import sys
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any, NamedTuple
from zlib import crc32

from assets.classification.text_vote import HERE, families_in, plain, shares_of
from assets.text.yaml_table import yaml_table

_ROOT = Path(__file__).resolve().parents[2]
_SKILLS = _ROOT / "assets" / "skills"
_GOLD = _ROOT / "tests" / "gold"
_DATA = _ROOT / ".." / "shared" / "data" / "jsearch"
_WHOLE_UP_TO = 7  # letters of a word that counts only as it stands; longer ones count as beginnings
_SHORTEST, _MOST_WORDS = 4, 4
_FOLDS, _EPOCHS, _RATE, _DECAY = 5, 20, 0.3, 3e-2
_BEFOREHAND = 2.5  # the weight of a family for its own class before any text
_STEPS = (0.0, 0.3, 0.45, 0.6, 0.75, 0.9)


class Example(NamedTuple):
    """A labelled text: how many words of each family it holds, its class, what it shares with others."""

    families: dict[str, int]
    category: str
    group: str


def words_of_families() -> dict[str, dict[str, list[str]]]:
    """Language -> family -> words, as `text_vote` reads them."""
    families: dict[str, str] = {}
    found: dict[str, dict[str, set[str]]] = {"en": {}}
    for path in sorted((_SKILLS / "taxonomy" / "families").glob("*.yaml")):
        table = yaml_table(path)
        for skill in table["skills"]:
            entry = {key: value for key, value in table.items() if key != "skills"} | skill
            if entry["kind"] == "hard" and entry["type"] != "human_language":
                families[entry["name"]] = entry["family"]
                names = [] if entry.get("name_is_ambiguous") else [entry["name"].split(" (")[0]]
                words = found["en"].setdefault(entry["family"], set())
                words.update(filter(None, map(_written, [*names, *entry.get("aliases", ())])))
    for path in sorted((_SKILLS / "tongues" / "lists").glob("*.yaml")):
        lists = found.setdefault(path.stem, {})
        for skill, phrases in yaml_table(path)["skills"].items():
            if skill in families:
                words = lists.setdefault(families[skill], set())
                words.update(filter(None, map(_listed, phrases.split(","))))
    return {
        language: {family: sorted(words) for family, words in sorted(table.items())}
        for language, table in found.items()
    }


def _written(name: str) -> str:
    word = plain(name)
    if len(word) < _SHORTEST or word.count(" ") >= _MOST_WORDS:
        return ""
    return word if len(word) > _WHOLE_UP_TO else f"{word} "


def _listed(phrase: str) -> str:
    if "(" in phrase or "~" in phrase:
        return ""
    word = plain(phrase.replace("*", "").replace("&", ""))
    if len(word) < _SHORTEST:
        return ""
    return word if phrase.strip().endswith("*") or len(word) > _WHOLE_UP_TO else f"{word} "


def examples() -> Iterator[Example]:
    """The labelled texts that can be read here."""
    for line in (_GOLD / "sample_postings.jsonl").read_text("utf-8").splitlines():
        entry = json.loads(line)
        yield _example(entry["text"], entry["category"], entry["id"].split("/")[1])
    for path in sorted((_GOLD / "tongues").glob("*.txt")):
        for number, piece in enumerate(path.read_text("utf-8").split("# ")[1:]):
            header, _, marked = piece.partition("\n")
            text = marked.translate(str.maketrans("", "", "<>{}"))
            yield _example(text, header.split(" | ")[0], f"tongues {number}")
    jobs: dict[str, str] = {}
    for path in sorted(_DATA.glob("*.jsonl")):
        for job in map(json.loads, path.read_text("utf-8").splitlines()):
            jobs.setdefault(str(job["job_id"]), job["job_description"] or "")
    for line in (_GOLD / "real_texts.jsonl").read_text("utf-8").splitlines():
        entry = json.loads(line)
        if entry["job_id"] in jobs:
            yield _example(jobs[entry["job_id"]], entry["category"], entry["job_id"])


def _example(text: str, category: str, group: str) -> Example:
    return Example({family: len(words) for family, words in families_in(text).items()}, category, group)


def fit(texts: Sequence[Example]) -> dict[str, Any]:
    """Multinomial weights by stochastic gradients from `classes.yaml` on; the same texts give the same numbers."""
    categories = sorted({text.category for text in texts})
    families = sorted({family for text in texts for family in text.families})
    prior = {family: _prior(family, categories) for family in families}
    table: dict[str, Any] = {
        "intercepts": dict.fromkeys(categories, 0.0),
        "weights": {family: dict(row) for family, row in prior.items()},
    }
    nothing = dict.fromkeys(categories, 0.0)
    squares = {family: dict.fromkeys(categories, 1.0) for family in ["", *families]}
    ordered = sorted(texts, key=lambda text: crc32(f"{text.group} {sorted(text.families.items())}".encode()))
    for _ in range(_EPOCHS):
        for text in ordered:
            shares = dict(shares_of(text.families, table))
            for category in categories:
                error = shares[category] - (category == text.category)
                _step(table["intercepts"], squares[""], category, error, nothing)
                for family, count in text.families.items():
                    slope = error * math.log1p(count)
                    _step(table["weights"][family], squares[family], category, slope, prior[family])
    return table


def _prior(family: str, categories: Sequence[str]) -> dict[str, float]:
    own = yaml_table(HERE / "classes.yaml").get(family, ())
    return {category: _BEFOREHAND / len(own) if category in own else 0.0 for category in categories}


def _step(
    row: dict[str, float], squares: dict[str, float], category: str, gradient: float, prior: dict[str, float]
) -> None:
    """One step down, drawn to what was thought before."""
    gradient += _DECAY * (row[category] - prior[category])
    squares[category] += gradient * gradient
    row[category] -= _RATE * gradient / math.sqrt(squares[category])


def held_out(texts: Sequence[Example]) -> list[tuple[float, bool]]:
    """The share of each text's first class by weights that saw none of its group, and whether it is right."""
    answers = []
    for fold in range(_FOLDS):
        taught = [text for text in texts if crc32(text.group.encode()) % _FOLDS != fold]
        table = fit(taught)
        for text in texts:
            if crc32(text.group.encode()) % _FOLDS == fold and text.families:
                category, share = shares_of(text.families, table)[0]
                answers.append((share, category == text.category))
    return answers


def steps_of(answers: Sequence[tuple[float, bool]]) -> list[dict[str, float]]:
    """How often answers were right, by share."""
    rows = []
    for low, high in zip(_STEPS, [*_STEPS[1:], math.inf], strict=True):
        rights = [is_right for share, is_right in answers if low <= share < high]
        rows.append({"from": low, "right": sum(rights), "of": len(rights)})
    return rows


def rounded(table: dict[str, Any]) -> dict[str, Any]:
    """The weights in hundredths, without those that say nothing."""
    return {
        "intercepts": {category: round(value, 2) for category, value in table["intercepts"].items()},
        "weights": {
            family: {category: round(value, 2) for category, value in row.items() if abs(value) >= 0.05}
            for family, row in table["weights"].items()
        },
    }


def main() -> int:
    """Write the words, fit, write the weights."""
    HERE.mkdir(exist_ok=True)
    for language, families in words_of_families().items():
        lines = "".join(f"{family}\t{'|'.join(words)}\n" for family, words in families.items() if words)
        (HERE / f"{language}.txt").write_text(lines, encoding="utf-8")
    texts = list(examples())
    answers = held_out(texts)
    table = rounded(fit(texts)) | {"held_out": steps_of(answers)}
    (HERE / "weights.json").write_text(json.dumps(table, indent=0, sort_keys=True) + "\n", encoding="utf-8")
    right = sum(is_right for _, is_right in answers)
    counts = Counter(text.category for text in texts)
    sys.stdout.write(f"{len(texts)} texts of {len(counts)} classes, held out {right} of {len(answers)} right\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
