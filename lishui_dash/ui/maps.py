"""The tile map of the counties, the zone and the city level: no outline from outside."""

from __future__ import annotations

from collections.abc import Iterable
from html import escape

from lishui_dash.readings.reading import Status
from lishui_dash.ui import theme
from lishui_dash.ui.language import text
from lishui_dash.views.wall import MapTile

_LEGEND = (Status.GREEN, Status.AMBER, Status.RED, Status.MISSING)


def tile_map(tiles: Iterable[MapTile]) -> str:
    """Return the map as HTML; the legend fills the first cell that no place takes."""
    drawn = [_tile(tile) for tile in tiles]
    return f'<div class="map">{"".join(drawn)}{_legend()}</div>'


def _tile(tile: MapTile) -> str:
    critical = " critical" if tile.is_critical else ""
    partial = " partial" if tile.absent else ""
    absent = f'<div class="absent">◌ {escape(tile.absent)}</div>' if tile.absent else ""
    return (
        f'<div class="place {theme.classes(tile.status)}{partial}{critical}" '
        f'style="grid-row:{tile.row + 1};grid-column:{tile.column + 1}" '
        f'data-place="{escape(tile.place)}">'
        f'<div class="n"><span class="s">{tile.shape}</span> {escape(tile.name)}</div>'
        f'<div class="w">{escape(tile.worst)}</div>{absent}</div>'
    )


def _legend() -> str:
    entries = "".join(
        f'<div class="{theme.classes(status)}"><span class="s">{theme.SHAPES[status]}'
        f"</span> {escape(text(f'status.{status.value}'))}</div>"
        for status in _LEGEND
    )
    return f'<div class="legend">{entries}</div>'
