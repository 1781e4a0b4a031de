"""The registers: which units and posts there are, as far as anybody has said so.

The catalogue gives their first contents; lists that are handed in add to them, rename and
close entries. What is in force is of the store.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

from lishui_dash.catalogue.places import CITY_LEVEL
from lishui_dash.catalogue.posts import POSTS, Post
from lishui_dash.catalogue.units import CITY_COMMAND, UNITS, Unit
from lishui_dash.spec import Feed, Register, UnitKind


@dataclass(frozen=True, eq=False)
class Registers:
    """Units and posts by code, closed ones included, and who stands for whom."""

    units: Mapping[str, Unit]
    posts: Mapping[str, Post]

    def command_of(self, place: str) -> Unit:
        """Return the command centre of a place; the city's where it has none."""
        city = place == CITY_LEVEL
        kind = UnitKind.CITY_COMMAND if city else UnitKind.COMMAND
        found = self.units_of(kind, place)
        return found[0] if found else self.units[CITY_COMMAND]

    def reporter_of(self, code: str) -> str:
        """Return the unit that reports for a unit: villages go through their township."""
        unit = self.units[code]
        if unit.kind is UnitKind.VILLAGE and unit.parent is not None:
            return unit.parent
        return code

    def units_of(self, kind: UnitKind, place: str) -> tuple[Unit, ...]:
        """Return the units of one kind at a place that are not closed, in their order."""
        return self._by_kind.get((kind, place), ())

    def unit_for(self, feed: Feed, place: str) -> Unit | None:
        """Return the unit that reports for a place when a file names the place alone.

        It is the one unit there of a kind that owes the report: for supplies, the store of
        the county. None where there is none, or where several report for themselves.
        """
        if feed.column(feed.reporter).refers_to is Register.PLACE:
            return self.command_of(place)
        for kind in feed.reporters:
            found = self.units_of(kind, place)
            if len(found) == 1:
                return found[0]
        return None

    def stands_for(self, feed: Feed, unit: Unit) -> Unit:
        """Return the unit whose report it is when `unit` is named as the reporter.

        A command centre that does not owe the report itself speaks for the one unit of its
        place that does: the stock it reports is that of its store.
        """
        is_command = unit.kind in (UnitKind.COMMAND, UnitKind.CITY_COMMAND)
        if is_command and feed.reporters and unit.kind not in feed.reporters:
            return self.unit_for(feed, unit.place) or unit
        return unit

    def under(self, code: str) -> tuple[str, ...]:
        """Return a unit and all that stand below it, by code."""
        found = [code]
        for one in found:
            found += [c for c in self._children.get(one, ()) if c not in found]
        return tuple(found)

    @cached_property
    def _children(self) -> Mapping[str, tuple[str, ...]]:
        found: dict[str, tuple[str, ...]] = {}
        for unit in self.units.values():
            if unit.parent is not None and unit.parent != unit.code:
                found[unit.parent] = (*found.get(unit.parent, ()), unit.code)
        return found

    @cached_property
    def _by_kind(self) -> Mapping[tuple[UnitKind, str], tuple[Unit, ...]]:
        found: dict[tuple[UnitKind, str], tuple[Unit, ...]] = {}
        for unit in self.units.values():
            if unit.closed is None:
                key = (unit.kind, unit.place)
                found[key] = (*found.get(key, ()), unit)
        return found


DECLARED = Registers(UNITS, POSTS)
