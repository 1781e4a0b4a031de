"""Each file is named for its fault: it is refused in clear words and nothing is stored."""

from __future__ import annotations

from datetime import date

import pytest

from lishui_dash.intake.receive import Desk
from tests.intake.cases import FILES, arrival, refused, stored

FAULTS = {
    "empty-file": [(None, "empty_file")],
    "headings-only": [(1, "no_rows")],
    "unknown-feed": [(None, "unknown_feed")],
    "missing-columns": [(1, "missing_column"), (1, "missing_column")],
    "wrong-day": [(3, "wrong_day")],
    "day-in-the-future": [(2, "")],
    "day-before-the-campaign": [(2, "")],
    "unit-that-may-not-report": [(3, "unit_may_not_report")],
    "unit-of-another": [(3, "unit_of_another")],
    "unknown-unit": [(2, "not_in_register")],
    "key-twice-with-different-values": [(2, "key_twice"), (4, "key_twice")],
    "ragged-row": [(3, "ragged_row"), (4, "ragged_row")],
    "two-headings-for-one-column": [(1, "doubled_column")],
    "quotation-mark-left-open": [(2, "ragged_row")],
    "web-page": [(None, "not_a_table")],
    "bytes-that-are-no-table": [(None, "not_a_table")],
    "bytes-of-no-encoding": [(None, "damaged_text")],
    "not-a-number": [(2, "unreadable")],
    "not-a-date": [(2, "no_such_day")],
    "required-cell-empty": [(2, "required")],
}
"""What is wrong, and in which row; where the rule is of the feed, its name is left out."""

SENT_WITH = {
    "wrong-day": {"day": date(2020, 2, 5)},
    "unit-of-another": {"unit": "331121-S01"},
}


@pytest.mark.parametrize("fault", FAULTS)
def test_a_faulty_file_is_refused_with_its_reason_and_its_remedy(
    desk: Desk, fault: str
) -> None:
    content = (FILES / f"{fault}.csv").read_bytes()
    problems = refused(desk, arrival(content, **SENT_WITH.get(fault, {})))
    rejecting = [problem for problem in problems if problem.rejects]
    told = [
        (p.row, p.rule if rule else "")
        for p, (_, rule) in zip(rejecting, FAULTS[fault], strict=True)
    ]
    assert told == FAULTS[fault]
    for problem in problems:
        assert problem.reason.hans
        assert problem.reason.en
        assert problem.remedy.hans
        assert problem.remedy.en


@pytest.mark.parametrize("fault", FAULTS)
def test_a_refusal_is_in_the_ledger_with_the_original_and_no_row_is_stored(
    desk: Desk, fault: str
) -> None:
    content = (FILES / f"{fault}.csv").read_bytes()
    problems = refused(desk, arrival(content, **SENT_WITH.get(fault, {})))
    assert stored(desk, "supplies_daily") == 0
    assert stored(desk, "delivery_slice") == 0
    assert desk.engine.query("SELECT delivery_no, verdict FROM delivery") == [
        (1, "rejected")
    ]
    assert stored(desk, "delivery_problem") == len(problems)
    assert desk.original(1) == content


def test_every_file_is_tested() -> None:
    accepted = {
        "same-row-twice",
        "unknown-column",
        "title-rows-above",
        "stock-does-not-balance",
    }
    assert {path.stem for path in FILES.glob("*.csv")} == {*FAULTS, *accepted}


@pytest.mark.parametrize(
    ("harmless", "rows", "flags"),
    [
        ("same-row-twice", 2, [(4, "row_twice")]),
        ("unknown-column", 1, [(1, "unknown_column")]),
        ("title-rows-above", 2, []),
        ("stock-does-not-balance", 1, [(2, "stock_balances")]),
    ],
)
def test_a_harmless_oddity_is_let_in_and_flagged(
    desk: Desk, harmless: str, rows: int, flags: list[tuple[int, str]]
) -> None:
    receipt = desk.receive(arrival((FILES / f"{harmless}.csv").read_bytes()))
    assert receipt.rows_n == rows == stored(desk, "supplies_daily")
    assert [(flag.row, flag.rule) for flag in receipt.flagged] == flags


def test_rows_keep_the_numbers_the_clerk_sees_below_title_rows(desk: Desk) -> None:
    desk.receive(arrival((FILES / "title-rows-above.csv").read_bytes()))
    rows = desk.engine.query("SELECT source_row FROM supplies_daily ORDER BY 1")
    assert rows == [(4,), (6,)]


def test_a_feed_that_does_not_exist_is_named_with_the_nearest_ones(desk: Desk) -> None:
    content = (FILES / "title-rows-above.csv").read_bytes()
    [problem] = refused(desk, arrival(content, feed="supplies_dayly"))
    assert problem.rule == "unknown_feed"
    assert "防护物资日报" in problem.remedy.hans


def test_a_sender_that_does_not_exist_is_refused(desk: Desk) -> None:
    content = (FILES / "title-rows-above.csv").read_bytes()
    [problem] = refused(desk, arrival(content, unit="331121-X99"))
    assert (problem.rule, problem.value) == ("unknown_sender", "331121-X99")


def test_a_sender_that_may_not_report_the_feed_is_refused(desk: Desk) -> None:
    content = (FILES / "title-rows-above.csv").read_bytes()
    [problem] = refused(desk, arrival(content, unit="NONE"))
    assert (problem.row, problem.rule) == (None, "unit_may_not_report")


@pytest.mark.parametrize("sender", ["331121-S01", "331121-ZHB", "LS-ZHB", None])
def test_the_unit_itself_its_command_and_the_city_may_report(
    desk: Desk, sender: str | None
) -> None:
    content = (FILES / "title-rows-above.csv").read_bytes()
    assert desk.receive(arrival(content, unit=sender)).rows_n == 2


def test_the_command_of_another_county_may_not_report(desk: Desk) -> None:
    content = (FILES / "title-rows-above.csv").read_bytes()
    [problem] = refused(desk, arrival(content, unit="331122-ZHB"))
    assert problem.rule == "unit_of_another"
