"""searches.yaml: every mistake is named with its line, what was found and what is allowed."""

import time
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from assets.search.saved.saved_searches import SavedSearch, warnings
from assets.search.saved.search_file import SearchFileError, load_searches, parse_searches
from assets.sources.registry import JSEARCH

ROOT = Path(__file__).resolve().parents[4]

GOOD = """panels:
  - name: rail-york
    description: Rail in York
    searches:
      - name: fitter-york
        query: signal fitter jobs in york
        country: uk
        pages: 2
      - {name: driver-york, query: train driver jobs in york, country: GB}
"""


def test_the_searches_of_the_project_are_valid() -> None:
    searches = load_searches(ROOT / "searches.yaml")
    assert len({search.panel for search in searches}) >= 4
    assert not warnings(searches)
    assert {search.language for search in searches} == {"en"}


def test_uk_is_gb_and_the_language_is_english_unless_said_otherwise() -> None:
    fitter, driver = parse_searches(GOOD)
    assert (fitter.country, driver.country, fitter.language, driver.pages) == ("gb", "gb", "en", 1)
    assert fitter.panel == "rail-york"


@pytest.mark.parametrize(
    ("change", "line", "words"),
    [
        (("pages: 2", "pages: 0"), 8, "pages is 0; expected a whole number from 1 to 20"),
        (("pages: 2", "pages: two"), 8, "'two'"),
        (("pages: 2", "page: 2"), 8, "allowed: name, query, country, language, pages, filters"),
        (("country: uk", "country: england"), 7, "ISO 3166-1 alpha-2"),
        (("country: uk", "country: no"), 7, "`no`, Norway, needs quotes"),
        (("country: uk", "language: klingon"), 7, "ISO 639-1"),
        (("pages: 2", "filters: {date_posted: yesterday}"), 8, "'all', 'today', '3days', 'week' or 'month'"),
        (("pages: 2", "filters: {employment_types: [FULL]}"), 8, "'FULLTIME', 'CONTRACTOR', 'PARTTIME' or 'INTERN'"),
        (("pages: 2", "filters: {remote: true}"), 8, "allowed: date_posted, work_from_home"),
        (("pages: 2", "pages: 2\n        pages: 3"), 9, "written twice"),
        (("pages: 2", "pages: 99"), 8, "pages is 99; expected a whole number from 1 to 20"),
        (("pages: 2", "filters: {radius: -1}"), 8, "expected a number of kilometres above 0, at most 20000"),
        (("pages: 2", "filters: 5"), 8, "filters is 5; expected a mapping"),
        (("name: fitter-york", "name: Fitter York"), 5, "expected lower-case letters, digits and hyphens"),
        (("name: driver-york", "name: fitter-york"), 9, "names are unique"),
        (("query: train driver jobs in york", "query: Signal fitter jobs in york"), 9, "paid twice"),
        (("        query: signal fitter jobs in york\n", ""), 5, "query is missing"),
        (("panels:", "panel:"), 1, "panels"),
        (("pages: 2", "pages: yes"), 8, "pages is True; true is no number"),
        (("pages: 2", "pages: no"), 8, "pages is False; false is no number"),
        (("pages: 2", "filters: {radius: yes}"), 8, "radius is True; true is no number"),
    ],
)  # fmt: skip
def test_a_mistake_is_named_with_its_line(change: tuple[str, str], line: int, words: str) -> None:
    text = GOOD.replace(*change)
    assert text != GOOD
    with pytest.raises(SearchFileError) as found:
        parse_searches(text)
    assert any(f"searches.yaml:{line}: " in row and words in row for row in str(found.value).splitlines()), found.value


BOARD = "panels:\n  - name: a\n    searches:\n      - {name: pelham, source: lever, board: pelham, employer: Pelham}\n"


@pytest.mark.parametrize(
    ("change", "words"),
    [
        (
            ("source: lever", "source: workday"),
            "source is 'workday'; expected one of jsearch, serpapi, adzuna, greenhouse",
        ),
        ((", employer: Pelham", ""), "employer is missing, which lever needs"),
        (("employer: Pelham", "employer: P, query: fitter"), "query is not taken by lever; allowed: board, employer"),
        (("employer: Pelham", "employer: P, region: us"), "region is 'us'; expected one of 'eu'"),
        (("employer: Pelham", "employer: P, fallback: serpapi"), "fallback is not taken by lever"),
        (
            ("source: lever, board: pelham, employer: Pelham", "query: fitter, country: gb, fallback: jsearch"),
            "fallback is",
        ),
    ],
)
def test_a_search_says_what_its_source_needs_and_nothing_else(change: tuple[str, str], words: str) -> None:
    (good,) = parse_searches(BOARD)
    assert (good.source, good.board, good.employer) == ("lever", "pelham", "Pelham")
    with pytest.raises(SearchFileError) as found:
        parse_searches(BOARD.replace(*change))
    assert words in str(found.value)


def test_one_board_at_two_sources_is_no_double_and_twice_at_one_is() -> None:
    line = "      - {name: other, source: %s, board: pelham, employer: Pelham}\n"
    assert len(parse_searches(BOARD + line % "ashby")) == 2
    with pytest.raises(SearchFileError, match="asks for the same as pelham"):
        parse_searches(BOARD + line % "lever")


def test_one_mistake_gives_one_message() -> None:
    for change in [("country: uk", "country: zz"), ("pages: 2", "pages: 99"), ("pages: 2", "filters: {radius: far}")]:
        with pytest.raises(SearchFileError) as found:
            parse_searches("panels:\n" + GOOD.replace(*change).partition("\n")[2].split("      - {")[0])
        assert len(str(found.value).splitlines()) == 1, found.value


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("panels: 5\n", "searches.yaml:1: panels is 5; expected a list with at least one panel"),
        ("panels: []\n", "searches.yaml:1: panels is []; expected a list with at least one panel"),
        ("panels:\n  - 5\n", "searches.yaml:2: an item of panels is 5; expected a mapping with name and searches"),
        (
            "panels:\n  - name: a\n    searches:\n      - fitter\n",
            "searches.yaml:4: an item of panels.searches is 'fitter'; expected a mapping with name, query and country",
        ),
        ("- a\n", "searches.yaml:1: the file is ['a']; expected a mapping with panels"),
    ],
)
def test_a_value_of_the_wrong_kind_is_told_what_is_allowed_in_plain_words(text: str, said: str) -> None:
    with pytest.raises(SearchFileError) as found:
        parse_searches(text)
    assert str(found.value) == said


@pytest.mark.parametrize(
    ("text", "line"),
    [("panels:\n  - name: a\n   searches: [\n", 3), ("panels:\n  - a: \x07\n", 2), ("a: 1\nb: !!python/name:x y\n", 2)],
)
def test_a_syntax_error_is_named_with_its_line(text: str, line: int) -> None:
    with pytest.raises(SearchFileError, match=rf"^searches\.yaml:{line}: not readable as YAML: ") as found:
        parse_searches(text)
    assert "\n" not in str(found.value)


@pytest.mark.parametrize("text", ["", "panels: [", "- a\n- b\n", "42", "panels: {}", "a: !!python/object:os.system x"])
def test_what_is_no_search_file_is_refused_in_words(text: str) -> None:
    with pytest.raises(SearchFileError, match=r"searches\.yaml"):
        parse_searches(text)


BOMB = "a0: &a0 [x, x, x, x, x, x, x, x, x, x]\n" + "".join(
    f"a{level}: &a{level} [{', '.join([f'*a{level - 1}'] * 10)}]\n" for level in range(1, 30)
)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("panels: &p\n  - *p\n", "an alias names what it stands in"),
        ("panels: &p\n  - name: a\n    searches: *p\n", "an alias names what it stands in"),
        ("&a {*a : 1}\n", "searches.yaml:1: not readable as YAML"),
        (BOMB, "stands for more than 1,000,000 values"),
        ("[" * 50_000, "not readable as YAML"),
        ("- " * 50_000, "not readable as YAML"),
        ("{a: " * 50_000 + "1" + "}" * 50_000, "not readable as YAML"),
    ],
)
def test_aliases_that_never_end_are_refused_at_once_and_in_words(text: str, words: str) -> None:
    with pytest.raises(SearchFileError) as found:
        parse_searches(text)
    assert words in str(found.value)
    assert len(str(found.value)) < 1_000


def test_an_alias_that_saves_writing_is_read() -> None:
    text = GOOD.replace("pages: 2", "filters: &f {radius: 5}").replace(", country: GB}", ", country: GB, filters: *f}")
    assert [saved.filters.radius for saved in parse_searches(text)] == [5, 5]


def test_twenty_thousand_searches_are_read_in_seconds() -> None:
    began = time.process_time()
    lines = [f"      - {{name: s{number}, query: fitter {number}, country: gb}}\n" for number in range(20_000)]
    assert len(parse_searches(GOOD.partition("      - name")[0] + "".join(lines))) == 20_000
    assert time.process_time() - began < 15, "3 s of CPU are usual, 44 were"


def test_many_mistakes_are_listed_to_a_limit() -> None:
    text = GOOD.partition("      - name")[0] + "".join(f"      - {{name: s{number}}}\n" for number in range(300))
    with pytest.raises(SearchFileError) as found:
        parse_searches(text)
    assert len(str(found.value).splitlines()) == 51
    assert str(found.value).endswith("and 250 more")


@given(st.text(alphabet=st.sampled_from("panels: []{}-\n &*!abc'\"0"), max_size=60))
@settings(max_examples=200, deadline=None)
def test_no_text_gets_anything_but_searches_or_a_message(text: str) -> None:
    try:
        found = parse_searches(text)
    except SearchFileError as error:
        found, said = [], str(error)
    else:
        said = ""
    assert found or said.startswith("searches.yaml")


def test_a_missing_file_says_where_it_was_looked_for(tmp_path: Path) -> None:
    with pytest.raises(SearchFileError, match="JOBLAKE_SEARCHES"):
        load_searches(tmp_path / "none.yaml")
    (tmp_path / "latin.yaml").write_bytes(b"\xff\xfe\xff")
    with pytest.raises(SearchFileError, match="UTF-8"):
        load_searches(tmp_path / "latin.yaml")


def test_a_version_changes_with_what_is_asked_and_with_nothing_else() -> None:
    base = SavedSearch(name="a", panel="p", query="fitter", country="gb", pages=2)
    same = [base.model_copy(update={"name": "b"}), base.model_copy(update={"panel": "q"})]
    other = [
        SavedSearch(name="a", query="fitter", country="gb", pages=3),
        SavedSearch(name="a", query="fitters", country="gb", pages=2),
        SavedSearch(name="a", query="fitter", country="ie", pages=2),
        SavedSearch(name="a", query="fitter", country="gb", pages=2, filters={"radius": 10}),
    ]
    assert {search.version for search in same} == {base.version}
    assert len({search.version for search in [base, *other]}) == 5


def test_filters_are_sent_as_the_source_reads_them() -> None:
    text = GOOD.replace(
        "pages: 2",
        "filters: {work_from_home: false, employment_types: [PARTTIME, FULLTIME], radius: 25.0, "
        "exclude_job_publishers: [BeeBe, Dice]}",
    )
    assert JSEARCH.plan(parse_searches(text)[0]).params == {
        "query": "signal fitter jobs in york",
        "country": "gb",
        "language": "en",
        "work_from_home": "false",
        "employment_types": "FULLTIME,PARTTIME",
        "radius": "25",
        "exclude_job_publishers": "BeeBe,Dice",
    }


def test_filters_known_to_empty_results_are_warned_about() -> None:
    filters = "{work_from_home: true, date_posted: today, radius: 5, job_requirements: [no_degree]}"
    text = GOOD.replace("query: signal", "query: senior signal")
    text = text.replace("pages: 2", f"pages: 9\n        filters: {filters}")
    found = warnings(parse_searches(text))
    assert len(found) == 5
    assert all(sentence.startswith("fitter-york: ") for sentence in found)
