"""Which figures are of so few people that they would name them, and what is said instead.

A status is told all the same: that something is wrong somewhere is what the wall is for.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from datetime import date

from lishui_dash.catalogue.places import PLACES, WHOLE
from lishui_dash.readings.reading import Reading
from lishui_dash.spec import Format, Indicator
from lishui_dash.views import figures
from lishui_dash.views.board import value_of
from lishui_dash.views.languages import Lang, text


def is_too_small(indicator: Indicator, reading: Reading) -> bool:
    """Whether a count, or what a share or a wait stands on, is from 1 up to below SMALL.

    The city's figure is no better than a county's: where it is that of its worst county it
    has that county's denominator, and a share of three cases names whoever had them.
    """
    is_count = indicator.format is Format.COUNT
    few = reading.value if is_count else reading.denominator
    return indicator.suppress_small and 0 < (few or 0) < figures.SMALL


def least_of(indicator: Indicator, parts: Iterable[Reading]) -> float | None:
    """Return how many there are at least in the city, by the readings of its places; None
    where the sum gives nothing away.

    The sum, less what is told of the other places, would be what is not told of one. It is
    asked for where the sum itself is not too small.
    """
    if indicator.format is not Format.COUNT or not indicator.suppress_small:
        return None
    known = [part for part in parts if value_of(part) is not None]
    few = [part for part in known if is_too_small(indicator, part)]
    told = sum(part.value or 0 for part in known if part not in few)
    return max(told + len(few), figures.SMALL) if few else None


def hidden_days(
    indicator: Indicator, place: str, past: Callable[[str], Sequence[Reading]]
) -> frozenset[date]:
    """Return the days whose figure at a place is not told, by the `past` of each place."""
    is_sum = place == WHOLE and indicator.format is Format.COUNT
    places = [place, *(part.code for part in PLACES)] if is_sum else [place]
    return frozenset(
        reading.as_of
        for at in places
        for reading in past(at)
        if value_of(reading) is not None and is_too_small(indicator, reading)
    )


def few_unit(indicator: Indicator, lang: Lang) -> str:
    """Return what there are too few of: cases, where a share or a wait is measured."""
    if indicator.format is Format.COUNT:
        return figures.unit_text(indicator, lang)
    return text("few.cases", lang)


def few_text(indicator: Indicator, lang: Lang) -> str:
    """Return what stands in place of a figure that is of too few: "<5 例", "<5 人"."""
    return f"{figures.FEW} {few_unit(indicator, lang)}"


def least_text(indicator: Indicator, least: float, lang: Lang) -> str:
    """Return what stands in place of a sum that would give something away: "≥6 人"."""
    return f"≥{figures.with_unit(indicator, least, lang)}"
