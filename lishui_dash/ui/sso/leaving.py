"""Signing out at the provider too, where else the next at this desk would be let in."""

from __future__ import annotations

import logging

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from lishui_dash.access.oidc import Provider
from lishui_dash.errors import SetupRefused, StoreUnavailable
from lishui_dash.ui.sign_in.addresses import OUT_PATH, PATH, base, own_address
from lishui_dash.ui.sign_in.asked import asked
from lishui_dash.ui.sign_in.entering import OUT
from lishui_dash.ui.sign_in.leaving import has_left
from lishui_dash.ui.sign_in.page import Card, page
from lishui_dash.ui.sso.asking import NO_STORE, NOT_BELIEVED, WANTED, client, provider
from lishui_dash.views.languages import text

LOG = logging.getLogger("lishui_dash")
_HINT = "lishui_provider"
"""The cookie with the ID token, by which the provider knows who signs out."""
_LARGEST_COOKIE = 3_800


async def left(request: Request) -> Response:
    """Lead whoever has signed out here to where he signs out at the provider.

    A page comes between: the form by which he left may lead to no other site. Who has not
    just left by it, but by a link of somebody else's, is asked whether he means it.
    """
    told, of = await asked(request), provider()
    if not await run_in_threadpool(_has_left, request):
        form = own_address(OUT_PATH, "", told.lang)
        return RedirectResponse(f".{form}", 303, NO_STORE)
    hint = request.cookies.get(_HINT)
    target = ""
    if of is not None and hint is not None:
        request.session[WANTED] = [told.lang, ""]
        target = await _ending(of, hint)
    if target:
        link = target, text("sso.out_there", told.lang)
        said = text("sso.out_here", told.lang)
        card = Card(OUT_PATH, "sso.out", said, is_bad=False, links=(link,))
        response: Response = page(card, told.lang)
        response.headers["Refresh"] = f"0; url={target}"
    else:
        gone = own_address(PATH, "", told.lang, **{OUT: "1"})
        response = RedirectResponse(f".{gone}", 303, NO_STORE)
    response.delete_cookie(_HINT, f"{base()}/{OUT_PATH}", httponly=True, samesite="lax")
    return response


def give_hint(response: Response, request: Request, hint: str) -> None:
    """Let the browser keep the ID token for its sign-out, and send it there alone."""
    response.set_cookie(
        _HINT,
        hint if len(hint) <= _LARGEST_COOKIE else "",
        path=f"{base()}/{OUT_PATH}",
        secure=request.url.scheme == "https",
        httponly=True,
        samesite="lax",
    )


def _has_left(request: Request) -> bool:
    try:
        return has_left(request)
    except (SetupRefused, StoreUnavailable) as error:
        LOG.error("%s", error)
        return False


async def _ending(of: Provider, hint: str) -> str:
    """Return where the provider ends a sign-in, "" where it cannot.

    Without the ID token it asks whoever comes whether he means it.
    """
    try:
        told = await client(of).create_logout_url(
            of.redirect, hint or None, client_id=of.client_id
        )
    except NOT_BELIEVED as error:
        LOG.warning("未能在统一身份认证退出 not signed out there: %r", error)
        return ""
    return str(told["url"])
