"""What each route of the server asks for.

A route of ours that is not listed fails a test, and one of Streamlit's own is shut until it
is: what is left is the front end, which is the same at every address and shows nothing.
Streamlit's own are here as well: what a page has made for somebody to take along lies
behind one of them, and what a clerk sends comes in by another.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from enum import Enum

from lishui_dash.access.pages import PAGES, Needs


class Door(Enum):
    """Who gets in without any right."""

    PUBLIC = "public"
    """anybody: it shows nothing of the store, or asks for a token itself"""
    OWN = "own"
    """whoever it was made for"""
    LOCAL = "local"
    """whoever asks from this machine alone"""
    CLOSED = "closed"
    """nobody"""


ROUTES: Mapping[str, Door | Needs] = {
    "/": Door.PUBLIC,
    "/wall": Door.PUBLIC,
    "/screen": Door.PUBLIC,
    "/screen/{token}": Door.PUBLIC,
    "/screen-worker.js": Door.PUBLIC,
    "/sign-in": Door.PUBLIC,
    "/sign-in/sso": Door.PUBLIC,
    "/sign-out": Door.PUBLIC,
    "/sign-out/sso": Door.PUBLIC,
    "/password": Door.PUBLIC,
    "/auth/login": Door.PUBLIC,
    "/auth/logout": Door.PUBLIC,
    "/oauth2callback": Door.PUBLIC,
    "/static": Door.PUBLIC,
    "/_stcore/health": Door.PUBLIC,
    "/_stcore/host-config": Door.PUBLIC,
    "/_stcore/allowed-message-origins": Door.PUBLIC,
    "/_stcore/stream": Door.PUBLIC,
    "/_stcore/upload_file": PAGES["upload"],
    "/_stcore/metrics": Door.LOCAL,
    "/_stcore/script-health-check": Door.CLOSED,
    "/_stcore/agent": Door.CLOSED,
    "/_stcore": Door.CLOSED,
    "/media": Door.OWN,
    "/component": Door.PUBLIC,
    "/_stcore/bidi-components": Door.PUBLIC,
}
"""By path; one that others continue stands for those as well. The address of a page is
answered with the front end, which is the same for all: the page decides when it runs."""


_CORE = re.compile("/_stcore(?=/|$)")


def door_of(path: str) -> Door | Needs:
    """Return what the longest listed path that `path` continues asks for.

    Everything else is the front end at the address of a page: PUBLIC. Streamlit answers
    its own routes below the address of a page as well, so these are looked for anywhere.
    """
    listed = listed_for(path)
    return Door.PUBLIC if listed is None else ROUTES[listed]


def listed_for(path: str) -> str | None:
    """Return the longest listed path that `path` continues, None where there is none."""
    core = _CORE.search(path)
    parts = path[core.start() if core else 0 :].rstrip("/").split("/")
    tried = ("/".join(parts[:length]) for length in range(len(parts), 1, -1))
    return next((one for one in tried if one in ROUTES), None)
