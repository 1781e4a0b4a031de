"""Pieces of HTML that several pages are made of. All text from data is escaped."""

from __future__ import annotations

from collections.abc import Iterable
from html import escape
from pathlib import Path
from urllib.parse import urlencode

import streamlit as st

from lishui_dash.readings.reading import Status
from lishui_dash.ui import language, session, theme
from lishui_dash.ui.language import text

_CSS = Path(__file__).with_name("pages.css")
_CARRIED = (language.PARAMETER, session.AS_OF, session.KNOWN, session.AGAINST)


def style() -> None:
    """Give a page the looks of the pieces; once, before any of them."""
    st.html(f"<style>{_CSS.read_text('utf-8')}</style>")


def address(page: str, **more: str) -> str:
    """Return the address of a page that keeps the viewer's language and day."""
    kept = {name: st.query_params[name] for name in _CARRIED if name in st.query_params}
    query = urlencode({**kept, **more})
    return escape(f"{page}?{query}" if query else page)


def link(page: str, said: str, **more: str) -> str:
    return f'<a class="lp-link" href="{address(page, **more)}">{escape(said)}</a>'


def mark(status: Status, said: str = "") -> str:
    """Return a status as its shape in its colour, with words after it."""
    words = f" {escape(said)}" if said else ""
    shape = theme.SHAPES[status]
    return f'<span class="lp-mark {theme.classes(status)}">{shape}{words}</span>'


def dim(said: str) -> str:
    """Return a line in the quieter colour; nothing where there is nothing to say."""
    return f'<div class="dim">{escape(said)}</div>' if said else ""


def counts(numbers: Iterable[tuple[Status, int]]) -> str:
    """Return how many figures have which status: ■ 2 ▲ 1 ● 5, in words too."""
    marks = (
        mark(status, f"{text(f'status.{status.value}')} {number}")
        for status, number in numbers
    )
    return f'<span class="lp-counts">{"".join(marks)}</span>'


def legend() -> str:
    marks = "".join(mark(status, text(f"status.{status.value}")) for status in Status)
    return f'<div class="lp-legend">{marks}</div>'


def table(heads: Iterable[str], rows: Iterable[str], kind: str) -> str:
    """Return a table whose heads and rows are HTML already; keys scroll it in its box."""
    head = "".join(f'<th scope="col">{cell}</th>' for cell in heads)
    label = escape(text("table.label"))
    return (
        f'<div class="lp-scroll" tabindex="0" role="region" aria-label="{label}">'
        f'<table class="lp-table {kind}"><thead><tr>{head}</tr>'
        f"</thead><tbody>{''.join(rows)}</tbody></table></div>"
    )


def facts(pairs: Iterable[tuple[str, str]]) -> str:
    """Return a list of names and what stands for them, as a definition list."""
    return (
        '<dl class="lp-facts">'
        + "".join(f"<dt>{escape(n)}</dt><dd>{escape(v)}</dd>" for n, v in pairs if v)
        + "</dl>"
    )
