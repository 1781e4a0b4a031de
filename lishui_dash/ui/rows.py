"""The rows behind a number, with the history of any of them."""

from __future__ import annotations

from datetime import date

import streamlit as st

from lishui_dash.access.events import Did
from lishui_dash.access.exports import Export
from lishui_dash.catalogue import CATALOGUE
from lishui_dash.readings.meant import leads_back
from lishui_dash.spec import About
from lishui_dash.ui import history, session, take
from lishui_dash.ui.language import lang, text
from lishui_dash.views.clause import places_of
from lishui_dash.views.depth import Bin
from lishui_dash.views.figures import day_text
from lishui_dash.views.rows import Rows, counted_view, drills_of, rows_view


@st.fragment
def rows_behind(
    indicator: str,
    place: str,
    *,
    day: date | None = None,
    within: Bin | None = None,
    is_asked: bool = False,
) -> None:
    """Draw the rows behind a number, once a viewer asks for them.

    `is_asked`: a mark of a chart was clicked. Its `day`, its place and what lies `within`
    its range are shown, and the rows are open.
    """
    box = st.expander(
        text("rows.title"),
        expanded=is_asked,
        key=f"rows-{indicator}-{is_asked}",
        on_change="rerun",
    )
    with box:
        if not box.open:
            return
        names = dict(places_of(lang(), session.scope().sight.figures))
        chosen = st.selectbox(
            text("choice.place"),
            list(names),
            index=list(names).index(place),
            format_func=lambda code: names[code],
            key=f"rows-place-{indicator}-{place}",
        )
        between = (within.low, within.high) if within else None
        rows = session.load(rows_view, indicator, chosen, day, between)
        st.caption(rows.note)
        if rows.left_out:
            st.caption(f":material/lock: {rows.left_out}")
        if day:
            st.caption(text("rows.of_day", day=day_text(day)))
        if within:
            st.caption(text("rows.within", range=within.said))
        if rows.left_out or not rows.frame.empty:
            _counts(indicator, chosen, rows.stem)
        if rows.frame.empty:
            return
        _on_record(indicator, chosen, rows, day)
        _table(indicator, chosen, rows)
        take.files(
            rows.frame,
            rows.stem,
            f"rows-files-{indicator}",
            Export.ROWS if rows.about is About.THINGS else Export.PERSONS,
            told=session.on_taking(Did.TOOK_PERSONS, f"{indicator} {chosen}", rows.stem)
            if rows.about is not About.THINGS
            else None,
        )


def _counts(indicator: str, place: str, stem: str) -> None:
    """Draw how many rows there are of each unit, post or kind: counts are figures, also for
    whoever may list no row."""
    drills = drills_of(CATALOGUE.indicators[indicator], lang())
    by = st.pills(
        text("rows.count_by"),
        list(drills),
        format_func=lambda name: drills[name],
        key=f"rows-by-{indicator}",
    )
    if by:
        counts = session.load(counted_view, indicator, by, place)
        st.dataframe(counts, hide_index=True, key=f"rows-counts-{indicator}-{by}")
        take.files(counts, f"{stem}_{drills[by]}", f"rows-counted-{indicator}")


def _on_record(indicator: str, place: str, rows: Rows, day: date | None) -> None:
    """Write into the audit that rows about persons were seen, once for each state."""
    if rows.about is About.THINGS:
        return
    shown = day or session.moment().as_of
    session.audit_once(
        Did.SAW_PERSONS, f"{indicator} {place} {shown:%Y-%m-%d}", f"{len(rows.frame)}"
    )


def _table(indicator: str, place: str, rows: Rows) -> None:
    """Draw the rows, and the history of the one that is chosen."""
    columns = {name for row in rows.cells for name, _ in row}
    if not leads_back(CATALOGUE.indicators[indicator], columns):
        st.dataframe(rows.frame, hide_index=True, key=f"rows-table-{indicator}")
        return
    st.caption(text("history.hint"))
    # Of another place, day or state of the data, and to whoever sees further, the same row
    # number is another row.
    key = f"rows-table-{indicator}-{place}-{session.mark_seen()}"
    chosen = st.dataframe(
        rows.frame,
        hide_index=True,
        key=key,
        on_select="rerun",
        selection_mode="single-row",
    )
    for number in chosen.selection.rows:
        history.draw(indicator, rows.cells[number])
