"""Accounts are made, given roles, closed and unlocked; the dashboard may run meanwhile.

A password is asked for, or read from standard input, and never an argument: arguments
stand in the history of a shell and in the list of processes.
"""

from __future__ import annotations

from datetime import datetime
from functools import partial

import click

from lishui_dash.access.account import Account
from lishui_dash.access.accounts import Accounts
from lishui_dash.access.roles import Grant, Role
from lishui_dash.commands.recorded import operator
from lishui_dash.commands.refusing import Refusing
from lishui_dash.commands.typed import Typed, grant_of, grants_of, password_typed
from lishui_dash.spec.settings import SECRET_FILE
from lishui_dash.ui import access_files, access_told
from lishui_dash.ui.clock import clock_of_store
from lishui_dash.ui.secret_places import require_outside

_NAME = click.argument("name", type=Typed())
_ROLE = click.Choice([role.value for role in Role])
_FROM_INPUT = click.option(
    "--password-stdin", is_flag=True, help="Read the password from standard input."
)


@click.group(cls=Refusing)
def account() -> None:
    """Say who may sign in with a password, and which roles he holds.

    The running dashboard follows at once. The first administrator is made by
    `account add NAME --role admin`; there is no password that is known beforehand.
    """
    require_outside(SECRET_FILE)


@account.command()
@_NAME
@click.option("--role", "roles", type=_ROLE, multiple=True, help="May be given again.")
@click.option("--unit", "units", multiple=True, help="The unit of each role, in order.")
@click.option("--shown", default="", type=Typed(), help="What pages call its holder.")
@_FROM_INPUT
def add(
    name: str,
    roles: tuple[str, ...],
    units: tuple[str, ...],
    shown: str,
    password_stdin: bool,
) -> None:
    """Make the account NAME, and ask for its password twice.

    Whoever makes the first administrator is taken for him; any other holder has to choose
    a password of his own when he first signs in, within 72 hours.
    """
    accounts, at = access_files.accounts(), clock_of_store()
    grants = grants_of(roles, units)
    is_own = Grant(Role.ADMIN) in grants and not accounts.has_admin()
    made = access_told.accounts().add(
        name,
        password_typed(password_stdin),
        at,
        operator(),
        shown_name=shown,
        grants=grants,
        must_change=not is_own,
    )
    click.echo(_line(made, accounts, at))


@account.command("list")
def list_() -> None:
    """List the accounts: name, who it is, since when, roles, and whether it is open."""
    accounts, at = access_files.accounts(), clock_of_store()
    for each in accounts.listed():
        click.echo(_line(each, accounts, at))


@account.command()
@_NAME
def history(name: str) -> None:
    """List what was ever done to the account NAME, and by whom."""
    for each in access_files.accounts().changes(name):
        what = f"{each.change.words.hans} {each.change.words.en}"
        told = filter(None, (f"{each.at:%Y-%m-%d %H:%M}", each.by, what, each.detail))
        click.echo("  ".join(told))


@account.command()
@_NAME
@click.argument("role", type=_ROLE)
@click.argument("unit", required=False)
def grant(name: str, role: str, unit: str | None) -> None:
    """Give the account NAME the role ROLE at UNIT, and at all below it."""
    accounts, at = access_files.accounts(), clock_of_store()
    given = grant_of(role, unit)
    told = access_told.accounts(access_told.given(given))
    changed = told.grant(name, given, at, operator())
    click.echo(_line(changed, accounts, at))


@account.command()
@_NAME
@click.argument("role", type=_ROLE)
@click.argument("unit", required=False)
def withdraw(name: str, role: str, unit: str | None) -> None:
    """Take the role ROLE at UNIT from the account NAME."""
    accounts, at = access_files.accounts(), clock_of_store()
    taken = grant_of(role, unit, is_new=False)
    told = access_told.accounts(access_told.withdrawn(taken))
    changed = told.withdraw(name, taken, at, operator())
    click.echo(_line(changed, accounts, at))


@account.command()
@_NAME
def close(name: str) -> None:
    """Let nobody in by the account NAME any more; nothing of it is deleted."""
    access_told.accounts().close(name, clock_of_store(), operator())


@account.command()
@_NAME
def reopen(name: str) -> None:
    """Let the account NAME sign in again."""
    access_told.accounts().reopen(name, clock_of_store(), operator())


@account.command()
@_NAME
@_FROM_INPUT
def password(name: str, password_stdin: bool) -> None:
    """Set a password for the account NAME that its holder has to change within 72 hours.

    Its sessions end, and so does a lock.
    """
    accounts, at = access_told.accounts(), clock_of_store()
    changed = accounts.set_password(name, password_typed(password_stdin), at, operator())
    click.echo(_line(changed, accounts, at))


@account.command()
@click.argument("name", type=Typed(), required=False)
@click.option("--address", default="", help="An address of the network, with or without.")
def unlock(name: str | None, address: str) -> None:
    """Let the account NAME, or an address, try again to sign in."""
    if not name and not address:
        raise click.UsageError("要给出账号名或 --address。 Give a name or an --address.")
    accounts, at = access_told.accounts(), clock_of_store()
    if name:
        accounts.unlock(name, at, operator())
    if address:
        access_told.address_unlocked(operator(), at, address)
        accounts.unlock_address(address)


@account.command("sign-out")
@_NAME
def sign_out(name: str) -> None:
    """End all sessions of NAME, wherever they were begun."""
    tell = partial(access_told.signed_out, operator(), clock_of_store(), name)
    ended = access_files.sessions().close_all(name, tell)
    click.echo(f"已退出 {ended} 处登录。 Sessions ended: {ended}.")


@account.command()
def sessions() -> None:
    """List who is signed in: name, since when, last use, from which address."""
    for each in access_files.sessions().listed(clock_of_store()):
        began, used = each.session.began_at, each.used_at
        told = (
            each.session.name,
            each.session.shown_name,
            f"{began:%Y-%m-%d %H:%M}",
            f"{used:%H:%M}",
            each.address or "—",
        )
        click.echo("  ".join(told))


def _told(each: Account) -> str:
    return " ".join(map(str, each.grants)) or "—"


def _line(each: Account, accounts: Accounts, at: datetime) -> str:
    states = ["使用中 in use"]
    if each.closed_at is not None:
        states = [f"{each.closed_at:%Y-%m-%d %H:%M} 停用 closed"]
    if each.password_until is not None:
        until = f"{each.password_until:%Y-%m-%d %H:%M}"
        states.append(f"须在 {until} 前改口令 must change the password before then")
    if locked := accounts.locked_until(each.name, at):
        states.append(f"锁定至 locked until {locked:%Y-%m-%d %H:%M}")
    made = f"{each.made_at:%Y-%m-%d %H:%M}"
    return "  ".join((each.name, each.shown_name, made, _told(each), "，".join(states)))
