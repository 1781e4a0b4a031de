"""The first account of a dashboard that is open to all: its administrator.

Whoever makes it closes the dashboard to everybody else; so it is an administrator's, with a
password of his own, and he is told before.
"""

from __future__ import annotations

import os
from functools import partial
from html import escape
from threading import Lock

import streamlit as st

from lishui_dash.access.events import Did
from lishui_dash.access.roles import Grant, Role
from lishui_dash.errors import ChangeRefused
from lishui_dash.spec.settings import ACCESS, setting
from lishui_dash.ui import access_files, language
from lishui_dash.ui.admin import forms, temporary
from lishui_dash.ui.admin.new_account import names
from lishui_dash.ui.admin.reach import require_within
from lishui_dash.ui.clock import clock
from lishui_dash.ui.language import text
from lishui_dash.ui.on_record import write_audit
from lishui_dash.ui.sign_in.addresses import PATH, own_address
from lishui_dash.words import Words

_FORM = "first"
_ADMINISTRATOR = Grant(Role.ADMIN)
_one = Lock()
"""Of two who make the first account at the same moment, one is the first."""


def draw() -> None:
    """Draw the form; once there is an account, how accounts are managed from then on."""
    is_told_open = setting(ACCESS, os.environ) == "open"
    if access_files.accounts().has_any():
        if is_told_open:
            st.info(text("admin.stays_open"))
            return
        st.info(text("admin.closing"))
        target = escape(own_address(PATH, "admin", language.lang()))
        said = escape(text("access.sign_in"))
        st.html(f'<a class="lp-link" href="{target}" target="_self">{said}</a>')
        return
    st.header(text("admin.first"), anchor=False)
    told = text("admin.first_open" if is_told_open else "admin.first_closes")
    st.html(f'<p class="ld-open" role="note">{escape(told)}</p>')
    with st.form(_FORM):
        name, shown = names(_FORM)
        password = temporary.ask(_FORM, may_be_made=False)
        is_known = st.checkbox(
            text("admin.first_known"), key=forms.field(_FORM, "is_known")
        )
        pressed = st.form_submit_button(text("admin.first_make"), type="primary")
    if pressed:
        act = partial(_make, name, shown, password, is_known)
        forms.attempt(_FORM, act, text("admin.first_made", name=name.strip()))


def _make(name: str, shown: str, password: tuple[str, str], is_known: bool) -> None:
    if not is_known:
        raise ChangeRefused(
            Words(
                "请先勾选确认：建立后其他人须登录",
                "confirm first that everybody else will have to sign in",
            )
        )
    own = temporary.typed(password)
    with _one:
        require_within([_ADMINISTRATOR])
        made = access_files.accounts().add(
            name,
            own,
            clock().replace(microsecond=0),
            name.strip(),
            shown_name=shown,
            grants=[_ADMINISTRATOR],
            must_change=False,
        )
    write_audit(made.name, Did.ACCOUNT_CHANGED, made.name, f"add {_ADMINISTRATOR} first")
