"""The readings of a business day and of the days before it, ready to be asked.

Two statements fetch everything a page needs; the rest is looking up.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from lishui_dash.catalogue import Catalogue
from lishui_dash.catalogue.places import PLACES, WHOLE
from lishui_dash.catalogue.registers import Registers
from lishui_dash.readings.past import past
from lishui_dash.readings.reading import WORST_FIRST, Reading, Status
from lishui_dash.readings.recall import by_figure, recall
from lishui_dash.spec import Better, Indicator, Kind
from lishui_dash.store.engine import Engine
from lishui_dash.views.moment import Moment

DAYS = 14


@dataclass(frozen=True)
class Board:
    """`today` is by indicator, place and item; `past` by indicator and place, items left
    out, oldest first, the day itself included."""

    catalogue: Catalogue
    registers: Registers
    as_of: date
    today: Mapping[tuple[str, str, str], Reading]
    past: Mapping[tuple[str, str], Sequence[Reading]]

    @property
    def days(self) -> tuple[date, ...]:
        """The days of a trend, oldest first; the last is the day itself."""
        return tuple(self.as_of - timedelta(days=DAYS - 1 - at) for at in range(DAYS))

    def at(
        self, indicator: Indicator, place: str = WHOLE, item: str = ""
    ) -> Reading | None:
        return self.today.get((indicator.name, place, item))

    def status(self, indicator: Indicator, place: str = WHOLE) -> Status:
        """Return the status; MISSING where no reading was ever taken."""
        reading = self.at(indicator, place)
        return Status.MISSING if reading is None else reading.status

    def before(self, indicator: Indicator, place: str = WHOLE) -> Sequence[Reading]:
        """Return the readings of the days before and of the day itself, oldest first."""
        return self.past.get((indicator.name, place), ())

    def parts(self, indicator: Indicator, place: str = WHOLE) -> list[Reading]:
        """Return the readings a value is made of: of places, of items, or of both."""
        places = [p.code for p in PLACES] if place == WHOLE else [place]
        if place != WHOLE and not indicator.item:
            return []
        wants_item = bool(indicator.item)
        return [
            reading
            for (name, at, item), reading in self.today.items()
            if name == indicator.name and at in places and bool(item) == wants_item
        ]

    def worst_part(self, indicator: Indicator, place: str = WHOLE) -> Reading | None:
        """Return the part that asks most loudly for somebody; None where all are alike."""
        told = [r for r in self.parts(indicator, place) if value_of(r) is not None]
        if len({r.value for r in told}) < 2 and len(told) != 1:
            return None
        order = [place.code for place in PLACES]
        return min(
            told,
            key=lambda r: (*badness(indicator, r), order.index(r.place), r.item),
            default=None,
        )

    def missing_places(self, indicator: Indicator) -> list[str]:
        """Return the places of which the figure is missing, in display order."""
        return [
            place.code
            for place in PLACES
            if (found := self.at(indicator, place.code)) is not None
            and found.status is Status.MISSING
        ]

    def since(self, indicator: Indicator, place: str = WHOLE) -> date:
        """Return the first day of the unbroken run of today's status or a worse one.

        At most `DAYS` back: a longer run reads as `days[0]`.
        """
        rank = WORST_FIRST.index(self.status(indicator, place))
        by_day = {r.as_of: r.status for r in self.before(indicator, place)}
        first = self.as_of
        for day in reversed(self.days):
            status = by_day.get(day)
            if status is None or WORST_FIRST.index(status) > rank:
                break
            first = day
        return first


def board(engine: Engine, moment: Moment, indicator: Indicator | None = None) -> Board:
    """Return the board of a moment: of every indicator, or of one."""
    name = indicator.name if indicator else None
    today = recall(engine, moment.as_of, known_at=moment.known_at, indicator=name)
    if indicator is None:
        before = past(engine, moment.as_of, days=DAYS, known_at=moment.known_at)
    else:
        before = by_figure(
            recall(
                engine,
                moment.as_of,
                known_at=moment.known_at,
                indicator=name,
                item="",
                days=DAYS,
            )
        )
    return board_of(engine.catalogue, engine.registers, moment.as_of, today, before)


def board_of(
    catalogue: Catalogue,
    registers: Registers,
    as_of: date,
    today: Iterable[Reading],
    past: Mapping[tuple[str, str], Sequence[Reading]],
) -> Board:
    found = {(r.indicator, r.place, r.item): r for r in today}
    return Board(catalogue, registers, as_of, found, past)


def value_of(reading: Reading | None) -> float | None:
    """Return the value that may be shown as current; a stale one may not."""
    if reading is None or reading.status is Status.MISSING:
        return None
    return reading.value


def is_critical(indicator: Indicator, value: float | None) -> bool:
    """Whether the value lies beyond the line from which the wall flashes."""
    line = indicator.threshold.critical
    if value is None or line is None:
        return False
    return value < line if indicator.better is Better.HIGHER else value > line


def badness(indicator: Indicator, reading: Reading) -> tuple[int, bool, float]:
    """Return a key that sorts readings of one indicator worst first."""
    rank = WORST_FIRST.index(reading.status)
    value = value_of(reading)
    if value is None:
        return rank, True, 0.0
    calm = not is_critical(indicator, value)
    band = indicator.threshold.green_band
    if indicator.threshold.kind is Kind.BAND and band:
        return rank, calm, -max(band[0] - value, value - band[1])
    return rank, calm, -value if indicator.better is Better.LOWER else value
