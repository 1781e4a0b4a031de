"""Times of day as they are written: 8:30, 8时30分, 下午3点半, 03:30 PM, 24:00."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import timedelta

LOCAL = timedelta(hours=8)
"""What Lishui is ahead of UTC."""

_HALVES = "上午|下午|晚上|晚间|晚|凌晨|清晨|早上|早|中午|午间|傍晚|夜间|夜里"
_AFTER_NOON = frozenset(("下午", "晚上", "晚间", "晚", "傍晚", "夜间", "夜里", "pm"))
_MIDDAY = frozenset(("中午", "午间"))
_CLOCK = re.compile(
    rf"(?P<half>{_HALVES}|am|pm)?\s*(?P<h>\d{{1,2}})\s*"
    rf"(?:(?P<sign>[:时時点點])\s*"
    rf"(?:(?P<m>\d{{1,2}})\s*分?(?:\s*:?\s*(?P<s>\d{{1,2}})(?:\.\d*)?\s*秒?)?|(?P<thirty>半)|整|钟|鐘)?)?"
    rf"\s*(?P<behind>am|pm)?\s*(?P<zone>z|utc|gmt|[+-]\d\d:?\d\d)?"
)


@dataclass(frozen=True)
class Clock:
    """A time of day; `zone` is what it is ahead of UTC, None where that is not said."""

    since_midnight: timedelta
    zone: timedelta | None


def read_clock(text: str) -> Clock | None:
    """Return the time in a lower-case text; None where it is none. 24:00 ends the day."""
    found = _CLOCK.fullmatch(text.strip())
    if found is None or not (found["sign"] or found["half"] or found["behind"]):
        return None
    hour = _hour(int(found["h"]), found["half"] or found["behind"] or "")
    minute = 30 if found["thirty"] else int(found["m"] or 0)
    second = int(found["s"] or 0)
    since = timedelta(hours=hour, minutes=minute, seconds=second)
    if minute > 59 or second > 59 or since > timedelta(hours=24):
        return None
    return Clock(since, _zone(found["zone"]))


def _hour(hour: int, half: str) -> int:
    if half in _AFTER_NOON and hour < 12:
        return hour + 12
    if half in _MIDDAY and hour < 4:
        return hour + 12
    if half in ("上午", "凌晨", "am") and hour == 12:
        return 0
    return hour


def _zone(text: str | None) -> timedelta | None:
    if text is None:
        return None
    if text in ("z", "utc", "gmt"):
        return timedelta(0)
    ahead = timedelta(hours=int(text[1:3]), minutes=int(text[-2:]))
    return ahead if text[0] == "+" else -ahead
