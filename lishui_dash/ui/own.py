"""What belongs to one clause alone, on the screen: sentences, then a table."""

from __future__ import annotations

from html import escape

import streamlit as st

from lishui_dash.access.events import Did
from lishui_dash.ui import parts, session, take, theme
from lishui_dash.views.own.limits import limits_view
from lishui_dash.views.own.posts import posts_view
from lishui_dash.views.own.section import Cell, Lead, Row, Section
from lishui_dash.views.own.senders import senders_view
from lishui_dash.views.own.stock import stock_view

_VIEWS = {
    "c05_manpower": posts_view,
    "c06_living": limits_view,
    "c08_safety": stock_view,
    "c09_form_burden": senders_view,
}


def draw(stem: str, place: str) -> None:
    """Draw the section that a clause alone has, at one place; nothing for the others.

    The looks of `parts.style` must have been given to the page.
    """
    view = _VIEWS.get(stem)
    if view is None:
        return
    section = session.load(view, place)
    st.header(section.title, anchor=False)
    st.caption(section.hint)
    st.html("".join(map(_lead, section.leads)))
    if section.rows:
        _table(section, stem, place)
        st.caption(section.note)


def _lead(lead: Lead) -> str:
    return (
        f'<p class="lp-lead {theme.classes(lead.status)}">'
        f"{parts.mark(lead.status)} {escape(lead.said)}</p>"
    )


def _table(section: Section, stem: str, place: str) -> None:
    heads = map(escape, section.heads)
    draw_row, kind = (_matrix_row, "grid") if section.is_matrix else (_row, "lines")
    rows = map(draw_row, section.rows)
    told = None
    if section.is_about_persons:
        about = f"{stem} {place} {session.moment().as_of:%Y-%m-%d}"
        session.audit_once(Did.SAW_PERSONS, about, f"{len(section.rows)}")
        told = session.on_taking(Did.TOOK_PERSONS, about, section.title)
    take.drawn(heads, rows, kind, section.title, f"own-{stem}", place, told)


def _row(row: Row) -> str:
    cells = "".join(f"<td>{escape(cell.shown)}{_notes(cell)}</td>" for cell in row.cells)
    return (
        f'<tr class="{theme.classes(row.status)}">'
        f"<td>{parts.mark(row.status, row.said)}</td>{cells}</tr>"
    )


def _notes(cell: Cell) -> str:
    return "".join(map(parts.dim, cell.notes))


def _matrix_row(row: Row) -> str:
    name, *cells = row.cells
    head = f'<th scope="row">{escape(name.shown)}{_notes(name)}</th>'
    return f"<tr>{head}{''.join(map(_matrix_cell, cells))}</tr>"


def _matrix_cell(cell: Cell) -> str:
    if cell.status is None:
        return f'<td class="none">{escape(cell.shown)}</td>'
    return (
        f'<td class="{theme.classes(cell.status)}">'
        f"{parts.mark(cell.status, cell.shown)}{_notes(cell)}</td>"
    )
