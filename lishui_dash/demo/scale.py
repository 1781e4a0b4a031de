"""How much of the demo is made: its days, and the share of its people."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from enum import Enum

START = date(2020, 1, 23)
"""The day the province began its Level I response: nothing is reported before."""
END = date(2020, 3, 31)
OPENING = date(2020, 3, 3)
"""The business day the demo opens with."""
OPENS_AT = datetime(2020, 3, 4, 9, 0)
"""The moment it is looked at: the morning after, when everything has fallen due."""


class Scale(Enum):
    SMALL = "small"
    """Ten days at about a tenth of the people; every place, unit and feed."""
    FULL = "full"
    """The whole campaign at the volume of the city."""


@dataclass(frozen=True)
class Extent:
    """The days made, from `first` to `last`, and the share of the people shown.

    Medical staff and their posts are always whole: what they wear and insure is counted.
    What would arrive after `until` has not arrived. `sparse` leaves out the items of which
    a unit has none.
    """

    first: date
    last: date
    share: float = 1.0
    until: datetime | None = None
    sparse: bool = False


def extent_of(scale: Scale) -> Extent:
    if scale is Scale.FULL:
        return Extent(START, END)
    return Extent(date(2020, 2, 23), OPENING, 0.07, OPENS_AT, sparse=True)
