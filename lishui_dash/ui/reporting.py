"""Who owes what, on the screen."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from html import escape

import streamlit as st

from lishui_dash.readings.reading import Status
from lishui_dash.ui import card, parts, take, theme
from lishui_dash.ui.cells import number
from lishui_dash.ui.language import text
from lishui_dash.views.reporting import Cell, Correction, Debt, Reporting, Row

_DEBT = ("state", "place", "unit", "feed", "days", "since", "delay")
_CORRECTION = (
    *("number", "received", "feed", "unit"),
    *("days", "rows", "supersedes", "file"),
)


def draw(view: Reporting) -> None:
    parts.style()
    st.header(text("reporting.daily"), anchor=False)
    _grid(view.places, view.daily, text("reporting.daily"), "reporting-daily")
    st.header(text("reporting.debts", number=view.debts_n), anchor=False)
    if view.debts:
        _table(_DEBT, map(_debt, view.debts), text("reporting.owing"), "reporting-debts")
    else:
        st.success(text("reporting.no_debts"))
    st.header(text("reporting.corrections"), anchor=False)
    if view.corrections:
        _table(
            _CORRECTION,
            map(_correction, view.corrections),
            text("reporting.corrections"),
            "reporting-corrections",
        )
    else:
        st.info(text("reporting.no_corrections"))
    if view.standing:
        st.header(text("reporting.standing"), anchor=False)
        name = text("reporting.standing")
        _grid(view.places_whole, view.standing, name, "reporting-standing")
    if view.tiles:
        st.header(text("reporting.quality"), anchor=False)
        card.indicators(view.tiles, view.place)


def _grid(places: Sequence[str], rows: Sequence[Row], name: str, key: str) -> None:
    heads = [escape(text("reporting.head.feed")), *(escape(place) for place in places)]
    told = (
        f"<tr><th>{escape(row.feed)}{parts.dim(row.due)}</th>"
        f"{''.join(map(_cell, row.cells))}</tr>"
        for row in rows
    )
    take.drawn(heads, told, "grid", name, key)


def _cell(cell: Cell | None) -> str:
    if cell is None:
        return f'<td class="none">{escape(text("overview.not_concerned"))}</td>'
    return (
        f'<td class="{theme.classes(cell.status)}">'
        f"{parts.mark(cell.status, cell.count)}{parts.dim(cell.note)}</td>"
    )


def _table(keys: Iterable[str], rows: Iterable[str], name: str, key: str) -> None:
    heads = [escape(text(f"reporting.head.{head}")) for head in keys]
    take.drawn(heads, rows, "lines", name, key)


def _debt(debt: Debt) -> str:
    said = text("reporting.owed" if debt.status is Status.MISSING else "reporting.was_late")
    cells = (debt.place, debt.unit, debt.feed, debt.days, debt.since, debt.delay)
    told = "".join(f"<td>{escape(cell)}</td>" for cell in cells)
    mark = parts.mark(debt.status, said)
    return f'<tr class="{theme.classes(debt.status)}"><td>{mark}</td>{told}</tr>'


def _correction(one: Correction) -> str:
    cells = (
        number(str(one.number)),
        *map(escape, (one.received, one.feed, one.unit, one.day)),
        *(number(one.rows), number(one.supersedes), escape(one.file_name)),
    )
    told = "".join(f"<td>{cell}</td>" for cell in cells)
    return f'<tr class="{theme.classes(Status.REFERENCE)}">{told}</tr>'
