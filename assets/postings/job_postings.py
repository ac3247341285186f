"""job_postings: every result of the day's answers, read as a posting or set aside with the reason.

The asset reads a window of raw answers, calls `posting.read_posting` and `drift`, writes three tables and reports.
What a posting says is decided elsewhere in this room.
"""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date

import dagster as dg

from assets.lake.inspection import damaged_answers
from assets.lake.raw import raw_answers
from assets.lake.raw.raw_answers import RawAnswer
from assets.lake.storage.damage import DamageError
from assets.lake.storage.partition_writer import Row, Written
from assets.lake.storage.storage import Lake
from assets.lake.tables.schemas import JOB_POSTINGS, QUARANTINE, SCHEMA_DRIFT, TableSpec
from assets.postings.drift import DriftTally
from assets.postings.known_postings import KnownPostings, PostingWriter, object_key
from assets.postings.posting import Posting, Quarantined, Sighting, normaliser_version, read_posting
from assets.reporting import DAYS, ONE_RUN, days_of, lake_table, report, result, verdict
from assets.sources.answers import read_answer as read_envelope_of
from assets.sources.registry import source_of
from assets.text.limit import LONGEST_TEXT, is_beyond

READ_AND_SET_ASIDE = frozenset(("other_day", "undated", "no_opening", "not_listed"))
SPECS = {
    JOB_POSTINGS.name: JOB_POSTINGS,
    QUARANTINE.name: QUARANTINE,
    SCHEMA_DRIFT.name: SCHEMA_DRIFT,
}


def table(spec: TableSpec, description: str) -> dg.AssetSpec:
    """One of the three tables that are written together."""
    deps = ["raw_search_results", "search_days"]
    return lake_table(spec, description, group="postings", deps=deps, code_version=normaliser_version())


@dataclass
class DayCount:
    """What became of one day's results: `results = postings + quarantined`, by construction of nothing but counting."""

    results: int = 0
    postings: int = 0
    copied: int = 0
    cut: int = 0  # descriptions longer than is read
    quarantined: Counter[str] = field(default_factory=Counter)
    written: dict[str, Written] = field(default_factory=dict)
    damaged: tuple[str, ...] = ()
    damaged_indexes: int = 0  # days of which nothing could be copied, because what was noted of them is damaged

    @property
    def unreadable(self) -> int:
        """Results set aside because they could not be read: not those of another day, nor what is no opening."""
        return sum(count for reason, count in self.quarantined.items() if reason not in READ_AND_SET_ASIDE)

    @property
    def missing(self) -> int:
        """Results that are in neither table; anything but 0 is a loss."""
        return self.results - self.postings - self.quarantined.total()


@dg.multi_asset(
    specs=[
        table(JOB_POSTINGS, "Job postings, normalised, each with its raw file and position."),
        table(QUARANTINE, "Results that did not become a posting of the day, with the reason."),
        table(SCHEMA_DRIFT, "How the day's answers differ from the known shape of the source."),
    ],
    check_specs=[
        dg.AssetCheckSpec(
            "nothing_lost",
            asset=JOB_POSTINGS.name,
            blocking=True,
            description="Results in raw = rows in job_postings + rows in quarantine, per day.",
        ),
        dg.AssetCheckSpec(
            "texts_read_whole", asset=JOB_POSTINGS.name, description="No description is longer than is read."
        ),
        dg.AssetCheckSpec(
            "answers_undamaged",
            asset=JOB_POSTINGS.name,
            description="Every raw answer is the one that was written; a day of which one is damaged stays as it was.",
        ),
        dg.AssetCheckSpec(
            "shape_is_known",
            asset=SCHEMA_DRIFT.name,
            description="No unknown field, no missing field, no changed type, no new value.",
        ),
        dg.AssetCheckSpec(
            "results_readable", asset=QUARANTINE.name, description="At most one result in a hundred could not be read."
        ),
    ],
    partitions_def=DAYS,
    backfill_policy=ONE_RUN,
    name="job_postings",
)
def job_postings(context: dg.AssetExecutionContext, lake: dg.ResourceParam[Lake]) -> Iterator[object]:
    """Read the window's raw answers, normalise each result, write and report."""
    counts = {day: read_or_keep_day(lake, day) for day in days_of(context)}
    for day, count in counts.items():
        for name, written in count.written.items():
            report(
                context,
                SPECS[name],
                day,
                written,
                {
                    "results": count.results,
                    "postings": count.postings,
                    "postings_copied": count.copied,
                    "quarantined": count.quarantined.total(),
                    **({"descriptions_cut": count.cut} if count.cut else {}),
                    "damaged_answers": len(count.damaged) or None,
                    "damaged_reuse_indexes": count.damaged_indexes or None,
                    **{f"quarantined_{reason}": number for reason, number in sorted(count.quarantined.items())},
                },
            )
    for name, spec in SPECS.items():
        yield result(spec, [count.written[name] for count in counts.values()])
    yield from checks(counts)


def checks(counts: dict[date, DayCount]) -> Iterator[dg.AssetCheckResult]:
    """The room's checks over the days of a run."""
    lost = [
        f"{day}: {count.missing} of {count.results} results are in no table"
        for day, count in counts.items()
        if count.missing
    ]
    yield verdict(JOB_POSTINGS.name, "nothing_lost", lost)
    cut = [
        f"{day}: {count.cut} descriptions have more than {LONGEST_TEXT:,} characters and are read to there; raw and "
        "raw_json hold the whole"
        for day, count in counts.items()
        if count.cut
    ]
    yield verdict(JOB_POSTINGS.name, "texts_read_whole", cut, "warn")
    damaged = [f"{day}: {damage}" for day, count in counts.items() for damage in count.damaged]
    yield verdict(JOB_POSTINGS.name, "answers_undamaged", damaged)
    drifted = [
        f"{day}: {count.written[SCHEMA_DRIFT.name].rows} differences"
        for day, count in counts.items()
        if count.written[SCHEMA_DRIFT.name].rows
    ]
    yield verdict(SCHEMA_DRIFT.name, "shape_is_known", drifted, "warn")
    unreadable = [
        f"{day}: {count.unreadable} of {count.results}"
        for day, count in counts.items()
        if count.unreadable * 100 > count.results
    ]
    yield verdict(QUARANTINE.name, "results_readable", unreadable, "warn")


def read_or_keep_day(lake: Lake, day: date) -> DayCount:
    """Rewrite a day's tables; one with a damaged answer keeps what was read of it while the answer was whole.

    Only where nothing was, the day is read without that answer: a file that rots must take neither good rows with it
    nor the days beside it.
    """
    try:
        return read_day(lake, day)
    except DamageError:
        damaged = tuple(str(error) for error in damaged_answers(lake, day))
        count = kept_day(lake, day) or read_day(lake, day, skip_damaged=True)
    count.damaged = damaged
    return count


def kept_day(lake: Lake, day: date) -> DayCount | None:
    """What the day's three tables hold as they are; None where one is missing or damaged itself."""
    try:
        kept = {name: lake.partition_written(spec, day) for name, spec in SPECS.items()}
        reasons = Counter(lake.read_partitions(QUARANTINE, [day], ["reason"])["reason"].to_pylist())
    except DamageError:
        return None
    written = {name: found for name, found in kept.items() if found}
    if len(written) < len(SPECS):
        return None
    postings = written[JOB_POSTINGS.name].rows
    return DayCount(results=postings + reasons.total(), postings=postings, quarantined=reasons, written=written)


def read_day(lake: Lake, day: date, *, skip_damaged: bool = False) -> DayCount:
    """Rewrite the day's three tables from its raw answers; what an earlier day read of an object is copied.

    Raises:
        DamageError: An answer is damaged, and is not to be skipped; the tables stay as they were.
    """
    count, drift, known = DayCount(), DriftTally(day), KnownPostings(lake, day)
    with (
        lake.partition_writer(JOB_POSTINGS, day) as written,
        lake.partition_writer(QUARANTINE, day) as quarantine,
    ):
        postings = PostingWriter(written, known)
        for answer in raw_answers.answers(lake, day, skip_damaged=skip_damaged):
            quarantine.add(read_answer(answer, day, known, postings, count, drift))
        postings.flush()
    count.written = {
        JOB_POSTINGS.name: written.written(),
        QUARANTINE.name: quarantine.written(),
        SCHEMA_DRIFT.name: lake.write_partition(SCHEMA_DRIFT, day, drift.rows()),
    }
    count.copied, count.damaged_indexes = postings.copied, len(known.index.damaged)
    postings.remember(day, count.written[JOB_POSTINGS.name].digest)
    return count


def read_answer(
    answer: RawAnswer, day: date, known: KnownPostings, postings: PostingWriter, count: DayCount, drift: DriftTally
) -> list[Row]:
    """Hand on the postings of one answer; what is set aside, as rows of `quarantine`."""
    quarantined: list[Row] = []
    source, about = source_of(answer.request.provider), answer.request.about
    envelope = read_envelope_of(answer)
    if envelope.unread:
        drift.see_unread(envelope.problem, answer.key)
    for position, given in enumerate(envelope.results):
        count.results += 1
        drift.see(given, answer.key, position, source.name)
        job = source.read(given, about) if isinstance(given, dict) else given
        sighting = sighting_of(answer, day, position)
        key = object_key(job, sighting.query_country)
        place = known.place_of(key)
        found = read_posting(job, sighting, known.description(place) if place else None, given)
        if isinstance(found, Posting) and answer.request.keeps == "dated_that_day":
            found = found.of_day(day)
        if isinstance(found, Quarantined):
            count.quarantined[found.reason] += 1
            quarantined.append(found.row(sighting))
        else:
            count.postings += 1
            count.cut += isinstance(job, dict) and is_beyond(job.get("job_description"))
            postings.add(key, found.row(), place)
    return quarantined


def sighting_of(answer: RawAnswer, day: date, position: int) -> Sighting:
    """Where a result was seen, from the request that brought it."""
    request = answer.request
    return Sighting(
        search_date=day,
        raw_file=answer.key,
        raw_position=position,
        request_key=answer.request_key,
        search_name=request.search_name,
        search_version=request.search_version,
        panel=request.panel,
        query=request.query,
        query_country=request.country,
        page=request.page,
        observed_at=request.called_at,
        source=source_of(request.provider).name,
    )
