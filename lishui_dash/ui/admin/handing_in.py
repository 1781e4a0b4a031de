"""An entry that was typed is handed in like any list: judged, shown, stored, on record."""

from __future__ import annotations

from functools import partial
from html import escape

import streamlit as st

from lishui_dash.access.roles import Right
from lishui_dash.errors import AccessRefused, DeliveryRejected
from lishui_dash.intake.marked import marked_copy
from lishui_dash.intake.receive import Arrival, Preview
from lishui_dash.ui import problems, session
from lishui_dash.ui.admin import forms
from lishui_dash.ui.clock import clock
from lishui_dash.ui.language import lang, say, text
from lishui_dash.ui.markdown import plain
from lishui_dash.views.exports import stem_after
from lishui_dash.views.preview import previewed
from lishui_dash.views.register_entry import EntryAsked, entry_file, list_of


def hand_in(form: str, asked: EntryAsked) -> None:
    """Store an entry, or show what is wrong with it as the page of uploads does."""
    try:
        session.require(Right.CATALOGUE, asked.place)
    except AccessRefused as refused:
        st.error(plain(say(refused.words)))
        return
    arrival = _arrival(asked)
    preview = session.desk().preview(arrival)
    if not preview.judged.is_accepted:
        _problems(arrival, preview)
        return
    try:
        [receipt] = session.desk().confirm(
            [preview], at=arrival.received_at, reason=asked.reason
        )
    except DeliveryRejected as refused:
        for problem in refused.problems:
            told = f"{say(problem.reason)} {say(problem.remedy)}"
            st.error(plain(told))
        return
    key = "admin.entry_unchanged" if receipt.unchanged else "admin.entry_done"
    forms.done(form, text(key, number=receipt.delivery_no))


def _arrival(asked: EntryAsked) -> Arrival:
    feed = list_of(asked.book)
    return Arrival(
        content=entry_file(asked),
        file_name=f"{feed.words.hans}_{stem_after(asked.name)}.csv",
        received_at=clock().replace(microsecond=0),
        feed=feed.name,
        reason=asked.reason,
    )


def _problems(arrival: Arrival, preview: Preview) -> None:
    view = previewed(preview, arrival, session.engine().registers, lang())
    if view.problems is None:
        return
    st.html(f'<p class="lp-lead"><b>{escape(text("admin.entry_refused"))}</b></p>')
    told = (*preview.judged.problems, *preview.doubts)
    marked = partial(
        marked_copy, arrival.content, arrival.file_name, told, lang(), arrival.mapping
    )
    stem = stem_after(arrival.file_name)
    problems.draw(view.problems, "admin_entry_problems", marked, stem)
