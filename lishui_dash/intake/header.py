"""Which row holds the headings, what each heading means, and which feed they are of."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache

from opencc import OpenCC

from lishui_dash.errors import Problem
from lishui_dash.intake import faults
from lishui_dash.intake.sheet import HEAD_ROWS, Head
from lishui_dash.spec import Feed

_IGNORED = re.compile("[\\s\u200b\u200c\u200d\u2060\ufeff*]+")
_UNIT_IN_BRACKETS = re.compile(r"\([^()]*\)$")
_FEW = 3
"""How many feeds a message names at most."""
RECOGNISED = 0.5
"""The share of required columns that must be there before headings speak for a feed."""


@dataclass(frozen=True)
class Header:
    """The headings of a sheet. `row` counts from 0.

    `places` tells where each declared column stands and `headings` how it is headed;
    `unknown` are headings that no column answers to, `doubled` second headings of one
    column: (column, first heading, second heading). `is_hant`: in Traditional script.
    """

    feed: Feed
    row: int
    places: Mapping[str, int]
    headings: Mapping[str, str]
    unknown: tuple[str, ...]
    doubled: tuple[tuple[str, str, str], ...]
    is_hant: bool

    @property
    def share(self) -> float:
        """The share of the feed's required columns that are there."""
        required = _required(self.feed)
        return sum(name in self.places for name in required) / max(len(required), 1)

    @property
    def rank(self) -> tuple[float, int, int]:
        """More is a better fit."""
        return (self.share, len(self.places), -len(self.unknown))

    def problems(self, given: Iterable[str] = ()) -> tuple[Problem, ...]:
        """Return what is wrong with the headings; columns of `given` need not be there."""
        number, feed = self.row + 1, self.feed
        needless = {*self.places, *given}
        return (
            *(
                faults.missing_column(number, feed.column(name).words, feed)
                for name in _required(feed)
                if name not in needless
            ),
            *(
                faults.doubled_column(number, first, second, feed.column(name).words)
                for name, first, second in self.doubled
            ),
            *(faults.unknown_column(number, heading) for heading in self.unknown),
        )


class Headings:
    """What every column of the given feeds may be called."""

    def __init__(self, feeds: Collection[Feed]) -> None:
        self._names = {feed.name: _names_of(feed) for feed in feeds}
        self._feeds = {feed.name: feed for feed in feeds}

    def find(self, head: Head, feed: Feed) -> Header | None:
        """Return the headings of a known feed; None when no row has any of them."""
        names = self._names[feed.name]
        read = [
            _read(feed, names, number, cells)
            for number, cells in enumerate(head[:HEAD_ROWS])
            if any(cells)
        ]
        best = max(read, key=lambda header: header.rank, default=None)
        return best if best is not None and best.places else None

    def recognise(self, head: Head) -> Header | Problem:
        """Return the headings of the feed they fit best, or why they fit none."""
        feeds = self._feeds.values()
        found = [header for feed in feeds if (header := self.find(head, feed)) is not None]
        found.sort(key=lambda header: header.rank, reverse=True)
        fitting = [header for header in found if header.share >= RECOGNISED]
        if not fitting:
            return faults.no_headings([header.feed for header in found[:_FEW]])
        alike = [header.feed for header in fitting if header.rank == fitting[0].rank]
        if len(alike) > 1:
            return faults.ambiguous_feed(alike[:_FEW])
        return fitting[0]


@dataclass(frozen=True)
class _Names:
    """Folded headings: what a column is properly called, and what it may be called."""

    proper: Mapping[str, str]
    loose: Mapping[str, tuple[str, ...]]


def _required(feed: Feed) -> list[str]:
    return [column.name for column in feed.columns if column.required]


@cache
def _simplifier() -> OpenCC:
    return OpenCC("t2s")


@lru_cache(8192)
def simplified(text: str) -> str:
    """Return the text in Simplified script."""
    return str(_simplifier().convert(text))


@lru_cache(8192)
def fold_heading(heading: str) -> str:
    """Return the form under which a heading is looked up."""
    folded = _IGNORED.sub("", unicodedata.normalize("NFKC", heading))
    return simplified(folded).casefold()


def _names_of(feed: Feed) -> _Names:
    proper: dict[str, str] = {}
    loose: dict[str, tuple[str, ...]] = {}
    for column in feed.columns:
        words = column.words
        for name in (column.name, words.hans, words.hant, words.en):
            if name:
                proper.setdefault(fold_heading(name), column.name)
        for alias in column.aliases:
            folded = fold_heading(alias)
            loose[folded] = (*loose.get(folded, ()), column.name)
    return _Names(proper, loose)


def _read(feed: Feed, names: _Names, row: int, cells: Sequence[str]) -> Header:
    """Return what the cells of one row mean as headings of the feed."""
    places: dict[str, int] = {}
    doubled: list[tuple[str, str, str]] = []
    waiting: list[tuple[int, tuple[str, ...]]] = []
    unknown: list[str] = []
    for place, cell in enumerate(cells):
        folded = fold_heading(cell)
        name = names.proper.get(folded)
        if not folded:
            continue
        if name is not None and name not in places:
            places[name] = place
        elif name is not None:
            doubled.append((name, cells[places[name]].strip(), cell.strip()))
        elif candidates := _loosely(names, folded):
            waiting.append((place, candidates))
        else:
            unknown.append(cell.strip())
    # An alias may belong to several columns: it means one that has no heading yet.
    for place, candidates in waiting:
        taken = candidates[0]
        free = [name for name in candidates if name not in places]
        if free:
            places[free[0]] = place
        else:
            doubled.append((taken, cells[places[taken]].strip(), cells[place].strip()))
    return Header(
        feed,
        row,
        places,
        {name: cells[place].strip() for name, place in places.items()},
        tuple(unknown),
        tuple(doubled),
        any(simplified(cell) != cell for cell in cells),
    )


def _loosely(names: _Names, folded: str) -> tuple[str, ...]:
    """Return the columns of an alias, or of a heading with a unit in brackets behind."""
    bare = _UNIT_IN_BRACKETS.sub("", folded)
    proper = (names.proper[bare],) if bare in names.proper else ()
    return names.loose.get(folded) or proper or names.loose.get(bare, ())
