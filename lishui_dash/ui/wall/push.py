"""Every wall is woken when the data have changed, and no wall waits for its heartbeat.

Streamlit runs a fragment again when the browser asks for it. Here the server asks in the
browser's place, with the same message, for the one fragment that draws the frame. Should
a release of Streamlit take that way from us, the heartbeat still sees the change: a wall
is then up to one beat late.
"""

from __future__ import annotations

import asyncio
import threading
from collections.abc import Callable
from dataclasses import dataclass

from streamlit.proto.ClientState_pb2 import ClientState
from streamlit.runtime import Runtime
from streamlit.runtime.scriptrunner import get_script_run_ctx
from streamlit.runtime.scriptrunner_utils.script_run_context import ThreadState

from lishui_dash.actions.mishap import log_mishap
from lishui_dash.ui.wall.address import Address
from lishui_dash.ui.wall.frames import FRAMES

_LOOK_SECONDS = 0.2
"""Between two looks at the version, an attribute in memory."""
_AT_ONCE, _BREATH_SECONDS = 10, 0.01
"""Walls woken together, and the pause after them: each wakes a thread of its own."""


@dataclass(frozen=True)
class _Follower:
    """A wall in somebody's browser: what its browser would send to have it drawn anew."""

    fragment: str
    page: str
    query: str
    address: Address


_followers: dict[str, _Follower] = {}
_asked: set[str] = set()
_lock = threading.Lock()


def follow(address: Address) -> None:
    """Have the fragment that calls this run again whenever the data have changed."""
    context, fragment = get_script_run_ctx(), ThreadState.get().fragment_id
    if context is None or fragment is None:
        return
    follower = _Follower(fragment, context.page_script_hash, context.query_string, address)
    with _lock:
        _followers[context.session_id] = follower


def ask() -> None:
    """Have the wall of whoever calls this woken, although the version has not changed."""
    context = get_script_run_ctx()
    if context is not None:
        with _lock:
            _asked.add(context.session_id)


async def pushing(version: Callable[[], int]) -> None:
    """Wake the walls at every change of the version, until cancelled."""
    seen = version()
    while True:
        await asyncio.sleep(_LOOK_SECONDS)
        newest = version()
        if newest != seen or _asked:
            is_changed, seen = newest != seen, newest
            try:
                await _wake_walls(everyone=is_changed)
            except Exception as error:  # noqa: BLE001 - the next change is pushed again
                log_mishap("通知大屏刷新时出错", error)


async def _wake_walls(*, everyone: bool) -> None:
    with _lock:
        followers = {
            key: follower
            for key, follower in _followers.items()
            if everyone or key in _asked
        }
        _asked.clear()
    for address in {follower.address for follower in followers.values()}:
        # Once for all of them, before the first one asks.
        await asyncio.to_thread(FRAMES.frame, address)
    for number, (session_id, follower) in enumerate(followers.items(), start=1):
        if not _wake(session_id, follower):
            with _lock:
                _followers.pop(session_id, None)
        if number % _AT_ONCE == 0:
            await asyncio.sleep(_BREATH_SECONDS)


def _wake(session_id: str, follower: _Follower) -> bool:
    """Ask for one wall to be drawn anew; False when nobody looks at it any more."""
    app = Runtime.instance().get_app_session(session_id) if Runtime.exists() else None
    if app is None or not app.has_fragment(follower.fragment):
        return False
    app.request_rerun(
        ClientState(
            query_string=follower.query,
            page_script_hash=follower.page,
            fragment_id=follower.fragment,
            is_auto_rerun=True,
        )
    )
    return True
