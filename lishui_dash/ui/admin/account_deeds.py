"""What is done to accounts: by this viewer, as far as he reaches, and on record."""

from __future__ import annotations

from datetime import datetime
from functools import partial

from lishui_dash.access.roles import Grant
from lishui_dash.access.scope import refuse_useless
from lishui_dash.ui import access_files, access_told, session
from lishui_dash.ui.admin import temporary
from lishui_dash.ui.admin.forms import Once, because
from lishui_dash.ui.admin.reach import account_within, require_within
from lishui_dash.ui.clock import clock
from lishui_dash.ui.viewer import viewer


def add(
    name: str, shown: str, grants: list[Grant], password: tuple[str, str], why: str
) -> Once | None:
    """Make an account; return its password where one was made."""
    require_within(grants)
    for grant in grants:
        refuse_useless(grant, session.engine().registers.units)
    told = because(why)
    given, once = temporary.typed_or_made(password, name)
    access_told.accounts(why=told).add(
        name, given, _now(), viewer().name, shown_name=shown, grants=grants
    )
    return once


def give(name: str, grant: Grant, why: str) -> None:
    account_within(name)
    require_within([grant])
    refuse_useless(grant, session.engine().registers.units)
    told = because(why)
    accounts = access_told.accounts(access_told.given(grant), told)
    accounts.grant(name, grant, _now(), viewer().name)


def withdraw(name: str, grant: Grant, why: str) -> None:
    account_within(name)
    told = because(why)
    accounts = access_told.accounts(access_told.withdrawn(grant), told)
    accounts.withdraw(name, grant, _now(), viewer().name)


def close(name: str, why: str) -> None:
    account_within(name)
    told = because(why)
    access_told.accounts(why=told).close(name, _now(), viewer().name)


def reopen(name: str, why: str) -> None:
    account_within(name)
    told = because(why)
    access_told.accounts(why=told).reopen(name, _now(), viewer().name)


def set_password(name: str, password: tuple[str, str]) -> Once | None:
    """Set a password that its holder must change; return it where it was made."""
    account_within(name)
    given, once = temporary.typed_or_made(password, name)
    access_told.accounts().set_password(name, given, _now(), viewer().name)
    return once


def unlock(name: str) -> None:
    account_within(name)
    access_told.accounts().unlock(name, _now(), viewer().name)


def sign_out(name: str, grants: tuple[Grant, ...]) -> None:
    """End all sessions of a name: of an account, or of somebody the provider vouches for,
    who holds these roles."""
    require_within(grants)
    tell = partial(access_told.signed_out, viewer().name, _now(), name)
    access_files.sessions().close_all(name, tell)


def _now() -> datetime:
    return clock().replace(microsecond=0)
