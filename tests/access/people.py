"""One person for each role, at one unit and at another that is foreign to it."""

from __future__ import annotations

from dataclasses import dataclass

from lishui_dash.access.roles import Grant, Role
from lishui_dash.access.scope import Scope, scope_of
from lishui_dash.catalogue import CATALOGUE
from lishui_dash.catalogue.registers import DECLARED
from lishui_dash.catalogue.units import CITY_COMMAND

HOME, HOME_PLACE = "331121-ZHB", "331121"
FOREIGN, FOREIGN_PLACE = "331122-ZHB", "331122"
TOWN, OTHER_TOWN = "331121101", "331121102"
HEALTH = "LS-WJW"


@dataclass(frozen=True)
class Person:
    """`title` is for the name of a test."""

    title: str
    grants: tuple[Grant, ...]

    @property
    def scope(self) -> Scope:
        return scope_of(self.title, self.grants, DECLARED, CATALOGUE)


def person(title: str, *grants: Grant) -> Person:
    return Person(title, grants)


OF_CITY = tuple(
    person(f"{role.value} of the city", Grant(role, CITY_COMMAND)) for role in Role
)
OF_COUNTY = tuple(person(f"{role.value} of a county", Grant(role, HOME)) for role in Role)
OF_TOWN = tuple(person(f"{role.value} of a township", Grant(role, TOWN)) for role in Role)
HEALTH_HEAD = person("head of the health commission", Grant(Role.HEAD, HEALTH))
NOBODY = person("nobody")
PEOPLE = (*OF_CITY, *OF_COUNTY, *OF_TOWN, HEALTH_HEAD, NOBODY)
