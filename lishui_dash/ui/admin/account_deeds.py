"""What is done to accounts: by this viewer, as far as he reaches, and on record."""

from __future__ import annotations

from datetime import datetime

from lishui_dash.access.account import Account
from lishui_dash.access.accounts import Accounts
from lishui_dash.access.events import Did
from lishui_dash.access.roles import Grant
from lishui_dash.access.scope import refuse_useless
from lishui_dash.ui import access_files, session
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
    made = _accounts().add(
        name, given, _now(), viewer().name, shown_name=shown, grants=grants
    )
    _record(made.name, f"add {_told(made)}；{told}")
    return once


def give(name: str, grant: Grant, why: str) -> None:
    account_within(name)
    require_within([grant])
    refuse_useless(grant, session.engine().registers.units)
    told = because(why)
    changed = _accounts().grant(name, grant, _now(), viewer().name)
    _record(name, f"grant {grant} = {_told(changed)}；{told}")


def withdraw(name: str, grant: Grant, why: str) -> None:
    account_within(name)
    told = because(why)
    changed = _accounts().withdraw(name, grant, _now(), viewer().name)
    _record(name, f"withdraw {grant} = {_told(changed)}；{told}")


def close(name: str, why: str) -> None:
    account_within(name)
    told = because(why)
    _accounts().close(name, _now(), viewer().name)
    _record(name, f"close；{told}")


def reopen(name: str, why: str) -> None:
    account_within(name)
    told = because(why)
    _accounts().reopen(name, _now(), viewer().name)
    _record(name, f"reopen；{told}")


def set_password(name: str, password: tuple[str, str]) -> Once | None:
    """Set a password that its holder must change; return it where it was made."""
    account_within(name)
    given, once = temporary.typed_or_made(password, name)
    _accounts().set_password(name, given, _now(), viewer().name)
    _record(name, "password")
    return once


def unlock(name: str) -> None:
    account_within(name)
    _accounts().unlock(name, _now(), viewer().name)
    _record(name, "unlock")


def sign_out(name: str, grants: tuple[Grant, ...]) -> None:
    """End all sessions of a name: of an account, or of somebody the provider vouches for,
    who holds these roles."""
    require_within(grants)
    ended = access_files.sessions().close_all(name)
    _record(name, f"sign-out {ended}")


def _accounts() -> Accounts:
    return access_files.accounts()


def _now() -> datetime:
    return clock().replace(microsecond=0)


def _record(name: str, detail: str) -> None:
    session.audit(Did.ACCOUNT_CHANGED, name, detail)


def _told(account: Account) -> str:
    return " ".join(map(str, account.grants)) or "—"
