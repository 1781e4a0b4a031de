"""What every store, hospital, township and clinic holds and uses, day after day.

Use follows the people on duty and the norms of what they wear. A unit is filled up again
once a week, its county's store every day; a store hands on what it takes in. Every day
opens with what the day before closed with.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta

import numpy as np
import numpy.typing as npt

from lishui_dash.catalogue.places import CITY_LEVEL, PLACES
from lishui_dash.catalogue.ppe_norms import PPE_NORMS
from lishui_dash.catalogue.supplies import ITEMS
from lishui_dash.catalogue.units import UNITS, Unit
from lishui_dash.demo.plan import N95_A_DAY, Need
from lishui_dash.demo.scale import START
from lishui_dash.spec import UnitKind

Floats = npt.NDArray[np.float64]

ITEM_CODES = tuple(ITEMS)
HOLDERS: tuple[Unit, ...] = tuple(
    unit
    for unit in UNITS.values()
    if unit.kind
    in (
        UnitKind.STORE,
        UnitKind.HOSPITAL,
        UnitKind.TOWNSHIP,
        UnitKind.CLINIC,
        UnitKind.DEPARTMENT,
    )
)
CENTRAL = ("n95_medical", "coverall")
"""Held by the county's store alone, which hands them out by the day."""

_COMMUNITY_ITEMS = frozenset(
    {"mask_surgical", "mask_disposable", "hand_sanitizer", "alcohol_75", "disinfectant_84"}
)
_BY_HEAD = {"chlorine_tablet": 120.0, "pcr_kit": 25.0, "kn95": 3.0}
"""Used a day at a place where the norms ask for none."""
_DURABLE_STOCK = {UnitKind.STORE: 60, UnitKind.HOSPITAL: 40}
_WEIGHT = {
    True: {UnitKind.HOSPITAL: 3.0, UnitKind.TOWNSHIP: 2.0, UnitKind.CLINIC: 1.0},
    False: {UnitKind.HOSPITAL: 10.0, UnitKind.CLINIC: 1.0},
}
_FORESEEN = 14
_LEAST = 1.5
"""A unit that would use less than this a day has none of the item, and reports 0."""


@dataclass(frozen=True)
class Movement:
    """A day's movement of one item at one unit, as a storyline tells it."""

    consumed: float
    purchased: float = 0
    transferred_in: float = 0
    transferred_out: float = 0


@dataclass(frozen=True)
class Script:
    """A storyline's own stock: what it begins with, and each day's movement."""

    beginning: float
    movement: Callable[[date], Movement]


@dataclass(frozen=True)
class StockDay:
    """One day's figures, units down and items across. `holds` tells which rows exist."""

    holds: npt.NDArray[np.bool_]
    opening: Floats
    purchased: Floats
    allocated_in: Floats
    transferred_in: Floats
    transferred_out: Floats
    consumed: Floats
    closing: Floats


class Stock:
    """The stock of the city, told forward one day at a time."""

    def __init__(
        self, wanted: tuple[Need, ...], scripts: Mapping[tuple[str, str], Script]
    ) -> None:
        self._place = np.array([_PLACE_NO[unit.place] for unit in HOLDERS])
        self._is_store = np.array([unit.kind is UnitKind.STORE for unit in HOLDERS])
        self._demand = _Demand(wanted)
        self._holds = _may_hold()
        self._shares = _shares(self._holds, self._place, self._demand.on(START))
        self._scripts = [
            (_UNIT_NO[unit], ITEM_CODES.index(item), script)
            for (unit, item), script in scripts.items()
        ]
        self._begin()

    def on(self, day: date) -> StockDay:
        """Return the figures of `day`; asking for a day before the last starts anew."""
        if self._day is not None and day < self._day:
            self._begin()
        while self._day is None or self._day < day:
            self._next()
        return self._figures

    def _begin(self) -> None:
        self._day: date | None = None
        rates = self._rates(START)
        self._left = np.random.default_rng(20200123).random(rates.shape)
        self._closing = np.round(self._target(self._ahead(START)))
        for unit, item, script in self._scripts:
            self._closing[unit, item] = script.beginning

    def _next(self) -> None:
        day = START if self._day is None else self._day + timedelta(days=1)
        rates, opening = self._rates(day), self._closing
        wobble = np.random.default_rng(day.toordinal()).uniform(0.96, 1.04, rates.shape)
        wanted = self._left + rates * wobble
        consumed = np.minimum(np.floor(wanted), opening)
        self._left = wanted - np.floor(wanted)
        turn = (np.arange(len(HOLDERS)) + day.toordinal()) % 7 == 0
        filled = turn[:, None] & ~self._is_store[:, None]
        wanted_on_hand = np.round(self._target(self._ahead(day)))
        missing = np.maximum(wanted_on_hand - opening + consumed, 0)
        came = np.where(filled, missing, 0.0)
        from_store = came * self._fed[:, None]
        out = np.zeros_like(came)
        per_place = np.zeros((len(PLACES), came.shape[1]))
        np.add.at(per_place, self._place, from_store)
        out[self._is_store] = per_place[self._place[self._is_store]]
        bought = np.where(self._is_store[:, None], missing + out, came - from_store)
        ordered = from_store * self._by_order[:, None]
        allocated = from_store - ordered
        for unit, item, script in self._scripts:
            move = script.movement(day)
            consumed[unit, item], bought[unit, item] = move.consumed, move.purchased
            ordered[unit, item] = move.transferred_in
            out[unit, item] = move.transferred_out
        closing = opening + bought + allocated + ordered - out - consumed
        self._day, self._closing = day, closing
        self._figures = StockDay(
            self._holds, opening, bought, allocated, ordered, out, consumed, closing
        )

    @property
    def _fed(self) -> Floats:
        """1 where the county's store fills the unit up, 0 where it buys itself."""
        fed = np.array(
            [u.place != CITY_LEVEL and u.kind is not UnitKind.STORE for u in HOLDERS]
        )
        return fed.astype(float)

    @property
    def _by_order(self) -> Floats:
        """1 where what the store sends goes by a transfer order: the hospitals."""
        return np.array([u.kind is UnitKind.HOSPITAL for u in HOLDERS]).astype(float)

    def _rates(self, day: date) -> Floats:
        rates: Floats = self._shares * self._demand.on(day)[self._place]
        return rates

    def _ahead(self, day: date) -> Floats:
        """Return the rates to be ready for: those of the day or of two weeks later."""
        later = day + timedelta(days=_FORESEEN)
        return np.maximum(self._rates(day), self._rates(later))

    def _target(self, rates: Floats) -> Floats:
        """Return what a full store holds: some three weeks, more where use is small."""
        days = 22.0 + (np.arange(len(HOLDERS)) % 5)[:, None] + np.where(rates < 5, 6, 0)
        reserve = np.where(self._is_store[:, None], self._demand.on(START)[self._place], 0)
        return rates * days + reserve * self._spare + _durables()

    @property
    def _spare(self) -> Floats:
        """Days of the whole county's use that its store keeps besides, by item."""
        central = np.array([item in CENTRAL for item in ITEM_CODES])
        return np.where(central, 0.0, 1.5)


_PLACE_NO = {place.code: number for number, place in enumerate(PLACES)}
_UNIT_NO = {unit.code: number for number, unit in enumerate(HOLDERS)}


class _Demand:
    """What a place uses a day of each item: people on duty times what they wear."""

    def __init__(self, wanted: tuple[Need, ...]) -> None:
        far = date(2020, 12, 31)
        self._first = np.array([need.start.toordinal() for need in wanted])
        self._last = np.array([(need.end or far).toordinal() for need in wanted])
        self._place = np.array([_PLACE_NO[need.post.place] for need in wanted])
        self._worn = np.array(
            [
                [
                    need.number * PPE_NORMS.get(need.post.type, {}).get(item, 0.0)
                    for item in ITEM_CODES
                ]
                for need in wanted
            ]
        )
        self._known: dict[date, Floats] = {}

    def on(self, day: date) -> Floats:
        """Return places down, items across."""
        if day not in self._known:
            ordinal = day.toordinal()
            on_duty = (self._first <= ordinal) & (ordinal <= self._last)
            found = np.zeros((len(PLACES), len(ITEM_CODES)))
            np.add.at(found, self._place[on_duty], self._worn[on_duty])
            self._known[day] = _completed(found)
        return self._known[day]


def _completed(worn: Floats) -> Floats:
    """Return what is used where the norms say nothing: the city, tablets, test kits."""
    used = worn * 1.04
    city = _PLACE_NO[CITY_LEVEL]
    used[city] = np.where(used[city] > 0, used[city], used.sum(axis=0) * 0.08)
    for item, at_least in _BY_HEAD.items():
        column = ITEM_CODES.index(item)
        used[:, column] = np.where(used[:, column] > 0, used[:, column], at_least)
    masks = ITEM_CODES.index("n95_medical")
    used[:, masks] = [N95_A_DAY[place.code] for place in PLACES]
    for number, listed in enumerate(ITEMS.values()):
        if listed.kind == "durable":
            used[:, number] = 0.0
    return used


def _may_hold() -> npt.NDArray[np.bool_]:
    central = np.array([item in CENTRAL for item in ITEM_CODES])
    keeps = np.array(
        [unit.kind is UnitKind.STORE or unit.code.startswith("LS-H") for unit in HOLDERS]
    )
    holds: npt.NDArray[np.bool_] = keeps[:, None] | ~central[None, :]
    return holds


def _shares(
    holds: npt.NDArray[np.bool_], place: npt.NDArray[np.int64], demand: Floats
) -> Floats:
    """Return which part of its place's use falls to each unit, item by item."""
    weights = np.zeros((len(HOLDERS), len(ITEM_CODES)))
    for column, item in enumerate(ITEM_CODES):
        by_kind = _WEIGHT[item in _COMMUNITY_ITEMS]
        weights[:, column] = [_weight(unit, item, by_kind) for unit in HOLDERS]
    weights *= holds
    for _ in range(3):
        shares = _normed(weights, place)
        weights = np.where(shares * demand[place] < _LEAST, 0.0, weights)
    is_store = np.array([unit.kind is UnitKind.STORE for unit in HOLDERS])
    empty = _sums(weights, place)[place] == 0
    weights = np.where(empty & is_store[:, None] & holds, 1.0, weights)
    return _normed(weights, place)


def _weight(unit: Unit, item: str, by_kind: Mapping[UnitKind, float]) -> float:
    if item in CENTRAL:
        keeps = unit.kind is UnitKind.STORE and unit.place != CITY_LEVEL
        return float(keeps or unit.code.startswith("LS-H"))
    if unit.kind is UnitKind.DEPARTMENT:
        return 1.0 if item in _COMMUNITY_ITEMS else 0.0
    if unit.kind is UnitKind.STORE:
        return 0.0 if unit.place in _WITH_HOSPITAL else 1.0
    return by_kind.get(unit.kind, 0.0)


_WITH_HOSPITAL = frozenset(unit.place for unit in HOLDERS if unit.kind is UnitKind.HOSPITAL)


def _normed(weights: Floats, place: npt.NDArray[np.int64]) -> Floats:
    sums = _sums(weights, place)[place]
    return np.divide(weights, sums, out=np.zeros_like(weights), where=sums > 0)


def _sums(weights: Floats, place: npt.NDArray[np.int64]) -> Floats:
    sums = np.zeros((len(PLACES), weights.shape[1]))
    np.add.at(sums, place, weights)
    return sums


def _durables() -> Floats:
    """Return how many thermometers each unit has."""
    durable = np.array([item.kind == "durable" for item in ITEMS.values()])
    counts = np.array([_DURABLE_STOCK.get(unit.kind, 8) for unit in HOLDERS])
    return np.where(durable[None, :], counts[:, None], 0).astype(float)
