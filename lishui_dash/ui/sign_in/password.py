"""Changing one's own password."""

from __future__ import annotations

from datetime import datetime

from starlette.responses import RedirectResponse, Response

from lishui_dash.access.account import Account
from lishui_dash.access.passwords import LONGEST, SHORTEST, fault_of
from lishui_dash.access.session import Session, Way
from lishui_dash.ui import access_files, access_told
from lishui_dash.ui.clock import clock
from lishui_dash.ui.sign_in.addresses import (
    PASSWORD_PATH,
    PATH,
    own_address,
    page_address,
)
from lishui_dash.ui.sign_in.asked import Asked
from lishui_dash.ui.sign_in.cookies import (
    SESSION_COOKIE,
    form_holder,
    give_form,
    give_known,
    give_session,
    session_of,
)
from lishui_dash.ui.sign_in.guard import Refusal, refused_form, refused_password
from lishui_dash.ui.sign_in.page import Card, Field, page
from lishui_dash.views.languages import say, text

DONE = "done"
"""The parameter that says that a password has just been changed."""
_OLD, _NEW, _AGAIN = "old", "new", "again"
_NO_STORE = {"Cache-Control": "no-store"}


def shown(asked: Asked, refusal: Refusal | None = None) -> Response:
    """Return the form, or where to go for whoever has none to fill in."""
    at, lang = clock(), asked.lang
    found = session_of(asked.request.cookies, at, is_active=True)
    if found is None:
        return _to_sign_in(asked)
    holder = form_holder(asked.request)
    is_done = DONE in asked.request.query_params and refusal is None
    is_shown = found.how is Way.PASSWORD and not is_done
    said = text("sign_in.changed", lang) if is_done else ""
    go_on = (page_address(asked.wanted, lang), text("sign_in.go_on", lang))
    card = Card(
        path=PASSWORD_PATH,
        title="sign_in.change",
        said=refusal.said if refusal else said,
        is_bad=refusal is not None,
        notes=() if is_done else _notes(asked, found),
        fields=_FIELDS,
        token=access_files.forms().token(PASSWORD_PATH, holder, at) if is_shown else "",
        links=() if found.must_change else (go_on,),
    )
    response = page(card, lang, asked.wanted, refusal.status if refusal else 200)
    give_form(response, asked.request, holder)
    return response


def posted(asked: Asked) -> Response:
    """Change the password of whoever is signed in; all his other sessions end."""
    at = clock()
    found = session_of(asked.request.cookies, at, is_active=True)
    if found is None:
        return _to_sign_in(asked)
    if refusal := refused_form(asked, PASSWORD_PATH, found.name, at):
        return shown(asked, refusal)
    changed = _changed(asked, found, at)
    if isinstance(changed, Refusal):
        return shown(asked, changed)
    token = access_files.sessions().open(changed, at, asked.address)
    if token is None:
        return _to_sign_in(asked)
    done = own_address(PASSWORD_PATH, asked.wanted, asked.lang, **{DONE: "1"})
    response = RedirectResponse(done, 303, _NO_STORE)
    give_session(response, asked.request, token)
    give_known(response, asked.request, changed)
    return response


_FIELDS = (
    Field(_OLD, "sign_in.old", "current-password"),
    Field(_NEW, "sign_in.new", "new-password"),
    Field(_AGAIN, "sign_in.again", "new-password"),
)


def _changed(asked: Asked, found: Session, at: datetime) -> Account | Refusal:
    """Change a password and return the account as it is then, or say why it stays."""
    old, new = asked.field(_OLD), asked.field(_NEW)
    if new != asked.field(_AGAIN):
        return Refusal(text("sign_in.differ", asked.lang), 400)
    if fault := fault_of(new, found.name, old):
        stop = "." if asked.lang == "en" else "。"
        return Refusal(f"{say(fault, asked.lang)}{stop}", 400)
    session = asked.request.cookies[SESSION_COOKIE]
    changed = access_told.accounts().change_password(found.name, old, new, at, session)
    if changed.account is not None:
        return changed.account
    return refused_password(asked, changed, at, wrong="sign_in.old_wrong")


def _notes(asked: Asked, found: Session) -> tuple[str, ...]:
    lang = asked.lang
    if found.how is not Way.PASSWORD:
        return (text("sign_in.change_sso", lang),)
    rule = text("sign_in.change_rule", lang, shortest=SHORTEST, longest=LONGEST)
    return (text("sign_in.change_must", lang), rule) if found.must_change else (rule,)


def _to_sign_in(asked: Asked) -> Response:
    return RedirectResponse(own_address(PATH, asked.wanted, asked.lang), 303, _NO_STORE)
