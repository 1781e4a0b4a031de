"""A reading: an indicator's value at a place (and item) as of one day."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from enum import Enum

from lishui_dash.words import Words


class Status(Enum):
    GREEN = "green"
    AMBER = "amber"
    RED = "red"
    MISSING = "missing"
    """not reported, or not to be told; never shown as green"""
    REFERENCE = "reference"
    """shown without judgement: the policy sets no target"""


WORST_FIRST = (Status.RED, Status.AMBER, Status.MISSING, Status.GREEN, Status.REFERENCE)


def worst(statuses: list[Status]) -> Status:
    """Return the status that asks most loudly for somebody; MISSING when there is none."""
    return min(statuses, key=WORST_FIRST.index, default=Status.MISSING)


@dataclass(frozen=True)
class Coverage:
    """Units reported out of units due. `due` is 0 where nobody owes a regular report."""

    reported: int
    due: int

    @property
    def share(self) -> float:
        return self.reported / self.due if self.due else 1.0


@dataclass(frozen=True)
class Reading:
    """The value of one indicator at one place (and item) on one business day.

    `item` is "" for the place as a whole; `place` is WHOLE for the city. `value` is None
    when it cannot be told. A MISSING reading may still hold the last value known, which
    must not be shown as current: `data_day` says which day it is of. A percentage is a
    fraction. `known_at` is when the store came to know it. `threshold_no` is the change of
    the threshold that it was judged by, 0 where that was as declared.
    """

    indicator: str
    as_of: date
    place: str
    item: str
    numerator: float | None
    denominator: float | None
    value: float | None
    extras: Mapping[str, float]
    coverage: Coverage
    data_day: date | None
    received_at: datetime | None
    status: Status
    reason: Words
    known_at: datetime | None = None
    threshold_no: int = 0
