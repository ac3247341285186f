"""The way a job page came to be: from the request over each table to the mart, with versions and runs."""

from collections.abc import Mapping, Sequence

from viewer.snapshot.reader import Reader, Row

MART = "job_detail"


def chain(reader: Reader, found: Row) -> list[Row]:
    """The steps from the saved search to this page, in the order the data flowed."""
    call: Row = next((c for c in found["api_calls"] or () if c["request_key"] == found["request_key"]), {})
    skills = [*(found["hard_skills"] or ()), *(found["soft_skills"] or ())]
    extractors = sorted({skill["extractor_version"] for skill in skills if skill["extractor_version"]})
    day = found["last_seen"]
    steps = [
        _step("api_calls", "Request", day, call.get("call_id") or found["request_key"], [
            ("search", found["search_name"]), ("query", found["query"]), ("status", call.get("status")),
            ("provider", call.get("provider")), ("credits", call.get("credits")),
        ]),
        _step("raw_search_results", "Raw answer", day, found["raw_file"], [
            ("result", None if found["raw_position"] is None else found["raw_position"] + 1),
            ("received", found["observed_at"]),
        ]),
        _step("job_postings", "Posting", day, found["content_hash"], [
            ("key made from", found["job_key_source"]), ("normaliser", found["normaliser_version"]),
        ]),
        _step("job_openings", "Opening", None, found["opening_key"], [("postings", found["n_postings_of_opening"])]),
        _step("classified_jobs", "Class", day, found["category"], [
            ("by", found["category_source"]), ("classifier", found["classifier_version"]),
        ]),
        _step("extracted_skills", "Skills", found["extracted_on"] or day, f"{len(skills)} skills", [
            ("extractor", ", ".join(extractors) or None),
        ]),
        _step(MART, "Mart", None, MART, [("snapshot", reader.snapshot_id)]),
    ]  # fmt: skip
    _add_runs(reader, steps)
    return steps


def _step(asset: str, name: str, partition: str | None, what: object, facts: Sequence[tuple[str, object]]) -> Row:
    said = [{"name": fact, "value": value} for fact, value in facts if value not in (None, "")]
    return {"asset": asset, "step": name, "partition": partition, "what": what, "facts": said, "run": None}


def _add_runs(reader: Reader, steps: Sequence[Row]) -> None:
    if not reader.has("lineage_runs"):
        return
    for step in steps:
        of_day = _runs(reader, step["partition"]) if step["partition"] else {}
        step["run"] = of_day.get(step["asset"]) or _runs(reader, None).get(step["asset"])


def _runs(reader: Reader, day: str | None) -> Mapping[str, Row]:
    """The latest complete run of each asset for a day, or for all days; by the asset's name."""

    def ask() -> Mapping[str, Row]:
        rows = reader.rows(
            """
            select
                split_part(asset, '/', -1) as asset, partition, run_id, version, code_version, started_at, finished_at
            from lineage_runs
            where outcome = 'complete' and partition is not distinct from $day
            order by finished_at
            """,
            {"day": day},
        )
        return {row["asset"]: row for row in rows}

    return reader.remembered("runs", day, ask)
