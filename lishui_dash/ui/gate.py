"""The gate before every route: who has no session gets no file, and sends none.

What a page has made for somebody to take along, and what is sent for a page to read, passes
beside the pages. The address of a file is a secret, but whoever has it must have signed in.
"""

from __future__ import annotations

import ipaddress
from http.cookies import CookieError, SimpleCookie

import streamlit as st
from starlette.concurrency import run_in_threadpool
from starlette.datastructures import Headers
from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Receive, Scope, Send

from lishui_dash.access.pages import Needs
from lishui_dash.access.routes import Door, door_of
from lishui_dash.errors import StoreUnavailable
from lishui_dash.ui.on_record import refused_from_outside
from lishui_dash.ui.viewer import Kind, is_open, viewer_of
from lishui_dash.views.languages import text

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
    if scope.get("method") == "OPTIONS" or is_open():
        return True
    try:
        viewer = viewer_of(_cookies(scope))
    except StoreUnavailable:
        return False
    passes = (
        viewer.kind is Kind.ACCOUNT
        if wanted is Door.SIGNED_IN
        else isinstance(wanted, Needs) and wanted.met_by(viewer.scope)
    )
    if not passes:
        refused_from_outside(viewer.name, _family(scope), _address(scope))
    return passes


def _is_local(scope: Scope) -> bool:
    """Whether the request comes from this machine, and from no proxy on it."""
    client = scope.get("client")
    if client is None or "x-forwarded-for" in Headers(scope=scope):
        return False
    try:
        return ipaddress.ip_address(client[0]).is_loopback
    except ValueError:
        return False


def _cookies(scope: Scope) -> dict[str, str]:
    try:
        found = SimpleCookie(Headers(scope=scope).get("cookie", ""))
    except CookieError:
        return {}
    return {name: morsel.value for name, morsel in found.items()}


def _address(scope: Scope) -> str:
    client = scope.get("client")
    return str(client[0]) if client else ""


def _family(scope: Scope) -> str:
    """Return a path without its last part, which may be a secret."""
    return _path(scope).rpartition("/")[0]


async def _refuse(scope: Scope, receive: Receive, send: Send) -> None:
    if scope["type"] == "websocket":
        await send({"type": "websocket.close", "code": 1008})
        return
    said = f"{text('access.route', 'hans')} {text('access.route', 'en')}"
    await PlainTextResponse(said, 403, _HEADERS)(scope, receive, send)
