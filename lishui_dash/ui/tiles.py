"""One figure with its trend, drawn as HTML. All text from data is escaped."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from html import escape
from urllib.parse import quote

import streamlit as st

from lishui_dash.readings.reading import Status
from lishui_dash.ui import theme
from lishui_dash.ui.language import text
from lishui_dash.views.tile import Tile, Trend

_WIDTH, _HEIGHT, _MARGIN = 200.0, 52.0, 5.0


def show(tiles: Iterable[Tile]) -> None:
    """Draw tiles side by side, as many in a row as the screen holds."""
    st.html(f'<div class="ld-tiles">{"".join(tile_html(tile) for tile in tiles)}</div>')


def tile_html(tile: Tile) -> str:
    lines = [tile.change, tile.target, tile.worst, tile.absent]
    told = "".join(f"<div>{escape(line)}</div>" for line in lines if line)
    stood = " · ".join(escape(t) for t in (tile.data_as_of, tile.coverage, tile.last) if t)
    return (
        f'<div class="ld-tile {theme.classes(tile.status)}" '
        f'data-indicator="{escape(tile.indicator)}">'
        f'<div class="t">{escape(tile.title)}</div>'
        f'<div class="dim">{escape(tile.question)}</div>'
        f'<div class="v"><span>{escape(tile.value)}</span>'
        f"<small>{escape(tile.unit)}</small>"
        f"<i>{tile.shape} {escape(tile.status_text)}</i></div>"
        f"{trend_html(tile)}{told}"
        f'<div class="dim{"" if tile.is_complete else " warn"}">{stood}</div></div>'
    )


def trend_html(tile: Tile) -> str:
    """Return the trend of a figure for a page, in the colours that its viewer sees."""
    value = f"{tile.value} {tile.unit}".strip()
    said = text("tile.trend_said", title=tile.title, value=value, change=tile.change)
    return sparkline(tile.trend, tile.status, theme.palette().status, said=said)


def sparkline(
    trend: Trend,
    status: Status,
    colours: Mapping[Status, str],
    span: tuple[float, float] | None = None,
    said: str = "",
) -> str:
    """Return the trend against its thresholds; days not known are dotted gaps.

    It is an image, since st.html lets no SVG through, and is stretched to its box. With a
    `span` it is drawn from there to there, so that several can be compared. `said`
    says it in words; "" where the figure beside it does.
    """
    known = [value for value in trend.values if value is not None]
    low, high = span or _range(trend, known)
    spread = (high - low) or 1.0

    def height(value: float) -> float:
        return _HEIGHT - _MARGIN - (value - low) / spread * (_HEIGHT - 2 * _MARGIN)

    lines = "".join(
        f'<path d="M0 {height(line.value):.1f}H{_WIDTH:.0f}" '
        f'stroke="{colours[line.status]}" stroke-opacity=".75" stroke-dasharray="6 5"/>'
        for line in trend.lines
        if low <= line.value <= high
    )
    svg = (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {_WIDTH:.0f} {_HEIGHT:.0f}" '
        f'preserveAspectRatio="none" fill="none" stroke-width="1.3">{_gaps(trend)}{lines}'
        f"{_runs(trend, height, colours[status])}</svg>"
    )
    dot = ""
    if (last := trend.values[-1]) is not None:
        top = height(last) / _HEIGHT * 100
        dot = f'<span class="dot" style="left:100%;top:{top:.1f}%"></span>'
    named = f' role="img" aria-label="{escape(said)}"' if said else ""
    image = f'<img alt="" src="data:image/svg+xml,{quote(svg)}">'
    return f'<div class="ld-spark"{named}>{image}{dot}</div>'


def _range(trend: Trend, known: list[float]) -> tuple[float, float]:
    """Return what the drawing spans: the values, and the threshold nearest to them."""
    if not known:
        return 0.0, 1.0
    lines = [line.value for line in trend.lines]
    nearest = min(lines, key=lambda line: abs(line - known[-1]), default=known[-1])
    return min(*known, nearest), max(*known, nearest)


def _step(trend: Trend) -> float:
    return _WIDTH / max(len(trend.values) - 1, 1)


def _runs(trend: Trend, height: Callable[[float], float], colour: str) -> str:
    """Return a line for every unbroken run of known days; a lone day is a dot."""
    step = _step(trend)
    runs: list[list[str]] = [[]]
    for at, value in enumerate(trend.values):
        if value is not None:
            runs[-1].append(f"{at * step:.1f} {height(value):.1f}")
        elif runs[-1]:
            runs.append([])
    return "".join(
        f'<path d="M{"L".join(run if len(run) > 1 else run * 2)}" stroke="{colour}" '
        f'stroke-width="2.6" stroke-linejoin="round" stroke-linecap="round"/>'
        for run in runs
        if run
    )


def _gaps(trend: Trend) -> str:
    step = _step(trend)
    return "".join(
        f'<path d="M{at * step:.1f} 4V{_HEIGHT - 4:.0f}" stroke="#8892a8" '
        f'stroke-opacity=".45" stroke-width="4" stroke-dasharray="2 3"/>'
        for at, value in enumerate(trend.values)
        if value is None
    )
