"""What one wall says, as HTML that fills a screen.

All sizes are multiples of `--u`, 1/1920 of the width or 1/1080 of the height, so that
the wall looks the same on any screen. All text from data is escaped.
"""

from __future__ import annotations

from collections.abc import Sequence
from html import escape

from lishui_dash.readings.reading import Status
from lishui_dash.ui import theme
from lishui_dash.ui.language import HTML_LANG
from lishui_dash.ui.maps import place_map
from lishui_dash.ui.tiles import sparkline
from lishui_dash.ui.wall.address import Address
from lishui_dash.views.items import OpenItem
from lishui_dash.views.languages import Lang, text
from lishui_dash.views.strip import Cell, Row, Strip
from lishui_dash.views.tile import Tile
from lishui_dash.views.wall import Panel, Wall


def wall_html(wall: Wall, address: Address, scene: str = "wall") -> str:
    """Return one wall as a scene."""
    lang = address.lang
    guarantees = "".join(_panel(panel, "panel", address) for panel in wall.guarantees)
    reductions = "".join(_panel(panel, "panel low", address) for panel in wall.reductions)
    incentives = "".join(_incentive(panel, address) for panel in wall.incentives)
    return opened(
        scene,
        address,
        f'{_header(wall, address)}<div class="main"><div class="guarantees">{guarantees}'
        f'</div><div class="side"><section class="panel plain mapped">'
        f"<h2>{text('wall.map', lang)}</h2>{place_map(wall.places, lang, wall.place)}"
        f"</section>{items_html(wall.items, wall.red, wall.amber, lang)}</div></div>"
        f'<div class="foot">{reductions}'
        f'<section class="panel plain incentives"><h2>{text("wall.incentives", lang)}</h2>'
        f'<div class="four">{incentives}</div></section>'
        f"{_strip(wall.strip, wall.reporting, lang)}</div>",
    )


def opened(scene: str, address: Address, body: str) -> str:
    """Return a scene around what is drawn on it."""
    return (
        f'<div class="wall scene" data-scene="{escape(scene)}" '
        f'lang="{HTML_LANG[address.lang]}">{body}</div>'
    )


def _header(wall: Wall, address: Address) -> str:
    lang = address.lang
    title = text("wall.title", lang)
    if wall.where:
        title = text("wall.title_place", lang, where=wall.where)
    return header_html(title, wall, address)


def header_html(title: str, wall: Wall, address: Address) -> str:
    """Return the head of a scene: its title, its day, and how much of it was reported."""
    lang = address.lang
    replay = f"<em>{text('wall.replay', lang)}</em>" if wall.is_replay else ""
    parts = [
        text("wall.as_of", lang, day=wall.as_of),
        text("wall.reported", lang, reported=wall.reported),
        text("wall.on_time", lang, share=wall.on_time),
    ]
    told = "".join(f"<span>{escape(part)}</span>" for part in parts)
    return (
        f'<header><h1>{escape(title)}</h1><div class="told">{replay}{told}'
        f'<a href="overview{address.query}">{text("wall.leave", lang)}</a></div></header>'
    )


def _panel(panel: Panel, kind: str, address: Address) -> str:
    figures = "".join(figure_html(tile) for tile in panel.tiles)
    return (
        f'<section class="{kind} {theme.classes(panel.status)}" '
        f'data-clause="{escape(panel.stem)}">{top_html(panel, address)}'
        f'<div class="figures">{figures}</div>'
        f'<div class="note">{escape(panel.note)}</div></section>'
    )


def top_html(panel: Panel, address: Address) -> str:
    """Return the head of a clause: number, name, how its figures stand, its status."""
    return (
        f'<div class="top"><span class="no">{panel.number}</span>'
        f'<a class="name" href="{escape(panel.stem)}{address.query}">'
        f'{escape(panel.title)}</a><span class="tally">{_tally(panel)}</span>'
        f'<span class="pill">{panel.shape} {escape(panel.status_text)}</span></div>'
    )


def _tally(panel: Panel) -> str:
    return "".join(
        f'<span class="{theme.classes(status)}"><i class="s">{theme.SHAPES[status]}</i> '
        f"{number}</span>"
        for status, number in panel.tally
    )


def figure_html(tile: Tile) -> str:
    """Return one figure with its trend, what is worst, its day and its coverage."""
    critical = " critical" if tile.is_critical else ""
    return (
        f'<div class="figure {theme.classes(tile.status)}{critical}" '
        f'data-indicator="{escape(tile.indicator)}">'
        f'<div class="t">{escape(tile.title)}</div>{_value(tile)}'
        f"{sparkline(tile.trend, tile.status, theme.WALL_COLOURS)}"
        f'<div class="c">{escape(tile.change)}</div>'
        f'<div class="c">{escape(tile.target)}</div>'
        f'<div class="w">{escape(tile.worst or tile.absent or tile.last)}</div>'
        f"{stood_html(tile)}</div>"
    )


def _value(tile: Tile) -> str:
    return (
        f'<div class="v"><b>{escape(tile.value)}</b><small>{escape(tile.unit)}</small>'
        f'<i class="s">{tile.shape}</i></div>'
    )


def stood_html(tile: Tile) -> str:
    """Return of which day a figure is, how old that makes it, and who has reported."""
    partial = "" if tile.is_complete else " partial"
    age = f'<b class="age">{escape(tile.age)}</b>' if tile.age else ""
    return (
        f'<div class="d{partial}"><span>{escape(tile.data_day)}</span>{age}'
        f'<span class="n">{escape(tile.covered)}</span></div>'
    )


def _incentive(panel: Panel, address: Address) -> str:
    return (
        f'<div class="inc" data-clause="{escape(panel.stem)}"><div class="top">'
        f'<span class="no">{panel.number}</span><a class="name" '
        f'href="{escape(panel.stem)}{address.query}">{escape(panel.title)}</a></div>'
        f"{''.join(_small(tile) for tile in panel.tiles)}</div>"
    )


def _small(tile: Tile) -> str:
    return (
        f'<div class="small {theme.classes(tile.status)}" '
        f'data-indicator="{escape(tile.indicator)}">{_value(tile)}'
        f'<div class="t">{escape(tile.title)}</div>{stood_html(tile)}</div>'
    )


def items_html(items: Sequence[OpenItem], red: int, amber: int, lang: Lang) -> str:
    """Return what is to be settled, worst first, with its owner, its age, what is being
    done about it, and advice."""
    counts = text("wall.counts", lang, red=red, amber=amber)
    none = f'<div class="none">{text("wall.no_items", lang)}</div>'
    rows = "".join(_item(item) for item in items) or none
    return (
        f'<section class="panel plain items"><h2>{text("wall.items", lang)}'
        f"<span>{escape(counts)}</span></h2><div class='list'>{rows}</div></section>"
    )


def _item(item: OpenItem) -> str:
    critical = " critical" if item.is_critical else ""
    facts = " · ".join(fact for fact in (item.owner, item.since) if fact)
    handled = f'<b class="done">{escape(item.handled)}</b>' if item.handled else ""
    advice = f'<span class="adv">{escape(item.advice)}</span>' if item.advice else ""
    return (
        f'<div class="item {theme.classes(item.status)}{critical}"><div class="what">'
        f'<span class="s">{item.shape}</span> {escape(item.what)}</div>'
        f'<div class="facts"><span>{escape(facts)}</span>{handled}{advice}</div></div>'
    )


def _strip(strip: Strip, tiles: Sequence[Tile], lang: Lang) -> str:
    heads = "".join(f"<span class='h'>{escape(place)}</span>" for place in strip.places)
    rows = "".join(_row(row) for row in strip.rows)
    told = "".join(
        f'<span class="part {theme.classes(tile.status)}" '
        f'data-indicator="{escape(tile.indicator)}">{escape(tile.title)} '
        f"<b>{escape(tile.value)}{escape(tile.unit)}</b> "
        f'<i class="s">{tile.shape}</i>{stood_html(tile)}</span>'
        for tile in tiles
    )
    corner = "<span></span>" if strip.places else ""
    kind = "" if strip.places else " alone"
    return (
        f'<section class="panel plain strip{kind}"><h2>{text("wall.strip", lang)}</h2>'
        f'<div class="tolds">{told}</div>'
        f'<div class="grid" style="--places:{max(len(strip.places), 1)}">'
        f"{corner}{heads}{rows}</div></section>"
    )


def _row(row: Row) -> str:
    absent = f'<span class="absent">{escape(row.absent)}</span>' if row.absent else ""
    cells = "".join(map(_cell, row.cells))
    return f'<span class="f">{escape(row.name)}</span>{cells}{absent}'


def _cell(cell: Cell | None) -> str:
    if cell is None:
        return "<span></span>"
    shape = "" if cell.status is Status.GREEN else f"{cell.reported}/{cell.due}"
    return f'<span class="cell {theme.classes(cell.status)}">{shape}</span>'
