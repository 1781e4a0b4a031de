"""The page around the wall: a screen's own address, which no fault of the wall turns white.

`/screen` and `/screen/<token>` answer with a page of a few kilobytes that holds the wall in
a frame. It is served beside Streamlit and needs nothing of it: see `holder.js`.
"""

from __future__ import annotations

from functools import cache
from hashlib import sha256
from html import escape
from pathlib import Path

import streamlit as st
from starlette.requests import Request
from starlette.responses import HTMLResponse, RedirectResponse, Response
from starlette.routing import BaseRoute, Route

from lishui_dash.access.pages import may_open
from lishui_dash.errors import StoreUnavailable
from lishui_dash.ui import access_files, theme
from lishui_dash.ui.language import DEFAULT, HTML_LANG
from lishui_dash.ui.on_record import refused_from_outside
from lishui_dash.ui.scripts import element
from lishui_dash.ui.viewer import is_open, viewer_of
from lishui_dash.views.languages import LANGS, Lang, text

_HERE = Path(__file__).parent
_HEADERS = {
    "Cache-Control": "no-store",
    # The address holds the token.
    "Referrer-Policy": "no-referrer",
    "X-Content-Type-Options": "nosniff",
}


def routes() -> list[BaseRoute]:
    return [
        Route("/screen", _screen),
        Route("/screen/{token}", _screen),
        Route("/screen-worker.js", _worker),
        Route("/wall", _bare),
    ]


@cache
def style() -> str:
    """Return the looks of the wall, for its page and for the still."""
    files = [_HERE / "wall.css", _HERE / "strip.css", _HERE.parent / "map.css"]
    written = "\n".join(path.read_text("utf-8") for path in files if path.exists())
    return (
        f":root {{ --ld-font: {theme.FONT}; }}\n"
        f"{theme.variables(theme.WALL_COLOURS)}\n{written}"
    )


@cache
def script() -> str:
    """Return what runs beside the wall in the browser."""
    return (_HERE / "wall.js").read_text("utf-8")


def scripts() -> tuple[str, ...]:
    """Return what runs in the page around the wall and in what stands in its place."""
    return _own("forget.js"), _own("holder.js"), script()


@cache
def build() -> str:
    """Return a mark of what a browser has loaded: with another, it loads itself anew."""
    parts = (style(), script(), _own("holder.js"), st.__version__)
    return sha256("\0".join(parts).encode()).hexdigest()[:12]


def _own(name: str) -> str:
    return (_HERE / name).read_text("utf-8")


def _screen(request: Request) -> Response:
    token = request.path_params.get("token", "")
    said = request.query_params.get("lang", DEFAULT)
    lang: Lang = said if said in LANGS else DEFAULT
    if not (access_files.screens().holder(token) if token else _is_let_in(request)):
        if token:
            address = request.client.host if request.client else ""
            refused_from_outside("", "/screen", address)
        return HTMLResponse(_turned_away(lang), 403, _HEADERS)
    keeps = bool(token) or is_open()
    return HTMLResponse(_page(token, lang, keeps), headers=_HEADERS)


def _is_let_in(request: Request) -> bool:
    """Whether whoever shows no token may see a wall: all may, or he has signed in."""
    try:
        return is_open() or may_open(viewer_of(request.cookies).scope, "wall")
    except StoreUnavailable:
        return False


def _worker(_request: Request) -> Response:
    return Response(_own("worker.js"), headers=_HEADERS, media_type="text/javascript")


def _bare(request: Request) -> Response:
    """Send the wall's address to the bare one, which shows the same a third of a second
    sooner: at an address of a page Streamlit's front end first asks there for its server,
    is told 404, and waits before it asks at the root."""
    query = f"?{request.url.query}" if request.url.query else ""
    return RedirectResponse(f"./{query}", headers={"Cache-Control": "no-store"})


def _page(token: str, lang: Lang, keeps: bool) -> str:
    """Return the page; what a browser keeps would outlive the session of its holder."""
    up = "../" if token else ""
    run, kept = (scripts()[1:], ' data-keeps="yes"') if keeps else (scripts(), "")
    return (
        f'<!doctype html><html lang="{HTML_LANG[lang]}" class="is-holder"><head>'
        f'<meta charset="utf-8"><title>{escape(text("wall.title", lang))}</title>'
        f'<link rel="icon" href="data:,"><style>{style()}</style></head>'
        f'<body data-up="{up}" data-token="{escape(token)}" data-build="{build()}"{kept}>'
        f'<div id="still"></div><iframe id="live" title=""></iframe>'
        f"{''.join(map(element, run))}</body></html>"
    )


def _turned_away(lang: Lang) -> str:
    said = escape(text("wall.turned_away", lang))
    return (
        f'<!doctype html><html lang="{HTML_LANG[lang]}"><head><meta charset="utf-8">'
        f'<meta http-equiv="refresh" content="60"><title>{said}</title>'
        f'<style>{style()}</style></head><body><div class="walls"><div class="wall scene">'
        f'<div class="notice">{said}</div></div></div>{element(scripts()[0])}</body></html>'
    )
