"""Everything that can be looked up, by all of its names."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from enum import Enum

from lishui_dash.catalogue import Catalogue
from lishui_dash.catalogue.called import also_called, post_also_called
from lishui_dash.catalogue.places import PLACES
from lishui_dash.catalogue.registers import Registers
from lishui_dash.catalogue.spellings import NOBODY
from lishui_dash.catalogue.supplies import ITEMS
from lishui_dash.catalogue.units import Unit
from lishui_dash.spec import Promise, UnitKind, Words
from lishui_dash.store.engine import Engine
from lishui_dash.views.languages import texts
from lishui_dash.views.matching import EXACT, SPELLED, Matcher

PAGE = "page."
"""How the keys of the texts begin that name a page."""


class Sort(Enum):
    """What can be found, in the order in which equal fits are listed."""

    PAGE = "page"
    CLAUSE = "clause"
    INDICATOR = "indicator"
    FEED = "feed"
    PROMISE = "promise"
    PLACE = "place"
    ITEM = "item"
    UNIT = "unit"
    POST = "post"
    COLUMN = "column"


_Thing = tuple[Sort, str]


@dataclass(frozen=True, eq=False)
class Index:
    """`things` are (sort, key), the key being a code or a name of the catalogue;
    that of a column has its feed in front: supplies_daily.item_code.

    It is of no language: a thing is found by its names in all of them.
    """

    catalogue: Catalogue
    registers: Registers
    things: tuple[_Thing, ...]
    matcher: Matcher

    def find(self, wanted: str) -> dict[Sort, list[str]]:
        """Return the keys found, best first, by their sort; the sort of the best first."""
        found: dict[Sort, list[str]] = {}
        for thing in self.matcher.find(wanted):
            sort, key = self.things[thing]
            found.setdefault(sort, []).append(key)
        return found

    def place_named(self, wanted: str) -> str | None:
        """Return the place that `wanted` names in full, in pinyin or initials too."""
        for thing, fit in self.matcher.find(wanted).items():
            sort, key = self.things[thing]
            if sort is Sort.PLACE and fit in (EXACT, SPELLED):
                return key
        return None


def index_of(engine: Engine) -> Index:
    """Return the index of an engine, made anew when its registers are others."""
    # Two threads may both make it; the second makes the same.
    global _made
    catalogue, registers = engine.catalogue, engine.registers
    made = _made
    # Another threshold changes no name: what is declared beside it is the same object.
    is_known = made is not None and made.catalogue.stems is catalogue.stems
    if made is None or not is_known or made.registers is not registers:
        named = list(_things(catalogue, registers))
        things = tuple(thing for thing, _, _ in named)
        at = {thing: position for position, thing in enumerate(things)}
        under = [at[above or thing] for thing, _, above in named]
        matcher = Matcher([names for _, names, _ in named], under)
        made = _made = Index(catalogue, registers, things, matcher)
    return made


_made: Index | None = None


def promises_of(catalogue: Catalogue) -> dict[str, tuple[str, Promise]]:
    """Return every promise with the stem of its clause, by its number."""
    return {
        promise.number: (stem, promise)
        for stem, clause in catalogue.clauses.items()
        for promise in clause.promises
    }


def _things(
    catalogue: Catalogue, registers: Registers
) -> Iterator[tuple[_Thing, list[str], _Thing | None]]:
    """Yield whatever can be found, with all its names and what it stands under."""
    for key, words in texts().items():
        stem = key.removeprefix(PAGE)
        if stem != key:
            yield (Sort.PAGE, stem), [stem, *_spoken(words)], None
    for stem, clause in catalogue.clauses.items():
        yield (Sort.CLAUSE, stem), [stem, *_spoken(clause.words)], None
    for name, indicator in catalogue.indicators.items():
        above = (Sort.CLAUSE, catalogue.stems[name])
        yield (Sort.INDICATOR, name), [name, *_spoken(indicator.words)], above
    for name, feed in catalogue.feeds.items():
        yield (Sort.FEED, name), [name, *_spoken(feed.words)], None
    for number, (stem, promise) in promises_of(catalogue).items():
        names = [number, *_spoken(promise.quote)]
        yield (Sort.PROMISE, number), names, (Sort.CLAUSE, stem)
    yield from _registered(registers)
    for name, feed in catalogue.feeds.items():
        for column in feed.columns:
            names = [column.name, *_spoken(column.words), *column.aliases]
            yield (Sort.COLUMN, f"{name}.{column.name}"), names, (Sort.FEED, name)


def _registered(
    registers: Registers,
) -> Iterator[tuple[_Thing, list[str], _Thing | None]]:
    for at in PLACES:
        names = [at.code, *_spoken(at.words), *_spoken(at.short), *at.aliases]
        yield (Sort.PLACE, at.code), names, None
    for item in ITEMS.values():
        names = [item.code, *_spoken(item.words), *_spoken(item.short), *item.aliases]
        yield (Sort.ITEM, item.code), names, None
    for code, unit in registers.units.items():
        if code != NOBODY:
            names = _names_of_unit(unit, registers)
            yield (Sort.UNIT, code), names, (Sort.PLACE, unit.place)
    for code, post in registers.posts.items():
        also = () if post.closed else post_also_called(post)
        names = [code, *_spoken(post.words), *post.aliases, *also]
        yield (Sort.POST, code), names, (Sort.PLACE, post.place)


def _spoken(words: Words) -> list[str]:
    return [name for name in (words.hans, words.hant, words.en) if name]


def _names_of_unit(unit: Unit, registers: Registers) -> list[str]:
    names = [unit.code, *_spoken(unit.words), *unit.aliases]
    # What villages are called beside their names differs from them by the county alone.
    if unit.closed is None and unit.kind is not UnitKind.VILLAGE:
        is_only = len(registers.units_of(unit.kind, unit.place)) == 1
        names += also_called(unit, is_only=is_only)
    return names
