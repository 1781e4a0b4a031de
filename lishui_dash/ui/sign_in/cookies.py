"""The cookies of a session and of a form that is open; no script can read either."""

from __future__ import annotations

import secrets
from collections.abc import Mapping
from datetime import datetime, timedelta

from starlette.requests import Request
from starlette.responses import Response

from lishui_dash.access.account import Account
from lishui_dash.access.known import Known
from lishui_dash.access.session import Session
from lishui_dash.ui import access_files
from lishui_dash.ui.sign_in.addresses import SSO_OUT_PATH, base

SESSION_COOKIE = "lishui_session"
FORM_COOKIE = "lishui_form"
LEFT_COOKIE = "lishui_left"
"""Says that its session was ended here, on the way to the provider alone."""
KNOWN_COOKIE = "lishui_known"
_KNOWN_FOR = timedelta(days=90)
_WAY_SECONDS = 60
_SSO_COOKIES = "_streamlit_user"
"""What the cookies begin with that Streamlit sets after a single sign-on."""


def session_of(cookies: Mapping[str, str], at: datetime, is_active: bool) -> Session | None:
    """Return the session that the cookies of a visit tell, or None.

    `is_active` says that the visitor has done something himself. Raises StoreUnavailable.
    """
    token = cookies.get(SESSION_COOKIE, "")
    return access_files.sessions().holder(token, at, is_active) if token else None


def has_forged_session(cookies: Mapping[str, str]) -> bool:
    """Whether the cookies of a visit tell a session that nobody was ever given."""
    token = cookies.get(SESSION_COOKIE)
    return isinstance(token, str) and not access_files.sessions().was_given(token)


def give_session(response: Response, request: Request, token: str) -> None:
    """Let the browser keep the token of a session until it is closed."""
    _set(response, request, SESSION_COOKIE, token)


def known_browser(request: Request) -> Known:
    """Return this browser, with the accounts that it has signed in to."""
    told = request.cookies.get(KNOWN_COOKIE, "")
    return access_files.known_browsers().read(told)


def give_known(response: Response, request: Request, account: Account) -> None:
    """Let the browser keep, also when it is closed, that it has signed in to an account."""
    response.set_cookie(
        KNOWN_COOKIE,
        access_files.known_browsers().written(known_browser(request).with_account(account)),
        max_age=int(_KNOWN_FOR.total_seconds()),
        path=base() or "/",
        secure=request.url.scheme == "https",
        httponly=True,
        samesite="strict",
    )


def form_holder(request: Request) -> str:
    """Return what this browser holds for its forms, new where it holds nothing."""
    return request.cookies.get(FORM_COOKIE, "") or secrets.token_urlsafe()


def give_form(response: Response, request: Request, holder: str) -> None:
    """Let the browser keep what its forms are bound to, where it does not already."""
    if request.cookies.get(FORM_COOKIE) != holder:
        _set(response, request, FORM_COOKIE, holder)


def give_left(response: Response, request: Request, mark: str) -> None:
    """Have the browser say on its way to the provider that it has left here."""
    response.set_cookie(
        LEFT_COOKIE,
        mark,
        max_age=_WAY_SECONDS,
        path=f"{base()}/{SSO_OUT_PATH}",
        secure=request.url.scheme == "https",
        httponly=True,
        samesite="strict",
    )


def take_session(response: Response, request: Request) -> None:
    """Have the browser forget its session, and that of a single sign-on as well."""
    named = [name for name in request.cookies if name.startswith(_SSO_COOKIES)]
    for name in (SESSION_COOKIE, FORM_COOKIE, *named):
        for path in {base() or "/", "/"}:
            response.delete_cookie(name, path, httponly=True, samesite="lax")


def _set(response: Response, request: Request, name: str, value: str) -> None:
    # Behind a proxy on this machine the server knows by X-Forwarded-Proto what it was.
    is_secure = request.url.scheme == "https"
    response.set_cookie(
        name,
        value,
        path=base() or "/",
        secure=is_secure,
        httponly=True,
        samesite="lax",
    )
