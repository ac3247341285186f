"""Whatever happens to an object, it becomes a posting that fits the table, or a quarantine row with a reason."""

import copy
import json

import pyarrow as pa
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from assets.lake.tables.schemas import JOB_POSTINGS, QUARANTINE
from assets.postings.drift import drift_of
from assets.postings.posting import Posting, Quarantined, Sighting, read_posting

Job = dict[str, object]

HOSTILE = [
    "",
    "\ud83d",
    "\x00null\x00",
    "İ" * 300,
    "9" * 500,
    "<script>" * 200,
    "https://[broken",
    "http://x.example:99999999/%zz",
    10**30,
    -(10**5000),
    float("nan"),
    float("-inf"),
    1e308,
    [],
    {},
    [[[]]],
    [None, 1, "x", {"publisher": 3, "apply_link": ["x"], "is_direct": "no"}],
    {"\ud800": "\udfff"},
    {"Qualifications": "no list", "Benefits": [None, {"a": 1}]},
]
VALUE = (
    st.sampled_from(HOSTILE) | st.none() | st.booleans() | st.integers() | st.floats() | st.text() | st.lists(st.text())
)
FAST = settings(max_examples=200, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])


def check(job: object) -> None:
    found = read_posting(job, Sighting(query_country="us"))
    drift_of(job)
    if isinstance(found, Quarantined):
        assert found.reason
        assert found.field or found.reason in ("not_an_object", "nested_too_deeply")
        pa.Table.from_pylist([found.row(Sighting())], schema=QUARANTINE.schema)
        return
    assert isinstance(found, Posting)
    row = found.row()
    pa.Table.from_pylist([row], schema=JOB_POSTINGS.schema)
    json.loads(str(row["raw_json"]))
    json.loads(str(row["public_json"]))
    assert found == read_posting(job, Sighting(query_country="us"))


@FAST
@given(data=st.data())
def test_dropped_nulled_retyped_and_swapped_fields_never_crash(job: Job, data: st.DataObject) -> None:
    mutated = copy.deepcopy(job)
    for name in data.draw(st.lists(st.sampled_from(sorted(job)), min_size=1, max_size=6)):
        action = data.draw(st.sampled_from(["drop", "replace", "swap"]))
        if action == "drop":
            mutated.pop(name, None)
        elif action == "replace":
            mutated[name] = data.draw(VALUE)
        else:
            mutated[name] = copy.deepcopy(job[data.draw(st.sampled_from(sorted(job)))])
    check(mutated)


@pytest.mark.parametrize("value", HOSTILE, ids=range(len(HOSTILE)))
def test_each_field_survives_each_hostile_value(job: Job, value: object) -> None:
    for name in job:
        check({**job, name: value})


@pytest.mark.parametrize("depth", [100, 300, 5000])
def test_deep_nesting_is_read_or_set_aside(job: Job, depth: int) -> None:
    nested: object = "end"
    for _ in range(depth):
        nested = [nested]
    found = read_posting({**job, "job_highlights": {"Benefits": nested}}, Sighting())
    assert isinstance(found, Posting) or found.reason == "nested_too_deeply"
