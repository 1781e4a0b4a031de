"""Taken in: rows, ledger, corrections, and the same bytes twice."""

from __future__ import annotations

import io
from datetime import date, datetime, timedelta

import pytest
import xlsxwriter

from lishui_dash.errors import DeliveryRejected
from lishui_dash.intake.privacy import KeyRing
from lishui_dash.intake.receive import Desk, Receipt
from lishui_dash.store.engine import Engine, Transaction
from lishui_dash.store.ledger import Touched
from tests.intake.cases import (
    HEAD,
    MASKS,
    MORNING,
    SUITS,
    arrival,
    example,
    lines,
    stored,
)

BOTH = lines(HEAD, MASKS, SUITS)


def closing(desk: Desk, table: str = "supplies_daily") -> list[tuple[str, float]]:
    return desk.engine.query(
        f"SELECT item_code, closing_qty FROM {table} ORDER BY delivery_no, source_row"
    )


def as_workbook(text: str) -> bytes:
    sink = io.BytesIO()
    with xlsxwriter.Workbook(sink, {"in_memory": True}) as book:
        sheet = book.add_worksheet("日报")
        day = book.add_format({"num_format": "yyyy-mm-dd"})
        for row, line in enumerate(text.splitlines()):
            for column, cell in enumerate(line.split(",")):
                if row and column == 0:
                    sheet.write_datetime(row, 0, datetime.fromisoformat(cell), day)
                elif cell.isdigit():
                    sheet.write_number(row, column, int(cell))
                else:
                    sheet.write_string(row, column, cell)
    return sink.getvalue()


@pytest.mark.parametrize(
    ("content", "media"),
    [
        (BOTH.encode(), "csv"),
        (BOTH.encode("utf-8-sig"), "csv"),
        (BOTH.encode("gb18030"), "csv"),
        (b"\xff\xfe" + BOTH.replace(",", "\t").encode("utf-16-le"), "csv"),
        (BOTH.replace(",", ";").replace("\n", "\r\n").encode(), "csv"),
        (BOTH.replace("\n", "\r").encode(), "csv"),
        (as_workbook(BOTH), "xlsx"),
    ],
    ids=["utf-8", "utf-8-bom", "gb18030", "utf-16-tabs", "semicolons", "cr", "xlsx"],
)
def test_the_same_table_comes_in_however_it_was_saved(
    desk: Desk, content: bytes, media: str
) -> None:
    receipt = desk.receive(arrival(content, name="无所谓.xls"))
    assert (receipt.feed, receipt.rows_n, receipt.mode) == ("supplies_daily", 2, "first")
    assert closing(desk) == [("n95_medical", 1020.0), ("coverall", 88.0)]
    assert desk.engine.query("SELECT media FROM delivery") == [(media,)]
    assert desk.original(receipt.delivery_no) == content


def test_traditional_headings_and_names_are_read(desk: Desk) -> None:
    desk.receive(
        arrival(
            lines(
                "統計日期,縣（市、區）,單位,物資名稱,計量單位,昨日結存,今日消耗,今日結存",
                "2020-02-05,青田縣,331121-S01,醫用外科口罩,隻,5000,600,4400",
            )
        )
    )
    assert closing(desk) == [("mask_surgical", 4400.0)]


def test_the_ledger_says_what_came_for_whom(desk: Desk) -> None:
    desk.receive(arrival(BOTH, unit="331121-S01"))
    assert desk.engine.query(
        """
        SELECT feed, unit_code, place, day_from, rows_n, accepted_n, verdict
        FROM delivery
        """
    ) == [
        ("supplies_daily", "331121-S01", "331121", date(2020, 2, 5), 2, 2, "accepted"),
    ]
    assert desk.engine.query(
        "SELECT feed, unit_code, place, day, rows_n FROM delivery_slice"
    ) == [("supplies_daily", "331121-S01", "331121", date(2020, 2, 5), 2)]


def test_the_same_bytes_twice_change_nothing_and_say_so(desk: Desk) -> None:
    first = desk.receive(arrival(BOTH))
    version = desk.engine.version
    again = desk.receive(arrival(BOTH, at=MORNING + timedelta(hours=1)))
    assert again.unchanged
    assert again.delivery_no == first.delivery_no
    assert desk.engine.version == version
    assert stored(desk, "delivery") == 1


def test_the_same_bytes_are_news_once_a_correction_took_their_place(desk: Desk) -> None:
    desk.receive(arrival(BOTH))
    desk.receive(arrival(lines(HEAD, MASKS.replace("180,1020", "200,1000"))))
    again = desk.receive(arrival(BOTH))
    assert not again.unchanged
    assert again.mode == "correction"
    assert closing(desk) == [("n95_medical", 1020.0), ("coverall", 88.0)]


def test_a_correction_replaces_the_whole_slice_and_keeps_what_was(desk: Desk) -> None:
    desk.receive(arrival(BOTH))
    corrected = lines(HEAD, MASKS.replace("180,1020", "200,1000"))
    at = MORNING + timedelta(hours=3)
    receipt = desk.receive(arrival(corrected, at=at))
    assert (receipt.mode, receipt.replaced_n) == ("correction", 2)
    assert closing(desk) == [("n95_medical", 1000.0)]
    assert closing(desk, "supplies_daily_superseded") == [
        ("n95_medical", 1020.0),
        ("coverall", 88.0),
    ]
    assert desk.engine.query(
        """
        SELECT DISTINCT delivery_no, superseded_by, superseded_at
        FROM supplies_daily_superseded
        """
    ) == [(1, 2, at)]
    assert desk.engine.query("SELECT supersedes FROM delivery ORDER BY 1") == [
        (1,),
        (None,),
    ]


def test_another_unit_and_another_day_are_left_alone(desk: Desk) -> None:
    desk.receive(arrival(BOTH))
    desk.receive(arrival(BOTH.replace("331121-S01", "331121-H01")))
    next_day = MORNING + timedelta(days=1)
    desk.receive(arrival(BOTH.replace("2020-02-05", "2020-02-06"), at=next_day))
    assert stored(desk, "supplies_daily") == 2 * 3
    assert stored(desk, "supplies_daily_superseded") == 0


def test_a_row_of_the_same_key_is_replaced_and_others_stay(desk: Desk) -> None:
    visit = {"visit_id": "ZF-1", "visit_date": "2020-02-05"}
    desk.receive(arrival(example("family_visits", visit)))
    desk.receive(arrival(example("family_visits", visit | {"visit_id": "ZF-2"})))
    receipt = desk.receive(
        arrival(example("family_visits", visit | {"visit_date": "2020-02-04"}))
    )
    assert receipt.replaced_n == 1
    assert desk.engine.query(
        "SELECT visit_id, visit_date FROM family_visits ORDER BY visit_id"
    ) == [("ZF-1", date(2020, 2, 4)), ("ZF-2", date(2020, 2, 5))]


def test_a_file_after_the_hour_is_late(desk: Desk) -> None:
    assert desk.receive(arrival(BOTH, at=MORNING.replace(hour=12))).mode == "late"


def test_what_the_file_lacks_the_arrival_tells(desk: Desk) -> None:
    bare = lines(
        "县市区,物资名称,计量单位,昨日结存,今日消耗,今日结存",
        "青田县,N95口罩,只,1200,180,1020",
    )
    guessed = desk.check(arrival(bare, feed="supplies_daily"))
    told = {problem.column for problem in guessed.flagged if problem.rule == "told_outside"}
    assert told == {"统计日期", "单位"}
    day = date(2020, 2, 5)
    desk.receive(arrival(bare, feed="supplies_daily", unit="331121-S01", day=day))
    assert desk.engine.query("SELECT unit_code, report_date FROM supplies_daily") == [
        ("331121-S01", day)
    ]


def test_many_files_are_one_transaction_and_a_refused_one_holds_up_nobody(
    engine: Engine,
) -> None:
    refreshed: list[tuple[set[Touched], int, datetime]] = []

    def refresh(
        _: Transaction, touched: list[Touched], delivery_no: int, known_at: datetime
    ) -> None:
        refreshed.append((set(touched), delivery_no, known_at))

    desk = Desk(engine, KeyRing.in_memory(), refresh)
    version = engine.version
    results = desk.receive_many(
        [
            arrival(BOTH),
            arrival(b""),
            arrival(BOTH.replace("331121-S01", "331121-H01")),
            arrival(BOTH),
        ]
    )
    assert engine.version == version + 1
    assert [type(result) for result in results] == [
        Receipt,
        DeliveryRejected,
        Receipt,
        Receipt,
    ]
    assert [getattr(result, "unchanged", None) for result in results] == [
        False,
        None,
        False,
        True,
    ]
    touched = {Touched("supplies_daily", "331121", date(2020, 2, 5))}
    assert refreshed == [(touched, 3, MORNING)]


def test_rows_ledger_and_all_are_undone_when_the_refresh_fails(engine: Engine) -> None:
    class Broken(Exception):
        pass

    def refresh(*_: object) -> None:
        raise Broken

    desk = Desk(engine, KeyRing.in_memory(), refresh)
    with pytest.raises(Broken):
        desk.receive(arrival(BOTH))
    assert stored(desk, "supplies_daily") == stored(desk, "delivery") == 0


def test_a_check_stores_nothing(desk: Desk) -> None:
    version = desk.engine.version
    judged = desk.check(arrival(BOTH))
    assert judged.is_accepted
    assert judged.rows_n == 2
    assert (desk.engine.version, stored(desk, "delivery")) == (version, 0)


def test_the_sheets_of_a_workbook_are_read_as_one_report(desk: Desk) -> None:
    sink = io.BytesIO()
    with xlsxwriter.Workbook(sink, {"in_memory": True}) as book:
        for name, cells in (("口罩", MASKS), ("防护服", SUITS)):
            sheet = book.add_worksheet(name)
            for row, line in enumerate((HEAD, cells)):
                sheet.write_row(row, 0, line.split(","))
    desk.receive(arrival(sink.getvalue(), name="两个表.xlsx"))
    assert sorted(closing(desk)) == [("coverall", 88.0), ("n95_medical", 1020.0)]


def test_a_hidden_sheet_is_not_read(desk: Desk) -> None:
    sink = io.BytesIO()
    with xlsxwriter.Workbook(sink, {"in_memory": True}) as book:
        shown, old = book.add_worksheet("今日"), book.add_worksheet("旧表")
        for row, line in enumerate((HEAD, MASKS)):
            shown.write_row(row, 0, line.split(","))
            old.write_row(row, 0, line.replace("N95口罩", "防护服").split(","))
        old.hide()
    desk.receive(arrival(sink.getvalue()))
    assert closing(desk) == [("n95_medical", 1020.0)]
