"""Who reported what a reading stands on: coverage and data time, per feed and place."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime

from lishui_dash.catalogue import Catalogue
from lishui_dash.catalogue.places import PLACES, WHOLE
from lishui_dash.readings.reading import Coverage
from lishui_dash.spec import Cadence, Feed, Indicator
from lishui_dash.store.engine import Reader


@dataclass(frozen=True)
class Reports:
    """What has come of one feed from one place, up to a day.

    `last_day` is the newest business day reported, `received_at` the newest arrival.
    """

    coverage: Coverage
    last_day: date | None = None
    received_at: datetime | None = None


@dataclass(frozen=True)
class DayReports:
    """Every feed's reports from every place and, under WHOLE, from the city."""

    as_of: date
    by_feed: Mapping[tuple[str, str], Reports]

    def of(self, feed: Feed, place: str) -> Reports:
        return self.by_feed.get((feed.name, place), Reports(Coverage(0, 0)))

    def concerns(self, indicator: Indicator, place: str) -> bool:
        """Whether anybody at the place owes a report this indicator reads."""
        if indicator.reads_ledger:
            return any(r.coverage.due for (_, at), r in self.by_feed.items() if at == place)
        return any(self.of(feed, place).coverage.due for feed in indicator.feeds)

    def silent(self, indicator: Indicator) -> bool:
        """Whether nothing of what it reads has ever come from anywhere."""
        feeds = indicator.feeds
        return bool(feeds) and all(self.of(f, WHOLE).received_at is None for f in feeds)

    def behind(self, indicator: Indicator, place: str) -> Reports:
        """Return the coverage of its worst-reported feed, and the time of its data.

        The data day is that of the slowest daily feed; a list that is sent only when it
        changes is as new as the day itself once it has come. A figure about reporting
        itself is told by the ledger, whoever has reported: nothing covers it.
        """
        if indicator.reads_ledger:
            came = [r.received_at for (_, p), r in self.by_feed.items() if p == place]
            newest = max((at for at in came if at is not None), default=None)
            return Reports(Coverage(0, 0), self.as_of, newest)
        reports = [(feed, self.of(feed, place)) for feed in indicator.feeds]
        owed = [r.coverage for _, r in reports if r.coverage.due]
        coverage = min(owed, key=lambda c: c.share, default=Coverage(0, 0))
        daily = [r.last_day for f, r in reports if f.cadence is Cadence.DAILY]
        arrivals = [r.received_at for _, r in reports if r.received_at is not None]
        known = [day for day in daily if day is not None]
        if daily:
            data_day = min(known) if len(known) == len(daily) else None
        else:
            data_day = self.as_of if arrivals else None
        return Reports(coverage, data_day, max(arrivals, default=None))


_OWED_DAILY = """
    SELECT
        o.feed,
        o.place,
        count(*) AS due,
        count(s.unit_code) AS reported
    FROM obligation AS o
    LEFT JOIN (
        SELECT DISTINCT feed, unit_code
        FROM delivery_slice
        WHERE day = $as_of
    ) AS s ON s.feed = o.feed AND s.unit_code = o.unit_code
    WHERE o.day = $as_of
    GROUP BY o.feed, o.place
"""

_ARRIVED = """
    SELECT
        feed,
        place,
        max(day) FILTER (WHERE day <= $as_of) AS last_day,
        max(received_at) AS received_at,
        count(DISTINCT unit_code) AS units
    FROM delivery_slice
    GROUP BY feed, place
"""

_STANDING = """
    SELECT kind, place, count(*) AS units
    FROM unit
    WHERE (opened_on IS NULL OR opened_on <= $as_of)
        AND (closed_on IS NULL OR closed_on > $as_of)
    GROUP BY kind, place
"""


def reports_of(reader: Reader, catalogue: Catalogue, as_of: date) -> DayReports:
    """Return what has come for one business day, as the store knows it now."""
    parameters = {"as_of": as_of}
    owed = {
        (f, p): (due, came) for f, p, due, came in reader.query(_OWED_DAILY, parameters)
    }
    arrived = {(f, p): rest for f, p, *rest in reader.query(_ARRIVED, parameters)}
    units = {(k, p): number for k, p, number in reader.query(_STANDING, parameters)}
    found: dict[tuple[str, str], Reports] = {}
    for feed in catalogue.feeds.values():
        for place in PLACES:
            key = (feed.name, place.code)
            last_day, received_at, came_n = arrived.get(key, (None, None, 0))
            due, came = owed.get(key, (0, 0))
            if feed.cadence in (Cadence.ON_CHANGE, Cadence.WEEKLY):
                kinds = [kind.value for kind in feed.reporters]
                due = sum(units.get((kind, place.code), 0) for kind in kinds)
                came = min(came_n, due)
            found[key] = Reports(Coverage(came, due), last_day, received_at)
        found[feed.name, WHOLE] = _together(
            [found[feed.name, place.code] for place in PLACES]
        )
    return DayReports(as_of, found)


def _together(parts: list[Reports]) -> Reports:
    days = [part.last_day for part in parts if part.last_day is not None]
    arrivals = [part.received_at for part in parts if part.received_at is not None]
    return Reports(
        Coverage(
            sum(part.coverage.reported for part in parts),
            sum(part.coverage.due for part in parts),
        ),
        max(days, default=None),
        max(arrivals, default=None),
    )
