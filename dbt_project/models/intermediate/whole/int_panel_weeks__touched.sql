-- One row per panel and week whose rows in the weekly statistics are not those of its revisions: new, changed, or gone
-- from the lake.
with revisions as (

    select * from {{ ref("int_panel_weeks__revisions") }}

),

made as (

    select
        panel,
        week,
        found_revision,
        known_revision
    from builds.weeks_made

),

compared as (

    select
        coalesce(revisions.panel, made.panel) as panel,
        coalesce(revisions.week, made.week) as week,
        coalesce(revisions.found_revision != made.found_revision, true) as is_found_anew,
        coalesce(revisions.known_revision != made.known_revision, true) as is_known_anew
    from revisions
    full join made
        on
            revisions.panel = made.panel
            and revisions.week = made.week

),

final as (

    select * from compared
    where is_found_anew or is_known_anew

)

select * from final
