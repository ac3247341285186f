"""The same result by any road: whatever was run in whatever order, the marts are those of one build of the lake.

JOBLAKE_ROADS says how many roads are tried; the suite tries a few, each some seconds long.
"""

import os
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Literal

import pytest
from dbt.contracts.graph.manifest import Manifest
from hypothesis import HealthCheck, Phase, example, given, settings
from hypothesis import strategies as st

from tests.dbt_project import lake_maker, story
from tests.dbt_project.conftest import Warehouse
from tests.dbt_project.lake_maker import Row

ROADS = int(os.environ.get("JOBLAKE_ROADS", "1"))
DAYS = story.DAYS[5:10]
# What the next run builds upon; everything else is made whole each time.
KEPT = ("--select", "+config.materialized:incremental")


@dataclass(frozen=True)
class Step:
    """One thing that happens: to the lake, to the warehouse, or a run over some days."""

    what: Literal["run", "change", "remove", "extract anew", "relink", "delete warehouse"]
    days: tuple[date, ...] = ()
    variant: int = 0


@dataclass
class Road:
    """A lake and its warehouse, with what happened to them."""

    warehouse: Warehouse
    links: dict[int, int] = field(default_factory=lambda: {7: 1, 8: 2})
    variants: dict[date, int] = field(default_factory=dict)
    extractors: dict[date, int] = field(default_factory=dict)

    def go(self, step: Step) -> None:
        """Take one step. What was landed or changed is made by the next run, whichever days that one is asked for."""
        if step.what == "relink":
            self.links = [{7: 1, 8: 2}, {7: 1, 8: 1}, {20: 4, 4: 3}, {}][step.variant]
        elif step.what == "delete warehouse":
            self.warehouse.file.unlink(missing_ok=True)
        elif step.what == "remove":
            self._removed(step.days[0])
        else:
            for day in step.days:
                if step.what == "change":
                    self.variants[day] = step.variant
                elif step.what == "extract anew":
                    self.extractors[day] = step.variant
            self._land(step.days)
        if step.what == "run":
            self._link()
            self.warehouse.dbt("run", *KEPT, days=step.days)

    def end(self) -> None:
        """The last day is landed, and everything is run."""
        self._land(DAYS[-1:])
        self._link()
        self.warehouse.dbt("run", days=DAYS[-1:])

    def _land(self, days: Iterable[date]) -> None:
        for day in days:
            rows = changed(story.rows_of(day), day, self.variants.get(day, 0), self.extractors.get(day, 0))
            # A table without a row of the day is written too: what the day held before must go.
            lake_maker.write(self.warehouse.lake, {name: found for name, found in rows.items() if found})

    def _removed(self, day: date) -> None:
        for file in self.warehouse.lake.glob(f"*/search_date={day}/*.parquet"):
            file.unlink()

    def _link(self) -> None:
        rows = [lake_maker.opening(job, self.links.get(job)) for job in story.JOBS if job != 60]
        lake_maker.write(self.warehouse.lake, {"job_openings": rows})


def changed(rows: Mapping[str, list[Row]], day: date, variant: int, extractor: int) -> dict[str, list[Row]]:
    """A day's rows as another reading of it has them: other jobs, other texts, other skills."""
    found = {name: list(given) for name, given in rows.items()}
    gone = {job for job in story.JOBS if variant and job % 4 == variant}
    for name in ("job_postings", "classified_jobs", "extracted_skills"):
        found[name] = [row for row in found[name] if row["job_key"] not in gone]
    if variant == 2:
        found["job_postings"] = [row | {"title": f"{row['title']} II", "content_hash": f"b{row['job_key']}"}
                                 for row in found["job_postings"]]  # fmt: skip
        found["job_postings"] += [story.job_posting(job, day) for job in (100, 101)]
    if extractor:
        kept = (row for row in found["extracted_skills"] if extractor == 1 or row["skill"] != "SQL")
        found["extracted_skills"] = [row | {"extractor_version": f"lexicon-9.{extractor}"} for row in kept]
    return found


def steps() -> st.SearchStrategy[Step]:
    """Any step; runs over a day or a range are as likely as everything else together."""
    ranges = st.tuples(st.integers(0, 4), st.integers(1, 3)).map(lambda pair: tuple(DAYS[pair[0] :][: pair[1]]))
    variant = st.integers(0, 3)
    happened = st.one_of(
        st.builds(Step, st.just("change"), ranges, variant),
        st.builds(Step, st.just("extract anew"), ranges, st.integers(0, 2)),
        st.builds(Step, st.just("relink"), st.just(()), variant),
        st.builds(Step, st.just("remove"), st.sampled_from([(day,) for day in DAYS])),
        st.just(Step("delete warehouse")),
    )
    return st.one_of(st.builds(Step, st.just("run"), ranges), happened)


BACKWARDS = [Step("run", (day,)) for day in (DAYS[4], DAYS[2], DAYS[0])]
EVERYTHING = [
    Step("run", tuple(DAYS[:3])),
    Step("change", (DAYS[1],), 2),
    Step("run", (DAYS[3],)),
    Step("relink", (), 2),
    Step("extract anew", (DAYS[0], DAYS[3]), 2),
    Step("run", (DAYS[4],)),
    Step("remove", (DAYS[2],)),
    Step("relink", (), 1),
    Step("change", (DAYS[1],), 1),
]


@settings(
    max_examples=ROADS,
    deadline=None,
    derandomize=True,
    database=None,
    phases=[Phase.explicit, Phase.generate],  # each example takes seconds; a failing one is short enough to read
    suppress_health_check=list(HealthCheck),
)
@given(st.lists(steps(), min_size=2, max_size=6))
@example(BACKWARDS)
@example(EVERYTHING)
def test_any_road_ends_at_the_marts_of_one_full_build(
    manifest: Manifest, tmp_path_factory: pytest.TempPathFactory, road: list[Step]
) -> None:
    folder = tmp_path_factory.mktemp("road")
    walked = Road(Warehouse(folder / "lake", folder / "warehouse.duckdb", manifest))
    for step in road:
        walked.go(step)
    walked.end()
    at_once = Warehouse(walked.warehouse.lake, folder / "once" / "warehouse.duckdb", manifest)
    at_once.file.parent.mkdir()
    at_once.dbt("run")

    assert differing(walked.warehouse.digests(folder / "walked"), at_once.digests(folder / "once")) == []


def differing(found: Mapping[str, str], expected: Mapping[str, str]) -> list[str]:
    """The marts whose bytes are not the same."""
    names: Iterable[str] = sorted(found.keys() | expected.keys())
    return [name for name in names if found.get(name) != expected.get(name)]
