"""The hand-labelled sample postings are sound: enough of them, every span on whole words, one meaning per label."""

import json
from collections import Counter
from functools import cache
from pathlib import Path
from typing import Any

import yaml

GOLD = Path(__file__).with_name("sample_postings.jsonl")
CATEGORIES = Path(__file__).resolve().parents[2] / "assets" / "classification" / "categories.yaml"


@cache
def postings() -> list[dict[str, Any]]:
    """The labelled postings, in the file's order."""
    return [json.loads(line) for line in GOLD.read_text(encoding="utf-8").splitlines()]


def labels() -> list[tuple[dict[str, Any], dict[str, Any], str]]:
    """Every label as (posting, span, the words it points at)."""
    return [
        (posting, span, posting["text"][span["start"] : span["end"]])
        for posting in postings()
        for span in posting["spans"]
    ]


def repeated(values: list[Any]) -> list[Any]:
    """The values that occur more than once."""
    return [value for value, count in Counter(values).items() if count > 1]


def test_there_are_at_least_120_postings_from_at_least_six_categories() -> None:
    assert len(postings()) >= 120
    assert len({posting["category"] for posting in postings()}) >= 6


def test_categories_weigh_the_same() -> None:
    assert set(Counter(posting["category"] for posting in postings()).values()) == {10}


def test_every_category_is_one_of_the_projects() -> None:
    known = {entry["name"] for entry in yaml.safe_load(CATEGORIES.read_text(encoding="utf-8"))}
    assert {posting["category"] for posting in postings()} <= known


def test_postings_have_the_agreed_keys() -> None:
    assert {tuple(posting) for posting in postings()} == {("id", "title", "category", "text", "spans")}
    assert {tuple(span) for _, span, _ in labels()} == {("start", "end", "skill", "kind", "support")}


def test_no_posting_and_no_text_stands_twice() -> None:
    assert repeated([posting["id"] for posting in postings()]) == []
    assert repeated([posting["text"] for posting in postings()]) == []


def test_no_label_stands_twice() -> None:
    assert repeated([(posting["id"], span["start"], span["end"], span["skill"]) for posting, span, _ in labels()]) == []


def test_a_skill_has_at_most_two_mentions_in_a_posting() -> None:
    mentions = Counter((posting["id"], span["skill"]) for posting, span, _ in labels())
    assert [mention for mention, count in mentions.items() if count > 2] == []


def test_every_posting_has_hard_labels_and_a_fair_number_of_all() -> None:
    assert [posting["id"] for posting in postings() if len(posting["spans"]) < 8] == []
    assert [posting["id"] for posting in postings() if all(span["kind"] == "soft" for span in posting["spans"])] == []


def test_spans_lie_inside_the_text_and_are_not_empty() -> None:
    assert [
        (posting["id"], span)
        for posting, span, _ in labels()
        if not 0 <= span["start"] < span["end"] <= len(posting["text"])
    ] == []


def test_spans_hold_whole_words_of_one_line() -> None:
    def cut(posting: dict[str, Any], span: dict[str, Any], quote: str) -> bool:
        before = posting["text"][: span["start"]][-1:]
        after = posting["text"][span["end"] :][:1]
        return quote != quote.strip() or "\n" in quote or before.isalnum() or after.isalnum()

    assert [(posting["id"], quote) for posting, span, quote in labels() if cut(posting, span, quote)] == []


def test_kinds_and_supports_are_of_the_closed_sets() -> None:
    assert {span["kind"] for _, span, _ in labels()} == {"hard", "soft"}
    assert {span["support"] for _, span, _ in labels()} == {"stated", "paraphrased", "inferred"}


def test_a_skill_is_either_hard_or_soft_everywhere() -> None:
    kinds = {(span["skill"], span["kind"]) for _, span, _ in labels()}
    assert repeated([skill for skill, _ in kinds]) == []


def test_skill_names_are_written_one_way() -> None:
    names = {span["skill"] for _, span, _ in labels()}
    assert repeated([name.casefold() for name in names]) == []
    assert [name for name in names if name != " ".join(name.split())] == []


def test_the_same_words_in_the_same_line_have_the_same_support() -> None:
    supports = set()
    for posting, span, _ in labels():
        start = posting["text"].rfind("\n", 0, span["start"]) + 1
        line = posting["text"][start:].split("\n", 1)[0]
        bare = line.lstrip("•-*· ")
        offset = span["start"] - start - (len(line) - len(bare))
        supports.add((bare.rstrip("."), offset, span["end"] - span["start"], span["skill"], span["support"]))
    assert repeated([mention[:4] for mention in supports]) == []


def test_an_inferred_label_stands_only_where_nothing_states_the_skill() -> None:
    supports: dict[tuple[str, str], set[str]] = {}
    for posting, span, _ in labels():
        supports.setdefault((posting["id"], span["skill"]), set()).add(span["support"])
    assert [key for key, found in supports.items() if "inferred" in found and len(found) > 1] == []
