"""How a stored cell came to be what it is: who changed it, when, and why.

Nothing is deleted, so the rows in force and the superseded ones are all there ever was.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from itertools import groupby, islice
from typing import Any

from lishui_dash.spec import About, Feed, Indicator, Privacy, Register
from lishui_dash.store.engine import Engine, Reader
from lishui_dash.store.schema import superseded
from lishui_dash.store.sight import EVERYWHERE, Reach

MOST_ROWS = 50
"""Of how many rows the history is told at most: those changed last."""

HIDDEN = (Privacy.MASK, Privacy.SENSITIVE, Privacy.FREE_TEXT)
"""Of columns with these it is told that they have changed, and not from what to what."""


@dataclass(frozen=True)
class By:
    """The delivery that made a change, as the ledger has it.

    `unit_code` and `place` are None where it spoke for several. `mode` is "late" where it
    came after its deadline, and "correction", "void" or "undo" where it changed what was
    there. `reason` is why, in the clerk's words, or "".
    """

    delivery_no: int
    at: datetime
    unit_code: str | None
    place: str | None
    sender: str
    file_name: str
    mode: str
    reason: str


@dataclass(frozen=True)
class Change:
    """What one delivery did to one cell, from what to what; `key` tells the row.

    `column` is "" where a whole row came (`is_new`) or was taken back.
    """

    key: Mapping[str, object]
    by: By
    column: str
    before: object = None
    after: object = None
    is_new: bool = False


@dataclass(frozen=True)
class Meant:
    """Which rows of a feed are meant: cells that they hold, and days they are about."""

    feed: Feed
    cells: Mapping[str, object]
    first: date | None = None
    last: date | None = None

    @property
    def is_one(self) -> bool:
        """Whether it is one row, by its whole key."""
        return set(self.feed.key) <= set(self.cells)


def history_of(
    reader: Reader, feed: Feed, key: Mapping[str, object], column: str
) -> tuple[Change, ...]:
    """Return every change of one cell in the order in which they came.

    The first one is from None; so is one that follows a row that was taken back. Raises
    KeyError when the feed has no such column.
    """
    feed.column(column)
    found: list[Change] = []
    for before, after, by in _steps(_versions(reader, Meant(feed, key), [column])):
        old, new = (None if one is None else one.cells[column] for one in (before, after))
        if old != new:
            found.append(Change(key, by, column, old, new, is_new=before is None))
    return tuple(found)


def history_of_rows(
    engine: Engine, indicator: Indicator, meant: Meant
) -> tuple[Change, ...]:
    """Return every change of the rows that are meant by a row behind an indicator, newest
    first: of those rows that `engine.sight` lists.

    A row leads to others by what they share, such as an item or a person, and so to those
    of other units. Rows are kept to the units of whoever looks; a row about things that is
    told by its whole key is the one that he looks at already, whoever has sent it.

    That a row came is one change. Masked, sensitive and free-text columns are left out,
    as they are behind every number.
    """
    feed = meant.feed
    reach = engine.sight.listed_of(indicator, feed)
    if not reach:
        return ()
    if feed.about is About.THINGS and meant.is_one:
        reach = EVERYWHERE
    names = [
        column.name
        for column in feed.columns
        if column.name not in feed.key and column.privacy not in HIDDEN
    ]
    found = list(_changes(_steps(_versions(engine.behind, meant, names, reach)), names))
    found.sort(key=lambda change: change.by.delivery_no, reverse=True)
    return tuple(found)


@dataclass(frozen=True)
class _Version:
    """A row as it stood from one delivery to another; `until` None: it still stands."""

    key: Mapping[str, object]
    cells: Mapping[str, Any]
    since: By
    until: By | None


_Step = tuple[_Version | None, _Version | None, By]


def _changes(steps: Iterator[_Step], names: Sequence[str]) -> Iterator[Change]:
    for before, after, by in steps:
        if before is None and after is not None:
            yield Change(after.key, by, "", is_new=True)
        elif after is None and before is not None:
            yield Change(before.key, by, "")
        elif before is not None and after is not None:
            for name in names:
                old, new = before.cells[name], after.cells[name]
                if old != new:
                    yield Change(after.key, by, name, old, new)


def _steps(versions: Sequence[_Version]) -> Iterator[_Step]:
    """Yield what stood before, what stood afterwards, and what came between."""
    for _, of_row in groupby(versions, key=lambda version: version.key):
        before: _Version | None = None
        for version in of_row:
            until = before.until if before is not None else None
            if until is not None and until.delivery_no != version.since.delivery_no:
                yield before, None, until
                before = None
            yield before, version, version.since
            before = version
        if before is not None and before.until is not None:
            yield before, None, before.until


def _versions(
    reader: Reader, meant: Meant, names: Sequence[str], reach: Reach = EVERYWHERE
) -> list[_Version]:
    """Return the rows that are meant, as they ever were, by key and then in their order.

    Those beyond `reach` are left out.
    """
    feed = meant.feed
    rows = reader.query(_sql_for_versions(meant, names, reach), _parameters(meant, reach))
    numbers = {number for *_, since, until in rows for number in (since, until)}
    ledger = _ledger(reader, sorted(number for number in numbers if number is not None))
    found: list[_Version] = []
    for *cells, since, until in rows:
        key = dict(zip(feed.key, cells, strict=False))
        told = dict(zip(names, cells[len(feed.key) :], strict=True))
        found.append(_Version(key, told, ledger[since], ledger.get(until)))
    return found


def _parameters(meant: Meant, reach: Reach) -> dict[str, object]:
    cells = {f"cell_{name}": cell for name, cell in meant.cells.items()}
    days = {"first": meant.first, "last": meant.last, "most": MOST_ROWS}
    return {
        **cells,
        **days,
        "units": sorted(reach.units or ()),
        "places": sorted(reach.places),
    }


def _sql_for_versions(meant: Meant, names: Sequence[str], reach: Reach) -> str:
    feed = meant.feed
    wanted = [f"{name} = $cell_{name}" for name in meant.cells]
    if not reach.is_everywhere:
        wanted.append(_sql_for_reach(feed))
    if meant.first is not None:
        wanted.append(f"CAST({feed.day} AS DATE) >= $first")
    if meant.last is not None:
        wanted.append(f"CAST({feed.day} AS DATE) <= $last")
    where = " AND ".join(wanted) or "true"
    key = ", ".join(feed.key)
    columns = ", ".join(dict.fromkeys((*feed.key, *names)))
    shown = ", ".join(f"v.{name}" for name in (*feed.key, *names))
    return f"""
        WITH versions AS (
            SELECT {columns}, delivery_no, CAST(NULL AS BIGINT) AS superseded_by
            FROM {feed.name}
            WHERE {where}
            UNION ALL
            SELECT {columns}, delivery_no, superseded_by
            FROM {superseded(feed)}
            WHERE {where}
        ),
        changed_last AS (
            SELECT {key}
            FROM versions
            GROUP BY {key}
            ORDER BY max(coalesce(superseded_by, delivery_no)) DESC, {key}
            LIMIT $most
        )
        SELECT {shown}, v.delivery_no, v.superseded_by
        FROM versions AS v
        JOIN changed_last AS c ON {" AND ".join(f"c.{n} = v.{n}" for n in feed.key)}
        ORDER BY {", ".join(f"v.{name}" for name in feed.key)}, v.delivery_no
    """


def _sql_for_reach(feed: Feed) -> str:
    """Return the condition that a row is of a unit within reach, or of a place all of which
    is: by who reports it, and by the unit that it names first where that is a place."""
    if feed.column(feed.reporter).refers_to is Register.UNIT:
        return f"list_contains($units, {feed.reporter})"
    units = (c.name for c in feed.columns if c.refers_to is Register.UNIT)
    within = [f"list_contains($places, {feed.reporter})"]
    within += [f"list_contains($units, {name})" for name in islice(units, 1)]
    return f"({' OR '.join(within)})"


def _ledger(reader: Reader, numbers: Sequence[int]) -> dict[int | None, By]:
    rows = reader.query(
        """
        SELECT
            delivery_no,
            received_at,
            unit_code,
            place,
            sender,
            file_name,
            mode,
            reason
        FROM delivery
        WHERE list_contains($numbers, delivery_no)
        """,
        {"numbers": list(numbers)},
    )
    return {row[0]: By(*row) for row in rows}
