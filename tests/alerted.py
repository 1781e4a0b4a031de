"""What the screen showed of one figure, written as the days and moments it is about.

    03-01 | 03-02 07:00 | red
    03-02 | 03-03 10:30 | green

The first is the business day, the second when the store came to know it. What is written
last counts, as with deliveries. Each line also tells of the place itself, as its item says
or, where the item is "gone", green.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

from lishui_dash.readings.judge import PARTIAL
from lishui_dash.readings.reading import Coverage, Reading, Status
from lishui_dash.readings.recall import write_changed
from lishui_dash.store.engine import Engine
from lishui_dash.words import Words
from tests.tables import day, moment

FIGURE, ITEMS, AT, ITEM = "M05_FILL", "M08_DAYS_SUPPLY", "331121", "n95_medical"
_NUMBER = "SELECT coalesce(max(delivery_no), 0) + 1 FROM reading"


def tell(engine: Engine, table: str, *, item: str = "") -> None:
    """Write readings of a figure at 青田; of supplies there, where an item is named."""
    for line in table.strip().splitlines():
        about, known, said = (part.strip() for part in line.split("|"))
        with engine.writing() as transaction:
            [(number,)] = transaction.query(_NUMBER)
            readings = list(_readings(about, moment(known), said, item))
            write_changed(transaction, readings, number, moment(known))


def _readings(about: str, known: datetime, said: str, item: str) -> Iterator[Reading]:
    if item and said not in ("gone", "missing"):
        yield _reading(about, known, said, item)
    yield _reading(about, known, "green" if said == "gone" else said, "", item)


def _reading(about: str, known: datetime, said: str, item: str, of: str = "") -> Reading:
    is_partial = said == "partial"
    return Reading(
        indicator=ITEMS if item or of else FIGURE,
        as_of=day(about),
        place=AT,
        item=item,
        numerator=1,
        denominator=2,
        value=0.5,
        extras={},
        coverage=Coverage(1, 2) if is_partial else Coverage(2, 2),
        data_day=day(about),
        received_at=known,
        status=Status.AMBER if is_partial else Status(said),
        reason=PARTIAL if is_partial else Words("", ""),
    )
