"""What the audit is told of accounts and screens, as an official reads it.

It is told before anything is changed: where it cannot be written nothing is.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from functools import partial

from lishui_dash.access.account import Change, Changed
from lishui_dash.access.account_rows import grants_from
from lishui_dash.access.accounts import Accounts
from lishui_dash.access.events import Did, Event
from lishui_dash.access.roles import Grant
from lishui_dash.access.screens import Tell
from lishui_dash.catalogue.units import UNITS
from lishui_dash.ui import access_files

_OF_ROLES = (Change.ADDED, Change.GRANTS)


def accounts(what: str = "", why: str = "") -> Accounts:
    """Return the accounts, for changes that go on record in the name of whoever makes them.

    `what` says what is done where the kind of change does not, `why` is its reason, if any.
    """
    return access_files.accounts().telling(partial(_changed, what, why))


def given(grant: Grant) -> str:
    return f"给予角色 {_role(grant)}"


def withdrawn(grant: Grant) -> str:
    return f"撤去角色 {_role(grant)}"


def signed_out(by: str, at: datetime, name: str, ended: int) -> None:
    """Write that sessions of a name were ended, and how many."""
    _write(by, at, Did.ACCOUNT_CHANGED, name, (f"退出 {ended} 处登录",))


def address_unlocked(by: str, at: datetime, address: str) -> None:
    _write(by, at, Did.ACCOUNT_CHANGED, "", (f"解除锁定：地址 {address}",))


def screen_added(by: str, at: datetime) -> Tell:
    return partial(_screen, by, at, ("登记",))


def screen_revoked(by: str, at: datetime, why: str = "") -> Tell:
    return partial(_screen, by, at, ("停用", why))


def _changed(what: str, why: str, name: str, changed: Changed) -> None:
    said = [what or changed.change.words.hans]
    if changed.change in _OF_ROLES:
        said.append(f"现有角色：{_roles(grants_from(changed.detail))}")
    is_own = changed.change is Change.PASSWORD_CHANGED
    did = Did.PASSWORD_CHANGED if is_own else Did.ACCOUNT_CHANGED
    _write(changed.by, changed.at, did, name, (*said, why))


def _screen(by: str, at: datetime, said: Iterable[str], name: str) -> None:
    _write(by, at, Did.SCREEN_CHANGED, name, said)


def _write(by: str, at: datetime, did: Did, about: str, said: Iterable[str]) -> None:
    detail = "；".join(filter(None, said))
    access_files.audit().write(Event(at, by, did, about, detail))


def _roles(grants: Iterable[Grant]) -> str:
    return "、".join(map(_role, grants)) or "无"


def _role(grant: Grant) -> str:
    """Return "报送员（331121-S01 青田县防疫物资库）"; a unit that a list has added has its
    code alone: its name is in the store, which may not be open."""
    unit = UNITS.get(grant.unit)
    where = f"{grant.unit} {unit.words.hans}" if unit else grant.unit
    return f"{grant.role.words.hans}（{where}）"
