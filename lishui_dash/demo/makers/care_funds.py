"""Party dues and care money: 5.05 million yuan passed down by 02-16, three quarters spent.

Each day the city receives, keeps a sixth and passes the rest on; every place spends
three quarters of what it received the same day.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from lishui_dash.catalogue.places import CITY_LEVEL
from lishui_dash.catalogue.units import command_of
from lishui_dash.demo.rows import Rows, rows, spread
from lishui_dash.demo.scale import START
from lishui_dash.demo.world import PLACE_CODES, World, population_weights

PASSED_DOWN, PASSED_BY = 5_048_376, date(2020, 2, 16)
_LATER_A_DAY = 60_000
_CITY = "LS-ZZB"
_SPENT = (
    (("P1", "medical"), 0.34),
    (("P2", "grassroots_cadre"), 0.25),
    (("P3", "party_org"), 0.16),
)


def make(world: World, day: date) -> Rows:
    days = (PASSED_BY - START).days + 1
    whole = spread(PASSED_DOWN, [1.0] * days)
    down = whole[(day - START).days] if day <= PASSED_BY else _LATER_A_DAY
    weights = population_weights(zone=0.02)
    told: list[tuple[object, ...]] = [
        (CITY_LEVEL, _CITY, "received", "LS-CZJ", round(down * 1.2), None, None)
    ]
    for place, amount in zip(PLACE_CODES, spread(down, weights), strict=True):
        if place == CITY_LEVEL:
            told += _spending(CITY_LEVEL, _CITY, round(down * 0.2))
            continue
        unit = command_of(place).code
        told.append((CITY_LEVEL, _CITY, "passed_on", unit, amount, None, None))
        told.append((place, unit, "received", _CITY, amount, None, None))
        told += _spending(place, unit, amount)
    return movements(day, told)


def movements(day: date, told: Sequence[tuple[object, ...]], prefix: str = "ZJ") -> Rows:
    """Return rows of (place, unit, direction, other unit, yuan, purpose, beneficiary)."""
    places, units, directions, others, amounts, purposes, beneficiaries = map(
        list, zip(*told, strict=True)
    )
    spent = [direction == "spent" for direction in directions]
    return rows(
        len(told),
        txn_id=[f"{prefix}{day:%Y%m%d}-{number:03d}" for number in range(1, len(told) + 1)],
        txn_date=day,
        county_code=places,
        unit_code=units,
        fund_type=["care_fund" if is_ else "city_dues" for is_ in spent],
        direction=directions,
        counterparty_unit_code=others,
        amount_yuan=[float(str(amount)) for amount in amounts],
        purpose_code=purposes,
        beneficiary_type=beneficiaries,
        beneficiary_n=[
            max(1, int(str(amount)) // 500) if is_ else None
            for amount, is_ in zip(amounts, spent, strict=True)
        ],
        receipt_ok=True,
    )


def _spending(place: str, unit: str, received: int) -> list[tuple[object, ...]]:
    return [
        (place, unit, "spent", None, max(1, round(received * part)), purpose, beneficiary)
        for (purpose, beneficiary), part in _SPENT
    ]
