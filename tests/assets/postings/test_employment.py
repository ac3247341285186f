"""Employment types come from the code list, each once; display text in any language is understood."""

import pytest

from assets.postings.employment import EMPLOYMENT_TYPES, read_employment


@pytest.mark.parametrize(
    ("codes", "raw", "types"),
    [
        (["FULLTIME"], "Full–time", ("FULLTIME",)),
        (["CONTRACTOR", "CONTRACTOR"], "Contractor", ("CONTRACTOR",)),
        (["FULLTIME", "CONTRACTOR", "CONTRACTOR"], None, ("FULLTIME", "CONTRACTOR")),
        (["FULL_TIME", "PERDIEM"], None, ("FULLTIME", "PER_DIEM")),
        (None, "FULLTIME", ("FULLTIME",)),
        (None, "Full–time", ("FULLTIME",)),
        (None, "Full-time and Part-time", ("FULLTIME", "PARTTIME")),
        (None, "Vollzeit", ("FULLTIME",)),
        (None, "Pekerjaan tetap", ("FULLTIME",)),
        (None, "À temps plein", ("FULLTIME",)),
        (None, "Praktikum", ("INTERN",)),
        (None, "Internship", ("INTERN",)),
        (None, "A tiempo parcial", ("PARTTIME",)),
        (["GIGWORK"], None, ("OTHER",)),
        ([None, 5, "INTERN"], None, ("INTERN",)),
        ("FULLTIME", "Part-time", ("PARTTIME",)),
    ],
)
def test_listed_types_are_read(codes: object, raw: object, types: tuple[str, ...]) -> None:
    found = read_employment({"job_employment_types": codes, "job_employment_type": raw}, "")
    assert (found.types, found.raw, found.source) == (types, raw, "listed")
    assert set(found.types) <= set(EMPLOYMENT_TYPES)


def test_the_text_answers_only_where_the_source_is_silent() -> None:
    text = "Join Fernwick.\nJob Type: Part-time\nApply soon."
    assert read_employment({}, text).types == ("PARTTIME",)
    assert read_employment({}, text).source == "text"
    assert read_employment({"job_employment_types": ["FULLTIME"]}, text).types == ("FULLTIME",)


def test_nothing_is_known_where_nothing_is_said() -> None:
    assert read_employment({}, "What type of tea do you like?").source == "none"
