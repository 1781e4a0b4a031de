"""From when a figure was red or amber on the screen, until it was good again.

An episode opens when the screen first shows the figure so, and is closed by the data alone:
when the screen shows it green, or no longer at all. What is missing is not good, and closes
nothing. What comes to be known of a day that the screen has left behind opens nothing and
closes nothing either, so that an episode, once known, is never told otherwise.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from lishui_dash.catalogue import Catalogue
from lishui_dash.catalogue.places import WHOLE
from lishui_dash.readings.judge import PARTIAL
from lishui_dash.readings.reading import Status
from lishui_dash.spec import Cadence
from lishui_dash.store.duty import Of
from lishui_dash.store.engine import Reader

LOOK_BACK = 60
"""Days. What has been open longer reads as opened on the first of them, and has to be
acknowledged again."""
_NEVER = datetime(9999, 12, 31)


@dataclass(frozen=True)
class Episode:
    """`opened_at` and `closed_at` are moments of the screen; None: still open.

    `status` is the last that was told, RED or AMBER; `worst` the worst that it ever was.
    `is_partial` says that it was only ever amber because not all had reported.
    """

    of: Of
    opened_at: datetime
    closed_at: datetime | None
    status: Status
    worst: Status
    is_partial: bool

    def overlaps(self, other: Episode) -> bool:
        """Whether both were open at some moment."""
        ends = (self.closed_at or _NEVER, other.closed_at or _NEVER)
        return max(self.opened_at, other.opened_at) < min(ends)


def episodes(
    reader: Reader,
    catalogue: Catalogue,
    as_of: date,
    *,
    known_at: datetime | None = None,
    closed_since: datetime | None = None,
    indicator: str | None = None,
) -> list[Episode]:
    """Return the episodes that are open on a day, or were closed at `closed_since` or
    later, oldest first. `closed_since` None: only those that are open.

    They are of the parts a figure is made of, and of the city as a whole.
    """
    rows = reader.query(
        _EPISODES,
        {
            "first": as_of - timedelta(days=LOOK_BACK - 1),
            "last": as_of,
            "lag": _shown_after(catalogue),
            "known_at": known_at,
            "closed_since": closed_since,
            "indicator": indicator,
            "partial": PARTIAL.hans,
            "whole": WHOLE,
        },
    )
    return list(_told(catalogue, rows))


def _told(catalogue: Catalogue, rows: list[tuple[object, ...]]) -> Iterator[Episode]:
    for name, place, item, opened, opened_at, closed_at, status, was_red, partial in rows:
        indicator = catalogue.indicators.get(str(name))
        if indicator is None:
            continue
        if bool(indicator.item) != bool(item) and place != WHOLE:
            continue
        assert isinstance(opened, date)
        assert isinstance(opened_at, datetime)
        assert closed_at is None or isinstance(closed_at, datetime)
        yield Episode(
            of=Of(str(name), str(place), str(item), opened),
            opened_at=opened_at,
            closed_at=closed_at,
            status=Status(status),
            worst=Status.RED if was_red else Status.AMBER,
            is_partial=bool(partial),
        )


def _shown_after(catalogue: Catalogue) -> timedelta:
    """Return how long after its midnight a business day comes on the screen.

    It is when the last of its daily reports is due: see `reporting.as_of_at`.
    """
    daily = [f.due for f in catalogue.feeds.values() if f.cadence is Cadence.DAILY]
    if not daily:
        return timedelta(days=1)
    day = date(2020, 1, 1)
    return max(due.moment(day) for due in daily) - datetime.combine(day, time.min)


_EPISODES = """
    WITH looked_at AS (
        -- Most figures are never bad: what follows is for those that were.
        SELECT DISTINCT indicator, place
        FROM reading
        WHERE as_of BETWEEN $first AND $last
            AND ($indicator IS NULL OR indicator = $indicator)
            AND (
                status IN ('red', 'amber')
                OR (status = 'green' AND coalesce(reported_n, 0) < coalesce(due_n, 0))
            )
    ),
    news AS (
        SELECT
            indicator, place, item, as_of, status, reason_hans, delivery_no, known_at,
            greatest(known_at, CAST(as_of AS TIMESTAMP) + $lag) AS shown_at,
            -- As `recall` reads what an older program has written.
            status = 'green' AND coalesce(reported_n, 0) < coalesce(due_n, 0) AS is_lacking
        FROM reading
        SEMI JOIN looked_at USING (indicator, place)
        WHERE as_of BETWEEN $first AND $last
            AND ($known_at IS NULL OR known_at <= $known_at)
            AND (
                as_of = $last
                OR known_at < CAST(as_of AS TIMESTAMP) + $lag + INTERVAL 1 DAY
            )
            AND (item = '' OR place <> $whole)
    ),
    shown AS (
        SELECT
            indicator, place, item, as_of, shown_at,
            CASE WHEN is_lacking THEN 'amber' ELSE status END AS status,
            is_lacking OR reason_hans = $partial AS is_partial
        FROM news
        QUALIFY row_number() OVER (
            PARTITION BY indicator, place, item, as_of, shown_at
            ORDER BY delivery_no DESC, known_at DESC
        ) = 1
    ),
    -- An item that its place no longer tells of, though it tells of others, is gone.
    told AS (
        SELECT indicator, place, as_of, min(shown_at) AS shown_at
        FROM shown
        WHERE item = '' AND status <> 'missing'
        GROUP BY indicator, place, as_of
    ),
    items AS (
        SELECT DISTINCT indicator, place, item
        FROM shown
        WHERE item <> '' AND status IN ('red', 'amber')
    ),
    gone AS (
        SELECT i.indicator, i.place, i.item, t.as_of, t.shown_at
        FROM items AS i
        JOIN told AS t USING (indicator, place)
        ANTI JOIN shown AS s USING (indicator, place, item, as_of)
    ),
    every AS (
        SELECT * FROM shown
        UNION ALL
        SELECT *, 'gone', false FROM gone
    ),
    numbered AS (
        SELECT
            *,
            status IN ('red', 'amber') AS is_bad,
            count(*) FILTER (status IN ('green', 'reference', 'gone')) OVER (
                PARTITION BY indicator, place, item
                ORDER BY as_of, shown_at
            ) AS run
        FROM every
    ),
    runs AS (
        SELECT
            indicator, place, item,
            min(as_of) FILTER (is_bad) AS opened,
            min(shown_at) FILTER (is_bad) AS opened_at,
            lead(min(shown_at)) OVER (
                PARTITION BY indicator, place, item
                ORDER BY run
            ) AS closed_at,
            arg_max(status, (as_of, shown_at)) FILTER (is_bad) AS status,
            bool_or(status = 'red') AS was_red,
            bool_and(is_partial) FILTER (is_bad) AS is_partial
        FROM numbered
        GROUP BY indicator, place, item, run
    )
    SELECT
        indicator, place, item, opened, opened_at, closed_at, status, was_red, is_partial
    FROM runs
    WHERE opened IS NOT NULL AND (closed_at IS NULL OR closed_at >= $closed_since)
    ORDER BY opened_at, indicator, place, item
"""
