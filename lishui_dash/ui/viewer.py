"""Who looks: told by the cookie of his session, or by the token of a screen.

Whether the dashboard is open to all is decided here, and who somebody is nowhere else.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from enum import Enum
from time import monotonic

import streamlit as st
from streamlit.runtime.scriptrunner import get_script_run_ctx

from lishui_dash.access.names import EVERYBODY, SCREEN_PREFIX
from lishui_dash.access.roles import Grant
from lishui_dash.access.scope import NOTHING, OPEN, Scope, scope_of, screen_scope
from lishui_dash.access.session import Session
from lishui_dash.catalogue.registers import Registers
from lishui_dash.spec.settings import ACCESS, setting
from lishui_dash.ui import access_files, sign_in
from lishui_dash.ui.clock import clock
from lishui_dash.ui.on_record import refused_from_outside
from lishui_dash.ui.opened import is_demo, the_desk
from lishui_dash.ui.sign_in.cookies import SESSION_COOKIE

SCREEN = "screen"
"""The parameter of the address that holds the token of a screen."""


class Kind(Enum):
    EVERYBODY = "everybody"
    """the dashboard is open to all"""
    ACCOUNT = "account"
    SCREEN = "screen"
    NOBODY = "nobody"
    """has not signed in, or not any more"""


@dataclass(frozen=True, eq=False)
class Viewer:
    """`name` stands in the audit, `shown_name` on pages; `session` is None without one."""

    kind: Kind
    name: str
    shown_name: str
    scope: Scope
    session: Session | None = None


_EVERYBODY = Viewer(Kind.EVERYBODY, EVERYBODY, "", OPEN)
_NOBODY = Viewer(Kind.NOBODY, "", "", NOTHING)


def is_open() -> bool:
    """Whether everybody may everything: said so, or a demo that nobody has closed.

    Raises StoreUnavailable.
    """
    match setting(ACCESS, os.environ):
        case "open":
            return True
        case "":
            return is_demo() and not _has_accounts() and not sign_in.sso_offered()
        case _:
            return False


def viewer(*, is_active: bool = False) -> Viewer:
    """Return who asks for this run. `is_active`: he has just done something himself.

    The token of a screen counts before a session, so that a screen shows the same
    wherever it is opened. Raises StoreUnavailable.
    """
    if token := st.query_params.get(SCREEN):
        screen = access_files.screens().holder(token)
        if screen is None:
            refused_from_outside("", "/screen", address())
            return _NOBODY
        name = f"{SCREEN_PREFIX}{screen.name}"
        return Viewer(Kind.SCREEN, name, screen.name, screen_scope(screen.name))
    if is_open():
        return _EVERYBODY
    return viewer_of(st.context.cookies, is_active=is_active)


def later() -> Callable[[], Viewer]:
    """Return what tells who this viewer is by then, outside of any page.

    It is called where he has asked for something; his session may have ended. It raises
    StoreUnavailable.
    """
    token = st.context.cookies.get(SESSION_COOKIE, "")
    cookies = {SESSION_COOKIE: token} if isinstance(token, str) else {}
    return lambda: _EVERYBODY if is_open() else viewer_of(cookies, is_active=True)


def address() -> str:
    """Return the network address of whoever asks for this run, "" where none is told."""
    told = st.context.ip_address
    return told if isinstance(told, str) else ""


def has_touched_a_part() -> bool:
    """Whether this run is of a part of the page alone, because somebody has touched it.

    Parts that run by themselves ask for no view.
    """
    context = get_script_run_ctx()
    return context is not None and bool(context.fragment_ids_this_run)


def viewer_of(cookies: Mapping[str, str], *, is_active: bool = False) -> Viewer:
    """Return whom the cookies of a visit stand for, where the dashboard is not open."""
    found = sign_in.session_of(cookies, clock(), is_active=is_active)
    if found is None:
        return _NOBODY
    scope = NOTHING if found.must_change else _scope(found.name, found.grants)
    return Viewer(Kind.ACCOUNT, found.name, found.shown_name, scope, found)


def _scope(name: str, grants: tuple[Grant, ...]) -> Scope:
    """Return the scope of somebody; made anew when his grants or the registers change."""
    whole = the_desk().engine
    registers = whole.registers
    known = _scopes.get(name)
    if known is not None and known[0] is registers and known[1] == grants:
        return known[2]
    if len(_scopes) > _MOST:
        _scopes.clear()
    made = scope_of(name, grants, registers, whole.catalogue)
    _scopes[name] = registers, grants, made
    return made


_scopes: dict[str, tuple[Registers, tuple[Grant, ...], Scope]] = {}
_MOST = 2_000


def _has_accounts() -> bool:
    """Whether there is an account, as of a moment ago."""
    global _looked
    now = monotonic()
    if now - _looked[0] > _LOOK_SECONDS:
        _looked = now, access_files.accounts().has_any()
    return _looked[1]


_LOOK_SECONDS = 2.0
_looked = (float("-inf"), False)
