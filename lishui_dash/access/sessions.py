"""Sessions: who has signed in, told by a token that only the browser holds.

Kept is the token's SHA-256. A token ends with a mark of the key, by which one that was
given out, and may be over, is told from one that somebody has made up. A session ends after
a set time, after a while without use, and at once when its account is closed or gets
another password. The roles of an account are read anew at each look; those that a single
sign-on gave stand in the session.
"""

from __future__ import annotations

import hmac
import secrets
import sqlite3
from base64 import urlsafe_b64encode
from collections.abc import Callable, Iterable
from datetime import datetime, timedelta
from hashlib import sha256
from pathlib import Path
from time import monotonic

from lishui_dash.access import account_rows
from lishui_dash.access import session as rows
from lishui_dash.access.account import Account
from lishui_dash.access.account_file import AccountFile
from lishui_dash.access.attempts import AHEAD
from lishui_dash.access.roles import Grant
from lishui_dash.access.session import SSO_PREFIX, Session, Standing, Way

_BYTES_OF_TOKEN = 32
_LONG_MARK = 22
_LONGEST_TOKEN = 100
_LOOK_SECONDS = 1.0
_WRITE_EVERY = timedelta(minutes=1)
_MOST_KNOWN = 5_000


def _nobody(_ended: int) -> None:
    """Be told, and tell nobody."""


class Sessions:
    """The sessions of a file. Raises StoreUnavailable where the file cannot be used.

    `key` marks the tokens; `longest` is how long a session lasts at most, `idle` how long
    without use.
    """

    def __init__(
        self,
        path: Path,
        key: bytes,
        longest: timedelta,
        idle: timedelta,
        look_seconds: float = _LOOK_SECONDS,
    ) -> None:
        self._file = AccountFile(path)
        self._key = key
        self._longest = longest
        self._idle = idle
        self._look_seconds = look_seconds
        self._known: dict[str, tuple[Standing, float]] = {}
        self._used: dict[str, datetime] = {}

    def open(self, account: Account, at: datetime, address: str = "") -> str | None:
        """Begin a session of an account whose password was right; return its token, which
        is told only once.

        None where the account was closed, or got another password, since it was read: what
        opened it then opens it no more.
        """
        session = Session(
            name=account.name,
            shown_name=account.shown_name,
            grants=account.grants,
            how=Way.PASSWORD,
            began_at=at,
            ends_at=at + self._longest,
        )
        token = self._token()
        with self._file.writing() as file:
            if not account_rows.is_as_it_was(file, account):
                return None
            self._begin(file, token, session, address, account.session_no)
        return token

    def open_sso(
        self,
        subject: str,
        shown_name: str,
        grants: Iterable[Grant],
        expires_at: datetime,
        at: datetime,
        address: str = "",
    ) -> str:
        """Begin a session of somebody whom a single sign-on vouches for until a moment."""
        session = Session(
            name=f"{SSO_PREFIX}{subject}",
            shown_name=shown_name,
            grants=account_rows.in_order(grants),
            how=Way.SINGLE_SIGN_ON,
            began_at=at,
            ends_at=min(expires_at, at + self._longest),
        )
        token = self._token()
        with self._file.writing() as file:
            self._begin(file, token, session, address)
        return token

    def was_given(self, token: str) -> bool:
        """Whether a token was given out here, be its session over or not."""
        if not _LONG_MARK < len(token) <= _LONGEST_TOKEN:
            return False
        bare, mark = token[:-_LONG_MARK], token[-_LONG_MARK:]
        return hmac.compare_digest(self._mark(bare), mark.encode("utf-8", "replace"))

    def holder(self, token: str, at: datetime, is_active: bool) -> Session | None:
        """Return the session of a token, or None when there is none or it is over.

        `is_active` says that its holder does something; a page that only beats does not.
        """
        if not self.was_given(token):
            return None
        key = _hash_of(token)
        known = self._looked_up(key)
        if known is None:
            return None
        used_at = max(known.used_at, self._used.get(key, known.used_at))
        if self._is_over(known.session, used_at, at):
            return None
        if is_active and at > used_at:
            self._used[key] = at
            if at - known.used_at >= _WRITE_EVERY:
                self._write_used(key, at)
        return known.session

    def listed(self, at: datetime) -> tuple[Standing, ...]:
        """Return the sessions that are not over, oldest first.

        Those of another clock are among them: a demo's commands have one of their own.
        """
        with self._file.reading() as file:
            found = rows.standing(file)
        return tuple(
            one for one in found if at < min(one.session.ends_at, one.used_at + self._idle)
        )

    def close(self, token: str) -> None:
        """End one session."""
        key = _hash_of(token)
        with self._file.writing() as file:
            rows.delete(file, key)
        self._forget(key)

    def close_all(self, name: str, tell: Callable[[int], None] = _nobody) -> int:
        """End all sessions of an account or of a name; return how many there were.

        `tell` is told how many before they end; where it raises none does.
        """
        with self._file.writing() as file:
            ended = rows.delete_all(file, name)
            tell(ended)
        self._known.clear()
        return ended

    def _token(self) -> str:
        bare = secrets.token_urlsafe(_BYTES_OF_TOKEN)
        return f"{bare}{self._mark(bare).decode()}"

    def _mark(self, bare: str) -> bytes:
        whole = hmac.digest(self._key, bare.encode("utf-8", "replace"), "sha256")
        return urlsafe_b64encode(whole)[:_LONG_MARK]

    def _begin(
        self,
        file: sqlite3.Connection,
        token: str,
        session: Session,
        address: str,
        session_no: int | None = None,
    ) -> None:
        at = session.began_at
        rows.delete_over(file, at, at - self._idle - _WRITE_EVERY, at + AHEAD)
        rows.insert(file, _hash_of(token), session, address, session_no)

    def _is_over(self, session: Session, used_at: datetime, at: datetime) -> bool:
        """Whether a session has ended, or was begun under another clock."""
        is_in_time = session.began_at - AHEAD <= at < session.ends_at
        return not is_in_time or not used_at - AHEAD <= at < used_at + self._idle

    def _looked_up(self, key: str) -> Standing | None:
        """Return a session as the file tells it, asked once in a second.

        What is not in the file is not remembered: anybody may ask for it.
        """
        now = monotonic()
        known = self._known.get(key)
        if known is not None and now - known[1] < self._look_seconds:
            return known[0]
        with self._file.reading() as file:
            found = rows.read(file, key)
        if found is None:
            self._forget(key)
            return None
        if len(self._known) > _MOST_KNOWN:
            self._known.clear()
            self._used.clear()
        self._known[key] = found, now
        return found

    def _write_used(self, key: str, at: datetime) -> None:
        with self._file.writing() as file:
            rows.write_used(file, key, at)
        self._known.pop(key, None)

    def _forget(self, key: str) -> None:
        self._known.pop(key, None)
        self._used.pop(key, None)


def _hash_of(token: str) -> str:
    return sha256(token.encode("utf-8", "replace")).hexdigest()
