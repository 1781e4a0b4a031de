"""Handing in a file: choose it, see what it is, confirm, get a receipt."""

from __future__ import annotations

import streamlit as st

from lishui_dash.catalogue import CATALOGUE
from lishui_dash.errors import DeliveryRejected
from lishui_dash.intake.receive import Arrival
from lishui_dash.ui import choice, parts, preview, receipts, session, templates
from lishui_dash.ui.clock import clock
from lishui_dash.ui.language import lang, say, text
from lishui_dash.ui.markdown import plain
from lishui_dash.views.delivery import accepted_of

_KEY, _SAID = "upload_key", "upload_said"


def draw() -> None:
    """Draw the whole page."""
    parts.style()
    choice.opened_at(clock().replace(microsecond=0))
    left, right = st.columns([5, 2], gap="large")
    with left:
        chosen = choice.choose(st.session_state.get(preview.MAPPING, {}))
        box = st.container()
    with right:
        templates.draw(chosen.feed, chosen.unit)
    with box:
        _answer(chosen.arrival)
    receipts.ledger()


def _answer(arrival: Arrival | None) -> None:
    """Say what the chosen file is; once confirmed, the receipt stays on the screen."""
    said = st.session_state.get(_SAID)
    if said:
        st.info(said)
    if arrival is not None and st.session_state.get(_KEY) != _identity(arrival):
        st.session_state[_KEY] = _identity(arrival)
        st.session_state[receipts.DONE] = st.session_state[_SAID] = None
        for key in [k for k in st.session_state if str(k).startswith("upload_how_")]:
            del st.session_state[key]
        if arrival.mapping:
            # What was said of the headings of one file says nothing of another.
            st.session_state[preview.MAPPING] = {}
            st.rerun()
    done = st.session_state.get(receipts.DONE)
    if done:
        receipts.draw(done)
        return
    if arrival is None:
        return
    confirmed = preview.draw(arrival)
    if confirmed is not None:
        _store(arrival, confirmed)
    _offer_help(arrival)


def _identity(arrival: Arrival) -> tuple[object, ...]:
    return (arrival.content, arrival.file_name)


def _store(arrival: Arrival, confirmed: preview.Confirmed) -> None:
    """Store what was confirmed, and draw the page anew: its lists have a line more."""
    try:
        found = session.desk().confirm(
            confirmed.previews,
            reason=confirmed.reason,
            answers=confirmed.answers,
            at=arrival.received_at,
        )
    except DeliveryRejected as refused:
        for problem in refused.problems:
            reason, remedy = plain(say(problem.reason)), plain(say(problem.remedy))
            st.error(f"**{reason}**\n\n{remedy}")
        return
    st.session_state[receipts.DONE] = tuple(
        accepted_of(CATALOGUE, receipt, arrival, lang()) for receipt in found
    )
    st.session_state[preview.MAPPING] = {}
    st.session_state.pop(choice.OPENED, None)
    st.rerun()


def _offer_help(arrival: Arrival) -> None:
    """Let a clerk who cannot put a file right keep it for the command centre."""
    if preview.is_accepted() or not st.button(text("upload.help"), key="upload_help"):
        return
    try:
        session.desk().receive_together(session.desk().parts(arrival))
    except DeliveryRejected as refused:
        st.session_state[_SAID] = text("upload.helped", number=refused.delivery_no or "")
    st.rerun()
