"""The one statement that judges a table of text, generated from a feed's declaration.

It reads every cell, checks every demand on every row and finds keys that come twice.
Codes and pseudonyms have been looked up before.

It yields for each row the typed columns, `source_row`, `broken` (the numbers of the checks
the row breaks, or NULL), and for a key that comes more than once in the file the
`first_row` it stands in and whether the values `differ`.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass

from lishui_dash.intake.identity import CHECKED, FAULTS
from lishui_dash.intake.parse import sql_for_value, unreadable
from lishui_dash.spec import Column, Feed, Privacy, Register, Rule, Type
from lishui_dash.words import Words

INCOMING = "incoming"
"""The name under which the statement reads the table of text."""


@dataclass(frozen=True)
class Check:
    """One demand on a row. `broken` is SQL that is true for a row that breaks it."""

    column: str
    rule: str
    says: Words
    remedy: Words
    broken: str
    rejects: bool = True


@dataclass(frozen=True)
class Statement:
    sql: str
    checks: tuple[Check, ...]
    names_day: bool
    """whether it names $operating_day"""


def list_of(column: Column) -> str | None:
    """Return the list in which the column's spellings are looked up."""
    if column.codes:
        return column.codes.name
    if column.refers_to:
        return column.refers_to.value
    return "boolean" if column.type is Type.BOOLEAN else None


def mark_of(column: Column) -> str:
    """Return the incoming column that is NULL where the cell of `column` is empty.

    Codes and pseudonyms are looked up before the statement: what the clerk wrote is
    gone, and this column stands for it. For a person's number it holds the Fault.
    """
    is_looked_up = column.privacy is Privacy.PSEUDONYM or list_of(column) is not None
    return f"mark_{column.name}" if is_looked_up else column.name


def place_of(feed: Feed, column: Column) -> str | None:
    """Return the column of the place that a unit, post or community lies in.

    Where a feed names several places, it is the one with the same first word, such as
    from_county for from_unit_code; otherwise the first.
    """
    places = [c.name for c in feed.columns if c.refers_to is Register.PLACE]
    word = column.name.split("_")[0]
    alike = [name for name in places if name.split("_")[0] == word]
    return next(iter([*alike, *places]), None)


def statement_for(feed: Feed, present: Collection[str]) -> Statement:
    """Return the statement for a file of `feed` that has the columns `present`."""
    checks = tuple(_checks(feed, present))
    ordinary = ", ".join(column.name for column in feed.columns)
    any_broken = "\n            OR ".join(f"({check.broken})" for check in checks)
    each = ",\n                ".join(
        f"CASE WHEN {check.broken} THEN {number} END" for number, check in enumerate(checks)
    )
    same_key = " AND ".join(f"r.{name} = twice.key_{name}" for name in feed.key)
    keys = ", ".join(f"{name} AS key_{name}" for name in feed.key)
    grouped = ", ".join(feed.key)
    sql = f"""
WITH typed AS MATERIALIZED (
    {_sql_for_typed(feed, present)}
),
twice AS (
    SELECT
        {keys},
        min(source_row) AS first_row,
        min(hash({ordinary})) <> max(hash({ordinary})) AS differ
    FROM typed
    GROUP BY {grouped}
    HAVING count(*) > 1
)
SELECT
    {", ".join(f"r.{column.name}" for column in feed.columns)},
    r.source_row,
    CASE
        WHEN {any_broken or "false"}
        THEN list_filter(
            [
                {each}
            ],
            lambda number: number IS NOT NULL
        )
    END AS broken,
    twice.first_row,
    twice.differ
FROM typed AS r
LEFT JOIN twice ON {same_key}
ORDER BY r.source_row
"""
    return Statement(sql, checks, "$operating_day" in sql)


def _sql_for_typed(feed: Feed, present: Collection[str]) -> str:
    read = [column for column in feed.columns if column.name in present]
    values = ",\n        ".join(
        f"{_sql_for_column(column, present)} AS {column.name}" for column in feed.columns
    )
    marks = ",\n        ".join(
        f"t.{mark_of(column)} AS cell_{column.name}" for column in read
    )
    filled = ", ".join(f"t.{mark_of(column)}::VARCHAR" for column in read)
    return f"""SELECT
        t.source_row,
        {values},
        {marks}
    FROM {INCOMING} AS t
    WHERE coalesce({filled}) IS NOT NULL"""


def _sql_for_column(column: Column, present: Collection[str]) -> str:
    if column.name not in present:
        return column.default or f"CAST(NULL AS {column.type.value})"
    value = cell = f"t.{column.name}"
    if column.type is Type.BOOLEAN:
        value = f"CAST({cell} AS BOOLEAN)"
    elif mark_of(column) == column.name:
        value = sql_for_value(column, cell)
    if column.default is None:
        return value
    return f"CASE WHEN t.{mark_of(column)} IS NULL THEN {column.default} ELSE {value} END"


def _checks(feed: Feed, present: Collection[str]) -> Iterator[Check]:
    for column in feed.columns:
        if column.name in present:
            yield from _cell_checks(column)
        for rule in column.rules:
            yield _rule_check(column.name, rule)
    for rule in feed.rules:
        named = [name for name in feed.column_names if name in rule.holds]
        yield _rule_check(named[0] if named else feed.key[0], rule)


def _rule_check(column: str, rule: Rule) -> Check:
    return Check(
        column, rule.name, rule.says, rule.remedy, f"NOT ({rule.holds})", rule.rejects
    )


def _cell_checks(column: Column) -> Iterator[Check]:
    cell, hans = f"cell_{column.name}", column.words.hans
    example = f"，例如 {column.example}" if column.example else ""
    english = f", such as {column.example}" if column.example else ""
    if column.required:
        yield Check(
            column.name,
            "required",
            Words(f"“{hans}”必填，不能空着", "the cell must not be empty"),
            Words(f"请填写“{hans}”{example}", f"fill it in{english}"),
            f"{cell} IS NULL",
        )
    if column.privacy is Privacy.PSEUDONYM:
        checked = FAULTS.items() if column.name in CHECKED else ()
        for fault, says in checked:
            yield Check(
                column.name, says.rule, says.reason, says.remedy, f"{cell} = {fault:d}"
            )
        return
    if list_of(column) is not None and column.type is not Type.BOOLEAN:
        yield Check(
            column.name,
            "unknown_code" if column.codes else "not_in_register",
            *_unlisted(column),
            f"{cell} IS NOT NULL AND {column.name} IS NULL",
        )
    elif column.type is not Type.TEXT or column.privacy is Privacy.MASK:
        yield Check(
            column.name,
            "unreadable",
            *unreadable(column),
            f"{cell} IS NOT NULL AND {column.name} IS NULL",
        )


_REGISTERS = {
    Register.PLACE: Words("县市区名录", "the register of places"),
    Register.UNIT: Words("单位名录", "the register of units"),
    Register.POST: Words("点位名录", "the register of posts"),
    Register.COMMUNITY: Words("村（社区）名录", "the register of communities"),
    Register.ITEM: Words("物资目录", "the list of supplies"),
}


def _unlisted(column: Column) -> tuple[Words, Words]:
    if column.codes:
        names = "、".join(code.words.hans for code in column.codes.codes)
        codes = ", ".join(code.code for code in column.codes.codes)
        return (
            Words("不在可选范围内", "not one of the choices"),
            Words(f"请从以下选一项：{names}", f"choose one of: {codes}"),
        )
    assert column.refers_to is not None
    register = _REGISTERS[column.refers_to]
    example = f"，例如 {column.example}" if column.example else ""
    english = f", such as {column.example}" if column.example else ""
    return (
        Words(
            f"{register.hans}里没有，或在本县市区内没有、有重名",
            f"not in {register.en}, or not at this place, or ambiguous",
        ),
        Words(
            f"请写全称或代码{example}；新设的请先报指挥部登记",
            f"write the full name or code{english}; have new ones registered first",
        ),
    )
