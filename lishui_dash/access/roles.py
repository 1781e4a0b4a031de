"""Roles, the rights they give, and how far each right reaches.

A role is held at a unit: it reaches that unit and all below it, and at the city's command
everything. Whoever holds several roles has all their rights together.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum

from lishui_dash.catalogue.units import CITY_COMMAND
from lishui_dash.words import Words


class Right(Enum):
    """Something that may be done, or not."""

    FIGURES = "figures"
    """See figures and statuses; they speak of nobody in particular."""
    WALL = "wall"
    """See the wall, and no other page; a screen's token gives it."""
    ROWS = "rows"
    """See the rows behind a figure that tell of things: supplies, posts, forms, money."""
    PERSONS = "persons"
    """See the rows behind a figure that tell of persons, names masked."""
    SEND = "send"
    """Hand in, correct and take back the reports of a unit."""
    LEDGER = "ledger"
    """See which reports were due and came, and what was said about them."""
    ACT = "act"
    """Acknowledge what is red or amber, and order what is done about it."""
    ACCOUNTS = "accounts"
    """Make and close accounts and screens, and say who holds which role."""
    CATALOGUE = "catalogue"
    """Change thresholds, norms and the registers of units and posts."""
    AUDIT = "audit"
    """Read, take along and verify the audit log."""
    REFERENCE = "reference"
    """Read what things mean: dictionary, search, what is kept of persons."""


class Role(Enum):
    LEADER = "leader"
    HEAD = "head"
    CLERK = "clerk"
    DUTY = "duty"
    ADMIN = "admin"
    AUDITOR = "auditor"

    @property
    def words(self) -> Words:
        return _WORDS[self]

    @property
    def rights(self) -> frozenset[Right]:
        return _RIGHTS[self]


_WORDS = {
    Role.LEADER: Words("领导", "leader", "領導"),
    Role.HEAD: Words("单位负责人", "head of a unit", "單位負責人"),
    Role.CLERK: Words("报送员", "clerk", "報送員"),
    Role.DUTY: Words("值班员", "duty officer", "值班員"),
    Role.ADMIN: Words("管理员", "administrator", "管理員"),
    Role.AUDITOR: Words("审计员", "auditor", "審計員"),
}

_RIGHTS = {
    Role.LEADER: frozenset({Right.FIGURES, Right.ROWS, Right.LEDGER, Right.REFERENCE}),
    Role.HEAD: frozenset(
        {Right.FIGURES, Right.ROWS, Right.PERSONS, Right.LEDGER, Right.REFERENCE}
    ),
    Role.CLERK: frozenset({Right.SEND, Right.LEDGER, Right.REFERENCE}),
    Role.DUTY: frozenset(
        {Right.FIGURES, Right.ROWS, Right.LEDGER, Right.ACT, Right.REFERENCE}
    ),
    Role.ADMIN: frozenset({Right.ACCOUNTS, Right.CATALOGUE, Right.REFERENCE}),
    Role.AUDITOR: frozenset({Right.FIGURES, Right.LEDGER, Right.AUDIT, Right.REFERENCE}),
}


@dataclass(frozen=True)
class Grant:
    """A role held at a unit of the register, and at all below it."""

    role: Role
    unit: str = CITY_COMMAND

    def __str__(self) -> str:
        return f"{self.role.value}@{self.unit}"

    @classmethod
    def from_text(cls, text: str) -> Grant:
        """Read what `str` wrote. Raises ValueError for a role nobody knows."""
        role, _, unit = text.partition("@")
        return cls(Role(role), unit or CITY_COMMAND)
