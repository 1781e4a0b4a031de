"""Passwords that somebody is given for the first time, or anew, and has to change."""

from __future__ import annotations

import secrets
from datetime import timedelta

import streamlit as st

from lishui_dash.access.account import TEMPORARY
from lishui_dash.access.passwords import fault_of
from lishui_dash.errors import ChangeRefused
from lishui_dash.ui.admin.forms import Once, field
from lishui_dash.ui.language import text
from lishui_dash.words import Words

_LETTERS = "abcdefghjkmnpqrstuvwxyz23456789"
"""Without those that are taken for one another when a password is read out."""
_GROUPS, _LONG = 4, 4
HOURS = TEMPORARY // timedelta(hours=1)


def ask(form: str) -> tuple[str, str]:
    """Draw two fields for a password; return what was typed into each.

    Left empty, one is made.
    """
    first, again = st.columns(2)
    return (
        first.text_input(
            text("admin.password_or_made"),
            type="password",
            key=field(form, "password"),
            autocomplete="new-password",
        ),
        again.text_input(
            text("admin.password_again"),
            type="password",
            key=field(form, "again"),
            autocomplete="new-password",
        ),
    )


def typed(told: tuple[str, str]) -> str:
    """Return what was typed twice. Raises ChangeRefused where it was not."""
    if told[0] != told[1]:
        raise ChangeRefused(
            Words(
                "两次输入的口令不一致，请重新输入",
                "the two passwords are not the same, type them again",
            )
        )
    return told[0]


def typed_or_made(told: tuple[str, str], name: str) -> tuple[str, Once | None]:
    """Return what was typed twice; where nothing was, a password made now, to be told."""
    given = typed(told)
    if given:
        return given, None
    made = _made()
    while fault_of(made, name):
        made = _made()
    return made, Once(text("admin.password_once"), made)


def _made() -> str:
    groups = (
        "".join(secrets.choice(_LETTERS) for _ in range(_LONG)) for _ in [0] * _GROUPS
    )
    return "-".join(groups)
