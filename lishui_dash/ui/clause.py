"""A page of one clause on the screen."""

from __future__ import annotations

from html import escape

import streamlit as st

from lishui_dash.catalogue import CATALOGUE
from lishui_dash.spec import PromiseKind
from lishui_dash.ui import card, changes, live, own, parts, session, shell, theme
from lishui_dash.ui.language import lang, say, text
from lishui_dash.views.clause import ClauseView, PromiseCard, Shown, clause_view
from lishui_dash.views.links import INDICATOR, PLACE
from lishui_dash.views.overview import clause_title

_BADGES = {
    PromiseKind.HARD: "hard",
    PromiseKind.DUTY: "duty",
    PromiseKind.LEAN: "lean",
}


def clause_page(stem: str) -> None:
    """Draw the whole page of a clause and keep it current."""
    clause = CATALOGUE.clauses[stem]
    mark = session.mark()
    title = f"{clause.icon} {clause_title(clause, lang())}"
    shell.heading(title, say(clause.summary))
    parts.style()
    view = session.load(clause_view, stem, session.place_asked())
    _head(view)
    changes.draw(stem, view.place)
    st.header(text("clause.indicators"), anchor=False)
    card.indicators(view.tiles, view.place)
    own.draw(stem, view.place)
    st.header(text("clause.promises"), anchor=False)
    st.html("".join(_promise(promise) for promise in view.promises))
    live.keep_current(mark)


def _head(view: ClauseView) -> None:
    left, right = st.columns([3, 1], vertical_alignment="bottom")
    with left:
        st.html(
            f'<div class="lp-bar"><span class="lp-pill {theme.classes(view.status)}">'
            f"{view.shape} {escape(view.status_text)}</span>"
            f"{parts.counts(view.counts)}</div>"
        )
    with right:
        names = dict(view.places)
        st.session_state["choice_place"] = view.place
        st.selectbox(
            text("choice.place"),
            list(names),
            format_func=lambda code: names[code],
            key="choice_place",
            on_change=_choose_place,
        )


def _choose_place() -> None:
    st.query_params[PLACE] = st.session_state["choice_place"]


def _promise(promise: PromiseCard) -> str:
    kind = _BADGES[promise.kind]
    facts = parts.facts(
        (
            (text("promise.check"), promise.check),
            (text("promise.shown_by"), promise.shown_by),
            (text("promise.owner"), f"{promise.owner} · {promise.frequency}"),
        )
    )
    figures = "".join(_mini(shown) for shown in promise.shown)
    return (
        f'<section class="lp-promise" data-promise="{escape(promise.number)}">'
        f'<div class="said"><div class="q"><span class="no">{escape(promise.number)}</span>'
        f'<span class="lp-kind {kind}">{escape(promise.kind_text)}</span>'
        f"<q>{escape(promise.quote)}</q></div>{facts}</div>"
        f'<div class="figures">{figures}</div></section>'
    )


def _mini(shown: Shown) -> str:
    """Return an indicator that shows a promise, in small, with the way to all of it."""
    tile = shown.tile
    target = parts.address(shown.page, **{INDICATOR: tile.indicator})
    away = f'<span class="dim">{escape(shown.clause)}</span>' if shown.clause else ""
    stood = " · ".join(escape(part) for part in (tile.data_as_of, tile.coverage) if part)
    last = f" <small>{escape(tile.last)}</small>" if tile.last else ""
    return (
        f'<a class="lp-mini {theme.classes(tile.status)}" href="{target}">'
        f'<span class="t">{escape(tile.title)}{away}</span>'
        f'<span class="v"><b>{escape(tile.value)}</b> '
        f"<small>{escape(tile.unit)}</small>{last}"
        f"{parts.mark(tile.status, tile.status_text)}</span>"
        f'<span class="dim">{stood}</span></a>'
    )
