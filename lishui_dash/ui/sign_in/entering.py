"""Signing in by name and password."""

from __future__ import annotations

from datetime import datetime

from starlette.responses import RedirectResponse, Response

from lishui_dash.access.account import Account, Checked, Reason
from lishui_dash.access.events import Did
from lishui_dash.access.session import Session
from lishui_dash.ui import access_files
from lishui_dash.ui.clock import clock
from lishui_dash.ui.on_record import write_audit
from lishui_dash.ui.sign_in.addresses import (
    PASSWORD_PATH,
    PATH,
    SSO_PATH,
    own_address,
    page_address,
    sso_offered,
)
from lishui_dash.ui.sign_in.asked import Asked
from lishui_dash.ui.sign_in.cookies import (
    SESSION_COOKIE,
    form_holder,
    give_form,
    give_known,
    give_session,
    known_browser,
    session_of,
)
from lishui_dash.ui.sign_in.guard import Refusal, refused_form, refused_password
from lishui_dash.ui.sign_in.page import Card, Field, page
from lishui_dash.views.languages import Lang, text

OUT = "out"
"""The parameter that says that somebody has just signed out."""
_NAME, _PASSWORD = "name", "password"
MAKES_FIRST = "python -m lishui_dash account add NAME --role admin"
_NO_STORE = {"Cache-Control": "no-store"}


def shown(asked: Asked, refusal: Refusal | None = None) -> Response:
    """Return the form, with what was wrong with the last one."""
    at, lang = clock(), asked.lang
    holder = form_holder(asked.request)
    # The page renews itself while it stands: whoever sees it need not be there.
    found = session_of(asked.request.cookies, at, is_active=False)
    is_out = OUT in asked.request.query_params and found is None
    said = refusal.said if refusal else text("sign_in.out_done", lang) if is_out else ""
    is_first = not access_files.accounts().has_admin()
    card = Card(
        path=PATH,
        title="sign_in.title",
        said=said,
        is_bad=refusal is not None,
        notes=(text("sign_in.first", lang),) if is_first else (),
        command=MAKES_FIRST if is_first else "",
        fields=(
            Field(
                *(_NAME, "sign_in.name", "username", asked.field(_NAME)[:60]),
                is_secret=False,
            ),
            Field(_PASSWORD, "sign_in.password", "current-password"),
        ),
        token=access_files.forms().token(PATH, holder, at),
        is_renewed=True,
        links=_links(asked, found),
    )
    response = page(card, lang, asked.wanted, refusal.status if refusal else 200)
    give_form(response, asked.request, holder)
    return response


def posted(asked: Asked) -> Response:
    """Let somebody in, or show the form again."""
    at = clock()
    if refusal := refused_form(asked, PATH, "", at):
        return shown(asked, refusal)
    name, password = asked.field(_NAME), asked.field(_PASSWORD)
    browser = known_browser(asked.request)
    checked = access_files.accounts().check(name, password, at, asked.address, browser)
    if checked.account is not None:
        if response := _let_in(asked, checked.account, at):
            return response
        checked = Checked(Reason.WRONG, known=checked.known)
    return shown(asked, refused_password(asked, checked, at))


def _let_in(asked: Asked, account: Account, at: datetime) -> Response | None:
    """Begin a session, or return None where the account is not as it was any more. Whoever
    had one in this browser has a new one: a token that was foisted on him is worth
    nothing."""
    # On record first: nobody is let in whom the audit does not know of.
    write_audit(account.name, Did.SIGNED_IN, detail=f"口令，来自 {asked.address or '?'}")
    sessions = access_files.sessions()
    if old := asked.request.cookies.get(SESSION_COOKIE):
        sessions.close(old)
    token = sessions.open(account, at, asked.address)
    if token is None:
        return None
    target = page_address(asked.wanted, asked.lang)
    if account.must_change:
        target = own_address(PASSWORD_PATH, asked.wanted, asked.lang)
    response = RedirectResponse(target, 303, _NO_STORE)
    give_session(response, asked.request, token)
    give_known(response, asked.request, account)
    return response


def _links(asked: Asked, found: Session | None) -> tuple[tuple[str, str], ...]:
    lang: Lang = asked.lang
    links = []
    if sso_offered():
        begins = own_address(SSO_PATH, asked.wanted, lang)
        links.append((begins, text("sign_in.sso", lang)))
    if found is not None:
        said = text("sign_in.already", lang, name=found.shown_name)
        go_on = f"{said}{text('sign_in.go_on', lang)}"
        links.append((page_address(asked.wanted, lang), go_on))
    return tuple(links)
