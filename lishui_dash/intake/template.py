"""What a clerk fills in, made from the declarations: as CSV, or as a workbook.

The workbook has drop-downs for codes and places, and a second sheet that says what each
column means, which rules it keeps, and shows one row filled in. Made for one unit, it says
once who reports, and has no column for that.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Mapping, Sequence
from datetime import date

import xlsxwriter

from lishui_dash.catalogue.places import place
from lishui_dash.catalogue.registers import DECLARED, Registers
from lishui_dash.catalogue.units import Unit
from lishui_dash.intake.choices import Filler
from lishui_dash.intake.explained import EXPLAINED, due_text, write_explanation
from lishui_dash.intake.form import form_of
from lishui_dash.intake.header import own_place
from lishui_dash.spec import Feed

__all__ = [
    "EXPLAINED",
    "csv_of",
    "csv_template",
    "due_text",
    "example_row",
    "headings",
    "said_once",
    "sheet_name",
    "title_row",
    "xlsx_template",
]

_STEPS = (
    "1. 在第一个工作表里填写，每行一条；鼠标停在列名上可看要求和示例。",
    "2. 已有别的表格的，不必改用本表：原样上传即可，列名会自动对应。",
    "3. 填好后在“上报”页上传；有问题会逐格指出，改好再传。",
)


def headings(feed: Feed) -> list[str]:
    return [column.words.hans for column in feed.columns]


def example_row(feed: Feed) -> list[str]:
    """Return one row that the validator accepts."""
    return [column.example for column in feed.columns]


def csv_template(feed: Feed) -> bytes:
    """Return the headings as CSV, marked as UTF-8 so that spreadsheets open it right."""
    return csv_of([headings(feed)])


def csv_of(rows: Sequence[Sequence[str]]) -> bytes:
    sink = io.StringIO(newline="")
    csv.writer(sink).writerows(rows)
    return sink.getvalue().encode("utf-8-sig")


def xlsx_template(
    feed: Feed,
    unit: Unit | None = None,
    day: date | None = None,
    rows: Sequence[Mapping[str, str]] = (),
    registers: Registers = DECLARED,
) -> bytes:
    """Return the form of a feed as XLSX; `rows` are filled in already (column -> text).

    With a unit, the row above the headings says who reports, and with a day for which
    one; drop-downs then hold the unit's own posts, villages and neighbours.
    """
    filler = Filler(unit, day, registers)
    told = said_once(feed, filler) if unit else {}
    columns = [column for column in feed.columns if column.name not in told]
    titles = [feed.words.hans, title_row(filler)] if unit else []
    sink = io.BytesIO()
    options = {"in_memory": True, "strings_to_formulas": False}
    with xlsxwriter.Workbook(sink, options) as book:
        form = form_of(book, feed.words.hans, filler)
        name = sheet_name(feed)
        form.write_sheet(name, feed, columns, titles, rows)
        write_explanation(form, _STEPS, [(name, feed, columns)])
        form.write_lists()
    return sink.getvalue()


def said_once(feed: Feed, filler: Filler) -> dict[str, str]:
    """Return the columns that are the same in every row of this filler, and their text."""
    found: dict[str, str] = {}
    if filler.unit is not None:
        own = own_place(feed)
        found[feed.reporter] = filler.unit.words.hans
        if own is not None:
            found[own] = place(filler.unit.place).words.hans
    if filler.day is not None:
        found[feed.day] = filler.day.isoformat()
    return found


def title_row(filler: Filler) -> str:
    """Return who reports and for which day, as the reader of title rows takes it."""
    told = []
    if filler.unit is not None:
        told += [
            f"县市区：{place(filler.unit.place).words.hans}",
            f"填报单位：{filler.unit.words.hans}",
        ]
    if filler.day is not None:
        day = filler.day
        told.append(f"填报日期：{day.year}年{day.month}月{day.day}日")
    return "    ".join(told)


def sheet_name(feed: Feed) -> str:
    """Return the feed's name without what a sheet may not be called."""
    return "".join(c for c in feed.words.hans if c not in "[]:*?/\\")[:31]
