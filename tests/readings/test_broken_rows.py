"""A row of the store that cannot be read is one missing figure, and nothing more."""

from __future__ import annotations

from datetime import date

import pytest

from lishui_dash.intake.receive import Desk
from lishui_dash.readings.judge import BROKEN, PARTIAL
from lishui_dash.readings.reading import Reading, Status
from lishui_dash.readings.recall import recall
from tests.intake.cases import HEAD, MASKS, arrival, lines

DAY = date(2020, 2, 5)
PLACE, NAME = "331121", "D_VALID"

FAULTS = {
    "unknown status": "status = 'greenish'",
    "no status": "status = NULL",
    "not a number": "\"value\" = CAST('nan' AS DOUBLE)",
    "infinite": "\"value\" = CAST('inf' AS DOUBLE)",
    "a denominator that is no number": "denominator = CAST('nan' AS DOUBLE)",
    "an extra that is no number": "extras = MAP {'x': CAST('nan' AS DOUBLE)}",
    "an empty extra": "extras = MAP {'x': CAST(NULL AS DOUBLE)}",
    "no coverage": "due_n = NULL",
}


@pytest.fixture
def readings(desk: Desk) -> list[Reading]:
    """The readings of the day before anything is broken."""
    desk.receive(arrival(lines(HEAD, MASKS)))
    return recall(desk.engine, DAY)


def damage(desk: Desk, change: str) -> None:
    with desk.engine.writing() as transaction:
        transaction.execute(
            f"UPDATE reading SET {change} WHERE indicator = $name AND place = $place",
            {"name": NAME, "place": PLACE},
        )


@pytest.mark.parametrize("change", FAULTS.values(), ids=FAULTS)
def test_it_is_missing_and_says_so_and_all_others_stay(
    desk: Desk, readings: list[Reading], change: str
) -> None:
    damage(desk, change)
    now = recall(desk.engine, DAY)
    [broken] = [one for one in now if one not in readings]
    assert (broken.indicator, broken.place) == (NAME, PLACE)
    assert (broken.status, broken.value, broken.reason) == (Status.MISSING, None, BROKEN)
    assert len(now) == len(readings)


def test_the_next_delivery_takes_it_anew(desk: Desk, readings: list[Reading]) -> None:
    damage(desk, FAULTS["unknown status"])
    desk.receive(arrival(lines(HEAD, MASKS.replace("180,1020", "200,1000"))))
    [mended] = recall(desk.engine, DAY, indicator=NAME, place=PLACE)
    assert mended.status is Status.GREEN


def test_what_an_older_rule_called_green_is_not_shown_green_while_partial(
    desk: Desk, readings: list[Reading]
) -> None:
    damage(desk, "status = 'green', reported_n = 436, due_n = 437")
    [seen] = recall(desk.engine, DAY, indicator=NAME, place=PLACE)
    assert (seen.status, seen.reason) == (Status.AMBER, PARTIAL)
