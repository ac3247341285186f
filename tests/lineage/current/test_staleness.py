"""Change one byte of a raw answer, one line of the taxonomy, one dbt model: exactly what is affected is named."""

import os
from collections.abc import Mapping

import dagster as dg
import pytest

from lineage.current.staleness import Stale, staleness
from lineage.journal.record import Input, Materialization
from lineage.journal.versions import Versions
from tests.lineage.conftest import FIRST, LAST, Site

RAW_FILE = f"raw/search_results/search_date={FIRST}"


def code_of(records: list[Materialization]) -> dict[str, str]:
    return {record.asset: record.code_version for record in records if record.code_version}


def stale(site: Site, **changed: str) -> list[Stale]:
    return staleness(site.lake, site.records, {**code_of(site.records), **changed})


def affected(found: list[Stale]) -> Mapping[str, set[str]]:
    """Asset -> its affected partitions."""
    return {one.asset: {two.partition for two in found if two.asset == one.asset} for one in found}


def below(site: Site, *roots: str) -> set[str]:
    """Every asset that is made from one of these, by what the records say."""
    found = set(roots)
    while True:
        more = {record.asset for record in site.records if found & {one.asset for one in record.inputs}}
        if more <= found:
            return found - set(roots)
        found |= more


def test_nothing_is_stale_after_a_run(site: Site) -> None:
    assert stale(site) == []


def test_a_changed_byte_of_a_raw_answer_names_its_day_and_everything_above_it(copied: Site) -> None:
    path = copied.lake.path(next(key for key in copied.lake.keys(RAW_FILE)))
    data = bytearray(path.read_bytes())
    data[len(data) // 2] ^= 1
    path.write_bytes(data)
    found = stale(copied)
    roots = [one for one in found if one.reason != "upstream"]
    assert [(one.asset, one.partition, one.reason) for one in roots] == [("raw_search_results", FIRST, "on_disk")]
    assert set(affected(found)) == {"raw_search_results", *below(copied, "raw_search_results")}
    assert affected(found)["job_postings"] == {FIRST}
    assert affected(found)["fct_search_hits"] == {FIRST}
    assert affected(found)["dim_jobs"] == {""}


def test_a_changed_taxonomy_names_every_day_of_skills_and_what_is_made_from_them(site: Site) -> None:
    found = stale(site, extracted_skills="lexicon-of-tomorrow")
    roots = [one for one in found if one.reason != "upstream"]
    assert [(one.asset, one.partition, one.reason, one.now) for one in roots] == [
        ("extracted_skills", FIRST, "new_code", "lexicon-of-tomorrow"),
        ("extracted_skills", LAST, "new_code", "lexicon-of-tomorrow"),
    ]
    assert set(affected(found)) == {"extracted_skills", *below(site, "extracted_skills")}
    assert "classified_jobs" not in affected(found)
    assert "fct_search_hits" not in affected(found)


def test_a_changed_model_names_itself_and_what_is_made_from_it(site: Site) -> None:
    found = stale(site, int_panel_jobs__described="another sql")
    assert set(affected(found)) == {"int_panel_jobs__described", *below(site, "int_panel_jobs__described")}
    assert "dim_jobs" not in affected(found)
    marts = [one for one in found if one.asset == "skill_salary"]
    assert [(one.reason, one.cause_asset, one.cause) for one in marts] == [
        ("upstream", "int_panel_jobs__described", "new_code")
    ]


def test_a_file_that_was_only_touched_is_not_stale(copied: Site) -> None:
    path = copied.lake.path(f"job_postings/search_date={FIRST}/part.parquet")
    os.utime(path)
    assert stale(copied) == []


def test_a_removed_partition_is_stale(copied: Site) -> None:
    copied.lake.remove(f"classified_jobs/search_date={LAST}/part.parquet")
    roots = [one for one in stale(copied) if one.reason != "upstream"]
    assert [(one.asset, one.partition, one.now) for one in roots] == [("classified_jobs", LAST, "nothing")]


class TestNewData:
    """A day made again with other content, while what is made from it was not."""

    @staticmethod
    def record(
        number: int, asset: str, partition: str | None, version: str, versions: Versions, *above: str
    ) -> Materialization:
        inputs: list[Input] = [versions.read(one, partition)[0] for one in above]
        before = versions.of(asset, partition)
        made = Materialization(
            event_id=f"abc-{number}",
            outcome="complete",
            asset=asset,
            partition=partition,
            version=version,
            changed=before is None or before.version != version,
            run_id="r",
            job="j",
            step="s",
            launched_by="hand",
            started_at=dg.DailyPartitionsDefinition(FIRST).start,
            finished_at=dg.DailyPartitionsDefinition(FIRST).start,
            inputs=tuple(inputs),
        )
        versions.apply(made)
        return made

    @pytest.fixture
    def records(self) -> list[Materialization]:
        versions = Versions()
        return [
            self.record(1, "landed", FIRST, "a1", versions),
            self.record(2, "landed", LAST, "a2", versions),
            self.record(3, "daily", FIRST, "d1", versions, "landed"),
            self.record(4, "daily", LAST, "d2", versions, "landed"),
            self.record(5, "mart", None, "m", versions, "daily"),
            self.record(6, "landed", LAST, "a3", versions),
        ]

    def test_the_day_that_is_older_is_named_with_the_day_it_is_older_than(
        self, site: Site, records: list[Materialization]
    ) -> None:
        found = staleness(site.lake, records, {})
        assert [(one.asset, one.partition, one.reason, one.cause_asset, one.cause_partition) for one in found] == [
            ("daily", LAST, "new_data", "landed", LAST),
            ("mart", "", "upstream", "landed", LAST),
        ]
        assert (found[0].built_with, found[0].now) == ("a2", "a3")

    def test_the_same_content_made_again_makes_nothing_stale(self, site: Site, records: list[Materialization]) -> None:
        versions = Versions()
        for record in records[:-1]:
            versions.apply(record)
        again = self.record(7, "landed", LAST, "a2", versions)
        assert staleness(site.lake, [*records[:-1], again], {}) == []

    def test_a_new_day_makes_the_whole_stale_and_no_other_day(self, site: Site, records: list[Materialization]) -> None:
        versions = Versions()
        for record in records[:-1]:
            versions.apply(record)
        new = [
            self.record(7, "landed", "2026-11-04", "a4", versions),
            self.record(8, "daily", "2026-11-04", "d4", versions, "landed"),
        ]
        found = staleness(site.lake, [*records[:-1], *new], {})
        assert [(one.asset, one.partition, one.cause_asset, one.cause_partition) for one in found] == [
            ("mart", "", "daily", "2026-11-04")
        ]
