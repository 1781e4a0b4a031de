"""Local accounts: who may sign in with a password, and which roles they hold.

An account is closed and never deleted, and every change of it stays written with who made
it. Nothing here tells a stranger whether a name is known: an unknown one is looked at for
as long as a known one, and locked like it.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterable
from copy import copy
from dataclasses import replace
from datetime import datetime
from pathlib import Path

from argon2 import PasswordHasher

from lishui_dash.access import account_rows as rows
from lishui_dash.access.account import (
    TEMPORARY,
    Account,
    Change,
    Changed,
    Checked,
    Reason,
)
from lishui_dash.access.account_file import AccountFile
from lishui_dash.access.attempts import Attempts, Of, Subject
from lishui_dash.access.known import STRANGER, Known
from lishui_dash.access.names import login_name
from lishui_dash.access.passwords import Passwords, fault_of
from lishui_dash.access.roles import Grant
from lishui_dash.words import Words

_LONGEST_SHOWN = 60

Tell = Callable[[str, Changed], None]
"""Is told the name of an account and what becomes of it, before it is kept: where it
raises, nothing is changed."""


def _nobody(_name: str, _changed: Changed) -> None:
    """Be told, and tell nobody."""


class Accounts:
    """The accounts of a file.

    What cannot be done raises SetupRefused with a sentence, and StoreUnavailable where the
    file cannot be used. `by` is the name of whoever asks for a change.
    """

    def __init__(self, path: Path, hasher: PasswordHasher | None = None) -> None:
        self._file = AccountFile(path)
        self._passwords = Passwords(hasher)
        self._attempts = Attempts(self._file)
        self._tell: Tell = _nobody

    def telling(self, tell: Tell) -> Accounts:
        """Return the same accounts for somebody whose changes are told."""
        other = copy(self)
        other._tell = tell
        return other

    def listed(self) -> tuple[Account, ...]:
        """Return all accounts, also those closed, in the order of their names."""
        with self._file.reading() as file:
            return rows.accounts(file)

    def account(self, name: str) -> Account | None:
        with self._file.reading() as file:
            return next(iter(rows.accounts(file, name)), None)

    def has_any(self) -> bool:
        """Whether any account was ever made."""
        with self._file.reading() as file:
            return file.execute("SELECT 1 FROM account LIMIT 1").fetchone() is not None

    def has_admin(self) -> bool:
        return any(account.is_administrator for account in self.listed())

    def changes(self, name: str) -> tuple[Changed, ...]:
        """Return what was ever done to an account, oldest first."""
        with self._file.reading() as file:
            return rows.changes(file, rows.known(file, name).name)

    def locked_until(self, name: str, at: datetime) -> datetime | None:
        return self._attempts.locked_until(name, at)

    def add(
        self,
        name: str,
        password: str,
        at: datetime,
        by: str,
        *,
        shown_name: str = "",
        grants: Iterable[Grant] = (),
        must_change: bool = True,
    ) -> Account:
        """Make an account. `must_change`: the password is a temporary one."""
        login = login_name(name)
        hashed = self._hashed(password, login)
        made = Account(
            name=login,
            shown_name=" ".join(shown_name.split())[:_LONGEST_SHOWN] or login,
            grants=rows.in_order(grants),
            made_at=at,
            password_until=at + TEMPORARY if must_change else None,
        )
        with self._file.writing() as file:
            rows.insert(file, made, hashed)
            self._note(file, login, Change.ADDED, at, by, rows.told(made.grants))
        return made

    def grant(self, name: str, grant: Grant, at: datetime, by: str) -> Account:
        return self._change_grants(name, lambda held: (*held, grant), at, by)

    def withdraw(self, name: str, grant: Grant, at: datetime, by: str) -> Account:
        """Take one role from an account, which must hold it."""

        def without(held: tuple[Grant, ...]) -> tuple[Grant, ...]:
            if grant not in held:
                holds = rows.told(held) or "—"
                raise rows.refused(
                    Words(
                        f"账号“{name}”没有角色 {grant}；现有：{holds}",
                        f"{name!r} does not hold the role {grant}; it holds: {holds}",
                    )
                )
            return tuple(one for one in held if one != grant)

        return self._change_grants(name, without, at, by)

    def close(self, name: str, at: datetime, by: str) -> None:
        """Let nobody in by this account any more; its sessions end."""
        with self._file.writing() as file:
            before = rows.known(file, name)
            if before.closed_at is not None:
                raise rows.refused(
                    Words(
                        f"账号“{name}”已经停用", f"The account {name!r} is closed already"
                    )
                )
            rows.write_closed(file, name, at)
            rows.require_administrator(file, before)
            self._note(file, name, Change.CLOSED, at, by)

    def reopen(self, name: str, at: datetime, by: str) -> None:
        """Let its holder in again, who has to sign in anew."""
        with self._file.writing() as file:
            if rows.known(file, name).closed_at is None:
                raise rows.refused(
                    Words(f"账号“{name}”正在使用", f"The account {name!r} is in use")
                )
            rows.write_closed(file, name, None)
            self._note(file, name, Change.REOPENED, at, by)

    def set_password(self, name: str, password: str, at: datetime, by: str) -> Account:
        """Set a temporary password, which its holder must change; all sessions of the
        account end, and so does a lock."""
        with self._file.reading() as file:
            login = rows.known(file, name).name
        hashed = self._hashed(password, login)
        with self._file.writing() as file:
            rows.write_password(file, login, hashed, must_change=True)
            self._note(file, login, Change.PASSWORD_SET, at, by)
            changed = rows.known(file, login)
        self._attempts.unlock(Subject.name(login))
        return changed

    def change_password(
        self, name: str, old: str, new: str, at: datetime, session: str
    ) -> Checked:
        """Let its holder change a password; all sessions of the account end.

        A wrong old one counts against the session, told by its token, and not against the
        name: nobody else can keep him from it. The account that is returned is as it is
        afterwards. Raises SetupRefused, and counts nothing, for a new one that breaks the
        rules or is the old one.
        """
        hashed = self._hashed(new, name, old)
        checked = self._checked(name, old, at, "", Subject.session(name, session))
        if checked.account is None:
            return checked
        with self._file.writing() as file:
            if not rows.is_as_it_was(file, checked.account):
                return Checked(Reason.WRONG, known=checked.known)
            rows.write_password(file, name, hashed, must_change=False)
            self._note(file, name, Change.PASSWORD_CHANGED, at, checked.known)
            return replace(checked, account=rows.known(file, name))

    def unlock(self, name: str, at: datetime, by: str) -> None:
        """Forget the failed attempts at a name, and with them its lock."""
        with self._file.reading() as file:
            login = rows.known(file, name).name
        with self._file.writing() as file:
            self._note(file, login, Change.UNLOCKED, at, by)
        self._attempts.unlock(Subject.name(login))

    def unlock_address(self, address: str) -> None:
        self._attempts.unlock(Subject.address(address))

    def check(
        self,
        name: str,
        password: str,
        at: datetime,
        address: str = "",
        browser: Known = STRANGER,
    ) -> Checked:
        """Say whether a name and a password let somebody in, and count it where not:
        against address and name, or against a browser that has signed in to it before."""
        return self._checked(name, password, at, address, browser)

    def _checked(
        self,
        name: str,
        password: str,
        at: datetime,
        address: str,
        by: Known | Subject,
    ) -> Checked:
        with self._file.reading() as file:
            found = next(iter(rows.accounts(file, name)), None)
            hashed = rows.password_of(file, name)
        known = found.name if found else ""
        subjects = _counted_against(name, address, found, by)
        tried = self._attempts.begin(subjects, at)
        if lock := tried.refused_by:
            is_of_address = lock.of is Of.ADDRESS
            reason = Reason.ADDRESS_LOCKED if is_of_address else Reason.LOCKED
            return Checked(reason, known=known, lock=lock)
        is_right = self._passwords.is_right(hashed, password)
        if found is None or not is_right or not found.is_open_at(at):
            reason = _why_not(found, is_right)
            return Checked(reason, known=known, lock=tried.leads_to)
        self._attempts.succeed(subjects, at)
        if hashed is not None and self._passwords.is_outdated(hashed):
            anew = self._passwords.hashed(password)
            with self._file.writing() as file:
                rows.renew_password(file, name, hashed, anew)
        return Checked(Reason.RIGHT, found, known)

    def _note(
        self,
        file: sqlite3.Connection,
        name: str,
        change: Change,
        at: datetime,
        by: str,
        detail: str = "",
    ) -> None:
        """Write down what was done, and tell of it: the last step of a change."""
        rows.note(file, name, change, at, by, detail)
        self._tell(rows.known(file, name).name, Changed(at, by, change, detail))

    def _hashed(self, password: str, name: str, old: str | None = None) -> str:
        if fault := fault_of(password, name, old):
            raise rows.refused(fault)
        return self._passwords.hashed(password)

    def _change_grants(
        self,
        name: str,
        change: Callable[[tuple[Grant, ...]], Iterable[Grant]],
        at: datetime,
        by: str,
    ) -> Account:
        with self._file.writing() as file:
            before = rows.known(file, name)
            wanted = rows.in_order(change(before.grants))
            if wanted != before.grants:
                rows.write_grants(file, name, wanted)
                rows.require_administrator(file, before)
                self._note(file, name, Change.GRANTS, at, by, rows.told(wanted))
            return replace(before, grants=wanted)


def _counted_against(
    name: str, address: str, account: Account | None, by: Known | Subject
) -> tuple[Subject, ...]:
    """Return what a try counts against: the last one is what its owner has to be told."""
    if isinstance(by, Subject):
        return (by,)
    if account is not None and by.knows(account):
        return (Subject.browser(name, by.browser),)
    of_name = (Subject.name(name),) if name else ()
    return ((Subject.address(address),) if address else ()) + of_name


def _why_not(account: Account | None, is_right: bool) -> Reason:
    if account is None:
        return Reason.UNKNOWN
    if not is_right:
        return Reason.WRONG
    return Reason.EXPIRED if account.closed_at is None else Reason.CLOSED
