"""Signing in and out, and changing a password: pages that need no script and no Streamlit.

A session is told to the browser by a cookie, and a cookie that no script can read only a
route of the server can set.
"""

from __future__ import annotations

from lishui_dash.ui.sign_in.addresses import (
    NEXT,
    OUT_PATH,
    PASSWORD_PATH,
    PATH,
    SSO_OUT_PATH,
    SSO_PATH,
    sso_offered,
)
from lishui_dash.ui.sign_in.cookies import give_session, session_of
from lishui_dash.ui.sign_in.routes import routes

__all__ = [
    "NEXT",
    "OUT_PATH",
    "PASSWORD_PATH",
    "PATH",
    "SSO_OUT_PATH",
    "SSO_PATH",
    "give_session",
    "routes",
    "session_of",
    "sso_offered",
]
