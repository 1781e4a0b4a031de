"""Failed attempts to sign in, counted by name and by address, and the locks they lead to.

A try counts as failed before the password is looked at, and is taken back when it was
right: however many guesses come at once, no more are answered than may fail. Names that
nobody has are counted and locked like others, so that a lock tells nothing of them.
"""

from __future__ import annotations

import sqlite3
from dataclasses import dataclass
from datetime import datetime, timedelta
from hashlib import sha256
from ipaddress import IPv6Address, ip_address, ip_network

from lishui_dash.access.account_file import AccountFile
from lishui_dash.access.names import folded

AHEAD = timedelta(minutes=5)
"""What is dated further ahead was written under another clock, and counts for nothing."""


@dataclass(frozen=True)
class Limit:
    """So many `failures` `within` a time lock for `first`; each further lock lasts twice
    as long as the one before, up to `longest`."""

    failures: int
    within: timedelta
    first: timedelta
    longest: timedelta


BY_NAME = Limit(5, timedelta(days=1), timedelta(minutes=15), timedelta(days=1))
"""In a row: one that succeeds sets everything back, and so does a day without any."""
BY_ADDRESS = Limit(20, timedelta(minutes=15), timedelta(minutes=15), timedelta(minutes=15))


@dataclass(frozen=True)
class Lock:
    """`refused` says how often since then somebody was sent away, this time included."""

    is_of_address: bool
    until: datetime
    refused: int = 0


@dataclass(frozen=True)
class Try:
    """What became of a try. `refused_by`: the lock that does not let it be looked at.
    `leads_to`: the lock that this try has set, in case it fails."""

    refused_by: Lock | None = None
    leads_to: Lock | None = None


class Attempts:
    def __init__(self, file: AccountFile) -> None:
        self._file = file

    def begin(self, name: str, address: str, at: datetime) -> Try:
        """Count a try as failed, unless it is locked out.

        `name` empty: only the address is counted, as for a forged form. `address` empty:
        only the name is.
        """
        of_address, of_name = _of_address(address), _of_name(name)
        with self._file.writing() as file:
            _sweep(file, at)
            if of_address and (lock := _refused(file, of_address, BY_ADDRESS, at)):
                return Try(refused_by=lock)
            led_to = _counted(file, of_address, BY_ADDRESS, at) if of_address else None
            if of_name and (lock := _refused(file, of_name, BY_NAME, at)):
                return Try(refused_by=lock)
            of_name_led_to = _counted(file, of_name, BY_NAME, at) if of_name else None
        # Of two the one of the name: it is what its owner has to be told.
        return Try(leads_to=of_name_led_to or led_to)

    def succeed(self, name: str, address: str, at: datetime) -> None:
        """Take back what `begin` counted, and all that was counted against the name.

        The address keeps its other failures: else whoever has one account could try
        others for ever.
        """
        subject = _of_address(address)
        with self._file.writing() as file:
            _forget(file, _of_name(name))
            file.execute(
                "DELETE FROM failure WHERE number ="
                " (SELECT max(number) FROM failure WHERE subject = ? AND at = ?)",
                (subject, at.isoformat()),
            )
            file.execute(
                "DELETE FROM lock WHERE subject = ? AND locked_at = ?",
                (subject, at.isoformat()),
            )

    def unlock(self, name: str = "", address: str = "") -> None:
        """Forget every failure of a name, or of an address."""
        with self._file.writing() as file:
            _forget(file, _of_name(name) or _of_address(address))

    def locked_until(self, name: str, at: datetime) -> datetime | None:
        """Return until when a name is locked, or None."""
        with self._file.reading() as file:
            found = _lock(file, _of_name(name), at)
        return found.until if found and found.until > at else None


def network_of(address: str) -> str:
    """Return what one user has of addresses: of the new ones a whole /64."""
    try:
        parsed = ip_address(address)
    except ValueError:
        return address
    if isinstance(parsed, IPv6Address):
        if parsed.ipv4_mapped:
            return str(parsed.ipv4_mapped)
        return str(ip_network((parsed, 64), strict=False))
    return address


def _of_name(name: str) -> str:
    return f"name:{_hash(folded(name))}" if name else ""


def _of_address(address: str) -> str:
    return f"address:{_hash(network_of(address))}" if address else ""


def _hash(text: str) -> str:
    return sha256(text.encode("utf-8", "replace")).hexdigest()


def _sweep(file: sqlite3.Connection, at: datetime) -> None:
    """Drop what counts no more, that of another clock as well."""
    oldest, newest = (at - BY_NAME.within).isoformat(), (at + AHEAD).isoformat()
    file.execute("DELETE FROM failure WHERE at <= ? OR at > ?", (oldest, newest))
    file.execute(
        "DELETE FROM lock WHERE locked_until <= ? OR locked_at > ?", (oldest, newest)
    )


def _refused(
    file: sqlite3.Connection, subject: str, limit: Limit, at: datetime
) -> Lock | None:
    """Return the lock in force, and count that somebody was sent away."""
    found = _lock(file, subject, at)
    if found is None or found.until <= at:
        return None
    file.execute("UPDATE lock SET refused = refused + 1 WHERE subject = ?", (subject,))
    return Lock(limit is BY_ADDRESS, found.until, found.refused + 1)


def _counted(
    file: sqlite3.Connection, subject: str, limit: Limit, at: datetime
) -> Lock | None:
    """Write a failure down; return the lock that it leads to."""
    found = _lock(file, subject, at)
    since = at - limit.within
    if found is not None:
        since = max(since, found.since)
    file.execute(
        "INSERT INTO failure (subject, at) VALUES (?, ?)", (subject, at.isoformat())
    )
    [(failures,)] = file.execute(
        "SELECT count(*) FROM failure WHERE subject = ? AND at > ?",
        (subject, since.isoformat()),
    )
    if failures < limit.failures:
        return None
    times = 1 + (found.times if found else 0)
    until = at + min(limit.first * 2 ** min(times - 1, 16), limit.longest)
    file.execute(
        "INSERT OR REPLACE INTO lock (subject, locked_at, locked_until, times)"
        " VALUES (?, ?, ?, ?)",
        (subject, at.isoformat(), until.isoformat(), times),
    )
    return Lock(limit is BY_ADDRESS, until)


@dataclass(frozen=True)
class _Kept:
    """The last lock of a subject, over or not; `times` says the how many-eth it is."""

    since: datetime
    until: datetime
    times: int
    refused: int


def _lock(file: sqlite3.Connection, subject: str, at: datetime) -> _Kept | None:
    row = file.execute(
        "SELECT locked_at, locked_until, times, refused"
        " FROM lock"
        " WHERE subject = ? AND locked_at <= ?",
        (subject, (at + AHEAD).isoformat()),
    ).fetchone()
    if row is None:
        return None
    since, until, times, refused = row
    return _Kept(
        datetime.fromisoformat(since), datetime.fromisoformat(until), times, refused
    )


def _forget(file: sqlite3.Connection, subject: str) -> None:
    file.execute("DELETE FROM failure WHERE subject = ?", (subject,))
    file.execute("DELETE FROM lock WHERE subject = ?", (subject,))
