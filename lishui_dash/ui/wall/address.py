"""What the address of a wall asks for."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from urllib.parse import urlencode

from lishui_dash.catalogue.places import PLACES, WHOLE
from lishui_dash.ui import language, session
from lishui_dash.ui.session import Asked
from lishui_dash.views.languages import Lang
from lishui_dash.views.links import PLACE

TOUR = "tour"
"""Seconds that each scene of the tour is shown; without it the wall stands still."""
SHORTEST_TOUR, LONGEST_TOUR = 5, 3600


@dataclass(frozen=True)
class Address:
    """`place` is WHOLE for the city's own wall; `tour` is 0 where none is asked for."""

    lang: Lang
    place: str
    tour: int
    asked: Asked

    @property
    def query(self) -> str:
        """What the links of the wall carry to the pages they lead to."""
        kept: dict[str, str] = {}
        if self.lang != language.DEFAULT:
            kept[language.PARAMETER] = self.lang
        if self.asked.day:
            kept[session.AS_OF] = self.asked.day.isoformat()
        if self.asked.is_then:
            kept[session.KNOWN] = "then"
        return f"?{urlencode(kept)}" if kept else ""


def address_of(query: Mapping[str, str]) -> Address:
    """Return what this viewer's address asks for; what makes no sense is left out."""
    place = query.get(PLACE, WHOLE)
    return Address(
        lang=language.lang(),
        place=place if any(place == known.code for known in PLACES) else WHOLE,
        tour=_tour(query.get(TOUR, "")),
        asked=session.asked(),
    )


def _tour(said: str) -> int:
    if not said.isdecimal():
        return 0
    seconds = int(said[:6])
    return min(max(seconds, SHORTEST_TOUR), LONGEST_TOUR) if seconds else 0
