"""Who answers for an indicator: the owner that it names is found among the units."""

from __future__ import annotations

from lishui_dash.catalogue import Catalogue
from lishui_dash.catalogue.units import Unit
from lishui_dash.spec import Indicator

_CITY = "市"
"""Owners are named with or without it: 大数据局, 市大数据局."""
_AND = "、"


def owned_by(catalogue: Catalogue, unit: Unit) -> tuple[Indicator, ...]:
    """Return the indicators a body of the city answers for, alone or with others."""
    names = {name.removeprefix(_CITY) for name in (unit.words.hans, *unit.aliases)}
    return tuple(
        indicator
        for indicator in catalogue.indicators.values()
        if names & {o.removeprefix(_CITY) for o in indicator.owner.hans.split(_AND)}
    )
