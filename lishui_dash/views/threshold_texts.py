"""How a threshold is told that was changed: since when, to what, why and by whom."""

from __future__ import annotations

from lishui_dash.readings.thresholds import Shift
from lishui_dash.spec import Indicator, Line, ThresholdChange
from lishui_dash.views import figures
from lishui_dash.views.languages import Lang, say, text


def reason_text(indicator: Indicator, lang: Lang) -> str:
    """Return why the threshold is as it is; of one that was changed also what it was."""
    threshold = indicator.threshold
    change, declared = threshold.change, threshold.declared
    if change is None or declared is None:
        return say(threshold.reason, lang)
    was = [
        line_text(indicator, line, declared.figures[line], lang)
        for line, _ in change.figures
    ]
    return change_text(indicator, change, lang) + text(
        "thresholds.was" if was else "thresholds.declared_for",
        lang,
        was=text("list.separator", lang).join(was),
        reason=say(declared.reason, lang),
    )


def change_text(indicator: Indicator, change: ThresholdChange, lang: Lang) -> str:
    """Return "预警线自 2020-03-02 起调整为绿线 10 天：补货周期缩短（王敏，03-02）。"."""
    return text(
        "thresholds.changed" if change.figures else "thresholds.restored",
        lang,
        day=f"{change.valid_from:%Y-%m-%d}",
        figures=figures_text(indicator, change, lang),
        reason=say(change.reason, lang),
        by=change.by,
        at=figures.moment_text(change.at),
    )


def by_threshold_text(change: ThresholdChange, lang: Lang) -> str:
    """Return what turned a figure that a change of its threshold turned."""
    return text(
        "changes.by_threshold",
        lang,
        day=f"{change.valid_from:%Y-%m-%d}",
        by=change.by,
        at=figures.moment_text(change.at),
        reason=say(change.reason, lang),
    )


def figures_text(indicator: Indicator, change: ThresholdChange, lang: Lang) -> str:
    """Return what a change has made of declared figures: "绿线 10 天、黄线 5 天"."""
    if not change.figures:
        return text("thresholds.as_declared", lang)
    return text("list.separator", lang).join(
        line_text(indicator, line, figure, lang) for line, figure in change.figures
    )


def shift_text(indicator: Indicator, shift: Shift, lang: Lang) -> str:
    """Return every line with what it was and what it would be: "绿线 14 天 → 10 天、黄线
    7 天"."""
    return text("list.separator", lang).join(
        line_text(indicator, line, figure, lang)
        if figure == shift.before[line]
        else text(
            "thresholds.turned",
            lang,
            line=say(line.words, lang),
            before=_figure_text(indicator, shift.before[line], lang),
            after=_figure_text(indicator, figure, lang),
        )
        for line, figure in shift.after.items()
    )


def _figure_text(indicator: Indicator, figure: float | None, lang: Lang) -> str:
    if figure is None:
        return text("thresholds.none", lang)
    return figures.line_text(indicator, figure, lang)


def line_text(indicator: Indicator, line: Line, figure: float | None, lang: Lang) -> str:
    """Return one line of a threshold with its name: "绿线 95%", "紧急线不设"."""
    name = say(line.words, lang)
    if figure is None:
        return text("thresholds.no_line", lang, line=name)
    return f"{name} {figures.line_text(indicator, figure, lang)}"
