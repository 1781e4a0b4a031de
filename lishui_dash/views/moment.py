"""The moment a page speaks about."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta
from enum import Enum

NOTHING_KNOWN = datetime(1, 1, 1)
"""The `known_at` of a store that knew nothing yet: no reading is as old."""

OPERATING_HOUR = time(9)
"""When the readings of the day before are looked at; "known then" means known by then."""


@dataclass(frozen=True)
class Moment:
    """`as_of` is the business day shown; `now` the wall time at which it is shown.

    What counts is what the store had come to know by `known_at` (None: all it knows).
    `is_replay` says that the viewer asked for this day instead of the current one.
    `newest` is when the newest knowledge came that there is at `now`, whatever is shown
    (None: all that the store knows).
    """

    now: datetime
    as_of: date
    known_at: datetime | None = None
    is_replay: bool = False
    newest: datetime | None = None


class Refusal(Enum):
    """Why a day is not compared with the one shown; the values are keys of the texts."""

    NO_DAY = "changes.no_day"
    NOT_EARLIER = "changes.not_earlier"
    NOT_KNOWN = "changes.not_known"


def morning_after(day: date) -> datetime:
    """Return when the readings of a day were first looked at."""
    return datetime.combine(day + timedelta(days=1), OPERATING_HOUR)


def neighbours(shown: Moment, days: Sequence[date]) -> tuple[date | None, date | None]:
    """Return the day before the one shown and the day after it, None at either end.

    `days` are the days that can be shown, oldest first. The current day is the end.
    """
    before = [day for day in days if day < shown.as_of]
    after = [day for day in days if day > shown.as_of] if shown.is_replay else []
    return before[-1] if before else None, after[0] if after else None


def compared_with(
    asked: str, shown: Moment, days: Sequence[date]
) -> Moment | Refusal | None:
    """Return the earlier day that an address asks to compare with; "" asks for none.

    Both days are told by the same knowledge, so that they differ by what happened and not
    by what has been heard of it.
    """
    if not asked:
        return None
    try:
        day = date.fromisoformat(asked)
    except ValueError:
        return Refusal.NO_DAY
    if day >= shown.as_of:
        return Refusal.NOT_EARLIER
    if day not in days:
        return Refusal.NOT_KNOWN
    return replace(shown, as_of=day, is_replay=True)
