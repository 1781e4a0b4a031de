"""Rows about persons that are older than the time of keeping are reduced to counts.

Figures stay as they are: the days that stood on those rows are sealed, and readings, the
ledger and who reported what stay. What goes: the rows and their earlier versions, the
original files of that time, and what problems quote of them.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from lishui_dash.catalogue import Catalogue
from lishui_dash.readings.refresh import window_of
from lishui_dash.spec import Feed, Register
from lishui_dash.store.engine import Engine, Reader, Transaction
from lishui_dash.store.kept import Run, Seal, keep_run, lasting, seal_of
from lishui_dash.store.personal import feeds_about_persons, rollups_about_persons
from lishui_dash.store.schema import superseded
from lishui_dash.store.scrubbing import is_scrub_due, note_scrub

LEAST_DAYS = 60
"""Fewer days of keeping would seal days that are still reported and corrected."""


@dataclass(frozen=True)
class Retained:
    """What a reduction takes away: rows by feed, and what else. `seal` is how far it goes.

    `rows` are those in force, `superseded_n` counts their earlier versions, `made_n` rows
    of rollups about persons.
    """

    seal: Seal
    rows: tuple[tuple[str, int], ...]
    superseded_n: int
    made_n: int
    originals_n: int
    quotes_n: int

    @property
    def rows_n(self) -> int:
        return sum(count for _, count in self.rows)

    def __bool__(self) -> bool:
        return any(
            (self.rows_n, self.superseded_n, self.made_n, self.originals_n, self.quotes_n)
        )


def until_of(today: date, days: int) -> date:
    """Return the first day whose rows are kept, `days` being how long they are."""
    return today - timedelta(days=days)


def _nobody(_: Retained) -> None:
    """Be told, and tell nobody."""


def due(engine: Engine, until: date, *, ended: date | None = None) -> Retained:
    """Return what `retain` would do; nothing is changed."""
    seal = _seal(engine, engine.catalogue, until, ended)
    return _counted(engine, engine.catalogue, seal)


def retain(
    engine: Engine,
    until: date,
    at: datetime,
    *,
    ended: date | None = None,
    tell: Callable[[Retained], None] = _nobody,
) -> Retained:
    """Reduce the rows about persons of days before `until`, all in one transaction.

    `ended` is when the response ended: once that is before `until` as well, rows that
    lasted because they counted for later days go too. Doing it again changes nothing.
    `tell` is told of what goes before it is gone for good; where it fails nothing does.
    What one before has left in the file, because it broke off, is scrubbed.
    """
    seal = _seal(engine, engine.catalogue, until, ended)
    found = _counted(engine, engine.catalogue, seal)
    if found or _is_news(engine, seal):
        found = _reduced(engine, seal, at, tell)
    if is_scrub_due(engine):
        engine.scrub()
    return found


def _reduced(
    engine: Engine, seal: Seal, at: datetime, tell: Callable[[Retained], None]
) -> Retained:
    catalogue = engine.catalogue
    with engine.writing() as transaction:
        found = _counted(transaction, catalogue, seal)
        for feed in feeds_about_persons(catalogue):
            _reduce(transaction, feed, seal, at)
        for rollup, _ in rollups_about_persons(catalogue):
            transaction.execute(
                f"DELETE FROM {rollup.name} WHERE day < $until", seal.parameters
            )
        _blank(transaction, seal)
        keep_run(
            transaction,
            Run(
                seal,
                at,
                found.rows_n,
                found.superseded_n,
                found.originals_n,
                found.quotes_n,
            ),
        )
        if found:
            note_scrub(transaction, at)
            tell(found)
    return found


def _seal(reader: Reader, catalogue: Catalogue, until: date, ended: date | None) -> Seal:
    """Return how far a reduction goes: never less far than one before it.

    The first days after `until` are sealed as well: their figures look back on rows that
    are gone.
    """
    windows = [window_of(indicator) or 0 for indicator in catalogue.indicators.values()]
    sealed = until + timedelta(days=max(windows, default=1) - 1)
    is_over = ended is not None and ended < until
    before = seal_of(reader)
    if before is None:
        return Seal(until, sealed, is_over)
    return Seal(
        max(until, before.reduced_before),
        max(sealed, before.sealed_before),
        is_over or before.is_over,
    )


def _is_news(reader: Reader, seal: Seal) -> bool:
    """Whether a day that was opened becomes sealed, though it may have no row to reduce."""
    before = seal_of(reader)
    [(opened,)] = reader.query(
        """
        SELECT count(*)
        FROM obligation
        WHERE day < $sealed AND ($before IS NULL OR day >= $before)
        """,
        {"sealed": seal.sealed_before, "before": before and before.sealed_before},
    )
    return bool(opened)


def _counted(reader: Reader, catalogue: Catalogue, seal: Seal) -> Retained:
    def count(table: str, condition: str) -> int:
        [(found,)] = reader.query(
            f"SELECT count(*) FROM {table} WHERE {condition}", seal.parameters
        )
        return int(found)

    feeds = feeds_about_persons(catalogue)
    rows = [(feed.name, count(feed.name, _sql_for_old(feed, seal))) for feed in feeds]
    return Retained(
        seal,
        tuple((name, found) for name, found in rows if found),
        sum(count(superseded(feed), _sql_for_old_version(feed, seal)) for feed in feeds),
        sum(
            count(rollup.name, "day < $until")
            for rollup, _ in rollups_about_persons(catalogue)
        ),
        count("delivery", f"original IS NOT NULL AND {_OF_THAT_TIME}"),
        count("delivery_problem", _QUOTING),
    )


def _sql_for_old(feed: Feed, seal: Seal) -> str:
    """Return SQL that is true for a row in force that is to be reduced."""
    is_old = _sql_for_old_day(feed, feed.name, seal)
    if not feed.evidence or seal.is_over:
        return is_old
    return f"""
        {is_old}
        AND NOT (
            coalesce({feed.evidence}, FALSE)
            AND (person_id, {feed.day}) IN (
                SELECT (person_id, max({feed.day}))
                FROM {feed.name}
                WHERE {feed.evidence}
                GROUP BY person_id
            )
        )
    """


def _sql_for_old_version(feed: Feed, seal: Seal) -> str:
    """Return SQL for versions that were replaced: whoever could undo that is too late."""
    is_old = _sql_for_old_day(feed, superseded(feed), seal)
    return f"(superseded_at < $until OR ({is_old}))"


def _sql_for_old_day(feed: Feed, table: str, seal: Seal) -> str:
    day = f"CAST({feed.day} AS DATE)"
    if not feed.column(feed.day).required:
        came = f"""
            SELECT CAST(d.received_at AS DATE)
            FROM delivery AS d
            WHERE d.delivery_no = {table}.delivery_no
        """
        day = f"coalesce({day}, ({came}))"
    return f"{day} < $until AND NOT coalesce(({lasting(feed, seal.is_over)}), FALSE)"


_OF_THAT_TIME = "greatest(day_to, CAST(received_at AS DATE)) < $until"
_QUOTING = f"""
    ("value" <> '' OR answer <> '')
    AND delivery_no IN (SELECT delivery_no FROM delivery WHERE {_OF_THAT_TIME})
"""


def _reduce(transaction: Transaction, feed: Feed, seal: Seal, at: datetime) -> None:
    """Write down how many rows there were of each day, and take them away."""
    is_old = _sql_for_old(feed, seal)
    is_unit = feed.column(feed.reporter).refers_to is Register.UNIT
    unit, place = (
        (feed.reporter, f"(SELECT u.place FROM unit AS u WHERE u.code = {feed.reporter})")
        if is_unit
        else ("CAST(NULL AS VARCHAR)", feed.reporter)
    )
    parameters = {**seal.parameters, "feed": feed.name, "at": at}
    transaction.execute(
        f"""
        INSERT INTO reduced_count (feed, unit_code, place, day, rows_n, reduced_at)
        SELECT $feed, {unit}, {place}, CAST({feed.day} AS DATE), count(*), $at
        FROM {feed.name}
        WHERE {is_old}
        GROUP BY ALL
        """,
        parameters,
    )
    for table, is_gone in (
        (superseded(feed), _sql_for_old_version(feed, seal)),
        (feed.name, is_old),
    ):
        transaction.execute(f"DELETE FROM {table} WHERE {is_gone}", parameters)


def _blank(transaction: Transaction, seal: Seal) -> None:
    """Empty the original files of that time, and what was quoted from them."""
    transaction.execute(
        f"""
        UPDATE delivery_problem
        SET "value" = '', answer = NULL
        WHERE {_QUOTING}
        """,
        seal.parameters,
    )
    transaction.execute(
        f"""
        UPDATE delivery
        SET
            original = NULL,
            reason = CASE
                WHEN verdict = 'rejected' THEN regexp_replace(reason, $quoted, '')
                ELSE reason
            END
        WHERE original IS NOT NULL AND {_OF_THAT_TIME}
        """,
        {**seal.parameters, "quoted": _QUOTED},
    )


_QUOTED = """('.*'|".*"): """
"""The value in the line of a refusal, as a problem says it."""
