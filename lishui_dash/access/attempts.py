"""Failed attempts to sign in, counted by name and by address, and the locks they lead to.

A try counts as failed before the password is looked at, and is taken back when it was
right: however many guesses come at once, no more are answered than may fail. Names that
nobody has are counted and locked like others, so that a lock tells nothing of them.

A browser that has signed in to a name before is counted by itself, and so is a session in
which a password is changed: what strangers try elsewhere shuts neither out.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import Enum, auto
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


IN_A_ROW = Limit(5, timedelta(days=1), timedelta(minutes=15), timedelta(hours=1))
"""One that succeeds sets everything back, and so does a day without any."""
BY_ADDRESS = Limit(20, timedelta(minutes=15), timedelta(minutes=15), timedelta(minutes=15))


class Of(Enum):
    """What failures are counted of."""

    NAME = auto()
    ADDRESS = auto()
    BROWSER = auto()
    SESSION = auto()


@dataclass(frozen=True)
class Subject:
    """What is counted, by a key that tells neither name nor address."""

    of: Of
    key: str

    @classmethod
    def name(cls, name: str) -> Subject:
        return cls(Of.NAME, f"name:{_hash(folded(name))}")

    @classmethod
    def address(cls, address: str) -> Subject:
        return cls(Of.ADDRESS, f"address:{_hash(network_of(address))}")

    @classmethod
    def browser(cls, name: str, browser: str) -> Subject:
        return cls(Of.BROWSER, f"{cls.name(name).key}/{_hash(browser)}")

    @classmethod
    def session(cls, name: str, token: str) -> Subject:
        return cls(Of.SESSION, f"{cls.name(name).key}/{_hash(token)}")

    @property
    def limit(self) -> Limit:
        return BY_ADDRESS if self.of is Of.ADDRESS else IN_A_ROW


@dataclass(frozen=True)
class Lock:
    """`refused` says how often since then somebody was sent away, this time included."""

    of: Of
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

    def begin(self, subjects: Iterable[Subject], at: datetime) -> Try:
        """Count a try as failed against one subject after the other, unless it is locked
        out by one of them."""
        led_to = None
        with self._file.writing() as file:
            _sweep(file, at)
            for subject in subjects:
                if lock := _refused(file, subject, at):
                    return Try(refused_by=lock)
                led_to = _counted(file, subject, at) or led_to
        return Try(leads_to=led_to)

    def succeed(self, subjects: Iterable[Subject], at: datetime) -> None:
        """Take back what `begin` counted, and all that was counted in a row.

        An address keeps its other failures: else whoever has one account could try others
        for ever.
        """
        with self._file.writing() as file:
            for subject in subjects:
                if subject.of is Of.ADDRESS:
                    _take_back(file, subject, at)
                else:
                    _forget(file, subject)

    def unlock(self, subject: Subject) -> None:
        """Forget every failure of an address, or of a name, wherever it was tried."""
        with self._file.writing() as file:
            for table in ("failure", "lock"):
                file.execute(
                    f"DELETE FROM {table} WHERE subject = ? OR subject GLOB ?",
                    (subject.key, f"{subject.key}/*"),
                )

    def locked_until(self, name: str, at: datetime) -> datetime | None:
        """Return until when a name is locked, be it in one browser alone, or None."""
        key = Subject.name(name).key
        with self._file.reading() as file:
            [(until,)] = file.execute(
                "SELECT max(locked_until) FROM lock"
                " WHERE (subject = ? OR subject GLOB ?) AND locked_at <= ?",
                (key, f"{key}/*", (at + AHEAD).isoformat()),
            )
        found = datetime.fromisoformat(until) if until else None
        return found if found and found > at else None


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


def _hash(text: str) -> str:
    return sha256(text.encode("utf-8", "replace")).hexdigest()


def _sweep(file: sqlite3.Connection, at: datetime) -> None:
    """Drop what counts no more, that of another clock as well."""
    oldest, newest = (at - IN_A_ROW.within).isoformat(), (at + AHEAD).isoformat()
    file.execute("DELETE FROM failure WHERE at <= ? OR at > ?", (oldest, newest))
    file.execute(
        "DELETE FROM lock WHERE locked_until <= ? OR locked_at > ?", (oldest, newest)
    )


def _refused(file: sqlite3.Connection, subject: Subject, at: datetime) -> Lock | None:
    """Return the lock in force, and count that somebody was sent away."""
    found = _lock(file, subject, at)
    if found is None or found.until <= at:
        return None
    file.execute("UPDATE lock SET refused = refused + 1 WHERE subject = ?", (subject.key,))
    return Lock(subject.of, found.until, found.refused + 1)


def _counted(file: sqlite3.Connection, subject: Subject, at: datetime) -> Lock | None:
    """Write a failure down; return the lock that it leads to."""
    limit, found = subject.limit, _lock(file, subject, at)
    since = at - limit.within
    if found is not None:
        since = max(since, found.since)
    file.execute(
        "INSERT INTO failure (subject, at) VALUES (?, ?)", (subject.key, at.isoformat())
    )
    [(failures,)] = file.execute(
        "SELECT count(*) FROM failure WHERE subject = ? AND at > ?",
        (subject.key, since.isoformat()),
    )
    if failures < limit.failures:
        return None
    times = 1 + (found.times if found else 0)
    until = at + min(limit.first * 2 ** min(times - 1, 16), limit.longest)
    file.execute(
        "INSERT OR REPLACE INTO lock (subject, locked_at, locked_until, times)"
        " VALUES (?, ?, ?, ?)",
        (subject.key, at.isoformat(), until.isoformat(), times),
    )
    return Lock(subject.of, until)


@dataclass(frozen=True)
class _Kept:
    """The last lock of a subject, over or not; `times` says the how many-eth it is."""

    since: datetime
    until: datetime
    times: int
    refused: int


def _lock(file: sqlite3.Connection, subject: Subject, at: datetime) -> _Kept | None:
    row = file.execute(
        "SELECT locked_at, locked_until, times, refused"
        " FROM lock"
        " WHERE subject = ? AND locked_at <= ?",
        (subject.key, (at + AHEAD).isoformat()),
    ).fetchone()
    if row is None:
        return None
    since, until, times, refused = row
    return _Kept(
        datetime.fromisoformat(since), datetime.fromisoformat(until), times, refused
    )


def _take_back(file: sqlite3.Connection, subject: Subject, at: datetime) -> None:
    file.execute(
        "DELETE FROM failure WHERE number ="
        " (SELECT max(number) FROM failure WHERE subject = ? AND at = ?)",
        (subject.key, at.isoformat()),
    )
    file.execute(
        "DELETE FROM lock WHERE subject = ? AND locked_at = ?",
        (subject.key, at.isoformat()),
    )


def _forget(file: sqlite3.Connection, subject: Subject) -> None:
    file.execute("DELETE FROM failure WHERE subject = ?", (subject.key,))
    file.execute("DELETE FROM lock WHERE subject = ?", (subject.key,))
