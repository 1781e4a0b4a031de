"""The ledger: the record of all deliveries, with the original file."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

import pyarrow as pa

from lishui_dash.errors import Problem
from lishui_dash.store.engine import Reader, Transaction


@dataclass(frozen=True)
class Touched:
    """A place whose rows of one feed and one business day have changed."""

    feed: str
    place: str
    day: date


@dataclass(frozen=True)
class Entry:
    """One delivery as the ledger keeps it. `original` is encrypted.

    `opened_at` is when the clerk opened the page, None where there was none. `how` says
    how its rows met those that were there. `reason` is why it was refused, or why the clerk
    changed what was there. `sent_by` is the account that sent it, "" where nobody had
    signed in.
    """

    delivery_no: int
    feed: str
    unit_code: str | None
    place: str | None
    day_from: date | None
    day_to: date | None
    file_name: str
    media: str
    sha256: str
    original: bytes
    received_at: datetime
    sender: str
    rows_n: int
    accepted_n: int
    flagged_n: int
    rejected_n: int
    verdict: str
    mode: str
    supersedes: int | None
    reason: str
    opened_at: datetime | None = None
    how: str = "whole"
    sent_by: str = ""


def next_delivery_no(reader: Reader) -> int:
    """Return the number after the highest one given out; the first is 1."""
    [(highest,)] = reader.query("SELECT coalesce(max(delivery_no), 0) FROM delivery")
    return int(highest) + 1


@dataclass(frozen=True)
class Line:
    """A delivery as others are told of it. `who` is the unit, the place or the sender."""

    delivery_no: int
    feed: str
    unit_code: str | None
    place: str | None
    who: str
    day_from: date | None
    day_to: date | None
    file_name: str
    received_at: datetime
    verdict: str
    undone_by: int | None
    sent_by: str


def line_of(reader: Reader, delivery_no: int) -> Line | None:
    """Return the line of a delivery, None for a number that was not given out."""
    rows = reader.query(
        """
        SELECT
            d.delivery_no, d.feed, d.unit_code, d.place,
            coalesce(u.hans, p.hans, nullif(d.sender, ''), '—') AS who,
            d.day_from, d.day_to, d.file_name, d.received_at, d.verdict, d.undone_by,
            coalesce(d.sent_by, '')
        FROM delivery AS d
        LEFT JOIN unit AS u ON u.code = d.unit_code
        LEFT JOIN place AS p ON p.code = d.place
        WHERE d.delivery_no = $delivery_no
        """,
        {"delivery_no": delivery_no},
    )
    return Line(*rows[0]) if rows else None


def mark_undone(transaction: Transaction, delivery_no: int, undone_by: int) -> None:
    transaction.execute(
        "UPDATE delivery SET undone_by = $undone_by WHERE delivery_no = $delivery_no",
        {"delivery_no": delivery_no, "undone_by": undone_by},
    )


@dataclass(frozen=True)
class Known:
    """A delivery whose bytes have come again."""

    delivery_no: int
    mode: str
    how: str
    is_undone: bool


def known_delivery(reader: Reader, sha256: str, feed: str) -> Known | None:
    """Return the last accepted delivery of these very bytes, if there is one."""
    rows = reader.query(
        """
        SELECT delivery_no, mode, coalesce(how, 'whole'), undone_by IS NOT NULL
        FROM delivery
        WHERE sha256 = $sha256 AND feed = $feed AND verdict = 'accepted'
        ORDER BY delivery_no DESC
        LIMIT 1
        """,
        {"sha256": sha256, "feed": feed},
    )
    return Known(*rows[0]) if rows else None


def any_known(reader: Reader, sha256s: Sequence[str]) -> bool:
    """Whether any of these very bytes has been accepted before."""
    [(known,)] = reader.query(
        """
        SELECT count(*)
        FROM delivery
        WHERE list_contains($sha256s, sha256) AND verdict = 'accepted'
        """,
        {"sha256s": list(sha256s)},
    )
    return bool(known)


_ENTRY = {
    "delivery_no": pa.int64(),
    "feed": pa.string(),
    "unit_code": pa.string(),
    "place": pa.string(),
    "day_from": pa.date32(),
    "day_to": pa.date32(),
    "file_name": pa.string(),
    "media": pa.string(),
    "sha256": pa.string(),
    "original": pa.binary(),
    "received_at": pa.timestamp("us"),
    "sender": pa.string(),
    "rows_n": pa.int32(),
    "accepted_n": pa.int32(),
    "flagged_n": pa.int32(),
    "rejected_n": pa.int32(),
    "verdict": pa.string(),
    "mode": pa.string(),
    "supersedes": pa.int64(),
    "reason": pa.string(),
    "opened_at": pa.timestamp("us"),
    "how": pa.string(),
    "sent_by": pa.string(),
}


def record_deliveries(transaction: Transaction, entries: Sequence[Entry]) -> None:
    """Write deliveries into the ledger, all in one statement."""
    if not entries:
        return
    table = pa.table(
        {
            name: pa.array([getattr(entry, name) for entry in entries], type_)
            for name, type_ in _ENTRY.items()
        }
    )
    transaction.register("incoming_deliveries", table)
    names = ", ".join(_ENTRY)
    transaction.execute(
        f"INSERT INTO delivery ({names}) SELECT {names} FROM incoming_deliveries"
    )
    transaction.unregister("incoming_deliveries")


Answers = Mapping[tuple[str, str], str]
"""Why odd figures are right, in the clerk's words, by `kind_of` the problem."""


def kind_of(problem: Problem) -> tuple[str, str]:
    """Return the rule and the column: a clerk answers once for all rows alike."""
    return problem.rule, problem.column.rpartition("|")[2]


def record_problems(
    transaction: Transaction,
    delivery_no: int,
    problems: Sequence[Problem],
    answers: Answers,
) -> None:
    """Write down what is wrong with a delivery, or odd about it."""
    if not problems:
        return
    cells = {
        "delivery_no": pa.array([delivery_no] * len(problems), pa.int64()),
        "row": pa.array([p.row for p in problems], pa.int32()),
        "column_name": pa.array([p.column for p in problems], pa.string()),
        "value": pa.array([p.value for p in problems], pa.string()),
        "rule": pa.array([p.rule for p in problems], pa.string()),
        "reason_hans": pa.array([p.reason.hans for p in problems], pa.string()),
        "reason_en": pa.array([p.reason.en for p in problems], pa.string()),
        "remedy_hans": pa.array([p.remedy.hans for p in problems], pa.string()),
        "remedy_en": pa.array([p.remedy.en for p in problems], pa.string()),
        "rejects": pa.array([p.rejects for p in problems], pa.bool_()),
        "needs_reason": pa.array([p.needs_reason for p in problems], pa.bool_()),
        "answer": pa.array(
            [answers.get(kind_of(p)) if p.needs_reason else None for p in problems],
            pa.string(),
        ),
        "sheet": pa.array([p.sheet for p in problems], pa.string()),
    }
    transaction.register("incoming_problems", pa.table(cells))
    transaction.execute(
        "INSERT INTO delivery_problem BY NAME SELECT * FROM incoming_problems"
    )
    transaction.unregister("incoming_problems")
