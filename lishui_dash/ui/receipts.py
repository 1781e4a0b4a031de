"""Receipts, the ledger of deliveries, and taking the last delivery back."""

from __future__ import annotations

from html import escape

import pandas as pd
import streamlit as st

from lishui_dash.errors import DeliveryRejected
from lishui_dash.ui import choice, parts, session, take
from lishui_dash.ui.clock import clock
from lishui_dash.ui.language import lang, say, text
from lishui_dash.ui.markdown import plain
from lishui_dash.views.delivery import Accepted, ledger_view, undone_text

DONE = "upload_done"


def draw(done: tuple[Accepted, ...]) -> None:
    """Draw the receipts of a file."""
    for accepted in done:
        st.success(f"**{accepted.title}**\n\n{accepted.note}")
        st.html(parts.facts(accepted.facts))
        links = " ".join(parts.link(page, title) for page, title in accepted.pages)
        st.html(
            f'<div class="lp-pages"><span class="lp-cap">{escape(text("upload.pages"))}'
            f"</span> {links}</div>"
        )
        if accepted.can_undo:
            with st.expander(text("upload.undo")):
                _undo(accepted.number)


def ledger() -> None:
    """Draw the latest deliveries; one that is chosen can be taken back."""
    st.header(text("upload.ledger"), anchor=False)
    frame: pd.DataFrame = session.load(ledger_view)
    chosen = st.dataframe(
        frame,
        hide_index=True,
        key="upload_ledger",
        on_select="rerun",
        selection_mode="single-row",
    )
    take.table(frame, text("upload.ledger"), "ledger")
    rows = chosen.selection.rows
    if not rows or rows[0] >= len(frame):
        return
    number = int(str(frame.iloc[rows[0], 0]))
    with st.container(border=True):
        st.markdown(f"**{plain(undone_text(session.engine(), number, lang()))}**")
        _undo(number)


def _undo(number: int) -> None:
    st.caption(text("upload.undo_note"))
    reason = st.text_input(text("upload.undo_reason"), key=f"upload_undo_why_{number}")
    pressed = st.button(
        text("upload.undo"), key=f"upload_undo_{number}", disabled=not reason.strip()
    )
    if not pressed:
        return
    now = clock().replace(microsecond=0)
    sender = st.session_state.get("upload_unit") or ""
    try:
        receipt = session.desk().undo(number, reason=reason.strip(), sender=sender, at=now)
    except DeliveryRejected as refused:
        st.error(text("upload.undo_refused"))
        for problem in refused.problems:
            st.write(f"**{plain(say(problem.reason))}** {plain(say(problem.remedy))}")
        return
    st.session_state[DONE] = None
    st.session_state.pop(choice.OPENED, None)
    st.session_state["upload_said"] = text("upload.undone", number=receipt.delivery_no)
    st.rerun()
