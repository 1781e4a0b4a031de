"""What is told of a local account, of its changes, and of a try to sign in by it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import Enum

from lishui_dash.access.attempts import Lock
from lishui_dash.access.roles import Grant, Role
from lishui_dash.words import Words

_ADMINISTRATOR = Grant(Role.ADMIN)


@dataclass(frozen=True)
class Account:
    """`name` as it is written, `shown_name` what pages call its holder.

    `must_change`: the password was set by somebody else, and is good for changing it.
    `has_password` False: only a single sign-on lets its holder in. `closed_at` is None
    while it is open.
    """

    name: str
    shown_name: str
    grants: tuple[Grant, ...]
    made_at: datetime
    closed_at: datetime | None = None
    must_change: bool = False
    has_password: bool = True

    @property
    def is_administrator(self) -> bool:
        """Whether it is open and may make accounts for the whole city."""
        return self.closed_at is None and _ADMINISTRATOR in self.grants


class Change(Enum):
    """What was done to an account; the value stands in the file."""

    ADDED = "added"
    GRANTS = "grants"
    CLOSED = "closed"
    REOPENED = "reopened"
    PASSWORD_SET = "password_set"
    PASSWORD_CHANGED = "password_changed"
    UNLOCKED = "unlocked"

    @property
    def words(self) -> Words:
        return _CHANGES[self]


_CHANGES = {
    Change.ADDED: Words("新建", "made"),
    Change.GRANTS: Words("调整角色", "roles changed"),
    Change.CLOSED: Words("停用", "closed"),
    Change.REOPENED: Words("恢复使用", "opened again"),
    Change.PASSWORD_SET: Words("重设口令", "password set"),
    Change.PASSWORD_CHANGED: Words("本人修改口令", "password changed by its holder"),
    Change.UNLOCKED: Words("解除锁定", "unlocked"),
}


@dataclass(frozen=True)
class Changed:
    """`by` is the name of whoever did it; `detail` lists the roles held since."""

    at: datetime
    by: str
    change: Change
    detail: str


class Reason(Enum):
    """What became of a sign-in. To whoever tries, UNKNOWN, CLOSED and WRONG are one."""

    RIGHT = "right"
    WRONG = "wrong"
    UNKNOWN = "unknown"
    CLOSED = "closed"
    LOCKED = "locked"
    ADDRESS_LOCKED = "address_locked"


@dataclass(frozen=True)
class Checked:
    """`account` is there when the password was right and not otherwise.

    `known` is the name of the account that was meant, for the audit alone, and empty when
    there is none. `lock` is what refused the try, or what the try has led to.
    """

    reason: Reason
    account: Account | None = None
    known: str = ""
    lock: Lock | None = None

    @property
    def locked_until(self) -> datetime | None:
        return self.lock.until if self.lock else None
