"""What may be chosen in a cell of a form: the codes of a list, or names of a register.

Of units, posts and communities there are thousands; a form made for one unit offers those
that this unit has to do with.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from lishui_dash.catalogue.places import CITY_LEVEL, PLACES
from lishui_dash.catalogue.posts import POSTS
from lishui_dash.catalogue.supplies import ITEMS
from lishui_dash.catalogue.units import UNITS, Unit, command_of
from lishui_dash.spec import Column, Feed, Register, Type, UnitKind


@dataclass(frozen=True)
class Filler:
    """Who fills a form in, and for which day, where that is known."""

    unit: Unit | None = None
    day: date | None = None


ANYBODY = Filler()


def choices(feed: Feed, column: Column, filler: Filler = ANYBODY) -> tuple[str, ...]:
    """Return what may be written in the column; nothing where that cannot be listed."""
    if column.codes:
        return tuple(code.words.hans for code in column.codes.codes)
    if column.type is Type.BOOLEAN:
        return ("是", "否")
    if column.refers_to is Register.PLACE:
        return tuple(place.words.hans for place in PLACES)
    if column.refers_to is Register.ITEM:
        return tuple(item.words.hans for item in ITEMS.values())
    if column.refers_to is None or filler.unit is None:
        return ()
    if column.refers_to is Register.POST:
        return tuple(dict.fromkeys(_posts(filler.unit, filler.day)))
    if column.refers_to is Register.COMMUNITY:
        return tuple(unit.words.hans for unit in _villages(filler.unit))
    if column.name == feed.reporter:
        reporting = (filler.unit, *_villages_reported_by(filler.unit))
        return tuple(unit.words.hans for unit in reporting)
    return tuple(dict.fromkeys(unit.words.hans for unit in _units(filler.unit)))


def _posts(unit: Unit, day: date | None) -> Iterator[str]:
    """Yield the posts of a township, or all of a place, that are manned that day."""
    for post in POSTS.values():
        is_own = post.township == unit.code or post.lead_unit == unit.code
        is_open = day is None or (
            post.opened <= day and (post.closed is None or day < post.closed)
        )
        in_place = unit.kind is not UnitKind.TOWNSHIP and post.place == unit.place
        if is_open and (is_own or in_place):
            yield post.words.hans


def _villages(unit: Unit) -> Iterator[Unit]:
    for village in UNITS.values():
        if village.kind is UnitKind.VILLAGE and (
            village.parent == unit.code
            if unit.kind is UnitKind.TOWNSHIP
            else village.place == unit.place
        ):
            yield village


def _villages_reported_by(unit: Unit) -> Iterator[Unit]:
    return _villages(unit) if unit.kind is UnitKind.TOWNSHIP else iter(())


def _units(unit: Unit) -> Iterator[Unit]:
    """Yield the unit, its villages, its command centre, its place, the city's bodies."""
    yield unit
    yield from _villages_reported_by(unit)
    yield command_of(unit.place)
    for at in dict.fromkeys((unit.place, CITY_LEVEL)):
        for other in UNITS.values():
            if other.place == at and other.kind is not UnitKind.VILLAGE:
                yield other
