"""What is typed for an account: its name, its roles, and a password that stays unseen."""

from __future__ import annotations

import re
import sys
from collections.abc import Sequence

import click

from lishui_dash.access.names import as_typed
from lishui_dash.access.roles import Grant, Role
from lishui_dash.access.scope import refuse_useless
from lishui_dash.catalogue.units import CITY_COMMAND, UNITS

_OF_THE_CITY = {Role.LEADER, Role.ADMIN, Role.AUDITOR}
"""Roles that are held for the whole city where no unit is named."""
_PASSWORD = re.compile(r"[^\r\n]*")


class Typed(click.ParamType[str]):
    """A text in whatever encoding the terminal has."""

    name = "text"

    def convert(
        self, value: str, param: click.Parameter | None, context: click.Context | None
    ) -> str:
        return as_typed(value)


def grants_of(roles: Sequence[str], units: Sequence[str]) -> list[Grant]:
    """Pair roles with units; one unit alone goes for all roles."""
    if len(units) == 1:
        units = [units[0]] * len(roles)
    if units and len(units) != len(roles):
        raise click.UsageError(
            "--unit 要么只给一个，要么与 --role 一一对应。"
            " Give one --unit, or one for each --role."
        )
    told: Sequence[str | None] = units or [None] * len(roles)
    return [grant_of(role, unit) for role, unit in zip(roles, told, strict=True)]


def grant_of(role: str, unit: str | None, *, is_new: bool = True) -> Grant:
    """Return a role at a unit. A unit that only a list has made known is taken as well:
    the lists are in the store, which belongs to the server while it runs.

    Raises SetupRefused for a new role that would be of no use there."""
    held = Role(role)
    if unit is None and held not in _OF_THE_CITY:
        raise click.UsageError(
            f"角色 {role} 要写明单位代码（全市为 {CITY_COMMAND}）。"
            f" The role {role} needs the code of a unit; {CITY_COMMAND} is the whole city."
        )
    code = as_typed(unit) if unit else CITY_COMMAND
    if is_new and code not in UNITS:
        click.echo(
            f"注意：单位目录里没有 {code}；若单位名录里也没有，这个角色不生效。"
            f" Note: {code} is not in the catalogue; unless a list names it, the role"
            " gives no right.",
            err=True,
        )
    grant = Grant(held, code)
    if is_new:
        refuse_useless(grant, UNITS)
    return grant


def password_typed(from_input: bool) -> str:
    if from_input:
        line = _PASSWORD.match(sys.stdin.read())
        return as_typed(line[0] if line else "")
    asked: str = click.prompt(
        "口令 Password", hide_input=True, confirmation_prompt="再输一次 Again"
    )
    return as_typed(asked)
