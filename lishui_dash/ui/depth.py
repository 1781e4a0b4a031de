"""What lies behind a figure, drawn: events, the spread, the calendar, the tile map."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from html import escape

import plotly.graph_objects as go

from lishui_dash.ui import charts, parts, theme
from lishui_dash.ui.language import text
from lishui_dash.views.card import Bar, Trend
from lishui_dash.views.depth import Calendar, Day, Event, Spread
from lishui_dash.views.figures import day_text

_SPREAD_HEIGHT = 240


def marked(figure: go.Figure, events: Sequence[Event]) -> go.Figure:
    """Mark events on a trend: a line on each day, and above it signs of what happened.

    Two traces hold them all: Plotly draws shapes and annotations one by one.
    """
    colours = theme.palette()
    low, high = figure.layout.yaxis.range
    signs: dict[date, list[str]] = {}
    for event in events:
        if event.sign not in signs.setdefault(event.day, []):
            signs[event.day].append(event.sign)
    figure.add_scatter(
        x=[at for day in signs for at in (day, day, None)],
        y=[at for _ in signs for at in (low, high, None)],
        mode="lines",
        line={"color": colours.dim, "width": 1, "dash": "dot"},
        hoverinfo="skip",
    )
    figure.add_scatter(
        x=list(signs),
        y=[high] * len(signs),
        mode="text",
        text=["<br>".join(f"<b>{sign}</b>" for sign in told) for told in signs.values()],
        textposition="bottom center",
        textfont={"size": 12, "color": colours.ink},
        hoverinfo="skip",
    )
    return figure


def events(told: Sequence[Event]) -> str:
    """Return what the signs on a trend stand for."""
    lines = "".join(
        f"<li><b>{escape(event.sign)}</b> {day_text(event.day)} {escape(event.said)}</li>"
        for event in told
    )
    return f'<ul class="lp-events">{lines}</ul>'


def spread_chart(spread: Spread) -> go.Figure:
    """Return how many rows lie in which range, with the numbers above the bars."""
    colours = theme.palette()
    data = {
        "type": "bar",
        "x": [found.said for found in spread.bins],
        "y": [found.number for found in spread.bins],
        "text": [found.shown for found in spread.bins],
        "textposition": "outside",
        "cliponaxis": False,
        "textfont": {"size": 12, "color": colours.ink},
        "marker": {"color": colours.link, "line": {"width": 0}},
        "hoverinfo": "none",
    }
    layout = charts.base_layout(_SPREAD_HEIGHT) | {
        "bargap": 0.12,
        "xaxis": {
            "type": "category",
            "title": {"text": spread.heading, "font": {"size": 12}},
            "automargin": True,
            "fixedrange": True,
            "tickfont": {"color": colours.dim},
        },
        "yaxis": {"visible": False, "fixedrange": True, "rangemode": "tozero"},
    }
    layout["margin"] = {"l": 8, "r": 10, "t": 26, "b": 10}
    return go.Figure({"data": [data], "layout": layout})


def tile_map(bars: Sequence[Bar]) -> str:
    """Return the places where they lie, each with its value and shape."""
    drawn = "".join(
        f'<div class="lp-place {theme.classes(bar.status)}" '
        f'style="grid-area:{bar.tile[0]} / {bar.tile[1]}" '
        f'data-place="{escape(bar.place)}">'
        f"<b>{escape(bar.name)}</b>"
        f"{parts.mark(bar.status, bar.shown)}</div>"
        for bar in bars
    )
    return f'<div class="lp-map">{drawn}</div>'


def days(trend: Trend) -> str:
    """Return every day of a trend with its value and status, the newest first."""
    heads = [escape(text(f"card.days.{key}")) for key in ("day", "value", "status")]
    rows = (
        f'<tr class="{theme.classes(point.status)}"><td>{point.day:%Y-%m-%d}</td>'
        f"<td>{escape(point.shown)}</td>"
        f"<td>{parts.mark(point.status, text(f'status.{point.status.value}'))}</td></tr>"
        for point in reversed(trend.points)
    )
    return parts.table(heads, rows, "days")


def calendar(shown: Calendar) -> str:
    """Return who had reported which day in full."""
    heads = ["", *(f"<span>{day_text(day)}</span>" for day in shown.days)]
    lines = (
        f"<tr><th>{escape(name)}</th>{''.join(map(_day, told))}</tr>"
        for name, told in shown.lines
    )
    return parts.table(heads, lines, "calendar") + parts.dim(text("calendar.legend"))


def _day(cell: Day | None) -> str:
    if cell is None:
        return '<td class="none">·</td>'
    return (
        f'<td class="{theme.classes(cell.status)}" aria-label="{escape(cell.said)}">'
        f"{cell.sign}</td>"
    )
