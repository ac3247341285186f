"""Every table of the lake: its columns, its sort order and what one row is.

This is the contract between the stages and dbt. It holds no paths (`storage`) and makes no rows (the stages do).
Times are UTC. A column documented as "listed" came from a field of the source, "text" from the description.

What a column means is said here and nowhere else: Dagster shows it, and dbt's sources are written from it
(`python -m assets.marts.lake_sources`). It is not in the Parquet files: rewording it must not change their bytes.
"""

from dataclasses import dataclass
from functools import cached_property

import pyarrow as pa

FIRST_DAY = "2024-01-01"  # the first partition of a table of days

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
class Column:
    """One column of a lake table: its name, its Arrow type, and what it means."""

    name: str
    kind: pa.DataType
    description: str


@dataclass(frozen=True)
class TableSpec:
    """One lake table.

    Attributes:
        name: The folder it lies in.
        grain: What one row is, in words.
        columns: Its columns in order; the partition column `search_date` is stored in the file too.
        sort: Columns that order the rows of a partition totally, so that the same rows give the same bytes.
        partitioned: False for tables computed over all days, which are one file.
    """

    name: str
    grain: str
    columns: tuple[Column, ...]
    sort: tuple[str, ...]
    partitioned: bool = True

    @cached_property
    def schema(self) -> pa.Schema:
        """Its Arrow schema."""
        return pa.schema([(column.name, column.kind) for column in self.columns])


# Columns that mean the same wherever they stand.
SEARCH_DATE = Column("search_date", DAY, "The UTC day on which the search was made: the partition of the lake.")
SEARCH_NAME = Column("search_name", TEXT, "Name of the saved search.")
SEARCH_VERSION = Column(
    "search_version", TEXT, "Version of the saved search: changes when its query or filters change."
)
PANEL = Column(
    "panel", TEXT, "The query panel: a fixed group of saved searches. Numbers of two panels are never compared."
)
PAGE = Column("page", SMALL, "One-based index of the page within the search.")
SOURCE = Column(
    "source",
    TEXT,
    "Whose words the result speaks: jsearch (its recorded answers and the sample too), serpapi, adzuna, greenhouse, "
    "lever, ashby, arbeitnow, jobspy or import.",
)
JOB_KEY = Column(
    "job_key",
    INT,
    "Identity of the posting and address of its page: a positive 63-bit integer made from the source's own identity.",
)
REQUEST_KEY = Column(
    "request_key", TEXT, "Identity of the request: ties a row to its raw answer and to the call that fetched it."
)
RAW_FILE = Column("raw_file", TEXT, "Key of the raw answer in the lake.")
RAW_POSITION = Column("raw_position", SMALL, "Zero-based place of the result inside that answer.")
CONTENT_HASH = Column(
    "content_hash",
    TEXT,
    "Hash over title, employer and whitespace-normalised description: another hash is another text.",
)
RAW_JSON = Column("raw_json", TEXT, "The result as received, keys sorted. Stays in the lake.")
FALLBACK_REASON = Column("fallback_reason", TEXT, "Why the model did not answer, where one is configured.")

API_CALLS = TableSpec(
    name="api_calls",
    grain="one outbound call attempt of any kind, whatever became of it",
    columns=(
        SEARCH_DATE,
        Column(
            "call_id",
            TEXT,
            "Identity of the call attempt, unique: <request_key>.<attempt>, and a further number where one was needed.",
        ),
        Column("called_at", TIME, "When the call was made (UTC)."),
        Column("kind", TEXT, "What the call was for: search, classify or extract."),
        Column("provider", TEXT, "Who was called: sample, recorded, openwebninja, rapidapi, or the model's host."),
        Column("endpoint", TEXT, "Path that was called."),
        SEARCH_NAME,
        SEARCH_VERSION,
        PANEL,
        Column("query", TEXT, "The text that was searched for; for a call to a model the title of the job."),
        Column("country", TEXT, "Country asked for (ISO 3166-1 alpha-2)."),
        Column("date_posted", TEXT, "The look-back window asked for."),
        PAGE,
        JOB_KEY,
        Column("attempt", SMALL, "One-based number of the attempt."),
        Column(
            "status",
            TEXT,
            "What became of it: processed, empty, throttled, failed, timeout, refused, interrupted, unavailable, "
            "classified or extracted.",
        ),
        Column("http_status", SMALL, "HTTP status of the answer."),
        Column("response_ms", SMALL, "Milliseconds until the answer."),
        Column("credits", SMALL, "API credits spent."),
        Column("quota_left", SMALL, "Credits left, as the source said."),
        Column("model", TEXT, "Name of the language model."),
        Column("tokens_in", SMALL, "Tokens sent."),
        Column("tokens_out", SMALL, "Tokens received."),
        Column("cost_usd", REAL, "Cost in US dollars."),
        Column("results", SMALL, "Results in the answer."),
        REQUEST_KEY,
        RAW_FILE,
        Column("error", TEXT, "What went wrong, in one line without secrets."),
        Column("run_id", TEXT, "The run that made the call. Stays in the lake."),
    ),
    sort=("called_at", "call_id"),
)

SEARCH_DAYS = TableSpec(
    name="search_days",
    grain="one saved search on one day: how its answers were obtained and what they held",
    columns=(
        SEARCH_DATE,
        SEARCH_NAME,
        SEARCH_VERSION,
        PANEL,
        Column("query", TEXT, "The text that was searched for."),
        Column("country", TEXT, "Country asked for (ISO 3166-1 alpha-2)."),
        Column(
            "outcome",
            TEXT,
            "How the day's answers came to be: fetched or recorded (a replay keeps it); unavailable; or failed, where "
            "a page was not answered or cannot be read.",
        ),
        Column("date_posted", TEXT, "The look-back window asked for."),
        Column("keeps", TEXT, "Which results count for the day: all or dated_that_day."),
        Column("pages", SMALL, "Pages asked for and answered."),
        Column("empty_pages", SMALL, "Pages without any result."),
        Column("results", SMALL, "Results in the day's answers."),
        Column("reason", TEXT, "What happened, where the day was not answered whole."),
        SOURCE,
        Column(
            "is_whole_board",
            FLAG,
            "Whether a company's whole board came back, so that what is missing from it is not on it.",
        ),
    ),
    sort=("search_name", "search_version"),
)

SCHEMA_DRIFT = TableSpec(
    name="schema_drift",
    grain="one way in which a day's answers differ from the known shape",
    columns=(
        SEARCH_DATE,
        Column("field", TEXT, "Name of the source's field concerned."),
        Column("change", TEXT, "Kind of difference: unknown_field, missing_field, type_change or new_value."),
        Column("expected", TEXT, "What the known shape has there."),
        Column("found", TEXT, "What the answer had there."),
        Column("results", SMALL, "Results that differ in this way."),
        Column("example", TEXT, "An example value, masked, at most 200 characters."),
        RAW_FILE,
        RAW_POSITION,
    ),
    sort=("field", "change", "found"),
)

JOB_POSTINGS = TableSpec(
    name="job_postings",
    grain="one job in one answer: typed, normalised, with the raw file and position it came from",
    columns=(
        SEARCH_DATE,
        # identity
        JOB_KEY,
        Column("job_key_source", TEXT, "What job_key was made from: job_uid, job_id, google_link or fingerprint."),
        Column("job_id", TEXT, "The source's own job id, as it stood."),
        CONTENT_HASH,
        # provenance
        RAW_FILE,
        RAW_POSITION,
        REQUEST_KEY,
        SEARCH_NAME,
        SEARCH_VERSION,
        PANEL,
        Column("query", TEXT, "The text that was searched for."),
        Column("query_country", TEXT, "Country the search was restricted to."),
        PAGE,
        Column("observed_at", TIME, "When the answer was received (UTC)."),
        SOURCE,
        # the posting
        Column("title", TEXT, "Title of the posting."),
        Column("employer", TEXT, "Employer as the source names it."),
        Column("employer_website", TEXT, "The employer's website, where listed."),
        Column("publisher", TEXT, "The site that published the posting or the link."),
        Column(
            "description",
            TEXT,
            "Text of the posting, cleaned, e-mails and phone numbers masked. Evidence offsets count its code points.",
        ),
        Column("language", TEXT, "Language of the text (ISO 639-1); null where it can't be told."),
        Column("is_summary", FLAG, "Whether the source gave only a shortened text."),
        Column("sections", pa.list_(SECTION), "Labelled stretches of the text: label, start, end (code points)."),
        # dates
        Column("posted_at", TIME, "When the job was posted (UTC), as exactly as the source says."),
        Column("posted_date", DAY, "Day on which the job was posted; never the day of fetching."),
        Column("posted_precision", TEXT, "How exact posted_date is: exact, day, about or none."),
        Column(
            "posted_source",
            TEXT,
            'Where posted_date comes from: listed, text (relative prose such as "9 days ago") or none.',
        ),
        # place
        Column("city", TEXT, "City of the job."),
        Column("region", TEXT, "State or region of the job."),
        Column("country", TEXT, "Country of the job (ISO 3166-1 alpha-2)."),
        Column("place_scope", TEXT, "How narrow the place is: city, region, country, anywhere or unknown."),
        Column("place_source", TEXT, "Where the place comes from: listed, text or none."),
        Column("location_raw", TEXT, "The place as the source wrote it."),
        Column("latitude", REAL, "Latitude; null where the source only gives the middle of a country."),
        Column("longitude", REAL, "Longitude; null where the source only gives the middle of a country."),
        # work mode
        Column("source_is_remote", FLAG, "The source's own remote flag."),
        Column("work_mode", TEXT, "Work mode by the text: remote, hybrid, onsite or unclear."),
        Column("work_mode_source", TEXT, "Where the work mode comes from: listed, text or none."),
        Column("work_mode_quote", TEXT, "The words that prove the work mode."),
        Column("work_mode_contradiction", FLAG, "Whether the source's flag and the text say different things."),
        # employment
        Column(
            "employment_types",
            WORDS,
            "Employment types: FULLTIME, PARTTIME, CONTRACTOR, INTERN, TEMPORARY, VOLUNTEER, PER_DIEM or OTHER.",
        ),
        Column("employment_type_raw", TEXT, "Employment type as the source wrote it."),
        Column("employment_source", TEXT, "Where the employment types come from: listed, text or none."),
        # pay
        Column("pay_min", REAL, "Lower end of the stated pay, in pay_currency per pay_period."),
        Column("pay_max", REAL, "Upper end of the stated pay, in pay_currency per pay_period."),
        Column("pay_currency", TEXT, "Currency of the pay (ISO 4217)."),
        Column("pay_period", TEXT, "Period of the pay: hour, day, week, month or year."),
        Column("pay_yearly_min", REAL, "Lower end as a yearly amount, by one table of constants, in pay_currency."),
        Column("pay_yearly_max", REAL, "Upper end as a yearly amount, by one table of constants, in pay_currency."),
        Column("pay_source", TEXT, "Where the pay comes from: listed, text or none."),
        Column("pay_quote", TEXT, "The words that prove the pay, where it was read from the text."),
        # seniority
        Column(
            "seniority", TEXT, "Seniority: intern, junior, mid, senior, lead, manager, director, executive or unclear."
        ),
        Column("seniority_source", TEXT, "Where the seniority comes from: title, text or none."),
        Column("seniority_quote", TEXT, "The words that prove the seniority."),
        Column("experience_years_min", REAL, "Least years of experience asked for."),
        Column("experience_years_max", REAL, "Most years of experience asked for, where a range is given."),
        Column("experience_quote", TEXT, "The words that prove the years of experience."),
        # links, benefits, codes of the source
        Column(
            "apply_options",
            pa.list_(APPLY_OPTION),
            "Where to apply: one entry per link, without its tracking parameters, with the site, whether it is the "
            "employer's own and how far it can be trusted.",
        ),
        Column("benefits", WORDS, "Benefits listed by the source."),
        Column("onet_soc", TEXT, "The source's occupation code, in the source's own version of that taxonomy."),
        Column("onet_job_zone", TEXT, "The source's job zone code."),
        Column("highlights", TEXT, "Highlights of the source as JSON, e-mail addresses and phone numbers masked."),
        Column("fields_filled", WORDS, "Names of the source's fields that were neither null nor empty."),
        # the object itself
        RAW_JSON,
        Column(
            "public_json",
            TEXT,
            "The result as received, e-mail addresses and phone numbers masked: what marts and pages show.",
        ),
        Column("normaliser_version", TEXT, "Version of the code that read the posting."),
    ),
    sort=("request_key", "raw_position"),  # the order in which a day is read, so it can be written as a stream
)

QUARANTINE = TableSpec(
    name="quarantine",
    grain="one result of an answer that did not become a posting of this day, with the reason",
    columns=(
        SEARCH_DATE,
        RAW_FILE,
        RAW_POSITION,
        REQUEST_KEY,
        SEARCH_NAME,
        Column(
            "reason",
            TEXT,
            "Why it is no posting of this day: what could not be read, or other_day or undated for look-back fetches.",
        ),
        Column("field", TEXT, "Name of the source's field concerned."),
        Column("detail", TEXT, "What was found there."),
        RAW_JSON,
    ),
    sort=("request_key", "raw_position"),
)

JOB_OPENINGS = TableSpec(
    name="job_openings",
    grain="one job and the opening it belongs to, over all days",
    columns=(
        JOB_KEY,
        Column(
            "opening_key",
            INT,
            "The opening this posting advertises: the job_key of its canonical posting. Copies and reposts share it.",
        ),
        Column("is_canonical", FLAG, "Whether this posting speaks for its opening (it has the longest text)."),
        Column(
            "linked_to", INT, "The posting through which this one was linked to its opening; null for a canonical one."
        ),
        Column("link_reason", TEXT, "Why the two are one opening: same_link, same_text, near_text or summary_of."),
        Column("link_score", REAL, "How alike the two texts are, from 0 to 1."),
    ),
    sort=("opening_key", "job_key"),
    partitioned=False,
)

CLASSIFIED_JOBS = TableSpec(
    name="classified_jobs",
    grain="one job seen that day and its category",
    columns=(
        SEARCH_DATE,
        JOB_KEY,
        CONTENT_HASH,
        Column("category", TEXT, "Job category."),
        Column("confidence", REAL, "Confidence in the category, from 0 to 1."),
        Column("evidence", TEXT, "The words that prove the category."),
        Column("runner_up", TEXT, "Second best category."),
        Column("runner_up_confidence", REAL, "Confidence in the second best category."),
        Column("source", TEXT, "Who classified: rules or llm."),
        FALLBACK_REASON,
        Column("classifier_version", TEXT, "Version of the classifier."),
    ),
    sort=("job_key",),
)

EXTRACTED_SKILLS = TableSpec(
    name="extracted_skills",
    grain="one job seen that day, one skill and one source of it, with the best evidence",
    columns=(
        SEARCH_DATE,
        JOB_KEY,
        CONTENT_HASH,
        Column("skill", TEXT, "Canonical name of the skill."),
        Column("skill_id", TEXT, "Slug of the skill in the taxonomy; null for a name the taxonomy does not hold."),
        Column("kind", TEXT, "hard or soft."),
        Column("type", TEXT, "Type of the skill in the taxonomy; education where only a degree in it is asked for."),
        Column("family", TEXT, "Family of the skill in the taxonomy."),
        Column(
            "source",
            TEXT,
            "Who found it: lexicon_hard, lexicon_soft, llm_hard or llm_soft; of several that with the best evidence.",
        ),
        Column("support", TEXT, "How the text supports it: stated, paraphrased or inferred."),
        Column("confidence", REAL, "Calibrated confidence: of the rows at 0.8 about eight in ten are right."),
        Column("evidence_start", SMALL, "First code point of the evidence in the description."),
        Column("evidence_end", SMALL, "Code point after the evidence in the description."),
        Column("evidence_text", TEXT, "The words that prove the skill, exactly as they stand in the description."),
        Column("section", TEXT, "Section of the text the evidence stands in."),
        Column(
            "requirement",
            TEXT,
            "required, preferred, mentioned, or context (named without being asked of the reader).",
        ),
        Column("years", REAL, "Years of experience with this skill, where the text says them."),
        Column("mentions", SMALL, "How often the text names it."),
        Column("agreement", TEXT, "Who agrees: lexicon_only, llm_only or both."),
        FALLBACK_REASON,
        Column("extractor_version", TEXT, "Version of the extractor that gave the evidence."),
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
