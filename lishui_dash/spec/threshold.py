"""A threshold: where green ends and red begins, and why."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime
from enum import Enum

from lishui_dash.words import Words


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
