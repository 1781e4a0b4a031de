"""The page of the wall: a frame that is drawn once a version, and a heartbeat.

The frame is one block of HTML in a fragment of its own: whoever knows that the data have
changed has that fragment run again, and nothing else of the page. The heartbeat is one
line. It says what the server knows of itself; `wall.js` makes of it a clock that runs, and
the mark of a cut when it stays away.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from html import escape

import streamlit as st

from lishui_dash.access.pages import may_open
from lishui_dash.errors import StoreUnavailable
from lishui_dash.ui import session
from lishui_dash.ui.clock import clock
from lishui_dash.ui.language import text
from lishui_dash.ui.scripts import element
from lishui_dash.ui.session import Mark
from lishui_dash.ui.viewer import SCREEN, is_open, viewer
from lishui_dash.ui.wall import holder, push, scenes
from lishui_dash.ui.wall.address import Address, address_of
from lishui_dash.ui.wall.frames import FRAMES
from lishui_dash.views import figures

BEAT_SECONDS = 5
"""Between two beats; what has changed meanwhile is pushed and does not wait for one."""
TOKEN = SCREEN

_DRAWN, _DRAWN_AT, _OLD = "wall_drawn", "wall_drawn_at", "wall_is_old"


@dataclass(frozen=True)
class _Html:
    """HTML that Streamlit takes as it is.

    A string it looks for among the files, and takes indents out of: for forty kilobytes
    and three hundred walls that is a tenth of the time.
    """

    html: str

    def _repr_html_(self) -> str:
        return self.html


def show() -> None:
    """Draw the page. Sizes are multiples of `--u`, so that any screen looks the same."""
    address = address_of(st.query_params)
    st.html(f"<style>{holder.style()}</style>")
    _frame(address)
    with st.container(key="wall-heart"):
        _heartbeat(address)
    st.html(element(holder.script()), unsafe_allow_javascript=True)


@st.fragment
def _frame(address: Address) -> None:
    """Draw what the data say; run again by `push` and by the heartbeat."""
    push.follow(address)
    if not is_let_in():
        st.session_state[_DRAWN] = None
        st.html(scenes.turned_away(address))
        return
    frame = FRAMES.frame(address)
    st.session_state[_DRAWN] = frame.mark
    if frame.failed_at is None:
        st.session_state[_DRAWN_AT] = clock()
    st.html(_Html(frame.html + scenes.stands_since(frame.failed_at, address)))


@st.fragment(run_every=BEAT_SECONDS)
def _heartbeat(address: Address) -> None:
    """Say that the server lives and what it knows; have the frame drawn where it is old.

    Without any script the animation of the style still tells a cut: each beat starts it
    again, and when none comes it ends in red.
    """
    try:
        mark = session.mark_of(address.asked)
    except StoreUnavailable:
        mark = None
    drawn = st.session_state.get(_DRAWN, mark)
    # What cannot be asked now is not wanted otherwise: the frame keeps standing.
    wanted = (mark or drawn) if is_let_in() else None
    st.html(_Html(heart(mark, drawn, st.session_state.get(_DRAWN_AT))))
    was_old = st.session_state.pop(_OLD, None)
    if drawn != wanted:
        # A day has turned, a screen was turned away, or a push is under way. Where the
        # same frame still stands at the next beat, the whole page is drawn anew.
        push.ask()
        st.session_state[_OLD] = (drawn,)
        if was_old == (drawn,):
            st.rerun(scope="app")


def heart(mark: Mark | None, drawn: Mark | None, drawn_at: datetime | None) -> str:
    """Return one beat: what the wall has found when it checked itself.

    The version of the data and the server's time, when the wall was last drawn, and
    whether what is drawn is what the store holds.
    """
    now = clock()
    if mark is None:
        said = text("store.unavailable")
    else:
        said = text("heart.ok") if mark == drawn else text("heart.behind")
    told = text(
        "heart.told",
        version=mark[0] if mark else figures.MISSING,
        drawn=f"{drawn_at:%H:%M:%S}" if drawn_at else figures.MISSING,
    )
    return (
        f'<div class="heart {"ok" if mark and mark == drawn else "ill"}" '
        f'data-version="{mark[0] if mark else 0}" data-at="{now:%Y-%m-%dT%H:%M:%S}">'
        f'<span class="beat">● {escape(said)} · {now:%H:%M:%S}</span>'
        f'<span class="lost">■ {text("heart.stopped")}</span>'
        f"<span>{escape(told)}</span>{_open_to_all()}</div>"
    )


def _open_to_all() -> str:
    """Return the words of a wall that anybody may look at, "" where nobody else may."""
    return f"<span>{escape(text('access.open_wall'))}</span>" if is_open() else ""


def is_let_in() -> bool:
    """Whether this viewer may see the wall, now: a token may have been revoked, and a
    session may be over."""
    return may_open(viewer().scope, "wall")
