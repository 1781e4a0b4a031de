"""What changed, on the screen: since a day was first seen, and between two days."""

from __future__ import annotations

from collections.abc import Iterable
from html import escape
from pathlib import Path

import streamlit as st

from lishui_dash.catalogue.places import WHOLE
from lishui_dash.ui import parts, session, take, theme
from lishui_dash.ui.language import text
from lishui_dash.ui.markdown import plain
from lishui_dash.views import since
from lishui_dash.views.changes import changes_view
from lishui_dash.views.compared import Compared, Comparison, Side
from lishui_dash.views.since import Brought, Part, Since

_CSS = Path(__file__).with_name("changes.css")


def draw(stem: str | None = None, place: str = WHOLE) -> None:
    """Draw what changed in a clause, or in all (`stem` None), at a place.

    Draws nothing where the current day is shown and compared with none.
    """
    against, refused = session.against(), session.refused()
    if refused is not None:
        asked = plain(st.query_params[session.AGAINST])
        day = f"{session.moment().as_of:%Y-%m-%d}"
        st.warning(text(refused.value, asked=asked, day=day))
    if against is None and not session.moment().is_replay:
        return
    view = session.load(changes_view, stem, place, against.as_of if against else None)
    st.html(f"<style>{_CSS.read_text('utf-8')}</style>")
    with st.container(border=True):
        st.header(text("changes.title"), anchor=False)
        if view.since is not None:
            _since(view.since, place)
        if view.against is not None:
            _comparison(view.against, place)


def _since(view: Since, place: str) -> None:
    brought = "".join(map(_brought, view.brought))
    listed = f'<ul class="lc-brought">{brought}</ul>' if brought else ""
    st.html(
        f'<p class="lc-head">{escape(view.heading)}</p>'
        f"{parts.dim(view.note)}{listed}{parts.dim(view.others)}"
    )
    if not view.lines:
        return
    heads = [
        text("changes.head.indicator"),
        text("changes.head.then"),
        text("changes.head.now"),
        text("changes.head.parts"),
        text("changes.head.by"),
    ]
    _table(heads, map(_line, view.lines), "since", place)


def _table(heads: Iterable[str], rows: Iterable[str], key: str, place: str) -> None:
    told, name = map(escape, heads), text("changes.title")
    take.drawn(told, rows, "lines changes", name, f"changes-{key}", place)


def _brought(one: Brought) -> str:
    """Return a delivery with what it changed, cell by cell."""
    cells = "".join(f"<b>{escape(cell)}</b>" for cell in one.cells)
    more = f" <span>{escape(one.more)}</span>" if one.more else ""
    said = f"{escape(one.says)}{escape(one.reason)}"
    return f'<li data-delivery="{one.number}"><span>{said}</span>{cells}{more}</li>'


def _line(line: since.Line) -> str:
    if line.now is None or line.then is None:
        whole = f"<td>{parts.dim(text('changes.only_parts'))}</td><td></td>"
    else:
        whole = f"<td>{_side(line.then)}</td><td>{_side(line.now)}</td>"
    told = "".join(map(_part, line.parts)) + parts.dim(line.more)
    status = line.now.status if line.now else line.parts[0].now.status
    return (
        f'<tr class="{theme.classes(status)}" data-indicator="{escape(line.indicator)}">'
        f"<td>{parts.link(line.page, line.title)}{parts.dim(text(line.turn.value))}</td>"
        f"{whole}<td>{told}</td><td>{escape(line.by)}</td></tr>"
    )


def _side(side: Side) -> str:
    return f"{parts.mark(side.status)} {escape(side.shown)}{parts.dim(side.status_text)}"


def _part(part: Part) -> str:
    then, now = (
        f"{parts.mark(side.status)} {escape(side.shown)}" for side in (part.then, part.now)
    )
    return (
        f'<div class="lc-part"><b>{escape(part.where)}</b> {then} → {now}'
        f"{parts.dim(part.made_of)}</div>"
    )


def _comparison(view: Comparison, place: str) -> None:
    counts = "".join(f"<span>{escape(said)}</span>" for _, said in view.counts)
    st.html(
        f'<p class="lc-head">{escape(view.heading)}</p>'
        f'<div class="lc-counts">{counts}</div>'
    )
    if view.turned:
        _compared(view, view.turned, "turned", place)
    else:
        st.html(parts.dim(text("changes.no_turns")))
    if view.steady:
        with st.expander(text("changes.steady", number=len(view.steady))):
            _compared(view, view.steady, "steady", place)


def _compared(view: Comparison, lines: Iterable[Compared], key: str, place: str) -> None:
    heads = [
        text("changes.head.turn"),
        text("changes.head.indicator"),
        view.before,
        view.now,
        text("changes.head.difference"),
        text("changes.head.places"),
    ]
    _table(heads, map(_pair, lines), key, place)


def _pair(line: Compared) -> str:
    return (
        f'<tr class="{theme.classes(line.now.status)}" '
        f'data-indicator="{escape(line.indicator)}">'
        f"<td>{parts.mark(line.now.status, text(line.turn.value))}</td>"
        f"<td>{parts.link(line.page, line.title)}</td>"
        f"<td>{_side(line.before)}</td><td>{_side(line.now)}</td>"
        f"<td>{escape(line.difference)}{parts.dim(line.direction_text)}</td>"
        f"<td>{escape(line.places)}</td></tr>"
    )
