"""One indicator in full: what it asks, what it says, why, where, and since when."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import partial

from lishui_dash.catalogue.places import PLACES, WHOLE, Place
from lishui_dash.catalogue.supplies import ITEMS
from lishui_dash.readings.reading import Reading, Status
from lishui_dash.readings.recall import by_figure, recall
from lishui_dash.spec import Indicator
from lishui_dash.store.engine import Engine
from lishui_dash.views import explain, figures
from lishui_dash.views.board import Board, badness, board_of, value_of
from lishui_dash.views.depth import Depth, depth_of
from lishui_dash.views.languages import Lang, say, text
from lishui_dash.views.moment import Moment
from lishui_dash.views.names import item_words, place_name
from lishui_dash.views.suppression import (
    few_text,
    hidden_days,
    is_too_small,
    least_of,
    least_text,
)
from lishui_dash.views.threshold_texts import reason_text
from lishui_dash.views.tile import Line, Tile, lines_of, tile_of

TREND_DAYS = 30


@dataclass(frozen=True)
class Point:
    """One day of a trend. `value` is scaled for drawing; None: not known that day."""

    day: date
    value: float | None
    shown: str
    status: Status


@dataclass(frozen=True)
class Trend:
    points: tuple[Point, ...]
    bands: tuple[explain.Band, ...]
    lines: tuple[Line, ...]
    unit: str


@dataclass(frozen=True)
class Bar:
    """One place. `value` is scaled for drawing; None: not to be told, `shown` says why.

    `tile` is its row and column on the tile map, each counted from 1.
    """

    place: str
    name: str
    tile: tuple[int, int]
    value: float | None
    shown: str
    status: Status
    shape: str


@dataclass(frozen=True)
class ItemCell:
    shown: str
    status: Status
    shape: str


@dataclass(frozen=True)
class ItemRow:
    """One item: the whole city first, then every place; None where it has none."""

    name: str
    cells: tuple[ItemCell | None, ...]


@dataclass(frozen=True)
class Items:
    heads: tuple[str, ...]
    rows: tuple[ItemRow, ...]


@dataclass(frozen=True)
class Card:
    """`bars` are the places, worst first, those not reported last."""

    tile: Tile
    question: str
    owner: str
    promises: tuple[str, ...]
    feeds: str
    formula: explain.Formula
    steps: tuple[explain.Step, ...]
    reason: str
    extras: tuple[explain.Extra, ...]
    trend: Trend
    bars: tuple[Bar, ...]
    items: Items | None
    depth: Depth


def card_view(
    engine: Engine, moment: Moment, lang: Lang, indicator_name: str, place: str
) -> Card:
    """Return all that is shown of one indicator at one place, or in the whole city."""
    catalogue = engine.catalogue
    indicator = catalogue.indicators[indicator_name]
    known = partial(
        recall, engine, moment.as_of, known_at=moment.known_at, indicator=indicator_name
    )
    today, past = known(), by_figure(known(item="", days=TREND_DAYS))
    shown = board_of(catalogue, engine.registers, moment.as_of, today, past)
    by_place = {at: readings for (_, at), readings in past.items()}
    depth = depth_of(engine, moment, indicator, place, by_place, TREND_DAYS, lang)
    is_lean = catalogue.is_lean(indicator)
    return Card(
        tile=tile_of(shown, indicator, place, lang),
        question=say(indicator.question, lang),
        owner=say(indicator.owner, lang),
        promises=indicator.promises,
        feeds=text("list.separator", lang).join(
            say(feed.words, lang) for feed in indicator.feeds
        )
        or text("card.ledger", lang),
        formula=explain.formula_of(shown, indicator, place, lang),
        steps=explain.steps_of(indicator, lang, is_lean=is_lean),
        reason=reason_text(indicator, lang),
        extras=explain.extras_of(shown, indicator, place, lang),
        trend=_trend(shown, indicator, by_place, place, lang, is_lean=is_lean),
        bars=tuple(_bars(shown, indicator, lang)),
        items=_items(shown, indicator, lang) if indicator.item else None,
        depth=depth,
    )


def _trend(
    shown: Board,
    indicator: Indicator,
    past: Mapping[str, Sequence[Reading]],
    place: str,
    lang: Lang,
    *,
    is_lean: bool,
) -> Trend:
    by_day = {reading.as_of: reading for reading in past.get(place, ())}
    hidden = hidden_days(indicator, place, lambda at: past.get(at, ()))
    parts: dict[date, list[Reading]] = {}
    if place == WHOLE:
        for at in PLACES:
            for part in past.get(at.code, ()):
                parts.setdefault(part.as_of, []).append(part)
    scale = explain.scale_of(indicator)
    lines = tuple(Line(line.value * scale, line.status) for line in lines_of(indicator))
    return Trend(
        points=tuple(
            Point(
                day,
                None if day in hidden else drawn(indicator, by_day.get(day)),
                told(indicator, by_day.get(day), lang, parts.get(day, ())),
                Status.MISSING if day not in by_day else by_day[day].status,
            )
            for day in (
                shown.as_of - timedelta(days=TREND_DAYS - 1 - at)
                for at in range(TREND_DAYS)
            )
        ),
        bands=tuple(
            explain.Band(_scaled(b.low, scale), _scaled(b.high, scale), b.status)
            for b in explain.bands_of(indicator.threshold, is_lean=is_lean)
        ),
        lines=lines,
        unit=figures.unit_text(indicator, lang),
    )


def _scaled(value: float | None, scale: float) -> float | None:
    return None if value is None else value * scale


def drawn(indicator: Indicator, reading: Reading | None) -> float | None:
    """Return how high a reading is drawn; None where it is missing or of too few."""
    value = value_of(reading)
    if value is None or (reading is not None and is_too_small(indicator, reading)):
        return None
    return value * explain.scale_of(indicator)


def told(
    indicator: Indicator,
    reading: Reading | None,
    lang: Lang,
    parts: Iterable[Reading] = (),
) -> str:
    """Return a reading as it is written beside its mark, with what is missing in words.

    `parts` are the places of a city's figure.
    """
    if reading is None:
        return text("data.none", lang)
    value, is_few = value_of(reading), is_too_small(indicator, reading)
    if value is not None:
        if is_few:
            return few_text(indicator, lang)
        if (least := least_of(indicator, parts)) is not None:
            return least_text(indicator, least, lang)
        return figures.with_unit(indicator, value, lang, reading.as_of)
    if reading.status is not Status.MISSING:
        return text("tile.nothing_owed", lang)
    if reading.value is not None and not is_few:
        last = figures.with_unit(indicator, reading.value, lang)
        return text("card.stale", lang, reason=say(reading.reason, lang), last=last)
    return say(reading.reason, lang)


def _bars(shown: Board, indicator: Indicator, lang: Lang) -> list[Bar]:
    found = [
        (reading, _bar(shown, indicator, reading, place, lang))
        for place in PLACES
        if (reading := shown.at(indicator, place.code)) is not None
    ]
    found.sort(key=lambda pair: (pair[1].value is None, badness(indicator, pair[0])))
    return [bar for _, bar in found]


def _bar(
    shown: Board, indicator: Indicator, reading: Reading, place: Place, lang: Lang
) -> Bar:
    said = told(indicator, reading, lang)
    part = shown.worst_part(indicator, reading.place) if indicator.item else None
    if part is not None and reading.status is not Status.MISSING:
        item = say(item_words(part.item, shown.registers), lang)
        said = text("tile.of_item", lang, value=said, item=item)
    return Bar(
        place=place.code,
        name=say(place.short, lang),
        tile=(place.tile[0] + 1, place.tile[1] + 1),
        value=drawn(indicator, reading),
        shown=said,
        status=reading.status,
        shape=figures.SHAPES[reading.status],
    )


def _items(shown: Board, indicator: Indicator, lang: Lang) -> Items:
    places = [WHOLE, *(place.code for place in PLACES)]
    codes = list(dict.fromkeys(r.item for r in shown.parts(indicator) if r.item))
    codes.sort(key=lambda code: _item_order(shown, indicator, code))
    return Items(
        heads=tuple(place_name(code, lang) for code in places),
        rows=tuple(
            ItemRow(
                say(item_words(code, shown.registers), lang),
                tuple(
                    _item_cell(indicator, shown.at(indicator, place, code), lang)
                    for place in places
                ),
            )
            for code in codes
        ),
    )


def _item_order(shown: Board, indicator: Indicator, code: str) -> tuple[object, ...]:
    reading = shown.at(indicator, WHOLE, code)
    position = list(ITEMS).index(code) if code in ITEMS else len(ITEMS)
    return (
        (9, True, 0.0, position)
        if reading is None
        else (*badness(indicator, reading), position)
    )


def _item_cell(
    indicator: Indicator, reading: Reading | None, lang: Lang
) -> ItemCell | None:
    if reading is None:
        return None
    value = value_of(reading)
    said = figures.figure(indicator, value, reading.as_of)
    return ItemCell(said, reading.status, figures.SHAPES[reading.status])
