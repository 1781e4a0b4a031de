"""What may be chosen in a cell of a form: the codes of a list, or names of a register.

Of units, posts and communities there are thousands; a form made for one unit offers those
that this unit has to do with.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from lishui_dash.catalogue.places import CITY_LEVEL, PLACES
from lishui_dash.catalogue.registers import DECLARED, Registers
from lishui_dash.catalogue.supplies import ITEMS
from lishui_dash.catalogue.units import Unit
from lishui_dash.spec import Column, Feed, Register, Type, UnitKind


@dataclass(frozen=True)
class Filler:
    """Who fills a form in, and for which day, where that is known.

    `registers` are the units and posts there are: those of the store, where it has some.
    """

    unit: Unit | None = None
    day: date | None = None
    registers: Registers = DECLARED


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
        return tuple(dict.fromkeys(_posts(filler, filler.unit)))
    if column.refers_to is Register.COMMUNITY:
        units = _villages(filler, filler.unit)
    elif column.name == feed.reporter:
        units = _reported_by(filler, filler.unit)
    else:
        units = _neighbours(filler, filler.unit)
    return tuple(dict.fromkeys(unit.words.hans for unit in units))


def _posts(filler: Filler, unit: Unit) -> Iterator[str]:
    """Yield the posts of a township, or all of a place, that are manned that day."""
    for post in filler.registers.posts.values():
        is_own = unit.code in (post.township, post.lead_unit)
        is_open = filler.day is None or (
            post.opened <= filler.day and (post.closed is None or filler.day < post.closed)
        )
        in_place = unit.kind is not UnitKind.TOWNSHIP and post.place == unit.place
        if is_open and (is_own or in_place):
            yield post.words.hans


def _villages(filler: Filler, unit: Unit) -> Iterator[Unit]:
    for village in filler.registers.units_of(UnitKind.VILLAGE, unit.place):
        if unit.kind is not UnitKind.TOWNSHIP or village.parent == unit.code:
            yield village


def _reported_by(filler: Filler, unit: Unit) -> Iterator[Unit]:
    """Yield the unit and, of a township, the villages that it reports for."""
    yield unit
    if unit.kind is UnitKind.TOWNSHIP:
        yield from _villages(filler, unit)


def _neighbours(filler: Filler, unit: Unit) -> Iterator[Unit]:
    """Yield the unit, its villages, its command centre, its place, the city's bodies."""
    yield from _reported_by(filler, unit)
    yield filler.registers.command_of(unit.place)
    for at in dict.fromkeys((unit.place, CITY_LEVEL)):
        for other in filler.registers.units.values():
            is_there = other.place == at and other.closed is None
            if is_there and other.kind is not UnitKind.VILLAGE:
                yield other
