"""What is remembered of rows about persons that are no longer kept: counts, and until when.

A day is sealed when rows that its figures stood on are gone: it keeps the figures it has,
and nothing is taken in for it any more.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime

from lishui_dash.spec import About, Feed, Load
from lishui_dash.store.engine import Reader, Transaction


@dataclass(frozen=True)
class Seal:
    """How far rows have been reduced, and figures are sealed.

    Rows of a day before `reduced_before` are counts, and days before `sealed_before` keep
    their figures. `is_over`: the response had ended long enough before for no row to last.
    """

    reduced_before: date
    sealed_before: date
    is_over: bool

    def sql_for_closed(self, feed: Feed) -> str:
        """Return SQL that is true for a row that may neither come nor change any more.

        It names `$until` and `$sealed`; `parameters` has them.
        """
        day = f"CAST({feed.day} AS DATE)"
        return f"({day} < $sealed AND NOT coalesce(({lasting(feed, self.is_over)}), FALSE))"

    def is_past_undoing(self, feed: Feed, received: datetime, first: date | None) -> bool:
        """Whether what a delivery replaced, or brought, may be gone or sealed by now."""
        lasts = lasting(feed, self.is_over) == _ALWAYS
        if not lasts and first is not None and first < self.sealed_before:
            return True
        return feed.about is not About.THINGS and received.date() < self.reduced_before

    @property
    def parameters(self) -> Mapping[str, date]:
        return {"until": self.reduced_before, "sealed": self.sealed_before}


def lasting(feed: Feed, is_over: bool) -> str:
    """Return SQL that is true for a row that is kept however old it is."""
    if is_over and feed.about is not About.THINGS:
        return _NEVER
    return still_counts(feed)


_NEVER, _ALWAYS = "FALSE", "TRUE"


def still_counts(feed: Feed) -> str:
    """Return SQL that is true for a row that counts for days however much later."""
    is_of_a_day = feed.load is Load.REPLACE_SLICE
    return feed.lasting or (_NEVER if is_of_a_day else _ALWAYS)


def seal_of(reader: Reader) -> Seal | None:
    """Return how far the store is sealed; None where nothing was ever reduced."""
    [(reduced, sealed, is_over)] = reader.query(
        "SELECT max(reduced_before), max(sealed_before), bool_or(is_over) FROM retention"
    )
    return None if reduced is None else Seal(reduced, sealed, bool(is_over))


def first_open_day(reader: Reader) -> date:
    """Return the first day whose figures may be made anew."""
    seal = seal_of(reader)
    return date.min if seal is None else seal.sealed_before


@dataclass(frozen=True)
class Run:
    """One reduction: how far, when, and what it took away."""

    seal: Seal
    at: datetime
    rows_n: int
    superseded_n: int
    originals_n: int
    quotes_n: int


def keep_run(transaction: Transaction, run: Run) -> None:
    transaction.execute(
        """
        INSERT INTO retention
        VALUES (
            $until, $sealed, $is_over, $at, $rows_n, $superseded_n, $originals_n, $quotes_n
        )
        """,
        {
            **run.seal.parameters,
            "is_over": run.seal.is_over,
            "at": run.at,
            "rows_n": run.rows_n,
            "superseded_n": run.superseded_n,
            "originals_n": run.originals_n,
            "quotes_n": run.quotes_n,
        },
    )


def last_run(reader: Reader) -> Run | None:
    """Return the last reduction that took rows away; None where there was none."""
    rows = reader.query(
        """
        SELECT
            reduced_before, sealed_before, is_over, reduced_at, rows_n, superseded_n,
            originals_n, quotes_n
        FROM retention
        WHERE rows_n + superseded_n + originals_n > 0
        ORDER BY reduced_at DESC
        LIMIT 1
        """
    )
    return Run(Seal(*rows[0][:3]), *rows[0][3:]) if rows else None


@dataclass(frozen=True)
class Rotation:
    """A key that was put above the ones before; `key_print` tells it from others."""

    number: int
    key_print: str
    at: datetime


def rotations_of(reader: Reader) -> list[Rotation]:
    """Return every rotation of the key, the first of them first."""
    rows = reader.query(
        "SELECT number, key_print, rotated_at FROM key_rotation ORDER BY number"
    )
    return [Rotation(*row) for row in rows]


def keep_rotation(transaction: Transaction, rotation: Rotation) -> None:
    transaction.execute(
        "INSERT INTO key_rotation VALUES ($number, $key_print, $at)", vars(rotation)
    )
