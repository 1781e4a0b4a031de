"""The moment a page speaks about."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

NOTHING_KNOWN = datetime(1, 1, 1)
"""The `known_at` of a store that knew nothing yet: no reading is as old."""


@dataclass(frozen=True)
class Moment:
    """`as_of` is the business day shown; `now` the wall time at which it is shown.

    What counts is what the store had come to know by `known_at` (None: all it knows).
    `is_replay` says that the viewer asked for this day instead of the current one.
    """

    now: datetime
    as_of: date
    known_at: datetime | None = None
    is_replay: bool = False
