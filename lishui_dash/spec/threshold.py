"""A threshold: where green ends and red begins, why, and what makes one good."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime
from enum import Enum
from math import isfinite

from lishui_dash.words import Words

LARGEST = 1e9
"""No figure of a threshold lies beyond."""


class Better(Enum):
    """Which way is good. Declared, never guessed from a name."""

    HIGHER = "higher"
    LOWER = "lower"
    NEITHER = "neither"


class Format(Enum):
    """How a value is written. A percentage is stored as a fraction."""

    PERCENT = "percent"
    PER_MILLE = "per_mille"
    COUNT = "count"
    DECIMAL = "decimal"
    MONEY = "money"
    DATE = "date"

    @property
    def scale(self) -> int:
        """By how much a stored value is multiplied when it is written."""
        return {Format.PERCENT: 100, Format.PER_MILLE: 1000}.get(self, 1)

    @property
    def sign(self) -> str:
        """What stands behind a share; "" behind what is no share."""
        return {Format.PERCENT: "%", Format.PER_MILLE: "‰"}.get(self, "")


class Line(Enum):
    """One figure of a threshold. `GREEN_LOW` and the like are the ends of bands."""

    GREEN = "green"
    AMBER = "amber"
    GREEN_LOW = "green_low"
    GREEN_HIGH = "green_high"
    AMBER_LOW = "amber_low"
    AMBER_HIGH = "amber_high"
    CRITICAL = "critical"
    REFERENCE = "reference"

    @property
    def words(self) -> Words:
        return _LINE_WORDS[self]

    @property
    def may_be_none(self) -> bool:
        """Whether a threshold can do without it."""
        return self in (Line.CRITICAL, Line.REFERENCE)


_LINE_WORDS = {
    Line.GREEN: Words("绿线", "green line", "綠線"),
    Line.AMBER: Words("黄线", "amber line", "黃線"),
    Line.GREEN_LOW: Words("绿区下限", "lower end of green", "綠區下限"),
    Line.GREEN_HIGH: Words("绿区上限", "upper end of green", "綠區上限"),
    Line.AMBER_LOW: Words("黄区下限", "lower end of amber", "黃區下限"),
    Line.AMBER_HIGH: Words("黄区上限", "upper end of amber", "黃區上限"),
    Line.CRITICAL: Words("紧急线", "critical line", "緊急線"),
    Line.REFERENCE: Words("参考线", "reference line", "參考線"),
}

_ENDS = (Line.GREEN_LOW, Line.GREEN_HIGH, Line.AMBER_LOW, Line.AMBER_HIGH)


class Kind(Enum):
    """How a threshold is read."""

    FLOOR = "floor"
    """green from `green` up, amber from `amber` up, red below."""
    CEILING = "ceiling"
    """green up to `green`, amber up to `amber`, red above."""
    ZERO = "zero"
    """green at 0, red above; amber only by `amber_when`."""
    BAND = "band"
    """green inside `green_band`, amber inside `amber_band`, red outside."""
    REFERENCE = "reference"
    """a reference line at most; no colour unless by `amber_when` or `red_when`."""

    @property
    def lines(self) -> tuple[Line, ...]:
        """The figures that a threshold of this kind has, in the order of a form."""
        match self:
            case Kind.FLOOR | Kind.CEILING:
                return (Line.GREEN, Line.AMBER, Line.CRITICAL)
            case Kind.ZERO:
                return (Line.CRITICAL,)
            case Kind.BAND:
                return _ENDS
            case Kind.REFERENCE:
                return (Line.REFERENCE,)


@dataclass(frozen=True)
class When:
    """An extra column of the indicator's SELECT that decides a status by itself."""

    extra: str
    above: float
    says: Words


@dataclass(frozen=True)
class ThresholdChange:
    """A change of an indicator's threshold, under its number.

    `figures` are those that differ from the declared ones; none: as declared again. It
    holds from the business day `valid_from` on, until a later one does.
    """

    number: int
    indicator: str
    valid_from: date
    figures: tuple[tuple[Line, float | None], ...]
    reason: Words
    by: str
    at: datetime


@dataclass(frozen=True)
class Threshold:
    """`change` is the one that gave it its figures, and `declared` what it was declared
    as; a threshold as it is declared has neither."""

    kind: Kind
    reason: Words
    green: float | None = None
    amber: float | None = None
    green_band: tuple[float, float] | None = None
    amber_band: tuple[float, float] | None = None
    reference: float | None = None
    critical: float | None = None
    """beyond this the wall flashes"""
    amber_when: tuple[When, ...] = ()
    red_when: tuple[When, ...] = ()
    change: ThresholdChange | None = None
    declared: Threshold | None = None

    @property
    def number(self) -> int:
        """The number of its change; 0 as declared."""
        return self.change.number if self.change else 0

    @property
    def as_declared(self) -> Threshold:
        return self.declared or self

    @property
    def figures(self) -> dict[Line, float | None]:
        """Its figures, those of its kind alone."""
        low, high = self.green_band or (None, None)
        lowest, highest = self.amber_band or (None, None)
        known = {
            Line.GREEN: self.green,
            Line.AMBER: self.amber,
            Line.GREEN_LOW: low,
            Line.GREEN_HIGH: high,
            Line.AMBER_LOW: lowest,
            Line.AMBER_HIGH: highest,
            Line.CRITICAL: self.critical,
            Line.REFERENCE: self.reference,
        }
        return {line: known[line] for line in self.kind.lines}

    def with_figures(self, figures: Mapping[Line, float | None]) -> Threshold:
        """Return it with some figures others; what is not named stays."""
        told = {**self.figures, **figures}
        low, high, lowest, highest = (told.get(end) for end in _ENDS)
        return replace(
            self,
            green=told.get(Line.GREEN),
            amber=told.get(Line.AMBER),
            green_band=None if low is None or high is None else (low, high),
            amber_band=None if lowest is None or highest is None else (lowest, highest),
            reference=told.get(Line.REFERENCE),
            critical=told.get(Line.CRITICAL),
        )


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
