"""A session as it is told, and as it stands in the table of its file."""

from __future__ import annotations

import sqlite3
from dataclasses import dataclass
from datetime import datetime
from enum import Enum

from lishui_dash.access import account_rows
from lishui_dash.access.names import folded
from lishui_dash.access.roles import Grant

SSO_PREFIX = "sso:"
"""Before the name of whoever has no account here: no account is called like that."""


class Way(Enum):
    """How somebody signed in; the value stands in the file."""

    PASSWORD = "password"
    SINGLE_SIGN_ON = "sso"


@dataclass(frozen=True)
class Session:
    """`name` stands in the audit, `shown_name` on pages; `ends_at` is its latest end.

    `must_change`: it is good for setting a password of one's own, and for nothing else.
    """

    name: str
    shown_name: str
    grants: tuple[Grant, ...]
    how: Way
    began_at: datetime
    ends_at: datetime
    must_change: bool = False


@dataclass(frozen=True)
class Standing:
    """A session with when it was last used, to the minute, and where it was begun."""

    session: Session
    used_at: datetime
    address: str


_SELECT = """
SELECT
    session.account, session.subject, session.shown_name, session.grants, session.way,
    session.began_at, session.ends_at, account.must_change, session.used_at,
    session.address
FROM session
LEFT JOIN account ON account.name = session.account
WHERE (
    session.account IS NULL
    OR (account.closed_at IS NULL AND account.session_no = session.session_no)
)
"""
"""What an account is no more good for is as if it were not there."""


def insert(
    file: sqlite3.Connection,
    key: str,
    session: Session,
    address: str,
    session_no: int | None = None,
) -> None:
    """Write a session that begins; that of an account stands or falls with its number."""
    is_local = session.how is Way.PASSWORD
    account = folded(session.name) if is_local else None
    file.execute(
        "INSERT INTO session (sha256, account, session_no, subject, shown_name, grants,"
        " way, address, began_at, used_at, ends_at)"
        " VALUES (:key, :account, :session_no,"
        " :subject, :shown_name, :grants, :way, :address, :began_at, :began_at, :ends_at)",
        {
            "key": key,
            "account": account,
            "session_no": session_no,
            "subject": session.name,
            "shown_name": session.shown_name,
            "grants": "" if is_local else account_rows.told(session.grants),
            "way": session.how.value,
            "address": address,
            "began_at": session.began_at.isoformat(),
            "ends_at": session.ends_at.isoformat(),
        },
    )


def read(file: sqlite3.Connection, key: str) -> Standing | None:
    row = file.execute(f"{_SELECT} AND session.sha256 = ?", (key,)).fetchone()
    return None if row is None else _standing(file, row)


def standing(file: sqlite3.Connection) -> tuple[Standing, ...]:
    """Return all sessions, oldest first; whether one is over, its moments tell."""
    rows = file.execute(f"{_SELECT} ORDER BY session.began_at").fetchall()
    return tuple(_standing(file, row) for row in rows)


def _standing(file: sqlite3.Connection, row: tuple[str, ...]) -> Standing:
    account, name, shown_name, grants, way, began_at, ends_at, must_change = row[:8]
    used_at, address = row[8:]
    if account is None:
        held = account_rows.grants_from(grants)
    else:
        held = account_rows.known(file, account).grants
    session = Session(
        name=name,
        shown_name=shown_name,
        grants=held,
        how=Way(way),
        began_at=datetime.fromisoformat(began_at),
        ends_at=datetime.fromisoformat(ends_at),
        must_change=bool(must_change),
    )
    return Standing(session, datetime.fromisoformat(used_at), address)


def delete(file: sqlite3.Connection, key: str) -> None:
    file.execute("DELETE FROM session WHERE sha256 = ?", (key,))


def delete_all(file: sqlite3.Connection, name: str) -> int:
    """Delete the sessions of an account or of a name; return how many there were."""
    return file.execute(
        "DELETE FROM session WHERE account = ? OR subject = ?", (folded(name), name)
    ).rowcount


def delete_over(
    file: sqlite3.Connection, at: datetime, used_after: datetime, begun_until: datetime
) -> None:
    """Delete what is over: from where somebody worked is kept no longer."""
    file.execute(
        "DELETE FROM session WHERE ends_at <= ? OR used_at <= ? OR began_at > ?",
        (at.isoformat(), used_after.isoformat(), begun_until.isoformat()),
    )


def write_used(file: sqlite3.Connection, key: str, at: datetime) -> None:
    file.execute("UPDATE session SET used_at = ? WHERE sha256 = ?", (at.isoformat(), key))
