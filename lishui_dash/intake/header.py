"""What the cells of a heading mean, for one feed."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, cached_property, lru_cache

from opencc import OpenCC

from lishui_dash.errors import Problem
from lishui_dash.intake import faults
from lishui_dash.intake.crosstab import Spread
from lishui_dash.spec import Feed, Register

_IGNORED = re.compile("[\\s\u200b\u200c\u200d\u2060\ufeff*]+")
_UNIT_IN_BRACKETS = re.compile(r"\([^()]*\)$")
_UNIT_BEHIND_SLASH = re.compile("/[^/]{1,3}$")
_SAYS_NOTHING = frozenset({"序号", "次序", "no", "no.", "#", "行号"})
"""Headings of columns that number the rows of a sheet: nobody misses them."""
_OWN_PLACE = "县市区"
"""What the place column is called that has nothing to add: 调出县市区 is another."""
RECOGNISED = 0.5
"""The share of required columns that must be there before headings speak for a feed."""


@dataclass(frozen=True)
class Heading:
    """One column's heading. `words` are all it may be read as, the likeliest first.

    `shown` is how a problem names it; `levels` are the rows it was put together from.
    """

    shown: str
    words: tuple[str, ...]
    levels: tuple[str, ...]


@dataclass(frozen=True)
class Header:
    """The headings of a sheet. `row` counts from 0 and is the last one with headings.

    `places` tells where each declared column stands and `headings` how it is headed;
    `unknown` are headings that no column answers to, `doubled` second headings of one
    column: (column, first heading, second heading). `is_hant`: in Traditional script.
    `spread`: the columns of a cross-tab, beside those of `places`. `first` is the first
    row with headings, and `shown` how each column of the sheet is headed.
    """

    feed: Feed
    row: int
    places: Mapping[str, int]
    headings: Mapping[str, str]
    unknown: tuple[str, ...]
    doubled: tuple[tuple[str, str, str], ...]
    is_hant: bool
    first: int
    shown: tuple[str, ...]
    spread: Spread | None = None

    @property
    def width(self) -> int:
        return len(self.shown)

    @property
    def named(self) -> frozenset[str]:
        """The columns that the sheet holds, those of a cross-tab included."""
        return frozenset((*self.places, *(self.spread.columns if self.spread else ())))

    @property
    def share(self) -> float:
        """The share of the feed's required columns that are there."""
        required = _required(self.feed)
        return sum(name in self.named for name in required) / max(len(required), 1)

    @property
    def unexplained(self) -> int:
        """How many headings stand for no column, or for one that has a heading already."""
        return len(self.unknown) + len(self.doubled)

    @property
    def rank(self) -> tuple[float, int, int, int]:
        """More is a better fit; of equals the one with fewer rows of headings."""
        return (
            self.share,
            len(self.named),
            -self.unexplained,
            self.first - self.row,
        )

    def problems(self, given: Iterable[str] = ()) -> tuple[Problem, ...]:
        """Return what is wrong with the headings; columns of `given` need not be there."""
        number, feed = self.row + 1, self.feed
        needless = {*self.named, *given}
        return (
            *(
                faults.missing_column(number, feed.column(name).words, feed)
                for name in _required(feed)
                if name not in needless and feed.column(name).derived is None
            ),
            *(
                faults.doubled_column(number, first, second, feed.column(name).words)
                for name, first, second in self.doubled
            ),
            *(faults.unknown_column(number, heading) for heading in self.unknown),
        )


@dataclass(frozen=True)
class Names:
    """Folded headings: what a column is properly called, and what it may be called."""

    proper: Mapping[str, str]
    loose: Mapping[str, tuple[str, ...]]

    @cached_property
    def known(self) -> frozenset[str]:
        return frozenset((*self.proper, *self.loose))

    def columns(self, heading: str) -> tuple[str, ...]:
        """Return the columns a heading may mean, the likeliest first."""
        folded = fold_heading(heading)
        proper = self.proper.get(folded)
        return (proper,) if proper else self._loosely(folded)

    def is_proper(self, heading: str) -> bool:
        return fold_heading(heading) in self.proper

    def _loosely(self, folded: str) -> tuple[str, ...]:
        """Return the columns of an alias, or of a heading with a unit behind it."""
        if folded in self.loose:
            return self.loose[folded]
        for bare in without_unit(folded)[1:]:
            if bare in self.proper:
                return (self.proper[bare],)
            if bare in self.loose:
                return self.loose[bare]
        return ()


@lru_cache(8192)
def without_unit(folded: str) -> tuple[str, ...]:
    """Return a folded heading, and what is left of it without a unit behind it."""
    bare = (_UNIT_IN_BRACKETS.sub("", folded), _UNIT_BEHIND_SLASH.sub("", folded))
    return tuple(dict.fromkeys((folded, *bare)))


def _required(feed: Feed) -> list[str]:
    return [column.name for column in feed.columns if column.required]


def own_place(feed: Feed) -> str | None:
    """Return the column of the place that a row belongs to, not one it points at."""
    for column in feed.columns:
        if column.refers_to is Register.PLACE and column.words.hans == _OWN_PLACE:
            return column.name
    return None


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


@cache
def names_of(feed: Feed) -> Names:
    """Return what every column of the feed may be called."""
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
    return Names(proper, loose)


def read_header(
    feed: Feed,
    names: Names,
    headings: Sequence[Heading],
    first: int,
    row: int,
    mapping: Mapping[str, str],
) -> Header:
    """Return what the headings of the rows `first` to `row` mean.

    `mapping` is what the clerk said: folded heading -> column, "" to leave it out.
    """
    places: dict[str, int] = {}
    doubled: list[tuple[str, str, str]] = []
    waiting: list[tuple[int, tuple[str, ...]]] = []
    unknown: list[str] = []
    for place, heading in enumerate(headings):
        told = mapping.get(fold_heading(heading.shown))
        if told is not None and (told == "" or told in feed.column_names):
            if told:
                places[told] = place
            continue
        candidates = _candidates(names, heading)
        if candidates and names.is_proper(candidates[0]):
            name = names.columns(candidates[0])[0]
            if name in places:
                doubled.append((name, headings[places[name]].shown, heading.shown))
            else:
                places[name] = place
        elif candidates:
            waiting.append((place, names.columns(candidates[0])))
        elif fold_heading(heading.shown) not in ("", *_SAYS_NOTHING):
            unknown.append(heading.shown)
    # An alias may belong to several columns: it means one that has no heading yet.
    for place, columns in waiting:
        free = [name for name in columns if name not in places]
        if free:
            places[free[0]] = place
        else:
            taken = headings[places[columns[0]]].shown
            doubled.append((columns[0], taken, headings[place].shown))
    return Header(
        feed,
        row,
        places,
        {name: headings[place].shown for name, place in places.items()},
        tuple(unknown),
        tuple(doubled),
        any(simplified(heading.shown) != heading.shown for heading in headings),
        first,
        tuple(heading.shown for heading in headings),
    )


def _candidates(names: Names, heading: Heading) -> list[str]:
    """Return the readings of a heading that name a column, proper names first."""
    known = [word for word in heading.words if names.columns(word)]
    return sorted(known, key=lambda word: not names.is_proper(word))
