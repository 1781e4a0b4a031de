"""The file of accounts, sessions and failed attempts: its tables and how it is reached.

It is one SQLite file beside the store, and no table of the store: commands change it
while a server runs, and the store belongs to that server alone. Each call opens it for
itself (a third of a millisecond), so that threads and processes share nothing.
"""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

from lishui_dash.errors import StoreUnavailable

_WAIT_SECONDS = 10
_ONLY_OWNER = 0o600

_VERSIONS = (
    """
    CREATE TABLE account (
        name TEXT PRIMARY KEY,
        login TEXT NOT NULL,
        shown_name TEXT NOT NULL,
        password TEXT,
        session_no INTEGER NOT NULL DEFAULT 0,
        must_change INTEGER NOT NULL DEFAULT 0,
        made_at TEXT NOT NULL,
        closed_at TEXT
    );
    CREATE TABLE account_grant (
        name TEXT NOT NULL REFERENCES account (name),
        role TEXT NOT NULL,
        unit TEXT NOT NULL,
        PRIMARY KEY (name, role, unit)
    );
    CREATE TABLE account_change (
        number INTEGER PRIMARY KEY AUTOINCREMENT,
        at TEXT NOT NULL,
        name TEXT NOT NULL REFERENCES account (name),
        by TEXT NOT NULL,
        change TEXT NOT NULL,
        detail TEXT NOT NULL
    );
    CREATE INDEX account_change_name ON account_change (name);
    CREATE TRIGGER account_stays BEFORE DELETE ON account
    BEGIN SELECT RAISE(ABORT, 'an account is closed, never deleted'); END;
    CREATE TRIGGER change_stays BEFORE DELETE ON account_change
    BEGIN SELECT RAISE(ABORT, 'what was changed stays written'); END;
    CREATE TRIGGER change_stays_as_it_is BEFORE UPDATE ON account_change
    BEGIN SELECT RAISE(ABORT, 'what was changed stays as written'); END;
    CREATE TABLE session (
        sha256 TEXT PRIMARY KEY,
        account TEXT REFERENCES account (name),
        session_no INTEGER,
        subject TEXT NOT NULL,
        shown_name TEXT NOT NULL,
        grants TEXT NOT NULL,
        way TEXT NOT NULL,
        address TEXT NOT NULL,
        began_at TEXT NOT NULL,
        used_at TEXT NOT NULL,
        ends_at TEXT NOT NULL
    );
    CREATE INDEX session_account ON session (account);
    CREATE TABLE failure (
        number INTEGER PRIMARY KEY AUTOINCREMENT,
        subject TEXT NOT NULL,
        at TEXT NOT NULL
    );
    CREATE INDEX failure_subject ON failure (subject, at);
    CREATE TABLE lock (
        subject TEXT PRIMARY KEY,
        locked_at TEXT NOT NULL,
        locked_until TEXT NOT NULL,
        times INTEGER NOT NULL,
        refused INTEGER NOT NULL DEFAULT 0
    );
    CREATE TABLE used_form (
        sha256 TEXT PRIMARY KEY,
        ends_at TEXT NOT NULL
    );
    """,
    """
    UPDATE account SET closed_at = made_at, session_no = session_no + 1
    WHERE password IS NULL AND closed_at IS NULL;
    """,
)
"""Each version of the tables, as what is to be done to the one before.

`name` is folded, `login` as written. `session_no` grows when all sessions of an account
end, and a session is good while it has the account's. Names and addresses that somebody
tried are kept as hashes: a password may have been typed where the name belongs.
"""


class AccountFile:
    """Gives connections to the file. Raises StoreUnavailable when it cannot be used."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._is_current = False

    @contextmanager
    def reading(self) -> Iterator[sqlite3.Connection]:
        """Give what is committed, the same for all statements.

        While there is no file it is as if it were empty; one that was there and is gone
        is not.
        """
        with _told(self._path):
            if not self._is_current and not self._path.exists():
                with closing(sqlite3.connect(":memory:")) as empty:
                    empty.executescript("".join(_VERSIONS))
                    yield empty
                return
            with closing(self._opened()) as connection:
                connection.execute("BEGIN")
                yield connection

    @contextmanager
    def writing(self) -> Iterator[sqlite3.Connection]:
        """Give the only writer; what it does is kept when the block ends without error."""
        with _told(self._path), closing(self._opened()) as connection:
            connection.execute("BEGIN IMMEDIATE")
            try:
                yield connection
            except BaseException:
                connection.rollback()
                raise
            connection.execute("COMMIT")

    def _opened(self) -> sqlite3.Connection:
        if not self._is_current:
            self._path.parent.mkdir(parents=True, exist_ok=True)
            # The files that SQLite puts beside it have the mode of this one.
            handle = os.open(self._path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, _ONLY_OWNER)
            try:
                os.fchmod(handle, _ONLY_OWNER)
            finally:
                os.close(handle)
        connection = _connected(self._path)
        if not self._is_current:
            try:
                _bring_up_to_date(connection, self._path)
            except BaseException:
                connection.close()
                raise
            self._is_current = True
        return connection


def _connected(path: Path) -> sqlite3.Connection:
    # Never makes a file: one that is gone is no empty one.
    uri = f"{path.resolve().as_uri()}?mode=rw"
    connection = sqlite3.connect(uri, timeout=_WAIT_SECONDS, isolation_level=None, uri=True)
    connection.execute("PRAGMA foreign_keys = ON")
    return connection


def _bring_up_to_date(connection: sqlite3.Connection, path: Path) -> None:
    connection.execute("PRAGMA journal_mode = WAL")
    connection.execute("BEGIN IMMEDIATE")
    connection.execute("CREATE TABLE IF NOT EXISTS schema_version (version INTEGER)")
    [(version,)] = connection.execute(
        "SELECT coalesce(max(version), 0) FROM schema_version"
    )
    if version > len(_VERSIONS):
        raise StoreUnavailable(
            f"账号文件 {path} 由更新的版本写入，请升级程序。"
            " The file of accounts was written by a newer version: use that one."
        )
    for number, script in enumerate(_VERSIONS[version:], version + 1):
        for statement in _statements(script):
            connection.execute(statement)
        connection.execute("INSERT INTO schema_version VALUES (?)", (number,))
    connection.execute("COMMIT")


def _statements(script: str) -> Iterator[str]:
    """Yield one statement after the other; `executescript` would commit at once."""
    statement = ""
    for line in script.splitlines(keepends=True):
        statement += line
        if sqlite3.complete_statement(statement):
            yield statement
            statement = ""


@contextmanager
def _told(path: Path) -> Iterator[None]:
    try:
        yield
    except (sqlite3.Error, OSError) as error:
        raise StoreUnavailable(
            f"账号文件无法读写 {path}。 The file of accounts cannot be used. ({error})"
        ) from error
