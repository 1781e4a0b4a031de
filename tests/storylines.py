"""A storyline told alone through the real intake, and what is asked of it."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, datetime

from lishui_dash.actions.desk import open_desk
from lishui_dash.actions.redistribution import Move, suggestions
from lishui_dash.demo import only
from lishui_dash.readings.reading import Reading
from lishui_dash.readings.recall import recall
from lishui_dash.store.engine import Engine


@contextmanager
def told(number: str, until: datetime = datetime(2020, 12, 31)) -> Iterator[Engine]:
    desk = open_desk()
    for morning in only(number):
        if morning.at <= until:
            desk.receive_many(morning.arrivals)
    refused = desk.engine.query("SELECT count(*) FROM delivery WHERE verdict <> 'accepted'")
    assert refused == [(0,)]
    yield desk.engine
    desk.engine.close()


def the(
    engine: Engine,
    indicator: str,
    place: str,
    as_of: str,
    item: str = "",
    known_at: str | None = None,
) -> Reading:
    """Return the one reading, as known now or at `known_at`."""
    found = recall(
        engine,
        date.fromisoformat(as_of),
        known_at=datetime.fromisoformat(known_at) if known_at else None,
        indicator=indicator,
        place=place,
    )
    [reading] = [reading for reading in found if reading.item == item]
    return reading


def moves(engine: Engine, as_of: str, item: str, known_at: str | None = None) -> list[Move]:
    moment = datetime.fromisoformat(known_at) if known_at else None
    found = suggestions(engine, date.fromisoformat(as_of), known_at=moment)
    return [move for move in found if move.item == item]
