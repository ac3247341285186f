"""Mentions: what is known of evidence wherever it stands."""

import pytest

from assets.skills.finding.candidates import scan
from assets.skills.finding.lexicon import lexicon
from assets.skills.finding.mention_kinds import Mention, shape_of
from assets.skills.phrases.normal_form import normal_form


def named(text: str) -> list[Mention]:
    return [mention for _, _, _, mention in scan(lexicon(), text, normal_form(text)).named]


def test_what_is_written_alike_is_one_mention() -> None:
    first, second, other = named("SQL and SQL, but not sql")
    assert first is second
    assert other is not first
    assert (first.skill, first.shape, other.shape) == (other.skill, "upper", "lower")


def test_a_name_of_a_technology_is_clear_unless_it_could_be_a_plain_word() -> None:
    assert [mention.is_clear_name for mention in named("Python python")] == [True, False]


def test_mentions_are_ordered_as_rows_are_by_kind_and_name() -> None:
    mentions = sorted(named("SQL, communication, Python, Excel"), key=lambda mention: mention.order)
    assert [mention.told[0] for mention in mentions] == [
        name for _, name in sorted((mention.skill.kind, mention.skill.name) for mention in mentions)
    ]


@pytest.mark.parametrize(
    ("writing", "shape"), [("sql", "lower"), ("SQL", "upper"), ("Sql", "title"), ("mySQL", "mixed"), ("3D", "upper")]
)
def test_the_shape_of_a_writing(writing: str, shape: str) -> None:
    assert shape_of(writing) == shape
