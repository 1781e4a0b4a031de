"""What whoever asks an engine may be shown: whose figures, whose reports, whose rows.

It is said here in terms of places, units and indicators alone; who may see what follows
from roles, in `access`.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from lishui_dash.spec import About, Feed, Indicator


@dataclass(frozen=True)
class Reach:
    """How far a right reaches: to some units, and to places with all that is in them.

    `units` None: everywhere.
    """

    units: frozenset[str] | None = frozenset()
    places: frozenset[str] = frozenset()

    @property
    def is_everywhere(self) -> bool:
        return self.units is None

    def __bool__(self) -> bool:
        return self.units is None or bool(self.units or self.places)

    def __or__(self, other: Reach) -> Reach:
        if self.units is None or other.units is None:
            return EVERYWHERE
        return Reach(self.units | other.units, self.places | other.places)

    def covers(self, unit: str) -> bool:
        return self.units is None or unit in self.units

    def covers_place(self, place: str) -> bool:
        """Whether it reaches all that is at a place."""
        return self.units is None or place in self.places


NOWHERE = Reach()
EVERYWHERE = Reach(None)


@dataclass(frozen=True)
class Sight:
    """What may be shown.

    `figures` is where figures may be seen: at the places it covers. `ledger` is whose
    reports. `things` and `persons` is whose rows may be listed one by one, `owned` are the
    indicators that whoever looks is responsible for: their rows may be listed everywhere.
    `account` names who looks; what he has sent himself he sees in any case.
    """

    figures: Reach = EVERYWHERE
    ledger: Reach = EVERYWHERE
    things: Reach = EVERYWHERE
    persons: Reach = EVERYWHERE
    restricted: Reach = EVERYWHERE
    owned: frozenset[str] = field(default_factory=frozenset)
    account: str = ""

    def listed(self, indicator: Indicator) -> Reach:
        """Return whose rows behind an indicator may be shown one by one."""
        return self._listed(indicator, indicator.about)

    def listed_of(self, indicator: Indicator, feed: Feed) -> Reach:
        """Return whose rows of a feed may be shown to whoever looks into a row behind an
        indicator: a row that counts persons leads to rows that name them."""
        if not self.listed(indicator):
            return NOWHERE
        return self._listed(indicator, feed.about)

    def _listed(self, indicator: Indicator, about: About) -> Reach:
        match about:
            case About.THINGS:
                return self.things
            case _ if indicator.name in self.owned:
                return EVERYWHERE
            case About.PERSONS:
                return self.persons
            case About.RESTRICTED:
                return self.restricted


ALL = Sight()
"""What the program itself sees, and everybody where the dashboard is open to all."""
