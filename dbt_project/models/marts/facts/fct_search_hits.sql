with postings as (

    select * from {{ ref("stg_jsearch__postings") }}
    where {{ in_window("search_date") }}

),

final as (

    select
        ---------- identity
        search_date,
        job_key,
        content_hash,

        ---------- the search
        panel,
        search_name,
        search_version,
        query,
        query_country,

        ---------- where in which answer
        request_key,
        page,
        raw_file,
        raw_position,
        observed_at,

        ---------- what was seen
        title,
        employer,
        publisher,
        is_summary
    from postings

)

select * from final
