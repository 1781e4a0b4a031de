"""What is planted about persons, and where it must not be found again."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

from lishui_dash.catalogue import CATALOGUE
from lishui_dash.intake.decode import decode
from lishui_dash.intake.receive import Desk
from lishui_dash.intake.template import csv_of, example_row, headings
from lishui_dash.spec import Column, Feed, Privacy, Type
from tests.intake.books import Page, book

AT = datetime(2020, 2, 9, 8)
ID, OLD_ID, CUT_ID = "332522198801011237", "332522880101123", "332522198801011000"
NAME, OTHER = "欧阳锦绣", "司徒望舒"
PHONE, SPACED, LANDLINE = "13957812345", "139 5781 2345", "0578-2688888"
APART, WIDE, ABROAD = "332522　19880101　1237", "139－5781－2345", "+86-578-2688777"
PLANTED = (ID, OLD_ID, CUT_ID, NAME, OTHER, PHONE, SPACED, LANDLINE, APART, WIDE, ABROAD)
REMARK = (
    f"经手人{NAME}，电话{PHONE}、{WIDE}，座机（0578）2688888、{LANDLINE}、{ABROAD}，"
    f"证件{ID}、{APART}，旧证{OLD_ID}、332522 880101 123"
)
_BARE = {ord(gap): None for gap in " \t\n\u3000-－—()（）._/"}
MAKES_IT_FAIL = "很多很多"


def planted(feed: Feed, column: Column, example: str) -> str:
    """Return a cell of the column with something about a person in it."""
    if column.privacy is Privacy.PSEUDONYM and column.name.endswith("person_id"):
        return ID
    if column.privacy is Privacy.MASK:
        return PHONE if "phone" in column.name else NAME
    is_plain = column.privacy is Privacy.NONE and column.type is Type.TEXT
    if is_plain and not (column.list_name or column.rules or column.name in feed.key):
        return (OLD_ID, APART, WIDE, f"+86{PHONE}")[len(column.name) % 4]
    return REMARK if column.privacy is Privacy.FREE_TEXT else example


def row_of(feed: Feed) -> list[str]:
    return [
        planted(feed, column, example)
        for column, example in zip(feed.columns, example_row(feed), strict=True)
    ]


def broken_row_of(feed: Feed) -> list[str]:
    """Return a row in which everything is wrong, and about a person."""
    odd = {Privacy.PSEUDONYM: CUT_ID, Privacy.MASK: PHONE, Privacy.FREE_TEXT: REMARK}
    return [odd.get(column.privacy, f"电话{SPACED}") for column in feed.columns]


def files() -> Iterator[tuple[str, bytes]]:
    for feed in CATALOGUE.feeds.values():
        head, row = headings(feed), row_of(feed)
        yield f"{feed.name}_{ID}_{PHONE}.csv", csv_of([head, row])
        shifted = [*row[-1:], *row[:-1]]
        yield f"{feed.name}.csv", csv_of([head, row, broken_row_of(feed), shifted])
        framed = [
            [f"填表人：{NAME}  联系电话：{PHONE}"],
            [*head, "本人手机"],
            [*row, PHONE],
            [MAKES_IT_FAIL] * len(head),
            [f"审核人：{OTHER}", PHONE],
        ]
        yield f"{feed.name}.xlsx", book(Page(framed))
    aside = Page([[NAME]], name=f"{ID}续", is_hidden=True)
    named = Page([[*head, f"本人{PHONE}"], [*row, "1"]], name=ID)
    yield "表名.xlsx", book(named, aside, Page([[1]], name=PHONE))
    yield "名单.csv", f"姓名,电话\n{NAME},{PHONE}\n".encode("gb18030")
    yield "乱.csv", f"{NAME}{ID}".encode() + b"\xff\xff"


def text_of_book(content: bytes) -> str:
    return "\n".join(str(sheet.body(-1, 99).columns) for sheet in decode(content).sheets)


def stored(desk: Desk) -> Iterator[str]:
    """Yield every text of every table, but the locked originals."""
    tables = desk.engine.query(
        """
        SELECT table_name, column_name
        FROM information_schema.columns
        WHERE data_type NOT IN ('BLOB', 'BIGINT', 'INTEGER', 'DOUBLE', 'BOOLEAN')
        """
    )
    for table, column in tables:
        found = desk.engine.query(
            f'SELECT DISTINCT CAST("{column}" AS VARCHAR) FROM "{table}"'
        )
        yield from (f"{table}.{column}: {cell}" for (cell,) in found if cell)


def leaks(text: str) -> list[str]:
    """Return what is planted in a text, however it is spelled there."""
    plain = bare(text)
    return [value for value in PLANTED if bare(value) in plain]


def bare(text: str) -> str:
    return text.translate(_BARE)


def leaks_on_disk(folder: Path) -> list[tuple[str, str]]:
    """Return where in the files of a folder, or in their names, something planted lies."""
    found = []
    for path in folder.rglob("*"):
        raw = path.read_bytes() if path.is_file() else b""
        raw += str(path.relative_to(folder)).encode()
        found += [(path.name, value) for value in PLANTED if _is_in(raw, value)]
    return found


def _is_in(raw: bytes, value: str) -> bool:
    # JSON may write letters by their numbers.
    spelled = (value.encode(name) for name in ("utf-8", "gb18030", "utf-16-le"))
    return any(one in raw for one in (*spelled, value.encode("unicode_escape")))
