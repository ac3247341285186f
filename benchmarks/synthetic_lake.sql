-- A made-up lake in the shape of the real one, for timing only: the same lengths and counts, no meaning in the words.
-- Variables: first_day and last_day (numbers of days), per_day (postings a day), folder. Every job is seen on two days
-- in a row. Sizes after 302 real postings: texts of 4,600 characters, objects of twice that, 28 skills, 4 links.
-- Statements are separated by a semicolon at the end of a line.

create or replace temp table words as
select number, translate(substr(md5(number::varchar), 1, 3 + number % 7), '0123456789', 'aeiourstln') as word
from range(8000) as made(number);

create or replace temp table sentences as
select line, string_agg(word, ' ' order by place) || '.' as sentence
from (
    select line, place, (hash(line, place) % 8000)::bigint as number from range(4000) as a(line), range(18) as b(place)
)
inner join words using (number)
group by line;

set variable sentences = (select list(sentence order by line) from sentences);

create or replace temp table sightings as
select
    date '2026-01-01' + day::integer as search_date,
    day,
    place,
    if(place % 2 = 0, day + 1, day) * (getvariable('per_day') // 2) + place // 2 as job,
    (hash(job) >> 1)::bigint as job_key,
    place // 10 as request,
    'search-' || (request % 20) as search_name,
    'panel-' || (request % 20 // 4) as panel,
    search_date || '-' || request as request_key,
    array_to_string(
        list_transform(
            range(20 + (hash(job) % 42)::bigint),
            lambda line: getvariable('sentences')[1 + (hash(job, line) % 4000)::bigint]
        ), ' '
    ) as description
from
    range(getvariable('first_day'), getvariable('last_day')) as days(day),
    range(getvariable('per_day')) as places(place);

copy (
    select
        search_date,
        job_key,
        'job_uid' as job_key_source,
        'job-' || job as job_id,
        md5(job::varchar) as content_hash,
        'raw/search_results/search_date=' || search_date || '/' || request_key || '.json.zst' as raw_file,
        (place % 10)::integer as raw_position,
        request_key,
        search_name,
        'v1' as search_version,
        panel,
        'engineer in town' as query,
        'gb' as query_country,
        1::integer as page,
        search_date::timestamptz as observed_at,
        'Engineer ' || job % 900 as title,
        'Employer ' || hash(job) % 20000 || ' Ltd.' as employer,
        'Publisher ' || hash(job) % 100 as publisher,
        description,
        'en' as language,
        job % 20 = 0 as is_summary,
        search_date - (job % 9)::integer as posted_date,
        'day' as posted_precision,
        ['GB', 'US', 'DE', 'CA'][1 + job % 4] as country,
        'Town ' || job % 300 as city,
        job % 3 = 0 as source_is_remote,
        ['remote', 'hybrid', 'onsite', 'unclear'][1 + job % 4] as work_mode,
        'text' as work_mode_source,
        job % 12 = 1 as work_mode_contradiction,
        if(job % 2 = 0, 30000 + job % 50 * 1000, null)::double as pay_yearly_min,
        if(job % 2 = 0, 40000 + job % 50 * 1000, null)::double as pay_yearly_max,
        if(job % 2 = 0, ['GBP', 'USD', 'EUR', 'CAD'][1 + job % 4], null) as pay_currency,
        if(job % 2 = 0, 'year', null) as pay_period,
        if(job % 2 = 0, 'listed', 'none') as pay_source,
        ['junior', 'mid', 'senior', 'unclear'][1 + job % 4] as seniority,
        list_transform(range(4), lambda link: struct_pack(
            publisher := 'Publisher ' || (job + link) % 100,
            url := 'https://board-' || link || '.example/jobs/' || md5(job::varchar || link),
            tracking := 'utm_source=jobs',
            host := 'board-' || link || '.example',
            host_kind := 'board',
            is_direct := false,
            link_trust := 'matches',
            trust_reason := 'every word of the title is in the link'
        )) as apply_options,
        list_transform(range(30), lambda field: 'job_field_' || field) as fields_filled,
        json_object('job_description', description, 'job_highlights', reverse(description))::varchar as public_json,
        '1' as normaliser_version
    from sightings
) to (getvariable('folder') || '/job_postings') (format parquet, compression zstd, partition_by (search_date), write_partition_columns true, append true);

copy (
    select distinct
        search_date, job_key, 'Category ' || hash(job) % 25 as category, 0.8::double as confidence,
        'title: engineer' as evidence, 'rules' as source, 'rules-1' as classifier_version
    from sightings
) to (getvariable('folder') || '/classified_jobs') (format parquet, compression zstd, partition_by (search_date), write_partition_columns true, append true);

-- Some skills are asked for by every second job, most by one in a hundred.
copy (
    with places as (
        select
            search_date, job_key, description, job, unnest(range(18 + (hash(job, 1) % 20)::bigint)) as nth,
            (hash(job, nth, 2) % 1000)::double / 1000 as chance,
            (hash(job, nth, 3) % 2000)::integer as evidence_start,
            evidence_start + 6 + (hash(job, nth, 4) % 24)::integer as evidence_end
        from sightings
    )
    select
        search_date,
        job_key,
        md5(job::varchar) as content_hash,
        'Skill ' || (1000 * chance * chance * chance)::integer as skill,
        lower(skill) as skill_id,
        if((1000 * chance * chance * chance)::integer % 4 = 0, 'soft', 'hard') as kind,
        'tool' as type,
        'Family' as family,
        'lexicon_' || kind as source,
        if(min(nth) % 4 = 0, 'paraphrased', 'stated') as support,
        0.5 + min(nth) % 5 / 10 as confidence,
        min(evidence_start) as evidence_start,
        arg_min(evidence_end, evidence_start) as evidence_end,
        arg_min(substr(description, evidence_start + 1, evidence_end - evidence_start), evidence_start) as evidence_text,
        'requirements' as section,
        if(min(nth) % 3 = 0, 'preferred', 'required') as requirement,
        count(*)::integer as mentions,
        'lexicon_only' as agreement,
        'lexicon-1' as extractor_version
    from places
    group by search_date, job_key, job, skill, kind
) to (getvariable('folder') || '/extracted_skills') (format parquet, compression zstd, partition_by (search_date), write_partition_columns true, append true);

copy (
    select distinct
        search_date, request_key || '.1' as call_id, search_date::timestamptz as called_at, 'search' as kind,
        'sample' as provider, 'search-v2' as endpoint, search_name, 'v1' as search_version, panel,
        'engineer in town' as query, 'gb' as country, 1::integer as page, 1::integer as attempt, 'processed' as status,
        200::integer as http_status, 900::integer as response_ms, 1::integer as credits, 10::integer as results,
        request_key,
        'raw/search_results/search_date=' || search_date || '/' || request_key || '.json.zst' as raw_file
    from sightings
) to (getvariable('folder') || '/api_calls') (format parquet, compression zstd, partition_by (search_date), write_partition_columns true, append true);

copy (
    select
        search_date, search_name, 'v1' as search_version, panel, 'engineer in town' as query, 'gb' as country,
        'fetched' as outcome, 'all' as keeps, count(distinct request)::integer as pages, 0::integer as empty_pages,
        count(*)::integer as results
    from sightings
    group by all
) to (getvariable('folder') || '/search_days') (format parquet, compression zstd, partition_by (search_date), write_partition_columns true, append true);

-- One job in ten is a copy of the job before.
copy (
    select
        (hash(job) >> 1)::bigint as job_key,
        (hash(if(job % 10 = 9, job - 1, job)) >> 1)::bigint as opening_key,
        job % 10 != 9 as is_canonical,
        if(job % 10 = 9, (hash(job - 1) >> 1)::bigint, null) as linked_to,
        if(job % 10 = 9, 'near_text', null) as link_reason,
        if(job % 10 = 9, 0.9::double, null) as link_score
    from range((getvariable('last_day') + 1) * (getvariable('per_day') // 2)) as jobs(job)
) to (getvariable('folder') || '/job_openings/part.parquet') (format parquet, compression zstd);
