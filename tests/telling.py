"""What is done at the desk over some days, and an account of it kept beside the store.

The account says who has handed in what; who owes what it takes from the catalogue. It never
asks the store: it is what the walls are held against.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime, timedelta
from functools import cache
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc

from lishui_dash.actions.desk import open_desk
from lishui_dash.catalogue import CATALOGUE
from lishui_dash.catalogue.places import PLACES, WHOLE
from lishui_dash.catalogue.units import UNITS, Unit, command_of, reporter_of
from lishui_dash.demo.rows import Rows
from lishui_dash.demo.scale import Extent
from lishui_dash.demo.sheets import Sheet, arrival_of, sheets_of
from lishui_dash.demo.world import World
from lishui_dash.errors import DeliveryRejected
from lishui_dash.intake.receive import Arrival, How, Receipt
from lishui_dash.spec import Cadence, Feed, Indicator, Register
from tests.kept import Kept

ONE, MINUTE = timedelta(days=1), timedelta(minutes=1)
FIRST = date(2020, 2, 25)
DAY = FIRST + 2 * ONE
"""The two days before it are handed in whole; of this one and the next, whatever comes."""
MORNING = datetime.combine(DAY + ONE, datetime.min.time())
FEEDS = CATALOGUE.feeds
DAILY = [feed for feed in FEEDS.values() if feed.cadence is Cadence.DAILY]
LISTS = [f for f in FEEDS.values() if f.cadence in (Cadence.ON_CHANGE, Cadence.WEEKLY)]
HELD_BACK = "331127"
"""The county whose lists have not come when a telling begins."""
WORLD = World(Extent(FIRST, DAY + 4 * ONE, 0.05, sparse=True))


@dataclass(frozen=True)
class Act:
    """Something done at the desk: rows of these units sent, taken back, or the feed's last
    delivery undone."""

    at: datetime
    what: str
    feed: str
    day: date
    units: frozenset[str] = frozenset()

    def _repr_pretty_(self, printer: Any, cycle: bool) -> None:
        who = sorted(self.units)
        named = f"{who[:2]} of {len(who)}" if len(who) > 3 else f"{who}"
        printer.text(
            f"{self.at:%m-%d %H:%M} {self.what} {self.feed} {self.day:%m-%d} {named}"
        )


@dataclass(frozen=True)
class Look:
    """`place` has its own wall beside the city's; `opened`: the server has just opened the
    days that have begun."""

    at: datetime
    as_of: date
    place: str
    opened: bool


@dataclass
class Account:
    """By feed, unit and day, oldest first: from when a report stood, or no longer did."""

    kept: dict[tuple[str, str, date], list[tuple[datetime, int, bool]]] = field(
        default_factory=dict, repr=False
    )
    numbers: dict[str, list[int]] = field(default_factory=dict, repr=False)

    def write(self, act: Act, number: int, stands: bool) -> None:
        self.numbers.setdefault(act.feed, []).append(number)
        for unit in act.units:
            lines = self.kept.setdefault((act.feed, unit, act.day), [])
            lines.append((act.at, number, stands))

    def undo(self, at: datetime, number: int) -> None:
        """What the delivery changed is again as it was before."""
        for lines in self.kept.values():
            numbers = [line[1] for line in lines]
            if number in numbers:
                before = numbers.index(number) - 1
                lines.append((at, 0, before >= 0 and lines[before][2]))

    def stands(self, feed: str, unit: str, day: date, at: datetime) -> bool:
        lines = [line for line in self.kept.get((feed, unit, day), ()) if line[0] <= at]
        return bool(lines) and lines[-1][2]

    def has_reported(self, feed: Feed, unit: str, as_of: date, at: datetime) -> bool:
        """A daily report counts for its day alone, a list from its day on."""
        if feed.cadence is Cadence.DAILY:
            return self.stands(feed.name, unit, as_of, at)
        known = [day for name, who, day in self.kept if (name, who) == (feed.name, unit)]
        return any(self.stands(feed.name, unit, day, at) for day in known if day <= as_of)

    def missing(
        self, feed: Feed, place: str, as_of: date, at: datetime
    ) -> list[tuple[str, str]]:
        return [
            (feed.name, unit.code)
            for unit in owing(feed, place)
            if not self.has_reported(feed, unit.code, as_of, at)
        ]

    def behind(
        self, indicator: Indicator, place: str, as_of: date, at: datetime
    ) -> list[tuple[str, str]]:
        """Return what a figure lacks: the reports that are due and have not come."""
        owed = [feed for feed in indicator.feeds if feed.cadence is not Cadence.EVENT]
        lacks = [one for feed in owed for one in self.missing(feed, place, as_of, at)]
        if not owed and indicator.feeds:
            names = {feed.name for feed in indicator.feeds}
            came = [key for key in self.kept if key[0] in names]
            if not any(self.stands(*key, at) for key in came):
                lacks = [(name, "anybody") for name in sorted(names)]
        return lacks


@cache
def owing(feed: Feed, place: str) -> tuple[Unit, ...]:
    kinds, places = feed.reporters, [p.code for p in PLACES]
    at = places if place == WHOLE else [place]
    return tuple(u for u in UNITS.values() if u.kind in kinds and u.place in at)


def reporters(feed: Feed, table: Rows) -> dict[str, set[str]]:
    """Return the units that a table speaks for, with the names its rows have for each.

    A command speaks for its place, a township for its villages.
    """
    by_place = feed.column(feed.reporter).refers_to is Register.PLACE
    found: dict[str, set[str]] = {}
    for name in set(table[feed.reporter].to_pylist()):
        code = command_of(name).code if by_place else reporter_of(name)
        found.setdefault(code, set()).add(name)
    return found


def rows_of(feed: Feed, table: Rows, units: frozenset[str]) -> Rows:
    """Return the rows by which these units report."""
    told = reporters(feed, table).items()
    names = sorted(name for code, names in told if code in units for name in names)
    return table.filter(pc.is_in(table[feed.reporter], value_set=_texts(names)))


def _texts(names: Sequence[str]) -> pa.Array:
    return pa.array(names, pa.string())


@cache
def sheets(day: date) -> dict[str, Sheet]:
    """Return what a calm city sends of a day, with only those members who check in."""
    found = {s.feed: s for s in sheets_of(WORLD, (), day) if s.table.num_rows}
    if day == FIRST:
        members = found["party_registration"]
        active = set(found["volunteer_checkins"].table["person_id"].to_pylist())
        is_active = pc.is_in(members.table["person_id"], value_set=_texts(sorted(active)))
        table = members.table.filter(is_active)
        found["party_registration"] = replace(members, table=table)
    return found


class Telling:
    """A copy of the store, the desk over it, and the account kept beside it."""

    def __init__(self, kept: Kept, account: Account) -> None:
        self.desk = open_desk(kept.store, kept.key_file)
        self.account = Account(
            {key: list(lines) for key, lines in account.kept.items()},
            {feed: list(numbers) for feed, numbers in account.numbers.items()},
        )

    def do(self, acts: Sequence[Act]) -> None:
        """Hand in together what is sent at one moment."""
        if acts[0].what == "undo":
            self._undo(acts[0])
            return
        acts = [act for act in acts if act.units]
        arrivals = [self._arrival(act) for act in acts]
        for act, result in zip(acts, self.desk.receive_many(arrivals), strict=True):
            known = self.account.numbers.get(act.feed, [])
            # Nothing has come of a refused file, nor of one that changed nothing.
            if isinstance(result, Receipt) and result.delivery_no not in known:
                self.account.write(act, result.delivery_no, stands=act.what == "send")

    def _undo(self, act: Act) -> None:
        numbers = self.account.numbers.get(act.feed)
        if not numbers:
            return
        try:
            self.desk.undo(numbers[-1], reason="报错", sender="331100", at=act.at)
        except DeliveryRejected:
            return
        self.account.undo(act.at, numbers.pop())

    def _arrival(self, act: Act) -> Arrival:
        feed, sheet = FEEDS[act.feed], sheets(act.day)[act.feed]
        sent = replace(sheet, table=rows_of(feed, sheet.table, act.units), at=act.at)
        how = How.VOID if act.what == "void" else None
        return replace(arrival_of(sent), how=how, reason="按台账更正", opened_at=None)
