"""The workbook of a day: everything that a unit's clerk reports, in one file.

Who reports and for which day stands once above each sheet. Rows of the day before can be
filled in already, without what somebody has to state anew.
"""

from __future__ import annotations

import io
from collections.abc import Iterator, Mapping, Sequence
from datetime import date

import xlsxwriter

from lishui_dash.catalogue import Catalogue
from lishui_dash.catalogue.registers import DECLARED, Registers
from lishui_dash.catalogue.units import Unit
from lishui_dash.catalogue.workbooks import WORKBOOKS
from lishui_dash.intake.choices import Filler
from lishui_dash.intake.explained import write_explanation
from lishui_dash.intake.form import form_of
from lishui_dash.intake.template import said_once, sheet_name, title_row, xlsx_template
from lishui_dash.spec import Column, DayWorkbook, UnitKind, WorkbookSheet

_STEPS = (
    "1. 单位和日期已写在各表标题下面，不必逐行再填；没有内容的工作表空着即可。",
    "2. “负担”表只报本级的，“接收单位”一列空着；连村（社区）一起报的，每行都填。",
    "3. 当日没有收到表格、要数、材料和会议的，“负担”表填一行，下发单位选“无（零报告）”。",
    "4. 三张表存在一个文件里，在“上报”页一次上传；有问题会逐格指出。",
)

FilledIn = Mapping[str, Sequence[Mapping[str, str]]]
"""Rows that are there already, by sheet: column -> text."""


def workbook_for(kind: UnitKind) -> DayWorkbook | None:
    """Return the workbook of this sort of unit; None where it has none."""
    return next((one for one in WORKBOOKS if one.kind is kind), None)


def township_workbook(
    unit: Unit,
    day: date | None,
    rows: FilledIn | None = None,
    registers: Registers = DECLARED,
) -> bytes:
    """Return the workbook of a unit and day, with `rows` filled in already.

    Without a day its rows have a column for it. Raises KeyError for a unit whose kind has
    no workbook.
    """
    declared = workbook_for(unit.kind)
    if declared is None:
        raise KeyError(unit.kind)
    filler = Filler(unit, day, registers)
    title = f"{unit.words.hans}{declared.words.hans}"
    sink = io.BytesIO()
    options = {"in_memory": True, "strings_to_formulas": False}
    with xlsxwriter.Workbook(sink, options) as book:
        form = form_of(book, title, filler)
        for sheet in declared.sheets:
            titles = [f"{title}（{sheet.name}）", title_row(filler)]
            filled = (rows or {}).get(sheet.name, ())
            form.write_sheet(
                sheet.name, sheet.feed, columns_of(sheet, filler), titles, filled
            )
        write_explanation(
            form,
            _STEPS,
            [(s.name, s.feed, columns_of(s, filler)) for s in declared.sheets],
        )
        form.write_lists()
    return sink.getvalue()


def forms_for(
    catalogue: Catalogue, unit: Unit | None, day: date | None
) -> Iterator[tuple[str, bytes]]:
    """Yield every form and its file name: those that the unit may send, or all there are.

    What stands in the unit's workbook has no form of its own.
    """
    book = workbook_for(unit.kind) if unit is not None else None
    if unit is not None and book is not None:
        yield f"{unit.words.hans}日报.xlsx", township_workbook(unit, day)
    together = [sheet.feed for sheet in book.sheets] if book is not None else []
    for feed in catalogue.deliverable.values():
        kinds = (*feed.reporters, *feed.contributors)
        is_sent = unit is None or not kinds or unit.kind in kinds
        if is_sent and feed not in together:
            title = sheet_name(feed).partition("(")[0]
            yield f"{feed.number:02d}_{title}.xlsx", xlsx_template(feed, unit, day)


def columns_of(sheet: WorkbookSheet, filler: Filler) -> list[Column]:
    """Return the columns of a sheet: none that is said once, none that follows."""
    told = said_once(sheet.feed, filler).keys() - set(sheet.kept)
    return [
        column
        for column in sheet.feed.columns
        if column.name not in told and column.derived is None
    ]
