"""The wall: one block of HTML that fills the screen, and a heartbeat beside it.

All sizes are multiples of `--u`, 1/1920 of the width or 1/1080 of the height, so that
the wall looks the same on any screen. All text from data is escaped.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from html import escape
from pathlib import Path

import streamlit as st

from lishui_dash.errors import StoreUnavailable
from lishui_dash.readings.reading import Status
from lishui_dash.ui import session, theme
from lishui_dash.ui.clock import clock
from lishui_dash.ui.language import lang, text
from lishui_dash.ui.maps import tile_map
from lishui_dash.ui.tiles import sparkline
from lishui_dash.views.tile import Tile
from lishui_dash.views.wall import Cell, OpenItem, Panel, Strip, Wall

BEAT_SECONDS = 2
_CSS = Path(__file__).with_name("wall.css")
_HTML_LANG = {"hans": "zh-CN", "hant": "zh-TW", "en": "en"}


def draw(wall: Wall) -> None:
    """Draw all of the wall except the clock."""
    style = f":root {{ --ld-font: {theme.FONT}; }}\n"
    style += theme.variables(theme.WALL_COLOURS) + _CSS.read_text("utf-8")
    st.html(f"<style>{style}</style>")
    st.html(wall_html(wall))


@st.fragment(run_every=BEAT_SECONDS)
def heartbeat(drawn: tuple[int, date, datetime | None]) -> None:
    """Show the clock, and have the wall drawn anew when `drawn` is no longer current.

    The mark of a broken connection is an animation that every beat starts again: when
    no beat comes it shows, without any script.
    """
    with st.container(key="wall-heart"):
        try:
            if session.mark() != drawn:
                st.rerun(scope="app")
            said, version = text("heart.ok"), session.engine().version
        except StoreUnavailable:
            said, version = text("store.unavailable"), 0
        st.html(
            f'<div class="heart" data-version="{version}">'
            f'<span class="beat">● {said}</span>'
            f'<span class="lost">■ {text("heart.stopped")}</span>'
            f"<b>{clock():%H:%M:%S}</b></div>"
        )


def wall_html(wall: Wall) -> str:
    guarantees = "".join(_panel(panel, "panel") for panel in wall.guarantees)
    reductions = "".join(_panel(panel, "panel low") for panel in wall.reductions)
    incentives = "".join(_incentive(panel) for panel in wall.incentives)
    return (
        f'<div class="wall" lang="{_HTML_LANG[lang()]}">{_header(wall)}'
        f'<div class="main"><div class="guarantees">{guarantees}</div>'
        f'<div class="side"><section class="panel plain"><h2>{text("wall.map")}</h2>'
        f"{tile_map(wall.places)}</section>{_items(wall)}</div></div>"
        f'<div class="foot">{reductions}'
        f'<section class="panel plain incentives"><h2>{text("wall.incentives")}</h2>'
        f'<div class="four">{incentives}</div></section>'
        f"{_strip(wall.strip, wall.reporting)}</div></div>"
    )


def _header(wall: Wall) -> str:
    replay = f"<em>{text('wall.replay')}</em>" if wall.is_replay else ""
    parts = [
        text("wall.as_of", day=wall.as_of),
        text("wall.reported", reported=wall.reported),
        text("wall.on_time", share=wall.on_time),
    ]
    told = "".join(f"<span>{escape(part)}</span>" for part in parts)
    return (
        f'<header><h1>{text("wall.title")}</h1><div class="told">{replay}{told}'
        f'<a href="overview{_query()}">{text("wall.leave")}</a></div></header>'
    )


def _query() -> str:
    kept = {name: st.query_params[name] for name in st.query_params}
    pairs = "&".join(f"{escape(name)}={escape(value)}" for name, value in kept.items())
    return f"?{pairs}" if pairs else ""


def _panel(panel: Panel, kind: str) -> str:
    tiles = "".join(_figure(tile) for tile in panel.tiles)
    return (
        f'<section class="{kind} {theme.classes(panel.status)}" '
        f'data-clause="{escape(panel.stem)}"><div class="top">'
        f'<span class="no">{panel.number}</span>'
        f'<a class="name" href="{escape(panel.stem)}{_query()}">{escape(panel.title)}</a>'
        f'<span class="tally">{_tally(panel)}</span>'
        f'<span class="pill">{panel.shape} {escape(panel.status_text)}</span></div>'
        f'<div class="figures">{tiles}</div>'
        f'<div class="note">{escape(panel.note)}</div></section>'
    )


def _tally(panel: Panel) -> str:
    return "".join(
        f'<span class="{theme.classes(status)}"><i class="s">{theme.SHAPES[status]}</i> '
        f"{number}</span>"
        for status, number in panel.tally
    )


def _figure(tile: Tile) -> str:
    critical = " critical" if tile.is_critical else ""
    return (
        f'<div class="figure {theme.classes(tile.status)}{critical}" '
        f'data-indicator="{escape(tile.indicator)}">'
        f'<div class="t">{escape(tile.title)}</div>'
        f'<div class="v"><b>{escape(tile.value)}</b><small>{escape(tile.unit)}</small>'
        f'<i class="s">{tile.shape}</i></div>'
        f"{sparkline(tile.trend, tile.status, theme.WALL_COLOURS)}"
        f'<div class="c">{escape(tile.change)}</div>'
        f'<div class="c">{escape(tile.target)}</div>'
        f'<div class="w">{escape(tile.worst or tile.absent or tile.last)}</div>'
        f"{_stood(tile)}</div>"
    )


def _stood(tile: Tile) -> str:
    partial = "" if tile.is_complete else " partial"
    return (
        f'<div class="d{partial}"><span>{escape(tile.data_day)}</span>'
        f"<span>{escape(tile.covered)}</span></div>"
    )


def _incentive(panel: Panel) -> str:
    return (
        f'<div class="inc" data-clause="{escape(panel.stem)}"><div class="top">'
        f'<span class="no">{panel.number}</span><a class="name" '
        f'href="{escape(panel.stem)}{_query()}">{escape(panel.title)}</a></div>'
        f"{''.join(_small(tile) for tile in panel.tiles)}</div>"
    )


def _small(tile: Tile) -> str:
    return (
        f'<div class="small {theme.classes(tile.status)}" '
        f'data-indicator="{escape(tile.indicator)}"><div class="v"><i class="s">'
        f"{tile.shape}</i><b>{escape(tile.value)}</b><small>{escape(tile.unit)}</small></div>"
        f'<div class="t">{escape(tile.title)}</div>{_stood(tile)}</div>'
    )


def _items(wall: Wall) -> str:
    counts = text("wall.counts", red=wall.red, amber=wall.amber)
    none = f'<div class="none">{text("wall.no_items")}</div>'
    rows = "".join(_item(item) for item in wall.items) or none
    return (
        f'<section class="panel plain items"><h2>{text("wall.items")}'
        f"<span>{escape(counts)}</span></h2><div class='list'>{rows}</div></section>"
    )


def _item(item: OpenItem) -> str:
    critical = " critical" if item.is_critical else ""
    facts = " · ".join(fact for fact in (item.owner, item.since) if fact)
    advice = f'<span class="adv">{escape(item.advice)}</span>' if item.advice else ""
    return (
        f'<div class="item {theme.classes(item.status)}{critical}"><div class="what">'
        f'<span class="s">{item.shape}</span> {escape(item.what)}</div>'
        f'<div class="facts">{escape(facts)}{advice}</div></div>'
    )


def _strip(strip: Strip, tiles: Sequence[Tile]) -> str:
    heads = "".join(f"<span class='h'>{escape(place)}</span>" for place in strip.places)
    rows = "".join(_strip_row(name, cells) for name, cells in strip.rows)
    told = "".join(
        f'<span class="told {theme.classes(tile.status)}" '
        f'data-indicator="{escape(tile.indicator)}">{escape(tile.title)} '
        f"<b>{escape(tile.value)}{escape(tile.unit)}</b> "
        f'<i class="s">{tile.shape}</i></span>'
        for tile in tiles
    )
    return (
        f'<section class="panel plain strip"><h2>{text("wall.strip")}{told}'
        f'</h2><div class="grid" style="--places:{len(strip.places)}"><span></span>'
        f"{heads}{rows}</div></section>"
    )


def _strip_row(name: str, cells: Sequence[Cell | None]) -> str:
    return f'<span class="f">{escape(name)}</span>' + "".join(map(_cell, cells))


def _cell(cell: Cell | None) -> str:
    if cell is None:
        return "<span></span>"
    shape = "" if cell.status is Status.GREEN else f"{cell.reported}/{cell.due}"
    return f'<span class="cell {theme.classes(cell.status)}">{shape}</span>'
