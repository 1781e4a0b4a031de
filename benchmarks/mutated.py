"""Files of every feed, broken in the ways that files get broken."""

from __future__ import annotations

import io
import random
from collections.abc import Callable

import xlsxwriter

from lishui_dash.catalogue import CATALOGUE
from lishui_dash.intake.template import csv_of, example_row, headings, xlsx_template
from lishui_dash.spec import Feed

Rows = list[list[str]]
Mutation = Callable[[Rows, random.Random], Rows]

_ODD = (
    *(
        "",
        " ",
        "无",
        "—",
        "/",
        "0",
        "-1",
        "1e9",
        "99999999999999",
        "0.12万",
        "约1200",
        "一千二百",
    ),
    *("2020-02-30", "2月5日", "5/2/2020", "43866", "昨天", "24:00", "2020-02-05T25:61"),
    *("=1+1", "=cmd|'/c calc'!A0", "@SUM(A1)", "+8613800000000", "#REF!", "'1200"),
    *("\u200b", "\ufeff是", "○", "√", "是\n否", '"', "'; DROP TABLE delivery; --", "%s{x}"),
    *("331121-S01", "青田县", "丽水", "N95", "只", "盒", "50只/盒", "N" * 5000, "䶮", "😷"),
    *("<script>alert(1)</script>", "../../etc/passwd", "合计", "此行作废", "填表人：王某"),
    *("331199198801011000", "3.31199E+17", "护照 E12345678", "13800138000"),
)
_ENCODINGS = (
    *("utf-8", "utf-8-sig", "gb18030") * 3,
    *("utf-16", "utf-16-le", "big5", "latin-1"),
)


def mutated_file(seed: int) -> tuple[Feed, bytes]:
    """Return the feed and the bytes of file number `seed`: always the same ones.

    Every feed comes in turn. Rows are changed first, then the bytes they are written as.
    """
    chance = random.Random(seed)
    feeds = list(CATALOGUE.feeds.values())
    feed = feeds[seed % len(feeds)]
    rows = [headings(feed), *(example_row(feed) for _ in range(chance.randint(0, 4)))]
    for _ in range(chance.randint(0, 4)):
        rows = chance.choice(_OF_ROWS)(rows, chance)
    content = chance.choice((*(_as_text, _as_book) * 4, _as_template))(feed, rows, chance)
    for _ in range(chance.choice((0, 0, 0, 1, 3))):
        content = chance.choice(_OF_BYTES)(content, chance)
    return feed, content


def _odd_cell(rows: Rows, chance: random.Random) -> Rows:
    row = chance.choice(rows)
    if row:
        row[chance.randrange(len(row))] = chance.choice(_ODD)
    return rows


def _same_everywhere(rows: Rows, chance: random.Random) -> Rows:
    place, odd = chance.randrange(len(rows[0]) or 1), chance.choice(_ODD)
    return [rows[0], *([*r[:place], odd, *r[place + 1 :]] for r in rows[1:])]


def _column_gone(rows: Rows, chance: random.Random) -> Rows:
    place = chance.randrange(len(rows[0]) or 1)
    return [row[:place] + row[place + 1 :] for row in rows]


def _column_twice(rows: Rows, chance: random.Random) -> Rows:
    place = chance.randrange(len(rows[0]) or 1)
    return [row[: place + 1] + row[place:] for row in rows]


def _shuffled(rows: Rows, chance: random.Random) -> Rows:
    order = list(range(len(rows[0])))
    chance.shuffle(order)
    return [[row[place] if place < len(row) else "" for place in order] for row in rows]


def _row_cut(rows: Rows, chance: random.Random) -> Rows:
    row = chance.choice(rows)
    del row[chance.randrange(len(row) + 1) :]
    return rows if rows[0] else [["?"], *rows[1:]]


def _row_longer(rows: Rows, chance: random.Random) -> Rows:
    chance.choice(rows).insert(0, chance.choice(_ODD))
    return rows


def _titles(rows: Rows, chance: random.Random) -> Rows:
    return [
        ["丽水市疫情防控日报表"],
        ["填报单位：青田县防疫物资库  日期：2020年2月5日"],
        *rows,
    ]


def _totals(rows: Rows, chance: random.Random) -> Rows:
    return [
        *rows,
        ["合计", *["3"] * max(len(rows[0]) - 1, 0)],
        ["填表人：王某", "审核：李某"],
    ]


def _heading_again(rows: Rows, chance: random.Random) -> Rows:
    return [*rows, list(rows[0]), *(list(row) for row in rows[1:])]


def _split_heading(rows: Rows, chance: random.Random) -> Rows:
    return [["今日情况" if cell else "" for cell in rows[0]], *rows]


_OF_ROWS: tuple[Mutation, ...] = (
    *(_odd_cell, _odd_cell, _odd_cell, _same_everywhere, _column_gone, _column_twice),
    *(_shuffled, _row_cut, _row_longer, _titles, _totals, _heading_again, _split_heading),
)


def _as_text(feed: Feed, rows: Rows, chance: random.Random) -> bytes:
    text = csv_of(rows).decode("utf-8-sig")
    if chance.random() < 0.2:
        text = text.replace(",", chance.choice("\t;|，"))
    return text.encode(chance.choice(_ENCODINGS), errors="replace")


def _as_book(feed: Feed, rows: Rows, chance: random.Random) -> bytes:
    sink = io.BytesIO()
    options = {"in_memory": True, "strings_to_formulas": chance.random() < 0.3}
    with xlsxwriter.Workbook(sink, options) as book:
        for _ in range(chance.choice((1, 1, 1, 2))):
            sheet = book.add_worksheet()
            for number, row in enumerate(rows):
                for place, cell in enumerate(row):
                    sheet.write(number, place, cell)
            if chance.random() < 0.2:
                sheet.merge_range(0, 0, chance.randint(1, 3), 0, "合并")
            if chance.random() < 0.2:
                sheet.set_row(chance.randint(0, 4), None, None, {"hidden": True})
    return sink.getvalue()


def _as_template(feed: Feed, rows: Rows, chance: random.Random) -> bytes:
    return xlsx_template(feed)


def _flipped(content: bytes, chance: random.Random) -> bytes:
    changed = bytearray(content)
    for _ in range(chance.randint(1, 8)):
        if changed:
            changed[chance.randrange(len(changed))] = chance.randrange(256)
    return bytes(changed)


def _cut(content: bytes, chance: random.Random) -> bytes:
    return content[: chance.randrange(len(content) + 1)]


def _inserted(content: bytes, chance: random.Random) -> bytes:
    place = chance.randrange(len(content) + 1)
    odd = (
        b"\x00" * 9,
        b"\x1a",
        b"\xff\xfe",
        b'"',
        b"\r",
        b"\n\n\n",
        b"<html>",
        b"PK\x03\x04",
    )
    return content[:place] + chance.choice(odd) + content[place:]


def _twice(content: bytes, chance: random.Random) -> bytes:
    return content + content


_OF_BYTES = (_flipped, _cut, _inserted, _twice)
