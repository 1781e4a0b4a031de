"""Small tables written as text, so that a test reads like the case it is about.

    duty_date    | county_code | post_id      | person_id | duty_hours | duty_status
    -------------+-------------+--------------+-----------+------------+------------
    02-01..02-14 | 青田        | CP-331121-02 | P1..P6    | 12         | on_duty

The head names columns of the feed, or how their names begin, in any number: the rest stay
empty. A day without a year is of 2020; a place may go by its short name; a range stands
for each of its days or numbers, and a row with ranges for every combination of them. The
rows are put into the tables straight, with their lines in the ledger, since what is tested
begins there.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from datetime import date, datetime, time, timedelta
from itertools import product

import pyarrow as pa

from lishui_dash.catalogue import CATALOGUE
from lishui_dash.catalogue.places import PLACES, WHOLE
from lishui_dash.catalogue.units import UNITS, command_of
from lishui_dash.readings.reading import Reading
from lishui_dash.readings.take import take
from lishui_dash.spec import Feed, Register, Rollup, Type
from lishui_dash.store.engine import Engine, Transaction
from lishui_dash.store.ledger import next_delivery_no

_CODES = {place.short.hans: place.code for place in PLACES} | {"全市": WHOLE}
_MONTH_DAY = re.compile(r"^\d\d-\d\d\b")
_DAYS = re.compile(r"^(\d\d-\d\d)\.\.(\d\d-\d\d)$")
_NUMBERS = re.compile(r"^(\D*)(\d+)\.\.\1(\d+)$")


def day(text: str) -> date:
    """Return a day of 2020 from "02-13", or of any year from "2020-02-13"."""
    return date.fromisoformat(_with_year(text))


def moment(text: str) -> datetime:
    return datetime.fromisoformat(_with_year(text))


def given(
    engine: Engine, feed_name: str, table: str, *, received: str = "", **same: str
) -> None:
    """Put the rows of `table` into the feed, and their slices into the ledger.

    `same` are columns that hold the same in every row. The rows arrive at 07:00 of the
    day after the business day, or at `received`.
    """
    feed = CATALOGUE.feeds[feed_name]
    names, rows = parsed(feed, table, same)
    with engine.writing() as transaction:
        number = next_delivery_no(transaction)
        put(transaction, feed, names, rows, number)
        _write_ledger(transaction, feed, number, moment(received) if received else None)


def parsed(
    feed: Feed, table: str, same: Mapping[str, str]
) -> tuple[list[str], list[tuple[str | None, ...]]]:
    """Return the names of the columns, and the rows that the table stands for."""
    lines = [line for line in table.strip().splitlines() if set(line.strip()) - set("-+ ")]
    heads, *rows = [[cell.strip() for cell in line.split("|")] for line in lines]
    names = [_column_named(feed, head) for head in (*heads, *same)]
    rows = [[*row, *same.values()] for row in rows]
    assert all(len(row) == len(names) for row in rows), table
    codes = [_is_place(feed, name) for name in names]
    return names, [
        tuple(
            (_CODES.get(cell, cell) if is_place else _with_year(cell)) or None
            for cell, is_place in zip(combination, codes, strict=True)
        )
        for row in rows
        for combination in product(*map(_expanded, row))
    ]


def put(
    transaction: Transaction,
    feed: Feed,
    names: list[str],
    rows: list[tuple[str | None, ...]],
    number: int,
) -> None:
    """Insert rows of text, each cell cast to its column's type."""
    columns = [pa.array(column, pa.string()) for column in zip(*rows, strict=True)]
    transaction.register("told", pa.table(columns, names=names))
    casts = ", ".join(f"CAST({name} AS {feed.column(name).type.value})" for name in names)
    transaction.execute(
        f"""
        INSERT INTO {feed.name} ({", ".join(names)}, delivery_no, source_row)
        SELECT {casts}, {number}, row_number() OVER () + 1
        FROM told
        """
    )
    transaction.unregister("told")


def reading(
    engine: Engine, name: str, as_of: str, place: str = "全市", item: str = ""
) -> Reading:
    """Return the reading as of the day, from rollups made anew."""
    found = readings(engine, name, as_of)
    return found[_CODES.get(place, place), item]


def readings(engine: Engine, name: str, as_of: str) -> dict[tuple[str, str], Reading]:
    """Return every reading of an indicator by place and item."""
    indicator = CATALOGUE.indicators[name]
    for read in indicator.reads:
        if isinstance(read, Rollup):
            make_rollup(engine, read, day(as_of))
    taken = take(engine, CATALOGUE, indicator, day(as_of))
    return {(one.place, one.item): one for one in taken}


def make_rollup(engine: Engine, rollup: Rollup, last: date) -> None:
    """Make the rows of a rollup for every day up to `last`."""
    names = ", ".join(name for name, _ in rollup.columns)
    firsts = [
        engine.query(f"SELECT min(CAST({feed.day} AS DATE)) FROM {feed.name}")[0][0]
        for feed in rollup.reads
    ]
    first = min((known for known in firsts if known is not None), default=last)
    with engine.writing() as transaction:
        transaction.execute(f"DELETE FROM {rollup.name}")
        for passed in range((last - first).days + 1):
            transaction.execute(
                f"INSERT INTO {rollup.name} (day, {names}) "
                f"SELECT $day, {names} FROM ({rollup.sql}) AS made",
                {"day": first + timedelta(days=passed)},
            )


def _write_ledger(
    transaction: Transaction, feed: Feed, number: int, received: datetime | None
) -> None:
    reported = transaction.query(
        f"""
        SELECT {feed.reporter}, CAST({feed.day} AS DATE), count(*)
        FROM {feed.name}
        WHERE delivery_no = {number} AND {feed.day} IS NOT NULL
        GROUP BY 1, 2
        """
    )
    by_place = feed.column(feed.reporter).refers_to is Register.PLACE
    for reporter, business_day, rows_n in reported:
        unit = command_of(reporter) if by_place else UNITS[reporter]
        came = received or datetime.combine(business_day + timedelta(days=1), time(7))
        slice_ = (number, feed.name, unit.code, unit.place, business_day, rows_n, came)
        transaction.execute(
            "INSERT INTO delivery_slice VALUES ($a, $b, $c, $d, $e, $f, $g)",
            dict(zip("abcdefg", slice_, strict=True)),
        )
    transaction.execute(
        "INSERT INTO delivery (delivery_no, feed, verdict) VALUES ($no, $feed, 'accepted')",
        {"no": number, "feed": feed.name},
    )


def _column_named(feed: Feed, head: str) -> str:
    if head in feed.column_names:
        return head
    [name] = [name for name in feed.column_names if name.startswith(head)]
    return name


def _is_place(feed: Feed, name: str) -> bool:
    column = feed.column(name)
    return column.refers_to is Register.PLACE and column.type is Type.TEXT


def _with_year(cell: str) -> str:
    return f"2020-{cell}" if _MONTH_DAY.match(cell) else cell


def _expanded(cell: str) -> Iterator[str]:
    if days := _DAYS.match(cell):
        first, last = day(days[1]), day(days[2])
        for passed in range((last - first).days + 1):
            yield (first + timedelta(days=passed)).isoformat()
    elif numbers := _NUMBERS.match(cell):
        for number in range(int(numbers[2]), int(numbers[3]) + 1):
            yield f"{numbers[1]}{number}"
    else:
        yield cell
