"""How a number came about: its formula with the numbers filled in, its thresholds."""

from __future__ import annotations

from dataclasses import dataclass
from math import isclose

from lishui_dash.catalogue.places import WHOLE
from lishui_dash.readings.reading import Reading, Status
from lishui_dash.spec import Better, Combine, Indicator, Kind, Threshold
from lishui_dash.views import figures
from lishui_dash.views.board import Board, value_of
from lishui_dash.views.languages import Lang, say, text
from lishui_dash.views.names import where_text
from lishui_dash.views.suppression import few_text, is_too_small, least_of, least_text

_TOLERANCE = 1e-6


@dataclass(frozen=True)
class Formula:
    """Numerator and denominator in words with their numbers, and what they come to.

    `is_ratio`: the result is the one divided by the other; otherwise it comes from both
    by the rule in words. `of` says whose numbers they are: of the whole, or of the one
    place and item that is worst.
    """

    numerator: str
    numerator_value: str
    denominator: str
    denominator_value: str
    result: str
    is_ratio: bool
    of: str


@dataclass(frozen=True)
class Step:
    """What a status takes: "绿：≥14 天"."""

    status: Status
    shape: str
    says: str


@dataclass(frozen=True)
class Extra:
    name: str
    value: str


def formula_of(shown: Board, indicator: Indicator, place: str, lang: Lang) -> Formula:
    reading = shown.at(indicator, place)
    value = value_of(reading)
    hidden = reading is not None and is_too_small(indicator, reading)
    numerator = _count(indicator, reading.numerator if reading else None, hidden)
    denominator = _count(indicator, reading.denominator if reading else None, hidden)
    result = figures.with_unit(indicator, value, lang, shown.as_of)
    if hidden and value is not None:
        result = few_text(indicator, lang)
    elif (least := least_of(indicator, shown.parts(indicator, place))) is not None:
        # What is counted is the numerator itself.
        numerator = result = least_text(indicator, least, lang)
    return Formula(
        numerator=say(indicator.numerator, lang),
        numerator_value=numerator,
        denominator=say(indicator.denominator, lang),
        denominator_value=denominator,
        result=result,
        is_ratio=reading is not None and _is_ratio(reading, value),
        of=_of_text(shown, indicator, place, lang),
    )


def _count(indicator: Indicator, figure: float | None, hidden: bool) -> str:
    """Return a count as one writes it; a small number of people is not told."""
    if figure is None:
        return figures.MISSING
    is_few = figure < figures.SMALL
    if is_few and (hidden or (indicator.suppress_small and figure > 0)):
        return figures.FEW
    return f"{figure:,.0f}" if figure == int(figure) else f"{figure:,.1f}"


def _is_ratio(reading: Reading, value: float | None) -> bool:
    if value is None or reading.numerator is None or not reading.denominator:
        return False
    return isclose(value, reading.numerator / reading.denominator, rel_tol=_TOLERANCE)


def _of_text(shown: Board, indicator: Indicator, place: str, lang: Lang) -> str:
    how = indicator.over_places if place == WHOLE else indicator.over_items
    if place != WHOLE and not indicator.item:
        return text("formula.own", lang)
    if how is not Combine.WORST:
        return text(f"formula.{how.value}", lang)
    part = shown.worst_part(indicator, place)
    if part is None:
        return text("formula.worst_none", lang)
    return text("formula.worst", lang, where=where_text(part, shown.registers, lang))


def extras_of(
    shown: Board, indicator: Indicator, place: str, lang: Lang
) -> tuple[Extra, ...]:
    """Return the figures that stand beside the value."""
    reading = shown.at(indicator, place)
    told = reading.extras if reading and reading.status is not Status.MISSING else {}
    is_few = reading is not None and is_too_small(indicator, reading)
    return tuple(
        Extra(
            say(extra.words, lang),
            figures.MISSING
            if is_few
            else _count(indicator, told[extra.name], hidden=False),
        )
        for extra in indicator.extras
        if extra.name in told
    )


def steps_of(indicator: Indicator, lang: Lang, *, is_lean: bool) -> tuple[Step, ...]:
    """Return what makes the figure green, amber and red, in this order."""
    threshold = indicator.threshold
    steps = _steps_by_value(indicator, lang)
    for status, whens in (
        (Status.AMBER, threshold.amber_when),
        (Status.RED, threshold.red_when),
    ):
        steps += [(status, say(when.says, lang)) for when in whens]
    if is_lean:
        steps = [(s, t) for s, t in steps if s is not Status.RED]
    order = (Status.REFERENCE, Status.GREEN, Status.AMBER, Status.RED)
    steps.sort(key=lambda step: order.index(step[0]))
    return tuple(Step(status, figures.SHAPES[status], says) for status, says in steps)


def _steps_by_value(indicator: Indicator, lang: Lang) -> list[tuple[Status, str]]:
    threshold = indicator.threshold

    def line(value: float | None) -> str:
        return figures.line_text(indicator, value, lang)

    match threshold.kind:
        case Kind.FLOOR:
            found = [(Status.GREEN, f"≥{line(threshold.green)}")]
            if threshold.amber != threshold.green:
                found.append((Status.AMBER, f"≥{line(threshold.amber)}"))
            return [
                *found,
                (Status.RED, f"<{line(threshold.amber)}{_flash(indicator, lang)}"),
            ]
        case Kind.CEILING:
            found = [(Status.GREEN, f"≤{line(threshold.green)}")]
            if threshold.amber != threshold.green:
                found.append((Status.AMBER, f"≤{line(threshold.amber)}"))
            return [
                *found,
                (Status.RED, f">{line(threshold.amber)}{_flash(indicator, lang)}"),
            ]
        case Kind.ZERO:
            return [(Status.GREEN, "= 0"), (Status.RED, f"> 0{_flash(indicator, lang)}")]
        case Kind.BAND:
            return [
                (Status.GREEN, _band(indicator, threshold.green_band, lang)),
                (Status.AMBER, _band(indicator, threshold.amber_band, lang)),
                (Status.RED, text("step.outside", lang)),
            ]
        case Kind.REFERENCE:
            if threshold.reference is None:
                return [(Status.REFERENCE, text("step.no_line", lang))]
            said = text("step.reference", lang, line=line(threshold.reference))
            return [(Status.REFERENCE, said)]


def _flash(indicator: Indicator, lang: Lang) -> str:
    line = indicator.threshold.critical
    if line is None:
        return ""
    sign = "<" if indicator.better is Better.HIGHER else ">"
    said = figures.line_text(indicator, line, lang)
    return text("step.critical", lang, line=f"{sign}{said}")


def _band(indicator: Indicator, band: tuple[float, float] | None, lang: Lang) -> str:
    low, high = band or (None, None)
    return (
        f"{figures.line_text(indicator, low, lang)} – "
        f"{figures.line_text(indicator, high, lang)}"
    )


@dataclass(frozen=True)
class Band:
    """A stretch of the scale that has one status; None: without end."""

    low: float | None
    high: float | None
    status: Status


def bands_of(threshold: Threshold, *, is_lean: bool) -> tuple[Band, ...]:
    """Return the stretches of the scale, in the indicator's own measure.

    A preference has no red stretch: what would be red is amber.
    """
    red = Status.AMBER if is_lean else Status.RED
    green, amber = threshold.green, threshold.amber
    match threshold.kind:
        case Kind.FLOOR:
            return (
                Band(None, amber, red),
                Band(amber, green, Status.AMBER),
                Band(green, None, Status.GREEN),
            )
        case Kind.CEILING:
            return (
                Band(None, green, Status.GREEN),
                Band(green, amber, Status.AMBER),
                Band(amber, None, red),
            )
        case Kind.BAND:
            assert threshold.green_band
            assert threshold.amber_band
            return (
                Band(None, threshold.amber_band[0], red),
                Band(threshold.amber_band[0], threshold.green_band[0], Status.AMBER),
                Band(*threshold.green_band, Status.GREEN),
                Band(threshold.green_band[1], threshold.amber_band[1], Status.AMBER),
                Band(threshold.amber_band[1], None, red),
            )
        case Kind.ZERO:
            return (Band(0.0, None, red),)
        case Kind.REFERENCE:
            return ()


def scale_of(indicator: Indicator) -> float:
    """Return by how much a stored value is multiplied when it is drawn."""
    return float(indicator.format.scale)
