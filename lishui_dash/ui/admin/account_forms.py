"""The forms for one account: its roles, whether it is open, its password."""

from __future__ import annotations

from functools import partial
from html import escape

import streamlit as st

from lishui_dash.access.account import Account
from lishui_dash.access.roles import Grant, Right, Role
from lishui_dash.ui import access_files, parts, session, take
from lishui_dash.ui.admin import account_deeds as deeds
from lishui_dash.ui.admin import forms, temporary
from lishui_dash.ui.clock import clock
from lishui_dash.ui.language import lang, say, text
from lishui_dash.views.admin import change_lines, role_said, units_of_roles

_CHANGES = ("at", "by", "what", "roles_since")


def draw(account: Account) -> None:
    """Draw what can be done to an account, and what was ever done to it."""
    roles, standing = st.columns(2, gap="medium")
    with roles:
        _give(account)
        _withdraw(account)
    with standing:
        _close(account)
        _password(account)
        _let_in(account)
    _history(account)


def role_and_unit(form: str) -> Grant | None:
    """Let a role and a unit be chosen; None until both are."""
    units = units_of_roles(
        session.engine().registers,
        session.scope().reach(Right.ACCOUNTS),
        clock().date(),
        lang(),
    )
    role = st.selectbox(
        text("admin.role_label"),
        list(Role),
        index=None,
        format_func=lambda role: say(role.words),
        key=forms.field(form, "role"),
        placeholder=text("admin.pick"),
    )
    unit = st.selectbox(
        text("admin.unit_label"),
        list(units),
        index=None,
        format_func=lambda code: units[code],
        key=forms.field(form, "unit"),
        placeholder=text("admin.pick"),
    )
    return Grant(role, unit) if role and unit else None


def _give(account: Account) -> None:
    form = f"give {account.name}"
    with st.form(form):
        st.markdown(f"**{text('admin.give')}**")
        grant = role_and_unit(form)
        why = forms.reason(form)
        pressed = st.form_submit_button(text("admin.give"), type="primary")
    if pressed and grant is None:
        st.error(text("admin.role_missing"))
    elif pressed and grant is not None:
        act = partial(deeds.give, account.name, grant, why)
        forms.attempt(form, act, text("admin.given", name=account.name))


def _withdraw(account: Account) -> None:
    form = f"withdraw {account.name}"
    registers = session.engine().registers
    with st.form(form):
        st.markdown(f"**{text('admin.withdraw')}**")
        grant = st.selectbox(
            text("admin.role_label"),
            account.grants,
            index=None,
            format_func=lambda grant: role_said(grant, registers, lang()),
            key=forms.field(form, "grant"),
            placeholder=text("admin.pick" if account.grants else "admin.no_role"),
        )
        why = forms.reason(form)
        pressed = st.form_submit_button(text("admin.withdraw"))
    if pressed and grant is None:
        st.error(text("admin.role_missing"))
    elif pressed and grant is not None:
        act = partial(deeds.withdraw, account.name, grant, why)
        forms.attempt(form, act, text("admin.withdrawn", name=account.name))


def _close(account: Account) -> None:
    is_open = account.closed_at is None
    form = f"{'close' if is_open else 'reopen'} {account.name}"
    label = text("admin.close" if is_open else "admin.reopen")
    with st.form(form):
        st.markdown(f"**{label}**")
        st.caption(text("admin.close_note" if is_open else "admin.reopen_note"))
        why = forms.reason(form)
        pressed = st.form_submit_button(label)
    if pressed:
        act = partial(deeds.close if is_open else deeds.reopen, account.name, why)
        done = "admin.closed_now" if is_open else "admin.reopened"
        forms.attempt(form, act, text(done, name=account.name))


def _password(account: Account) -> None:
    form = f"password {account.name}"
    with st.form(form):
        st.markdown(f"**{text('admin.new_password')}**")
        st.caption(text("admin.new_password_note", hours=temporary.HOURS))
        told = temporary.ask(form)
        pressed = st.form_submit_button(text("admin.new_password"))
    if pressed:
        act = partial(deeds.set_password, account.name, told)
        forms.attempt(form, act, text("admin.password_set", name=account.name))


def _let_in(account: Account) -> None:
    """Draw the button that unlocks, where there is something to unlock."""
    now = clock().replace(microsecond=0)
    if access_files.accounts().locked_until(account.name, now) is None:
        return
    form = f"unlock {account.name}"
    if st.button(text("admin.unlock"), key=forms.field(form, "button")):
        act = partial(deeds.unlock, account.name)
        forms.attempt(form, act, text("admin.unlocked", name=account.name))


def _history(account: Account) -> None:
    changes = access_files.accounts().changes(account.name)
    lines = change_lines(changes, session.engine().registers, lang())
    with st.expander(text("admin.history", number=len(lines))):
        heads = [escape(text(f"admin.head.{head}")) for head in _CHANGES]
        rows = [
            f"<tr>{''.join(f'<td>{escape(cell)}</td>' for cell in line)}</tr>"
            for line in lines
        ]
        table = parts.table(heads, rows, "words")
        st.html(table)
        take.files(take.said_by(table), f"{account.name}_changes", "admin-changes")
