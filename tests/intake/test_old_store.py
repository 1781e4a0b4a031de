"""A store file that was made when its tables had fewer columns."""

from __future__ import annotations

from pathlib import Path

import duckdb

from lishui_dash.actions.desk import open_desk
from lishui_dash.intake.receive import Arrival
from tests.intake.cases import HEAD, MASKS, MORNING, lines

CONTENT = lines(HEAD, MASKS).encode()


def test_columns_that_came_later_are_added_to_an_old_file(tmp_path: Path) -> None:
    store, key = tmp_path / "lishui.duckdb", tmp_path / "key"
    desk = open_desk(store, key)
    desk.receive(Arrival(CONTENT, "一.csv", MORNING))
    desk.engine.close()
    with duckdb.connect(str(store)) as old:
        for table, column in (
            ("delivery", "how"),
            ("delivery", "undone_by"),
            ("delivery_problem", "answer"),
            ("supplies_daily", "remark"),
            ("supplies_daily_superseded", "superseded_at"),
        ):
            old.execute(f"ALTER TABLE {table} DROP COLUMN {column}")
        old.execute("DROP TABLE remembered_heading")
    desk = open_desk(store, key)
    receipt = desk.receive(
        Arrival(CONTENT.replace(b"180,1020", b"200,1000"), "二.csv", MORNING)
    )
    assert receipt.mode == "correction"
    assert desk.engine.query("SELECT delivery_no, how FROM delivery ORDER BY 1") == [
        (1, None),
        (2, "whole"),
    ]
    assert desk.engine.query(
        """
        SELECT closing_qty, delivery_no, superseded_by, superseded_at
        FROM supplies_daily_superseded
        """
    ) == [(1020.0, 1, 2, MORNING)]
    desk.engine.close()
