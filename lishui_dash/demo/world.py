"""What all feeds of one run of the demo agree on: who exists, where, and what is held."""

from __future__ import annotations

import zlib
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property

import numpy as np
import pyarrow as pa

from lishui_dash.catalogue.places import CITY_LEVEL, COUNTIES, PLACES, ZONE
from lishui_dash.catalogue.units import UNITS, command_of, units_of
from lishui_dash.demo.rows import Array, pick
from lishui_dash.demo.scale import Extent
from lishui_dash.demo.staff import Staff, staff
from lishui_dash.demo.stock import Script, Stock
from lishui_dash.spec import UnitKind

PLACE_CODES = tuple(place.code for place in PLACES)
UNIT_CODES = tuple(UNITS)

FIRST_RESERVE = 30_000
"""People on the roster who stand at no post; those below it are on the rota."""
FIRST_HUBEI = 85_000
FIRST_OF_STORIES = 86_000
FIRST_MEMBER = 100_000
FIRST_VOLUNTEER = 120_000


@dataclass
class World:
    """One run of the demo. `scripts` are the storylines' own stocks."""

    extent: Extent
    scripts: dict[tuple[str, str], Script] = field(default_factory=dict)

    @property
    def share(self) -> float:
        return self.extent.share

    @cached_property
    def staff(self) -> Staff:
        return staff(self.share)

    @cached_property
    def stock(self) -> Stock:
        return Stock(self.staff.needs, self.scripts)

    def chance(self, feed: str, day: date) -> np.random.Generator:
        """Return the same dice for the same feed and day, every time."""
        return np.random.default_rng([zlib.crc32(feed.encode()), day.toordinal()])

    def count(self, full: float, least: int = 1) -> int:
        """Return how many of the city's `full` are shown."""
        return max(least, round(full * self.share))


def population_weights(*, zone: float = 0.02, city: float = 0.0) -> list[float]:
    """Return each place's part of the people, in the order of PLACE_CODES."""
    known = {place.code: float(place.population or 0) for place in PLACES}
    total = sum(known[code] for code in COUNTIES)
    extra = {ZONE: zone * total, CITY_LEVEL: city * total}
    return [extra.get(code, known[code]) for code in PLACE_CODES]


def units_at(kind: UnitKind, place: str) -> tuple[str, ...]:
    """Return the codes of one kind of unit; the zone and the city use 莲都's villages."""
    if kind in (UnitKind.VILLAGE, UnitKind.TOWNSHIP) and place in (ZONE, CITY_LEVEL):
        place = "331102"
    found = tuple(unit.code for unit in units_of(kind, place))
    return found or (command_of(place).code,)


def units_by_place(kind: UnitKind, places: Array, turn: Array) -> pa.Array:
    """Return for each row a unit of its place: number `turn`, counted round."""
    which = np.zeros(len(places), np.int64)
    known = {code: number for number, code in enumerate(UNIT_CODES)}
    for code in np.unique(places).tolist():
        there = np.array([known[unit] for unit in units_at(kind, code)])
        rows = places == code
        which[rows] = there[turn[rows] % len(there)]
    return pick(UNIT_CODES, which)


def commands(places: Array) -> pa.Array:
    """Return for each row the command centre of its place."""
    codes, which = np.unique(places, return_inverse=True)
    return pick([command_of(code).code for code in codes.tolist()], which)


def codes(values: Array) -> pa.Array:
    """Return an array of texts as labels, each written once."""
    labels, which = np.unique(values, return_inverse=True)
    return pick(labels.tolist(), which)
