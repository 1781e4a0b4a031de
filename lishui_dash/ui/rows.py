"""The rows behind a number, with the history of any of them."""

from __future__ import annotations

import streamlit as st

from lishui_dash.catalogue import CATALOGUE
from lishui_dash.readings.meant import leads_back
from lishui_dash.ui import history, session
from lishui_dash.ui.language import lang, text
from lishui_dash.views.clause import places_of
from lishui_dash.views.rows import Rows, counted_view, drills_of, rows_view


@st.fragment
def rows_behind(indicator: str, place: str) -> None:
    """Draw the rows behind a number, once a viewer asks for them."""
    box = st.expander(text("rows.title"), key=f"rows-{indicator}", on_change="rerun")
    with box:
        if not box.open:
            return
        names = dict(places_of(lang()))
        chosen = st.selectbox(
            text("choice.place"),
            list(names),
            index=list(names).index(place),
            format_func=lambda code: names[code],
            key=f"rows-place-{indicator}-{place}",
        )
        rows = session.load(rows_view, indicator, chosen)
        st.caption(rows.note)
        if rows.frame.empty:
            return
        drills = drills_of(CATALOGUE.indicators[indicator], lang())
        by = st.pills(
            text("rows.count_by"),
            list(drills),
            format_func=lambda name: drills[name],
            key=f"rows-by-{indicator}",
        )
        if by:
            counts = session.load(counted_view, indicator, by, chosen)
            st.dataframe(counts, hide_index=True, key=f"rows-counts-{indicator}-{by}")
        _table(indicator, chosen, rows)
        st.download_button(
            text("rows.download"),
            rows.csv,
            rows.file_name,
            "text/csv",
            key=f"rows-file-{indicator}",
            on_click="ignore",
        )


def _table(indicator: str, place: str, rows: Rows) -> None:
    """Draw the rows, and the history of the one that is chosen."""
    columns = {name for row in rows.cells for name, _ in row}
    if not leads_back(CATALOGUE.indicators[indicator], columns):
        st.dataframe(rows.frame, hide_index=True, key=f"rows-table-{indicator}")
        return
    st.caption(text("history.hint"))
    # Of another place, day or state of the data the same row number is another row.
    key = f"rows-table-{indicator}-{place}-{session.mark()}"
    chosen = st.dataframe(
        rows.frame,
        hide_index=True,
        key=key,
        on_select="rerun",
        selection_mode="single-row",
    )
    for number in chosen.selection.rows:
        history.draw(indicator, rows.cells[number])
