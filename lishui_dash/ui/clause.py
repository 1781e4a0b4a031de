"""A page of one clause on the screen."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape
from typing import Any

import streamlit as st

from lishui_dash.catalogue import CATALOGUE
from lishui_dash.catalogue.places import WHOLE
from lishui_dash.readings.reading import Status
from lishui_dash.spec import PromiseKind
from lishui_dash.ui import charts, live, parts, session, shell, theme, tiles
from lishui_dash.ui.language import lang, say, text
from lishui_dash.ui.rows import rows_behind
from lishui_dash.views.card import Card, ItemCell, Items
from lishui_dash.views.clause import ClauseView, PromiseCard, Shown, clause_view, places_of
from lishui_dash.views.overview import clause_title

TREND_HEIGHT = 300
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
    view = session.load(clause_view, stem, _place_asked())
    _head(view)
    st.subheader(text("clause.promises"), anchor=False)
    st.html("".join(_promise(promise) for promise in view.promises))
    st.subheader(text("clause.indicators"), anchor=False)
    draw_cards(view.cards, view.place)
    live.keep_current(mark)


def _place_asked() -> str:
    asked = st.query_params.get(parts.PLACE, WHOLE)
    return asked if asked in dict(places_of(lang())) else WHOLE


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
    st.query_params[parts.PLACE] = st.session_state["choice_place"]


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
    page = parts.address(shown.page) if shown.page else ""
    target = f"{page}#{escape(tile.indicator)}"
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


def draw_cards(cards: Sequence[Card], place: str) -> None:
    """Draw indicators one below the other."""
    for card in cards:
        with st.container(border=True):
            _card(card, place)


def _card(card: Card, place: str) -> None:
    tile = card.tile
    promises = (
        text("card.promises", numbers="、".join(card.promises)) if card.promises else ""
    )
    st.html(
        f'<div class="lp-card-head {theme.classes(tile.status)}" '
        f'id="{escape(tile.indicator)}">'
        f"<h3>{parts.mark(tile.status)} {escape(tile.title)}</h3>"
        f"<span>{escape(card.question)}</span>"
        f'<span class="dim">{escape(promises)}</span></div>'
    )
    left, middle, right = st.columns([0.9, 1.6, 1.3], gap="medium")
    with left:
        tiles.show([tile])
        st.html(_formula(card))
    with middle:
        st.html(f'<div class="lp-cap">{escape(text("card.trend"))}</div>')
        _plot(card, place, "trend")
        st.html(_threshold(card))
    with right:
        st.html(f'<div class="lp-cap">{escape(text("card.places"))}</div>')
        _plot(card, place, "places")
    if card.items:
        number = len(card.items.rows)
        with st.expander(text("card.items", number=number)):
            st.html(_items(card.items))
    rows_behind(tile.indicator, place)


def _plot(card: Card, place: str, kind: str) -> None:
    name = card.tile.indicator
    key = (session.mark(), lang(), name, place, kind)
    st.plotly_chart(
        _figure(key, card), theme=None, config=charts.CONFIG, key=f"{kind}-{name}"
    )


@st.cache_resource(max_entries=1000, show_spinner=False)
def _figure(key: tuple[object, ...], _card: Card) -> Any:
    """Return a figure built once for all viewers of the same data."""
    if key[-1] == "trend":
        return charts.trend_chart(_card.trend, TREND_HEIGHT)
    return charts.places_chart(_card.bars, _card.trend)


def _formula(card: Card) -> str:
    formula = card.formula
    sign = "÷" if formula.is_ratio else text("formula.and")
    extras = "".join(
        f"<div><span>{escape(extra.name)}</span><b>{escape(extra.value)}</b></div>"
        for extra in card.extras
    )
    return (
        f'<div class="lp-formula"><div class="lp-cap">{escape(text("card.formula"))}</div>'
        f"<div><span>{escape(formula.numerator)}</span>"
        f"<b>{escape(formula.numerator_value)}</b></div>"
        f'<div class="sign">{escape(sign)}</div>'
        f"<div><span>{escape(formula.denominator)}</span>"
        f"<b>{escape(formula.denominator_value)}</b></div>"
        f'<div class="result"><span>{escape(formula.of)}</span>'
        f"<b>= {escape(formula.result)}</b></div>{extras}</div>"
    )


def _threshold(card: Card) -> str:
    steps = "".join(
        f'<span class="lp-mark {theme.classes(step.status)}">{step.shape} '
        f"{escape(step.says)}</span>"
        for step in card.steps
    )
    facts = parts.facts(
        (
            (text("card.reason"), card.reason),
            (text("card.owner"), card.owner),
            (text("card.feeds"), card.feeds),
        )
    )
    return (
        f'<div class="lp-threshold"><div class="lp-steps"><span class="lp-cap">'
        f"{escape(text('card.threshold'))}</span>{steps}</div>{facts}</div>"
    )


def _items(items: Items) -> str:
    heads = [escape(text("card.item")), *(escape(head) for head in items.heads)]
    rows = (
        f"<tr><th>{escape(row.name)}</th>{''.join(map(_item_cell, row.cells))}</tr>"
        for row in items.rows
    )
    return parts.table(heads, rows, "items")


def _item_cell(cell: ItemCell | None) -> str:
    if cell is None:
        return '<td class="none">—</td>'
    shape = "" if cell.status is Status.REFERENCE else f"{cell.shape} "
    return f'<td class="{theme.classes(cell.status)}">{shape}{escape(cell.shown)}</td>'
