"""Whose page it is: a place as a whole, or one unit; what it answers for and reports."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from lishui_dash.catalogue import Catalogue, owners
from lishui_dash.catalogue.places import CITY_LEVEL, PLACES, WHOLE
from lishui_dash.catalogue.registers import Registers
from lishui_dash.catalogue.units import CITY_COMMAND, Unit
from lishui_dash.spec import Feed, Indicator, UnitKind
from lishui_dash.store.engine import Engine
from lishui_dash.views.delivery import senders
from lishui_dash.views.languages import Lang, say, text
from lishui_dash.views.moment import Moment
from lishui_dash.views.names import place_name


@dataclass(frozen=True)
class Subject:
    """`place` is where its figures are read; `unit` is None for a place as a whole."""

    code: str
    place: str
    unit: Unit | None

    @property
    def is_of_city(self) -> bool:
        """Whether it is one body of the city, which may answer for figures everywhere."""
        return self.unit is not None and self.place == CITY_LEVEL


def subject_of(registers: Registers, code: str) -> Subject | None:
    """Return whom a code means: a place's, or a unit's; None where it is neither.

    A county's command centre is its county, and the whole city its command centre.
    """
    if any(place.code == code for place in PLACES):
        return Subject(code, code, None)
    unit = registers.units.get(CITY_COMMAND if code == WHOLE else code)
    if unit is None:
        return None
    if unit.kind is UnitKind.COMMAND:
        return Subject(unit.place, unit.place, None)
    return Subject(unit.code, unit.place, unit)


def choices_view(
    engine: Engine, _moment: Moment, lang: Lang
) -> tuple[tuple[str, str], ...]:
    """Return the codes and names to choose from: places, then the units that report."""
    units = senders(engine.catalogue, engine.registers, None)
    return (
        *(
            (place.code, label_of(Subject(place.code, place.code, None), lang))
            for place in PLACES
        ),
        *(
            (unit.code, label_of(Subject(unit.code, unit.place, unit), lang))
            for unit in units
            if unit.kind is not UnitKind.COMMAND
        ),
    )


def label_of(subject: Subject, lang: Lang) -> str:
    """Return "青田 · 温溪镇"."""
    name = text("unit.whole_place", lang)
    if subject.unit is not None:
        name = say(subject.unit.words, lang)
    return text("unit.option", lang, place=place_name(subject.place, lang), unit=name)


def owned_by(catalogue: Catalogue, subject: Subject) -> tuple[Indicator, ...]:
    """Return the indicators a body of the city answers for, alone or with others."""
    if subject.unit is None or not subject.is_of_city:
        return ()
    return owners.owned_by(catalogue, subject.unit)


def is_carried(registers: Registers, subject: Subject, indicator: Indicator) -> bool:
    """Whether reports of the unit are among those that an indicator reads."""
    if subject.unit is None:
        return False
    kind = registers.units[registers.reporter_of(subject.code)].kind
    return any(kind in (*f.reporters, *f.contributors) for f in indicator.feeds)


def reporting_units(registers: Registers, subject: Subject) -> tuple[Unit, ...]:
    """Return the units whose reports are its own: all of a place, or the unit itself.

    A village's reports are its township's. Closed units are left out.
    """
    if subject.unit is not None:
        found: Iterable[Unit] = [registers.units[registers.reporter_of(subject.code)]]
    else:
        found = (u for kind in UnitKind for u in registers.units_of(kind, subject.place))
    return tuple(unit for unit in found if unit.closed is None)


def upload_code(registers: Registers, subject: Subject, feed: Feed) -> str:
    """Return the unit under which a report is handed in."""
    if subject.unit is not None:
        return registers.reporter_of(subject.code)
    unit = registers.unit_for(feed, subject.place)
    return (unit or registers.command_of(subject.place)).code
