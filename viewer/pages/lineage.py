"""/lineage: the tables and what each is made from, drawn; the columns of one table, down to the raw answer."""

from collections.abc import Iterable

from viewer.drawing.lineage_graph import Drawing, drawn_graph
from viewer.drawing.page import Asked, NotFoundError, Page
from viewer.snapshot.reader import Reader, Row

MOST_RUNS = 40


def lineage_page(reader: Reader, asked: Asked) -> Page:
    """The tables of the snapshot, and the columns of the one asked for."""
    table = asked.query.get("table") or None
    marts = [{key: mart[key] for key in ("mart", "rows", "bytes", "description", "schema")} for mart in _marts(reader)]
    edges = _edges(reader)
    known = {mart["mart"] for mart in marts} | {name for edge in edges for name in (edge["from"], edge["to"])}
    if table is not None and table not in known:
        raise NotFoundError(f"No table “{table[:100]}” is in this snapshot.")
    data = {
        "table": table,
        "marts": marts,
        "edges": edges,
        "columns": _columns(reader, table) if table else [],
        "runs": _runs(reader, table),
        "stale": reader.rows("select * from lineage_staleness") if reader.has("lineage_staleness") else None,
        "recorded": {"runs": reader.has("lineage_runs"), "columns": reader.has("lineage_columns")},
    }
    schema: list[Row] = next((mart["schema"] for mart in marts if mart["mart"] == table), [])
    return Page("lineage.html", f"Lineage of {table}" if table else "Lineage", data, _picture(edges, table, schema))


def _picture(edges: Iterable[Row], table: str | None, schema: list[Row]) -> Row:
    picture: Drawing | None = drawn_graph([(edge["from"], edge["to"]) for edge in edges], table)
    return {"picture": picture, "schema": schema}


def _marts(reader: Reader) -> list[Row]:
    marts = reader.manifest.get("marts", [])
    return [mart for mart in marts if isinstance(mart, dict)] if isinstance(marts, list) else []


def _edges(reader: Reader) -> list[Row]:
    if not reader.has("lineage_columns"):
        return []
    return reader.noted(
        "edges",
        lambda: reader.rows(
            'select distinct upstream_asset as "from", asset as "to" from lineage_columns '
            "where relation = 'direct' and upstream_asset != asset order by all"
        ),
    )


def _columns(reader: Reader, table: str | None) -> list[Row]:
    if not reader.has("lineage_columns"):
        return []
    return reader.rows(
        """
        select
            "column",
            list(upstream_asset || '.' || upstream_column order by upstream_asset, upstream_column)
                filter (where relation = 'direct') as made_from,
            list(upstream_asset || '.' || upstream_column order by upstream_asset, upstream_column)
                filter (where relation = 'origin') as begins_in,
            max(note) as note
        from lineage_columns where asset = $table group by "column" order by "column"
        """,
        {"table": table},
    )


def _runs(reader: Reader, table: str | None) -> list[Row]:
    if not reader.has("lineage_runs"):
        return []
    return reader.rows(
        """
        select asset, partition, outcome, run_id, version, code_version, finished_at, rows_out, error
        from lineage_runs where asset = $table or $table is null order by finished_at desc, asset, partition limit $most
        """,
        {"table": table, "most": MOST_RUNS},
    )
