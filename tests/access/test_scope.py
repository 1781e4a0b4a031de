"""What each role may do, at its own unit, below it and at another; and that it adds up."""

from __future__ import annotations

import pytest

from lishui_dash.access.roles import Grant, Right, Role
from lishui_dash.access.scope import NOTHING, OPEN, refuse_useless, screen_scope
from lishui_dash.catalogue import CATALOGUE
from lishui_dash.catalogue.places import PLACES, WHOLE
from lishui_dash.catalogue.registers import DECLARED
from lishui_dash.catalogue.units import CITY_COMMAND, UNITS, Unit
from lishui_dash.commands.typed import grant_of
from lishui_dash.errors import AccessRefused, SetupRefused
from lishui_dash.spec import About
from tests.access.people import (
    FOREIGN,
    FOREIGN_PLACE,
    HEALTH_HEAD,
    HOME,
    HOME_PLACE,
    NOBODY,
    OF_CITY,
    OTHER_TOWN,
    PEOPLE,
    TOWN,
    Person,
    person,
)

MAY = """
    right     | leader | head | clerk | duty | admin | auditor
    figures   | yes    | yes  | -     | yes  | -     | yes
    wall      | -      | -    | -     | -    | -     | -
    rows      | yes    | yes  | -     | yes  | -     | -
    persons   | -      | yes  | -     | -    | -     | -
    send      | -      | -    | yes   | -    | -     | -
    ledger    | yes    | yes  | yes   | yes  | -     | yes
    act       | -      | -    | -     | yes  | -     | -
    accounts  | -      | -    | -     | -    | yes   | -
    catalogue | -      | -    | -     | -    | yes   | -
    audit     | -      | -    | -     | -    | -     | yes
    reference | yes    | yes  | yes   | yes  | yes   | yes
"""


def said() -> dict[tuple[Role, Right], bool]:
    head, *lines = (
        [cell.strip() for cell in line.split("|")] for line in MAY.strip().splitlines()
    )
    return {
        (Role(role), Right(line[0])): cell == "yes"
        for line in lines
        for role, cell in zip(head[1:], line[1:], strict=True)
    }


def test_the_table_names_every_role_and_every_right() -> None:
    assert set(said()) == {(role, right) for role in Role for right in Right}


@pytest.mark.parametrize(("role", "right"), list(said()))
def test_a_role_reaches_its_county_and_no_other(role: Role, right: Right) -> None:
    scope = person("x", Grant(role, HOME)).scope
    may = said()[role, right]
    assert scope.may(right) == may
    assert scope.may(right, HOME) == may
    assert scope.may(right, TOWN) == may
    assert scope.may(right, HOME_PLACE) == may
    for foreign in (FOREIGN, FOREIGN_PLACE, "331122101", WHOLE, CITY_COMMAND):
        assert not scope.may(right, foreign), foreign


@pytest.mark.parametrize(("role", "right"), list(said()))
def test_a_role_at_the_city_command_reaches_everything(role: Role, right: Right) -> None:
    scope = person("x", Grant(role, CITY_COMMAND)).scope
    for unit in (WHOLE, CITY_COMMAND, HOME, TOWN, FOREIGN, FOREIGN_PLACE):
        assert scope.may(right, unit) == said()[role, right], unit


@pytest.mark.parametrize(("role", "right"), list(said()))
def test_a_role_at_a_township_reaches_its_villages_alone(role: Role, right: Right) -> None:
    scope = person("x", Grant(role, TOWN)).scope
    may = said()[role, right]
    assert scope.may(right, TOWN) == may
    assert scope.may(right, f"{TOWN}001") == may
    # Figures are told by county: those of its own it sees.
    assert scope.may(right, HOME_PLACE) == (may and right is Right.FIGURES)
    assert not scope.may(right, OTHER_TOWN)
    assert not scope.may(right, HOME)


def test_whoever_holds_several_roles_has_all_their_rights() -> None:
    both = person("x", Grant(Role.CLERK, TOWN), Grant(Role.HEAD, FOREIGN)).scope
    assert both.may(Right.SEND, TOWN)
    assert not both.may(Right.SEND, FOREIGN)
    assert both.may(Right.FIGURES, FOREIGN_PLACE)
    assert not both.may(Right.FIGURES, HOME_PLACE)


def test_a_grant_at_a_unit_that_is_not_there_gives_nothing() -> None:
    scope = person("x", Grant(Role.HEAD, "999999")).scope
    assert not any(scope.may(right) for right in Right)


@pytest.mark.parametrize("one", PEOPLE, ids=lambda one: one.title)
def test_what_is_refused_says_what_and_who_may(one: Person) -> None:
    for right in Right:
        if not one.scope.may(right):
            with pytest.raises(AccessRefused) as refused:
                one.scope.require(right)
            for holder in (role for role in Role if right in role.rights):
                assert holder.words.hans in refused.value.words.hans
                assert holder.words.en in refused.value.words.en


def test_rows_of_health_and_discipline_are_for_the_department_that_answers_for_them() -> (
    None
):
    restricted = [i for i in CATALOGUE.indicators.values() if i.about is About.RESTRICTED]
    assert restricted
    for indicator in restricted:
        listed = {
            one.title: bool(one.scope.sight.listed(indicator))
            for one in (*OF_CITY, HEALTH_HEAD)
        }
        is_health = "市卫健委" in indicator.owner.hans
        assert listed[HEALTH_HEAD.title] == is_health, indicator.name
        others = set(listed) - {HEALTH_HEAD.title, "head of the city"}
        assert not any(listed[title] for title in others), indicator.name


def test_a_leader_sees_all_figures_and_lists_no_person() -> None:
    sight = OF_CITY[0].scope.sight
    assert sight.figures.is_everywhere
    for indicator in CATALOGUE.indicators.values():
        assert bool(sight.listed(indicator)) == (indicator.about is About.THINGS)


def test_a_screen_sees_figures_and_nothing_else() -> None:
    scope = screen_scope("大厅")
    assert [right for right in Right if scope.may(right)] == [Right.WALL]
    assert scope.sight.figures.is_everywhere
    assert not any(scope.sight.listed(i) for i in CATALOGUE.indicators.values())


def test_open_is_everything_and_nobody_is_nothing() -> None:
    assert all(OPEN.may(right, WHOLE) for right in Right)
    assert not any(NOTHING.may(right) for right in Right)
    assert not any(NOBODY.scope.may(right) for right in Right)
    assert not NOTHING.sight.figures


def test_the_permit_is_for_the_units_he_may_send_for() -> None:
    permit = person("clerk", Grant(Role.CLERK, TOWN)).scope.permit
    assert permit.account == "clerk"
    assert permit.units.covers(f"{TOWN}001")
    assert not permit.units.covers(OTHER_TOWN)
    assert not permit.keeps


def test_a_circle_of_units_ends() -> None:
    assert len(DECLARED.under(CITY_COMMAND)) == len(set(DECLARED.under(CITY_COMMAND)))


@pytest.mark.parametrize(
    "unit",
    {unit.kind: unit for unit in UNITS.values()}.values(),
    ids=lambda unit: unit.kind.value,
)
def test_a_duty_officer_is_made_just_where_there_is_something_to_act_on(
    unit: Unit,
) -> None:
    duty = Grant(Role.DUTY, unit.code)
    may_act = any(
        person("duty", duty).scope.may(Right.ACT, place)
        for place in (WHOLE, *(place.code for place in PLACES))
    )
    if may_act:
        refuse_useless(duty, UNITS)
        assert grant_of("duty", unit.code) == duty
        return
    with pytest.raises(SetupRefused, match="值班员只能设在"):
        refuse_useless(duty, UNITS)
    with pytest.raises(SetupRefused, match="command centre"):
        grant_of("duty", unit.code)
    assert grant_of("duty", unit.code, is_new=False) == duty
    refuse_useless(Grant(Role.HEAD, unit.code), UNITS)


def test_a_unit_that_only_a_list_may_know_is_let_pass() -> None:
    refuse_useless(Grant(Role.DUTY, "331121-Z99"), UNITS)
