"""A feed: a table that units deliver again and again as CSV or XLSX."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from enum import Enum

from lishui_dash.errors import DeclarationError
from lishui_dash.spec.columns import Column, Register, Rule, Type
from lishui_dash.words import Words

_FIGURES = (Type.INTEGER, Type.NUMBER, Type.MONEY)


class Tier(Enum):
    CORE = "core"
    NAMED = "named"
    LEDGER = "ledger"


class Load(Enum):
    """How a delivery meets the rows that are there."""

    REPLACE_SLICE = "replace_slice"
    """It replaces every row of the slices (unit, day) it speaks of."""
    UPSERT = "upsert"
    """It replaces the rows of the same key."""
    VALIDITY = "validity"
    """As UPSERT; the key holds the day from which the row is valid."""


class Cadence(Enum):
    DAILY = "daily"
    WEEKLY = "weekly"
    ON_CHANGE = "on_change"
    """Owed once, then whenever something changes."""
    EVENT = "event"
    """Owed only when something happens: nobody is asked for a zero report."""


class About(Enum):
    """What the rows of a feed tell of; who may read them follows from it."""

    THINGS = "things"
    """Supplies, posts, forms, money: nobody in particular."""
    PERSONS = "persons"
    """One person a row: for the head of the unit that reported it, and those above."""
    RESTRICTED = "restricted"
    """Health, discipline, nominations, grievances: for the department responsible alone."""


class UnitKind(Enum):
    """What sort of body a unit is; a feed names the kinds that owe it."""

    COMMAND = "command"
    CITY_COMMAND = "city_command"
    DEPARTMENT = "department"
    TOWNSHIP = "township"
    VILLAGE = "village"
    HOSPITAL = "hospital"
    CLINIC = "clinic"
    STORE = "store"
    OTHER = "other"


@dataclass(frozen=True)
class Due:
    """When the report of a business day is due: so many days later, at this hour.

    A weekly feed is due after the last day of the week (`weekday`, Monday 0) that a
    business day lies in.
    """

    at: time
    days_after: int = 1
    weekday: int = 6

    def moment(self, day: date) -> datetime:
        return datetime.combine(day + timedelta(days=self.days_after), self.at)


@dataclass(frozen=True)
class Packed:
    """Quantities that may be reported in boxes, and are kept in the base unit of an item.

    All are names of columns: `item` tells of what, `unit` in which unit, `packing` how many
    of one unit are in another (50只/盒), `quantities` the figures to convert.
    `base_units` holds for every item code the unit that is kept, `fixed` how many base
    units another unit is whatever the packing: (unit, base unit, how many).
    """

    item: str
    unit: str
    packing: str
    quantities: tuple[str, ...]
    base_units: tuple[tuple[str, str], ...]
    fixed: tuple[tuple[str, str, float], ...]

    @property
    def columns(self) -> tuple[str, ...]:
        return (self.item, self.unit, self.packing, *self.quantities)


@dataclass(frozen=True)
class Feed:
    """What units deliver, who owes it, by when, and what every row must keep.

    The feed's name is also its table's. `day` names the column that holds the business
    day (a timestamp counts by its date); `reporter` the column that tells who reports:
    a unit, or a place, which stands for its command centre. `slice_by` are the columns
    whose values a delivery replaces whole when `load` is REPLACE_SLICE. `corrections` says
    how a correction is sent, `personal_data` what it tells of persons in words and `about`
    as a rule, `volume` how much of it the city sends. `reporters` owe it; `contributors`
    may send the rows of their own posts as well, and owe nothing. `bodies` are codes of
    bodies of the city that may send what is of the city itself (市本级), beside its
    command; `hosts` may send for every place, since they run what is told of (a hotline).
    Figures in `watched` are compared with their own past before they are stored; `chained`
    names the figure of the day before and that of the day (昨日结存, 今日结存), which must
    continue each other.

    `lasting` and `evidence` are SQL over a row, and say whether it is kept when its day is
    too old for rows about persons to be kept. `lasting` (may name `$until`): it still
    counts for later days, so it stays, and may come or change; where nothing is said, rows
    of a list do and rows of a day do not. `evidence`: of these the last day of each person
    stays.
    """

    name: str
    number: int
    words: Words
    tier: Tier
    clauses: tuple[int, ...]
    grain: Words
    submitter: Words
    key: tuple[str, ...]
    load: Load
    cadence: Cadence
    due: Due
    reporters: tuple[UnitKind, ...]
    reporter: str
    day: str
    columns: tuple[Column, ...]
    corrections: Words
    personal_data: Words
    about: About
    volume: Words
    slice_by: tuple[str, ...] = ()
    rules: tuple[Rule, ...] = ()
    packed: Packed | None = None
    contributors: tuple[UnitKind, ...] = ()
    bodies: tuple[str, ...] = ()
    hosts: tuple[str, ...] = ()
    watched: tuple[str, ...] = ()
    chained: tuple[str, str] | None = None
    lasting: str = ""
    evidence: str = ""

    def __post_init__(self) -> None:
        names = [column.name for column in self.columns]
        if len(set(names)) < len(names):
            raise DeclarationError(f"feed {self.name}: a column twice")
        packed = self.packed.columns if self.packed is not None else ()
        for used in (*self.key, *self.slice_by, self.reporter, self.day, *packed):
            if used not in names:
                raise DeclarationError(f"feed {self.name}: no column {used}")
        if (self.load is Load.REPLACE_SLICE) != bool(self.slice_by):
            raise DeclarationError(f"feed {self.name}: slice_by goes with REPLACE_SLICE")
        if self.column(self.reporter).refers_to not in (Register.UNIT, Register.PLACE):
            raise DeclarationError(f"feed {self.name}: {self.reporter} names no unit")
        owed = self.cadence is not Cadence.EVENT
        if owed and not self.reporters:
            raise DeclarationError(f"feed {self.name}: owed by nobody")
        rules = [rule.name for rule in self.all_rules]
        if len(set(rules)) < len(rules):
            raise DeclarationError(f"feed {self.name}: a rule name twice")
        for name in self.compared:
            if name not in names or self.column(name).type not in _FIGURES:
                raise DeclarationError(f"feed {self.name}: {name} is no figure to compare")
        if self.compared and not self.series:
            raise DeclarationError(f"feed {self.name}: nothing to tell its series apart")
        if self.evidence and "person_id" not in names:
            raise DeclarationError(f"feed {self.name}: evidence of nobody")

    def column(self, name: str) -> Column:
        """Raises KeyError when the feed has no such column."""
        for column in self.columns:
            if column.name == name:
                return column
        raise KeyError(f"{self.name}.{name}")

    def due_at(self, day: date) -> datetime:
        """Return when the report of a business day is due."""
        if self.cadence is Cadence.WEEKLY:
            day += timedelta(days=(self.due.weekday - day.weekday()) % 7)
        return self.due.moment(day)

    @property
    def compared(self) -> tuple[str, ...]:
        """The figures that are compared with their own past."""
        return tuple(dict.fromkeys((*self.watched, *(self.chained or ()))))

    @property
    def series(self) -> tuple[str, ...]:
        """What rows of different days about the same thing have in common.

        Empty where the day is no part of the key: a row then has no past.
        """
        if self.day not in self.key:
            return ()
        return tuple(name for name in self.key if name != self.day)

    @property
    def column_names(self) -> tuple[str, ...]:
        return tuple(column.name for column in self.columns)

    @property
    def all_rules(self) -> tuple[Rule, ...]:
        return (*(rule for column in self.columns for rule in column.rules), *self.rules)
