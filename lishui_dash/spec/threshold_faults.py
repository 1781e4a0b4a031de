"""What makes a threshold a good one: a declared one, and one that somebody asks for."""

from __future__ import annotations

from collections.abc import Iterator
from math import isfinite

from lishui_dash.spec.threshold import Better, Format, Kind, Threshold
from lishui_dash.words import Words

LARGEST = 1e9
"""No figure of a threshold lies beyond."""


def fault_of(threshold: Threshold, better: Better, format_: Format) -> Words | None:
    """Return what is wrong with a threshold and how to mend it; None where it is good."""
    faults = (*_of_kind(threshold, better), *_of_figures(threshold, format_))
    return next(iter(faults), None)


def _of_kind(threshold: Threshold, better: Better) -> Iterator[Words]:
    match threshold.kind:
        case Kind.FLOOR | Kind.CEILING:
            yield from _of_steps(threshold, better)
        case Kind.ZERO:
            if better is not Better.LOWER:
                yield Words(
                    "以 0 为准的预警线只用于越低越好的指标",
                    "a ZERO threshold needs lower to be better",
                )
            if threshold.critical is not None and threshold.critical <= 0:
                yield Words("紧急线应大于 0", "the critical line must lie above 0")
        case Kind.BAND:
            yield from _of_bands(threshold)
        case Kind.REFERENCE:
            if threshold.green is not None or threshold.amber is not None:
                yield Words(
                    "仅供参考的指标不设绿线和黄线", "a reference has no green or amber"
                )


def _of_steps(threshold: Threshold, better: Better) -> Iterator[Words]:
    green, amber, critical = threshold.green, threshold.amber, threshold.critical
    is_floor = threshold.kind is Kind.FLOOR
    if green is None or amber is None:
        yield Words("绿线和黄线都要填写", "green and amber must both be given")
        return
    if better is not (Better.HIGHER if is_floor else Better.LOWER):
        kind = threshold.kind.value
        yield Words(
            "预警线的方向与指标的向好方向不一致",
            f"{better.value} is better, the threshold a {kind}",
        )
    if is_floor and amber > green:
        yield Words(
            "黄线高于绿线：请调低黄线，或调高绿线",
            "amber lies on the good side of green: lower amber, or raise green",
        )
    if not is_floor and amber < green:
        yield Words(
            "黄线低于绿线：请调高黄线，或调低绿线",
            "amber lies on the good side of green: raise amber, or lower green",
        )
    if critical is not None and is_floor and critical >= amber:
        yield Words(
            "紧急线应低于黄线：请调低紧急线，或留空",
            "critical must lie below amber: lower it, or leave it empty",
        )
    if critical is not None and not is_floor and critical <= amber:
        yield Words(
            "紧急线应高于黄线：请调高紧急线，或留空",
            "critical must lie above amber: raise it, or leave it empty",
        )


def _of_bands(threshold: Threshold) -> Iterator[Words]:
    green, amber = threshold.green_band, threshold.amber_band
    if green is None or amber is None:
        yield Words(
            "绿区、黄区的上下限都要填写", "both bands must be given, each with both ends"
        )
        return
    if green[0] > green[1]:
        yield Words(
            "绿区下限高于上限：请对调",
            "the green band ends before it begins: swap its ends",
        )
    if not (amber[0] <= green[0] and green[1] <= amber[1]):
        yield Words(
            "绿区超出了黄区：请放宽黄区，或收窄绿区",
            "the green band does not lie inside the amber band: widen amber, or narrow "
            "green",
        )


def _of_figures(threshold: Threshold, format_: Format) -> Iterator[Words]:
    for line, figure in threshold.figures.items():
        if figure is None:
            continue
        name, unit = line.words, format_.sign
        most = 1.0 if unit else LARGEST
        if not (isfinite(figure) and 0 <= figure <= most):
            until = f"{most * format_.scale:,.0f}{unit}"
            yield Words(
                f"{name.hans}应在 0 到 {until} 之间",
                f"the {name.en} must lie between 0 and {until}",
            )
        elif not _is_written_whole(figure, format_):
            places = _places(figure, format_)
            yield (
                Words(f"{name.hans}应为整数", f"the {name.en} must be a whole number")
                if places == 0
                else Words(
                    f"{name.hans}最多写 {places} 位小数",
                    f"the {name.en} must not have more decimals than {places}",
                )
            )


def _is_written_whole(figure: float, format_: Format) -> bool:
    """Whether a figure is judged by what is written of it, and not by decimals unseen."""
    written = figure * format_.scale
    return abs(round(written, _places(figure, format_)) - written) < 1e-9 * max(1, written)


def _places(figure: float, format_: Format) -> int:
    match format_:
        case Format.COUNT | Format.DATE:
            return 0
        case Format.PERCENT | Format.PER_MILLE:
            return 1
        case Format.MONEY:
            return 2
        case Format.DECIMAL:
            return 2 if figure < 10 else 1 if figure < 100 else 0
