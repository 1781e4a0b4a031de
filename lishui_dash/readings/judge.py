"""A value, its threshold and its coverage become a status with its reason."""

from __future__ import annotations

from collections.abc import Mapping
from math import isfinite

from lishui_dash.readings.reading import Coverage, Status
from lishui_dash.spec import Indicator, Kind, Threshold, When, Words

NOT_REPORTED = Words("当日未报", "Nobody has reported for this day")
NO_VALUE = Words("数据不足，无法计算", "Too few data to tell")
NOTHING_OWED = Words("无应办事项", "Nothing was owed")
PARTIAL = Words(
    "报送不全，暂不判定达标", "Not all have reported: too early to call it good"
)
"""Why a good value is not green: one report that is due has not come."""
BROKEN = Words("数据异常", "Faulty data")
"""Why a figure that cannot be read, or is no number, is not shown."""
_WITHIN = Words("达标", "Within the threshold")
_BEYOND_GREEN = Words("未达标，需关注", "Beyond green")
_BEYOND_AMBER = Words("超过红线", "Beyond red")
_REFERENCE = Words("仅供参考，不作评判", "For reference, not judged")
_LEAN = Words("倾斜性要求，仅提示", "A preference, shown but never red")


def judge(
    indicator: Indicator,
    value: float | None,
    extras: Mapping[str, float],
    coverage: Coverage,
    *,
    owed: float | None,
    silent: bool = False,
    lean: bool = False,
) -> tuple[Status, Words]:
    """Return the status and why.

    `owed` is the denominator: 0 or None means nothing fell due. `silent` says that the
    feed has never come at all. `lean` says that every promise it shows is a preference:
    such a figure is never red.
    """
    if not all(isfinite(f) for f in (value, *extras.values()) if f is not None):
        # Not a number is neither above a red line nor below it.
        return Status.MISSING, BROKEN
    if silent or (coverage.due > 0 and coverage.reported == 0):
        return Status.MISSING, NOT_REPORTED
    reference = indicator.threshold.kind is Kind.REFERENCE
    if value is None:
        if indicator.nothing_owed_is_green and not owed:
            return unless_partial(
                Status.REFERENCE if reference else Status.GREEN, NOTHING_OWED, coverage
            )
        return Status.MISSING, NO_VALUE
    status, reason = _against(indicator.threshold, value, extras)
    if lean and status is Status.RED:
        return Status.AMBER, _LEAN
    return unless_partial(status, reason, coverage)


def unless_partial(
    status: Status, reason: Words, coverage: Coverage
) -> tuple[Status, Words]:
    """Return the status; amber instead of green where a report that is due is missing."""
    if status is Status.GREEN and coverage.reported < coverage.due:
        return Status.AMBER, PARTIAL
    return status, reason


def _against(
    threshold: Threshold, value: float, extras: Mapping[str, float]
) -> tuple[Status, Words]:
    for when in threshold.red_when:
        if _holds(when, extras):
            return Status.RED, when.says
    status = _by_value(threshold, value)
    if status in (Status.GREEN, Status.REFERENCE):
        for when in threshold.amber_when:
            if _holds(when, extras):
                return Status.AMBER, when.says
    return status, {
        Status.GREEN: _WITHIN,
        Status.AMBER: _BEYOND_GREEN,
        Status.RED: _BEYOND_AMBER,
    }.get(status, _REFERENCE)


def _holds(when: When, extras: Mapping[str, float]) -> bool:
    return extras.get(when.extra, 0) > when.above


def _by_value(threshold: Threshold, value: float) -> Status:
    green, amber = threshold.green, threshold.amber
    match threshold.kind:
        case Kind.REFERENCE:
            return Status.REFERENCE
        case Kind.ZERO:
            return Status.RED if value > 0 else Status.GREEN
        case Kind.BAND:
            assert threshold.green_band
            assert threshold.amber_band
            if threshold.green_band[0] <= value <= threshold.green_band[1]:
                return Status.GREEN
            inside = threshold.amber_band[0] <= value <= threshold.amber_band[1]
            return Status.AMBER if inside else Status.RED
        case Kind.FLOOR:
            assert green is not None
            assert amber is not None
            return _steps(value >= green, value >= amber)
        case Kind.CEILING:
            assert green is not None
            assert amber is not None
            return _steps(value <= green, value <= amber)


def _steps(is_green: bool, is_amber: bool) -> Status:
    if is_green:
        return Status.GREEN
    return Status.AMBER if is_amber else Status.RED
