"""What a tour goes round beside the wall: four guarantees, the worst county, the alerts."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial

from lishui_dash.catalogue.places import CITY_LEVEL, PLACES, WHOLE
from lishui_dash.readings.reading import WORST_FIRST, Status
from lishui_dash.spec import Format, Group, Indicator
from lishui_dash.views import figures
from lishui_dash.views.board import Board, badness, value_of
from lishui_dash.views.figures import unit_text
from lishui_dash.views.guard import unless_broken
from lishui_dash.views.handled import marked
from lishui_dash.views.items import OpenItem, open_items
from lishui_dash.views.languages import Lang, say, text
from lishui_dash.views.names import place_name
from lishui_dash.views.suppression import few_text, is_too_small
from lishui_dash.views.wall import Known, Panel, Wall, panel_of, wall_of

MOST_ALERTS = 9


@dataclass(frozen=True)
class Cell:
    """One place under one figure; `value` is "" where the place has no such figure."""

    status: Status
    value: str


@dataclass(frozen=True)
class Line:
    title: str
    unit: str
    cells: tuple[Cell, ...]


@dataclass(frozen=True)
class ClauseScene:
    """One clause with all its figures, and every place under each of them."""

    panel: Panel
    places: tuple[str, ...]
    lines: tuple[Line, ...]


@dataclass(frozen=True)
class Tour:
    """`county` is the wall of the worst county; None where no county is worse than
    another, or the tour is of one place itself."""

    wall: Wall
    clauses: tuple[ClauseScene, ...]
    county: Wall | None
    alerts: tuple[OpenItem, ...]
    red: int
    amber: int


def tour_of(known: Known, lang: Lang, place: str = WHOLE) -> Tour:
    """Return the scenes of the city's tour, or of one place's."""
    shown = known.board
    items = open_items(shown, known.moves, lang, place)
    county = worst_county(shown) if place == WHOLE else None
    statuses = [item.status for item in items]
    return Tour(
        wall=wall_of(known, lang, place),
        clauses=tuple(
            _scene(known, stem, lang, place)
            for stem, clause in shown.catalogue.clauses.items()
            if clause.group is Group.GUARANTEE
        ),
        county=wall_of(known, lang, county) if county else None,
        alerts=tuple(marked(items[:MOST_ALERTS], known.states, lang)),
        red=statuses.count(Status.RED),
        amber=statuses.count(Status.AMBER),
    )


def worst_county(shown: Board) -> str | None:
    """Return the county or zone with most red figures of the wall, then amber, then
    missing ones; None where all are well. The city's own bodies are no county."""

    def bad(place: str) -> tuple[int, ...]:
        on_wall = [i for i in shown.catalogue.indicators.values() if i.wall is not None]
        told = [r.status for i in on_wall if (r := shown.at(i, place)) is not None]
        return tuple(told.count(s) for s in WORST_FIRST[: WORST_FIRST.index(Status.GREEN)])

    counties = [place.code for place in PLACES if place.code != CITY_LEVEL]
    worst = max(counties, key=bad)
    return worst if any(bad(worst)) else None


def _scene(known: Known, stem: str, lang: Lang, place: str) -> ClauseScene:
    shown = known.board
    indicators = list(shown.catalogue.indicators_of(stem))
    clause = shown.catalogue.clauses[stem]
    places = [p.code for p in PLACES if place in (WHOLE, p.code)]
    return ClauseScene(
        panel=panel_of(known, stem, clause, lang, place, indicators),
        places=tuple(place_name(code, lang) for code in places),
        lines=tuple(
            Line(
                say(indicator.words, lang),
                "" if indicator.format is Format.DATE else unit_text(indicator, lang),
                tuple(_cell(shown, indicator, code, lang) for code in places),
            )
            for indicator in indicators
        ),
    )


def _cell_told(shown: Board, indicator: Indicator, place: str, lang: Lang) -> Cell:
    parts = shown.parts(indicator, place) if indicator.item else []
    reading = min(
        parts, key=lambda r: badness(indicator, r), default=shown.at(indicator, place)
    )
    if reading is None:
        return Cell(Status.REFERENCE, "")
    told = value_of(reading)
    if told is not None and is_too_small(indicator, reading):
        return Cell(reading.status, few_text(indicator, lang))
    value = figures.figure(indicator, told, reading.as_of)
    if value == figures.MISSING and reading.status is not Status.MISSING:
        value = text("tile.nothing_owed", lang)
    return Cell(reading.status, value)


def _cell(shown: Board, indicator: Indicator, place: str, lang: Lang) -> Cell:
    return unless_broken(
        indicator.name,
        partial(_cell_told, shown, indicator, place, lang),
        partial(Cell, Status.MISSING, text("tile.broken", lang)),
    )
