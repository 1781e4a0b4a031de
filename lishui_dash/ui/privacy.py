"""What is kept of persons, on the screen."""

from __future__ import annotations

from collections.abc import Iterable
from html import escape

import streamlit as st

from lishui_dash.ui import parts, session, take
from lishui_dash.ui.keeping import keeping
from lishui_dash.ui.language import text
from lishui_dash.views.privacy import FeedKept, PrivacyView, TraceKept, privacy_view


def asked() -> PrivacyView:
    told = keeping()
    return session.load(privacy_view, told.days, told.ended, told.contact)


def draw(view: PrivacyView) -> None:
    parts.style()
    st.html(parts.facts(view.facts))
    _table(
        "feeds",
        ("feed", "columns", "purpose", "seen_by", "until", "rows", "reduced"),
        map(_feed, view.feeds),
    )
    _table(
        "traces", ("trace", "what", "purpose", "seen", "until"), map(_trace, view.traces)
    )
    _table("never", ("what", "instead"), map(_pair, view.never))
    _table("grounds", ("ground", "says"), map(_pair, view.grounds))


def _table(name: str, heads: Iterable[str], rows: Iterable[str]) -> None:
    title = text(f"kept.title.{name}")
    st.header(title, anchor=False)
    told = [escape(text(f"kept.head.{head}")) for head in heads]
    take.drawn(told, rows, f"words {name}", title, f"privacy-{name}")


def _feed(entry: FeedKept) -> str:
    link = entry.link
    columns = "".join(
        f"<div>{escape(column.title)}{escape(text('kept.colon'))}{escape(column.how)}</div>"
        for column in entry.columns
    )
    oldest = text("kept.oldest", day=entry.oldest) if entry.oldest else ""
    cells = (
        parts.link(link.page, link.said, **dict(link.query)) + parts.dim(entry.about),
        columns,
        escape(entry.purpose),
        escape(entry.seen_by),
        escape(entry.until),
        escape(entry.rows) + parts.dim(oldest),
        escape(entry.reduced),
    )
    told = "".join(f"<td>{cell}</td>" for cell in cells)
    return f'<tr data-feed="{escape(entry.name)}">{told}</tr>'


def _trace(trace: TraceKept) -> str:
    cells = (trace.title, trace.what, trace.purpose, trace.seen_by, trace.until)
    told = "".join(f"<td>{escape(cell)}</td>" for cell in cells)
    return f'<tr data-trace="{escape(trace.name)}">{told}</tr>'


def _pair(pair: tuple[str, str]) -> str:
    return "<tr>" + "".join(f"<td>{escape(cell)}</td>" for cell in pair) + "</tr>"
