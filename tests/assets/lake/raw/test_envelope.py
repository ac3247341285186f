"""Any bytes are read as an envelope: results in order, or none and a reason."""

import json

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from assets.lake.raw.envelope import read_envelope


@pytest.mark.parametrize(
    ("content", "shape", "results", "cursor"),
    [
        ({"data": [{"job_id": "a"}, {"job_id": "b"}]}, "v1", 2, None),
        ({"data": {"jobs": [{"job_id": "a"}], "cursor": "c"}}, "v2", 1, "c"),
        ({"data": {"jobs": [{}], "cursor": ""}}, "v2", 1, None),
        ({"data": {"jobs": [], "cursor": None}}, "v2", 0, None),
        ({"data": {"jobs": [None, "x", 3]}}, "v2", 3, None),
        ({"job_title": "Fitter"}, "object", 1, None),
        ([{"job_id": "a"}], "list", 1, None),
        ({"status": "ERROR", "error": {"message": "x"}}, "unknown", 0, None),
        ({"data": None}, "unknown", 0, None),
        ({"data": {"cursor": "c"}}, "unknown", 0, None),
        ({"data": {"jobs": {"0": {}}}}, "unknown", 0, None),
        (7, "unknown", 0, None),
        (None, "unknown", 0, None),
    ],
)
def test_each_shape_is_known_for_what_it_is(content: object, shape: str, results: int, cursor: str | None) -> None:
    found = read_envelope(json.dumps(content).encode())
    assert (found.shape, len(found.results), found.cursor) == (shape, results, cursor)
    assert (found.problem is not None) == found.unread == (shape == "unknown")


def test_a_bad_line_stays_a_result_and_keeps_the_positions_of_the_others() -> None:
    found = read_envelope(b'\xef\xbb\xbf{"job_id": "a"}\r\n\n{"job_id": \n{"job_id": "c"}')
    assert found.shape == "lines"
    assert found.results == [{"job_id": "a"}, '{"job_id":', {"job_id": "c"}]
    assert found.problem == "1 of 3 lines are not JSON objects"


@pytest.mark.parametrize("body", [b"", b"<html>", b"\xff\xfe\x00", b"{", b"[" * 100_000, b'"a"\n"b"'])
def test_what_is_no_answer_is_said_to_be_none(body: bytes) -> None:
    found = read_envelope(body)
    assert (found.results, found.shape) == ([], "unreadable")
    assert found.problem


def test_a_cursor_of_another_type_ends_the_chain_and_is_reported() -> None:
    found = read_envelope(b'{"data": {"jobs": [{}], "cursor": 12}}')
    assert (len(found.results), found.cursor) == (1, None)
    assert found.problem == "`cursor` is a number; expected text or null"


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=5),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(st.sampled_from(["data", "jobs", "cursor", "job_id", "x"]), inner, max_size=4)
    ),
    max_leaves=12,
)


@given(JSON)
@settings(max_examples=200, deadline=None)
def test_no_json_makes_it_fail(content: object) -> None:
    found = read_envelope(json.dumps(content).encode())
    assert isinstance(found.results, list)
    assert found.cursor is None or found.results is not None


@given(st.binary(max_size=200))
@settings(max_examples=200, deadline=None)
def test_no_bytes_make_it_fail(body: bytes) -> None:
    found = read_envelope(body)
    assert found.results or found.problem or found.shape in {"v1", "v2", "list"}


DEEP = b'{"job_id": "deep", "x": ' + b"[" * 10_000 + b"]" * 10_000 + b"}"


@pytest.mark.parametrize(
    "frame",
    [
        b'{"data": {"jobs": [{"job_id": "a"}, %b, {"job_id": "c"}], "cursor": "next"}}',
        b'{"status": "OK", "parameters": {"x": [1]}, "data": [{"job_id": "a"}, %b, {"job_id": "c"}]}',
        b'[{"job_id": "a"}, %b, {"job_id": "c"}]',
        b'{"job_id": "a"}\n%b\n{"job_id": "c"}',
    ],
)
def test_a_job_nested_too_deeply_costs_no_other_job(frame: bytes) -> None:
    found = read_envelope(frame % DEEP)
    assert [result.get("job_id") if isinstance(result, dict) else type(result) for result in found.results] == [
        "a",
        str,
        "c",
    ]
    assert found.cursor == ("next" if b"cursor" in frame else None)


def test_depth_outside_of_any_job_is_said() -> None:
    found = read_envelope(b'{"data": ' + b'{"a":' * 5_000 + b"1" + b"}" * 5_000 + b"}")
    assert found.unread
    assert "nested too deeply" in (found.problem or "")


@pytest.mark.parametrize(
    ("body", "words"),
    [
        (b'{"status": "ERROR", "error": {"message": "radius is no number", "code": 400}}', "radius is no number"),
        (b'{"status": "ERROR"}', "an error instead of results (status ERROR)"),
        (b'{"status": "ERROR", "data": {"jobs": [], "cursor": null}}', "an error instead of results (status ERROR)"),
        (b'{"status": "error", "data": []}', "an error instead of results"),
        (b'{"message": "Too many requests"}', "Too many requests"),
        (b'[{"name": "Ada", "age": 36}]', "the first is an object with 'age', 'name'"),
        (b'{"data": [[1], [2]]}', "none of 2 results looks like a job; the first is a list"),
        (b'{"name": "Ada"}\n{"name": "Grace"}', "none of 2 results looks like a job"),
        ('{"job_title": "Ingénieur"}'.encode("latin-1"), "no UTF-8 text"),
        (b"", "the answer is empty"),
        (b" \n", "the answer is empty"),
    ],
)
def test_an_answer_in_which_nothing_is_a_job_is_not_an_answer_without_results(body: bytes, words: str) -> None:
    found = read_envelope(body)
    assert found.unread
    assert words in (found.problem or "")


@pytest.mark.parametrize("body", [b'{"status": "OK", "data": []}', b'{"data": {"jobs": [], "cursor": null}}', b"[]"])
def test_an_answer_without_results_is_read(body: bytes) -> None:
    found = read_envelope(body)
    assert (found.unread, found.results, found.problem) == (False, [], None)
