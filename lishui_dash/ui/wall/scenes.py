"""All scenes of one address: the wall alone, or what its tour goes round.

The scenes are drawn together, once for each version; `wall.js` shows one after another,
so that a tour asks nothing of the server.
"""

from __future__ import annotations

from datetime import datetime
from html import escape

from lishui_dash.catalogue.places import WHOLE
from lishui_dash.ui import session, theme
from lishui_dash.ui.language import HTML_LANG
from lishui_dash.ui.wall.address import Address
from lishui_dash.ui.wall.drawing import (
    figure_html,
    header_html,
    items_html,
    opened,
    top_html,
    wall_html,
)
from lishui_dash.ui.wall.holder import build
from lishui_dash.views.figures import moment_text
from lishui_dash.views.languages import text
from lishui_dash.views.tour import ClauseScene, Line, Tour, tour_of
from lishui_dash.views.wall import known_at, wall_of

_WORDS = (
    "wall.cut.lost",
    "wall.cut.stands",
    "wall.tour.paused",
    "wall.tour.held",
    "wall.weekdays",
)


def drawn(address: Address) -> str:
    """Return everything the address asks for, from the data as they stand."""
    moment = session.moment_of(address.asked)
    engine = session.seen_at(moment, session.wall_scope())
    version = engine.version
    known = known_at(engine, moment)
    wall = wall_of(known, address.lang, address.place)
    scenes = [wall_html(wall, address)]
    if address.tour:
        tour = tour_of(known, address.lang, address.place)
        scenes += [_clause(scene, tour, address) for scene in tour.clauses]
        if tour.county is not None:
            scenes.append(wall_html(tour.county, address, "place"))
        scenes.append(_alerts(tour, address))
    return (
        f'<div class="walls" data-version="{version}" data-as-of="{moment.as_of}" '
        f'data-tour="{address.tour}" data-build="{build()}" '
        f'data-words="{_words(address)}">{"".join(scenes)}</div>'
    )


def nothing_yet(address: Address) -> str:
    """Return what a wall shows that has never been drawn: the store cannot be opened."""
    return _notice(text("wall.nothing_yet", address.lang), address)


def turned_away(address: Address) -> str:
    """Return what a screen shows whose token is unknown or was revoked."""
    return _notice(text("wall.turned_away", address.lang), address)


def stands_since(failed_at: datetime | None, address: Address) -> str:
    """Return the band over a frame that could not be drawn anew; "" where it is current."""
    if failed_at is None:
        return ""
    said = text("wall.stands", address.lang, moment=moment_text(failed_at))
    return f'<div class="stands" lang="{HTML_LANG[address.lang]}">■ {escape(said)}</div>'


def _notice(said: str, address: Address) -> str:
    return (
        f'<div class="walls" data-version="0" data-words="{_words(address)}">'
        + opened("wall", address, f'<div class="notice">{escape(said)}</div>')
        + "</div>"
    )


def _words(address: Address) -> str:
    """Return what `wall.js` says by itself, in the wall's language."""
    return escape("|".join(text(key, address.lang) for key in _WORDS))


def _clause(scene: ClauseScene, tour: Tour, address: Address) -> str:
    panel = scene.panel
    figures = "".join(figure_html(tile) for tile in panel.tiles)
    heads = "".join(f"<span class='h'>{escape(place)}</span>" for place in scene.places)
    lines = "".join(map(_line, scene.lines))
    body = (
        f'<section class="panel big {theme.classes(panel.status)}" '
        f'data-clause="{escape(panel.stem)}">{top_html(panel, address)}'
        f'<div class="figures" style="--figures:{len(panel.tiles)}">{figures}</div>'
        f'<div class="note">{escape(panel.note)}</div></section>'
        f'<section class="panel plain matrix"><div class="grid" '
        f'style="--places:{len(scene.places)}"><span></span>{heads}{lines}</div></section>'
    )
    title = text("wall.title", address.lang)
    return opened(panel.stem, address, f"{header_html(title, tour.wall, address)}{body}")


def _line(line: Line) -> str:
    cells = "".join(
        f'<span class="cell {theme.classes(cell.status)}"><i class="s">'
        f"{theme.SHAPES[cell.status]}</i> {escape(cell.value)}</span>"
        for cell in line.cells
    )
    unit = f"<small>{escape(line.unit)}</small>" if line.unit else ""
    return f'<span class="f">{escape(line.title)}{unit}</span>{cells}'


def _alerts(tour: Tour, address: Address) -> str:
    lang = address.lang
    items = items_html(tour.alerts, tour.red, tour.amber, lang)
    title = text("wall.title", lang)
    if address.place != WHOLE:
        title = text("wall.title_place", lang, where=tour.wall.where)
    return opened("alerts", address, f"{header_html(title, tour.wall, address)}{items}")
