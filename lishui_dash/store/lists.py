"""Lines of reference lists become entries of the registers."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date
from enum import Enum

import pyarrow as pa

from lishui_dash.catalogue.calendar import CAMPAIGN_START
from lishui_dash.catalogue.lists import posts
from lishui_dash.catalogue.posts import Post
from lishui_dash.catalogue.registers import Registers
from lishui_dash.catalogue.spellings import spellings
from lishui_dash.catalogue.units import Unit
from lishui_dash.spec import Feed, Register, UnitKind, Words
from lishui_dash.store.spelling import fold

_BETWEEN_ALIASES = re.compile(r"[、，,;；/|\n]+")


@dataclass(frozen=True)
class Line:
    """One line of a list. `kind` is a unit kind, or the type of a post.

    `above` names the unit it stands under, or that leads a post; `township` is of posts
    alone. `listed` is the day of the list; `closed` the day from which an entry is closed,
    None where it is open. `came` orders lines: delivery and row, the delivery 0 where it
    is not stored yet.
    """

    is_post: bool
    place: str
    name: str
    kind: str
    listed: date
    code: str = ""
    above: str = ""
    township: str = ""
    aliases: tuple[str, ...] = ()
    english: str = ""
    opened: date | None = None
    closed: date | None = None
    came: tuple[int, int] = (0, 0)

    @property
    def row(self) -> int:
        return self.came[1]


class Contradiction(Enum):
    """What a line says against the registers; the value is the name of the rule."""

    CODE_OF_ANOTHER = "code_of_another"
    NAME_OF_SEVERAL = "name_of_several"
    ALIAS_OF_ANOTHER = "alias_of_another"
    ENTRY_TWICE = "entry_twice"
    OTHER_PLACE = "entry_of_other_place"
    UNKNOWN_UNIT = "unknown_unit_above"
    CIRCLE = "stands_under_itself"
    STILL_NEEDED = "closed_but_needed"


@dataclass(frozen=True)
class Against:
    """A contradiction of one line; `other` names what it contradicts."""

    line: Line
    what: Contradiction
    other: str


def lines_of(feed: Feed, rows: pa.Table) -> Iterator[Line]:
    """Yield the lines of a list from its typed rows, in the order of the table."""
    is_post = feed.name == posts.feed.name
    name, code, kind, above = (
        ("post_name", "post_id", "post_type", "lead_unit")
        if is_post
        else ("unit_name", "unit_code", "kind", "parent")
    )
    for row in rows.to_pylist():
        told = _BETWEEN_ALIASES.split(row["aliases"] or "")
        listed, closed = row["listed_on"] or CAMPAIGN_START, row["closed_on"]
        if closed is None and row["state"] == "closed":
            closed = listed
        yield Line(
            is_post,
            row["place_code"],
            row[name],
            row[kind],
            listed,
            row[code] or "",
            row[above] or "",
            (row["township"] or "") if is_post else "",
            tuple(alias.strip() for alias in told if alias.strip()),
            row["english"] or "",
            row["opened_on"],
            closed,
            (row.get("delivery_no") or 0, row["source_row"]),
        )


class _Names:
    """What every name means, at its place or anywhere. "" means several."""

    def __init__(self, registers: Registers) -> None:
        self._known: dict[tuple[str, str], str] = {}
        for list_name, spelling, code in spellings(registers):
            if list_name.startswith((Register.UNIT.value, Register.POST.value)):
                self.add(list_name, spelling, code)

    def add(self, list_name: str, spelling: str, code: str) -> None:
        key = (list_name, fold(spelling))
        self._known[key] = code if self._known.get(key, code) == code else ""

    def code(self, register: Register, place: str, name: str) -> str | None:
        folded = fold(name)
        found = self._known.get((f"{register.value}@{place}", folded))
        return self._known.get((register.value, folded)) if found is None else found


@dataclass
class Draft:
    """Registers in the making. Takes whatever it can; what it cannot, it tells.

    An entry is known by its code, or else by its name at its place; a code that is not
    known is taken for a new entry's, or for one more name of the entry that has the name.
    """

    before: Registers
    _units: dict[str, Unit] = field(init=False)
    _posts: dict[str, Post] = field(init=False)
    _names: _Names = field(init=False)

    def __post_init__(self) -> None:
        self._units, self._posts = dict(self.before.units), dict(self.before.posts)
        self._names = _Names(self.before)

    def registers(self) -> Registers:
        return Registers(self._units, self._posts)

    def take(self, lines: Sequence[Line]) -> list[Against]:
        """Take the lines in, and return what they say against the registers."""
        against: list[Against] = []
        codes = {line.came: self._named(line, against) for line in lines}
        taken: dict[tuple[int, bool, str], Line] = {}
        for line in lines:
            code = codes[line.came]
            if code is None:
                continue
            first = taken.setdefault((line.came[0], line.is_post, code), line)
            if first is not line:
                against.append(
                    Against(line, Contradiction.ENTRY_TWICE, f"第 {first.row} 行")
                )
            self._stand(line, code, against)
        against += self._still_needed(
            (line, code) for line in lines if (code := codes[line.came])
        )
        return against

    def _named(self, line: Line, against: list[Against]) -> str | None:
        """Return the code of a line's entry, made where it is new; None: it has none."""
        register = Register.POST if line.is_post else Register.UNIT
        known: dict[str, Unit] | dict[str, Post]
        known = self._posts if line.is_post else self._units
        by_code = line.code if line.code in known else None
        by_code = by_code or self._names.code(register, line.place, line.code) or None
        by_name = self._names.code(register, line.place, self._qualified(line))
        if by_name is None and line.kind != UnitKind.VILLAGE.value:
            by_name = self._names.code(register, line.place, line.name)
        if by_name == "" and by_code is None:
            against.append(Against(line, Contradiction.NAME_OF_SEVERAL, line.name))
            return None
        if by_code and by_name and by_code != by_name:
            other = known[by_name].words.hans
            against.append(Against(line, Contradiction.CODE_OF_ANOTHER, other))
            return None
        code = by_code or by_name or self._new_code(line, known.keys())
        if code in known and known[code].place != line.place:
            other = known[code].words.hans
            against.append(Against(line, Contradiction.OTHER_PLACE, other))
            return None
        self._call(line, code, register, against)
        if code not in known:
            self._enter(line, code)
        return code

    def _qualified(self, line: Line) -> str:
        """Return the name with its township in front, if it is one of a village."""
        if line.is_post or line.kind != UnitKind.VILLAGE.value:
            return line.name
        # A village that names itself as its township is called before it is there.
        above = self._units.get(
            self._names.code(Register.UNIT, line.place, line.above) or ""
        )
        township = above.words.hans if above else line.above
        is_bare = not line.name.startswith((township, line.above or township))
        return township + line.name if is_bare else line.name

    def _new_code(self, line: Line, taken: Iterable[str]) -> str:
        """Return its own code, or else a name that nothing else has as its code."""
        name = line.code or self._qualified(line)
        return name if name not in taken else f"{line.place}-{name}"

    def _call(
        self, line: Line, code: str, register: Register, against: list[Against]
    ) -> None:
        """Let names mean the entry, but for those that mean another at its place."""
        scope = f"{register.value}@{line.place}"
        self._names.add(scope, self._qualified(line), code)
        self._names.add(scope, line.name, code)
        for alias in line.aliases:
            meant = self._names.code(register, line.place, alias)
            if meant and meant != code:
                against.append(Against(line, Contradiction.ALIAS_OF_ANOTHER, alias))
            else:
                self._names.add(scope, alias, code)

    def _enter(self, line: Line, code: str) -> None:
        words = Words(self._qualified(line), line.english)
        if line.is_post:
            lead = self.before.command_of(line.place).code
            opened = line.opened or line.listed
            self._posts[code] = Post(code, words, line.kind, line.place, lead, opened)
        else:
            self._units[code] = Unit(code, words, UnitKind(line.kind), line.place)

    def _stand(self, line: Line, code: str, against: list[Against]) -> None:
        """Bring an entry up to date, when every entry of the lines has a code."""
        above = self._above(line, line.above, against)
        old = self._posts[code] if line.is_post else self._units[code]
        name = self._qualified(line)
        words = old.words
        if name != words.hans or line.english:
            words = Words(name, line.english or ("" if name != words.hans else words.en))
        told = (old.words.hans, *old.aliases, *line.aliases, line.code)
        aliases = tuple(a for a in dict.fromkeys(told) if a and a not in (code, name))
        if isinstance(old, Post):
            opened = line.opened or old.opened
            township = self._above(line, line.township, against) or old.township
            lead = above or old.lead_unit
            self._posts[code] = Post(
                *(code, words, line.kind, line.place, lead, opened, line.closed, township),
                aliases,
            )
            return
        kind = UnitKind(line.kind)
        if kind is not UnitKind.CITY_COMMAND:
            above = above or old.parent or self.before.command_of(line.place).code
        if above and self._is_under(above, code):
            against.append(Against(line, Contradiction.CIRCLE, line.above))
            above = old.parent
        self._units[code] = Unit(
            *(code, words, kind, line.place, above, aliases),
            *(line.opened or old.opened, line.closed),
        )

    def _above(self, line: Line, name: str, against: list[Against]) -> str | None:
        if not name:
            return None
        if name in self._units:
            return name
        code = self._names.code(Register.UNIT, line.place, name)
        if not code:
            against.append(Against(line, Contradiction.UNKNOWN_UNIT, name))
        return code or None

    def _is_under(self, code: str | None, other: str) -> bool:
        seen: set[str] = set()
        while code is not None and code not in seen:
            if code == other:
                return True
            seen.add(code)
            code = self._units[code].parent if code in self._units else None
        return False

    def _still_needed(self, entries: Iterable[tuple[Line, str]]) -> Iterator[Against]:
        """Yield units that are closed while others that are open stand under them."""
        closing = {code: line for line, code in entries if line.closed and not line.is_post}
        needed: dict[str | None, str] = {}
        for unit in self._units.values() if closing else ():
            if unit.closed is None:
                needed.setdefault(unit.parent, unit.words.hans)
        for post in self._posts.values() if closing else ():
            if post.closed is None:
                needed.setdefault(post.lead_unit, post.words.hans)
        for code, line in closing.items():
            if code in needed:
                yield Against(line, Contradiction.STILL_NEEDED, needed[code])
