"""Accounts on the screen: who has which, who is signed in, and one that is chosen."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime
from html import escape

import streamlit as st

from lishui_dash.access.account import Account
from lishui_dash.access.events import Did
from lishui_dash.access.session import Standing
from lishui_dash.ui import access_files, parts, session, take
from lishui_dash.ui.admin import account_forms, first, new_account, sessions
from lishui_dash.ui.admin.reach import is_within
from lishui_dash.ui.clock import clock
from lishui_dash.ui.language import lang, text
from lishui_dash.ui.viewer import Kind, viewer
from lishui_dash.views.admin import AccountLine, account_lines

_HEADS = ("name", "shown", "roles", "made", "session", "state")
_CHOSEN = "admin_account"
_LOOKED_AT = 5_000
"""Entries of the audit log; they are read in a tenth of a second."""


def draw() -> None:
    """Draw the accounts within the viewer's reach, and the forms for one of them."""
    if viewer().kind is Kind.EVERYBODY:
        first.draw()
        return
    found = [one for one in access_files.accounts().listed() if is_within(one.grants)]
    now = clock().replace(microsecond=0)
    standing = [
        one for one in access_files.sessions().listed(now) if is_within(one.session.grants)
    ]
    _table(found, standing, now)
    new_account.draw()
    _choose(found)
    sessions.draw(standing)


def _table(
    accounts: Sequence[Account], standing: Sequence[Standing], now: datetime
) -> None:
    st.header(text("admin.accounts", number=len(accounts)), anchor=False)
    files = access_files.accounts()
    locks = {one.name: files.locked_until(one.name, now) for one in accounts}
    locked = {name: until for name, until in locks.items() if until is not None}
    registers = session.engine().registers
    lines = account_lines(accounts, standing, _came(), locked, registers, lang())
    if not lines:
        st.info(text("admin.no_accounts"))
        return
    heads = [escape(text(f"admin.head.{head}")) for head in _HEADS]
    name = text("admin.accounts_name")
    take.drawn(heads, map(_row, lines), "lines", name, "admin-accounts")


def _came() -> dict[str, datetime]:
    """Return by name when somebody last signed in, as far as the log is looked through."""
    newest_first = access_files.audit().entries(most=_LOOKED_AT)
    came: dict[str, datetime] = {}
    for entry in newest_first:
        if entry.did is Did.SIGNED_IN:
            came.setdefault(entry.who, entry.at)
    return came


def _row(line: AccountLine) -> str:
    cells = (
        f"<b>{escape(line.name)}</b>",
        escape(line.shown_name),
        _each(line.roles) or escape(text("admin.no_role")),
        escape(line.made),
        escape(line.session),
        _each(line.states),
    )
    return f"<tr>{''.join(f'<td>{cell}</td>' for cell in cells)}</tr>"


def _each(told: Iterable[str]) -> str:
    return "".join(f"<div>{escape(one)}</div>" for one in told)


def _choose(accounts: Sequence[Account]) -> None:
    """Let an account be chosen; it stays chosen whatever is done to it."""
    st.header(text("admin.change"), anchor=False)
    names = {one.name: one for one in accounts}
    if st.session_state.get(_CHOSEN) not in (None, *names):
        st.session_state[_CHOSEN] = None
    chosen = st.selectbox(
        text("admin.choose"),
        list(names),
        index=None,
        format_func=lambda name: text(
            "admin.named", name=name, shown=names[name].shown_name
        ),
        key=_CHOSEN,
        placeholder=text("admin.choose"),
    )
    if chosen is None:
        st.html(parts.dim(text("admin.choose_hint")))
        return
    account_forms.draw(names[chosen])
