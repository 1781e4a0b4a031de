"""Which rows below the headings are data, and which only frame them.

Totals, signatures, remarks below the table, headings printed again and rows that nobody
sees are not data. Each is named, so that nothing is left out silently.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from enum import Enum

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.compute as pc

from lishui_dash.errors import Problem
from lishui_dash.intake import faults
from lishui_dash.intake.header import Header, fold_heading, simplified
from lishui_dash.intake.sheet import Body, Sheet
from lishui_dash.spec import Column, Privacy

_TOTAL = re.compile(
    "(.{0,8})?(合计|小计|总计|共计|累计|总数|合计数|总和|汇总|total|subtotal)[:：]?",
    re.IGNORECASE,
)
_WHO = (
    "填表|填报|制表|审核|审批|复核|经办|经手|负责|联系|报送|上报|统计|签发|签字|签名|录入|校对|盖章|单位负责"
    "|分管领导|主管领导|打印|制作|核对|主管|局长|主任"
)
_SIGNED = re.compile(
    f"(({_WHO})(单位|部门|人|人员|领导|电话|日期|时间)?|单位|部门|电话|手机|日期|时间|联系方式)"
    "(\\(?(签字|签名|签章|盖章|公章)\\)?)?:.*"
)
_REMARK = re.compile(
    "(注|备注|备 注|说明|附注|填表说明|填报说明|注意|此表|本表|以上|以下空白"
    "|单位[（(]?盖章|\\(?[0-9一二三四五六七八九十]{1,2}[.、)][^0-9]).*"
)
_DAY_ALONE = re.compile(r"[\d二〇○零一三四五六七八九十]{2,4}\s*[年./-].{1,8}")
_VOIDED = re.compile("(此|本|该|整|上)?(行|条|笔|记录|数据)*(已|均)?(作废|取消|删除|撤销)")
_ALL_ARE_LOOKED_AT = 20_000
"""In longer sheets only rows that leave a required cell open are looked at."""
_MAY_BE_TOTAL = "(?i)计|総|總|总|汇|匯|total"
_FIRST_COLUMNS = 8
_FEW_CELLS = 4
_LEADING = 4


class Kind(Enum):
    DATA = "data"
    TOTAL = "total"
    FRAME = "frame"
    AGAIN = "again"


@dataclass(frozen=True)
class DataRows:
    """`voided` are the rows that the file takes back: struck out, or marked 作废."""

    body: Body
    voided: Body | None
    notes: tuple[Problem, ...]


def data_rows(sheet: Sheet, header: Header, body: Body) -> DataRows:
    """Return the rows of data of a sheet."""
    numbers = body.rows.to_numpy()
    kept = np.ones(len(numbers), dtype=bool)
    voided = np.isin(numbers - 1, list(sheet.struck_rows))
    hidden = np.isin(numbers - 1, list(sheet.hidden_rows))
    kept[hidden] = False
    notes = [faults.hidden_row(int(number)) for number in numbers[hidden]]
    cut = []
    for place in _doubtful(header, body):
        if not kept[place]:
            continue
        cells = [column[place].as_py().strip() for column in body.columns]
        kind = _kind(header, cells)
        if kind is not Kind.DATA:
            kept[place] = False
        if kind in (Kind.TOTAL, Kind.FRAME):
            notes.append(_note(kind, int(numbers[place])))
        elif _is_cut(header, body, int(numbers[place])):
            kept[place] = False
            cut.append(_ragged(header, body, int(numbers[place])))
    body = replace(body, problems=(*body.problems, *cut))
    for place in _marked(header, body):
        voided[place] = True
    return DataRows(
        body if kept.all() and not voided.any() else _filtered(body, kept & ~voided),
        replace(_filtered(body, kept & voided), problems=()) if voided.any() else None,
        tuple(sorted(notes, key=lambda note: note.row or 0)),
    )


def _is_cut(header: Header, body: Body, number: int) -> bool:
    """Whether a row ends before a cell that must be there."""
    cells = body.short.get(number)
    return cells is not None and any(
        place >= cells and header.feed.column(name).required
        for name, place in header.places.items()
    )


def _ragged(header: Header, body: Body, number: int) -> Problem:
    return faults.ragged_row(number, header.width, body.short[number])


def _filtered(body: Body, kept: npt.NDArray[np.bool_]) -> Body:
    mask = pa.array(kept)
    return replace(
        body,
        columns=tuple(column.filter(mask) for column in body.columns),
        rows=body.rows.filter(mask),
    )


def _note(kind: Kind, row: int) -> Problem:
    return faults.total_row(row) if kind is Kind.TOTAL else faults.frame_row(row)


def _doubtful(header: Header, body: Body) -> Iterator[int]:
    """Yield the places of rows that may be no data, told by whole columns at once."""
    length = len(body.rows)
    filled = np.zeros(length, dtype=np.int32)
    again = np.zeros(length, dtype=np.int32)
    told = _headings_below(header)
    for place, column in enumerate(body.columns):
        filled += _mask(pc.greater(pc.binary_length(column), 0))
        if place in told:
            again += _mask(pc.equal(column, told[place]))
    doubtful = (again > 1) | ((filled > 0) & (filled <= _FEW_CELLS))
    if length <= _ALL_ARE_LOOKED_AT:
        for column in body.columns[:_FIRST_COLUMNS]:
            doubtful |= _mask(pc.match_substring_regex(column, _MAY_BE_TOTAL))
    else:
        doubtful |= _open_required(header, body)
    yield from np.flatnonzero(doubtful).tolist()


def _open_required(header: Header, body: Body) -> npt.NDArray[np.bool_]:
    open_ = np.zeros(len(body.rows), dtype=bool)
    for name, place in header.places.items():
        if header.feed.column(name).required:
            open_ |= _mask(pc.equal(pc.binary_length(body.columns[place]), 0))
    return open_


def _headings_below(header: Header) -> dict[int, str]:
    """Return the lowest heading of each column, as a sheet prints it again."""
    return {
        place: header.headings[name].split("|")[-1]
        for name, place in header.places.items()
        if name in header.headings
    }


def _mask(found: pa.Array) -> npt.NDArray[np.bool_]:
    return np.asarray(found.to_numpy(zero_copy_only=False), dtype=bool)


def _kind(header: Header, cells: Sequence[str]) -> Kind:
    filled = [(place, cell) for place, cell in enumerate(cells) if cell]
    if not filled:
        return Kind.DATA
    if _is_heading_again(header, cells, len(filled)):
        return Kind.AGAIN
    remarks = _free_texts(header)
    leading = [
        simplified(cell) for place, cell in filled[:_LEADING] if place not in remarks
    ]
    if any(_TOTAL.fullmatch("".join(cell.split())) for cell in leading):
        return Kind.TOTAL
    first = simplified(unicodedata.normalize("NFKC", "".join(filled[0][1].split())))
    if len(filled) <= _FEW_CELLS and (_SIGNED.match(first) or _REMARK.match(first)):
        return Kind.FRAME
    if len(filled) == 1 and len(cells) > 2 and _DAY_ALONE.fullmatch(first):
        return Kind.FRAME
    is_sentence = (len(first) > 12 or ":" in first) and "\n" not in filled[0][1]
    return Kind.FRAME if len(filled) == 1 and len(cells) > 3 and is_sentence else Kind.DATA


def _is_heading_again(header: Header, cells: Sequence[str], filled: int) -> bool:
    if filled < 2:
        return False
    same = sum(
        fold_heading(cells[place]) == fold_heading(header.headings[name].split("|")[-1])
        for name, place in header.places.items()
        if cells[place]
    )
    return same >= 2 and same * 3 >= filled * 2


def _free_texts(header: Header) -> set[int]:
    return {
        place
        for name, place in header.places.items()
        if header.feed.column(name).privacy is Privacy.FREE_TEXT
    }


def _marked(header: Header, body: Body) -> Iterator[int]:
    """Yield the places of rows that a remark takes back: 此行作废."""
    feed = header.feed
    for place, column in enumerate(body.columns):
        names = [name for name, at in header.places.items() if at == place]
        if names and not _is_remark(feed.column(names[0])):
            continue
        doubtful = pc.match_substring_regex(column, "作废|作廢|取消|删除|撤销")
        for at in np.flatnonzero(doubtful.to_numpy(zero_copy_only=False)).tolist():
            if _VOIDED.fullmatch(simplified(column[at].as_py().strip())):
                yield at


def _is_remark(column: Column) -> bool:
    return column.privacy is Privacy.FREE_TEXT
