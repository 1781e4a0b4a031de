"""Charts for pages that people explore. No geo charts: they fetch outlines from outside."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta
from math import inf
from typing import Any

import plotly.graph_objects as go

from lishui_dash.readings.reading import Status
from lishui_dash.ui import theme
from lishui_dash.ui.language import text
from lishui_dash.views.card import Bar, Trend

CONFIG = {"displayModeBar": False, "scrollZoom": False}
_ROW = 27
_DAY = 24 * 3600 * 1000
"""Plotly counts the width of a bar on a time axis in milliseconds."""


def trend_chart(trend: Trend, height: int) -> go.Figure:
    """Return a figure's days against its bands; days not known are hatched, not joined."""
    colours = theme.palette()
    low, high = _range(trend)
    days = [point.day for point in trend.points]
    known = [point for point in trend.points if point.value is not None]
    data: list[dict[str, Any]] = [
        {
            "type": "scatter",
            "mode": "lines+markers",
            "x": days,
            "y": [point.value for point in trend.points],
            "connectgaps": False,
            "line": {"color": colours.ink, "width": 1.8},
            "marker": {
                "size": 7,
                "color": [_colour(point.status) for point in trend.points],
                "symbol": [_SYMBOLS[point.status] for point in trend.points],
            },
            "customdata": [point.shown for point in trend.points],
            "hovertemplate": "%{x|%m-%d}　%{customdata}<extra></extra>",
        },
        _hatched([p.day for p in trend.points if p.value is None], low, high),
    ]
    notes = _band_notes(trend, low, high)
    if known:
        last = known[-1]
        notes.append(
            _note(last.shown, x=last.day, y=last.value, xanchor="right", yshift=13, size=13)
        )
    half = timedelta(hours=14)
    layout = base_layout(height) | {
        "shapes": [*_bands(trend, low, high), *_lines(trend, low, high)],
        "annotations": notes,
        "xaxis": {
            "type": "date",
            "range": [
                f"{days[0] - timedelta(1)}T12:00",
                f"{days[-1]}T{half.seconds // 3600}:00",
            ],
            "tickformat": "%m-%d",
            "dtick": 5 * _DAY,
            "tick0": days[-1],
            "showgrid": False,
            "tickfont": {"color": colours.dim},
            "automargin": True,
        },
        "yaxis": {
            "range": [low, high],
            "automargin": True,
            "gridcolor": colours.line,
            "zeroline": False,
            "nticks": 5,
            "tickfont": {"color": colours.dim},
            "title": {"text": trend.unit, "font": {"size": 11, "color": colours.dim}},
        },
    }
    return go.Figure({"data": data, "layout": layout})


_SYMBOLS = {
    Status.GREEN: "circle",
    Status.AMBER: "triangle-up",
    Status.RED: "square",
    Status.MISSING: "circle-open",
    Status.REFERENCE: "diamond",
}


def _range(trend: Trend) -> tuple[float, float]:
    """Return what the axis spans: the values, the lines near them, and some room."""
    values = [point.value for point in trend.points if point.value is not None]
    lines = [line.value for line in trend.lines]
    spread = max(values, default=0) - min(values, default=0)
    reach = max(spread, abs(max(values, default=0)) / 2, 1e-9) * 2
    near = [
        line for line in lines if not values or min(abs(line - v) for v in values) <= reach
    ]
    told = [*values, *near] or [0.0, 1.0]
    low, high = min(told), max(told)
    room = (high - low) * 0.18 or max(abs(high) * 0.2, 1.0)
    bottom = low - room
    return (max(bottom, 0.0) if low >= 0 else bottom), high + room


def _hatched(days: Sequence[object], low: float, high: float) -> dict[str, Any]:
    return {
        "type": "bar",
        "x": list(days),
        "y": [high - low] * len(days),
        "base": low,
        "width": _DAY * 0.9,
        "marker": _hatch(),
        "hovertemplate": f"%{{x|%m-%d}}　{text('status.missing')}<extra></extra>",
    }


def _hatch() -> dict[str, Any]:
    return {
        "color": "rgba(255,255,255,0)",
        "line": {"width": 0},
        "pattern": {
            "shape": "/",
            "fgcolor": _colour(Status.MISSING),
            "bgcolor": "rgba(255,255,255,0)",
            "fgopacity": 0.45,
            "size": 7,
            "solidity": 0.2,
        },
    }


def _bands(trend: Trend, low: float, high: float) -> list[dict[str, Any]]:
    return [
        {
            "type": "rect",
            "xref": "paper",
            "x0": 0,
            "x1": 1,
            "y0": max(low, -inf if band.low is None else band.low),
            "y1": min(high, inf if band.high is None else band.high),
            "fillcolor": _colour(band.status),
            "opacity": 0.08,
            "line": {"width": 0},
            "layer": "below",
        }
        for band in trend.bands
        if (band.high is None or band.high > low) and (band.low is None or band.low < high)
    ]


def _lines(trend: Trend, low: float, high: float) -> list[dict[str, Any]]:
    return [
        {
            "type": "line",
            "xref": "paper",
            "x0": 0,
            "x1": 1,
            "y0": line.value,
            "y1": line.value,
            "line": {"color": _colour(line.status), "width": 1.2, "dash": "dash"},
        }
        for line in trend.lines
        if low <= line.value <= high
    ]


def _band_notes(trend: Trend, low: float, high: float) -> list[dict[str, Any]]:
    """Return the name of each band, where it is high enough to hold it."""
    notes = []
    for band in trend.bands:
        bottom = low if band.low is None else max(low, band.low)
        top = high if band.high is None else min(high, band.high)
        if top - bottom > (high - low) * 0.09:
            said = f"{theme.SHAPES[band.status]} {text(f'status.{band.status.value}')}"
            colour = _colour(band.status)
            notes.append(
                _note(said, x=0.005, y=top, xref="paper", yanchor="top", colour=colour)
            )
    return notes


def _note(
    said: str, *, size: int = 11, colour: str = "", **place: object
) -> dict[str, Any]:
    return {
        "text": said,
        "showarrow": False,
        "xanchor": "left",
        "font": {"size": size, "color": colour or theme.palette().ink},
        **place,
    }


def places_chart(bars: Sequence[Bar], trend: Trend) -> go.Figure:
    """Return the places as bars, worst on top; one that has not reported is hatched."""
    told = [bar.value for bar in bars if bar.value is not None]
    top = max([*told, 0.0]) or 1.0
    room = top * 1.75
    stub = top * 0.12
    marker: dict[str, Any] = {
        "color": [
            "rgba(255,255,255,0)" if bar.value is None else _colour(bar.status)
            for bar in bars
        ],
        "line": {"width": 0},
        "pattern": {
            "shape": ["/" if bar.value is None else "" for bar in bars],
            "fgcolor": _colour(Status.MISSING),
            "size": 7,
            "solidity": 0.2,
        },
    }
    data = {
        "type": "bar",
        "orientation": "h",
        "y": [bar.name for bar in bars],
        "x": [stub if bar.value is None else bar.value for bar in bars],
        "text": [f"{bar.shape} {bar.shown}" for bar in bars],
        "textposition": "outside",
        "cliponaxis": False,
        "textfont": {"size": 12.5, "color": [_colour(bar.status) for bar in bars]},
        "marker": marker,
        "hoverinfo": "none",  # "skip" would leave clicks out as well
        "width": 0.62,
    }
    layout = base_layout(len(bars) * _ROW + 24) | {
        "shapes": [
            {
                "type": "line",
                "x0": line.value,
                "x1": line.value,
                "yref": "paper",
                "y0": 0,
                "y1": 1,
                "line": {"color": _colour(line.status), "width": 1.2, "dash": "dash"},
            }
            for line in trend.lines
            if 0 < line.value <= room
        ],
        "xaxis": {"range": [0, room], "visible": False, "fixedrange": True},
        "yaxis": {
            "autorange": "reversed",
            "fixedrange": True,
            "tickfont": {"size": 13, "color": theme.palette().ink},
            "automargin": True,
            "ticks": "",
        },
    }
    return go.Figure({"data": [data], "layout": layout})


def _colour(status: Status) -> str:
    return theme.palette().status[status]


def base_layout(height: int) -> dict[str, Any]:
    """Return what all figures have in common; `height` in pixels."""
    ink, face = theme.palette().ink, theme.FONT.replace('"', "")
    return {
        "height": height,
        "margin": {"l": 8, "r": 10, "t": 10, "b": 10},
        "showlegend": False,
        "paper_bgcolor": "rgba(0,0,0,0)",
        "plot_bgcolor": "rgba(0,0,0,0)",
        "font": {"family": face, "size": 12, "color": ink},
        "bargap": 0.35,
        "hoverlabel": {"font": {"family": face}},
        "template": None,
    }
