"""Whom an administrator may deal with: whoever holds roles within his own reach alone.

So the administrator of a county neither gives nor takes what the city has given. Whoever
holds no role is nobody's but the city's.
"""

from __future__ import annotations

from collections.abc import Iterable

from lishui_dash.access.account import Account
from lishui_dash.access.roles import Grant, Right
from lishui_dash.catalogue.places import WHOLE
from lishui_dash.errors import AccessRefused, SetupRefused
from lishui_dash.ui import access_files, session
from lishui_dash.ui.viewer import Kind, viewer
from lishui_dash.words import Words


def is_within(grants: Iterable[Grant]) -> bool:
    """Whether all roles are held where this viewer may manage accounts."""
    scope = session.scope()
    return all(scope.may(Right.ACCOUNTS, unit) for unit in _held_at(grants))


def require_within(grants: Iterable[Grant]) -> None:
    """Raises AccessRefused, which is on record, for a role that is beyond his reach, and
    for whoever has not signed in though there are accounts by now."""
    if viewer().kind is Kind.EVERYBODY and access_files.accounts().has_any():
        raise AccessRefused(
            Words(
                "已有账号，请登录后再管理账号",
                "there are accounts by now: sign in to manage them",
            )
        )
    session.require(Right.ACCOUNTS)
    for unit in _held_at(grants):
        session.require(Right.ACCOUNTS, unit)


def _held_at(grants: Iterable[Grant]) -> list[str]:
    """Return the units of the roles; the whole city where there is none."""
    return [grant.unit for grant in grants] or [WHOLE]


def account_within(name: str) -> Account:
    """Return an account as it is now, which this viewer may deal with.

    Raises AccessRefused, which is on record, and SetupRefused where there is none.
    """
    found = access_files.accounts().account(name)
    if found is None:
        raise SetupRefused("没有这个账号。 There is no such account.")
    require_within(found.grants)
    return found
