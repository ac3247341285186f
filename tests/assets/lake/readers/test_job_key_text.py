"""Keys leave JSON as text at any depth; nothing else changes."""

import json

from hypothesis import given
from hypothesis import strategies as st

from assets.lake.readers.job_key_text import KEY_FIELDS, json_with_text_keys, with_text_keys

VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(),
    lambda inner: st.lists(inner) | st.dictionaries(st.sampled_from([*KEY_FIELDS, "title"]) | st.text(), inner),
)


def test_keys_are_text_however_deep_they_lie() -> None:
    said = {"job_key": 2**63 - 1, "jobs": [{"opening_key": 5, "n": 5, "linked_to": None}], "keys": {"job_key": "7"}}
    assert with_text_keys(said) == {
        "job_key": "9223372036854775807",
        "jobs": [{"opening_key": "5", "n": 5, "linked_to": None}],
        "keys": {"job_key": "7"},
    }


def test_a_posting_that_quotes_a_key_is_not_rewritten() -> None:
    text = json.dumps({"job_key": 12, "description": 'send {"job_key": 34} to us, or \\"job_key\\": 5'})
    assert json.loads(json_with_text_keys(text)) == {**json.loads(text), "job_key": "12"}


@given(VALUES)
def test_text_and_value_are_changed_alike(value: object) -> None:
    plain = json.loads(json.dumps(value))
    assert _keys_as_text(json.loads(json_with_text_keys(json.dumps(plain)))) == _keys_as_text(with_text_keys(plain))
    assert with_text_keys(with_text_keys(plain)) == with_text_keys(plain)


def _keys_as_text(value: object) -> object:
    return json.loads(json.dumps(value))
