"""What a file would change, before anything of it is stored."""

from __future__ import annotations

import pyarrow as pa
import pytest

from lishui_dash.intake.arrival import How
from lishui_dash.intake.changes import MOST_CELLS, Changes, changes_of
from lishui_dash.intake.keep import keep_rows
from lishui_dash.intake.receive import Desk
from tests.intake.cases import HEAD, MASKS, MORNING, SUITS, arrival, lines

GOGGLES = "2020-02-05,青田县,331121-S01,护目镜,副,40,0,4,36"
OTHER_STORE = "2020-02-05,缙云县,331122-S01,防护服,套,30,0,3,27"


def changes(desk: Desk, *rows: str, how: How = How.WHOLE) -> Changes:
    judged = desk.check(arrival(lines(HEAD, *rows)))
    assert judged.feed is not None
    assert judged.rows is not None
    with desk.engine.joining() as joiner:
        return changes_of(joiner, judged.feed, judged.rows, how)


def counts(found: Changes) -> tuple[int, int, int, int]:
    return found.new_n, found.changed_n, found.unchanged_n, found.withdrawn_n


@pytest.fixture
def both(desk: Desk) -> Desk:
    """A day of a store, with masks and suits."""
    desk.receive(arrival(lines(HEAD, MASKS, SUITS)))
    return desk


def test_all_is_new_in_an_empty_store(desk: Desk) -> None:
    found = changes(desk, MASKS, SUITS)
    assert counts(found) == (2, 0, 0, 0)
    assert not found.replaces


def test_the_same_rows_change_nothing(both: Desk) -> None:
    found = changes(both, SUITS, MASKS)
    assert counts(found) == (0, 0, 2, 0)
    assert found == Changes(0, 0, 2, 0)


def test_a_changed_cell_is_shown_from_what_to_what(both: Desk) -> None:
    found = changes(both, MASKS.replace("180,1020", "200,1000"), SUITS)
    assert counts(found) == (0, 1, 1, 0)
    assert [(c.key["item_code"], c.column, c.before, c.after) for c in found.cells] == [
        ("n95_medical", "consumed_qty", 180.0, 200.0),
        ("n95_medical", "closing_qty", 1020.0, 1000.0),
    ]


def test_a_cell_that_becomes_empty_has_changed(both: Desk) -> None:
    both.receive(arrival(lines(HEAD + ",备注", MASKS + ",一号库", SUITS + ",")))
    found = changes(both, MASKS, SUITS)
    assert [(c.column, c.before, c.after) for c in found.cells] == [
        ("remark", "一号库", None)
    ]


def test_rows_that_a_whole_day_leaves_out_are_withdrawn(both: Desk) -> None:
    found = changes(both, MASKS, GOGGLES)
    assert counts(found) == (1, 0, 1, 1)
    assert [key["item_code"] for key in found.withdrawn] == ["coverall"]


def test_rows_by_key_leave_the_others_of_the_day(both: Desk) -> None:
    found = changes(both, MASKS, GOGGLES, how=How.ROWS)
    assert counts(found) == (1, 0, 1, 0)


def test_a_void_withdraws_the_rows_it_names(both: Desk) -> None:
    found = changes(both, MASKS, GOGGLES, how=How.VOID)
    assert counts(found) == (0, 0, 0, 1)
    assert [key["item_code"] for key in found.withdrawn] == ["n95_medical"]


def test_another_unit_is_not_compared(both: Desk) -> None:
    assert counts(changes(both, OTHER_STORE)) == (1, 0, 0, 0)


def test_counts_are_of_all_rows_and_what_is_shown_is_bounded(desk: Desk) -> None:
    feed = desk.engine.catalogue.feeds["supplies_daily"]
    row = desk.check(arrival(lines(HEAD, MASKS))).rows
    assert row is not None
    many = MOST_CELLS + 50
    before = pa.concat_tables([row] * many).set_column(
        row.column_names.index("item_code"), "item_code", pa.array(map(str, range(many)))
    )
    after = before.set_column(
        row.column_names.index("closing_qty"), "closing_qty", pa.array([1.0] * many)
    )
    with desk.engine.writing() as transaction:
        keep_rows(transaction, feed, before, 1, MORNING)
    with desk.engine.joining() as joiner:
        changed = changes_of(joiner, feed, after, How.WHOLE)
        withdrawn = changes_of(joiner, feed, after, How.VOID)
    assert counts(changed) == (0, many, 0, 0)
    assert len(changed.cells) == MOST_CELLS
    assert counts(withdrawn) == (0, 0, 0, many)
    assert len(withdrawn.withdrawn) == MOST_CELLS
