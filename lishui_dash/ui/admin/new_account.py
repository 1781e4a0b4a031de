"""Making an account: its name, its first role, and a password for the first time."""

from __future__ import annotations

from functools import partial

import streamlit as st

from lishui_dash.ui.admin import account_deeds as deeds
from lishui_dash.ui.admin import forms, temporary
from lishui_dash.ui.admin.account_forms import role_and_unit
from lishui_dash.ui.language import text

_FORM = "add"


def draw() -> None:
    """Draw the form; it is folded until somebody needs it."""
    with st.expander(text("admin.add")), st.form(_FORM, border=False):
        name, shown = _names()
        st.caption(text("admin.password_note", hours=temporary.HOURS))
        password = temporary.ask(_FORM)
        grant = role_and_unit(_FORM)
        why = forms.reason(_FORM)
        pressed = st.form_submit_button(text("admin.add"), type="primary")
    if not pressed:
        return
    if grant is None:
        st.error(text("admin.role_missing"))
        return
    act = partial(deeds.add, name, shown, [grant], password, why)
    forms.attempt(_FORM, act, text("admin.added", name=name.strip()))


def _names() -> tuple[str, str]:
    """Draw the fields for what an account is called, and what pages call its holder."""
    name, shown = st.columns(2)
    return (
        name.text_input(
            text("admin.name"),
            key=forms.field(_FORM, "name"),
            autocomplete="off",
            placeholder=text("admin.name_hint"),
        ),
        shown.text_input(
            text("admin.shown"),
            key=forms.field(_FORM, "shown"),
            autocomplete="off",
            placeholder=text("admin.shown_hint"),
        ),
    )
