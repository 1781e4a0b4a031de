"""What lies behind a figure: what happened to it, how it is spread, who has reported it."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import Enum
from itertools import chain, pairwise
from math import ceil, floor, inf, log10

from lishui_dash.catalogue.calendar import TIMELINE
from lishui_dash.catalogue.places import PLACES, WHOLE
from lishui_dash.readings.done import Mark, marks, measures_taken
from lishui_dash.readings.reading import Reading, Status
from lishui_dash.readings.rows import values_behind
from lishui_dash.spec import Cadence, Indicator, ThresholdChange
from lishui_dash.store.engine import Engine
from lishui_dash.store.thresholds import changes_of
from lishui_dash.views import figures
from lishui_dash.views.languages import Lang, say, text
from lishui_dash.views.moment import Moment
from lishui_dash.views.names import place_name
from lishui_dash.views.rows import heading_of
from lishui_dash.views.threshold_texts import figures_text

_BINS = 10
_MOST_EVENTS = 6


class EventKind(Enum):
    """What is marked on a trend, by the sign it is marked with."""

    LATE = "late"
    CORRECTED = "corrected"
    MEASURE = "measure"
    SITUATION = "situation"
    THRESHOLD = "threshold"


@dataclass(frozen=True)
class Event:
    """`sign` is a character that stands on the trend, `said` what it stands for."""

    day: date
    kind: EventKind
    sign: str
    said: str


@dataclass(frozen=True)
class Bin:
    """Rows from `low` to below `high`; the last one has no end.

    `said` is its range, `shown` how many rows there are: "<5" where it is few people.
    """

    low: float
    high: float
    number: int
    said: str
    shown: str


@dataclass(frozen=True)
class Spread:
    """How the rows behind a value are spread over `heading`; `middle` tells the median and
    the 90th percentile of `number` rows."""

    heading: str
    bins: tuple[Bin, ...]
    middle: str


@dataclass(frozen=True)
class Day:
    """Whether one place had reported a day in full. `status` MISSING: nothing had come."""

    day: date
    status: Status
    said: str
    sign: str


@dataclass(frozen=True)
class Calendar:
    """One line for each place that owes reports; empty where nobody owes any by the day."""

    days: tuple[date, ...]
    lines: tuple[tuple[str, tuple[Day | None, ...]], ...]


@dataclass(frozen=True)
class Depth:
    events: tuple[Event, ...]
    spread: Spread | None
    calendar: Calendar


def depth_of(
    engine: Engine,
    moment: Moment,
    indicator: Indicator,
    place: str,
    past: Mapping[str, Sequence[Reading]],
    days: int,
    lang: Lang,
) -> Depth:
    """Return the depth of a figure; `past` are its readings of `days` days by place."""
    first = moment.as_of - timedelta(days=days - 1)
    # What is reported as it happens has no day on which it is late.
    feeds = [f.name for f in indicator.feeds if f.cadence is not Cadence.EVENT]
    known_at = moment.known_at if moment.is_replay else None
    found = marks(engine, feeds, first, moment.as_of, known_at)
    return Depth(
        events=tuple(_events(engine, indicator, place, found, first, moment, lang)),
        spread=_spread(engine, moment, indicator, place, lang)
        if indicator.spread
        else None,
        calendar=_calendar(past, found, first, days, lang),
    )


def _events(
    engine: Engine,
    indicator: Indicator,
    place: str,
    found: Sequence[Mark],
    first: date,
    moment: Moment,
    lang: Lang,
) -> list[Event]:
    """Return what is to be marked, oldest first; of each kind the newest `_MOST_EVENTS`."""
    reports: dict[tuple[date, EventKind], int] = {}
    for mark in found:
        if place in (WHOLE, mark.place):
            for kind, number in (
                (EventKind.LATE, mark.late_n),
                (EventKind.CORRECTED, mark.corrected_n),
            ):
                if number:
                    key = (mark.day, kind)
                    reports[key] = reports.get(key, 0) + number
    events = [
        _event(day, kind, text(f"event.{kind.value}", lang, number=number), lang)
        for (day, kind), number in reports.items()
    ]
    for done in measures_taken(engine, indicator, place, first, moment.as_of):
        said = say(done.measure.words, lang).format(number=done.number)
        events.append(_event(done.day, EventKind.MEASURE, said, lang))
    known_at = moment.known_at if moment.is_replay else None
    events += [
        _threshold_event(indicator, change, lang)
        for change in changes_of(engine, known_at, indicator.name)
        if first <= change.valid_from <= moment.as_of
    ]
    stem = engine.catalogue.stems[indicator.name]
    for happened in TIMELINE:
        if stem in happened.stems and first <= happened.day <= moment.as_of:
            said = say(happened.words, lang)
            events.append(_event(happened.day, EventKind.SITUATION, said, lang))
    events.sort(key=lambda event: event.day)
    newest = [
        [event for event in events if event.kind is kind][-_MOST_EVENTS:]
        for kind in EventKind
    ]
    return sorted(chain.from_iterable(newest), key=lambda event: event.day)


def _threshold_event(indicator: Indicator, change: ThresholdChange, lang: Lang) -> Event:
    said = text(
        "thresholds.event",
        lang,
        figures=figures_text(indicator, change, lang),
        reason=say(change.reason, lang),
    )
    return _event(change.valid_from, EventKind.THRESHOLD, said, lang)


def _event(day: date, kind: EventKind, said: str, lang: Lang) -> Event:
    return Event(day, kind, text(f"event.sign.{kind.value}", lang), said)


def _spread(
    engine: Engine, moment: Moment, indicator: Indicator, place: str, lang: Lang
) -> Spread | None:
    """Return the histogram; None where too few rows can be told."""
    values = values_behind(engine, indicator, place, moment.as_of)
    if len(values) < (figures.SMALL if indicator.suppress_small else 2):
        return None
    bins = []
    for low, high, number in histogram(values):
        said = (
            text("spread.from", lang, low=_short(low)) if high == inf else _range(low, high)
        )
        few = indicator.suppress_small and 0 < number < figures.SMALL
        shown = figures.FEW if few else f"{number:,}"
        drawn = figures.SMALL // 2 if few else number
        bins.append(Bin(low, high, drawn, said, shown))
    return Spread(
        heading=heading_of(indicator, indicator.spread, lang),
        bins=tuple(bins),
        middle=text(
            "spread.middle",
            lang,
            number=f"{len(values):,}",
            median=_short(_quantile(values, 0.5)),
            ninth=_short(_quantile(values, 0.9)),
        ),
    )


def histogram(values: Sequence[float]) -> list[tuple[float, float, int]]:
    """Return where each bin begins and ends and how many of the sorted values it holds.

    The last one has no end.
    """
    low, width = _steps(values)
    edges = [low + width * at for at in range(_BINS)]
    while len(edges) > 1 and edges[-1] > values[-1]:
        edges.pop()
    edges[0] = min(edges[0], values[0])
    counts = [bisect_left(values, edge) for edge in edges] + [len(values)]
    ends = [*edges[1:], inf]
    return [
        (start, end, until - begin)
        for (start, end), (begin, until) in zip(
            zip(edges, ends, strict=True), pairwise(counts), strict=True
        )
    ]


def _steps(values: Sequence[float]) -> tuple[float, float]:
    """Return where the bins begin and how wide each is: 1, 2 or 5 times a power of ten.

    They reach to the 95th percentile; what lies beyond stands in the last one, so that a
    few far off do not press all others into the first.
    """
    low, high = values[0], _quantile(values, 0.95)
    least = max(high - low, 1e-9) / (_BINS - 1)
    power = 10.0 ** floor(log10(least))
    width = next(step * power for step in (1, 2, 5, 10) if step * power >= least)
    if high - low < 1e-9:
        width = 1.0
    return floor(low / width) * width, width


def _quantile(values: Sequence[float], share: float) -> float:
    """Return the least value that at least `share` of the rows do not exceed."""
    return values[max(ceil(share * len(values)) - 1, 0)]


def _short(value: float) -> str:
    return figures.decimal(value).removesuffix(".0")


def _range(low: float, high: float) -> str:
    return f"{_short(low)}–{_short(high)}"


def _calendar(
    past: Mapping[str, Sequence[Reading]],
    found: Sequence[Mark],
    first: date,
    days: int,
    lang: Lang,
) -> Calendar:
    listed = tuple(first + timedelta(days=at) for at in range(days))
    late = {(mark.place, mark.day) for mark in found if mark.late_n}
    lines = []
    for place in PLACES:
        readings = {reading.as_of: reading for reading in past.get(place.code, ())}
        owing = [r for r in readings.values() if r.coverage.due]
        if owing:
            told = tuple(
                _day(readings.get(day), day, (place.code, day) in late, lang)
                for day in listed
            )
            lines.append((place_name(place.code, lang), told))
    return Calendar(listed, tuple(lines))


def _day(reading: Reading | None, day: date, is_late: bool, lang: Lang) -> Day | None:
    """Return one cell; None for a day on which nothing was owed yet."""
    if reading is None or not reading.coverage.due:
        return None
    come = reading.coverage
    share = f"{come.reported}/{come.due}"
    if not come.reported:
        return Day(day, Status.MISSING, text("calendar.none", lang), "◌")
    if come.reported < come.due:
        return Day(day, Status.AMBER, text("calendar.part", lang, share=share), "◐")
    if is_late:
        return Day(day, Status.REFERENCE, text("calendar.late", lang, share=share), "◔")
    return Day(day, Status.GREEN, text("calendar.all", lang, share=share), "●")
