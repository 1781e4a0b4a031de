"""The figures of a page, and the one that is looked into: from a number to its rows."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape
from typing import Any, TypeVar

import streamlit as st

from lishui_dash.readings.reading import Status
from lishui_dash.ui import charts, depth, parts, session, take, theme, tiles
from lishui_dash.ui.cells import number as numbered
from lishui_dash.ui.language import lang, text
from lishui_dash.ui.rows import rows_behind
from lishui_dash.views.card import Card, ItemCell, Items, card_view
from lishui_dash.views.clause import worst_tile
from lishui_dash.views.depth import Bin, Spread
from lishui_dash.views.links import INDICATOR
from lishui_dash.views.tile import Tile

TREND_HEIGHT = 300

_Mark = TypeVar("_Mark")


def indicators(shown: Sequence[Tile], place: str) -> None:
    """Draw figures side by side, and below them the one that is looked into."""
    tiles.show(shown)
    labels = {tile.indicator: f"{tile.shape} {tile.title}" for tile in shown}
    _opened(labels, worst_tile(shown), place)


@st.fragment
def _opened(labels: dict[str, str], worst: str, place: str) -> None:
    """Let the viewer choose a figure; the address keeps which, so that it can be sent."""
    asked = st.query_params.get(INDICATOR, worst)
    key = f"{INDICATOR}-{worst}"
    chosen = st.pills(
        text("card.choose"),
        list(labels),
        format_func=lambda name: labels[name],
        default=asked if asked in labels else worst,
        key=key,
        on_change=lambda: _keep(st.session_state[key]),
    )
    with st.container(border=True):
        _card(session.load(card_view, chosen or worst, place), place)


def _keep(chosen: str | None) -> None:
    if chosen is None:
        st.query_params.pop(INDICATOR, None)
    else:
        st.query_params[INDICATOR] = chosen


def _card(card: Card, place: str) -> None:
    st.html(_head(card))
    left, middle, right = st.columns([0.9, 1.6, 1.3], gap="medium")
    with left:
        st.html(_formula(card))
        st.html(_threshold(card))
    with middle:
        _cap("card.trend")
        days = _plot(card, place, "trend", text("card.trend"), card.trend.points)
        if card.depth.events:
            st.html(depth.events(card.depth.events))
        with st.expander(text("card.days")):
            _table(card, place, depth.days(card.trend), text("card.days"))
    with right:
        _cap("card.places")
        bars = _plot(card, place, "places", text("card.places"), card.bars)
    below, beside = st.columns([1.3, 1.6], gap="medium")
    with below:
        _cap("card.map")
        st.html(depth.tile_map(card.bars))
    spread = card.depth.spread
    bins: list[Bin] = []
    if spread is not None:
        with beside:
            st.html(f'<div class="lp-cap">{escape(_spread_title(spread))}</div>')
            bins = _plot(card, place, "spread", _spread_title(spread), spread.bins)
            st.html(parts.dim(spread.middle))
    _cap("card.calendar")
    if card.depth.calendar.lines:
        _table(card, place, depth.calendar(card.depth.calendar), text("card.calendar"))
    else:
        st.html(parts.dim(text("calendar.event")))
    if card.items:
        said = text("card.items", number=len(card.items.rows))
        with st.expander(said):
            _table(card, place, _items(card.items), said)
    rows_behind(
        card.tile.indicator,
        next((bar.place for bar in bars), place),
        day=next((point.day for point in days), None),
        within=next(iter(bins), None),
        is_asked=bool(days or bars or bins),
    )


def _cap(key: str) -> None:
    st.html(f'<div class="lp-cap">{escape(text(key))}</div>')


def _spread_title(spread: Spread) -> str:
    return text("card.spread", heading=spread.heading)


def _head(card: Card) -> str:
    tile = card.tile
    promises = (
        text("card.promises", numbers=text("list.separator").join(card.promises))
        if card.promises
        else ""
    )
    told = " · ".join(t for t in (tile.change, tile.target, tile.worst, tile.absent) if t)
    stood = " · ".join(t for t in (tile.data_as_of, tile.coverage, tile.last) if t)
    return (
        f'<div class="lp-card-head {theme.classes(tile.status)}" '
        f'id="{escape(tile.indicator)}">'
        f"<h3>{parts.mark(tile.status)} {escape(tile.title)}</h3>"
        f'<span class="v"><b>{escape(tile.value)}</b> {escape(tile.unit)}</span>'
        f"{parts.mark(tile.status, tile.status_text)}"
        f'<span class="dim">{escape(promises)}</span>'
        f'<p class="q">{escape(card.question)}</p>'
        f"<p>{escape(told)}</p>{parts.dim(stood)}</div>"
    )


def _table(card: Card, place: str, html: str, said: str) -> None:
    name = f"{card.tile.title} · {said}"
    st.html(html)
    take.table(take.said_by(html), name, f"{card.tile.indicator}-{said}", place)


def _plot(
    card: Card, place: str, kind: str, said: str, marks: Sequence[_Mark]
) -> list[_Mark]:
    """Draw a chart of a card, a mark for each of `marks`; return those that are chosen."""
    name = card.tile.indicator
    key = (session.mark_seen(), lang(), theme.palette().name, name, place, kind)
    drawn = f"{kind}-{name}-{place}"
    chosen = st.plotly_chart(
        _figure(key, card),
        theme=None,
        config=charts.CONFIG,
        key=drawn,
        on_select="rerun",
        selection_mode="points",
    )
    take.chart(f"{card.tile.title} · {said}", drawn, place, card.feeds)
    # Only the first line of a chart stands for rows: what is marked on it does not. What
    # was chosen may be gone from a chart that was drawn anew meanwhile.
    return [
        marks[point["point_index"]]
        for point in chosen["selection"]["points"]
        if point["curve_number"] == 0 and point["point_index"] < len(marks)
    ]


@st.cache_resource(max_entries=1000, show_spinner=False)
def _figure(key: tuple[object, ...], _card: Card) -> Any:
    """Return a figure built once for all viewers who see the same."""
    match key[-1]:
        case "trend":
            return depth.marked(
                charts.trend_chart(_card.trend, TREND_HEIGHT), _card.depth.events
            )
        case "places":
            return charts.places_chart(_card.bars, _card.trend)
        case _:
            assert _card.depth.spread
            return depth.spread_chart(_card.depth.spread)


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
    return f'<td class="{theme.classes(cell.status)}">{shape}{numbered(cell.shown)}</td>'
