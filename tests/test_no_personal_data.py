"""What is planted about persons in files is found nowhere afterwards."""

from __future__ import annotations

import json
import logging
import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime
from functools import partial
from pathlib import Path

import pytest

from lishui_dash.actions.desk import open_desk
from lishui_dash.catalogue import CATALOGUE
from lishui_dash.errors import DeliveryRejected
from lishui_dash.intake.decode import decode
from lishui_dash.intake.marked import marked_copy
from lishui_dash.intake.permit import Permit
from lishui_dash.intake.receive import Arrival, Desk
from lishui_dash.intake.template import csv_of, example_row, headings
from lishui_dash.spec import Column, Feed, Privacy
from lishui_dash.ui.on_record import told_of_files
from lishui_dash.views.delivery import accepted_of, ledger_view
from lishui_dash.views.exports import csv_bytes, xlsx_bytes
from lishui_dash.views.moment import Moment
from lishui_dash.views.problems import problems_of
from lishui_dash.views.verdict import verdict_of, verdict_text
from tests.intake.books import Page, book
from tests.kept import Kept

AT = datetime(2020, 4, 1, 8)
ID, OLD_ID, CUT_ID = "332522198801011237", "332522880101123", "332522198801011000"
NAME, OTHER = "欧阳锦绣", "司徒望舒"
PHONE, SPACED, LANDLINE = "13957812345", "139 5781 2345", "0578-2688888"
PLANTED = (ID, OLD_ID, CUT_ID, NAME, OTHER, PHONE, SPACED, LANDLINE)
REMARK = f"经手人{NAME}，电话{PHONE}，座机{LANDLINE}，证件{ID}"
MAKES_IT_FAIL = "很多很多"


def planted(column: Column, example: str) -> str:
    """Return a cell of the column with something about a person in it."""
    if column.privacy is Privacy.PSEUDONYM and column.name.endswith("person_id"):
        return ID
    if column.privacy is Privacy.MASK:
        return PHONE if "phone" in column.name else NAME
    return REMARK if column.privacy is Privacy.FREE_TEXT else example


def row_of(feed: Feed) -> list[str]:
    return [
        planted(column, example)
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
        yield f"{feed.name}.csv", csv_of([head, row, broken_row_of(feed)])
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


def told(desk: Desk) -> Iterator[str]:
    """Hand in every file; yield all that anybody is told or given back about it."""
    for name, content in files():
        arrival = Arrival(content, name, AT, sender=f"经手人{NAME} {PHONE}")
        judged = desk.check(arrival)
        verdict = verdict_of([(arrival, judged)], desk.engine.registers)
        yield json.dumps(verdict, ensure_ascii=False) + verdict_text(verdict)
        yield repr(judged)
        yield from (
            repr(table.to_pydict()) for table in (judged.rows, judged.good_rows) if table
        )
        try:
            receipt = desk.receive(arrival)
        except DeliveryRejected as refused:
            yield repr(refused.problems) + str(refused)
            listed = problems_of(refused.problems, "hans").frame
            yield csv_bytes(listed).decode("utf-8-sig")
            yield text_of_book(xlsx_bytes(listed, "x"))
            yield text_of_book(marked_copy(content, name, refused.problems, "hans"))
        else:
            yield repr(receipt)
            told_name = replace(arrival, file_name="")
            yield repr(accepted_of(CATALOGUE, receipt, told_name, "hans").facts)


def text_of_book(content: bytes) -> str:
    return "\n".join(str(sheet.body(-1, 99).columns) for sheet in decode(content).sheets)


def stored(desk: Desk) -> Iterator[str]:
    """Yield every text of every table, but the locked originals."""
    tables = desk.engine.query(
        """
        SELECT table_name, column_name
        FROM information_schema.columns
        WHERE data_type = 'VARCHAR'
        """
    )
    for table, column in tables:
        found = desk.engine.query(f'SELECT DISTINCT "{column}" FROM "{table}"')
        yield from (f"{table}.{column}: {cell}" for (cell,) in found if cell)


def leaks(text: str) -> list[str]:
    plain = re.sub("[\\s\u3000-]", "", text)
    return [
        value for value in PLANTED if value in text or re.sub("[ -]", "", value) in plain
    ]


def test_nothing_planted_is_found_again(
    tmp_path: Path,
    caplog: pytest.LogCaptureFixture,
    capfd: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    caplog.set_level(logging.DEBUG)
    for name, value in Kept(tmp_path).settings().items():
        monkeypatch.setenv(name, value)
    whole = open_desk(tmp_path / "lishui.duckdb", tmp_path / "key" / "pseudonym.key")
    # Whatever becomes of a file goes on record, into the same folder.
    tell = partial(told_of_files, f"clerk {PHONE}", whole.engine.registers)
    desk = whole.under(Permit("clerk"), tell)
    said = [leak for text in told(desk) for leak in leaks(text)]
    kept = [text[:120] for text in stored(desk) if leaks(text)]
    frame = ledger_view(desk.engine, Moment(AT, AT.date(), AT), "hans")
    desk.engine.close()
    assert said == []
    assert kept == []
    assert leaks(frame.to_csv()) == []
    assert (tmp_path / "audit.jsonl").stat().st_size
    assert leaks(caplog.text + "".join(capfd.readouterr())) == []
    for path in tmp_path.rglob("*"):
        raw = path.read_bytes() if path.is_file() else b""
        for value in PLANTED:
            for encoding in ("utf-8", "gb18030", "utf-16-le"):
                assert value.encode(encoding) not in raw, (path.name, value)


def test_the_original_comes_back_with_the_key_alone(tmp_path: Path) -> None:
    store, key = tmp_path / "lishui.duckdb", tmp_path / "key" / "pseudonym.key"
    feed = CATALOGUE.feeds["personnel_roster"]
    content = csv_of([headings(feed), row_of(feed)])
    desk = open_desk(store, key)
    receipt = desk.receive(Arrival(content, "名册.csv", AT))
    assert desk.original(receipt.delivery_no) == content
    desk.engine.close()
