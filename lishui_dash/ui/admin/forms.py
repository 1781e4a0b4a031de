"""What the forms of the administrator have in common: their fields, and what came of them.

A form keeps what was typed until it has been done. What is secret is shown once and is then
nowhere any more: neither in a field nor in the session.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import streamlit as st

from lishui_dash.actions.change_asked import LONGEST_REASON, checked_reason
from lishui_dash.errors import (
    AccessRefused,
    ChangedMeanwhile,
    ChangeRefused,
    SetupRefused,
)
from lishui_dash.ui.language import say, text
from lishui_dash.ui.markdown import plain
from lishui_dash.words import Words

_SAID, _ONCE, _TIMES, _WRONG = "admin_said", "admin_once", "admin_times", "admin_wrong"


@dataclass(frozen=True)
class Once:
    """Something that is told once: a password, the address of a screen."""

    label: str
    value: str


def field(form: str, name: str) -> str:
    """Return the key of a field; once its form has been done it is that of an empty one."""
    times: dict[str, int] = st.session_state.get(_TIMES, {})
    return f"admin {form} {name} {times.get(form, 0)}"


def seen(form: str, newest: int) -> int:
    """Return the last change that was made when the fields of a form were first drawn.

    It is asked for before they are; `newest` is the last by now.
    """
    key = field(form, "seen")
    if field(form, "reason") not in st.session_state:
        st.session_state[key] = newest
    known: int = st.session_state.setdefault(key, newest)
    return known


def reason(form: str) -> str:
    """Draw the field that asks why; return what was typed."""
    return st.text_input(
        text("admin.reason"),
        key=field(form, "reason"),
        max_chars=LONGEST_REASON,
        placeholder=text("admin.reason_hint"),
    )


def because(typed: str) -> str:
    """Return a reason as the audit log ends with it, masked.

    Raises ChangeRefused for one that says nothing.
    """
    return f"理由：{checked_reason(Words(typed, '')).hans}"


def attempt(form: str, act: Callable[[], Once | None], said: str) -> None:
    """Do what a form asks for, and draw the page anew; or say why it cannot be done.

    What `act` returns is shown with `said`, this once.
    """
    try:
        once = act()
    except ChangedMeanwhile as refused:
        begin_anew(form, refused)
        return
    except (AccessRefused, ChangeRefused) as refused:
        st.error(plain(say(refused.words)))
        return
    except SetupRefused as refused:
        st.error(plain(str(refused)))
        return
    done(form, said, once)


def done(form: str, said: str, once: Once | None = None) -> None:
    """Draw the page anew, saying that a form has been done; its fields are empty again."""
    _empty(form)
    st.session_state[_SAID], st.session_state[_ONCE] = said, once
    st.rerun()


def begin_anew(form: str, refused: ChangedMeanwhile) -> None:
    """Draw the page anew, saying why a form has to be filled in again: its fields are as
    things stand now."""
    _empty(form)
    st.session_state[_WRONG] = say(refused.words)
    st.rerun()


def _empty(form: str) -> None:
    times: dict[str, int] = st.session_state.get(_TIMES, {})
    st.session_state[_TIMES] = {**times, form: times.get(form, 0) + 1}


def said() -> None:
    """Say what was done last or could not be, and tell what is told once."""
    if wrong := st.session_state.pop(_WRONG, ""):
        st.error(plain(wrong))
    if done := st.session_state.pop(_SAID, ""):
        st.success(plain(done))
    once: Once | None = st.session_state.pop(_ONCE, None)
    if once is not None:
        with st.container(border=True):
            st.markdown(once.label)
            st.code(once.value, language=None, wrap_lines=True)
            st.caption(text("admin.once"))
