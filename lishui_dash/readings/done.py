"""What was done about a figure, and what of its reports came late or was put right."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from lishui_dash.catalogue.places import WHOLE
from lishui_dash.spec import Indicator, Measure
from lishui_dash.store.engine import Reader


@dataclass(frozen=True)
class Done:
    """`number` rows of a measure's feed, on one day."""

    measure: Measure
    day: date
    number: int


@dataclass(frozen=True)
class Mark:
    """Reports on the business day `day` of one place: `late_n` came late, `corrected_n`
    changed what was known. `place` is "" where a file spoke for several."""

    place: str
    day: date
    late_n: int
    corrected_n: int


def measures_taken(
    reader: Reader, indicator: Indicator, place: str, first: date, last: date
) -> list[Done]:
    """Return what was done for a figure at a place, as known now, oldest first."""
    found = [
        Done(measure, day, number)
        for measure in indicator.measures
        for day, number in reader.query(
            f"""
            SELECT CAST({measure.at} AS DATE) AS day, count(*) AS done_n
            FROM {measure.feed.name}
            WHERE {measure.only}
                AND CAST({measure.at} AS DATE) BETWEEN $first AND $last
                AND ($place = $whole OR {measure.feed.reporter} = $place)
            GROUP BY day
            """,
            {"first": first, "last": last, "place": place, "whole": WHOLE},
        )
    ]
    return sorted(found, key=lambda done: done.day)


def marks(
    reader: Reader,
    feeds: Sequence[str],
    first: date,
    last: date,
    known_at: datetime | None = None,
) -> list[Mark]:
    """Return the days of which a report came late or was corrected, by place and day."""
    rows = reader.query(
        """
        SELECT
            coalesce(place, '') AS place,
            day_to AS day,
            count(*) FILTER (WHERE mode = 'late') AS late_n,
            count(*) FILTER (WHERE mode IN ('correction', 'void', 'undo')) AS corrected_n
        FROM delivery
        WHERE verdict = 'accepted'
            AND list_contains($feeds, feed)
            AND day_to BETWEEN $first AND $last
            AND mode IN ('late', 'correction', 'void', 'undo')
            AND ($known_at IS NULL OR received_at <= $known_at)
        GROUP BY ALL
        ORDER BY day, place
        """,
        {"feeds": list(feeds), "first": first, "last": last, "known_at": known_at},
    )
    return [Mark(*row) for row in rows]
