"""An administrator changes a threshold: with a reason, from a day on, and on record.

The days that it holds on are judged anew in the same transaction, by the values that are
stored; what was known before stays as it was known.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta

from lishui_dash.actions.change_asked import checked_name, checked_reason, checked_start
from lishui_dash.actions.turned import Changed, changed
from lishui_dash.catalogue import Catalogue
from lishui_dash.errors import ChangeRefused
from lishui_dash.readings.recall import write_changed
from lishui_dash.readings.refresh import knowledge_after
from lishui_dash.readings.reporting import opened_days
from lishui_dash.readings.thresholds import in_force, judged_anew, threshold_after
from lishui_dash.spec import Indicator, Line, ThresholdChange, Words, fault_of
from lishui_dash.store.engine import Engine
from lishui_dash.store.thresholds import changes_of, record_change

PREVIEW_DAYS = 14


@dataclass(frozen=True)
class ThresholdAsked:
    """Let the threshold of an indicator have other figures from a business day on.

    `figures` are in the measure of the store, a percentage as a fraction. A line that is
    not named is as declared: none at all goes back to the declared threshold.
    """

    indicator: str
    figures: Mapping[Line, float | None]
    valid_from: date
    reason: Words
    by: str


def change_threshold(engine: Engine, asked: ThresholdAsked, at: datetime) -> Changed:
    """Store a change and judge anew the days it holds on, all of it or nothing.

    The caller writes `about` and `detail` of what comes back into the audit. Raises
    ChangeRefused, which says what is wrong and how to mend it.
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
        delivery_no, known_at = knowledge_after(transaction, at)
        change = record_change(transaction, replace(change, at=known_at))
        judged_by = replace(indicator, threshold=threshold_after(indicator, change))
        changes, days = changes_of(transaction), opened_days(transaction)
        held = [d for d in days if in_force(changes, d).get(indicator.name) == change]
        is_lean = engine.catalogue.is_lean(indicator)
        rejudged = judged_anew(transaction, judged_by, held, is_lean=is_lean)
        now = [reading for _, reading in rejudged]
        write_changed(transaction, now, delivery_no, known_at)
    return changed(change.number, rejudged, indicator.name, _detail(indicator, change))


def preview_threshold(engine: Engine, asked: ThresholdAsked, as_of: date) -> Changed:
    """Return what the readings of the last PREVIEW_DAYS days up to `as_of` would have been
    by the figures asked for, whatever day these are to hold from. Nothing is stored.

    Raises ChangeRefused where the figures do not make a threshold.
    """
    indicator = _indicator(engine.catalogue, asked.indicator)
    difference = _difference(indicator, asked.figures)
    unstored = datetime.combine(as_of, time())
    change = ThresholdChange(
        0, indicator.name, as_of, difference, asked.reason, asked.by, unstored
    )
    rejudged = judged_anew(
        engine,
        replace(indicator, threshold=threshold_after(indicator, change)),
        [as_of - timedelta(days=passed) for passed in range(PREVIEW_DAYS)],
        is_lean=engine.catalogue.is_lean(indicator),
    )
    return changed(0, rejudged, indicator.name, _detail(indicator, change))


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


def _detail(indicator: Indicator, change: ThresholdChange) -> str:
    """Return "第 3 号，自 2020-03-02 起：绿线 10，黄线 5；理由：…"."""
    told = "，".join(
        f"{line.words.hans} {_written(indicator, figure)}"
        for line, figure in change.figures
    )
    return (
        f"第 {change.number} 号，自 {change.valid_from} 起：{told or '恢复原定预警线'}；"
        f"理由：{change.reason.hans}"
    )


def _written(indicator: Indicator, figure: float | None) -> str:
    if figure is None:
        return "不设"
    written = f"{figure * indicator.format.scale:.6f}".rstrip("0").rstrip(".")
    return f"{written}{indicator.format.sign}"
