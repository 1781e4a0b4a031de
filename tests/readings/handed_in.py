"""What is handed in, to the store and to the oracle alike.

Rows go in by the program's own keeping of slices and keys, so that corrections replace what
they correct; the oracle gets the same rows and decides for itself which of them stand.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime, time
from random import Random
from typing import Any

import pyarrow as pa

from lishui_dash.catalogue import CATALOGUE
from lishui_dash.catalogue.places import PLACES, WHOLE
from lishui_dash.catalogue.registers import DECLARED
from lishui_dash.catalogue.units import UNITS, command_of
from lishui_dash.intake.keep import Spoken, keep_rows, keep_slices
from lishui_dash.intake.speaks import slices_of
from lishui_dash.readings.reading import Coverage
from lishui_dash.spec import Cadence, Feed, Load, Register, Type
from lishui_dash.store.engine import Engine
from lishui_dash.store.ledger import next_delivery_no
from tests import oracle
from tests.oracle import DAY, HOUR, Report, Row

FEEDS = CATALOGUE.feeds
DAILY = [feed for feed in FEEDS.values() if feed.cadence is Cadence.DAILY]
DUTY, STOCK, VISITS = "personnel_deployment", "supplies_daily", "volunteer_checkins"
SHIFT = "duty_date county_code reporting_unit_code post_id shift_code person_id"
SHIFT += " duty_status duty_hours shift_start shift_end"
REST = "rest_id person_id county_code rest_type ordered_at start_date status subsidy_id"
PAY = "subsidy_id person_id county_code period_end pay_status paid_at rest_id"
HELD = "report_date county_code unit_code item_code consumed_qty closing_qty"
HELD += " in_transit_qty expected_arrival"
NEED = "post_id county_code shift_code effective_from effective_to required_n post_status"
VISIT = "checkin_id service_date county_code community_code person_id check_in_at"
VISIT += " check_out_at service_hours"
MEMBER = "person_id county_code community_code register_status registered_at"
ROSTER = "county_code unit_code person_id participation_status valid_from"
RATING = "county_code unit_code person_id record_id incentive_type stage record_date"
ARROW = {Type.DATE: pa.date32(), Type.TIMESTAMP: pa.timestamp("us"), Type.TEXT: pa.string()}
ARROW |= {Type.NUMBER: pa.float64(), Type.INTEGER: pa.int32(), Type.BOOLEAN: pa.bool_()}
ARROW |= {Type.MONEY: pa.decimal128(18, 2)}


class Sent:
    """What is handed in, to the store and to the oracle alike, and the day to read."""

    def __init__(self, engine: Engine, random: Random) -> None:
        self.engine, self.as_of = engine, date(2020, 2, 17) + random.randrange(7) * DAY
        self.arrivals: list[Report] = []
        self._deliveries: dict[str, list[list[Row]]] = {}

    def hand_in(self, name: str, rows: Sequence[Row], at: datetime | None = None) -> None:
        """Let rows of a feed arrive `at`, or at 07:00 of the day after as_of."""
        if not rows:
            return
        at, feed = at or clock(self.as_of + DAY, 7), FEEDS[name]
        rows = [dict.fromkeys(feed.column_names) | dict(row) for row in rows]
        self._deliveries.setdefault(name, []).append(rows)
        self.arrivals += {_arrival(feed, row, at) for row in rows}
        with self.engine.writing() as transaction:
            number, table = next_delivery_no(transaction), _arrow(feed, rows)
            keep_rows(transaction, feed, table, number, at)
            slices = slices_of(feed, table, DECLARED, sender=None, day=at.date())
            keep_slices(transaction, [Spoken(number, feed, tuple(slices), at)])
            transaction.execute(
                "INSERT INTO delivery (delivery_no, feed, verdict) VALUES ($no, $feed, '')",
                {"no": number, "feed": name},
            )

    def rows(self, name: str) -> list[Row]:
        feed = FEEDS[name]
        same = feed.slice_by if feed.load is Load.REPLACE_SLICE else feed.key
        return oracle.standing(self._deliveries.get(name, []), same)

    def owed(self) -> list[Report]:
        """Return every daily report owed since the first one that came."""
        names = {feed.name for feed in DAILY}
        known = [one.day for one in self.arrivals if one.feed in names]
        first = min(known, default=self.as_of)
        days = [first + n * DAY for n in range((self.as_of - first).days + 1)]
        return [
            Report(f.name, u.code, u.place, day, datetime.combine(day + DAY, f.due.at))
            for f in DAILY
            for u in UNITS.values()
            if u.kind in f.reporters
            for day in days
        ]

    def coverage(self, name: str) -> dict[str, list[Coverage]]:
        """Return the coverage of an indicator's worst-reported feeds, by place.

        What is no daily report is owed once, on whatever day it comes, or never.
        """
        indicator, owed = CATALOGUE.indicators[name], self.owed()
        places = [*(place.code for place in PLACES), WHOLE]
        if indicator.reads_ledger:
            return {place: [Coverage(0, 0)] for place in places}
        due = {f: [o for o in owed if (o.feed, o.day) == (f, self.as_of)] for f in FEEDS}
        for feed in indicator.feeds:
            if feed.cadence in (Cadence.ON_CHANGE, Cadence.WEEKLY):
                units = [unit for unit in UNITS.values() if unit.kind in feed.reporters]
                once = (oracle.ONCE, clock(oracle.ONCE, 0))
                due[feed.name] = [Report(feed.name, u.code, u.place, *once) for u in units]
        covers = {}
        for place in places:
            found = []
            for feed in indicator.feeds:
                here = [one for one in due[feed.name] if place in (one.place, WHOLE)]
                found.append(Coverage(*oracle.coverage(here, self.arrivals)))
            found = [one for one in found if one.due] or [Coverage(0, 0)]
            least = min(one.share for one in found)
            covers[place] = [one for one in found if one.share == least]
        return covers

    def runs(self) -> list[oracle.Run]:
        came = {(one.unit, one.day) for one in self.arrivals if one.feed == DUTY}
        return oracle.runs(self.rows(DUTY), came, self.as_of)


def clock(day: date, hour: int, minute: int = 0) -> datetime:
    return datetime.combine(day, time(hour, minute))


def row_of(head: str, *cells: Any) -> Row:
    return dict(zip(head.split(), cells, strict=True))


def shift(home: str, day: date, person: str, hours: float, *post: str, by: str = "") -> Row:
    status, begins = "on_duty" if hours else "rest", 22 if "night" in post else 7
    start, unit = clock(day, begins), command_of(home).code
    post = post or (f"CP-{home}-01", "day")
    times = (status, hours, start, start + hours * HOUR)
    return row_of(SHIFT, day, home, unit, *post, person, *times)


def _arrival(feed: Feed, row: Row, at: datetime) -> Report:
    day = row[feed.day] or at
    by_place = feed.column(feed.reporter).refers_to is Register.PLACE
    unit = (command_of if by_place else UNITS.__getitem__)(row[feed.reporter])
    day = day.date() if isinstance(day, datetime) else day
    return Report(feed.name, unit.code, unit.place, day, at)


def _arrow(feed: Feed, rows: Sequence[Row]) -> pa.Table:
    cells = {
        c.name: pa.array([r[c.name] for r in rows], ARROW[c.type]) for c in feed.columns
    }
    return pa.table(cells | {"source_row": pa.array(range(2, len(rows) + 2), pa.int32())})
