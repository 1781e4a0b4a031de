"""Every indicator of one day held against the same indicator of an earlier day."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import Enum

from lishui_dash.catalogue.places import PLACES, WHOLE
from lishui_dash.readings.reading import WORST_FIRST, Reading, Status
from lishui_dash.readings.recall import recall
from lishui_dash.spec import Better, Format, Indicator, Kind
from lishui_dash.store.engine import Engine
from lishui_dash.views import figures
from lishui_dash.views.board import value_of
from lishui_dash.views.card import told
from lishui_dash.views.languages import Lang, say, text
from lishui_dash.views.moment import Moment
from lishui_dash.views.names import listed
from lishui_dash.views.overview import page_of
from lishui_dash.views.suppression import is_too_small, least_of
from lishui_dash.views.tile import is_broken


@dataclass(frozen=True)
class Side:
    """One figure at one moment, as it is written. `shown` says in words what is missing."""

    shown: str
    status: Status
    shape: str
    status_text: str


class Turn(Enum):
    """What has become of a status, the worst first; the values are keys of the texts."""

    RED = "turn.red"
    AMBER = "turn.amber"
    SILENT = "turn.silent"
    EASED = "turn.eased"
    RECOVERED = "turn.recovered"
    REPORTED = "turn.reported"
    SAME = "turn.same"


class Direction(Enum):
    """Whether a value moved the way that is declared good; the values are keys of texts."""

    WORSE = "moved.worse"
    UNJUDGED = "moved.unjudged"
    SAME = "moved.same"
    BETTER = "moved.better"


@dataclass(frozen=True)
class Compared:
    """One indicator on both days.

    `difference` is in the indicator's own unit, or says why there is none; then
    `direction` is None. `places` says which places turned, "" where none did.
    """

    indicator: str
    title: str
    page: str
    turn: Turn
    turn_text: str
    before: Side
    now: Side
    difference: str
    direction: Direction | None
    direction_text: str
    places: str


@dataclass(frozen=True)
class Comparison:
    """`turned` are the indicators of another status, worst first; `steady` the rest."""

    heading: str
    before: str
    now: str
    counts: tuple[tuple[Turn, str], ...]
    turned: tuple[Compared, ...]
    steady: tuple[Compared, ...]


def comparison_of(
    engine: Engine,
    moment: Moment,
    lang: Lang,
    indicators: Sequence[Indicator],
    place: str,
    against: date,
) -> Comparison:
    """Return the day shown against an earlier one, both told by the same knowledge."""
    at = None if place == WHOLE else place
    with engine.joining() as reader:
        before, now = (
            {
                (reading.indicator, reading.place): reading
                for reading in recall(
                    reader, day, known_at=moment.known_at, place=at, item=""
                )
            }
            for day in (against, moment.as_of)
        )
    found = [_compared(engine, one, place, before, now, lang) for one in indicators]
    found.sort(key=_urgency)
    return Comparison(
        heading=text(
            "changes.against",
            lang,
            day=f"{moment.as_of:%Y-%m-%d}",
            before=f"{against:%Y-%m-%d}",
            known=figures.moment_text(moment.known_at or moment.now),
        ),
        before=figures.day_text(against),
        now=figures.day_text(moment.as_of),
        counts=tuple(_counts(found, lang)),
        turned=tuple(line for line in found if line.turn is not Turn.SAME),
        steady=tuple(line for line in found if line.turn is Turn.SAME),
    )


def side_of(
    indicator: Indicator,
    reading: Reading | None,
    lang: Lang,
    parts: Iterable[Reading] = (),
) -> Side:
    """Return one side of a comparison; `parts` are the places of a city's figure."""
    status = Status.MISSING if reading is None else reading.status
    said = figures.status_text(status, lang)
    return Side(
        shown=told(indicator, reading, lang, parts),
        status=status,
        shape=figures.SHAPES[status],
        status_text=text("tile.broken", lang) if is_broken(reading) else said,
    )


def turn_of(before: Status, now: Status) -> Turn:
    """Return what has become of a status. Green and reference are as good as each other."""
    if before is now:
        return Turn.SAME
    if now is Status.RED:
        return Turn.RED
    if now is Status.AMBER:
        return Turn.EASED if before is Status.RED else Turn.AMBER
    if now is Status.MISSING:
        return Turn.SILENT
    if before is Status.MISSING:
        return Turn.REPORTED
    return Turn.RECOVERED if before in (Status.RED, Status.AMBER) else Turn.SAME


def difference_of(
    indicator: Indicator, before: Reading | None, now: Reading | None, lang: Lang
) -> tuple[str, Direction | None]:
    """Return by how much a value moved and whether that is good.

    Where it is missing on a day, or stands on few people, there is no difference, and the
    text says so.
    """
    old, new = value_of(before), value_of(now)
    if before is None or now is None or old is None or new is None:
        return text(_why_none(before, now), lang), None
    if is_too_small(indicator, before) or is_too_small(indicator, now):
        return text("change.small", lang), None
    if indicator.format is Format.DATE:
        # Both are days ahead of their own day.
        old -= (now.as_of - before.as_of).days
    if figures.figure(indicator, old) == figures.figure(indicator, new):
        return text("changes.same", lang), Direction.SAME
    return _step_text(indicator, new - old, lang), direction_of(indicator, old, new)


def _why_none(before: Reading | None, now: Reading | None) -> str:
    """Return the text that says on which of the days a value is missing."""
    is_silent = [
        reading is None or reading.status is Status.MISSING for reading in (before, now)
    ]
    if all(is_silent):
        return "changes.missing_both"
    if is_silent[0]:
        return "changes.missing_before"
    return "changes.missing_now" if is_silent[1] else "changes.not_owed"


def _step_text(indicator: Indicator, step: float, lang: Lang) -> str:
    if indicator.format is Format.DATE:
        key = "changes.later" if step > 0 else "changes.earlier"
        return text(key, lang, days=f"{abs(step):,.0f}")
    shown = figures.written(indicator, abs(step))
    if shown == figures.written(indicator, 0.0):
        return text("changes.up_little" if step > 0 else "changes.down_little", lang)
    number = f"{'+' if step > 0 else '−'}{shown}"
    if indicator.format is Format.PERCENT:
        return text("changes.points", lang, number=number)
    unit = figures.unit_text(indicator, lang)
    return f"{number}{unit}" if indicator.format is Format.PER_MILLE else f"{number} {unit}"


def direction_of(indicator: Indicator, before: float, now: float) -> Direction:
    """Return whether a move is good, as the catalogue declares it; a band's is towards it.

    A move inside the band, and one of a figure without a better way, is not judged.
    """
    band = indicator.threshold.green_band
    if indicator.threshold.kind is Kind.BAND and band:
        gain = _distance(band, before) - _distance(band, now)
    elif indicator.better is Better.NEITHER:
        gain = 0.0
    else:
        gain = now - before if indicator.better is Better.HIGHER else before - now
    if gain == 0:
        return Direction.UNJUDGED
    return Direction.BETTER if gain > 0 else Direction.WORSE


def _distance(band: tuple[float, float], value: float) -> float:
    return max(band[0] - value, value - band[1], 0.0)


def _compared(
    engine: Engine,
    indicator: Indicator,
    place: str,
    before: Mapping[tuple[str, str], Reading],
    now: Mapping[tuple[str, str], Reading],
    lang: Lang,
) -> Compared:
    old = before.get((indicator.name, place))
    new = now.get((indicator.name, place))
    parts = [_parts(indicator, place, one) for one in (before, now)]
    left, right = (
        side_of(indicator, one, lang, of) for one, of in zip((old, new), parts, strict=True)
    )
    turn = turn_of(left.status, right.status)
    difference, direction = difference_of(indicator, old, new, lang)
    if any(least_of(indicator, of) is not None for of in parts):
        difference, direction = text("change.small", lang), None
    catalogue = engine.catalogue
    return Compared(
        indicator=indicator.name,
        title=say(indicator.words, lang),
        page=page_of(catalogue, catalogue.stems[indicator.name]),
        turn=turn,
        turn_text=text(turn.value, lang),
        before=left,
        now=right,
        difference=difference,
        direction=direction,
        direction_text=text(direction.value, lang) if direction else "",
        places=_places(indicator, before, now, lang) if place == WHOLE else "",
    )


def _parts(
    indicator: Indicator, place: str, known: Mapping[tuple[str, str], Reading]
) -> list[Reading]:
    """Return the places a city's figure is made of; none of a place's own."""
    if place != WHOLE:
        return []
    found = (known.get((indicator.name, part.code)) for part in PLACES)
    return [reading for reading in found if reading is not None]


def _places(
    indicator: Indicator,
    before: Mapping[tuple[str, str], Reading],
    now: Mapping[tuple[str, str], Reading],
    lang: Lang,
) -> str:
    """Return which places turned: "新超红线：青田、云和；恢复达标：莲都"."""
    found: dict[Turn, list[str]] = {}
    for place in PLACES:
        old, new = (one.get((indicator.name, place.code)) for one in (before, now))
        if old is not None and new is not None:
            found.setdefault(turn_of(old.status, new.status), []).append(place.code)
    return text("changes.between", lang).join(
        text(
            "changes.places",
            lang,
            turn=text(turn.value, lang),
            places=listed(found[turn], lang),
        )
        for turn in Turn
        if turn is not Turn.SAME and turn in found
    )


def _urgency(line: Compared) -> tuple[int, int, int]:
    moved = list(Direction).index(line.direction) if line.direction else len(Direction)
    return list(Turn).index(line.turn), WORST_FIRST.index(line.now.status), moved


def _counts(lines: Iterable[Compared], lang: Lang) -> Iterable[tuple[Turn, str]]:
    turns = [line.turn for line in lines]
    for turn in Turn:
        if turn in turns:
            number = turns.count(turn)
            yield turn, f"{text(turn.value, lang)} {number}"
