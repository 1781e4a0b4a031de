"""The history of a cell: who changed it, when, from what to what, and why."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, datetime

import pytest

from lishui_dash.catalogue import CATALOGUE
from lishui_dash.catalogue.places import WHOLE
from lishui_dash.intake.arrival import How
from lishui_dash.intake.receive import Desk, Receipt
from lishui_dash.readings.history import Change, Meant, history_of, history_of_rows
from lishui_dash.readings.meant import leads_back, rows_meant
from lishui_dash.readings.rows import rows_behind
from lishui_dash.spec import Indicator
from lishui_dash.store.engine import Engine
from tests.intake.cases import HEAD, MASKS, SUITS, arrival, lines

SUPPLIES = CATALOGUE.feeds["supplies_daily"]
STOCK = CATALOGUE.indicators["M08_DAYS_SUPPLY"]
DAY = date(2020, 2, 5)
KEY = {"report_date": DAY, "unit_code": "331121-S01", "item_code": "n95_medical"}
MORE_USED = MASKS.replace("180,1020", "200,1000")
LATE = datetime(2020, 2, 8, 9)


def hand_in(desk: Desk, *rows: str, how: How | None = None, reason: str = "") -> Receipt:
    sent = arrival(lines(HEAD, *rows), name=f"{rows[0]}.csv")
    return desk.receive(replace(sent, how=how, reason=reason, sender="王小明"))


def told(found: Sequence[Change]) -> list[tuple[int, object, object]]:
    return [(change.by.delivery_no, change.before, change.after) for change in found]


def of_cell(desk: Desk, column: str) -> tuple[Change, ...]:
    return history_of(desk.engine, SUPPLIES, KEY, column)


def test_a_cell_that_was_corrected_tells_from_what_to_what_and_why(desk: Desk) -> None:
    hand_in(desk, MASKS, SUITS)
    hand_in(desk, MORE_USED, SUITS, reason="漏计一班")
    first, second = of_cell(desk, "consumed_qty")
    assert told([first, second]) == [(1, None, 180.0), (2, 180.0, 200.0)]
    assert first.is_new
    assert (second.by.mode, second.by.reason) == ("correction", "漏计一班")


def test_a_cell_that_stayed_as_it_was_has_one_line(desk: Desk) -> None:
    hand_in(desk, MASKS, SUITS)
    hand_in(desk, MORE_USED, SUITS)
    assert told(of_cell(desk, "opening_qty")) == [(1, None, 1200.0)]


def test_a_row_that_was_taken_back_and_came_again(desk: Desk) -> None:
    hand_in(desk, MASKS, SUITS)
    hand_in(desk, MASKS, how=How.VOID, reason="报错单位")
    hand_in(desk, MORE_USED, how=How.ROWS)
    found = of_cell(desk, "consumed_qty")
    assert told(found) == [(1, None, 180.0), (2, 180.0, None), (3, None, 200.0)]
    assert (found[1].by.mode, found[1].by.reason) == ("void", "报错单位")


def test_an_undone_correction_is_a_change_as_well(desk: Desk) -> None:
    hand_in(desk, MASKS, SUITS)
    wrong = hand_in(desk, MORE_USED, SUITS)
    desk.undo(wrong.delivery_no, reason="报错表", sender="王小明", at=LATE)
    found = of_cell(desk, "consumed_qty")
    assert told(found) == [(1, None, 180.0), (2, 180.0, 200.0), (3, 200.0, 180.0)]
    assert [change.by.mode for change in found] == ["first", "correction", "undo"]


def test_a_late_report_says_so(desk: Desk) -> None:
    desk.receive(arrival(lines(HEAD, MASKS), at=LATE))
    [change] = of_cell(desk, "consumed_qty")
    assert (change.by.mode, change.by.at) == ("late", LATE)


def test_rows_tell_their_changes_newest_first_and_each_row_once(desk: Desk) -> None:
    hand_in(desk, MASKS, SUITS)
    hand_in(desk, MORE_USED)
    found = history_of_rows(
        desk.engine, STOCK, Meant(SUPPLIES, {"unit_code": "331121-S01"})
    )
    assert [(c.by.delivery_no, c.key["item_code"], c.column, c.after) for c in found] == [
        (2, "coverall", "", None),
        (2, "n95_medical", "consumed_qty", 200.0),
        (2, "n95_medical", "closing_qty", 1000.0),
        (1, "coverall", "", None),
        (1, "n95_medical", "", None),
    ]
    assert [change.is_new for change in found] == [False, False, False, True, True]


def test_remarks_and_masked_columns_are_no_part_of_the_history(desk: Desk) -> None:
    for remark in ("一号库", "二号库"):
        desk.receive(arrival(lines(HEAD + ",备注", f"{MASKS},{remark}")))
    found = history_of_rows(desk.engine, STOCK, Meant(SUPPLIES, KEY))
    assert [(change.by.delivery_no, change.column) for change in found] == [(1, "")]


def test_a_row_behind_a_number_leads_to_the_rows_it_was_made_of(desk: Desk) -> None:
    hand_in(desk, MASKS, SUITS)
    hand_in(desk, MORE_USED, SUITS)
    shown = {"unit_code": "331121-S01", "item_code": "n95_medical", "stock": 1000.0}
    [meant] = rows_meant(STOCK, shown, DAY)
    # The burn of a day is made of seven days.
    assert (meant.first, meant.last) == (date(2020, 1, 30), DAY)
    found = history_of_rows(desk.engine, STOCK, meant)
    assert [c.column for c in found] == ["consumed_qty", "closing_qty", ""]


def test_a_row_with_its_whole_key_leads_to_itself_first() -> None:
    unpaid = CATALOGUE.indicators["M08_INSURED"]
    shown = ["person_id", "valid_from", "unit_code"]
    assert [f.name for f in leads_back(unpaid, shown)] == ["personnel_roster", "insurance"]


def test_a_county_or_a_day_alone_leads_nowhere() -> None:
    assert leads_back(STOCK, ["county_code", "report_date"]) == ()


@pytest.mark.parametrize(
    "indicator",
    [one for one in CATALOGUE.indicators.values() if one.feeds],
    ids=lambda one: one.name,
)
def test_the_rows_behind_every_number_lead_to_rows_of_a_feed(
    engine: Engine, indicator: Indicator
) -> None:
    columns = rows_behind(engine, indicator, WHOLE, DAY).frame.columns
    assert leads_back(indicator, columns)
    for meant in rows_meant(indicator, dict.fromkeys(columns, "x"), DAY):
        cells = {name: cell for name, cell in meant.cells.items() if name != meant.feed.day}
        asked = replace(meant, cells=cells, last=DAY)
        assert history_of_rows(engine, indicator, asked) == ()
