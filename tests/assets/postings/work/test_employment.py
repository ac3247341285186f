"""Employment types come from the code list, each once; display text in any language is understood."""

import pytest

from assets.postings.work.employment import EMPLOYMENT_TYPES, read_employment


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


@pytest.mark.parametrize(
    ("raw", "types"),
    [
        ("Permanent, Part-time", ("PARTTIME",)),
        ("CDI temps partiel", ("PARTTIME",)),
        ("Festanstellung, Teilzeit", ("PARTTIME",)),
        ("Permanent, Full-time", ("FULLTIME",)),
        ("Permanent", ("FULLTIME",)),
        ("CDI", ("FULLTIME",)),
        ("Unbefristet", ("FULLTIME",)),
        ("Contrato indefinido, jornada parcial", ("PARTTIME",)),
        ("Contratto a tempo indeterminato, part-time", ("PARTTIME",)),
        ("Vast contract, deeltijd", ("PARTTIME",)),
        ("Tillsvidareanställning, deltid", ("PARTTIME",)),
        ("Full-time, Part-time, Permanent", ("FULLTIME", "PARTTIME")),
        ("Temp-to-perm", ("TEMPORARY",)),
        ("Contract to hire", ("CONTRACTOR",)),
        ("Contract to permanent", ("CONTRACTOR",)),
        ("Permanent contract", ("FULLTIME",)),
        ("Permanent internship", ("INTERN",)),
        ("CDD temps plein", ("FULLTIME", "TEMPORARY")),
        ("Befristet, Vollzeit", ("FULLTIME", "TEMPORARY")),
        ("Umowa o pracę, pełny etat", ("FULLTIME",)),
        ("Umowa o pracę, część etatu", ("PARTTIME",)),
        ("正社員", ("FULLTIME",)),
        ("契約社員", ("TEMPORARY",)),
        ("派遣社員", ("TEMPORARY",)),
        ("アルバイト・パート", ("PARTTIME",)),
        ("Non-permanent", ("OTHER",)),
        ("Fulltid, fast stilling", ("FULLTIME",)),
        ("Regular, Intern", ("INTERN",)),
        ("Efetivo, meio período", ("PARTTIME",)),
        ("Pekerjaan tetap, paruh waktu", ("PARTTIME",)),
        ("Permanent or Contract", ("FULLTIME", "CONTRACTOR")),
        ("Stage-opdracht", ("INTERN",)),
    ],
)
def test_employed_for_good_is_full_time_only_where_nothing_says_otherwise(raw: str, types: tuple[str, ...]) -> None:
    assert read_employment({"job_employment_type": raw}, "").types == types


@pytest.mark.parametrize(
    ("line", "types"),
    [
        ("Job type: Permanent, part-time", ("PARTTIME",)),
        ("Position: Contract Manager", ()),
        ("Position: Full-time", ("FULLTIME",)),
        ("Position: W2 contract, no C2C", ("CONTRACTOR",)),
        ("Contract: 12 months fixed term", ("TEMPORARY",)),
        ("Type de contrat : CDI, temps partiel", ("PARTTIME",)),
        ("Anstellungsart: Vollzeit", ("FULLTIME",)),
        ("Arbeitszeit: Teilzeit", ("PARTTIME",)),
        ("Jornada: completa", ("FULLTIME",)),
        ("Dienstverband: 32 uur per week", ()),
        ("雇用形態：正社員", ("FULLTIME",)),
        ("Employment: We are an equal opportunity employer", ()),
        ("Tipo de contrato: indefinido", ("FULLTIME",)),
        ("Position: Temporary Works Designer", ()),
        ("Omfattning: Heltid", ("FULLTIME",)),
        ("Work schedule: full-time, 40 hours per week", ("FULLTIME",)),
        ("Our contract: we bake for hotels", ()),
    ],
)
def test_a_labelled_line_names_types_and_an_open_label_nothing_else(line: str, types: tuple[str, ...]) -> None:
    assert read_employment({}, f"We bake.\n{line}\nApply soon.").types == types


def test_prose_gives_working_hours_first_and_codes_keep_their_order() -> None:
    assert read_employment({"job_employment_type": "Contract · Full-time"}, "").types == ("FULLTIME", "CONTRACTOR")
    assert read_employment({"job_employment_types": ["CONTRACTOR", "FULLTIME"]}, "").types == ("CONTRACTOR", "FULLTIME")
