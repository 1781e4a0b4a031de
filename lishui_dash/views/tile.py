"""One figure with its status, its change, its trend against the threshold, and how much
of what was due it stands on."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from functools import cache, partial

from lishui_dash.actions.mishap import LOG
from lishui_dash.catalogue.places import WHOLE
from lishui_dash.readings.judge import BROKEN
from lishui_dash.readings.reading import Reading, Status
from lishui_dash.spec import Better, Indicator, Kind
from lishui_dash.store.engine import Engine
from lishui_dash.views import figures
from lishui_dash.views.board import DAYS, Board, board, is_critical, value_of
from lishui_dash.views.languages import Lang, say, text
from lishui_dash.views.moment import Moment
from lishui_dash.views.names import listed, where_text
from lishui_dash.views.suppression import (
    few_unit,
    hidden_days,
    is_too_small,
    least_of,
    least_text,
)


@dataclass(frozen=True)
class Line:
    """A threshold drawn across a trend; `status` is what lies beyond it."""

    value: float
    status: Status


@dataclass(frozen=True)
class Trend:
    """Values of `days`, oldest first, in the indicator's own measure; None: not known, or
    not to be told."""

    days: tuple[date, ...]
    values: tuple[float | None, ...]
    lines: tuple[Line, ...]


@dataclass(frozen=True)
class Tile:
    """Texts are in the viewer's language, ready to be shown.

    `value` is "—" when it is not known; then `last` says the last value known, if any.
    It is "无" when nothing was owed, so that nothing can be missing, and "<5" of as many
    cases or people as `unit` says when it stands on so few that it would name them.
    `worst` is the place (and item) that pulls the figure down, with its value; `absent`
    the places that have not reported. Either is "" where there is none. `data_day` and
    `covered` are the short forms of `data_as_of` and `coverage`. `age` says how far the
    data lie behind the day shown; "" when they are of that day, or there are none.
    """

    indicator: str
    place: str
    title: str
    question: str
    value: str
    unit: str
    status: Status
    shape: str
    status_text: str
    is_critical: bool
    change: str
    target: str
    trend: Trend
    coverage: str
    is_complete: bool
    data_as_of: str
    data_day: str
    age: str
    covered: str
    last: str
    reason: str
    worst: str
    absent: str


def tile(
    engine: Engine, indicator: Indicator, place: str, moment: Moment, lang: Lang
) -> Tile:
    """Return the tile of one indicator at one place."""
    return tile_of(board(engine, moment, indicator), indicator, place, lang)


def tile_of(shown: Board, indicator: Indicator, place: str, lang: Lang) -> Tile:
    """Return the tile of an indicator from readings that were fetched already."""
    reading = shown.at(indicator, place)
    value = value_of(reading)
    status = shown.status(indicator, place)
    value_text, unit = _value_texts(shown, indicator, place, lang)
    hidden = hidden_days(indicator, place, partial(shown.before, indicator))
    trend = _trend(shown, indicator, place, hidden)
    if is_broken(reading):
        _log_once(indicator.name, place)
    coverage = reading.coverage if reading else None
    return Tile(
        indicator=indicator.name,
        place=place,
        title=say(indicator.words, lang),
        question=say(indicator.question, lang),
        value=value_text,
        unit=unit,
        status=status,
        shape=figures.SHAPES[status],
        status_text=_status_text(reading, status, lang),
        is_critical=is_critical(indicator, value),
        change=text("change.small", lang)
        if hidden.intersection(shown.days[-2:])
        else figures.change_text(indicator, value, trend.values[-2], lang),
        target=figures.target_text(indicator, lang),
        trend=trend,
        coverage=figures.coverage_text(coverage, lang) if coverage else "",
        is_complete=coverage is not None and coverage.reported >= coverage.due,
        data_as_of=figures.data_as_of_text(reading, lang),
        data_day=figures.data_day_text(reading, lang),
        age=figures.age_text(reading, lang),
        covered=_covered_text(reading, lang),
        last=_last_text(indicator, reading, lang),
        reason=say(reading.reason, lang) if reading else text("data.none", lang),
        worst=_worst_text(shown, indicator, place, lang),
        absent=_absent_text(shown, indicator, place, lang),
    )


def broken_tile(indicator: Indicator, place: str, lang: Lang) -> Tile:
    """Return the tile of a figure whose own could not be made: blank, and saying so."""
    broken = text("tile.broken", lang)
    return Tile(
        indicator=indicator.name,
        place=place,
        title=say(indicator.words, lang),
        question=say(indicator.question, lang),
        value=figures.MISSING,
        unit="",
        status=Status.MISSING,
        shape=figures.SHAPES[Status.MISSING],
        status_text=broken,
        is_critical=False,
        change="",
        target="",
        trend=Trend((), (None,) * DAYS, ()),
        coverage="",
        is_complete=False,
        data_as_of="",
        data_day="",
        age="",
        covered="",
        last="",
        reason=broken,
        worst="",
        absent=broken,
    )


def is_broken(reading: Reading | None) -> bool:
    """Whether the store holds a figure that cannot be read."""
    return reading is not None and reading.reason == BROKEN


@cache
def _log_once(name: str, place: str) -> None:
    """Log that a figure cannot be shown: once, not at every look of every wall."""
    LOG.error("%s %s：%s", name, place, BROKEN)


def _status_text(reading: Reading | None, status: Status, lang: Lang) -> str:
    if is_broken(reading):
        return text("tile.broken", lang)
    return figures.status_text(status, lang)


def _value_texts(
    shown: Board, indicator: Indicator, place: str, lang: Lang
) -> tuple[str, str]:
    """Return the figure as it is written, and its unit."""
    reading = shown.at(indicator, place)
    value = value_of(reading)
    if reading is None or value is None:
        is_owed = reading is None or reading.status is Status.MISSING
        return figures.MISSING if is_owed else text("tile.nothing_owed", lang), ""
    if is_too_small(indicator, reading):
        return figures.FEW, few_unit(indicator, lang)
    least = least_of(indicator, shown.parts(indicator, place))
    if least is not None:
        told, _, unit = least_text(indicator, least, lang).partition(" ")
        return told, unit
    told = figures.figure(indicator, value, shown.as_of)
    if figures.is_day(indicator, told):
        return told, ""
    return told, figures.unit_text(indicator, lang, told)


def _trend(
    shown: Board, indicator: Indicator, place: str, hidden: Collection[date]
) -> Trend:
    told = {
        reading.as_of: value_of(reading)
        for reading in shown.before(indicator, place)
        if reading.as_of not in hidden
    }
    return Trend(shown.days, tuple(map(told.get, shown.days)), lines_of(indicator))


def lines_of(indicator: Indicator) -> tuple[Line, ...]:
    """Return the threshold as lines: where green ends, then where red begins."""
    threshold = indicator.threshold
    match threshold.kind:
        case Kind.FLOOR | Kind.CEILING:
            found = [(threshold.green, Status.AMBER), (threshold.amber, Status.RED)]
        case Kind.ZERO:
            found = [(0.0, Status.RED)]
        case Kind.BAND:
            found = [(edge, Status.AMBER) for edge in threshold.green_band or ()]
        case Kind.REFERENCE:
            found = [(threshold.reference, Status.REFERENCE)]
    return tuple(Line(value, status) for value, status in found if value is not None)


def _covered_text(reading: Reading | None, lang: Lang) -> str:
    if reading is None or not reading.coverage.due:
        return text("coverage.event_short", lang)
    covered = reading.coverage
    return text("coverage.short", lang, reported=covered.reported, due=covered.due)


def _last_text(indicator: Indicator, reading: Reading | None, lang: Lang) -> str:
    if reading is None or reading.status is not Status.MISSING or reading.value is None:
        return ""
    if is_too_small(indicator, reading):
        return ""
    value = figures.with_unit(indicator, reading.value, lang)
    return text("tile.last", lang, value=value)


def _worst_text(shown: Board, indicator: Indicator, place: str, lang: Lang) -> str:
    part = shown.worst_part(indicator, place)
    if part is None or part.status is Status.REFERENCE:
        return ""
    if indicator.better is Better.LOWER and not part.value:
        return ""
    where = where_text(part, shown.registers, lang)
    if is_too_small(indicator, part):
        return text("tile.worst", lang, where=where)
    whole = shown.at(indicator, place)
    if whole is not None and whole.value == part.value and part.place != place:
        return where
    value = figures.with_unit(indicator, part.value, lang, shown.as_of)
    key = {
        Better.HIGHER: "tile.worst_low",
        Better.LOWER: "tile.worst_high",
        Better.NEITHER: "tile.worst",
    }[indicator.better]
    return text(key, lang, where=f"{where} {value}")


def _absent_text(shown: Board, indicator: Indicator, place: str, lang: Lang) -> str:
    """Return which places have not reported, and before them those that are broken."""
    if is_broken(shown.at(indicator, place)):
        return text("tile.broken", lang)
    absent = shown.missing_places(indicator) if place == WHOLE else []
    broken = [code for code in absent if is_broken(shown.at(indicator, code))]
    silent = [code for code in absent if code not in broken]
    told = [("tile.broken_places", broken), ("tile.missing_places", silent)]
    return text("list.separator", lang).join(
        text(key, lang, where=listed(places, lang, most=2))
        for key, places in told
        if places
    )
