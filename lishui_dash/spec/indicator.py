"""An indicator: question, numerator, denominator, unit, better, threshold, owner."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import Enum

from lishui_dash.errors import DeclarationError
from lishui_dash.spec.columns import Privacy, Register
from lishui_dash.spec.feed import About, Feed
from lishui_dash.spec.rollup import Rollup
from lishui_dash.spec.threshold import Better, Format, Threshold
from lishui_dash.spec.threshold_faults import fault_of
from lishui_dash.words import Words


class Combine(Enum):
    """How a value of a larger whole comes from its parts; never an average."""

    RATIO_OF_SUMS = "ratio_of_sums"
    SUM = "sum"
    WORST = "worst"
    """the part furthest in the bad direction (with its numerator and denominator)"""
    LEAST = "least"
    """the least figure; for extras only"""


@dataclass(frozen=True)
class Extra:
    """An extra figure the SELECT yields beside the value, and how parts make a whole."""

    name: str
    words: Words
    combine: Combine
    """SUM adds, WORST takes the greatest, LEAST the least; none is a ratio."""


@dataclass(frozen=True)
class Measure:
    """Something done for a figure: rows of `feed`, each on the day its column `at` names.

    `words` say it of the rows of one day at one place, `{number}` of them. `only` is a
    condition on the rows. The feed must be reported place by place.
    """

    words: Words
    feed: Feed
    at: str
    only: str = "TRUE"

    def __post_init__(self) -> None:
        if self.at not in self.feed.column_names:
            raise DeclarationError(f"measure {self.name}: no column {self.at}")
        if self.feed.column(self.feed.reporter).refers_to is not Register.PLACE:
            raise DeclarationError(f"measure {self.name}: is not reported by places")

    @property
    def name(self) -> str:
        return self.words.en


class Audience(Enum):
    WALL = "wall"
    DEPARTMENT = "department"
    CLERK = "clerk"


@dataclass(frozen=True)
class Indicator:
    """A number that tells whether a promise is kept.

    `sql` yields one row for each place, or each place and item when `item` is named, as
    of the day `$as_of`, with the columns `place`, [`item`], `numerator`, `denominator`,
    `value` (NULL when it cannot be told) and one for each extra. It reads the tables of
    `reads` and no others. `rows_sql` yields the rows behind the number of one place
    (`$place`) as of `$as_of`, worst first, without any masked or sensitive column.

    `window` is how many days of rows the value looks back on, the day itself included;
    None means all history, so that a change touches every later day.
    `empty_is_zero`: a place that reported and has no row has the value 0 (a count);
    otherwise it is missing. `suppress_small`: counts 1-4 of people are shown as "<5", and
    what stands on so few is not told. Whatever is made from restricted rows and stands on
    the wall has it, unless it `is_published`.
    """

    name: str
    words: Words
    question: Words
    numerator: Words
    denominator: Words
    unit: Words
    format: Format
    better: Better
    threshold: Threshold
    owner: Words
    audience: tuple[Audience, ...]
    reads: tuple[Feed | Rollup, ...]
    sql: str
    rows_sql: str
    over_places: Combine
    promises: tuple[str, ...] = ()
    """the numbers of the promises it shows, of any clause: `("8.1", "8.2")`"""
    wall: int | None = None
    """its place among the figures of its clause on the wall, 1 first; None: not there"""
    drill: tuple[str, ...] = ()
    """the columns of `rows_sql` by which its rows are counted, beside the place"""
    spread: str = ""
    """the column of `rows_sql` whose distribution tells what the value hides"""
    measures: tuple[Measure, ...] = ()
    """what is done about it, marked on its trend"""
    item: str = ""
    over_items: Combine = Combine.WORST
    extras: tuple[Extra, ...] = ()
    window: int | None = 1
    empty_is_zero: bool = False
    suppress_small: bool = False
    is_published: bool = False
    """what it counts was announced by name, as awards are: small numbers tell nothing"""
    nothing_owed_is_green: bool = False
    """a rate over nobody (denominator 0 or no row) says that nothing was owed, instead of
    that something is missing: nobody was overworked, no case was due"""
    reads_ledger: bool = False
    """it speaks of deliveries themselves: every delivery touches it"""

    def __post_init__(self) -> None:
        fault = fault_of(self.threshold, self.better, self.format)
        if fault:
            raise DeclarationError(f"indicator {self.name}: {fault.en}")
        names = {extra.name for extra in self.extras}
        for when in (*self.threshold.amber_when, *self.threshold.red_when):
            if when.extra not in names:
                raise DeclarationError(f"indicator {self.name}: no extra {when.extra}")
        if not (self.reads or self.reads_ledger):
            raise DeclarationError(f"indicator {self.name}: reads nothing")
        if "$as_of" not in self.sql:
            raise DeclarationError(f"indicator {self.name}: the SELECT is of no day")
        if Combine.LEAST in (self.over_places, self.over_items):
            raise DeclarationError(f"indicator {self.name}: LEAST is for extras")
        if self.format is Format.PERCENT and self.over_places is Combine.SUM:
            raise DeclarationError(f"indicator {self.name}: percentages are not added")
        is_shown = self.wall is not None or Audience.WALL in self.audience
        may_name = is_shown and self.about is About.RESTRICTED
        if may_name and not (self.suppress_small or self.is_published):
            raise DeclarationError(f"indicator {self.name}: the wall tells small numbers")
        if self.is_published and (self.suppress_small or not may_name):
            raise DeclarationError(f"indicator {self.name}: is not restricted anyway")

    @property
    def feeds(self) -> tuple[Feed, ...]:
        """The feeds it reads, directly or through a rollup, each once, in order."""
        found: dict[str, Feed] = {}
        for read in self.reads:
            for feed in (read,) if isinstance(read, Feed) else read.reads:
                found[feed.name] = feed
        return tuple(found.values())

    @property
    def about(self) -> About:
        """What the rows behind it tell of: persons where they name one by a pseudonym, or
        are so few that they are not counted; else things, whatever its feeds tell of."""
        told = self.rows_sql.partition("FROM")[0]
        persons = (
            column.name
            for feed in self.feeds
            for column in feed.columns
            if column.privacy is Privacy.PSEUDONYM
        )
        if not self.suppress_small and not any(
            re.search(rf"\b{name}\b", told) for name in persons
        ):
            return About.THINGS
        kinds = {feed.about for feed in self.feeds}
        return About.RESTRICTED if About.RESTRICTED in kinds else About.PERSONS
