"""Signing out."""

from __future__ import annotations

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from lishui_dash.access.events import Did
from lishui_dash.access.forms import Filled
from lishui_dash.access.session import Way
from lishui_dash.ui import access_files
from lishui_dash.ui.clock import clock
from lishui_dash.ui.on_record import write_audit
from lishui_dash.ui.sign_in.addresses import (
    OUT_PATH,
    PATH,
    SSO_OUT_PATH,
    own_address,
    page_address,
)
from lishui_dash.ui.sign_in.asked import Asked
from lishui_dash.ui.sign_in.cookies import (
    LEFT_COOKIE,
    SESSION_COOKIE,
    form_holder,
    give_form,
    give_left,
    session_of,
    take_session,
)
from lishui_dash.ui.sign_in.entering import OUT
from lishui_dash.ui.sign_in.guard import Refusal, refused_form
from lishui_dash.ui.sign_in.page import Card, page
from lishui_dash.views.languages import text

_LEFT = "left"
"""What the mark is for that leads on to the provider; no form can be had for it."""


def shown(asked: Asked, refusal: Refusal | None = None) -> Response:
    """Ask whether somebody wants to leave."""
    at, lang = clock(), asked.lang
    found = session_of(asked.request.cookies, at, is_active=True)
    holder = form_holder(asked.request)
    note = text("sign_in.out_not", lang)
    if found is not None:
        note = text("sign_in.out_ask", lang, name=found.shown_name)
    back = (page_address(asked.wanted, lang), text("sign_in.go_on", lang))
    card = Card(
        path=OUT_PATH,
        title="sign_in.out",
        said=refusal.said if refusal else "",
        notes=(note,),
        token=access_files.forms().token(OUT_PATH, holder, at) if found else "",
        links=(back if found else (_in(asked), text("sign_in.title", lang)),),
    )
    response = page(card, lang, asked.wanted, refusal.status if refusal else 200)
    give_form(response, asked.request, holder)
    return response


def posted(asked: Asked) -> Response:
    """End a session, and have the browser forget it."""
    at = clock()
    found = session_of(asked.request.cookies, at, is_active=True)
    who = found.name if found else ""
    if refusal := refused_form(asked, OUT_PATH, who, at):
        return shown(asked, refusal)
    if found is not None:
        access_files.sessions().close(asked.request.cookies[SESSION_COOKIE])
        write_audit(who, Did.SIGNED_OUT)
    target = _in(asked, **{OUT: "1"})
    goes_on = found is not None and found.how is Way.SINGLE_SIGN_ON
    if goes_on:
        target = own_address(SSO_OUT_PATH, "", asked.lang)
    response = RedirectResponse(target, 303, {"Cache-Control": "no-store"})
    take_session(response, asked.request)
    if goes_on:
        give_left(response, asked.request, access_files.forms().token(_LEFT, _LEFT, at))
    return response


def has_left(request: Request) -> bool:
    """Whether this browser's session has just been ended here, by its form; asked once.

    Raises StoreUnavailable or SetupRefused.
    """
    at = clock()
    if session_of(request.cookies, at, is_active=False) is not None:
        return False
    told = request.cookies.get(LEFT_COOKIE, "")
    return access_files.forms().used(told, _LEFT, _LEFT, at) is Filled.GOOD


def _in(asked: Asked, **more: str) -> str:
    return own_address(PATH, "", asked.lang, **more)
