"""A page of one clause: its promises in the policy's words, and what shows each is kept."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from lishui_dash.catalogue.places import PLACES, WHOLE
from lishui_dash.readings.reading import WORST_FIRST, Status, worst
from lishui_dash.spec import Group, Indicator, Promise, PromiseKind
from lishui_dash.store.engine import Engine
from lishui_dash.store.sight import EVERYWHERE, Reach
from lishui_dash.views import figures
from lishui_dash.views.board import Board, board
from lishui_dash.views.languages import Lang, say, text
from lishui_dash.views.moment import Moment
from lishui_dash.views.overview import clause_title, count, page_of
from lishui_dash.views.tile import Tile, tile_of


@dataclass(frozen=True)
class Shown:
    """An indicator that shows a promise, and the page it stands on."""

    tile: Tile
    page: str
    clause: str


@dataclass(frozen=True)
class PromiseCard:
    number: str
    quote: str
    kind: PromiseKind
    kind_text: str
    shown_by: str
    check: str
    owner: str
    frequency: str
    shown: tuple[Shown, ...]


@dataclass(frozen=True)
class ClauseView:
    """`places` are the codes and names a viewer may choose from, the whole city first."""

    stem: str
    title: str
    group: str
    summary: str
    status: Status
    shape: str
    status_text: str
    counts: tuple[tuple[Status, int], ...]
    place: str
    places: tuple[tuple[str, str], ...]
    promises: tuple[PromiseCard, ...]
    tiles: tuple[Tile, ...]


def clause_view(
    engine: Engine, moment: Moment, lang: Lang, stem: str, place: str = WHOLE
) -> ClauseView:
    """Return the page of a clause as it stands at one place, or in the whole city."""
    shown = board(engine, moment)
    catalogue = engine.catalogue
    clause = catalogue.clauses[stem]
    indicators = catalogue.indicators_of(stem)
    statuses = [shown.status(indicator, place) for indicator in indicators]
    status = worst(statuses)
    return ClauseView(
        stem=stem,
        title=clause_title(clause, lang),
        group=""
        if clause.group is Group.DATA
        else text(f"section.{clause.group.value}", lang),
        summary=say(clause.summary, lang),
        status=status,
        shape=figures.SHAPES[status],
        status_text=figures.clause_status_text(status, lang),
        counts=count(statuses),
        place=place,
        places=places_of(lang, engine.sight.figures),
        promises=tuple(
            _promise(shown, stem, promise, place, lang) for promise in clause.promises
        ),
        tiles=tuple(tile_of(shown, indicator, place, lang) for indicator in indicators),
    )


def worst_tile(tiles: Sequence[Tile]) -> str:
    """Return the indicator to look at first: of the worst tiles the first."""
    return min(
        tiles, key=lambda tile: (not tile.is_critical, WORST_FIRST.index(tile.status))
    ).indicator


def places_of(lang: Lang, seen: Reach = EVERYWHERE) -> tuple[tuple[str, str], ...]:
    """Return the codes and names of the places whose figures are seen, the city first."""
    places = [(place.code, say(place.words, lang)) for place in PLACES]
    if seen.is_everywhere:
        return ((WHOLE, text("place.whole", lang)), *places)
    return tuple((code, name) for code, name in places if seen.covers_place(code))


def _promise(
    shown: Board, stem: str, promise: Promise, place: str, lang: Lang
) -> PromiseCard:
    return PromiseCard(
        number=promise.number,
        quote=say(promise.quote, lang),
        kind=promise.kind,
        kind_text=text(f"promise.{promise.kind.value}", lang),
        shown_by=say(promise.shown_by, lang),
        check=say(promise.check, lang),
        owner=say(promise.owner, lang),
        frequency=text(f"frequency.{promise.frequency}", lang),
        shown=tuple(
            _shown(shown, stem, promise, indicator, place, lang)
            for indicator in shown.catalogue.indicators_showing(promise.number)
        ),
    )


def _shown(
    shown: Board,
    stem: str,
    promise: Promise,
    indicator: Indicator,
    place: str,
    lang: Lang,
) -> Shown:
    catalogue = shown.catalogue
    own = catalogue.stems[indicator.name]
    clause = clause_title(catalogue.clauses[own], lang)
    page = page_of(catalogue, own)
    tile = tile_of(shown, indicator, place, lang)
    if promise.kind is PromiseKind.LEAN and not catalogue.is_lean(indicator):
        tile = _as_evidence(tile, lang)
    return Shown(tile, page, "" if own == stem else clause)


def _as_evidence(tile: Tile, lang: Lang) -> Tile:
    """Return the tile without judgement, for a promise that is only a preference.

    The figure is judged for another promise that it shows as well.
    """
    if tile.status is Status.MISSING:
        return tile
    return replace(
        tile,
        status=Status.REFERENCE,
        shape=figures.SHAPES[Status.REFERENCE],
        status_text=figures.status_text(Status.REFERENCE, lang),
        is_critical=False,
    )
