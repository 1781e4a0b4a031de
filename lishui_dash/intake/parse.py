"""SQL that reads one cell of text as a value of its column's type.

Each ladder begins with the plain spelling, which nearly every cell has; `coalesce` looks
at the steps below it for the other cells only. What no step can read is NULL.
"""

from __future__ import annotations

from lishui_dash.intake.privacy import sql_for_mask, sql_for_scan
from lishui_dash.spec import Column, Privacy, Type
from lishui_dash.words import Words

_WIDE, _NARROW = "０１２３４５６７８９．，－＋：／　", "0123456789.,-+:/ "

_WHOLE = "[+-]?[0-9]{1,8}(\\.0*)?"
"""Up to 99,999,999, so that sums of a few cells cannot overflow."""
_DECIMAL = "[+-]?([0-9]{1,13}(\\.[0-9]*)?|\\.[0-9]+)"
_GROUPED = "[+-]?[0-9]{1,3}(,[0-9]{3})+(\\.[0-9]*)?"
_UNIT_BEHIND = (
    " *(人份|人次|小时|分钟|只|套|件|副|个|双|台|支|升|片|瓶|元|人|次|份|天|项|名|处|℃|度)$"
)

_DAY_FIRST = "(19|20)[0-9]{2}[-/][0-9]{1,2}[-/][0-9]{1,2}([ T]+[0-9:.]+)?"
_SERIAL = "[34][0-9]{4}(\\.[0-9]+)?"
"""Days since 1899-12-30, as a workbook keeps a date: 1982 to 2036."""

_EXAMPLES = {
    Type.INTEGER: (Words("不是整数", "not a whole number"), "120"),
    Type.NUMBER: (Words("不是数字", "not a number"), "12.5"),
    Type.MONEY: (Words("不是金额", "not an amount of money"), "300.00"),
    Type.BOOLEAN: (Words("不是“是”或“否”", "neither yes nor no"), "是"),
    Type.DATE: (
        Words("不是日期，或没有这一天", "not a date, or no such day"),
        "2020-02-05",
    ),
    Type.TIMESTAMP: (
        Words("不是日期时间，或没有这一刻", "not a date and time, or no such moment"),
        "2020-02-05 08:30",
    ),
    Type.TEXT: (Words("写法无法识别", "cannot be read"), ""),
}


def sql_for_value(column: Column, cell: str) -> str:
    """Return SQL for the typed value of `cell`, a text expression that is never ''.

    Not for columns of a code list, a register, yes or no, or pseudonyms.
    """
    match column.type:
        case Type.DATE:
            return _sql_for_date(cell)
        case Type.TIMESTAMP:
            return _sql_for_timestamp(cell)
        case Type.INTEGER:
            return _sql_for_number(cell, _WHOLE, column.type)
        case Type.NUMBER | Type.MONEY:
            return _sql_for_number(cell, _DECIMAL, column.type)
    if column.privacy is Privacy.MASK:
        return sql_for_mask(cell)
    if column.privacy is Privacy.FREE_TEXT:
        return sql_for_scan(cell)
    return cell


def unreadable(column: Column) -> tuple[Words, Words]:
    """Return why a cell that no step could read is wrong, and how to write it."""
    reason, example = _EXAMPLES[column.type]
    shown = example if column.type is not Type.TEXT else column.example
    return reason, Words(f"请写成 {shown} 这样", f"write it like {shown}")


def _narrowed(cell: str) -> str:
    return f"translate({cell}, '{_WIDE}', '{_NARROW}')"


def _sql_for_number(cell: str, pattern: str, type_: Type) -> str:
    bare = f"regexp_replace({_narrowed(cell)}, '{_UNIT_BEHIND}', '')"
    ungrouped = (
        f"CASE WHEN regexp_full_match({bare}, '{_GROUPED}') "
        f"THEN replace({bare}, ',', '') ELSE {bare} END"
    )
    plain = _cast_when(pattern, cell, type_.value)
    repaired = _cast_when(pattern, f"({ungrouped})", type_.value)
    return f"coalesce({plain}, {repaired})"


def _dashed(cell: str) -> str:
    """Return SQL that writes 2020年2月5日8时30分 and 2020.2.5 with dashes and colons."""
    mapped = f"translate({_narrowed(cell)}, '年月/.日号时時点分秒', '----  ::::')"
    without_end = f"regexp_replace(trim({mapped}), ':$', '')"
    return f"regexp_replace({without_end}, '( [0-9]{{1,2}})$', '\\1:00')"


def _cast_when(pattern: str, text: str, type_: str, made: str = "") -> str:
    return (
        f"CASE WHEN regexp_full_match({text}, '{pattern}') "
        f"THEN TRY_CAST({made or text} AS {type_}) END"
    )


def _parts(text: str, *ends: int) -> str:
    return ", ".join(f"{text}[{end - 1}:{end}]" for end in ends)


def _sql_for_date(cell: str) -> str:
    dashed, narrow = _dashed(cell), _narrowed(cell)
    compact = f"concat_ws('-', {narrow}[1:4], {_parts(narrow, 6, 8)})"
    return f"""coalesce(
        {_cast_when(_DAY_FIRST, cell, "DATE")},
        {_cast_when(_DAY_FIRST, dashed, "DATE")},
        {_cast_when("(19|20)[0-9]{6}", narrow, "DATE", compact)},
        CASE WHEN regexp_full_match({narrow}, '{_SERIAL}')
            THEN DATE '1899-12-30' + CAST(floor(CAST({narrow} AS DOUBLE)) AS INTEGER) END
    )"""


def _sql_for_timestamp(cell: str) -> str:
    dashed, narrow = _dashed(cell), _narrowed(cell)
    day = f"concat_ws('-', {narrow}[1:4], {_parts(narrow, 6, 8)})"
    moment = f"{day} || ' ' || concat_ws(':', {_parts(narrow, 10, 12)})"
    seconds = f"round(CAST({narrow} AS DOUBLE) * 86400)"
    return f"""coalesce(
        {_cast_when(_DAY_FIRST, cell, "TIMESTAMP")},
        {_cast_when(_DAY_FIRST, dashed, "TIMESTAMP")},
        {_cast_when("(19|20)[0-9]{6}", narrow, "TIMESTAMP", day)},
        {_cast_when("(19|20)[0-9]{10}", narrow, "TIMESTAMP", moment)},
        CASE WHEN regexp_full_match({narrow}, '{_SERIAL}')
            THEN TIMESTAMP '1899-12-30 00:00:00' + to_seconds({seconds}) END
    )"""
