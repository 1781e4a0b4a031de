"""The gate before every route: who has no session gets no file, and sends none.

What a page has made for somebody to take along, and what is sent for a page to read, passes
beside the pages. Whoever has the address of a file must be the one it was made for, and
what is sent goes to a page of the one who sends it.
"""

from __future__ import annotations

import ipaddress
import re

import streamlit as st
from starlette.concurrency import run_in_threadpool
from starlette.datastructures import Headers
from starlette.requests import HTTPConnection
from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Receive, Scope, Send

from lishui_dash.access.pages import Needs
from lishui_dash.access.routes import Door, door_of, listed_for
from lishui_dash.errors import StoreUnavailable
from lishui_dash.ui.belonging import is_own_file, is_own_page
from lishui_dash.ui.on_record import refused_from_outside
from lishui_dash.ui.viewer import Viewer, is_open, viewer_of
from lishui_dash.views.languages import text

_FILE = re.compile("/media/(.+)")
_SENT = re.compile(".*/_stcore/upload_file/([^/]+)/[^/]+")
_HEADERS = {"Cache-Control": "no-store", "X-Content-Type-Options": "nosniff"}


class Gate:
    """Lets a request pass, or answers it with 403."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] in ("http", "websocket"):
            wanted = door_of(_path(scope))
            if wanted is not Door.PUBLIC and not await run_in_threadpool(
                _may_pass, scope, wanted
            ):
                await _refuse(scope, receive, send)
                return
        await self._app(scope, receive, send)


def _path(scope: Scope) -> str:
    """Return the path below the base of the server."""
    base = f"/{str(st.get_option('server.baseUrlPath')).strip('/')}".rstrip("/")
    path = str(scope["path"])
    return path.removeprefix(base) or "/"


def _may_pass(scope: Scope, wanted: Door | Needs) -> bool:
    match wanted:
        case Door.CLOSED:
            return False
        case Door.LOCAL:
            return _is_local(scope)
    if scope.get("method") == "OPTIONS":
        return True
    try:
        if is_open():
            return True
        viewer = viewer_of(HTTPConnection(scope).cookies)
    except StoreUnavailable:
        return False
    passes = _is_for(viewer, wanted, _path(scope))
    if not passes:
        refused_from_outside(viewer.name, _family(scope), _address(scope))
    return passes


def _is_for(viewer: Viewer, wanted: Door | Needs, path: str) -> bool:
    """Whether a path is for somebody who has signed in, or for nobody who has not."""
    if viewer.session is None:
        return False
    if isinstance(wanted, Needs):
        sent = _SENT.fullmatch(path)
        return (
            wanted.met_by(viewer.scope)
            and sent is not None
            and is_own_page(sent[1], viewer.name)
        )
    file = _FILE.fullmatch(path)
    return file is not None and is_own_file(file[1], viewer.name)


def _is_local(scope: Scope) -> bool:
    """Whether the request comes from this machine, and from no proxy on it."""
    client = scope.get("client")
    if client is None or "x-forwarded-for" in Headers(scope=scope):
        return False
    try:
        return ipaddress.ip_address(client[0]).is_loopback
    except ValueError:
        return False


def _address(scope: Scope) -> str:
    client = scope.get("client")
    return str(client[0]) if client else ""


def _family(scope: Scope) -> str:
    """Return the path as it is listed: what stands behind it may be a secret."""
    return listed_for(_path(scope)) or ""


async def _refuse(scope: Scope, receive: Receive, send: Send) -> None:
    if scope["type"] == "websocket":
        await send({"type": "websocket.close", "code": 1008})
        return
    said = f"{text('access.route', 'hans')} {text('access.route', 'en')}"
    await PlainTextResponse(said, 403, _HEADERS)(scope, receive, send)
