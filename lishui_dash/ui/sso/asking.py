"""Asking the identity provider: what Streamlit must know, and how a sign-in begins."""

from __future__ import annotations

import os
from collections.abc import Mapping
from functools import cache
from typing import Any
from urllib.parse import urlencode, urlsplit

import httpx2
import streamlit as st
from authlib.integrations.starlette_client import OAuth, OAuthError, StarletteOAuth2App
from joserfc.errors import JoseError
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from lishui_dash.access.groups import rows_from
from lishui_dash.access.oidc import CALLBACK, Provider, provider_of
from lishui_dash.ui import access_files, language, scripts
from lishui_dash.ui.sign_in.addresses import SSO, SSO_PATH
from lishui_dash.ui.sign_in.asked import asked

NOT_BELIEVED = (
    *(OAuthError, JoseError, httpx2.HTTPError),
    *(LookupError, RuntimeError, TypeError, ValueError),
)
"""What Authlib raises for an answer that is refused, forged, used, late, or none."""

WANTED = "lishui_wanted"
"""Under it the browser keeps language and page while its holder is at the provider."""

NO_STORE = {"Cache-Control": "no-store"}
_CLIENT = "default"
"""What Streamlit calls its only provider: by it the answer finds what `st.login` began."""
_PATIENCE = 5
"""Seconds for which the provider may be silent."""


def secrets_for(environment: Mapping[str, str]) -> Mapping[str, Any] | None:
    """Return what Streamlit must know of the provider; None where the settings name none.

    Raises SetupRefused, so that a server does not start on half a provider.
    """
    named = provider_of(environment)
    if named is None:
        return None
    rows_from(named.groups_file)
    return {
        "auth": {
            "redirect_uri": named.redirect,
            "cookie_secret": access_files.secret().derived("cookies").hex(),
            "client_id": named.client_id,
            "client_secret": named.client_secret,
            "server_metadata_url": named.metadata,
            "client_kwargs": _asks_for(named),
        }
    }


def begin() -> None:
    """Send the browser to the provider, or say that it does not answer.

    The provider sends people back to one address. Who came by another goes there first: the
    cookie that ties both halves of a sign-in together belongs to one address.
    """
    known = provider()
    if known is None:
        return
    home = known.redirect.removesuffix(CALLBACK)
    if _origin(st.context.url or home) != _origin(home):
        query = urlencode({language.PARAMETER: language.lang()})
        target = f"{home}/{SSO_PATH}?{query}"
        away = scripts.leaving(target, language.text("access.sign_in"))
        st.html(away, unsafe_allow_javascript=True)
    elif _answers(known):
        st.login()
    else:
        st.error(language.text("sso.unreachable"), icon=":material/error:")


async def begun(request: Request) -> Response:
    """Keep what is wanted afterwards, and go to where `st.login` can be called."""
    told = await asked(request)
    request.session[WANTED] = [told.lang, told.wanted]
    query = urlencode({SSO: "1", language.PARAMETER: told.lang})
    return RedirectResponse(f"../?{query}", 303, NO_STORE)


def provider() -> Provider | None:
    """Return the provider that the settings name, read once: its secret is a file."""
    names = (name for name in os.environ if name.startswith("LISHUI_"))
    return _provider(frozenset((name, os.environ[name]) for name in names))


@cache
def client(of: Provider) -> StarletteOAuth2App:
    """Return the client of a provider, which keeps what it has read of it."""
    return OAuth().register(
        _CLIENT,
        client_id=of.client_id,
        client_secret=of.client_secret,
        server_metadata_url=of.metadata,
        client_kwargs={**_asks_for(of), "timeout": _PATIENCE},
    )


@cache
def _provider(environment: frozenset[tuple[str, str]]) -> Provider | None:
    return provider_of(dict(environment))


def _asks_for(of: Provider) -> dict[str, Any]:
    """PKCE is always asked for: a provider that does not know it leaves it aside."""
    return {"scope": of.scope, "code_challenge_method": "S256"}


def _answers(of: Provider) -> bool:
    try:
        return httpx2.get(of.metadata, timeout=_PATIENCE).is_success
    except httpx2.HTTPError:
        return False


def _origin(address: str) -> tuple[str, str]:
    parts = urlsplit(address)
    return parts.scheme, parts.netloc
