"""What is told of a local account, of its changes, and of a try to sign in by it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import Enum

from lishui_dash.access.attempts import Lock
from lishui_dash.access.roles import Grant, Role
from lishui_dash.words import Words

TEMPORARY = timedelta(hours=72)
"""For so long a password that somebody else has set opens an account."""

_ADMINISTRATOR = Grant(Role.ADMIN)


@dataclass(frozen=True)
class Account:
    """`name` as it is written, `shown_name` what pages call its holder.

    `password_until`: the password was set by somebody else, and is good for changing it
    until then; None for one of the holder's own. `session_no` is another one whenever the
    password or whether it is open changes. `closed_at` is None while it is open.
    """

    name: str
    shown_name: str
    grants: tuple[Grant, ...]
    made_at: datetime
    closed_at: datetime | None = None
    password_until: datetime | None = None
    session_no: int = 0

    @property
    def must_change(self) -> bool:
        """Whether its holder has to set a password of his own before anything else."""
        return self.password_until is not None

    def is_open_at(self, at: datetime) -> bool:
        """Whether its password lets anybody in: it is neither closed nor run out."""
        is_in_time = self.password_until is None or at < self.password_until
        return self.closed_at is None and is_in_time

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
    """What became of a sign-in. To whoever tries, UNKNOWN, CLOSED and WRONG are one.

    EXPIRED is told to whoever knows the password that somebody else has set, and no other.
    """

    RIGHT = "right"
    WRONG = "wrong"
    UNKNOWN = "unknown"
    CLOSED = "closed"
    EXPIRED = "expired"
    LOCKED = "locked"
    ADDRESS_LOCKED = "address_locked"


@dataclass(frozen=True)
class Checked:
    """`account` is there when the password was right and not otherwise: as it was then.

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
