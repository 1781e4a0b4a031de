"""Who asked the grassroots for what, and who has to answer: both ends of the burden."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import TypeVar

from lishui_dash.catalogue.feeds import form_burden_daily, form_requests
from lishui_dash.catalogue.places import CITY_LEVEL, PLACES
from lishui_dash.catalogue.registers import Registers
from lishui_dash.catalogue.selects import burden
from lishui_dash.readings.known import sql_for_known
from lishui_dash.spec import UnitKind
from lishui_dash.store.engine import Reader

_Number = TypeVar("_Number", int, float)

_KINDS = {
    "township": UnitKind.TOWNSHIP,
    "village": UnitKind.VILLAGE,
    "hospital": UnitKind.HOSPITAL,
}
"""Which units a level stands for; of other levels every county is asked alike."""


@dataclass(frozen=True)
class Asked:
    """What one sender asked of one receiver, or of all of them together.

    `requests_n` and `unapproved_n` are registered requests, `hours` what answering them is
    estimated to take, all receivers together. `below_n` is how many forms, data requests
    and materials arrived, as those who received them counted, and `below_hours` what
    filling them in took; None: nobody below named the sender. `units_n` is to how many
    units the largest request without consent is addressed.
    """

    requests_n: int = 0
    unapproved_n: int = 0
    hours: float = 0.0
    unapproved_hours: float = 0.0
    below_n: int | None = None
    below_hours: float | None = None
    units_n: int = 0

    def __add__(self, other: Asked) -> Asked:
        return Asked(
            self.requests_n + other.requests_n,
            self.unapproved_n + other.unapproved_n,
            self.hours + other.hours,
            self.unapproved_hours + other.unapproved_hours,
            _sum(self.below_n, other.below_n),
            _sum(self.below_hours, other.below_hours),
            max(self.units_n, other.units_n),
        )


@dataclass(frozen=True)
class Sender:
    """`whole` is what it asked in all; `by_place` of each place that has to answer.

    A request to the whole city counts at every place that has such units, and its hours
    are shared by how many there are. `withdrawn_n` requests were taken back since, and are
    not in any other number.
    """

    unit: str
    whole: Asked
    by_place: Mapping[str, Asked] = field(default_factory=dict)
    withdrawn_n: int = 0


_REQUESTS = f"""
    WITH form_requests AS (
        {sql_for_known(form_requests.feed, "CAST(issued_at AS DATE) = $as_of")}
    )
    SELECT
        issuing_unit_code, target_county, target_level, target_unit_n, lacks_consent,
        target_unit_n * coalesce(est_minutes, 0) / 60.0 AS hours
    FROM ({burden.REQUESTS}) AS requests
"""

_WITHDRAWN = f"""
    SELECT issuing_unit_code, count(*)
    FROM ({sql_for_known(form_requests.feed, "CAST(issued_at AS DATE) = $as_of")}) AS sent
    WHERE status = 'withdrawn' AND issuing_unit_code NOT LIKE '%-ZHB'
    GROUP BY issuing_unit_code
"""

_BELOW = f"""
    SELECT
        issuing_unit_code, county_code,
        sum(forms_n + data_requests_n + materials_n) AS below_n,
        sum(fill_hours) AS below_hours
    FROM ({sql_for_known(form_burden_daily.feed, "report_date = $as_of")}) AS below
    WHERE issuing_unit_code <> 'NONE' AND issuing_unit_code NOT LIKE '%-ZHB'
    GROUP BY issuing_unit_code, county_code
    HAVING sum(forms_n + data_requests_n + materials_n) > 0
"""


def senders(
    reader: Reader, registers: Registers, as_of: date, known_at: datetime | None = None
) -> list[Sender]:
    """Return who asked for anything on a day; those without consent first, by hours.

    The command centres' own requests are left out, as they are of the indicator.
    """
    told = {"as_of": as_of, "known_at": known_at}
    found: dict[str, list[tuple[str, Asked]]] = {}
    wholes: dict[str, Asked] = {}
    for unit, target, level, units_n, lacks_consent, hours in reader.query(_REQUESTS, told):
        one = _request(float(hours), int(units_n), is_missing=bool(lacks_consent))
        wholes[unit] = wholes.get(unit, Asked()) + one
        for place, share in shares(registers, target, level).items():
            part = _request(
                float(hours) * share, round(units_n * share), is_missing=bool(lacks_consent)
            )
            found.setdefault(unit, []).append((place, part))
    for unit, place, below_n, below_hours in reader.query(_BELOW, told):
        one = Asked(below_n=int(below_n), below_hours=float(below_hours))
        wholes[unit] = wholes.get(unit, Asked()) + one
        found.setdefault(unit, []).append((place, one))
    withdrawn: dict[str, int] = {}
    for unit, number in reader.query(_WITHDRAWN, told):
        withdrawn[unit] = int(number)
    made = [
        Sender(
            unit,
            wholes.get(unit, Asked()),
            _by_place(found.get(unit, ())),
            withdrawn.get(unit, 0),
        )
        for unit in {*wholes, *withdrawn}
    ]
    return sorted(made, key=_urgency)


def _request(hours: float, units_n: int, *, is_missing: bool) -> Asked:
    if is_missing:
        return Asked(1, 1, hours, hours, units_n=units_n)
    return Asked(1, hours=hours)


def shares(registers: Registers, target: str, level: str) -> dict[str, float]:
    """Return which places have to answer a request, and each one's share of the work."""
    if target != CITY_LEVEL:
        return {target: 1.0}
    kind = _KINDS.get(level)
    counties = [place.code for place in PLACES if place.population]
    if kind is None:
        return {place: 1 / len(counties) for place in counties}
    numbers = {p.code: len(registers.units_of(kind, p.code)) for p in PLACES}
    whole = sum(numbers.values())
    return {place: number / whole for place, number in numbers.items() if number}


def _by_place(parts: Iterable[tuple[str, Asked]]) -> dict[str, Asked]:
    found: dict[str, Asked] = {}
    for place, one in parts:
        found[place] = found.get(place, Asked()) + one
    return found


def _urgency(sender: Sender) -> tuple[float, int, float, float, str]:
    whole = sender.whole
    return (
        -whole.unapproved_hours,
        -whole.unapproved_n,
        -whole.hours,
        -(whole.below_hours or 0),
        sender.unit,
    )


def _sum(one: _Number | None, other: _Number | None) -> _Number | None:
    if one is None or other is None:
        return one if other is None else other
    return one + other
