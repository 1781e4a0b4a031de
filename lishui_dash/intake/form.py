"""A sheet to be filled in: headings that explain themselves, and cells that warn at once.

The cells warn and do not forbid: what may be written in other words is read all the same.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime

import xlsxwriter
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from lishui_dash.catalogue.calendar import CAMPAIGN_START
from lishui_dash.intake.choices import Filler, choices
from lishui_dash.spec import Cadence, Column, Feed, Type

ROWS = 5000
"""Rows of a form that have drop-downs and formats."""
_LONGEST_LIST = 255
"""A workbook keeps a drop-down written out in full no longer than this."""
LISTS = "名录"
"""The hidden sheet that longer drop-downs take their entries from."""
MADE = datetime(2020, 1, 20)
"""Stamped into every workbook: the same declaration makes the same bytes."""

TYPES = {
    Type.TEXT: "文字",
    Type.INTEGER: "整数",
    Type.NUMBER: "数字",
    Type.MONEY: "金额（元）",
    Type.BOOLEAN: "是/否",
    Type.DATE: "日期，如 2020-02-05",
    Type.TIMESTAMP: "日期时间，如 2020-02-05 08:30",
}
_FORMATS = {
    Type.INTEGER: "0",
    Type.NUMBER: "General",
    Type.MONEY: "0.00",
    Type.DATE: "yyyy-mm-dd",
    Type.TIMESTAMP: "yyyy-mm-dd hh:mm",
}
"""How a cell is shown; text keeps long numbers and leading zeros as they were typed."""
_EARLIEST = date(1900, 1, 1)


@dataclass
class Form:
    """A workbook with sheets to be filled in, while it is being made."""

    book: xlsxwriter.Workbook
    filler: Filler
    styles: Mapping[str, Format]
    _lists: dict[tuple[str, ...], str] = field(default_factory=dict)

    def write_sheet(
        self,
        name: str,
        feed: Feed,
        columns: Sequence[Column],
        titles: Sequence[str] = (),
        rows: Sequence[Mapping[str, str]] = (),
    ) -> None:
        """Add a sheet: titles, headings, and `rows` filled in already (column -> text)."""
        sheet = self.book.add_worksheet(name)
        for row, title in enumerate(titles):
            sheet.write_string(row, 0, title, self.styles["wide" if row else "title"])
        head = len(titles)
        sheet.freeze_panes(head + 1, 0)
        sheet.repeat_rows(head)
        sheet.set_landscape()
        sheet.fit_to_pages(1, 0)
        for place, column in enumerate(columns):
            self._write_column(sheet, head, place, feed, column)
            for number, cells in enumerate(rows, head + 1):
                _write_cell(sheet, number, place, column, cells.get(column.name, ""))

    def write_lists(self) -> None:
        """Add the hidden sheet with the entries of the longer drop-downs."""
        if not self._lists:
            return
        sheet = self.book.add_worksheet(LISTS)
        for place, (entries, name) in enumerate(self._lists.items()):
            sheet.write_string(0, place, name)
            sheet.write_column(1, place, entries)
            column = xlsxwriter.utility.xl_col_to_name(place)
            reaches = f"${column}$2:${column}${len(entries) + 1}"
            self.book.define_name(name, f"='{LISTS}'!{reaches}")
        sheet.hide()

    def _write_column(
        self, sheet: Worksheet, row: int, place: int, feed: Feed, column: Column
    ) -> None:
        listed = choices(feed, column, self.filler)
        heading = heading_of(column)
        style = self.styles["required" if column.required else "optional"]
        sheet.write_string(row, place, heading, style)
        note = comment_of(column)
        lines = sum(1 + len(line) // 14 for line in note.split("\n"))
        sheet.write_comment(row, place, note, {"width": 220, "height": 18 * (lines + 1)})
        width = max(12, 2 * len(heading) + 2)
        sheet.set_column(place, place, width, self.styles[column.type.name])
        rule = self._listed(listed) if listed else _bounded(feed, column)
        if rule:
            sheet.data_validation(row + 1, place, row + ROWS, place, _warning(rule, column))

    def _listed(self, entries: tuple[str, ...]) -> dict[str, object]:
        written = ",".join(entries)
        if len(written) <= _LONGEST_LIST and written.count(",") == len(entries) - 1:
            return {"validate": "list", "source": list(entries)}
        name = self._lists.setdefault(entries, f"list_{len(self._lists) + 1}")
        return {"validate": "list", "source": f"={name}"}


def form_of(book: xlsxwriter.Workbook, title: str, filler: Filler) -> Form:
    book.set_properties({"title": title, "created": MADE})
    styles: dict[str, dict[str, object]] = {
        "title": {"bold": True, "font_size": 14},
        "wide": {},
        "required": {"bold": True, "bg_color": "#FCE4D6", "border": 1},
        "optional": {"bold": True, "bg_color": "#E7E6E6", "border": 1},
        "wrapped": {"text_wrap": True, "valign": "top"},
    }
    for type_ in Type:
        styles[type_.name] = {"num_format": _FORMATS.get(type_, "@")}
    made = {name: book.add_format(style) for name, style in styles.items()}
    return Form(book, filler, made)


def heading_of(column: Column) -> str:
    """Return the heading, with what its figures are counted in behind it."""
    hans = column.words.hans
    named = not column.unit or column.unit in hans
    return hans if named else f"{hans}（{column.unit}）"


def comment_of(column: Column) -> str:
    """Return what the heading tells whoever points at it."""
    lines = [("必填，" if column.required else "可不填，") + TYPES[column.type]]
    if column.unit:
        lines.append(f"单位：{column.unit}")
    lines += [f"要求：{rule.says.hans}" for rule in column.rules]
    if column.aliases:
        lines.append(f"也可写作：{'、'.join(column.aliases)}")
    if column.example:
        lines.append(f"示例：{column.example}")
    return "\n".join(lines)


def _bounded(feed: Feed, column: Column) -> dict[str, object] | None:
    if column.type in (Type.DATE, Type.TIMESTAMP):
        is_day = column.name == feed.day and feed.cadence is Cadence.DAILY
        first = CAMPAIGN_START if is_day else _EARLIEST
        return {"validate": "date", "criteria": ">=", "value": first}
    if column.type not in (Type.INTEGER, Type.NUMBER, Type.MONEY):
        return None
    sort = "integer" if column.type is Type.INTEGER else "decimal"
    found = [rule.bounds for rule in column.rules if rule.bounds]
    low = next((low for low, _ in found if low is not None), None)
    high = next((high for _, high in found if high is not None), None)
    if low is not None and high is not None:
        between = {"criteria": "between", "minimum": low, "maximum": high}
        return {"validate": sort, **between}
    if low is not None:
        return {"validate": sort, "criteria": ">=", "value": low}
    return {"validate": sort, "criteria": "between", "minimum": -1e12, "maximum": 1e12}


def _warning(rule: dict[str, object], column: Column) -> dict[str, object]:
    says = "".join(f"{one.says.hans}。" for one in column.rules)
    told = {
        "list": "请尽量从下拉列表中选择；确有不同写法，可以照写。",
        "date": f"应为日期，如 {column.example or '2020-02-05'}。{says}",
    }.get(str(rule["validate"]), f"应为{TYPES[column.type]}。{says}")
    return {
        **rule,
        "ignore_blank": True,
        "error_type": "warning",
        "error_title": column.words.hans[:32],
        "error_message": told[:_LONGEST_LIST],
    }


def _write_cell(sheet: Worksheet, row: int, place: int, column: Column, text: str) -> None:
    """Write a text as its column holds it; what cannot be read as that stays text."""
    if not text:
        return
    try:
        if column.type in (Type.INTEGER, Type.NUMBER, Type.MONEY):
            sheet.write_number(row, place, float(text))
        elif column.type in (Type.DATE, Type.TIMESTAMP):
            sheet.write_datetime(row, place, datetime.fromisoformat(text))
        else:
            sheet.write_string(row, place, text)
    except ValueError:
        sheet.write_string(row, place, text)
