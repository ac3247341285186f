"""A rebuild from raw gives the same bytes, and says which partitions do not."""

from datetime import date

import pytest

from assets.classification.classifier import Classifier
from assets.skills.reader import SkillReader
from lineage.journal.journal import Journal
from lineage.trace.verify import Compared, RebuildError, verify
from tests.assets.llm.stub_model import StubModel, serving
from tests.lineage.conftest import FIRST, LAST, Site

DAYS = [date.fromisoformat(FIRST), date.fromisoformat(LAST)]
RESOURCES: dict[str, object] = {"classifier": Classifier(), "skill_reader": SkillReader()}


def compare(site: Site, days: list[date] = DAYS) -> list[Compared]:
    return verify(site.lake, days, RESOURCES, Journal(site.lake).newest())


def differing(found: list[Compared]) -> list[tuple[str, str]]:
    return [(one.asset, one.partition) for one in found if not one.same]


def test_a_rebuild_gives_the_same_bytes_and_leaves_nothing_behind(site: Site) -> None:
    before = site.lake.keys("")
    found = compare(site)
    assert differing(found) == []
    assert {one.asset for one in found} >= {"raw_search_results", "job_postings", "extracted_skills", "job_openings"}
    assert site.lake.keys("") == before


def test_a_part_of_the_days_is_compared_without_what_spans_all_of_them(site: Site) -> None:
    found = compare(site, DAYS[:1])
    assert differing(found) == []
    assert {one.partition for one in found} == {FIRST}


def test_a_partition_that_is_not_what_raw_gives_is_named(copied: Site) -> None:
    other = copied.lake.path(f"extracted_skills/search_date={FIRST}/part.parquet").read_bytes()
    copied.lake.replace(f"extracted_skills/search_date={LAST}/part.parquet", other)
    found = compare(copied)
    assert differing(found) == [("extracted_skills", LAST)]
    assert "not what its run wrote either" in next(one.note for one in found if not one.same)


def test_a_changed_raw_answer_is_named_with_what_is_made_from_it(copied: Site) -> None:
    key = copied.lake.keys(f"raw/search_results/search_date={FIRST}")[0]
    copied.lake.remove(key)
    found = differing(compare(copied))
    assert ("raw_search_results", FIRST) in found
    assert ("job_postings", FIRST) in found
    assert not [one for one in found if one[1] == LAST]


def test_a_configured_model_is_not_asked(site: Site) -> None:
    with serving(StubModel(lambda _body: {})) as model:
        done = site.run("verify", FIRST, FIRST, JOBLAKE_LLM_BASE_URL=model.url, JOBLAKE_LLM_MODEL="any")
    assert "partitions compared" in done.stdout, done.stderr
    assert model.received == []


def test_days_without_raw_are_refused(site: Site) -> None:
    with pytest.raises(RebuildError, match="nothing to rebuild from"):
        compare(site, [date(2025, 1, 1)])
