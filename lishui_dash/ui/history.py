"""The history of a row behind a number, once a viewer has chosen the row."""

from __future__ import annotations

from html import escape

import streamlit as st

from lishui_dash.catalogue import CATALOGUE
from lishui_dash.ui import session, take
from lishui_dash.ui.language import say, text
from lishui_dash.views.history import history_view


def draw(indicator: str, row: tuple[tuple[str, object], ...]) -> None:
    """Draw how what a row stands for was reported and corrected.

    `row` holds the cells of the row as they are stored, by column name.
    """
    history = session.load(history_view, indicator, row)
    st.html(f'<div class="lp-cap">{escape(text("history.title"))}</div>')
    st.caption(history.note)
    if not history.frame.empty:
        st.dataframe(history.frame, hide_index=True, key=f"history-{indicator}")
        name = f"{say(CATALOGUE.indicators[indicator].words)}_{text('history.title')}"
        take.table(history.frame, name, f"history-take-{indicator}")
