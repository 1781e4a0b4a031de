"""Which names of a register a name that it lacks may have meant.

Looked for in the bad cells of a file alone: names that share the most characters first,
and of a few of those the likest.
"""

from __future__ import annotations

import difflib
import heapq
from collections.abc import Collection, Mapping
from functools import cache

from lishui_dash.catalogue.places import PLACES
from lishui_dash.catalogue.registers import Registers
from lishui_dash.catalogue.spellings import mistyped
from lishui_dash.catalogue.supplies import ITEMS
from lishui_dash.intake.spellings import Spellings
from lishui_dash.spec import Register, UnitKind
from lishui_dash.store.spelling import fold

_MOST_NAMED = 3
_MOST_COMPARED = 24
_LIKE_ENOUGH = 0.5
_MOST_LOOKED_FOR = 100
"""Names of one file that are looked for: whoever misspelt more chose the wrong table."""


class Nearest:
    def __init__(self, spellings: Spellings, registers: Registers) -> None:
        self._spellings = spellings
        self._registers = registers
        self._letters: dict[
            tuple[Register, str, frozenset[UnitKind]], Mapping[str, frozenset[str]]
        ] = {}
        self._known: dict[tuple[Register, str, str], tuple[str, ...]] = {}

    def several(self, register: Register, name: str, place: str) -> tuple[str, ...]:
        """Return the names of those that all have this name; none where it means one."""
        codes = self._spellings.meant(register.value, name, place or None)
        named = dict.fromkeys(self._name(register, code) for code in codes)
        return tuple(named) if len(named) > 1 else ()

    def names(
        self, register: Register, name: str, place: str, kinds: Collection[UnitKind] = ()
    ) -> tuple[str, ...]:
        """Return the likest names, those of `kinds` alone where any are given."""
        key = (register, name, place)
        if key not in self._known:
            if len(self._known) >= _MOST_LOOKED_FOR:
                return ()
            self._known[key] = self._found(register, fold(name), place, kinds)
        return self._known[key]

    def _found(
        self, register: Register, folded: str, place: str, kinds: Collection[UnitKind]
    ) -> tuple[str, ...]:
        if register is Register.PLACE and folded in _mistyped():
            return (self._name(register, _mistyped()[folded]),)
        known = self._candidates(register, place, frozenset(kinds))
        wanted = frozenset(folded)
        shared = [
            (len(wanted & letters) / len(letters), spelling)
            for spelling, letters in known.items()
            if len(wanted & letters) * 2 >= len(wanted)
        ]
        likest = difflib.get_close_matches(
            folded,
            [spelling for _, spelling in heapq.nlargest(_MOST_COMPARED, shared)],
            _MOST_COMPARED,
            _LIKE_ENOUGH,
        )
        entries = self._entries(register, place)
        codes = dict.fromkeys(entries[spelling] for spelling in likest)
        return tuple(self._name(register, code) for code in codes)[:_MOST_NAMED]

    def _entries(self, register: Register, place: str) -> Mapping[str, str]:
        own = self._spellings.entries(f"{register.value}@{place}") if place else {}
        return own or self._spellings.entries(register.value)

    def _candidates(
        self, register: Register, place: str, kinds: frozenset[UnitKind]
    ) -> Mapping[str, frozenset[str]]:
        """Return the characters of every spelling that may be meant."""
        key = (register, place, kinds)
        if key not in self._letters:
            self._letters[key] = {
                spelling: frozenset(spelling)
                for spelling, code in self._entries(register, place).items()
                if code and spelling and (not kinds or self._is_of(code, kinds))
            }
        return self._letters[key]

    def _is_of(self, code: str, kinds: Collection[UnitKind]) -> bool:
        unit = self._registers.units.get(code)
        return unit is None or (unit.kind in kinds and unit.closed is None)

    def _name(self, register: Register, code: str) -> str:
        if register is Register.POST:
            return self._registers.posts[code].words.hans
        if register in (Register.UNIT, Register.COMMUNITY):
            return self._registers.units[code].words.hans
        if register is Register.ITEM:
            return ITEMS[code].words.hans
        return _places()[code]


@cache
def _places() -> Mapping[str, str]:
    return {place.code: place.words.hans for place in PLACES}


@cache
def _mistyped() -> Mapping[str, str]:
    return {fold(spelling): code for spelling, code in mistyped()}
