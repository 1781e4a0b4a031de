"""The thresholds in force on a day, and readings judged anew by another threshold."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from functools import lru_cache
from itertools import groupby

from lishui_dash.catalogue import Catalogue
from lishui_dash.catalogue.places import PLACES, WHOLE
from lishui_dash.readings.judge import judge
from lishui_dash.readings.reading import Reading, Status
from lishui_dash.readings.recall import recall
from lishui_dash.readings.take import Part, combine
from lishui_dash.spec import (
    Combine,
    Indicator,
    Kind,
    Line,
    Threshold,
    ThresholdChange,
    fault_of,
)
from lishui_dash.store.engine import Reader
from lishui_dash.store.thresholds import changes_of

_MOST_KEPT = 64
"""How many catalogues are kept; each is one mapping of indicators."""


def catalogue_on(
    reader: Reader, catalogue: Catalogue, day: date, known_at: datetime | None = None
) -> Catalogue:
    """Return the catalogue with the thresholds in force on a business day.

    `known_at` leaves out changes made later; None: as known now. The same object comes
    back while the same changes are in force, `catalogue` itself while there are none.
    """
    return catalogue_with(catalogue, changes_of(reader, known_at), day)


def catalogue_with(
    catalogue: Catalogue, changes: Iterable[ThresholdChange], day: date
) -> Catalogue:
    """Return the catalogue with those of `changes` that are in force on a day."""
    held = in_force(changes, day).values()
    found = tuple(sorted(held, key=lambda change: change.number))
    if not found and not any(i.threshold.change for i in catalogue.indicators.values()):
        return catalogue
    return _changed(_Same(catalogue), found)


def in_force(changes: Iterable[ThresholdChange], day: date) -> dict[str, ThresholdChange]:
    """Return by indicator the change that holds on a day: the latest to begin, and of two
    that begin on the same day the one made last."""
    begun = [change for change in changes if change.valid_from <= day]
    begun.sort(key=lambda change: (change.valid_from, change.number))
    return {change.indicator: change for change in begun}


@dataclass(frozen=True, eq=False)
class _Same:
    """A catalogue as a key: it is the same object, or another one."""

    catalogue: Catalogue

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Same) and other.catalogue is self.catalogue

    def __hash__(self) -> int:
        return id(self.catalogue)


@lru_cache(maxsize=_MOST_KEPT)
def _changed(of: _Same, changes: tuple[ThresholdChange, ...]) -> Catalogue:
    by_name = {change.indicator: change for change in changes}
    return replace(
        of.catalogue,
        indicators={
            name: _judged_by(indicator, by_name.get(name))
            for name, indicator in of.catalogue.indicators.items()
        },
    )


def _judged_by(indicator: Indicator, change: ThresholdChange | None) -> Indicator:
    found = threshold_after(indicator, change)
    if found == indicator.threshold:
        return indicator
    return replace(indicator, threshold=found)


def threshold_after(indicator: Indicator, change: ThresholdChange | None) -> Threshold:
    """Return an indicator's threshold after a change; None: as it is declared.

    A change that no longer fits, since the indicator has been declared otherwise
    meanwhile, does not hold: what is declared does.
    """
    declared = indicator.threshold.as_declared
    if change is None or any(line not in declared.figures for line, _ in change.figures):
        return declared
    found = replace(
        declared.with_figures(dict(change.figures)), change=change, declared=declared
    )
    return declared if fault_of(found, indicator.better, indicator.format) else found


@dataclass(frozen=True)
class Shift:
    """The lines of a threshold as a change finds and as it leaves them on its first day.

    `until` is the change that holds from a later day on instead; None: there is none.
    """

    before: Mapping[Line, float | None]
    after: Mapping[Line, float | None]
    until: ThresholdChange | None


def shift_of(
    indicator: Indicator, changes: Iterable[ThresholdChange], change: ThresholdChange
) -> Shift:
    """Return what a change does to an indicator's threshold beside the `changes` made
    before it."""
    own = [one for one in changes if one.indicator == indicator.name]
    held = in_force(own, change.valid_from).get(indicator.name)
    later = (one for one in own if one.valid_from > change.valid_from)
    return Shift(
        threshold_after(indicator, held).figures,
        threshold_after(indicator, change).figures,
        min(later, key=lambda one: (one.valid_from, -one.number), default=None),
    )


Rejudged = tuple[Reading, Reading]
"""A reading as it was judged before, and as it is judged now."""


def judged_anew(
    reader: Reader, indicator: Indicator, days: Collection[date], *, is_lean: bool
) -> list[Rejudged]:
    """Return all readings of an indicator on some days, each as it was judged and as the
    indicator's threshold judges it.

    The values are those that are stored: what rows they came from does not matter, and
    need not be there any more.
    """
    if not days:
        return []
    first, last = min(days), max(days)
    stored = recall(reader, last, indicator=indicator.name, days=(last - first).days + 1)
    found: list[Rejudged] = []
    for day, of_day in groupby(stored, key=lambda reading: reading.as_of):
        if day in days:
            before = list(of_day)
            found += zip(before, _again(indicator, before, is_lean=is_lean), strict=True)
    return found


def _again(
    indicator: Indicator, readings: Sequence[Reading], *, is_lean: bool
) -> list[Reading]:
    """Return the readings of one day, judged by the indicator's threshold."""
    if indicator.threshold.kind is Kind.BAND:
        readings = _worst_anew(indicator, readings)
    return [_judged(indicator, reading, is_lean=is_lean) for reading in readings]


def _judged(indicator: Indicator, reading: Reading, *, is_lean: bool) -> Reading:
    number = indicator.threshold.number
    if reading.status is Status.MISSING or reading.value is None:
        # No line has anything to do with it.
        return replace(reading, threshold_no=number)
    status, reason = judge(
        indicator,
        reading.value,
        reading.extras,
        reading.coverage,
        owed=reading.denominator,
        lean=is_lean,
    )
    return replace(reading, status=status, reason=reason, threshold_no=number)


def _worst_anew(indicator: Indicator, readings: Sequence[Reading]) -> list[Reading]:
    """Return the readings with each whole as its worst part, by the band as it is now.

    How far a value lies outside a band depends on the band; which of others is worst
    depends on no line.
    """
    found = {(reading.place, reading.item): reading for reading in readings}
    if indicator.item and indicator.over_items is Combine.WORST:
        for place in PLACES:
            items = [r for (at, item), r in found.items() if at == place.code and item]
            _put_worst(indicator, found, (place.code, ""), items)
    if indicator.over_places is Combine.WORST:
        for item in {item for place, item in found if place == WHOLE}:
            parts = [found.get((place.code, item)) for place in PLACES]
            counted = [part for part in parts if part is not None and _is_counted(part)]
            _put_worst(indicator, found, (WHOLE, item), counted)
    return [found[reading.place, reading.item] for reading in readings]


def _is_counted(reading: Reading) -> bool:
    """Whether a place has its part in the city's figure: only if it has reported."""
    return not reading.coverage.due or reading.coverage.reported > 0


def _put_worst(
    indicator: Indicator,
    found: dict[tuple[str, str], Reading],
    key: tuple[str, str],
    parts: Sequence[Reading],
) -> None:
    if not parts or key not in found:
        return
    told = [Part(p.numerator, p.denominator, p.value, p.extras) for p in parts]
    worst = combine(indicator, Combine.WORST, told)
    found[key] = replace(
        found[key],
        numerator=worst.numerator,
        denominator=worst.denominator,
        value=worst.value,
    )
