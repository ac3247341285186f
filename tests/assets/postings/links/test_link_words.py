"""Words of links: the fast reading of plain letters is the general one, and ids are no words."""

import re

from hypothesis import given, settings
from hypothesis import strategies as st

from assets.postings.links.link_words import joined, slug, spelled, words_of_name


@settings(max_examples=200, deadline=None)
@given(st.text(alphabet=st.characters(max_codepoint=127)) | st.text())
def test_words_are_runs_of_letters_and_digits_in_lower_case(name: str) -> None:
    assert words_of_name(name) == re.findall(r"[^\W_]+", name.lower())


def test_the_part_with_most_words_names_the_job_and_ids_are_left_out() -> None:
    words, telling = slug("/jobs/view/sr-oven-engineers-at-crumb-98413", "jid=5")
    assert words == ["sr", "oven", "engineers", "at", "crumb"]
    assert telling == ["senior", "oven", "engineer", "crumb"]
    assert slug("/x/82c582f0-19a8-4305-887a-db689e5a1611/deadbeefdeadbeef", "") == ([], [])
    assert slug("/view", "q=Oven+Engineer&jid=5") == (["oven", "engineer"], ["oven", "engineer"])


def test_forms_of_a_word_have_one_spelling_and_pairs_are_joined() -> None:
    assert spelled(["sr", "bakeries", "jobs", "of", "glass"]) == ["senior", "bakery", "glass"]
    assert joined(["vice", "president", "vice", "rolls"]) == ["vicepresident", "vice", "rolls"]
