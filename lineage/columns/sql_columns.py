"""What each column of a compiled dbt model is made from: one pass over its query, each column of each part once.

sqlglot's own `lineage` walks the whole tree again for every column, which takes tens of seconds on wide models; here
the query is qualified once and what a part of it yields is remembered. Which models there are is `columns`' business.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import sqlglot
from sqlglot import exp
from sqlglot.optimizer.qualify import qualify
from sqlglot.optimizer.scope import Scope, build_scope

ROWS = "*"  # the upstream "column" of a figure that counts rows: it depends on which rows there are, on no field
Column = tuple[str, str]  # (table as the query names it: schema.table, column)
Columns = Mapping[str, frozenset[Column]]


@dataclass(frozen=True)
class UnresolvedError(Exception):
    """A query that could not be followed."""

    reason: str

    def __str__(self) -> str:
        return self.reason


def columns_of(sql: str, tables: Mapping[str, Sequence[str]]) -> dict[str, frozenset[Column]]:
    """For each output column of a query, in order, the columns of tables that its value is computed from.

    Args:
        sql: A DuckDB query.
        tables: The columns of every table it may read, by `schema.table`.

    Raises:
        UnresolvedError: The query can't be parsed, or names a column that no table has.
    """
    try:
        query = sqlglot.parse_one(sql, dialect="duckdb")
        for table in query.find_all(exp.Table):
            table.set("catalog", None)  # there is one warehouse; its name adds nothing
        tree = qualify(
            query,
            dialect="duckdb",
            schema=dict(_schema(tables)),
            quote_identifiers=False,
            validate_qualify_columns=False,
            identify=False,
        )
    except sqlglot.errors.SqlglotError as error:
        raise UnresolvedError(str(error).partition("\n")[0]) from None
    scope = build_scope(tree)
    if scope is None:
        raise UnresolvedError("the query is no SELECT")
    reader = _Reader()
    return {name: reader.made_from(scope, position) for position, name in enumerate(_names(scope))}


class _Reader:
    """Follows columns down the scopes of one query, remembering each."""

    def __init__(self) -> None:
        self._known: dict[tuple[int, int], frozenset[Column]] = {}

    def made_from(self, scope: Scope, position: int) -> frozenset[Column]:
        key = (id(scope), position)
        if key not in self._known:
            self._known[key] = frozenset()  # a recursive part adds nothing to itself
            self._known[key] = self._follow(scope, position)
        return self._known[key]

    def _follow(self, scope: Scope, position: int) -> frozenset[Column]:
        if scope.set_operation_scopes:
            return frozenset().union(*(self._part(scope, part, position) for part in scope.set_operation_scopes))
        return self._expression(scope, _selects(scope)[position])

    def _part(self, union: Scope, part: Scope, position: int) -> frozenset[Column]:
        if not union.expression.args.get("by_name"):
            return self.made_from(part, position)
        name, names = _names(union)[position], _names(part)
        return self.made_from(part, names.index(name)) if name in names else frozenset()

    def _expression(self, scope: Scope, expression: exp.Expr) -> frozenset[Column]:
        found: set[Column] = set()
        inner = {id(part.expression): part for part in scope.subquery_scopes}
        bound = {name for one in expression.find_all(exp.Lambda) for name in _parameters(one)}
        for node in expression.walk(prune=lambda node: id(node) in inner):
            if id(node) in inner:
                part = inner[id(node)]
                found.update(*(self.made_from(part, index) for index in range(len(_names(part)))))
                found |= self._outer(scope, part)
            elif isinstance(node, exp.Column) and not (not node.table and node.name in bound):
                found |= self._column(scope, node)
            elif isinstance(node, exp.Star) or _counts_rows(node):
                found |= self._rows(scope)
        return frozenset(found)

    def _outer(self, scope: Scope, part: Scope) -> set[Column]:
        """What a correlated subquery takes from the query around it."""
        found: set[Column] = set()
        for column in part.external_columns:
            found |= self._column(scope, column)
        return found

    def _column(self, scope: Scope, column: exp.Column) -> frozenset[Column]:
        source = scope.sources.get(column.table)
        if isinstance(source, exp.Table):
            return frozenset({(_table(source), column.name)})
        if isinstance(source, Scope):
            names = _names(source)
            if column.name in names:
                return self.made_from(source, names.index(column.name))
            if source.expression.find(exp.Unnest):
                return self._expression(source, source.expression)
        if source is None and scope.parent is not None and column.table:
            return self._column(scope.parent, column)
        if source is None and not column.table:
            return self._lateral(scope, column)
        raise UnresolvedError(f"column {column.sql(dialect='duckdb')} is in no table of its query")

    def _lateral(self, scope: Scope, column: exp.Column) -> frozenset[Column]:
        """A column without a table: another output of the same select, or one that an unnest beside it yields."""
        names = _names(scope)
        if column.name in names and _selects(scope)[names.index(column.name)].this is not column:
            return self.made_from(scope, names.index(column.name))
        raise UnresolvedError(f"column {column.sql(dialect='duckdb')} names no table")

    def _rows(self, scope: Scope) -> frozenset[Column]:
        """The tables whose rows a scope goes over."""
        found: set[Column] = set()
        for _, source in scope.selected_sources.values():
            if isinstance(source, exp.Table):
                found.add((_table(source), ROWS))
            elif source is not scope:
                found |= frozenset().union(*(self._rows(part) for part in source.set_operation_scopes or [source]))
        return frozenset(found)


def _schema(tables: Mapping[str, Sequence[str]]) -> Mapping[str, object]:
    nested: dict[str, dict[str, dict[str, str]]] = {}
    for table, columns in tables.items():
        schema, _, name = table.partition(".")
        nested.setdefault(schema, {})[name] = dict.fromkeys(columns, "unknown")
    return nested


def _selects(scope: Scope) -> list[exp.Expr]:
    return list(scope.expression.selects) if isinstance(scope.expression, exp.Query) else []


def _names(scope: Scope) -> list[str]:
    return [select.alias_or_name for select in _selects(scope)]


def _table(table: exp.Table) -> str:
    return f"{table.db}.{table.name}"


def _parameters(function: exp.Lambda) -> list[str]:
    return [parameter.name for parameter in function.expressions]


def _counts_rows(node: exp.Expr) -> bool:
    return isinstance(node, exp.RowNumber | exp.Rank | exp.DenseRank)
