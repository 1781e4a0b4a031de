"""What a clerk fills in, made from the declarations: as CSV, or as a workbook.

The workbook has drop-downs for codes and places, and a second sheet that says what each
column means, which rules it keeps, and shows one row filled in.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator, Sequence
from datetime import datetime

import xlsxwriter
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from lishui_dash.catalogue.places import PLACES
from lishui_dash.catalogue.supplies import ITEMS
from lishui_dash.spec import Cadence, Column, Feed, Register, Type

_ROWS = 5000
"""Rows of the template that have drop-downs and formats."""
_LONGEST_LIST = 255
"""A workbook keeps a drop-down written out in full no longer than this."""
_MADE = datetime(2020, 1, 20)
"""Stamped into every workbook: the same declaration makes the same bytes."""
EXPLAINED = "填表说明"

_TYPES = {
    Type.TEXT: "文字",
    Type.INTEGER: "整数",
    Type.NUMBER: "数字",
    Type.MONEY: "金额（元）",
    Type.BOOLEAN: "是/否",
    Type.DATE: "日期，如 2020-02-05",
    Type.TIMESTAMP: "日期时间，如 2020-02-05 08:30",
}
_HEADINGS = ("列名", "必填", "填写内容", "可选值或名录", "要求", "也可写作", "示例")


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


def xlsx_template(feed: Feed) -> bytes:
    sink = io.BytesIO()
    with xlsxwriter.Workbook(
        sink, {"in_memory": True, "strings_to_formulas": False}
    ) as book:
        book.set_properties({"title": feed.words.hans, "created": _MADE})
        styles = {
            "required": book.add_format({"bold": True, "bg_color": "#FCE4D6"}),
            "optional": book.add_format({"bold": True, "bg_color": "#E7E6E6"}),
            "text": book.add_format({"num_format": "@"}),
            "wrapped": book.add_format({"text_wrap": True, "valign": "top"}),
        }
        sheet = book.add_worksheet(_sheet_name(feed))
        sheet.freeze_panes(1, 0)
        for place, column in enumerate(feed.columns):
            _write_column(sheet, place, column, styles)
        _write_explanation(book.add_worksheet(EXPLAINED), feed, styles)
    return sink.getvalue()


def _sheet_name(feed: Feed) -> str:
    """Return the feed's name without what a sheet may not be called."""
    return "".join(c for c in feed.words.hans if c not in "[]:*?/\\")[:31]


def _write_column(
    sheet: Worksheet, place: int, column: Column, styles: dict[str, Format]
) -> None:
    style = styles["required" if column.required else "optional"]
    sheet.write_string(0, place, column.words.hans, style)
    # Text keeps long numbers and leading zeros as they were typed.
    is_number = column.type in (Type.INTEGER, Type.NUMBER, Type.MONEY)
    width = max(12, 2 * len(column.words.hans) + 2)
    sheet.set_column(place, place, width, None if is_number else styles["text"])
    choices = _choices(column)
    if choices and len(",".join(choices)) <= _LONGEST_LIST:
        rule = {"validate": "list", "source": choices, "ignore_blank": True}
        sheet.data_validation(1, place, _ROWS, place, rule)


def _choices(column: Column) -> list[str]:
    """Return what may be written in the column, where that is a short list."""
    if column.codes:
        return [code.words.hans for code in column.codes.codes]
    if column.type is Type.BOOLEAN:
        return ["是", "否"]
    if column.refers_to is Register.PLACE:
        return [place.words.hans for place in PLACES]
    if column.refers_to is Register.ITEM:
        return [item.words.hans for item in ITEMS.values()]
    return []


def _write_explanation(sheet: Worksheet, feed: Feed, styles: dict[str, Format]) -> None:
    wrapped = styles["wrapped"]
    for place, width in enumerate((18, 6, 22, 40, 50, 30, 24)):
        sheet.set_column(place, place, width, wrapped)
    row = 0
    for name, said in _about(feed):
        sheet.write_string(row, 0, name, styles["optional"])
        sheet.write_string(row, 1, said)
        row += 1
    row += 1
    for place, heading in enumerate(_HEADINGS):
        sheet.write_string(row, place, heading, styles["optional"])
    for column in feed.columns:
        row += 1
        for place, said in enumerate(_explained(column)):
            sheet.write_string(row, place, said, wrapped)


def _about(feed: Feed) -> Iterator[tuple[str, str]]:
    yield "表名", feed.words.hans
    yield "每行是什么", feed.grain.hans
    yield "由谁报", feed.submitter.hans
    yield "何时报", due_text(feed)
    yield "主键", "、".join(feed.column(name).words.hans for name in feed.key)
    for rule in feed.rules:
        yield "整行要求", rule.says.hans


def due_text(feed: Feed) -> str:
    """Return in Chinese when the feed is due."""
    at = f"{feed.due.at:%H:%M}"
    day = {0: "当日", 1: "次日"}.get(feed.due.days_after, f"{feed.due.days_after} 日后")
    match feed.cadence:
        case Cadence.DAILY:
            return f"每日，{day} {at} 前"
        case Cadence.WEEKLY:
            week = "一二三四五六日"[feed.due.weekday]
            return f"每周，以周{week}为截止日，{day} {at} 前"
        case Cadence.ON_CHANGE:
            return f"首次全量，之后有变动时报，变动{day} {at} 前"
    return f"有事项时报，{day} {at} 前；没有不报"


def _explained(column: Column) -> tuple[str, ...]:
    registers = {
        Register.UNIT: "单位名录中的全称或代码",
        Register.POST: "点位名录中的名称或编号",
        Register.COMMUNITY: "村（社区）名录中的名称或代码",
    }
    listed = "、".join(_choices(column))
    if column.refers_to in registers:
        listed = registers[column.refers_to]
    return (
        column.words.hans,
        "是" if column.required else "",
        _TYPES[column.type],
        listed,
        "；".join(rule.says.hans for rule in column.rules),
        "、".join(column.aliases),
        column.example,
    )
