"""The overview on the screen: the list of indicators, and the matrix of places."""

from __future__ import annotations

from html import escape

import streamlit as st

from lishui_dash.catalogue.places import WHOLE
from lishui_dash.readings.reading import Status
from lishui_dash.ui import parts, take, theme
from lishui_dash.ui.cells import number
from lishui_dash.ui.language import text
from lishui_dash.ui.tiles import trend_html
from lishui_dash.views.links import INDICATOR, PLACE
from lishui_dash.views.overview import Cell, Line, Matrix, Overview


def draw(view: Overview) -> None:
    """Draw the choice of clause and status, the matrix, and the chosen indicators."""
    parts.style()
    st.html(f'<div class="lp-bar">{parts.counts(view.counts)}{parts.legend()}</div>')
    _matrix(view.matrix)
    st.header(text("overview.list"), anchor=False)
    _list(_chosen(view))


def _chosen(view: Overview) -> list[Line]:
    titles = dict(view.clauses)
    left, right = st.columns([3, 1])
    with left:
        stem = st.pills(
            text("overview.by_clause"),
            list(titles),
            format_func=lambda stem: titles[stem],
            key="overview_clause",
        )
    with right:
        status = st.pills(
            text("overview.by_status"),
            [status for status, _ in view.counts],
            format_func=lambda s: f"{theme.SHAPES[s]} {text(f'status.{s.value}')}",
            key="overview_status",
        )
    return [
        line
        for line in view.lines
        if (stem is None or line.stem == stem)
        and (status is None or line.tile.status is status)
    ]


def _list(lines: list[Line]) -> None:
    if not lines:
        st.info(text("overview.none"))
        return
    keys = ("status", "indicator", "value", "trend", "change", "worst", "data", "clause")
    heads = [text(f"overview.head.{key}") for key in keys]
    rows = (_row(line) for line in lines)
    take.drawn(heads, rows, "lines", text("overview.list"), "overview-list")


def _row(line: Line) -> str:
    tile = line.tile
    value = f"<b>{number(tile.value)}</b> <small>{escape(tile.unit)}</small>"
    if tile.last:
        value += f'<div class="dim">{escape(tile.last)}</div>'
    worst = "".join(
        f"<div>{escape(said)}</div>" for said in (tile.worst, tile.absent) if said
    )
    partial = "" if tile.is_complete else " warn"
    cells = (
        ("s", parts.mark(tile.status, tile.status_text)),
        (
            "t",
            parts.link(line.page, tile.title, **{INDICATOR: tile.indicator})
            + parts.dim(tile.question),
        ),
        ("v", value),
        ("p", trend_html(tile)),
        ("c", f'{escape(tile.change)}<div class="dim">{escape(tile.target)}</div>'),
        ("w", worst or f'<span class="dim">{escape(tile.reason)}</span>'),
        (
            "d",
            escape(tile.data_as_of)
            + f'<div class="dim{partial}">{escape(tile.coverage)}</div>',
        ),
        (
            "k",
            parts.link(line.page, line.clause) + parts.dim(line.owner),
        ),
    )
    told = "".join(f'<td class="{name}">{cell}</td>' for name, cell in cells)
    return (
        f'<tr class="{theme.classes(tile.status)}" '
        f'data-indicator="{escape(tile.indicator)}">{told}</tr>'
    )


def _matrix(matrix: Matrix) -> None:
    st.header(text("overview.matrix"), anchor=False)
    heads = [escape(text("place"))]
    heads += [parts.link(column.page, column.title) for column in matrix.columns]
    rows = (
        f"<tr><th>{escape(name)}</th>"
        + "".join(_cell(column.page, column.cells[at]) for column in matrix.columns)
        + "</tr>"
        for at, name in enumerate(matrix.places)
    )
    take.drawn(heads, rows, "matrix", text("overview.matrix"), "overview-matrix")


def _cell(page: str, cell: Cell) -> str:
    """Return the worst status in words, and how many figures stand beside it."""
    if not cell.counts:
        return f'<td class="none">{escape(text("overview.not_concerned"))}</td>'
    shown = [
        pair for pair in cell.counts if pair[0] not in (Status.GREEN, Status.REFERENCE)
    ]
    marks = "".join(
        parts.mark(status, str(number)) for status, number in shown or cell.counts[:1]
    )
    more = {} if cell.place == WHOLE else {PLACE: cell.place}
    return (
        f'<td class="{theme.classes(cell.status)}">'
        f'<a href="{parts.address(page, **more)}">{marks}</a></td>'
    )
