"""Demands that columns of many feeds make alike: words and SQL together."""

from __future__ import annotations

from lishui_dash.spec import Rule, Words

_CHECK = Words("请核对数值", "check the figure")
_CHECK_TIMES = Words("请核对这两个时间", "check both times")


def not_negative(column: str) -> Rule:
    return Rule(
        f"{column}_not_negative",
        Words("不能是负数", "must not be negative"),
        Words("请核对数值；没有填 0", "check the figure; write 0 if there was none"),
        f"{column} >= 0",
        bounds=(0, None),
    )


def positive(column: str) -> Rule:
    return Rule(
        f"{column}_positive",
        Words("应大于 0", "must be more than 0"),
        _CHECK,
        f"{column} > 0",
        bounds=(0, None),
    )


def between(column: str, low: float, high: float) -> Rule:
    """Both ends are allowed."""
    return Rule(
        f"{column}_range",
        Words(f"应在 {low} 至 {high} 之间", f"must be from {low} to {high}"),
        _CHECK,
        f"{column} BETWEEN {low} AND {high}",
        bounds=(low, high),
    )


def at_most(column: str, other: str, called: Words) -> Rule:
    """`other` is SQL over the row; `called` is what the clerk calls it."""
    return Rule(
        f"{column}_at_most",
        Words(f"不能大于{called.hans}", f"must not exceed {called.en}"),
        Words("请核对这两个数", "check both figures"),
        f"{column} <= {other}",
    )


def not_before(column: str, other: str, called: Words) -> Rule:
    return Rule(
        f"{column}_order",
        Words(f"不能早于{called.hans}", f"must not be before {called.en}"),
        _CHECK_TIMES,
        f"{column} >= {other}",
    )


def later_than(column: str, other: str, called: Words) -> Rule:
    return Rule(
        f"{column}_order",
        Words(f"应晚于{called.hans}", f"must be after {called.en}"),
        _CHECK_TIMES,
        f"{column} > {other}",
    )


def needed(column: str, says: Words, *, unless: str, rejects: bool = True) -> Rule:
    """`unless` is SQL that is true for rows whose cell may stay empty.

    Where an empty cell is itself what an indicator counts, the row is let in and flagged.
    """
    remedy = (
        Words("请补填这一格", "fill it in")
        if rejects
        else Words("请尽快补报", "send it as soon as it is known")
    )
    return Rule(
        f"{column}_needed", says, remedy, f"{unless} OR {column} IS NOT NULL", rejects
    )
