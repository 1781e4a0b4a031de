"""Where people sign in and out, and where they go from there: never to another site."""

from __future__ import annotations

import os
from urllib.parse import parse_qsl, urlencode, urlsplit

import streamlit as st

from lishui_dash.access.pages import PAGES
from lishui_dash.spec.settings import OIDC_METADATA, setting
from lishui_dash.ui.language import DEFAULT, PARAMETER

PATH, OUT_PATH, PASSWORD_PATH = "sign-in", "sign-out", "password"
SSO_PATH, SSO_OUT_PATH = "sign-in/sso", "sign-out/sso"
"""Relative to the dashboard's bare address and to its pages."""

NEXT = "next"
"""The parameter that says which page somebody wanted, with its query."""
SSO = "sso"
SCREEN = "screen"
_NOT_CARRIED = {SSO, SCREEN}
_FIRST = "overview"
_LONGEST = 1_000


def base() -> str:
    """Return what the server is told to put before each path: empty, or /x."""
    told = str(st.get_option("server.baseUrlPath") or "").strip("/")
    return f"/{told}" if told else ""


def sso_offered() -> bool:
    """Whether the settings name an identity provider."""
    return bool(setting(OIDC_METADATA, os.environ))


def wanted_page(told: str) -> str:
    """Return the page of this dashboard that an address names, with its query; else "".

    What is returned is put together anew, of a known name and of encoded values.
    """
    if len(told) > _LONGEST:
        return ""
    try:
        parts = urlsplit(told)
        query = parse_qsl(parts.query)
    except ValueError:
        return ""
    stem = parts.path.strip("/")
    if parts.scheme or parts.netloc or (stem and stem not in PAGES):
        return ""
    kept = [(name, value) for name, value in query if name not in _NOT_CARRIED]
    return f"{stem}?{urlencode(kept)}" if kept else stem


def page_address(wanted: str, lang: str) -> str:
    """Return the address of a page that `wanted_page` returned, seen from these routes.

    Who wanted none begins where everybody does; the frame sends him on to his own page.
    """
    stem, _, query = wanted.partition("?")
    stem = stem or _FIRST
    kept = dict(parse_qsl(query))
    if lang != DEFAULT:
        kept[PARAMETER] = lang
    return f"./{stem}?{urlencode(kept)}" if kept else f"./{stem}"


def own_address(path: str, wanted: str, lang: str, **more: str) -> str:
    """Return the address of one of these routes, which carries language and page on."""
    told = dict(more)
    if wanted:
        told[NEXT] = wanted
    if lang != DEFAULT:
        told[PARAMETER] = lang
    return f"./{path}?{urlencode(told)}" if told else f"./{path}"
