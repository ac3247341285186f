-- Everything one job page shows. A view: pages live in the published files only, and only those of jobs that changed
-- are written again (assets/marts/job_pages). last_seen stands beside job_key in every CTE, so that a filter on it
-- reaches each of them: of the lake then only the days are read on which the jobs were last seen, and memory holds
-- their pages and no others.
{{ config(materialized="view") }}

with jobs as (

    select * from {{ ref("dim_jobs") }}

),

texts as (

    select
        jobs.job_key,
        jobs.last_seen,
        postings.description,
        postings.public_json
    from {{ ref("stg_jsearch__postings") }} as postings
    inner join jobs
        on
            postings.search_date = jobs.last_seen
            and postings.request_key = jobs.request_key
            and postings.raw_position = jobs.raw_position

),

seen as (

    select * from {{ ref("int_jobs__seen") }}

),

skills as (

    -- A span holds in the text it was found in: where the posting has changed since, the words stay, the place goes.
    select
        fct_job_skills.*,
        jobs.last_seen,
        coalesce(
            substr(
                texts.description,
                fct_job_skills.evidence_start + 1,
                fct_job_skills.evidence_end - fct_job_skills.evidence_start
            ) = fct_job_skills.evidence_text,
            false
        ) as stands_in_text
    from {{ ref("fct_job_skills") }} as fct_job_skills
    inner join jobs on fct_job_skills.job_key = jobs.job_key
    left join texts
        on
            jobs.job_key = texts.job_key
            and jobs.last_seen = texts.last_seen

),

skill_lists as (

    select
        job_key,
        last_seen,
        {% for list_name, of_list in {
            "hard_skills": "kind = 'hard' and " ~ is_asked_for("skills"),
            "soft_skills": "kind = 'soft' and " ~ is_asked_for("skills"),
            "education": "skill_type = 'education' and requirement is distinct from 'context'",
            "context_skills": "requirement = 'context'",
        }.items() -%}
            list(
                struct_pack(
                    skill := skill,
                    skill_id := skill_id,
                    skill_type := skill_type,
                    skill_family := skill_family,
                    source := source,
                    sources := sources,
                    support := support,
                    confidence := confidence,
                    evidence_start := if(stands_in_text, evidence_start, null),
                    evidence_end := if(stands_in_text, evidence_end, null),
                    evidence_text := evidence_text,
                    stands_in_text := stands_in_text,
                    section := section,
                    requirement := requirement,
                    years := years,
                    mentions := mentions,
                    agreement := agreement,
                    fallback_reason := fallback_reason,
                    extractor_version := extractor_version
                ) order by confidence desc, mentions desc nulls last, skill asc
            ) filter (where {{ of_list }}) as {{ list_name }},
        {% endfor -%}
        count(*) as n_skills
    from skills
    group by job_key, last_seen

),

options as (

    select
        fct_apply_options.*,
        jobs.last_seen
    from {{ ref("fct_apply_options") }} as fct_apply_options
    inner join jobs
        on
            fct_apply_options.job_key = jobs.job_key
            and fct_apply_options.search_date = jobs.last_seen

),

option_lists as (

    select
        job_key,
        last_seen,
        list(
            struct_pack(
                publisher := publisher,
                url := url,
                tracking := tracking,
                host := host,
                host_kind := host_kind,
                is_direct := is_direct,
                link_trust := link_trust,
                trust_reason := trust_reason
            ) order by option_position
        ) as apply_options
    from options
    group by job_key, last_seen

),

calls as (

    select * from {{ ref("fct_api_calls") }}

),

hits as (

    select distinct
        hits.search_date,
        hits.request_key,
        hits.job_key,
        jobs.last_seen
    from {{ ref("fct_search_hits") }} as hits
    inner join jobs on hits.job_key = jobs.job_key

),

-- A call touched a job when its answer held the job, or when it was made for the job.
job_calls as (

    select
        calls.* replace (hits.job_key as job_key),
        hits.last_seen
    from calls
    inner join hits
        on
            calls.search_date = hits.search_date
            and calls.request_key = hits.request_key
    where calls.call_type = 'search' and calls.status = 'processed'

    union all by name

    select
        calls.*,
        jobs.last_seen
    from calls
    inner join jobs on calls.job_key = jobs.job_key
    where calls.call_type != 'search'

),

call_lists as (

    select
        job_key,
        last_seen,
        list(
            struct_pack(
                call_id := call_id,
                call_type := call_type,
                query := query,
                country := country,
                status := status,
                http_status := http_status,
                response_ms := response_ms,
                called_at := called_at,
                provider := provider,
                model := model,
                search_name := search_name,
                panel := panel,
                page := page,
                credits := credits,
                tokens_in := tokens_in,
                tokens_out := tokens_out,
                cost_usd := cost_usd,
                request_key := request_key,
                raw_file := raw_file,
                error := error
            ) order by called_at desc, call_id asc
        ) as api_calls,
        sum(cost_usd)::decimal(18, 6) as cost_usd
    from job_calls
    group by job_key, last_seen

),

versions as (

    select
        versions.*,
        jobs.last_seen as job_last_seen
    from {{ ref("int_jobs__versions") }} as versions
    inner join jobs on versions.job_key = jobs.job_key

),

version_lists as (

    select
        job_key,
        job_last_seen as last_seen,
        list(
            struct_pack(
                content_hash := content_hash,
                first_seen := first_seen,
                last_seen := last_seen,
                n_days := n_days,
                is_latest := is_latest,
                title := title,
                employer := employer,
                description := description,
                posted_date := posted_date,
                pay_min := pay_min,
                pay_max := pay_max,
                pay_currency := pay_currency,
                pay_period := pay_period,
                work_mode := work_mode
            ) order by last_seen desc, content_hash asc
        ) as versions
    from versions
    group by job_key, job_last_seen

),

sibling_lists as (

    select
        jobs.job_key,
        jobs.last_seen,
        list(
            struct_pack(
                job_key := siblings.job_key,
                title := siblings.title,
                employer := siblings.employer,
                publisher := siblings.publisher,
                source := siblings.source,
                city := siblings.city,
                country := siblings.country,
                first_seen := siblings.first_seen,
                last_seen := siblings.last_seen,
                work_mode := siblings.work_mode,
                pay_min := siblings.pay_min,
                pay_max := siblings.pay_max,
                pay_currency := siblings.pay_currency,
                pay_period := siblings.pay_period,
                contradicts := {{ contradictions("jobs", "siblings") }},
                is_canonical := siblings.is_canonical,
                link_reason := links.link_reason,
                link_score := links.link_score
            ) order by siblings.is_canonical desc, siblings.first_seen asc, siblings.job_key asc
        ) as other_postings
    from jobs
    inner join {{ ref("dim_jobs") }} as siblings
        on
            jobs.opening_key = siblings.opening_key
            and jobs.job_key != siblings.job_key
    inner join seen as links on siblings.job_key = links.job_key
    group by jobs.job_key, jobs.last_seen

),

final as (

    select
        jobs.*,
        texts.description,

        ---------- skills
        skill_lists.hard_skills,
        skill_lists.soft_skills,
        skill_lists.education,
        skill_lists.context_skills,
        seen.extracted_on,
        {{ is_language_unread("jobs.language", "(coalesce(skill_lists.n_skills, 0) > 0)") }} as is_language_unread,

        ---------- where to apply
        option_lists.apply_options,

        ---------- which calls touched the job, and what they cost
        call_lists.api_calls,
        call_lists.cost_usd,

        ---------- history
        version_lists.versions,
        sibling_lists.other_postings,

        ---------- the object itself, masked
        texts.public_json
    from jobs
    inner join seen on jobs.job_key = seen.job_key and jobs.last_seen = seen.last_seen
    left join texts on jobs.job_key = texts.job_key and jobs.last_seen = texts.last_seen
    left join skill_lists on jobs.job_key = skill_lists.job_key and jobs.last_seen = skill_lists.last_seen
    left join option_lists on jobs.job_key = option_lists.job_key and jobs.last_seen = option_lists.last_seen
    left join call_lists on jobs.job_key = call_lists.job_key and jobs.last_seen = call_lists.last_seen
    left join version_lists on jobs.job_key = version_lists.job_key and jobs.last_seen = version_lists.last_seen
    left join sibling_lists on jobs.job_key = sibling_lists.job_key and jobs.last_seen = sibling_lists.last_seen

)

select * from final
