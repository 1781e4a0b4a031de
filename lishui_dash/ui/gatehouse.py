"""The way in, who is in, and what is said to whoever may not go on."""

from __future__ import annotations

from html import escape
from urllib.parse import urlencode

import streamlit as st

from lishui_dash.access.session import Session, Way
from lishui_dash.catalogue.units import CITY_COMMAND
from lishui_dash.errors import AccessRefused, StoreUnavailable
from lishui_dash.ui import language, live, scripts, sso
from lishui_dash.ui import sign_in as routes
from lishui_dash.ui.language import say, text
from lishui_dash.ui.markdown import plain
from lishui_dash.ui.on_record import refused_from_outside
from lishui_dash.ui.opened import the_desk
from lishui_dash.ui.sign_in.addresses import SSO, own_address
from lishui_dash.ui.sign_in.cookies import SESSION_COOKIE, has_forged_session
from lishui_dash.ui.viewer import Kind, Viewer, address, viewer

_LOOK_SECONDS = 5
"""Between two looks at whether a session is over: what it showed must not stand on."""


def sign_in(wanted: str) -> None:
    """Send the visitor to where he signs in; from there he comes to the page he wanted."""
    if has_forged_session(st.context.cookies):
        refused_from_outside("", SESSION_COOKIE, address())
    if SSO in st.query_params and routes.sso_offered():
        sso.begin()
        return
    _leave(routes.PATH, wanted)


def must_change(seen_by: Viewer) -> bool:
    """Send somebody who has a password of another's making to where he sets his own."""
    if seen_by.session is None or not seen_by.session.must_change:
        return False
    _leave(routes.PASSWORD_PATH)
    return True


def refused(error: AccessRefused) -> None:
    """Say what is not for this viewer, and who may."""
    st.title(text("access.refused"), anchor=False)
    st.error(plain(say(error.words)))
    st.caption(text("access.refused_note"))


def top(seen_by: Viewer) -> None:
    """Say above the page that it is open to all, or who is signed in and how to leave."""
    if seen_by.kind is Kind.EVERYBODY:
        st.html(f'<p class="ld-open" role="note">{escape(text("access.open"))}</p>')
    elif seen_by.session is not None:
        _who(seen_by, seen_by.session)


def _who(seen_by: Viewer, session: Session) -> None:
    units = the_desk().engine.registers.units
    roles = []
    for grant in seen_by.scope.grants:
        at = "" if grant.unit == CITY_COMMAND else f" · {say(units[grant.unit].words)}"
        roles.append(f"{say(grant.role.words)}{at}")
    links = " ".join(
        f'<a href="{escape(own_address(path, "", language.lang()))}" target="_self">'
        f"{escape(text(key))}</a>"
        for path, key in (
            (routes.PASSWORD_PATH, "access.password"),
            (routes.OUT_PATH, "access.sign_out"),
        )
        if session.how is Way.PASSWORD or path == routes.OUT_PATH
    )
    told = escape(text("list.separator").join(roles))
    st.html(
        f'<p class="ld-who"><b>{escape(seen_by.shown_name)}</b> <span>{told}</span> '
        f"{links}</p>"
    )


def watch(seen_by: Viewer) -> None:
    """Have the page taken away once the session is over, though nobody touches it."""
    if seen_by.kind is Kind.ACCOUNT:
        _watch()


@st.fragment(run_every=_LOOK_SECONDS)
def _watch() -> None:
    try:
        is_over = viewer().kind is Kind.NOBODY
    except StoreUnavailable:
        return
    if is_over:
        live.ask_anew()


def _leave(path: str, wanted: str = "") -> None:
    """Send the browser to a route; a link says the same where no script runs."""
    query = urlencode(list(st.query_params.items())) if wanted else ""
    target = own_address(path, f"{wanted}?{query}" if query else wanted, language.lang())
    st.html(scripts.leaving(target, text("access.sign_in")), unsafe_allow_javascript=True)
