"""The provider's answer: verified, judged by its groups, exchanged for a session."""

from __future__ import annotations

import logging
from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from lishui_dash.access.events import Did
from lishui_dash.access.groups import grants_of, rows_from
from lishui_dash.access.names import NOBODY
from lishui_dash.access.oidc import Identity, Provider, identity_of
from lishui_dash.access.session import SSO_PREFIX
from lishui_dash.errors import SetupRefused, StoreUnavailable
from lishui_dash.ui import access_files
from lishui_dash.ui.clock import clock, epoch
from lishui_dash.ui.on_record import told_seldom, write_audit
from lishui_dash.ui.opened import the_desk
from lishui_dash.ui.sign_in.addresses import PATH, SSO_PATH, own_address, page_address
from lishui_dash.ui.sign_in.asked import Asked, asked
from lishui_dash.ui.sign_in.cookies import SESSION_COOKIE, give_session
from lishui_dash.ui.sign_in.entering import OUT
from lishui_dash.ui.sign_in.page import Card, page
from lishui_dash.ui.sso.asking import NO_STORE, NOT_BELIEVED, WANTED, client, provider
from lishui_dash.ui.sso.leaving import give_hint
from lishui_dash.views.languages import text

LOG = logging.getLogger("lishui_dash")
_LONGEST = 30 * 86_400
_MOST_GROUPS, _LONGEST_SAID = 30, 120


async def answered(request: Request) -> Response:
    """Take the provider's answer: give a session for it, or say why not."""
    told, of = await _told(request), provider()
    if of is None or not {"code", "error"} & set(request.query_params):
        # Back from signing out there, or typed by hand.
        is_out = "state" in request.query_params
        target = own_address(PATH, "", told.lang, **{OUT: "1"}) if is_out else "./"
        return RedirectResponse(target, 303, NO_STORE)
    try:
        token = await _verified(request, of)
        identity = identity_of(token["userinfo"], of.groups_claim)
        lasts = min(identity.expires - epoch(), _LONGEST)
        if lasts <= 0:
            raise ValueError("expired by the clock here")
    except NOT_BELIEVED as error:
        return await run_in_threadpool(_not_believed, told, error)
    until = clock() + timedelta(seconds=lasts)
    hint = str(token["id_token"])
    return await run_in_threadpool(_judged, told, of, identity, until, hint)


async def _told(request: Request) -> Asked:
    """Read a request, with the language and the page that its browser began with."""
    lang, wanted = request.session.pop(WANTED, None) or (None, "")
    told = await asked(request)
    return replace(told, lang=lang, wanted=wanted) if lang else told


async def _verified(request: Request, of: Provider) -> Mapping[str, Any]:
    """Return what the provider gives for a code, the verified claims under `userinfo`.

    Who made the token and for whom is asked for here: Authlib by itself believes a token
    for another program if it says that ours asked for it. Raises one of NOT_BELIEVED.
    """
    known = client(of)
    metadata = await known.load_server_metadata()
    demands = {
        "iss": {"essential": True, "value": metadata["issuer"]},
        "aud": {"essential": True, "value": of.client_id},
    }
    return dict(await known.authorize_access_token(request, claims_options=demands))


def _judged(
    told: Asked, of: Provider, identity: Identity, until: datetime, hint: str
) -> Response:
    """Give a session to somebody whose groups hold a role.

    It lasts no longer than the ID token: who is shut out there is out here by then.
    """
    try:
        units = the_desk().engine.registers.units
        grants = grants_of(identity.groups, rows_from(of.groups_file), units)
        who = f"{SSO_PREFIX}{identity.subject}"
        if not grants:
            return _without_role(told, identity, who)
        held = "、".join(sorted(map(str, grants)))
        write_audit(who, Did.SIGNED_IN, detail=_from(f"统一身份认证：{held}", told))
        sessions = access_files.sessions()
        if old := told.request.cookies.get(SESSION_COOKIE):
            sessions.close(old)
        token = sessions.open_sso(
            *(identity.subject, identity.name, grants, until, clock(), told.address)
        )
    except (SetupRefused, StoreUnavailable) as error:
        LOG.error("统一身份认证不可用 single sign-on cannot be used: %s", error)
        return _said(told, "sso.unavailable", status=503)
    response = RedirectResponse(page_address(told.wanted, told.lang), 303, NO_STORE)
    give_session(response, told.request, token)
    give_hint(response, told.request, hint)
    return response


def _without_role(told: Asked, identity: Identity, who: str) -> Response:
    """Say which groups were seen: whoever is asked about it has to know."""
    shown = [group[:_LONGEST_SAID] for group in identity.groups[:_MOST_GROUPS]]
    groups = "; ".join(shown)
    write_audit(
        who, Did.SIGN_IN_REFUSED, detail=_from(f"没有角色，用户组：{groups or '—'}", told)
    )
    seen = text("sso.groups", told.lang, groups=groups)
    notes = (
        seen if groups else text("sso.no_groups", told.lang),
        text("sso.whom_to_ask", told.lang),
    )
    return _said(told, "sso.no_role", notes, name=identity.name)


def _not_believed(told: Asked, error: Exception) -> Response:
    """Say that an answer was not accepted; what of it is for log and audit alone.

    Anybody can send such answers: they go on record seldom, and lock nobody out.
    """
    LOG.warning("统一身份认证的答复未被接受 an answer was not accepted: %r", error)
    kind = str(getattr(error, "error", "") or type(error).__name__)[:_LONGEST_SAID]
    told_seldom(
        kind=SSO_PATH,
        who=NOBODY,
        did=Did.SIGN_IN_REFUSED,
        detail=f"统一身份认证的答复未被接受（{kind}）",
        address=told.address,
    )
    return _said(told, "sso.denied" if kind == "access_denied" else "sso.not_believed")


def _said(
    told: Asked, key: str, notes: tuple[str, ...] = (), status: int = 403, **values: object
) -> Response:
    lang = told.lang
    again = own_address(SSO_PATH, told.wanted, lang), text("sso.again", lang)
    said = text(key, lang, **values)
    card = Card(PATH, "sso.title", said, notes=notes, links=(again,))
    return page(card, lang, told.wanted, status)


def _from(said: str, told: Asked) -> str:
    return f"{said}，来自 {told.address or '?'}"
