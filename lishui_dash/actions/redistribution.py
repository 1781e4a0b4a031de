"""Who can spare supplies for whom: suggestions, never orders.

A recipient is lifted to LIFT_DAYS of supply, a donor keeps KEEP_DAYS. Recipients come in
order of their days of supply; donors are the city store first, then neighbours, then
whoever can spare most. Whole boxes only. A suggestion is carried out by a
`supply_transfers` row with its approval.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from lishui_dash.catalogue.places import CITY_LEVEL, WHOLE, place
from lishui_dash.catalogue.supplies import ITEMS
from lishui_dash.readings.reading import Reading, Status
from lishui_dash.readings.recall import recall
from lishui_dash.store.engine import Reader

KEEP_DAYS = 14
LIFT_DAYS = 7


@dataclass(frozen=True)
class Stock:
    """What one place holds of one item: on hand, used a day, arriving within three days."""

    place: str
    item: str
    on_hand: float
    burn_rate: float
    arriving: float = 0.0

    @property
    def days(self) -> float:
        return self.on_hand / self.burn_rate if self.burn_rate else math.inf


@dataclass(frozen=True)
class Move:
    """A suggested transfer in base units, and the days of supply both sides then have."""

    item: str
    donor: str
    recipient: str
    quantity: float
    donor_days_after: float
    recipient_days_after: float


def suggestions(
    reader: Reader, as_of: date, known_at: datetime | None = None
) -> list[Move]:
    """Return the moves suggested for one day, the most urgent recipient first."""
    readings = recall(reader, as_of, known_at=known_at, indicator="M08_DAYS_SUPPLY")
    return suggest(stocks_of(readings))


def stocks_of(readings: Iterable[Reading]) -> list[Stock]:
    """Return what can be moved, from the readings of M08_DAYS_SUPPLY of one day."""
    return [
        Stock(
            r.place,
            r.item,
            r.numerator or 0.0,
            r.denominator or 0.0,
            r.extras.get("arriving", 0),
        )
        for r in readings
        if r.item
        and r.place != WHOLE
        and r.numerator is not None
        and (r.status is not Status.MISSING or not r.denominator)
        and ITEMS[r.item].kind == "consumable"
    ]


def suggest(stocks: Iterable[Stock]) -> list[Move]:
    """Return the moves for any number of items; conserves stock, donors keep KEEP_DAYS."""
    by_item: dict[str, list[Stock]] = {}
    for stock in stocks:
        by_item.setdefault(stock.item, []).append(stock)
    moves = [move for item, held in by_item.items() for move in _moves(item, held)]
    return sorted(moves, key=lambda move: move.recipient_days_after)


def _moves(item: str, held: Sequence[Stock]) -> list[Move]:
    box = ITEMS[item].box_size
    spare = {s.place: _boxes_down(s.on_hand - KEEP_DAYS * s.burn_rate, box) for s in held}
    left = {stock.place: stock.on_hand for stock in held}
    burn = {stock.place: stock.burn_rate for stock in held}
    moves: list[Move] = []
    for needy in sorted(held, key=lambda stock: (stock.days, stock.place)):
        short = LIFT_DAYS * needy.burn_rate - needy.on_hand - needy.arriving
        need: float = math.ceil(round(short / box, 6)) * box if short > 0 else 0
        for donor in _donors(needy.place, spare):
            quantity = min(need, spare[donor])
            if quantity <= 0:
                continue
            need -= quantity
            spare[donor] -= quantity
            left[donor] -= quantity
            left[needy.place] += quantity
            moves.append(
                Move(
                    item,
                    donor,
                    needy.place,
                    quantity,
                    _days(left[donor], burn[donor]),
                    _days(left[needy.place], needy.burn_rate),
                )
            )
    return moves


def _donors(recipient: str, spare: dict[str, float]) -> list[str]:
    neighbours = place(recipient).neighbours
    return sorted(
        (donor for donor in spare if donor != recipient),
        key=lambda donor: (
            donor != CITY_LEVEL,
            donor not in neighbours,
            -spare[donor],
            donor,
        ),
    )


def _boxes_down(quantity: float, box: int) -> float:
    return max(0, math.floor(round(quantity / box, 6))) * box


def _days(on_hand: float, burn_rate: float) -> float:
    return on_hand / burn_rate if burn_rate else math.inf
