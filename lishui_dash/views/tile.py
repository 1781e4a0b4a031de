"""One figure with its status, its change, its trend against the threshold, and how much
of what was due it stands on."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from lishui_dash.catalogue.places import WHOLE
from lishui_dash.readings.reading import Reading, Status
from lishui_dash.spec import Better, Format, Indicator, Kind
from lishui_dash.store.engine import Engine
from lishui_dash.views import figures
from lishui_dash.views.board import Board, board, is_critical, value_of
from lishui_dash.views.languages import Lang, say, text
from lishui_dash.views.moment import Moment
from lishui_dash.views.names import listed, where_text


@dataclass(frozen=True)
class Line:
    """A threshold drawn across a trend; `status` is what lies beyond it."""

    value: float
    status: Status


@dataclass(frozen=True)
class Trend:
    """Values of `days`, oldest first, in the indicator's own measure; None: not known."""

    days: tuple[date, ...]
    values: tuple[float | None, ...]
    lines: tuple[Line, ...]


@dataclass(frozen=True)
class Tile:
    """Texts are in the viewer's language, ready to be shown.

    `value` is "—" when it cannot be told; then `last` says the last value known, if any.
    It is "无" when nothing was owed, so that nothing can be missing.
    `worst` is the place (and item) that pulls the figure down, with its value; `absent`
    the places that have not reported. Either is "" where there is none. `data_day` and
    `covered` are the short forms of `data_as_of` and `coverage`.
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
    if reading is not None and is_too_small(indicator, reading):
        value_text, unit = f"<{figures.SMALL}", ""
    else:
        value_text = figures.figure(indicator, value, shown.as_of)
        if reading is not None and value is None and status is not Status.MISSING:
            value_text = text("tile.nothing_owed", lang)
        told = value is not None and not figures.is_day(indicator, value_text)
        unit = figures.unit_text(indicator, lang) if told else ""
    trend = trend_of(shown, indicator, place)
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
        status_text=figures.status_text(status, lang),
        is_critical=is_critical(indicator, value),
        change=figures.change_text(indicator, value, trend.values[-2], lang),
        target=figures.target_text(indicator, lang),
        trend=trend,
        coverage=figures.coverage_text(coverage, lang) if coverage else "",
        is_complete=coverage is not None and coverage.reported >= coverage.due,
        data_as_of=figures.data_as_of_text(reading, lang),
        data_day=text("data.short", lang, day=figures.day_text(_data_day(reading))),
        covered=_covered_text(reading, lang),
        last=_last_text(indicator, reading, lang),
        reason=say(reading.reason, lang) if reading else text("data.none", lang),
        worst=_worst_text(shown, indicator, place, lang),
        absent=_absent_text(shown, indicator, place, lang),
    )


def is_too_small(indicator: Indicator, reading: Reading) -> bool:
    """Whether a share stands on so few people of one county that it would name them."""
    return (
        indicator.suppress_small
        and indicator.format is not Format.COUNT
        and reading.place != WHOLE
        and 0 < (reading.denominator or 0) < figures.SMALL
    )


def trend_of(shown: Board, indicator: Indicator, place: str) -> Trend:
    values = shown.trend(indicator, place)
    if indicator.suppress_small:
        values = tuple(_blurred(indicator, value) for value in values)
    return Trend(shown.days, values, lines_of(indicator))


def _blurred(indicator: Indicator, value: float | None) -> float | None:
    """Put every count that is not told at the same height."""
    if indicator.format is Format.COUNT and value and 0 < value < figures.SMALL:
        return figures.SMALL / 2
    return value


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


def _data_day(reading: Reading | None) -> date | None:
    return reading.data_day if reading else None


def _covered_text(reading: Reading | None, lang: Lang) -> str:
    if reading is None or not reading.coverage.due:
        return text("coverage.event_short", lang)
    return f"{reading.coverage.reported}/{reading.coverage.due}"


def _last_text(indicator: Indicator, reading: Reading | None, lang: Lang) -> str:
    if reading is None or reading.status is not Status.MISSING or reading.value is None:
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
    whole = shown.at(indicator, place)
    if whole is not None and whole.value == part.value and part.place != place:
        return where
    if is_too_small(indicator, part):
        return text("tile.worst", lang, where=where)
    value = figures.with_unit(indicator, part.value, lang, shown.as_of)
    key = {
        Better.HIGHER: "tile.worst_low",
        Better.LOWER: "tile.worst_high",
        Better.NEITHER: "tile.worst",
    }[indicator.better]
    return text(key, lang, where=f"{where} {value}")


def _absent_text(shown: Board, indicator: Indicator, place: str, lang: Lang) -> str:
    absent = shown.missing_places(indicator) if place == WHOLE else []
    if not absent:
        return ""
    return text("tile.missing_places", lang, where=listed(absent, lang, most=2))
