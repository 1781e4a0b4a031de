"""One unit's own page on the screen, made to be read in two minutes."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from html import escape
from pathlib import Path

import streamlit as st

from lishui_dash.access.roles import Right
from lishui_dash.readings.reading import Status
from lishui_dash.ui import changes, orders, parts, session, take, theme
from lishui_dash.ui.language import text
from lishui_dash.ui.tiles import sparkline
from lishui_dash.views.links import INDICATOR, PLACE, UNIT
from lishui_dash.views.unit import Entry, UnitView, unit_view
from lishui_dash.views.unit_owed import Behind, Due
from lishui_dash.views.unit_subject import choices_view
from lishui_dash.views.unit_trend import Comparison, Panel, comparison_view

_KEPT, _CHOICE = "kept_unit", "choice_unit"
_CSS = Path(__file__).with_name("unit.css")
_LONGEST_CODE = 40
_TITLE = ' class="t"'
_MOST_NAMED = 3
"""How many who are behind are named at once; more are unfolded."""

_BAD = ("unit.head.status", "unit.head.what", "unit.head.since", "unit.head.owner")
_DUE = (
    *("unit.head.status", "unit.head.feed", "unit.head.days", "unit.head.due"),
    *("unit.head.received", "unit.head.hand_in"),
)
_BEHIND = (
    *("unit.head.status", "unit.head.feed", "unit.head.days", "unit.head.due"),
    *("unit.head.delay", "unit.head.who"),
)


def draw() -> None:
    """Draw the choice of a unit, and its page once one is chosen."""
    parts.style()
    st.html(f"<style>{_CSS.read_text('utf-8')}</style>")
    code = _asked()
    if code:
        session.require_of(code)
    view = session.load(unit_view, code) if code else None
    _choose(view)
    if view is not None:
        _page(view)
    elif code:
        said = text("unit.unknown", code=code)
        st.html(f'<p class="lu-unknown" role="alert">{escape(said)}</p>')
    else:
        st.info(text("unit.none_chosen"))


def _asked() -> str:
    """Return the unit of the address; the menu drops it, so the session keeps it."""
    told = st.query_params.get(UNIT, "")[:_LONGEST_CODE]
    if told:
        st.session_state[_KEPT] = told
    elif kept := st.session_state.get(_KEPT, ""):
        st.query_params[UNIT] = told = kept
    elif home := session.scope().home:
        st.query_params[UNIT] = told = home
    return told


def _choose(view: UnitView | None) -> None:
    labels = {
        code: label
        for code, label in session.load(choices_view)
        if session.scope().may(Right.FIGURES, code)
    }
    if view is not None:
        # Villages and closed units are not listed, and have a page all the same.
        labels.setdefault(view.code, view.label)
    st.session_state[_CHOICE] = None if view is None else view.code
    st.selectbox(
        text("unit.choose"),
        list(labels),
        index=None,
        format_func=lambda code: labels[code],
        key=_CHOICE,
        placeholder=text("unit.placeholder"),
        on_change=_chosen,
    )


def _chosen() -> None:
    code = st.session_state[_CHOICE]
    st.session_state[_KEPT] = code
    if code:
        st.query_params[UNIT] = code
    else:
        st.query_params.pop(UNIT, None)


def _page(view: UnitView) -> None:
    st.html(
        f'<h2 class="lu-name">{escape(view.label)}</h2>'
        f'<p class="lu-head">{escape(view.head)}</p>'
        f'<p class="lu-worst">{escape(view.worst)} {escape(view.longest)}</p>'
        f'<div class="lp-bar">{parts.counts(view.counts)}</div>'
    )
    if view.entries:
        st.subheader(text("unit.bad"), anchor=False)
        _table(view, "unit.bad", _BAD, map(_entry, view.entries))
    orders.draw((view.code,), st.subheader)
    changes.draw(place=view.reach)
    st.subheader(text("unit.owed"), anchor=False)
    if view.dues:
        _table(view, "unit.owed", _DUE, map(_due, view.dues))
    else:
        st.info(text("unit.owes_nothing"))
    if view.compared:
        st.subheader(text("unit.trend"), anchor=False)
        _compare(view.code, view.compared)
    st.subheader(text("unit.behind"), anchor=False)
    if view.behind:
        _table(view, "unit.behind", _BEHIND, map(_behind, view.behind))
    else:
        st.success(text("unit.nobody_behind"))
    if view.behind_n > len(view.behind):
        most = len(view.behind)
        st.caption(text("unit.behind_most", number=view.behind_n, most=most))


def _table(view: UnitView, name: str, heads: Sequence[str], rows: Iterable[str]) -> None:
    told = [escape(text(head)) for head in heads]
    take.drawn(told, rows, "unit", text(name), f"{name}-{view.code}", view.place)


def _row(status: Status, keys: Sequence[str], cells: Sequence[str], data: str = "") -> str:
    """Return a row of cells that are HTML already; on a phone each says its own head."""
    told = "".join(
        f'<td{_TITLE if at == 1 else ""} data-head="{escape(text(key))}">{cell}</td>'
        for at, (key, cell) in enumerate(zip(keys, cells, strict=True))
    )
    return f'<tr class="{theme.classes(status)}"{data}>{told}</tr>'


def _entry(entry: Entry) -> str:
    item = entry.item
    more = {INDICATOR: item.indicator, PLACE: entry.place}
    cells = (
        parts.mark(item.status, text(f"status.{item.status.value}")),
        parts.link(entry.page, item.what, **more) + parts.dim(item.advice),
        escape(item.since),
        escape(item.owner) + parts.dim(entry.relation),
    )
    return _row(item.status, _BAD, cells, f' data-indicator="{escape(item.indicator)}"')


def _due(due: Due) -> str:
    came = " ".join(part for part in (due.received, due.came) if part)
    link = ""
    if due.unit and session.scope().may(Right.SEND, due.unit):
        link = parts.link("upload", text("unit.hand_in"), **{UNIT: due.unit})
    cells = (
        parts.mark(due.status, due.note),
        escape(due.feed),
        escape(due.days),
        escape(due.due),
        escape(came),
        link or "—",
    )
    return _row(due.status, _DUE, cells)


def _behind(behind: Behind) -> str:
    said = text("reporting.owed" if behind.status is Status.MISSING else "unit.was_late")
    cells = (
        parts.mark(behind.status, said),
        escape(behind.feed),
        escape(behind.days),
        escape(behind.since),
        escape(behind.delay),
        _who(behind),
    )
    return _row(behind.status, _BEHIND, cells)


def _who(behind: Behind) -> str:
    links = [parts.link("unit", name, **{UNIT: code}) for code, name in behind.who]
    names = escape(text("list.separator")).join(links)
    if len(links) <= _MOST_NAMED:
        return names
    said = escape(text("unit.number", number=behind.units_n))
    return f"<details><summary>{said}</summary><div>{names}</div></details>"


@st.fragment
def _compare(code: str, figures: Sequence[tuple[str, str]]) -> None:
    """Draw one figure here and at the other places; choosing another redraws it alone."""
    titles = dict(figures)
    worst, *_ = titles
    chosen = st.pills(
        text("unit.compare"),
        list(titles),
        default=worst,
        format_func=lambda name: titles[name],
        # Other figures are other choices: what was chosen among them is not among these.
        key=f"unit_figure_{code}_{'-'.join(titles)}",
    )
    compared = session.load(comparison_view, code, chosen or worst)
    st.html(_comparison(compared))
    key = f"unit-trend-{code}-{compared.indicator}"
    take.table(compared.frame, compared.title, key, compared.place)


def _comparison(compared: Comparison) -> str:
    panels = "".join(_panel(panel, compared.span) for panel in compared.panels)
    steps = "".join(
        f'<span class="lp-mark {theme.classes(step.status)}">{step.shape} '
        f"{escape(step.says)}</span>"
        for step in compared.steps
    )
    told = " · ".join(part for part in (compared.scale, compared.beyond) if part)
    more = {INDICATOR: compared.indicator, PLACE: compared.place}
    link = parts.link(compared.page, text("unit.in_full"), **more)
    return (
        f"<div><b>{escape(compared.title)}</b> {parts.dim(compared.question)}</div>"
        f'<div class="lu-panels">{panels}</div>'
        f'<div class="lu-foot"><span>{escape(told)}</span>{steps}{link}</div>'
    )


def _panel(panel: Panel, span: tuple[float, float]) -> str:
    own = " own" if panel.is_own else ""
    return (
        f'<div class="lu-panel {theme.classes(panel.status)}{own}" '
        f'data-place="{escape(panel.place)}"><div class="t"><b>{escape(panel.name)}</b>'
        f"{parts.mark(panel.status, panel.shown)}</div>"
        f"{sparkline(panel.trend, panel.status, theme.palette().status, span)}</div>"
    )
