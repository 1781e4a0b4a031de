"""Accounts as they stand in the tables of their file: read, written, and kept whole.

Every function takes a connection of AccountFile; those that write, the one writer.
"""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Iterable
from datetime import datetime
from typing import Any

from lishui_dash.access.account import TEMPORARY, Account, Change, Changed
from lishui_dash.access.names import folded
from lishui_dash.access.roles import Grant, Role
from lishui_dash.errors import SetupRefused
from lishui_dash.words import Words

_UNIT = re.compile(r"[^\s@]{1,60}")
_ROLES = list(Role)


def refused(words: Words) -> SetupRefused:
    return SetupRefused(f"{words.hans}。 {words.en}.")


def told(grants: Iterable[Grant]) -> str:
    return " ".join(map(str, grants))


def grants_from(text: str) -> tuple[Grant, ...]:
    """Read what `told` wrote."""
    return tuple(map(Grant.from_text, text.split()))


def in_order(grants: Iterable[Grant]) -> tuple[Grant, ...]:
    """Return each grant once, in the order of the roles.

    Raises SetupRefused for what can be no code of a unit. Whether there is such a unit
    only the store knows; a grant of an unknown one gives no right.
    """
    found = sorted(set(grants), key=lambda one: (_ROLES.index(one.role), one.unit))
    for grant in found:
        if not _UNIT.fullmatch(grant.unit):
            raise refused(
                Words(
                    f"单位代码“{grant.unit}”不对，应是 1 至 60 个字符，不含空格和 @",
                    f"{grant.unit!r} is no code of a unit: it has 1 to 60 characters, and"
                    " neither spaces nor @",
                )
            )
    return tuple(found)


def accounts(file: sqlite3.Connection, name: str | None = None) -> tuple[Account, ...]:
    """Return the account of a name, or all, also those closed, by name."""
    only = "" if name is None else folded(name)
    rows = file.execute(
        "SELECT name, login, shown_name, made_at, closed_at, must_change, session_no,"
        " (SELECT at FROM account_change"
        " WHERE account_change.name = account.name AND change IN (?, ?)"
        " ORDER BY number DESC LIMIT 1)"
        " FROM account"
        " WHERE ? OR name = ?"
        " ORDER BY name",
        (Change.ADDED.value, Change.PASSWORD_SET.value, name is None, only),
    ).fetchall()
    held: dict[str, list[Grant]] = {}
    for of, role, unit in file.execute(
        "SELECT name, role, unit FROM account_grant WHERE ? OR name = ?",
        (name is None, only),
    ):
        held.setdefault(of, []).append(Grant(Role(role), unit))
    return tuple(_account(row, held.get(row[0], ())) for row in rows)


def _account(row: tuple[Any, ...], grants: Iterable[Grant]) -> Account:
    _, login, shown_name, made_at, closed_at, must_change, session_no, set_at = row
    set_until = datetime.fromisoformat(set_at) + TEMPORARY
    return Account(
        name=login,
        shown_name=shown_name,
        grants=in_order(grants),
        made_at=datetime.fromisoformat(made_at),
        closed_at=datetime.fromisoformat(closed_at) if closed_at else None,
        password_until=set_until if must_change else None,
        session_no=session_no,
    )


def known(file: sqlite3.Connection, name: str) -> Account:
    """Return the account of a name. Raises SetupRefused where there is none."""
    for account in accounts(file, name):
        return account
    raise refused(
        Words(
            f"没有账号“{name}”，可用 account list 查看",
            f"There is no account {name!r}: see account list",
        )
    )


def require_administrator(file: sqlite3.Connection, before: Account) -> None:
    """Raise SetupRefused where an account was the last administrator, and is no more."""
    if before.is_administrator and not any(a.is_administrator for a in accounts(file)):
        raise refused(
            Words(
                f"“{before.name}”是最后一名全市管理员，不能停用或撤去该角色；请先指定另一名",
                f"{before.name!r} is the last administrator of the city, who may neither be"
                " closed nor lose the role: name another one first",
            )
        )


def password_of(file: sqlite3.Connection, name: str) -> str | None:
    """Return the hash of a password; None where there is no such account."""
    row = file.execute("SELECT password FROM account WHERE name = ?", (folded(name),))
    found: tuple[str | None] | None = row.fetchone()
    return found[0] if found else None


def insert(
    file: sqlite3.Connection,
    account: Account,
    password: str,
) -> None:
    """Write a new account. Raises SetupRefused where its name is taken."""
    for found in accounts(file, account.name):
        raise refused(
            Words(
                f"已有账号“{found.name}”，请换一个名称，或恢复使用它",
                f"There is an account {found.name!r}: take another name, or reopen it",
            )
        )
    file.execute(
        "INSERT INTO account (name, login, shown_name, password, must_change, made_at)"
        " VALUES (?, ?, ?, ?, ?, ?)",
        (
            folded(account.name),
            account.name,
            account.shown_name,
            password,
            account.must_change,
            account.made_at.isoformat(),
        ),
    )
    write_grants(file, account.name, account.grants)


def write_grants(file: sqlite3.Connection, name: str, grants: Iterable[Grant]) -> None:
    file.execute("DELETE FROM account_grant WHERE name = ?", (folded(name),))
    file.executemany(
        "INSERT INTO account_grant (name, role, unit) VALUES (?, ?, ?)",
        [(folded(name), grant.role.value, grant.unit) for grant in grants],
    )


def write_closed(file: sqlite3.Connection, name: str, closed_at: datetime | None) -> None:
    """Write since when an account is closed, or that it is open; its sessions end."""
    moment = closed_at.isoformat() if closed_at else None
    file.execute(
        "UPDATE account SET closed_at = ?, session_no = session_no + 1 WHERE name = ?",
        (moment, folded(name)),
    )


def write_password(
    file: sqlite3.Connection, name: str, password: str, *, must_change: bool
) -> None:
    """Write the hash of another password; sessions begun under the old one have ended."""
    file.execute(
        "UPDATE account"
        " SET password = ?, session_no = session_no + 1, must_change = ?"
        " WHERE name = ?",
        (password, must_change, folded(name)),
    )


def is_as_it_was(file: sqlite3.Connection, before: Account) -> bool:
    """Whether an account has been neither closed nor given a password since `before`.

    Raises SetupRefused where there is no such account.
    """
    return known(file, before.name).session_no == before.session_no


def renew_password(file: sqlite3.Connection, name: str, old: str, new: str) -> None:
    """Write another hash of the same password, unless it was changed meanwhile."""
    file.execute(
        "UPDATE account SET password = ? WHERE name = ? AND password = ?",
        (new, folded(name), old),
    )


def note(
    file: sqlite3.Connection,
    name: str,
    change: Change,
    at: datetime,
    by: str,
    detail: str = "",
) -> None:
    """Write down what was done to an account, for ever."""
    file.execute(
        "INSERT INTO account_change (at, name, by, change, detail) VALUES (?, ?, ?, ?, ?)",
        (at.isoformat(), folded(name), by, change.value, detail),
    )


def changes(file: sqlite3.Connection, name: str) -> tuple[Changed, ...]:
    """Return what was done to an account, oldest first."""
    rows = file.execute(
        "SELECT at, by, change, detail FROM account_change WHERE name = ? ORDER BY number",
        (folded(name),),
    )
    return tuple(
        Changed(datetime.fromisoformat(at), by, Change(change), detail)
        for at, by, change, detail in rows
    )
