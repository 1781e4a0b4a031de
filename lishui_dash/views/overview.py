"""The overview: every indicator, worst first, and every place under every clause."""

from __future__ import annotations

from dataclasses import dataclass

from lishui_dash.catalogue import Catalogue
from lishui_dash.catalogue.places import PLACES, WHOLE
from lishui_dash.readings.reading import WORST_FIRST, Status, worst
from lishui_dash.spec import Clause, Group
from lishui_dash.store.engine import Engine
from lishui_dash.views import figures
from lishui_dash.views.board import Board, board
from lishui_dash.views.languages import Lang, say, text
from lishui_dash.views.moment import Moment
from lishui_dash.views.tile import Tile, tile_of

REPORTING = "reporting"
"""The page that shows what belongs to no clause of the policy: the data themselves."""


@dataclass(frozen=True)
class Line:
    """One indicator: its tile, the clause it belongs to and the page that explains it."""

    tile: Tile
    stem: str
    page: str
    clause: str
    owner: str


@dataclass(frozen=True)
class Cell:
    """A place under a clause: its worst status, and how many figures have which."""

    place: str
    status: Status
    shape: str
    counts: tuple[tuple[Status, int], ...]


@dataclass(frozen=True)
class Column:
    stem: str
    page: str
    title: str
    cells: tuple[Cell, ...]


@dataclass(frozen=True)
class Matrix:
    """Places down, clauses across."""

    places: tuple[str, ...]
    columns: tuple[Column, ...]


@dataclass(frozen=True)
class Overview:
    counts: tuple[tuple[Status, int], ...]
    lines: tuple[Line, ...]
    clauses: tuple[tuple[str, str], ...]
    matrix: Matrix


def overview_view(engine: Engine, moment: Moment, lang: Lang) -> Overview:
    """Return every indicator of the city, worst first, and the matrix of places."""
    shown = board(engine, moment)
    catalogue = engine.catalogue
    lines = _lines(shown, lang)
    return Overview(
        counts=count([line.tile.status for line in lines]),
        lines=tuple(lines),
        clauses=tuple(
            (stem, clause_title(clause, lang)) for stem, clause in catalogue.clauses.items()
        ),
        matrix=Matrix(
            tuple(say(place.short, lang) for place in PLACES),
            tuple(
                _column(shown, stem, clause, lang)
                for stem, clause in catalogue.clauses.items()
            ),
        ),
    )


def _lines(shown: Board, lang: Lang) -> list[Line]:
    catalogue = shown.catalogue
    lines = [
        Line(
            tile=tile_of(shown, indicator, WHOLE, lang),
            stem=stem,
            page=page_of(catalogue, stem),
            clause=clause_title(clause, lang),
            owner=say(indicator.owner, lang),
        )
        for stem, clause in catalogue.clauses.items()
        for indicator in catalogue.indicators_of(stem)
    ]
    return sorted(lines, key=lambda line: _urgency(line.tile))


def _urgency(tile: Tile) -> tuple[int, bool]:
    return WORST_FIRST.index(tile.status), not tile.is_critical


def _column(shown: Board, stem: str, clause: Clause, lang: Lang) -> Column:
    indicators = shown.catalogue.indicators_of(stem)

    def cell(place: str) -> Cell:
        told = [r for i in indicators if (r := shown.at(i, place)) is not None]
        statuses = [reading.status for reading in told]
        status = worst(statuses)
        return Cell(place, status, figures.SHAPES[status], count(statuses))

    return Column(
        stem,
        page_of(shown.catalogue, stem),
        clause_title(clause, lang),
        tuple(cell(place.code) for place in PLACES),
    )


def count(statuses: list[Status]) -> tuple[tuple[Status, int], ...]:
    """Return how many there are of each status, worst first."""
    return tuple((s, statuses.count(s)) for s in WORST_FIRST if s in statuses)


def page_of(catalogue: Catalogue, stem: str) -> str:
    """Return the page that shows a clause's indicators."""
    return REPORTING if catalogue.clauses[stem].group is Group.DATA else stem


def clause_title(clause: Clause, lang: Lang) -> str:
    """Return "8. 安全保障"; what is not of the policy has no number."""
    title = say(clause.words, lang)
    return (
        title
        if clause.group is Group.DATA
        else text("clause.title", lang, number=clause.number, title=title)
    )
