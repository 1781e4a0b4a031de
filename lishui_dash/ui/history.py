"""The history of a row behind a number, once a viewer has chosen the row."""

from __future__ import annotations

from html import escape

import streamlit as st

from lishui_dash.access.events import Did
from lishui_dash.access.exports import Export
from lishui_dash.catalogue import CATALOGUE
from lishui_dash.catalogue.places import WHOLE
from lishui_dash.ui import session, take
from lishui_dash.ui.language import lang, say, text
from lishui_dash.views.exports import file_stem
from lishui_dash.views.history import history_view


def draw(indicator: str, row: tuple[tuple[str, object], ...]) -> None:
    """Draw how what a row stands for was reported and corrected.

    `row` holds the cells of the row as they are stored, by column name.
    """
    history = session.load(history_view, indicator, row)
    st.html(f'<div class="lp-cap">{escape(text("history.title"))}</div>')
    st.caption(history.note)
    if history.frame.empty:
        return
    day = session.moment().as_of
    about, lines_n = f"{indicator} {day} {history.persons}", f"{len(history.frame)}"
    if history.persons:
        session.audit_once(Did.SAW_PERSONS, about, lines_n, apart=row)
    st.dataframe(history.frame, hide_index=True, key=f"history-{indicator}")
    name = f"{say(CATALOGUE.indicators[indicator].words)}_{text('history.title')}"
    take.files(
        history.frame,
        file_stem(name, WHOLE, day, lang()),
        f"history-take-{indicator}",
        Export.PERSONS if history.persons else Export.ROWS,
        told=session.on_taking(Did.TOOK_PERSONS, about, lines_n)
        if history.persons
        else None,
    )
