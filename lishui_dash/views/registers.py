"""The registers as an administrator reads them: each entry, since when, by which list."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from enum import Enum

from lishui_dash.catalogue.posts import Post
from lishui_dash.catalogue.registers import Registers
from lishui_dash.catalogue.spellings import NOBODY
from lishui_dash.catalogue.units import Unit
from lishui_dash.readings.lists_came import ListCame, Named, lists_came, named_by_lists
from lishui_dash.spec import UnitKind
from lishui_dash.store.engine import Engine
from lishui_dash.store.spelling import fold
from lishui_dash.views.figures import MISSING
from lishui_dash.views.index import Sort, index_of
from lishui_dash.views.languages import Lang, say, text
from lishui_dash.views.names import code_words, place_name

MOST = 50
"""Entries that are listed; whoever wants another looks for it by name."""
MOST_LISTS = 20
_ALL = 100_000


class Book(Enum):
    """What is registered; the value stands in keys."""

    UNITS = "units"
    COMMUNITIES = "communities"
    POSTS = "posts"


@dataclass(frozen=True)
class EntryLine:
    """One entry. `kind` is the code of its kind, `kind_said` its name; `above` and
    `township` are codes, "" where there is none. `changed` says which list named it last,
    when and by whom, or that it is as it was declared."""

    code: str
    name: str
    english: str
    place: str
    place_said: str
    kind: str
    kind_said: str
    above: str
    above_said: str
    township: str
    since: str
    until: str
    changed: str
    opened: date | None
    closed: date | None


@dataclass(frozen=True)
class BookView:
    """`lines` are the first MOST of `found_n` entries."""

    lines: tuple[EntryLine, ...]
    found_n: int


@dataclass(frozen=True)
class ListLine:
    """A delivery of a list as it is told. `can_undo`: nothing has taken it back."""

    number: int
    cells: tuple[str, ...]
    said: str
    can_undo: bool


def book_view(
    engine: Engine, book: Book, wanted: str, lang: Lang, *, with_closed: bool
) -> BookView:
    """Return the entries of a book that are called `wanted`, in any way; all where it is
    empty. The whole store is needed: who sent a list stands in its ledger."""
    registers = engine.registers
    entries = _entries(registers, book)
    if wanted.strip():
        sort = Sort.POST if book is Book.POSTS else Sort.UNIT
        found = index_of(engine).find(wanted).get(sort, [])
        entries = {code: entries[code] for code in found if code in entries}
    shown = {c: e for c, e in entries.items() if with_closed or e.closed is None}
    lists = tuple(engine.catalogue.lists.values())
    brought = _brought(registers, named_by_lists(engine, lists))
    came = {one.delivery_no: one for one in lists_came(engine, lists, _ALL)}
    first = list(shown.items())[:MOST]
    return BookView(
        tuple(
            _line(registers, code, entry, came.get(brought.get(code, 0)), lang)
            for code, entry in first
        ),
        len(shown),
    )


def list_lines(engine: Engine, lang: Lang) -> tuple[ListLine, ...]:
    """Return the newest lists that came, newest first."""
    lists = engine.catalogue.lists
    return tuple(
        _list_line(one, say(lists[one.feed].words, lang), lang)
        for one in lists_came(engine, lists.values(), MOST_LISTS)
    )


def _entries(registers: Registers, book: Book) -> Mapping[str, Unit | Post]:
    if book is Book.POSTS:
        return registers.posts
    is_village = book is Book.COMMUNITIES
    return {
        code: unit
        for code, unit in registers.units.items()
        if (unit.kind is UnitKind.VILLAGE) is is_village and code != NOBODY
    }


def _brought(registers: Registers, named: Iterable[Named]) -> dict[str, int]:
    """Return which delivery named an entry last, by the entry's code."""
    known: dict[tuple[bool, str, str], str] = {}
    entries: Iterable[tuple[bool, Unit | Post, str]] = (
        *((False, unit, code) for code, unit in registers.units.items()),
        *((True, post, code) for code, post in registers.posts.items()),
    )
    for is_post, entry, code in entries:
        for name in (*entry.aliases, entry.words.hans, code):
            known[is_post, entry.place, fold(name)] = code
    found: dict[str, int] = {}
    for line in named:
        unit = registers.units.get(line.above)
        above = unit.words.hans if unit else line.above
        names = [line.code, f"{above}{line.name}", line.name]
        meant = (known.get((line.is_post, line.place, fold(name))) for name in names)
        entry_code = next(filter(None, meant), "")
        if entry_code:
            found[entry_code] = line.delivery_no
    return found


def _line(
    registers: Registers, code: str, entry: Unit | Post, came: ListCame | None, lang: Lang
) -> EntryLine:
    if isinstance(entry, Post):
        kind, above, township = entry.type, entry.lead_unit, entry.township or ""
    else:
        kind, above, township = entry.kind.value, entry.parent or "", ""
    unit = registers.units.get(above)
    return EntryLine(
        code=code,
        name=say(entry.words, lang),
        english=entry.words.en,
        place=entry.place,
        place_said=place_name(entry.place, lang),
        kind=kind,
        kind_said=say(code_words(kind), lang),
        above=above,
        above_said=say(unit.words, lang) if unit else above or MISSING,
        township=township,
        since=f"{entry.opened:%Y-%m-%d}" if entry.opened else text("admin.always", lang),
        until=f"{entry.closed:%Y-%m-%d}" if entry.closed else text("admin.in_use", lang),
        changed=_changed(came, lang),
        opened=entry.opened,
        closed=entry.closed,
    )


def _changed(came: ListCame | None, lang: Lang) -> str:
    if came is None:
        return text("admin.as_declared", lang)
    return text(
        "admin.by_list",
        lang,
        number=came.delivery_no,
        at=f"{came.received_at:%Y-%m-%d %H:%M}",
        by=came.by or MISSING,
    )


def _list_line(one: ListCame, named: str, lang: Lang) -> ListLine:
    mode = text(f"mode.{one.mode}", lang) if one.mode else MISSING
    if one.undone_by is not None:
        mode = text("admin.undone_by", lang, number=one.undone_by)
    at = f"{one.received_at:%Y-%m-%d %H:%M}"
    cells = (
        *(str(one.delivery_no), at, one.by or MISSING, named),
        *(f"{one.rows_n:,}", mode, one.reason or MISSING),
    )
    said = text("admin.list", lang, number=one.delivery_no, at=at, feed=named)
    return ListLine(
        one.delivery_no, cells, said, one.undone_by is None and one.mode != "undo"
    )
