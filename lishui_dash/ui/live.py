"""What keeps an open page current without drawing it again when nothing has changed."""

from __future__ import annotations

from datetime import date, datetime

import streamlit as st

from lishui_dash.errors import StoreUnavailable
from lishui_dash.ui import session

BEAT_SECONDS = 2
BEAT = "asked_by_a_beat"
"""In the state of a session: this run was asked for by the page itself."""
_LINE = "line_of_the_last_run"
_SESSION = 2
"""Where a browser names the session it had, among the protocols that it asks for."""


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


def is_by_hand() -> bool:
    """Whether somebody has asked for this run himself; asked once a run.

    A page asks by itself at a beat, and when its line was cut and comes back: then the
    browser names the session that it had, and asks for all of the page. That is the first
    run on a new line. Whoever opens a page comes without such a session.
    """
    was_beat = bool(st.session_state.pop(BEAT, False))
    told = st.context.headers
    line = told.get("Sec-WebSocket-Key", "")
    is_new = st.session_state.get(_LINE) != line
    st.session_state[_LINE] = line
    protocols = told.get("Sec-WebSocket-Protocol", "").split(",")
    is_back = is_new and any(named.strip() for named in protocols[_SESSION:])
    return not (was_beat or is_back)
