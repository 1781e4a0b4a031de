"""What keeps an open page current without drawing it again when nothing has changed."""

from __future__ import annotations

from datetime import date, datetime

import streamlit as st

from lishui_dash.errors import StoreUnavailable
from lishui_dash.ui import session

BEAT_SECONDS = 2
BEAT = "asked_by_a_beat"
"""In the state of a session: this run was asked for by the page itself."""


@st.fragment(run_every=BEAT_SECONDS)
def keep_current(drawn: tuple[int, date, datetime | None]) -> None:
    """Have the page drawn anew when `drawn`, a mark of the session, is no longer current.

    While the store cannot be reached the page keeps what it shows: the next beat asks
    again.
    """
    try:
        changed = session.mark() != drawn
    except StoreUnavailable:
        return
    if changed:
        ask_anew()


def ask_anew() -> None:
    """Have the page drawn anew; nobody has done anything himself."""
    st.session_state[BEAT] = True
    st.rerun(scope="app")


def was_beat() -> bool:
    """Whether this run was asked for by a beat; asked once."""
    return bool(st.session_state.pop(BEAT, False))
