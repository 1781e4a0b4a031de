"""Cells that are looked up in a list, and what is said of those the list does not have."""

from __future__ import annotations

from collections.abc import Callable

import pyarrow as pa
import pyarrow.compute as pc

from lishui_dash.intake.note import Note, formula_or_error, is_missing, plain
from lishui_dash.intake.parse import Parsed, Understood, read_each, unmarked
from lishui_dash.spec import Column, Register, Type
from lishui_dash.words import Words

_CIRCLES = frozenset("○〇◯oO□☐■●")
_REGISTERS = {
    Register.PLACE: Words("县市区名录", "the register of places"),
    Register.UNIT: Words("单位名录", "the register of units"),
    Register.POST: Words("点位名录", "the register of posts"),
    Register.COMMUNITY: Words("村（社区）名录", "the register of communities"),
    Register.ITEM: Words("物资目录", "the list of supplies"),
}
_WRITE_YES_OR_NO = Words("请写“是”或“否”", "write 是 or 否 (yes or no)")
_NOT_YES_OR_NO = Note(
    "unreadable", Words("不是“是”或“否”", "neither yes nor no"), _WRITE_YES_OR_NO
)
_CIRCLE = Note(
    "ambiguous_mark",
    Words("圈或空框可以表示是，也可以表示否", "a circle or a box may mean either"),
    _WRITE_YES_OR_NO,
)


Take = Callable[[str, str], Understood]
"""(name, code of its place or "") -> what to make of a name that the list lacks."""
_BETWEEN = "\x1f"


def coded(
    column: Column,
    cells: pa.Array,
    codes: pa.Array,
    places: pa.Array | None = None,
    take: Take | None = None,
) -> Parsed:
    """Return the codes that were found for the cells, and why others have none.

    `places` are the codes of the places of the rows, where there are any.
    """
    values = pc.equal(codes, "true") if column.type is Type.BOOLEAN else codes
    unknown = pc.and_(pc.is_valid(cells), pc.is_null(codes))
    if not pc.any(unknown).as_py():
        return Parsed(values, unmarked(cells))
    refusal = unlisted(column)

    def read(told: str) -> Understood:
        text, _, place = told.partition(_BETWEEN)
        if is_missing(text):
            return None, None
        why = formula_or_error(text) or _cause(column, text)
        if why is None and take is not None:
            return take(text, place)
        return None, why or refusal

    told = pc.if_else(unknown, cells, None)
    if places is not None:
        told = pc.binary_join_element_wise(told, pc.fill_null(places, ""), _BETWEEN)
    odd = read_each(told, pa.string(), read)
    marks = pc.if_else(unknown, odd.marks, unmarked(cells))
    if take is not None:
        values = pc.if_else(unknown, odd.values, values)
    return Parsed(values, marks, odd.notes)


def _cause(column: Column, text: str) -> Note | None:
    if column.type is not Type.BOOLEAN:
        return None
    return _CIRCLE if plain(text) in _CIRCLES else _NOT_YES_OR_NO


def unlisted(column: Column) -> Note:
    """Return why a cell cannot be taken that is not in the list of its column."""
    if column.codes:
        names = "、".join(code.words.hans for code in column.codes.codes)
        codes = ", ".join(code.code for code in column.codes.codes)
        return Note(
            "unknown_code",
            Words("不在可选范围内", "not one of the choices"),
            Words(f"请从以下选一项：{names}", f"choose one of: {codes}"),
        )
    if column.refers_to is None:
        return _NOT_YES_OR_NO
    register = _REGISTERS[column.refers_to]
    example = f"，例如 {column.example}" if column.example else ""
    english = f", such as {column.example}" if column.example else ""
    return Note(
        "not_in_register",
        Words(
            f"{register.hans}里没有，或不在本县市区内",
            f"not in {register.en}, or not at this place",
        ),
        Words(
            f"请写全称或代码{example}；新设的请先报指挥部登记",
            f"write the full name or code{english}; have new ones registered first",
        ),
    )
