"""What every answer of the server tells the browser about its safety, Streamlit's too.

Stands before everything else: what is refused here or behind it has the same headers.
"""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path

import streamlit as st
from starlette.datastructures import Headers, MutableHeaders
from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send
from streamlit.web.server.starlette.starlette_websocket import is_host_allowed

from lishui_dash.ui import scripts

_METHODS = frozenset({"GET", "HEAD", "POST", "PUT", "DELETE", "OPTIONS"})
_UPLOADS, _FILES = "/_stcore/upload_file/", "/media/"
_LARGEST_FORM = 64 * 1024
"""Bytes; what is no file to hand in is a form with a name and a password."""
_UNUSED = (
    *("accelerometer", "bluetooth", "camera", "display-capture", "geolocation"),
    *("gyroscope", "hid", "magnetometer", "microphone", "midi", "payment", "serial", "usb"),
)
_FIXED = {
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "SAMEORIGIN",
    "Referrer-Policy": "same-origin",
    "Permissions-Policy": ", ".join(f"{feature}=()" for feature in _UNUSED),
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "X-Permitted-Cross-Domain-Policies": "none",
}
_ONLY_HTTPS = "max-age=31536000"


class SecurityHeaders:
    """Adds the headers that no route has set itself; turns away what no page asks for."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        asked = Headers(scope=scope)

        async def with_headers(message: Message) -> None:
            if message["type"] == "http.response.start":
                _add(MutableHeaders(scope=message), scope, asked)
            await send(message)

        if not is_host_allowed(asked.get("host")):
            await PlainTextResponse("", 421)(scope, receive, with_headers)
        elif scope["method"] not in _METHODS:
            await PlainTextResponse("", 405)(scope, receive, with_headers)
        elif _path(scope).startswith(_UPLOADS) or scope["method"] in ("GET", "HEAD"):
            # Streamlit limits the files itself; what has no body needs no limit.
            await self._app(scope, receive, with_headers)
        else:
            body = await _form(receive)
            if body is None:
                await PlainTextResponse("", 413)(scope, receive, with_headers)
            else:
                await self._app(scope, _replayed(body, receive), with_headers)


@cache
def policy() -> str:
    """Return the Content-Security-Policy: nothing from outside, and no script but ours.

    Streamlit writes its styles while it runs, so styles are not told apart. Pictures of
    charts and files to take along pass through `blob:` and `data:`.
    """
    # Loaded once Streamlit runs: caches look for the server when they are declared.
    from lishui_dash.ui import take
    from lishui_dash.ui.wall import holder

    ours = (*_streamlits_own(), *scripts.own(), take.script(), *holder.scripts())
    allowed = " ".join(map(scripts.fingerprint, ours))
    return "; ".join(
        (
            "default-src 'self'",
            f"script-src 'self' {allowed}",
            "style-src 'self' 'unsafe-inline'",
            "img-src 'self' data: blob:",
            "font-src 'self' data:",
            "connect-src 'self'",
            "worker-src 'self'",
            "frame-src 'self'",
            "frame-ancestors 'self'",
            "base-uri 'self'",
            "form-action 'self'",
            "object-src 'none'",
        )
    )


def _streamlits_own() -> list[str]:
    """Return the scripts that stand in the page Streamlit serves."""
    page = Path(st.__file__).with_name("static") / "index.html"
    return re.findall(r"<script>(.*?)</script>", page.read_text("utf-8"), re.DOTALL)


def _add(headers: MutableHeaders, scope: Scope, asked: Headers) -> None:
    for name, value in _FIXED.items():
        headers.setdefault(name, value)
    headers.setdefault("Content-Security-Policy", policy())
    if "https" in (scope.get("scheme"), asked.get("x-forwarded-proto")):
        headers.setdefault("Strict-Transport-Security", _ONLY_HTTPS)
        _secure_cookies(headers)
    if _path(scope).startswith(_FILES):
        headers["Cache-Control"] = "no-store"
    else:
        headers.setdefault("Cache-Control", "no-store")


def _secure_cookies(headers: MutableHeaders) -> None:
    """Have every cookie come back by https alone, Streamlit's own as well."""
    cookies = headers.getlist("set-cookie")
    del headers["set-cookie"]
    for cookie in cookies:
        is_secure = "secure" in (part.strip().lower() for part in cookie.split(";"))
        headers.append("set-cookie", cookie if is_secure else f"{cookie}; Secure")


def _path(scope: Scope) -> str:
    """Return the path below the base of the server."""
    base = f"/{str(st.get_option('server.baseUrlPath')).strip('/')}".rstrip("/")
    return str(scope["path"]).removeprefix(base) or "/"


async def _form(receive: Receive) -> bytes | None:
    """Return the body of a request; None for one that is larger than any form."""
    body = b""
    while True:
        message = await receive()
        part: bytes = message.get("body", b"")
        body += part
        if len(body) > _LARGEST_FORM:
            return None
        if message["type"] != "http.request" or not message.get("more_body", False):
            return body


def _replayed(body: bytes, receive: Receive) -> Receive:
    """Return what hands over a body that has been read already, and then what follows."""
    waiting = [body]

    async def replayed() -> Message:
        if waiting:
            return {"type": "http.request", "body": waiting.pop(), "more_body": False}
        return await receive()

    return replayed
