-- Opens the lake: one view per table of the source `lake`, over the Parquet files of all days.
-- The columns and types come from the source's yml, so a table without any file yet, or whose older files lack a
-- column, still has its whole shape. A filter on search_date reaches the file list: other days' files are not read.
{% macro open_lake() %}
    {% if execute %}
        {% do run_query("create schema if not exists lake") %}
        {% for table in graph.sources.values() if table.source_name == "lake" %}
            {% do run_query(lake_view(table)) %}
        {% endfor %}
        {{ open_builds() }}
    {% endif %}
{% endmacro %}

{% macro lake_view(table) %}
    {% set patterns = lake_files(table) %}
    create or replace view lake.{{ table.name }} as
    select
        {% for column in table.columns.values() -%}
            cast(null as {{ column.data_type }}) as {{ column.name }}{{ "," if not loop.last }}
        {% endfor %}
    where false
    {% if patterns %}
        union all by name
        select *
        from read_parquet(
            [{{ quoted(patterns) }}],
            union_by_name = true
            {%- if table.meta.partitioned %},
            hive_partitioning = true,
            hive_types = {'search_date': date}
            {%- endif %}
        )
    {% endif %}
{% endmacro %}

-- The caller's list of resolved files as a relation; empty text where there is none.
{% macro lake_list() %}
    {% set file = env_var("JOBLAKE_LAKE_FILES", "") %}
    {% if not file %}
        {{ return("") }}
    {% endif %}
    {% set columns = "{'table': varchar, search_date: date, url: varchar, key: varchar, digest: varchar}" %}
    {% set literal = "'" ~ file | replace("'", "''") ~ "'" %}
    {{ return("read_json(" ~ literal ~ ", format = 'newline_delimited', columns = " ~ columns ~ ")") }}
{% endmacro %}

-- File patterns as a list of SQL literals.
{% macro quoted(patterns) -%}
    {% for pattern in patterns %}'{{ pattern | replace("'", "''") }}'{{ ", " if not loop.last }}{% endfor %}
{%- endmacro %}

-- The patterns of a table that match at least one file: reading a pattern without a match is an error. Of a lake in a
-- bucket they are its files, resolved by the caller.
{% macro lake_files(table) %}
    {% if lake_list() %}
        {% set of_table = " where \"table\" = '" ~ table.name ~ "' order by url" %}
        {% set listed = run_query("select url from " ~ lake_list() ~ of_table) %}
        {{ return(listed.columns[0].values() | list) }}
    {% endif %}
    {% set given = var("lake_tables") or fromjson(env_var("JOBLAKE_LAKE_TABLES", "{}")) %}
    {% set inside = "/search_date=*/*.parquet" if table.meta.partitioned else "/*.parquet" %}
    {% set patterns = given.get(table.name, [env_var("JOBLAKE_LAKE", "../lake") ~ "/" ~ table.name ~ inside]) %}
    {% set found = [] %}
    {% for pattern in patterns %}
        {% set quoted = pattern | replace("'", "''") %}
        {% if run_query("select count(*) from glob('" ~ quoted ~ "')").rows[0][0] > 0 %}
            {% do found.append(pattern) %}
        {% endif %}
    {% endfor %}
    {{ return(found) }}
{% endmacro %}
