"""One figure over the days, at a unit's place and at all others, on one scale."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

import pandas as pd

from lishui_dash.catalogue.places import PLACES, WHOLE
from lishui_dash.catalogue.supplies import ITEMS
from lishui_dash.readings.reading import Reading, Status
from lishui_dash.readings.recall import by_figure, recall
from lishui_dash.spec import Better, Indicator
from lishui_dash.store.engine import Engine
from lishui_dash.views import explain, figures
from lishui_dash.views.board import DAYS, Board, badness, board
from lishui_dash.views.card import drawn, told
from lishui_dash.views.items import worst_of
from lishui_dash.views.languages import Lang, say, text
from lishui_dash.views.moment import Moment
from lishui_dash.views.names import item_words, place_name
from lishui_dash.views.overview import page_of
from lishui_dash.views.tile import Line, Trend, lines_of
from lishui_dash.views.unit_subject import owned_by, subject_of

_DECIMALS = 4
_ROOM = 2.0
"""How far beyond the own values and the thresholds the good side is drawn."""


@dataclass(frozen=True)
class Panel:
    """One place. The values of `trend` are scaled for drawing and lie within the span of
    the comparison; `shown` is the newest one in words, or why there is none."""

    place: str
    name: str
    trend: Trend
    shown: str
    status: Status
    shape: str
    is_own: bool


@dataclass(frozen=True)
class Comparison:
    """`panels` are the own place first, then the others, worst first; `span` is from
    where to where all of them are drawn. `beyond` says that some of it lies higher
    still, or "". `page` shows the figure in full; `frame` has its days down and the
    places across, to be taken along."""

    indicator: str
    title: str
    question: str
    page: str
    place: str
    steps: tuple[explain.Step, ...]
    span: tuple[float, float]
    scale: str
    beyond: str
    panels: tuple[Panel, ...]
    frame: pd.DataFrame


def comparison_view(
    engine: Engine, moment: Moment, lang: Lang, code: str, indicator_name: str
) -> Comparison:
    """Return one indicator at the place of a subject and at all others.

    Of a figure with items it is the item that is worst at the own place. Raises KeyError
    where there is no such subject or indicator.
    """
    subject = subject_of(engine.registers, code)
    if subject is None:
        raise KeyError(code)
    indicator = engine.catalogue.indicators[indicator_name]
    is_owned = indicator in owned_by(engine.catalogue, subject)
    found = _found(engine, moment, indicator, WHOLE if is_owned else subject.place)
    span = _span(found)
    title = say(indicator.words, lang)
    if found.item:
        title = f"{say(item_words(found.item, engine.registers), lang)} · {title}"
    return Comparison(
        indicator=indicator_name,
        title=title,
        question=say(indicator.question, lang),
        page=page_of(engine.catalogue, engine.catalogue.stems[indicator_name]),
        place=found.own,
        steps=explain.steps_of(
            indicator, lang, is_lean=engine.catalogue.is_lean(indicator)
        ),
        span=span,
        scale=_scale_text(found, span, lang),
        beyond=_beyond_text(found, span, lang),
        panels=tuple(_panel(found, place, span, lang) for place in found.readings),
        frame=_frame(found, lang),
    )


@dataclass(frozen=True)
class _Found:
    """The readings of `days` by place, the own place first; None: no reading that day."""

    indicator: Indicator
    own: str
    item: str
    days: tuple[date, ...]
    readings: Mapping[str, tuple[Reading | None, ...]]

    def heights(self, place: str) -> list[float | None]:
        return [drawn(self.indicator, reading) for reading in self.readings[place]]

    @property
    def every_height(self) -> list[float]:
        every = (height for place in self.readings for height in self.heights(place))
        return [height for height in every if height is not None]

    @property
    def lines(self) -> tuple[Line, ...]:
        scale = explain.scale_of(self.indicator)
        return tuple(Line(x.value * scale, x.status) for x in lines_of(self.indicator))


def _found(engine: Engine, moment: Moment, indicator: Indicator, own: str) -> _Found:
    shown = board(engine, moment, indicator)
    item, past = _item(shown, indicator, own), shown.past
    if item:
        readings = recall(
            engine,
            moment.as_of,
            known_at=moment.known_at,
            indicator=indicator.name,
            item=item,
            days=DAYS,
        )
        past = by_figure(readings)

    def of_days(place: str) -> tuple[Reading | None, ...]:
        by_day = {r.as_of: r for r in past.get((indicator.name, place), ())}
        return tuple(by_day.get(day) for day in shown.days)

    places = _places(shown, indicator, own, item)
    by_place = {place: of_days(place) for place in places}
    return _Found(indicator, own, item, shown.days, by_place)


def _item(shown: Board, indicator: Indicator, own: str) -> str:
    """Return the supply that is worst at the own place; "" where none is bad there."""
    worst = worst_of(shown, indicator, own) if indicator.item else None
    return worst.item if worst is not None and worst.item in ITEMS else ""


def _places(shown: Board, indicator: Indicator, own: str, item: str) -> list[str]:
    """Return the own place, then the others that have the figure, worst first."""
    found = [
        (reading.status is Status.MISSING, badness(indicator, reading), place.code)
        for place in PLACES
        if (reading := shown.at(indicator, place.code, item)) is not None
        and place.code != own
    ]
    found.sort(key=lambda one: one[:2])
    return [own, *(place for *_, place in found)]


def _span(found: _Found) -> tuple[float, float]:
    """Return what all panels span: every value and every threshold.

    Where more is better, a place that has plenty must not press the others flat.
    """
    edges = [line.value for line in found.lines]
    told = [*found.every_height, *edges]
    if not told:
        return 0.0, 1.0
    low, high = min(told), max(told)
    if found.indicator.better is Better.HIGHER and edges:
        own = [height for height in found.heights(found.own) if height is not None]
        high = min(high, max([*own, *(edge * _ROOM for edge in edges)]))
    return (low, high) if low < high else (low, low + 1)


def _scale_text(found: _Found, span: tuple[float, float], lang: Lang) -> str:
    low, high = span
    return text(
        "unit.scale",
        lang,
        first=figures.day_text(found.days[0]),
        last=figures.day_text(found.days[-1]),
        low=_edge_text(found, low),
        high=_edge_text(found, high),
        unit=figures.unit_text(found.indicator, lang),
    )


def _beyond_text(found: _Found, span: tuple[float, float], lang: Lang) -> str:
    _, high = span
    if all(height <= high for height in found.every_height):
        return ""
    return text("unit.beyond", lang, high=_edge_text(found, high))


def _edge_text(found: _Found, height: float) -> str:
    return figures.figure(found.indicator, height / explain.scale_of(found.indicator))


def _panel(found: _Found, place: str, span: tuple[float, float], lang: Lang) -> Panel:
    low, high = span
    heights = found.heights(place)
    within = tuple(h if h is None else min(max(h, low), high) for h in heights)
    reading = found.readings[place][-1]
    status = Status.MISSING if reading is None else reading.status
    return Panel(
        place=place,
        name=place_name(place, lang),
        trend=Trend(found.days, within, found.lines),
        shown=told(found.indicator, reading, lang),
        status=status,
        shape=figures.SHAPES[status],
        is_own=place == found.own,
    )


def _frame(found: _Found, lang: Lang) -> pd.DataFrame:
    """Return the days down and the places across; what has no figure says why."""
    columns: dict[str, list[object]] = {
        text("unit.day", lang): [f"{day:%Y-%m-%d}" for day in found.days]
    }
    for place, readings in found.readings.items():
        cells = [_cell(found.indicator, reading, lang) for reading in readings]
        columns[place_name(place, lang)] = cells
    return pd.DataFrame(columns)


def _cell(indicator: Indicator, reading: Reading | None, lang: Lang) -> object:
    value, said = drawn(indicator, reading), told(indicator, reading, lang)
    # A number of people too small to tell is drawn at a height that is not its own.
    if value is None or said.startswith("<"):
        return said
    return round(value, _DECIMALS)
