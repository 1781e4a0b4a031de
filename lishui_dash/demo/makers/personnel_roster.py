"""The roster: 45,000 people at the start, a few hundred more every day.

Everybody on the rota is on it; so are all medical staff, the five teams for Hubei and a
reserve, some of whom are excused. Only the families of the teams carry a family number.
"""

from __future__ import annotations

from datetime import date

import numpy as np

from lishui_dash.catalogue.places import CITY_LEVEL, ZONE
from lishui_dash.demo.makers.personnel_deployment import home_units
from lishui_dash.demo.people import Indices, names, person_ids, phones
from lishui_dash.demo.rows import Array, Rows, pick, rows, spread, stacked
from lishui_dash.demo.scale import START
from lishui_dash.demo.world import (
    FIRST_HUBEI,
    FIRST_RESERVE,
    PLACE_CODES,
    World,
    codes,
    population_weights,
    units_by_place,
)
from lishui_dash.spec import UnitKind

LISTED = 45_000
INSURED = 7417
"""Front-line medical staff by 2020-02-16: Lishui's share of the province's."""
JINGNING_MEDICS = 228
HUBEI_TEAMS = (
    (date(2020, 1, 25), 12),
    (date(2020, 1, 27), 10),
    (date(2020, 1, 28), 18),
    (date(2020, 2, 9), 20),
    (date(2020, 2, 13), 20),
)
_HUBEI_BY_PLACE = {
    "331102": 26,
    "331121": 12,
    "331122": 10,
    "331123": 6,
    "331124": 6,
    "331125": 4,
    "331126": 4,
    "331127": 4,
    "331181": 6,
    ZONE: 2,
}
_RESERVE_KINDS = ("village", "county", "township", "municipal", "soe", "grid", "volunteer")
_NEW_A_DAY = 260


def make(world: World, day: date) -> Rows:
    tables = [_on_rota(world), _medics(world), _reserve(world)] if day == START else []
    tables += [_hubei(day), _newcomers(world, day)]
    return stacked(tables)


def hubei_places() -> Array:
    """Return the home place of each of the eighty, batches mixed over the places."""
    placed = np.repeat(list(_HUBEI_BY_PLACE), list(_HUBEI_BY_PLACE.values()))
    return placed[np.arange(80) * 27 % 80]


def hubei_batches() -> Array:
    """Return the batch, 1 to 5, of each of the eighty."""
    return np.repeat(np.arange(1, 6), [size for _, size in HUBEI_TEAMS])


def family_numbers(members: Array) -> Array:
    """Return the number of each member's family."""
    return np.char.mod("JS2020%04d", members + 1)


def medic_places(world: World) -> Array:
    """Return the place of every medic who is not on the rota, teams for Hubei aside."""
    staff = world.staff
    medics = np.isin(staff.category_of, ("medical", "cdc"))
    on_rota = {code: int((staff.place_of[medics] == code).sum()) for code in PLACE_CODES}
    weights = population_weights(zone=0.01, city=0.45)
    jingning = PLACE_CODES.index("331127")
    weights[jingning] = 0.0
    total = INSURED - sum(_HUBEI_BY_PLACE.values())
    fixed = JINGNING_MEDICS - _HUBEI_BY_PLACE["331127"]
    wanted = spread(total - fixed, weights)
    wanted[jingning] = fixed
    missing = [n - on_rota[code] for code, n in zip(PLACE_CODES, wanted, strict=True)]
    spare = [max(n, 0) for n in missing]
    spare[PLACE_CODES.index(CITY_LEVEL)] += sum(n for n in missing if n < 0)
    return np.repeat(np.array(PLACE_CODES), spare)


def medic_people(world: World) -> Indices:
    return np.arange(FIRST_RESERVE, FIRST_RESERVE + len(medic_places(world)))


def medic_units(places: Array, turn: Array) -> Array:
    """Return where each medic works: a hospital or, for two in five, a clinic."""
    hospital = np.array(units_by_place(UnitKind.HOSPITAL, places, turn).to_pylist())
    clinic = np.array(units_by_place(UnitKind.CLINIC, places, turn).to_pylist())
    return np.where((turn % 5 < 2) & (places != CITY_LEVEL), clinic, hospital)


def _on_rota(world: World) -> Rows:
    staff = world.staff
    people = np.arange(staff.people)
    category = staff.category_of
    cadre = (category == "village") & (staff.township_of != "")
    village = np.where(cadre, np.char.add(staff.township_of, "001"), "")
    return _people(
        people,
        START,
        unit_code=home_units(staff, people),
        county_code=codes(staff.place_of),
        personnel_category=codes(category),
        is_village_cadre=cadre,
        village_code=_or_empty(village, cadre),
        exposure_level=_exposure(category),
    )


def _medics(world: World) -> Rows:
    places, people = medic_places(world), medic_people(world)
    category = np.where(people % 25 == 0, "cdc", "medical")
    return _people(
        people,
        START,
        unit_code=codes(medic_units(places, people // 3)),
        county_code=codes(places),
        personnel_category=codes(category),
        exposure_level=_exposure(category),
    )


def _reserve(world: World) -> Rows:
    first = FIRST_RESERVE + len(medic_people(world))
    known = world.staff.people + len(medic_people(world))
    return _villagers(first, world.count(LISTED - known / world.share, 500), START)


def _newcomers(world: World, day: date) -> Rows:
    since = (day - START).days
    count = world.count(_NEW_A_DAY + 17 * (since % 7))
    return _villagers(60_000 + since * 362, count, day)


def _villagers(first: int, count: int, day: date) -> Rows:
    """Return people of the reserve; one in twenty-nine is excused, with the reason."""
    people = np.arange(first, first + count)
    places = np.repeat(
        np.array(PLACE_CODES), spread(count, population_weights(zone=0.03, city=0.12))
    )
    category = np.array(_RESERVE_KINDS)[people % len(_RESERVE_KINDS)]
    category = np.where(places == CITY_LEVEL, "municipal", category)
    excused = people % 29 == 0
    cadre = (category == "village") & ~np.isin(places, (CITY_LEVEL, ZONE))
    village = np.array(units_by_place(UnitKind.VILLAGE, places, people).to_pylist())
    township = np.array(units_by_place(UnitKind.TOWNSHIP, places, people).to_pylist())
    bureau = np.array(units_by_place(UnitKind.DEPARTMENT, places, people).to_pylist())
    home = np.where(cadre, np.array([code[:9] for code in village.tolist()]), township)
    home = np.where(np.isin(places, (CITY_LEVEL, ZONE)), bureau, home)
    return _people(
        people,
        day,
        unit_code=codes(home),
        county_code=codes(places),
        personnel_category=codes(category),
        is_village_cadre=cadre,
        village_code=_or_empty(village, cadre),
        participation_status=pick(("took_part", "exempt"), excused.astype(int)),
        exemption_reason=pick(("病假", "孕期", "在外地", "居家隔离"), people % 4, excused),
    )


def _hubei(day: date) -> Rows:
    batches = [batch for batch, (left, _) in enumerate(HUBEI_TEAMS, 1) if left == day]
    members = np.flatnonzero(np.isin(hubei_batches(), batches))
    places = hubei_places()[members]
    return _people(
        FIRST_HUBEI + members,
        day,
        unit_code=units_by_place(UnitKind.HOSPITAL, places, members),
        county_code=codes(places),
        personnel_category="medical",
        exposure_level="high",
        support_team_batch=hubei_batches()[members],
        is_isolated_duty=True,
        family_key=family_numbers(members),
    )


def _people(people: Indices, day: date, **columns: object) -> Rows:
    given: dict[str, object] = {
        "person_id": person_ids(people),
        "name_masked": names(people),
        "phone_masked": phones(people),
        "is_party_member": people % 5 < 2,
        "cadre_authority": pick(("unit_managed", "county_managed"), (people % 17 == 0) * 1),
        "is_village_cadre": False,
        "participation_status": "took_part",
        "valid_from": day,
        "performance_rating": pick(("good", "excellent"), (people % 6 == 0) * 1),
    }
    return rows(len(people), **{**given, **columns})


def _or_empty(texts: Array, where: Array) -> object:
    labels, which = np.unique(texts, return_inverse=True)
    return pick(labels.tolist(), which, where)


def _exposure(category: Array) -> object:
    medical = np.isin(category, ("medical", "cdc"))
    return pick(("low", "elevated"), medical.astype(int))
