"""How values, changes, days and coverage are written. Missing is "—", never 0.

In every language thousands stand apart by a comma, days are written 03-06 and moments
03-06 09:00, and a unit follows after a space, all but % and ‰. A date with its year is
written 2020-03-06. In English days and hours beside a figure are "3 d" and "5 h".
"""

from __future__ import annotations

from datetime import date, datetime, timedelta

from lishui_dash.readings.reading import Coverage, Reading, Status
from lishui_dash.spec import Format, Indicator, Kind
from lishui_dash.views.languages import Lang, say, text
from lishui_dash.views.moment import NOTHING_KNOWN

MISSING = "—"
SMALL = 5
"""Counts of people from 1 up to below this are not told where the indicator says so."""
FEW = f"<{SMALL}"

SHAPES = {
    Status.GREEN: "●",
    Status.AMBER: "▲",
    Status.RED: "■",
    Status.MISSING: "◌",
    Status.REFERENCE: "◇",
}

FAR_DAYS = 300
"""A date this far ahead is written as a number of days: its year would be unclear."""

ONE = {
    "people": "person",
    "cases": "case",
    "items": "item",
    "days": "day",
    "hours": "hour",
    "minutes": "minute",
}
"""How English units begin, and how they do after a 1."""


def figure(indicator: Indicator, value: float | None, as_of: date | None = None) -> str:
    """Return the value without its unit: "97.4", "6,182", "2.98", "03-06", "—".

    A date is stored as days after `as_of`; without `as_of` it is written as days.
    """
    if value is None:
        return MISSING
    is_count = indicator.format is Format.COUNT
    if is_count and indicator.suppress_small and 0 < value < SMALL:
        return FEW
    return written(indicator, value, as_of)


def written(indicator: Indicator, value: float, as_of: date | None = None) -> str:
    """Return a number as `figure` does, however small: a line, or a step between two
    figures that are told, is of nobody."""
    match indicator.format:
        case Format.PERCENT | Format.PER_MILLE:
            return _share(value, indicator.format.scale)
        case Format.COUNT:
            return f"{value:,.0f}"
        case Format.MONEY:
            return f"{value:,.0f}" if value == int(value) else f"{value:,.2f}"
        case Format.DATE:
            days = round(value)
            near = as_of is not None and days < FAR_DAYS
            return day_text(as_of + timedelta(days)) if as_of and near else f"{days:,}"
        case Format.DECIMAL:
            return decimal(value)


def unit_text(indicator: Indicator, lang: Lang, shown: str = "") -> str:
    """Return what is counted: "%", "天", "件/单位·日"; as it follows `shown` in English."""
    unit = indicator.format.sign or say(indicator.unit, lang)
    if shown != "1":
        return unit
    noun, space, rest = unit.partition(" ")
    return f"{ONE.get(noun, noun)}{space}{rest}"


def with_unit(
    indicator: Indicator, value: float | None, lang: Lang, as_of: date | None = None
) -> str:
    """Return the value as one writes it in a sentence: "97.4%", "2.98 天", "03-06"."""
    shown = figure(indicator, value, as_of)
    return shown if value is None else _followed(indicator, shown, lang)


def _followed(indicator: Indicator, shown: str, lang: Lang) -> str:
    if is_day(indicator, shown):
        return shown
    unit = unit_text(indicator, lang, shown)
    return f"{shown}{unit}" if indicator.format.sign else f"{shown} {unit}"


def is_day(indicator: Indicator, shown: str) -> bool:
    """Whether a figure was written as a day, which takes no unit."""
    return indicator.format is Format.DATE and "-" in shown


def decimal(value: float) -> str:
    """Return a number with about three digits: "2.98", "7.0", "12.4", "1,204"."""
    if abs(value) >= 100:
        return f"{value:,.0f}"
    if abs(value) >= 10:
        return f"{value:.1f}"
    shown = f"{value:.2f}"
    return shown.removesuffix("0")


def _share(value: float, scale: float) -> str:
    """Return a share with one decimal; only a whole one is written as 100.0."""
    if 0.9 < value < 1:
        value = min(value, 1 - 0.1 / scale)
    return f"{value * scale:,.1f}"


def line_text(indicator: Indicator, value: float | None, lang: Lang) -> str:
    """Return a threshold with its unit, without decimals that say nothing: "≥14 天"."""
    if value is None:
        return MISSING
    shown = written(indicator, value)
    if "." in shown:
        shown = shown.rstrip("0").rstrip(".")
    return _followed(indicator, shown, lang)


def change_text(
    indicator: Indicator, value: float | None, before: float | None, lang: Lang
) -> str:
    """Return the change against the day before, or that it cannot be told."""
    if value is None or before is None:
        return text("change.unknown", lang)
    if indicator.format is Format.DATE:
        # Both are days ahead, and the day before lies one day further back.
        before -= 1
    if figure(indicator, value) == figure(indicator, before):
        return text("change.none", lang)
    step = abs(value - before)
    if indicator.format is Format.DATE:
        key = "change.later" if value > before else "change.earlier"
        return text(key, lang, days=round(step))
    sign = "+" if value > before else "−"
    return text("change.by", lang, change=f"{sign}{written(indicator, step)}")


def target_text(indicator: Indicator, lang: Lang) -> str:
    """Return the line the figure is held against, in words; "" where there is none."""
    threshold = indicator.threshold

    def shown(value: float | None) -> str:
        return line_text(indicator, value, lang)

    match threshold.kind:
        case Kind.FLOOR:
            return text("target.floor", lang, green=shown(threshold.green))
        case Kind.CEILING:
            return text("target.ceiling", lang, green=shown(threshold.green))
        case Kind.ZERO:
            return text("target.zero", lang)
        case Kind.BAND:
            low, high = threshold.green_band or (None, None)
            return text("target.band", lang, low=figure(indicator, low), high=shown(high))
        case Kind.REFERENCE:
            if threshold.reference is None:
                return text("target.none", lang)
            return text("target.reference", lang, line=shown(threshold.reference))


def day_text(day: date | None) -> str:
    return MISSING if day is None else f"{day:%m-%d}"


def moment_text(moment: datetime | None) -> str:
    return MISSING if moment in (None, NOTHING_KNOWN) else f"{moment:%m-%d %H:%M}"


def coverage_text(coverage: Coverage, lang: Lang) -> str:
    """Return "9/10 单位已报", or that nobody owes a regular report."""
    if not coverage.due:
        return text("coverage.event", lang)
    return text("coverage", lang, reported=coverage.reported, due=coverage.due)


def data_as_of_text(reading: Reading | None, lang: Lang) -> str:
    """Return "数据截至 03-03", or that nothing has come yet."""
    if reading is None or reading.data_day is None:
        return text("data.none", lang)
    return text("data.as_of", lang, day=day_text(reading.data_day))


def data_day_text(reading: Reading | None, lang: Lang) -> str:
    """Return the short form of `data_as_of_text`: "截至 03-03"."""
    if reading is None or reading.data_day is None:
        return text("data.none", lang)
    return text("data.short", lang, day=day_text(reading.data_day))


def age_text(reading: Reading | None, lang: Lang) -> str:
    """Return how many business days the data lie behind the day shown; "" when none.

    What is reported as it happens, or once and then on a change, is never behind.
    """
    if reading is None or reading.data_day is None or reading.data_day >= reading.as_of:
        return ""
    return text("tile.age", lang, days=(reading.as_of - reading.data_day).days)


def status_text(status: Status, lang: Lang) -> str:
    """Return the word for a figure's status: 达标, 需关注, 超红线, 未报, 参考."""
    return text(f"status.{status.value}", lang)


def clause_status_text(status: Status, lang: Lang) -> str:
    """Return the word for a clause's status: 已落实, 需关注, 未落实, 数据不全."""
    return text(f"clause_status.{status.value}", lang)
