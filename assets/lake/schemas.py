"""Every table of the lake: its columns, its sort order and what one row is.

This is the contract between the stages and dbt. It holds no paths (`storage`) and makes no rows (the stages do).
Times are UTC. A column documented as "listed" came from a field of the source, "text" from the description.
"""

from dataclasses import dataclass

import pyarrow as pa

DAY = pa.date32()
TIME = pa.timestamp("us", tz="UTC")
TEXT = pa.string()
INT = pa.int64()
SMALL = pa.int32()
REAL = pa.float64()
FLAG = pa.bool_()
WORDS = pa.list_(pa.string())

SECTION = pa.struct([("label", TEXT), ("start", SMALL), ("end", SMALL)])
APPLY_OPTION = pa.struct(
    [
        ("publisher", TEXT),
        ("url", TEXT),  # without tracking parameters; the given link is in raw_json
        ("tracking", TEXT),  # the parameters split off, as they stood
        ("host", TEXT),
        ("host_kind", TEXT),  # employer | ats | board | aggregator | unknown
        ("is_direct", FLAG),
        ("link_trust", TEXT),  # matches | suspect | unknown
        ("trust_reason", TEXT),
    ]
)


@dataclass(frozen=True)
class TableSpec:
    """One lake table.

    Attributes:
        name: The folder it lies in.
        grain: What one row is, in words.
        schema: Its Arrow schema; the partition column `search_date` is stored in the file too.
        sort: Columns that order the rows of a partition totally, so that the same rows give the same bytes.
        partitioned: False for tables computed over all days, which are one file.
    """

    name: str
    grain: str
    schema: pa.Schema
    sort: tuple[str, ...]
    partitioned: bool = True


API_CALLS = TableSpec(
    name="api_calls",
    grain="one outbound call attempt of any kind, whatever became of it",
    schema=pa.schema(
        [
            ("search_date", DAY),
            ("call_id", TEXT),  # unique: <request_key>.<attempt>[.<n>]
            ("called_at", TIME),
            ("kind", TEXT),  # search | classify | extract
            ("provider", TEXT),  # sample | recorded | openwebninja | rapidapi | the LLM's host
            ("endpoint", TEXT),
            ("search_name", TEXT),
            ("search_version", TEXT),
            ("panel", TEXT),
            ("query", TEXT),  # the search's query; the job's title for classify and extract
            ("country", TEXT),
            ("date_posted", TEXT),
            ("page", SMALL),  # 1-based index of the cursor page
            ("job_key", INT),  # set for classify and extract
            ("attempt", SMALL),  # 1-based
            (
                "status",
                TEXT,
            ),  # processed|empty|throttled|failed|timeout|refused|interrupted|unavailable|classified|extracted
            ("http_status", SMALL),
            ("response_ms", SMALL),
            ("credits", SMALL),
            ("quota_left", SMALL),
            ("model", TEXT),
            ("tokens_in", SMALL),
            ("tokens_out", SMALL),
            ("cost_usd", REAL),
            ("results", SMALL),
            ("request_key", TEXT),
            ("raw_file", TEXT),
            ("error", TEXT),  # sanitised, one line
            ("run_id", TEXT),
        ]
    ),
    sort=("called_at", "call_id"),
)

JOB_POSTINGS = TableSpec(
    name="job_postings",
    grain="one job in one answer: typed, normalised, with the raw file and position it came from",
    schema=pa.schema(
        [
            ("search_date", DAY),
            # identity
            ("job_key", INT),
            ("job_key_source", TEXT),  # job_uid | job_id | google_link | fingerprint
            ("job_id", TEXT),
            ("content_hash", TEXT),
            # provenance
            ("raw_file", TEXT),
            ("raw_position", SMALL),
            ("request_key", TEXT),
            ("search_name", TEXT),
            ("search_version", TEXT),
            ("panel", TEXT),
            ("query", TEXT),
            ("query_country", TEXT),
            ("page", SMALL),
            ("observed_at", TIME),
            # the posting
            ("title", TEXT),
            ("employer", TEXT),
            ("employer_website", TEXT),
            ("publisher", TEXT),
            ("description", TEXT),  # cleaned, e-mails and phones masked; every span counts its code points
            ("language", TEXT),  # ISO 639-1, null where it can't be told
            ("is_summary", FLAG),
            ("sections", pa.list_(SECTION)),
            # dates
            ("posted_at", TIME),
            ("posted_date", DAY),
            ("posted_precision", TEXT),  # exact | day | about | none
            ("posted_source", TEXT),  # listed | text | none (text: relative prose such as "9 days ago")
            # place
            ("city", TEXT),
            ("region", TEXT),
            ("country", TEXT),  # ISO 3166-1 alpha-2
            ("place_scope", TEXT),  # city | region | country | anywhere | unknown
            ("place_source", TEXT),  # listed | text | none
            ("location_raw", TEXT),
            ("latitude", REAL),  # null where it is only a country's centroid
            ("longitude", REAL),
            # work mode
            ("source_is_remote", FLAG),
            ("work_mode", TEXT),  # remote | hybrid | onsite | unclear
            ("work_mode_source", TEXT),  # listed | text | none
            ("work_mode_quote", TEXT),
            ("work_mode_contradiction", FLAG),
            # employment
            (
                "employment_types",
                WORDS,
            ),  # FULLTIME | PARTTIME | CONTRACTOR | INTERN | TEMPORARY | VOLUNTEER | PER_DIEM | OTHER
            ("employment_type_raw", TEXT),
            ("employment_source", TEXT),
            # pay
            ("pay_min", REAL),
            ("pay_max", REAL),
            ("pay_currency", TEXT),  # ISO 4217
            ("pay_period", TEXT),  # hour | day | week | month | year
            ("pay_yearly_min", REAL),
            ("pay_yearly_max", REAL),
            ("pay_source", TEXT),  # listed | text | none
            ("pay_quote", TEXT),
            # seniority
            ("seniority", TEXT),  # intern | junior | mid | senior | lead | manager | director | executive | unclear
            ("seniority_source", TEXT),  # title | text | none
            ("seniority_quote", TEXT),
            ("experience_years_min", REAL),
            ("experience_years_max", REAL),
            ("experience_quote", TEXT),
            # links, benefits, codes of the source
            ("apply_options", pa.list_(APPLY_OPTION)),
            ("benefits", WORDS),
            ("onet_soc", TEXT),
            ("onet_job_zone", TEXT),
            ("highlights", TEXT),  # JSON of job_highlights, masked
            ("fields_filled", WORDS),  # names of the source's fields that were neither null nor empty
            # the object itself
            ("raw_json", TEXT),  # as received, compact JSON, keys sorted
            ("public_json", TEXT),  # the same with e-mails and phones masked: what marts and pages show
            ("normaliser_version", TEXT),
        ]
    ),
    sort=("request_key", "raw_position"),  # the order in which a day is read, so it can be written as a stream
)

QUARANTINE = TableSpec(
    name="quarantine",
    grain="one result of an answer that did not become a posting of this day, with the reason",
    schema=pa.schema(
        [
            ("search_date", DAY),
            ("raw_file", TEXT),
            ("raw_position", SMALL),
            ("request_key", TEXT),
            ("search_name", TEXT),
            ("reason", TEXT),  # unreadable reasons name the field; other_day | undated for look-back fetches
            ("field", TEXT),
            ("detail", TEXT),
            ("raw_json", TEXT),
        ]
    ),
    sort=("request_key", "raw_position"),
)

SCHEMA_DRIFT = TableSpec(
    name="schema_drift",
    grain="one way in which a day's answers differ from the known shape",
    schema=pa.schema(
        [
            ("search_date", DAY),
            ("field", TEXT),
            ("change", TEXT),  # unknown_field | missing_field | type_change | new_value
            ("expected", TEXT),
            ("found", TEXT),
            ("results", SMALL),
            ("example", TEXT),  # at most 200 characters, masked
            ("raw_file", TEXT),
            ("raw_position", SMALL),
        ]
    ),
    sort=("field", "change", "found"),
)

SEARCH_DAYS = TableSpec(
    name="search_days",
    grain="one saved search on one day: how its answers were obtained and what they held",
    schema=pa.schema(
        [
            ("search_date", DAY),
            ("search_name", TEXT),
            ("search_version", TEXT),
            ("panel", TEXT),
            ("query", TEXT),
            ("country", TEXT),
            # fetched | recorded: how the raw answers came to be (a replay keeps it); unavailable; failed: a page was not
            # answered or cannot be read, the reason says which and why
            ("outcome", TEXT),
            ("date_posted", TEXT),
            ("keeps", TEXT),  # all | dated_that_day
            ("pages", SMALL),
            ("empty_pages", SMALL),
            ("results", SMALL),
            ("reason", TEXT),
        ]
    ),
    sort=("search_name", "search_version"),
)

JOB_OPENINGS = TableSpec(
    name="job_openings",
    grain="one job and the opening it belongs to, over all days",
    schema=pa.schema(
        [
            ("job_key", INT),
            ("opening_key", INT),  # the job_key of the opening's canonical posting (the longest text)
            ("is_canonical", FLAG),
            ("linked_to", INT),  # the posting this one was linked through; null for a canonical one
            ("link_reason", TEXT),  # same_text | near_text | summary_of | null
            ("link_score", REAL),
        ]
    ),
    sort=("opening_key", "job_key"),
    partitioned=False,
)

CLASSIFIED_JOBS = TableSpec(
    name="classified_jobs",
    grain="one job seen that day and its category",
    schema=pa.schema(
        [
            ("search_date", DAY),
            ("job_key", INT),
            ("content_hash", TEXT),
            ("category", TEXT),
            ("confidence", REAL),
            ("evidence", TEXT),
            ("runner_up", TEXT),
            ("runner_up_confidence", REAL),
            ("source", TEXT),  # rules | llm
            ("fallback_reason", TEXT),  # why the LLM did not answer, where one is configured
            ("classifier_version", TEXT),
        ]
    ),
    sort=("job_key",),
)

EXTRACTED_SKILLS = TableSpec(
    name="extracted_skills",
    grain="one job seen that day, one skill and one source of it, with the best evidence",
    schema=pa.schema(
        [
            ("search_date", DAY),
            ("job_key", INT),
            ("content_hash", TEXT),
            ("skill", TEXT),  # canonical name
            ("skill_id", TEXT),  # slug in the taxonomy; null for a name the taxonomy does not hold
            ("kind", TEXT),  # hard | soft
            ("type", TEXT),
            ("family", TEXT),
            ("source", TEXT),  # lexicon_hard | lexicon_soft | llm_hard | llm_soft
            ("support", TEXT),  # stated | paraphrased | inferred
            ("confidence", REAL),
            ("evidence_start", SMALL),  # code points into job_postings.description
            ("evidence_end", SMALL),
            ("evidence_text", TEXT),
            ("section", TEXT),
            ("requirement", TEXT),  # required | preferred | mentioned
            ("years", REAL),
            ("mentions", SMALL),
            ("agreement", TEXT),  # lexicon_only | llm_only | both
            ("fallback_reason", TEXT),
            ("extractor_version", TEXT),
        ]
    ),
    sort=("job_key", "kind", "skill", "source"),
)

TABLES: dict[str, TableSpec] = {
    spec.name: spec
    for spec in (
        API_CALLS,
        SEARCH_DAYS,
        SCHEMA_DRIFT,
        JOB_POSTINGS,
        QUARANTINE,
        JOB_OPENINGS,
        CLASSIFIED_JOBS,
        EXTRACTED_SKILLS,
    )
}
