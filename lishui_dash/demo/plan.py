"""How many people each post needs, shift by shift, over the campaign."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta
from functools import cache

from lishui_dash.catalogue.places import CITY_LEVEL, PLACES, ZONE
from lishui_dash.catalogue.posts import POSTS, Post
from lishui_dash.catalogue.units import UNITS
from lishui_dash.demo.rows import spread
from lishui_dash.demo.scale import START
from lishui_dash.spec import UnitKind

SHIFTS = ("day", "mid", "night")
ROAD = frozenset({"expressway_cp", "provincial_cp", "road_cp", "station"})
MEDICAL = frozenset(
    {
        "designated_hospital",
        "fever_clinic",
        "lab",
        "transfer",
        "isolation_point",
        "primary_care",
    }
)
COMMUNITY = frozenset({"community_gate", "community_work"})

ROADS_WITHDRAWN = date(2020, 2, 19)
ROAD_NEED, ROAD_NEED_KEPT = 1296, 402
"""Persons a day at all road posts, and at those that stayed after 02-19."""
WENXI = "CP-331121-02"
CREW_LAST = date(2020, 2, 13)
"""Until this day six people hold the 温溪 exit alone, in two shifts of twelve hours."""
IMPORTED_CASES = date(2020, 3, 1)
SURGE_LAST, SURGE_NEED = date(2020, 3, 20), 150
"""More people at the isolation points of 青田 after the imported cases."""

N95_A_DAY: Mapping[str, int] = {
    "331102": 300,
    "331121": 150,
    "331122": 140,
    "331123": 100,
    "331124": 90,
    "331125": 60,
    "331126": 70,
    "331127": 60,
    "331181": 110,
    ZONE: 30,
    CITY_LEVEL: 240,
}
"""Medical masks used a day in a quiet week: the medical posts are sized from it."""

_PER_N95 = {
    "designated_hospital": 0.10,
    "fever_clinic": 0.19,
    "lab": 0.04,
    "transfer": 0.02,
    "isolation_point": 0.15,
}
_PER_VILLAGE = {"community_work": 4.4, "community_gate": 2.3}
_FLAT = {"warehouse": 3, "command": 10}
_SHIFTS_OF = {
    "community_work": ("day",),
    "primary_care": ("day",),
    "warehouse": ("day",),
    "lab": ("day", "mid"),
    "transfer": ("day", "night"),
    "command": ("day", "night"),
}


@dataclass(frozen=True)
class Need:
    """So many people at one post and shift, from `start` until `end` (the last day).

    `by_crew`: the people of a storyline fill it, not the ordinary rota.
    """

    post: Post
    shift: str
    start: date
    end: date | None
    number: int
    by_crew: bool = False


@cache
def needs(share: float = 1.0) -> tuple[Need, ...]:
    """Return every need of the campaign; posts that are not medical shrink to `share`."""
    found = [*_road_needs(), *_other_needs()]
    return tuple(
        need
        if need.by_crew or need.post.type in MEDICAL
        else replace(need, number=max(1, round(need.number * share)))
        for need in found
        if need.number
    )


def withdrawn(post: Post) -> bool:
    return post.type in ROAD and post.closed == ROADS_WITHDRAWN


def _last_day(post: Post) -> date | None:
    return post.closed - timedelta(days=1) if post.closed else None


def _road_needs() -> Iterator[Need]:
    roads = [post for post in POSTS.values() if post.type in ROAD]
    for gone, total in ((True, ROAD_NEED - ROAD_NEED_KEPT), (False, ROAD_NEED_KEPT)):
        posts = [post for post in roads if withdrawn(post) == gone]
        slots = [(post, shift) for post in posts for shift in SHIFTS]
        for (post, shift), number in zip(
            slots, spread(total, [1.0] * len(slots)), strict=True
        ):
            start = max(post.opened, START)
            if post.id == WENXI:
                if shift != "mid":
                    yield Need(post, shift, start, CREW_LAST, 3, by_crew=True)
                start = CREW_LAST + timedelta(days=1)
            yield Need(post, shift, start, _last_day(post), number)


def _other_needs() -> Iterator[Need]:
    for place in PLACES:
        for type_ in (*_PER_N95, "primary_care", *_PER_VILLAGE, *_FLAT):
            posts = [
                post
                for post in POSTS.values()
                if post.place == place.code and post.type == type_
            ]
            slots = [(p, s) for p in posts for s in _SHIFTS_OF.get(type_, SHIFTS)]
            weights = [_weight(post) for post, _ in slots]
            if not slots:
                continue
            total = max(_need(place.code, type_), len(slots))
            numbers = spread(total - len(slots), weights)
            for (post, shift), number in zip(slots, numbers, strict=True):
                yield from _over_time(post, shift, min(number + 1, 200), len(slots))


def _over_time(post: Post, shift: str, number: int, slots: int) -> Iterator[Need]:
    start, end = max(post.opened, START), _last_day(post)
    if post.place == "331121" and post.type == "isolation_point":
        more = number + SURGE_NEED // slots
        after = SURGE_LAST + timedelta(days=1)
        yield Need(post, shift, start, IMPORTED_CASES - timedelta(days=1), number)
        yield Need(post, shift, IMPORTED_CASES, SURGE_LAST, more)
        yield Need(post, shift, after, end, number)
    else:
        yield Need(post, shift, start, end, number)


def _need(place: str, type_: str) -> int:
    """Return the persons a day all posts of one type at one place need."""
    if type_ in _PER_N95:
        return round(_PER_N95[type_] * N95_A_DAY[place])
    if type_ == "primary_care":
        return 2 * _count(UnitKind.CLINIC, place)
    if type_ in _PER_VILLAGE:
        return round(_PER_VILLAGE[type_] * _count(UnitKind.VILLAGE, place))
    return _FLAT[type_]


@cache
def _count(kind: UnitKind, place: str) -> int:
    return sum(unit.kind is kind and unit.place == place for unit in UNITS.values())


@cache
def _villages_of(township: str) -> int:
    return sum(unit.parent == township for unit in UNITS.values())


def _weight(post: Post) -> float:
    if post.type in _PER_VILLAGE and post.township:
        return float(max(_villages_of(post.township), 1))
    return 1.0
