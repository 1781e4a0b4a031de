"""The sheet behind a form that says what each column means, with one row filled in."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from lishui_dash.intake.choices import choices
from lishui_dash.intake.form import TYPES, Form
from lishui_dash.spec import Cadence, Column, Feed, Register

EXPLAINED = "填表说明"
_WIDTHS = (18, 6, 22, 10, 40, 50, 30, 24)
_HEADINGS = (
    *("列名", "必填", "填写内容", "计量", "可选值或名录", "要求", "也可写作", "示例"),
)
_REGISTERS = {
    Register.UNIT: "单位名录中的全称或代码",
    Register.POST: "点位名录中的名称或编号",
    Register.COMMUNITY: "村（社区）名录中的名称或代码",
}

Explained = tuple[str, Feed, Sequence[Column]]
"""The name of a sheet, its feed, and the columns that stand in it."""


def write_explanation(
    form: Form, steps: Sequence[str], sheets: Sequence[Explained]
) -> None:
    """Add the sheet: the steps first, then each of the sheets to be filled in."""
    sheet = form.book.add_worksheet(EXPLAINED)
    wrapped, head = form.styles["wrapped"], form.styles["optional"]
    for place, width in enumerate(_WIDTHS):
        sheet.set_column(place, place, width, wrapped)
    row = 0
    for step in steps:
        sheet.write_string(row, 0, step, form.styles["wide"])
        row += 1
    for name, feed, columns in sheets:
        row += row > 0
        for label, said in about(name, feed):
            sheet.write_string(row, 0, label, head)
            sheet.write_string(row, 1, said, form.styles["wide"])
            row += 1
        row += 1
        for place, heading in enumerate(_HEADINGS):
            sheet.write_string(row, place, heading, head)
        for column in columns:
            row += 1
            for place, said in enumerate(_explained(feed, column)):
                sheet.write_string(row, place, said, wrapped)
        row += 1


def about(name: str, feed: Feed) -> Iterator[tuple[str, str]]:
    yield "工作表", name
    yield "表名", feed.words.hans
    yield "每行是什么", feed.grain.hans
    yield "由谁报", feed.submitter.hans
    yield "何时报", due_text(feed)
    yield "主键", "、".join(feed.column(key).words.hans for key in feed.key)
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


def _explained(feed: Feed, column: Column) -> tuple[str, ...]:
    listed = "、".join(choices(feed, column))
    if column.refers_to in _REGISTERS:
        listed = _REGISTERS[column.refers_to]
    return (
        column.words.hans,
        "是" if column.required else "",
        TYPES[column.type],
        column.unit,
        listed,
        "；".join(rule.says.hans for rule in column.rules),
        "、".join(column.aliases),
        column.example,
    )
