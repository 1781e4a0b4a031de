"""What somebody may see and do: made once from his grants, and asked everywhere.

A body of the city sees the figures of the whole city, and the rows behind those it answers
for; a body of a county sees its county's figures, and the rows of itself and of what stands
below it. Rows about health, discipline and nominations are for whoever answers for them.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property

from lishui_dash.access.roles import Grant, Right, Role
from lishui_dash.catalogue import Catalogue
from lishui_dash.catalogue.owners import owned_by
from lishui_dash.catalogue.places import CITY_LEVEL, PLACES, WHOLE, WHOLE_WORDS
from lishui_dash.catalogue.registers import Registers
from lishui_dash.catalogue.units import CITY_COMMAND, UNITS, Unit
from lishui_dash.errors import AccessRefused, SetupRefused
from lishui_dash.intake.permit import Permit
from lishui_dash.spec import UnitKind
from lishui_dash.store.sight import ALL, EVERYWHERE, NOWHERE, Reach, Sight
from lishui_dash.words import Words

_RIGHT_WORDS = {
    Right.FIGURES: Words("查看指标", "see figures"),
    Right.WALL: Words("查看大屏", "see the wall"),
    Right.ROWS: Words("查看明细", "see rows"),
    Right.PERSONS: Words("查看人员明细", "see rows about persons"),
    Right.SEND: Words("报送数据", "hand in reports"),
    Right.LEDGER: Words("查看报送情况", "see which reports came"),
    Right.ACT: Words("确认和交办预警", "acknowledge and order"),
    Right.ACCOUNTS: Words("管理账号", "manage accounts"),
    Right.CATALOGUE: Words("调整预警线和名录", "change thresholds and registers"),
    Right.AUDIT: Words("查看审计日志", "read the audit log"),
    Right.REFERENCE: Words("查阅数据字典", "read the dictionary"),
}
_COMMANDS = (UnitKind.CITY_COMMAND, UnitKind.COMMAND)


@dataclass(frozen=True, eq=False)
class Scope:
    """`who` is the name of an account, "" for nobody in particular. `reaches` says how far
    each right goes; a right that is not named is not held."""

    who: str
    grants: tuple[Grant, ...]
    reaches: Mapping[Right, Reach]
    sight: Sight

    def reach(self, right: Right) -> Reach:
        return self.reaches.get(right, NOWHERE)

    def may(self, right: Right, unit: str | None = None) -> bool:
        """Whether a right is held at all, or for one unit or place by its code."""
        reach = self.reach(right)
        if unit is None:
            return bool(reach)
        if unit == WHOLE:
            return reach.is_everywhere
        return reach.covers(unit) or reach.covers_place(unit)

    def require(self, right: Right, unit: str | None = None) -> None:
        """Raises AccessRefused where `may` says no."""
        if not self.may(right, unit):
            raise AccessRefused(self._why_not(right, unit))

    def _why_not(self, right: Right, unit: str | None) -> Words:
        words = _RIGHT_WORDS[right]
        if unit is not None and self.may(right):
            name = _name_of(unit)
            return Words(
                f"{name.hans}不在您的范围内，不能{words.hans}",
                f"{name.en} is not within your scope: you may not {words.en} there",
            )
        holders = [role.words for role in Role if right in role.rights]
        return Words(
            f"您的角色不能{words.hans}；可以的有：{'、'.join(one.hans for one in holders)}",
            f"your roles do not let you {words.en}; those who may: "
            f"{', '.join(one.en for one in holders)}",
        )

    @cached_property
    def permit(self) -> Permit:
        """Under which he hands files in."""
        units = self.reach(Right.SEND)
        return Permit(self.who, units, self.reach(Right.CATALOGUE))

    @property
    def home(self) -> str:
        """The unit whose page is his own, "" where he speaks for the whole city."""
        return self.homes[0] if self.homes else ""

    @property
    def homes(self) -> tuple[str, ...]:
        """The units where he holds a role, the city's command left out."""
        units = (grant.unit for grant in self.grants)
        return tuple(dict.fromkeys(unit for unit in units if unit != CITY_COMMAND))


EVERYTHING: Mapping[Right, Reach] = dict.fromkeys(Right, EVERYWHERE)
OPEN = Scope("", (), EVERYTHING, ALL)
"""Of everybody, where the dashboard is open to all."""
NOTHING = Scope("", (), {}, Sight(*(5 * (NOWHERE,))))
"""Of whoever has not signed in."""


def screen_scope(name: str) -> Scope:
    """Return the scope of a screen with a token: the wall with all figures, and no row."""
    sight = Sight(EVERYWHERE, EVERYWHERE, NOWHERE, NOWHERE, NOWHERE)
    return Scope(name, (), {Right.WALL: EVERYWHERE}, sight)


def scope_of(
    who: str, grants: Iterable[Grant], registers: Registers, catalogue: Catalogue
) -> Scope:
    """Return the union of what the grants give; one of an unknown unit gives nothing."""
    held = tuple(grant for grant in grants if grant.unit in registers.units)
    reaches: dict[Right, Reach] = {}
    owned: set[str] = set()
    for grant in held:
        unit = registers.units[grant.unit]
        own = below(registers, unit)
        for right in grant.role.rights:
            reach = _figures(unit, own) if right is Right.FIGURES else own
            if right is Right.ROWS and unit.place == CITY_LEVEL:
                # Supplies, forms and money of all are the business of the city's bodies.
                reach = EVERYWHERE
            reaches[right] = reaches.get(right, NOWHERE) | reach
        if Right.PERSONS in grant.role.rights and unit.place == CITY_LEVEL:
            owned |= {indicator.name for indicator in owned_by(catalogue, unit)}
    of = reaches.get
    return Scope(
        who,
        held,
        reaches,
        Sight(
            figures=of(Right.FIGURES, NOWHERE),
            ledger=of(Right.LEDGER, NOWHERE),
            things=of(Right.ROWS, NOWHERE),
            persons=of(Right.PERSONS, NOWHERE),
            restricted=NOWHERE,
            owned=frozenset(owned),
            account=who,
        ),
    )


def refuse_useless(grant: Grant, units: Mapping[str, Unit]) -> None:
    """Raises SetupRefused for a duty officer of a unit that is no command centre.

    What is red or amber is a figure of a place, and whoever answers for the place acts on
    it: a department, a hospital or a township could acknowledge and order nothing. A unit
    that is not known is let pass: it gives no right until a list names it.
    """
    unit = units.get(grant.unit)
    if grant.role is not Role.DUTY or unit is None or unit.kind in _COMMANDS:
        return
    raise SetupRefused(
        f"值班员只能设在市、县（市、区）指挥部：预警按地区处置，{unit.words.hans}没有可确认、"
        "可交办的预警；只查看请选“领导”或“单位负责人”。"
        " Duty officers belong to the command centre of the city or of a county: alerts are"
        f" of a place, and {unit.words.en} could acknowledge and order none. To look on,"
        " choose leader or head of a unit."
    )


def _name_of(code: str) -> Words:
    """Return the name of a unit or place, its code where only a list has named it."""
    if code == WHOLE:
        return WHOLE_WORDS
    found = [place.words for place in PLACES if place.code == code]
    found += [UNITS[code].words] if code in UNITS else []
    return found[0] if found else Words(code, code)


def below(registers: Registers, unit: Unit) -> Reach:
    """Return a unit and all below it; a command centre reaches all of its place."""
    if unit.code == CITY_COMMAND:
        return EVERYWHERE
    if unit.kind is UnitKind.COMMAND:
        units = {one.code for one in registers.units.values() if one.place == unit.place}
        return Reach(frozenset(units), frozenset({unit.place}))
    return Reach(frozenset(registers.under(unit.code)))


def _figures(unit: Unit, own: Reach) -> Reach:
    """Return whose figures a unit sees: they are told by place, and not by unit."""
    if unit.place == CITY_LEVEL:
        return EVERYWHERE
    return own | Reach(frozenset({unit.code}), frozenset({unit.place}))
