"""What the names in one file stand for: codes, and what is to be said about each name.

A name that the register lacks is refused with those it may have meant; where the clerk
says so, it is taken as newly registered.
"""

from __future__ import annotations

from dataclasses import replace

import pyarrow as pa
import pyarrow.compute as pc

from lishui_dash.catalogue.registers import Registers
from lishui_dash.catalogue.units import Unit
from lishui_dash.intake.coded import coded, unlisted
from lishui_dash.intake.header import simplified
from lishui_dash.intake.nearest import Nearest
from lishui_dash.intake.newcomers import REGISTRABLE, Newcomers, may_be_a_name
from lishui_dash.intake.note import Note
from lishui_dash.intake.parse import Notes, Parsed, Understood
from lishui_dash.intake.spellings import Spellings
from lishui_dash.spec import Column, Feed, Register, Type
from lishui_dash.words import Words

_SCOPED = frozenset({Register.UNIT, Register.POST, Register.COMMUNITY})
"""Registers whose names may come again in another place."""


class Names:
    """Looks up the names of one file of a feed, and remembers those that are new."""

    def __init__(
        self, feed: Feed, spellings: Spellings, registers: Registers, *, register: bool
    ) -> None:
        self._feed = feed
        self._spellings = spellings
        self._registers = registers
        self._nearest = Nearest(spellings, registers)
        self.newcomers = Newcomers(feed, registers) if register else None

    @property
    def registers(self) -> Registers:
        """The registers in force, with what this file adds to them."""
        return self.newcomers.registers if self.newcomers else self._registers

    def knows(self, text: str) -> bool:
        """Return whether a text is a name or a code of any list, whatever its column."""
        return self._spellings.knows(text)

    def read(
        self, column: Column, cells: pa.Array, at: Parsed | None, *, is_hant: bool
    ) -> Parsed:
        """Return the codes of the cells; `at` are the codes of their places, if any."""
        list_name = list_of(column) or ""
        if column.refers_to in _SCOPED and at is not None:
            codes = self._spellings.codes_at(list_name, cells, at.values, is_hant=is_hant)
        else:
            codes = self._spellings.codes(list_name, cells, is_hant=is_hant)
        if column.refers_to is None:
            return coded(column, cells, codes)

        def take(name: str, place: str) -> Understood:
            return self._taken(column, simplified(name) if is_hant else name, place)

        found = coded(column, cells, codes, at.values if at is not None else None, take)
        if column.name == self._feed.reporter and column.refers_to is Register.UNIT:
            return self._standing_in(found)
        return found

    def _taken(self, column: Column, name: str, place: str) -> Understood:
        """Return what to make of a name that the register lacks."""
        assert column.refers_to is not None
        several = self._nearest.several(column.refers_to, name, place)
        if several:
            return None, _ambiguous(several)
        can_register = self.newcomers is not None and column.refers_to in REGISTRABLE
        if self.newcomers is not None and can_register and may_be_a_name(name):
            return self.newcomers.code(column, name, place), _newly(column.refers_to)
        is_reporter = column.name == self._feed.reporter
        kinds = (*self._feed.reporters, *self._feed.contributors) if is_reporter else ()
        near = self._nearest.names(column.refers_to, name, place, kinds)
        return None, _with_nearest(unlisted(column), near)

    def _standing_in(self, found: Parsed) -> Parsed:
        """Let a command centre speak for the unit whose report it is, and say so."""
        registers = self.registers
        units = registers.units
        stands: dict[str, Unit] = {}
        for code in pc.unique(found.values).to_pylist():
            if code in units:
                other = registers.stands_for(self._feed, units[code])
                if other.code != code:
                    stands[code] = other
        if not stands:
            return found
        notes, numbers = Notes(found.notes), {}
        for code, other in stands.items():
            numbers[code] = notes.number(_stands_for(units[code], other))
        told = found.values.dictionary_encode()
        codes = told.dictionary.to_pylist()
        values = pa.array([stands[c].code if c in stands else c for c in codes])
        marks = pa.array([numbers.get(c, 0) for c in codes], pa.int32())
        mark = marks.take(told.indices)
        is_standing = pc.fill_null(pc.greater(mark, 0), False)
        return replace(
            found,
            values=values.take(told.indices),
            marks=pc.if_else(is_standing, mark, found.marks),
            notes=notes.all,
        )


def list_of(column: Column) -> str | None:
    """Return the list in which the column's spellings are looked up."""
    if column.codes:
        return column.codes.name
    if column.refers_to:
        return column.refers_to.value
    return "boolean" if column.type is Type.BOOLEAN else None


def _joined(names: tuple[str, ...]) -> str:
    return "、".join(f"“{name}”" for name in names)


def _ambiguous(several: tuple[str, ...]) -> Note:
    return Note(
        "not_in_register",
        Words("名录里有重名，无法认定是哪一个", "the name may mean several"),
        Words(
            f"是否指：{_joined(several)}？请写全称或代码",
            f"is it one of {', '.join(several)}? write the full name or code",
        ),
    )


def _with_nearest(note: Note, near: tuple[str, ...]) -> Note:
    if not near:
        return note
    remedy = Words(
        f"最接近的是：{_joined(near)}；{note.remedy.hans}",
        f"nearest: {', '.join(near)}; {note.remedy.en}",
    )
    return replace(note, remedy=remedy)


def _newly(register: Register) -> Note:
    kind = {
        Register.POST: Words("点位", "post"),
        Register.COMMUNITY: Words("村社区", "community"),
    }
    words = kind.get(register, Words("单位", "unit"))
    return Note(
        "newly_registered",
        Words(
            f"名录里没有这个名称，按新登记的{words.hans}收下",
            f"not in the register: taken as a newly registered {words.en}",
        ),
        Words(
            "请核对名称；如是已有的，请改用名录中的全称后重新上传",
            "check the name; if it is a known one, write that and send the file again",
        ),
        rejects=False,
    )


def _stands_for(named: Unit, other: Unit) -> Note:
    return Note(
        "stands_for",
        Words(
            f"“{named.words.hans}”不单独报本表，按“{other.words.hans}”收下",
            f"it does not report this itself: taken for {other.words.en or other.code}",
        ),
        Words(
            "请核对；如不是，请写明报送单位后重新上传",
            "check it; if it is another, name the unit and send the file again",
        ),
        rejects=False,
    )
