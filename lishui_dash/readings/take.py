"""An indicator's SELECT becomes its readings at every place, item and the whole city.

The city's value is derived as declared (ratio of sums, sum, worst), never averaged, and
only from places that have reported: an unknown part is left out and shows in the
coverage.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from lishui_dash.catalogue import Catalogue
from lishui_dash.catalogue.places import PLACES, WHOLE
from lishui_dash.readings.coverage import DayReports, Reports, reports_of
from lishui_dash.readings.judge import judge
from lishui_dash.readings.reading import Reading
from lishui_dash.spec import Better, Combine, Indicator, Kind
from lishui_dash.store.engine import Reader


@dataclass(frozen=True)
class Part:
    """The figures of one place and item, before they are judged."""

    numerator: float | None
    denominator: float | None
    value: float | None
    extras: Mapping[str, float]


def take(
    reader: Reader,
    catalogue: Catalogue,
    indicator: Indicator,
    as_of: date,
    reports: DayReports | None = None,
) -> list[Reading]:
    """Return the readings of one day: the city first, then each place, then the items.

    They are judged by the threshold that the indicator comes with; which it has on a day,
    `catalogue_on` says. Where two parts are equally bad, the whole is as the first by code:
    whatever order the rows come in, the same rows make the same readings.
    """
    reports = reports or reports_of(reader, catalogue, as_of)
    parts = _select(reader, indicator, as_of)
    by_place: dict[str, dict[str, Part]] = {}
    for (place, item), part in parts.items():
        by_place.setdefault(place, {})[item] = part
    places = {
        place: _part_of_place(indicator, by_place.get(place, {}))
        for place in _places_concerned(indicator, by_place, reports)
    }
    behind = {
        place: reports.behind(indicator, place) for place in (WHOLE, *by_place, *places)
    }
    whole = _whole(indicator, places, by_place, behind)
    found = {(WHOLE, item): part for item, part in whole.items()}
    found |= {(place, ""): part for place, part in places.items()}
    if indicator.item:
        found |= {key: part for key, part in parts.items() if key[1]}
    is_silent, is_lean = reports.silent(indicator), catalogue.is_lean(indicator)
    return [
        _reading(indicator, as_of, place, item, part, behind[place], is_silent, is_lean)
        for (place, item), part in found.items()
    ]


def _select(
    reader: Reader, indicator: Indicator, as_of: date
) -> dict[tuple[str, str], Part]:
    names = ["place", *(["item"] if indicator.item else []), "numerator", "denominator"]
    names += ["value", *(extra.name for extra in indicator.extras)]
    columns = ", ".join(f'"{name}"' for name in names)
    rows = reader.query(
        f"SELECT {columns} FROM ({indicator.sql}) AS taken", {"as_of": as_of}
    )
    first = names.index("numerator")
    found: dict[tuple[str, str], Part] = {}
    for row in rows:
        numerator, denominator, value, *extras = (_number(cell) for cell in row[first:])
        given = {
            extra.name: figure
            for extra, figure in zip(indicator.extras, extras, strict=True)
            if figure is not None
        }
        item = str(row[1]) if indicator.item else ""
        found[str(row[0]), item] = Part(numerator, denominator, value, given)
    return dict(sorted(found.items()))


def _number(cell: object) -> float | None:
    return None if cell is None else float(cell)  # type: ignore[arg-type]


def _places_concerned(
    indicator: Indicator, by_place: Mapping[str, object], reports: DayReports
) -> list[str]:
    """Return the places that owe a report or have rows; all, where reports are events."""
    owing = [p.code for p in PLACES if reports.concerns(indicator, p.code)]
    if not owing:
        return [place.code for place in PLACES]
    return [p.code for p in PLACES if p.code in owing or p.code in by_place]


def _part_of_place(indicator: Indicator, items: Mapping[str, Part]) -> Part:
    if not items:
        zero = 0.0 if indicator.empty_is_zero else None
        return Part(zero, None, zero, {})
    if "" in items:
        return items[""]
    return combine(indicator, indicator.over_items, list(items.values()))


def _whole(
    indicator: Indicator,
    places: Mapping[str, Part],
    by_place: Mapping[str, Mapping[str, Part]],
    behind: Mapping[str, Reports],
) -> dict[str, Part]:
    counted = [
        place for place in places if not (due := behind[place].coverage).due or due.reported
    ]
    found = {"": combine(indicator, indicator.over_places, [places[p] for p in counted])}
    if indicator.item:
        items: dict[str, list[Part]] = {}
        for place in counted:
            for item, part in by_place.get(place, {}).items():
                items.setdefault(item, []).append(part)
        for item, parts in items.items():
            found[item] = combine(indicator, indicator.over_places, parts)
    return found


_COMBINED: dict[Combine, Callable[[Sequence[float]], float]] = {
    Combine.SUM: sum,
    Combine.WORST: max,
    Combine.LEAST: min,
}


def combine(indicator: Indicator, how: Combine, parts: Sequence[Part]) -> Part:
    """Return the figures of a whole from its parts' figures, as declared."""
    extras: dict[str, float] = {}
    for extra in indicator.extras:
        figures = [p.extras[extra.name] for p in parts if extra.name in p.extras]
        if figures:
            extras[extra.name] = _COMBINED[extra.combine](figures)
    if how is Combine.WORST:
        told = [part for part in parts if part.value is not None]
        if not told:
            return Part(None, None, None, extras)
        chosen = min(told, key=lambda part: _goodness(indicator, part))
        return Part(chosen.numerator, chosen.denominator, chosen.value, extras)
    numerator = _sum([part.numerator for part in parts])
    denominator = _sum([part.denominator for part in parts])
    if how is Combine.SUM:
        return Part(numerator, denominator, _sum([p.value for p in parts]), extras)
    ratio = None if numerator is None or not denominator else numerator / denominator
    return Part(numerator, denominator, ratio, extras)


def _sum(figures: Sequence[float | None]) -> float | None:
    told = [figure for figure in figures if figure is not None]
    return sum(told) if told else None


def _goodness(indicator: Indicator, part: Part) -> float:
    """Return a figure that is the lower the worse the part's value is."""
    assert part.value is not None
    threshold = indicator.threshold
    if threshold.kind is Kind.BAND and threshold.green_band:
        low, high = threshold.green_band
        return -max(low - part.value, part.value - high)
    return -part.value if indicator.better is Better.LOWER else part.value


def _reading(
    indicator: Indicator,
    as_of: date,
    place: str,
    item: str,
    part: Part,
    behind: Reports,
    is_silent: bool,
    is_lean: bool,
) -> Reading:
    status, reason = judge(
        indicator,
        part.value,
        part.extras,
        behind.coverage,
        owed=part.denominator,
        silent=is_silent,
        lean=is_lean,
    )
    return Reading(
        indicator=indicator.name,
        as_of=as_of,
        place=place,
        item=item,
        numerator=part.numerator,
        denominator=part.denominator,
        value=part.value,
        extras=part.extras,
        coverage=behind.coverage,
        data_day=behind.last_day,
        received_at=behind.received_at,
        status=status,
        reason=reason,
        threshold_no=indicator.threshold.number,
    )
