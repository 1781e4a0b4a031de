"""Past days that are kept are the ones that would be read."""

from __future__ import annotations

from datetime import date

from lishui_dash.demo import only
from lishui_dash.intake.receive import Desk
from lishui_dash.readings.past import past
from lishui_dash.readings.recall import by_figure, recall

DAYS = 14


def test_what_is_kept_of_past_days_is_what_would_be_read_anew(desk: Desk) -> None:
    told = list(only("S07"))[-5:]
    moments, seen = [None, told[1].at, told[3].at], 0
    last = max(morning.at for morning in told).date()
    for morning in told:
        desk.receive_many(morning.arrivals)
        for known_at in moments:
            for as_of in (last, date(2020, 2, 13)):
                kept = past(desk.engine, as_of, days=DAYS, known_at=known_at)
                read = by_figure(
                    recall(desk.engine, as_of, known_at=known_at, item="", days=DAYS)
                )
                assert kept == read
                seen += len(kept)
    assert seen
