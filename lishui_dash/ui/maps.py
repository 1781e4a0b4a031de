"""The map of the counties, the zone and the city level: no outline from outside.

A tile map, unless a boundary file is configured together with its 审图号: without one no
boundary may be shown.
"""

from __future__ import annotations

import os
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from html import escape
from pathlib import Path
from urllib.parse import quote

from lishui_dash.actions.mishap import LOG
from lishui_dash.errors import SetupRefused
from lishui_dash.readings.reading import Status
from lishui_dash.spec.settings import BOUNDARY, BOUNDARY_NOTE, setting
from lishui_dash.ui import theme
from lishui_dash.ui.labels import Box, spread
from lishui_dash.views.boundary import polygons_of
from lishui_dash.views.languages import Lang, text
from lishui_dash.views.outline import FINE, Outline, outlines_of
from lishui_dash.views.wall import MapTile

_LEGEND = (Status.GREEN, Status.AMBER, Status.RED, Status.MISSING)
_CALM = (Status.GREEN, Status.REFERENCE)
WIDTH, HEIGHT = 424, 292
"""Of the boundary map, in the wall's units; map.css says the same."""
_NAME, _WORDS, _LINE = 17.0, 13.5, 1.25
_WIDEST, _PADDING = 112.0, 10.0
"""How labels are set, as map.css does; words of a label are broken at the widest."""
_OPAQUE = {Status.RED: ".5", Status.AMBER: ".34", Status.GREEN: ".2"}
_APPROVAL = "审图号"
_AS_THEY_ARE = "/:=',;()+-"
"""What an address of data may hold unchanged."""


@dataclass(frozen=True)
class BoundaryMap:
    """What can be said of a boundary before any figure. `note` is its 审图号."""

    outlines: tuple[Outline, ...]
    note: str


def place_map(tiles: Iterable[MapTile], lang: Lang, here: str = "") -> str:
    """Return the map as HTML: the boundary where one may be shown, else the tiles.

    `here` is the county whose wall this is; its place is marked.
    """
    boundary = _configured()
    if boundary is None:
        return tile_map(tiles, lang, here)
    return boundary_map(boundary, tuple(tiles), lang, here)


def tile_map(tiles: Iterable[MapTile], lang: Lang, here: str = "") -> str:
    """Return the tiles; the legend fills the first cell that no place takes."""
    drawn = [
        _tile(tile, here, f"grid-row:{tile.row + 1};grid-column:{tile.column + 1}")
        for tile in tiles
    ]
    return f'<div class="map">{"".join(drawn)}{_legend(lang)}</div>'


def boundary_map(
    boundary: BoundaryMap, tiles: Sequence[MapTile], lang: Lang, here: str = ""
) -> str:
    """Return the outlines with their labels; places without one stand beside them."""
    drawn = {outline.place: outline for outline in boundary.outlines}
    inside = [(tile, drawn[tile.place]) for tile in tiles if tile.place in drawn]
    beside = "".join(_tile(tile, here, "") for tile in tiles if tile.place not in drawn)
    boxes = spread([_box(*pair) for pair in inside], WIDTH, HEIGHT)
    labels = "".join(
        _tile(tile, here, _position(box))
        for (tile, _), box in zip(inside, boxes, strict=True)
    )
    image = _image(inside, boxes)
    return (
        f'<div class="boundary"><div class="land"><img alt="" src="{image}">'
        f'{labels}</div><div class="beside">{beside}{_legend(lang)}</div>'
        f'<div class="approval">{escape(boundary.note)}</div></div>'
    )


def _configured() -> BoundaryMap | None:
    path = setting(BOUNDARY, os.environ)
    if not path:
        return None
    try:
        stat = Path(path).stat()
        stamp = (stat.st_ino, stat.st_mtime_ns, stat.st_size)
    except OSError:
        stamp = (0, 0, 0)
    return _read(path, stamp, setting(BOUNDARY_NOTE, os.environ).strip())


@lru_cache(maxsize=2)
def _read(path: str, _stamp: tuple[int, int, int], note: str) -> BoundaryMap | None:
    """Read a boundary file once for each change of it, and say once why it is not shown."""
    try:
        if not note:
            raise SetupRefused(
                f"没有审图号（{BOUNDARY_NOTE.name}），不得显示。"
                " Without its approval number a map may not be shown."
            )
        outlines = outlines_of(polygons_of(Path(path)), WIDTH, HEIGHT)
    except SetupRefused as error:
        LOG.warning("边界图未显示，改用方格图 the tile map is shown instead: %s", error)
        return None
    return BoundaryMap(outlines, note if _APPROVAL in note else f"{_APPROVAL}：{note}")


def _tile(tile: MapTile, here: str, style: str) -> str:
    marks = [
        "place",
        theme.classes(tile.status),
        *(["calm"] if tile.status in _CALM else []),
        *(["partial"] if tile.absent else []),
        *(["critical"] if tile.is_critical else []),
        *(["here"] if tile.place == here else []),
    ]
    absent = f'<div class="absent">◌ {escape(tile.absent)}</div>' if tile.absent else ""
    return (
        f'<div class="{" ".join(marks)}" style="{style}" '
        f'data-place="{escape(tile.place)}">'
        f'<div class="n"><span class="s">{tile.shape}</span> {escape(tile.name)}</div>'
        f'<div class="w">{escape(tile.worst)}</div>{absent}</div>'
    )


def _legend(lang: Lang) -> str:
    entries = "".join(
        f'<div class="{theme.classes(status)}"><span class="s">{theme.SHAPES[status]}'
        f"</span> {escape(text(f'status.{status.value}', lang))}</div>"
        for status in _LEGEND
    )
    return f'<div class="legend">{entries}</div>'


def _box(tile: MapTile, outline: Outline) -> Box:
    """Return the room a label takes: a calm place tells its name alone."""
    name = _ems(f"{tile.shape} {tile.name}") * _NAME
    height = _NAME * _LINE
    width = name
    if tile.status not in _CALM:
        words = _ems(tile.worst) * _WORDS
        width = max(name, min(words, _WIDEST))
        height += -(-words // _WIDEST) * _WORDS * _LINE
    return Box(outline.x, outline.y, width + _PADDING, height + _PADDING / 2)


def _ems(said: str) -> float:
    return sum(1.0 if unicodedata.east_asian_width(c) in "WFA" else 0.58 for c in said)


def _position(box: Box) -> str:
    return (
        f"left:{box.x / WIDTH * 100:.1f}%;top:{box.y / HEIGHT * 100:.1f}%;"
        f"width:{box.width / WIDTH * 100:.1f}%"
    )


def _image(inside: Sequence[tuple[MapTile, Outline]], boxes: Sequence[Box]) -> str:
    """Return the coloured outlines as an address of data: st.html lets no SVG through.

    Path data hold no character that would have to be written otherwise.
    """
    shapes = "".join(_shape(tile, outline) for tile, outline in inside)
    shapes += "".join(
        _leader(outline, box) for (_, outline), box in zip(inside, boxes, strict=True)
    )
    hatch = (
        "<pattern id='h' width='24' height='24' patternUnits='userSpaceOnUse' "
        "patternTransform='rotate(45)'><path d='M0,0v24' stroke='#93a1bb' "
        "stroke-opacity='.55' stroke-width='14'/></pattern>"
    )
    svg = (
        f"<svg xmlns='http://www.w3.org/2000/svg' "
        f"viewBox='0 0 {WIDTH * FINE} {HEIGHT * FINE}' fill-rule='evenodd' "
        f"stroke-width='5' stroke-linejoin='round'>{hatch}{shapes}</svg>"
    )
    return f"data:image/svg+xml,{quote(svg, safe=_AS_THEY_ARE)}"


def _shape(tile: MapTile, outline: Outline) -> str:
    colour = theme.WALL_COLOURS[tile.status]
    opaque = _OPAQUE.get(tile.status, ".16")
    # The path has no colours of its own, so that it takes the hatch when used again.
    shape = (
        f"<g fill='{colour}' fill-opacity='{opaque}' stroke='{colour}' stroke-opacity='.8'>"
        f"<path id='p{outline.place}' d='{outline.path}'/></g>"
    )
    if tile.absent or tile.status is Status.MISSING:
        shape += f"<use href='#p{outline.place}' fill='url(#h)'/>"
    return shape


def _leader(outline: Outline, box: Box) -> str:
    """Return a line from a place to its label, where the label had to give way."""
    aside, down = abs(box.x - outline.x), abs(box.y - outline.y)
    if aside <= box.width / 2 and down <= box.height / 2:
        return ""
    x, y = round(outline.x * FINE), round(outline.y * FINE)
    to = f"{round(box.x * FINE)},{round(box.y * FINE)}"
    return (
        f"<circle cx='{x}' cy='{y}' r='14' fill='#f2f5fb'/>"
        f"<path d='M{x},{y}L{to}' stroke='#f2f5fb' stroke-width='6'/>"
    )
