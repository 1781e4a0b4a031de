"""In whose name a command is run: the operator's, or that of an account."""

from __future__ import annotations

import os

import click

from lishui_dash.access.accounts import Accounts
from lishui_dash.access.audit import Did, Event
from lishui_dash.access.commands import require_command
from lishui_dash.access.scope import scope_of
from lishui_dash.catalogue import CATALOGUE
from lishui_dash.catalogue.registers import DECLARED
from lishui_dash.commands.recorded import audit_log, operator
from lishui_dash.errors import AccessRefused
from lishui_dash.ui import access_files
from lishui_dash.ui.clock import clock_of_store
from lishui_dash.words import Words

_PASSWORD = "LISHUI_PASSWORD"
"""The environment variable that a script gives the password in."""
_ADDRESS = "命令行"


def act_for(account: str, command: str) -> None:
    """Let an account run a command, once its password is right and a role allows it.

    Raises AccessRefused, which is on record; also while somebody else has chosen the
    password, since then nothing is known of who acts.
    """
    at = clock_of_store()
    accounts: Accounts = access_files.accounts()
    password = os.environ.get(_PASSWORD) or click.prompt("口令 Password", hide_input=True)
    found = accounts.check(account, password, at, _ADDRESS).account
    if found is None:
        _refuse(account, Did.SIGN_IN_REFUSED, command, _UNKNOWN)
        return
    if found.must_change:
        _refuse(found.name, Did.ACCESS_REFUSED, command, _TEMPORARY)
    try:
        scope = scope_of(found.name, found.grants, DECLARED, CATALOGUE)
        require_command(scope, command)
    except AccessRefused as refused:
        _refuse(found.name, Did.ACCESS_REFUSED, command, refused.words)


_UNKNOWN = Words(
    "账号或口令不对，或已锁定", "the account or the password is wrong, or locked"
)

_TEMPORARY = Words(
    "口令是他人设置的，请先登录看板改成自己的口令",
    "somebody else has set the password: sign in and choose one of your own first",
)


def _refuse(account: str, did: Did, command: str, words: Words) -> None:
    audit_log().write(Event(clock_of_store(), f"{operator()} {account}", did, command))
    raise AccessRefused(words)
