"""Signing in through the identity provider, from `st.login` to a session of our own.

Streamlit begins: `st.login` sends the browser away with state, nonce and PKCE. The answer
comes to a route of ours, in place of Streamlit's, and Authlib verifies it there. So the
identity is exchanged for a session while it is fresh, once, and no cookie of thirty days is
set; Streamlit's own callback would set one, and take a token made for another program.
"""

from __future__ import annotations

from starlette.routing import BaseRoute, Route

from lishui_dash.access.oidc import CALLBACK
from lishui_dash.ui.sign_in.addresses import SSO_OUT_PATH, SSO_PATH, base
from lishui_dash.ui.sso.answer import answered
from lishui_dash.ui.sso.asking import begin, begun, secrets_for
from lishui_dash.ui.sso.leaving import left

__all__ = ["begin", "routes", "secrets_for"]


def routes() -> list[BaseRoute]:
    """Return the routes; that of the answer stands before Streamlit's own."""
    return [
        Route(f"{base()}/{SSO_PATH}", begun),
        Route(f"{base()}{CALLBACK}", answered),
        Route(f"{base()}/{SSO_OUT_PATH}", left),
    ]
