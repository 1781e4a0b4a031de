"""An administrator changes a threshold: with a reason, from a day on, and on record.

The days that it holds on are judged anew in the same transaction, by the values that are
stored; what was known before stays as it was known.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta

from lishui_dash.actions.change_asked import (
    check_seen,
    checked_name,
    checked_reason,
    checked_start,
    until_written,
)
from lishui_dash.actions.turned import Changed, Tell, changed, nobody
from lishui_dash.catalogue import Catalogue
from lishui_dash.errors import ChangeRefused
from lishui_dash.readings.recall import write_changed
from lishui_dash.readings.refresh import knowledge_after
from lishui_dash.readings.reporting import opened_days
from lishui_dash.readings.thresholds import (
    Shift,
    in_force,
    judged_anew,
    shift_of,
    threshold_after,
)
from lishui_dash.spec import Indicator, Line, ThresholdChange, Words, fault_of
from lishui_dash.store.engine import Engine, Reader
from lishui_dash.store.thresholds import changes_of, record_change

PREVIEW_DAYS = 14


@dataclass(frozen=True)
class ThresholdAsked:
    """Let the threshold of an indicator have other figures from a business day on.

    `figures` are in the measure of the store, a percentage as a fraction. A line that is
    not named is as declared: none at all goes back to the declared threshold. `seen` is
    the number of the indicator's last change that whoever asks knew of, 0 of none.
    """

    indicator: str
    figures: Mapping[Line, float | None]
    valid_from: date
    reason: Words
    by: str
    seen: int


def change_threshold(
    engine: Engine, asked: ThresholdAsked, at: datetime, tell: Tell = nobody
) -> Changed:
    """Store a change and judge anew the days it holds on, all of it or nothing.

    `tell` writes `about` and `detail` of what comes back into the audit. Raises
    ChangeRefused, which says what is wrong and how to mend it; ChangedMeanwhile where what
    `asked` has seen is not the last.
    """
    indicator = _indicator(engine.catalogue, asked.indicator)
    change = ThresholdChange(
        0,
        indicator.name,
        checked_start(asked.valid_from, at),
        _difference(indicator, asked.figures),
        checked_reason(asked.reason),
        checked_name(asked.by),
        at,
    )
    with engine.writing() as transaction:
        shift = _shift(transaction, indicator, change, asked.seen)
        delivery_no, known_at = knowledge_after(transaction, at)
        change = record_change(transaction, replace(change, at=known_at))
        judged_by = replace(indicator, threshold=threshold_after(indicator, change))
        changes, days = changes_of(transaction), opened_days(transaction)
        held = [d for d in days if in_force(changes, d).get(indicator.name) == change]
        is_lean = engine.catalogue.is_lean(indicator)
        rejudged = judged_anew(transaction, judged_by, held, is_lean=is_lean)
        now = [reading for _, reading in rejudged]
        write_changed(transaction, now, delivery_no, known_at)
        detail = _detail(indicator, change, shift)
        done = changed(change.number, rejudged, indicator.name, detail)
        tell(done)
    return done


@dataclass(frozen=True)
class Previewed:
    """What a change would do to the lines, and would have done to readings."""

    shift: Shift
    would: Changed


def preview_threshold(engine: Engine, asked: ThresholdAsked, as_of: date) -> Previewed:
    """Return what the readings of the last PREVIEW_DAYS days up to `as_of` would have been
    by the figures asked for, whatever day these are to hold from. Nothing is stored.

    Raises ChangeRefused where the figures do not make a threshold, ChangedMeanwhile where
    what `asked` has seen is not the last.
    """
    indicator = _indicator(engine.catalogue, asked.indicator)
    difference = _difference(indicator, asked.figures)
    unstored = datetime.combine(as_of, time())
    change = ThresholdChange(
        0, indicator.name, asked.valid_from, difference, asked.reason, asked.by, unstored
    )
    shift = _shift(engine, indicator, change, asked.seen)
    rejudged = judged_anew(
        engine,
        replace(indicator, threshold=threshold_after(indicator, change)),
        [as_of - timedelta(days=passed) for passed in range(PREVIEW_DAYS)],
        is_lean=engine.catalogue.is_lean(indicator),
    )
    detail = _detail(indicator, change, shift)
    return Previewed(shift, changed(0, rejudged, indicator.name, detail))


def _shift(
    reader: Reader, indicator: Indicator, change: ThresholdChange, seen: int
) -> Shift:
    """Return what a change does beside those stored, of which the last was seen."""
    stored = changes_of(reader, indicator=indicator.name)
    if stored:
        check_seen(seen, stored[-1].number, stored[-1].by)
    return shift_of(indicator, stored, change)


def _indicator(catalogue: Catalogue, name: str) -> Indicator:
    found = catalogue.indicators.get(name)
    if found is None:
        raise ChangeRefused(Words(f"没有指标 {name}", f"there is no indicator {name}"))
    return found


def _difference(
    indicator: Indicator, figures: Mapping[Line, float | None]
) -> tuple[tuple[Line, float | None], ...]:
    """Return in which lines a threshold of these figures differs from the declared one."""
    title, declared = indicator.words, indicator.threshold.as_declared
    for line in figures:
        if line not in declared.figures:
            raise ChangeRefused(
                Words(
                    f"{title.hans}：没有{line.words.hans}，请留空",
                    f"{title.en}: it has no {line.words.en}, leave that empty",
                )
            )
    wanted = declared.with_figures(figures)
    fault = fault_of(wanted, indicator.better, indicator.format)
    if fault:
        raise ChangeRefused(Words(f"{title.hans}：{fault.hans}", f"{title.en}: {fault.en}"))
    return tuple(
        (line, figure)
        for line, figure in wanted.figures.items()
        if figure != declared.figures[line]
    )


def _detail(indicator: Indicator, change: ThresholdChange, shift: Shift) -> str:
    """Return "第 3 号，自 2020-03-02 起：绿线 14 → 10，黄线 7；理由：…"."""
    told = "，".join(
        f"{line.words.hans} {_turned(indicator, shift.before[line], figure)}"
        for line, figure in shift.after.items()
    )
    back = "" if change.figures else "恢复原定预警线，"
    return (
        f"第 {change.number} 号，{until_written(change, shift.until)}：{back}{told}；"
        f"理由：{change.reason.hans}"
    )


def _turned(indicator: Indicator, before: float | None, after: float | None) -> str:
    """Return "14 → 10", or "10" where it stays."""
    written = _written(indicator, after)
    return written if before == after else f"{_written(indicator, before)} → {written}"


def _written(indicator: Indicator, figure: float | None) -> str:
    if figure is None:
        return "不设"
    written = f"{figure * indicator.format.scale:.6f}".rstrip("0").rstrip(".")
    return f"{written}{indicator.format.sign}"
