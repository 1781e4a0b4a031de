"""What a change of a threshold would have done to the last days, before it is made."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime, time

from lishui_dash.actions.thresholds import ThresholdAsked
from lishui_dash.actions.turned import Changed
from lishui_dash.readings.reading import Status
from lishui_dash.spec import Indicator, ThresholdChange
from lishui_dash.views.languages import Lang, text
from lishui_dash.views.threshold_texts import figures_text

Turn = tuple[Status, str, Status, str, str]
"""What readings were and would be, each with its name, and how many of them."""


@dataclass(frozen=True)
class Tried:
    """`change` says what is asked for, `would` how many readings would change."""

    change: str
    would: str
    turned: tuple[Turn, ...]


def tried_view(
    indicator: Indicator, asked: ThresholdAsked, would: Changed, lang: Lang
) -> Tried:
    """Return what is shown before a change is confirmed."""
    declared = indicator.threshold.as_declared
    wanted = declared.with_figures(asked.figures).figures
    figures = tuple(
        (line, figure)
        for line, figure in wanted.items()
        if figure != declared.figures[line]
    )
    unmade = datetime.combine(asked.valid_from, time())
    change = ThresholdChange(
        0, asked.indicator, asked.valid_from, figures, asked.reason, asked.by, unmade
    )
    as_declared = replace(indicator, threshold=declared)
    return Tried(
        change=text(
            "admin.asked",
            lang,
            day=f"{asked.valid_from:%Y-%m-%d}",
            figures=figures_text(as_declared, change, lang),
            reason=asked.reason.hans,
        ),
        would=text(
            "admin.would_change" if would.turned else "admin.would_not",
            lang,
            number=f"{would.worse_n + would.better_n:,}",
            whole=f"{would.readings_n:,}",
            worse=f"{would.worse_n:,}",
            better=f"{would.better_n:,}",
        ),
        turned=tuple(
            (
                one.before,
                text(f"status.{one.before.value}", lang),
                one.now,
                text(f"status.{one.now.value}", lang),
                f"{one.number:,}",
            )
            for one in would.turned
        ),
    )
