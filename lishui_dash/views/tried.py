"""What a change of a threshold would have done to the last days, before it is made."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta

from lishui_dash.actions.thresholds import Previewed, ThresholdAsked
from lishui_dash.readings.reading import Status
from lishui_dash.spec import Indicator
from lishui_dash.views.languages import Lang, text
from lishui_dash.views.threshold_texts import shift_text

Turn = tuple[Status, str, Status, str, str]
"""What readings were and would be, each with its name, and how many of them."""


@dataclass(frozen=True)
class Tried:
    """`change` says what each line was and would be, and on which days; `would` how many
    readings would change."""

    change: str
    would: str
    turned: tuple[Turn, ...]


def tried_view(
    indicator: Indicator, asked: ThresholdAsked, tried: Previewed, lang: Lang
) -> Tried:
    """Return what is shown before a change is confirmed."""
    shift, would = tried.shift, tried.would
    figures = shift_text(indicator, shift, lang)
    if shift.after == indicator.threshold.as_declared.figures:
        back = text("thresholds.as_declared", lang)
        figures = text("list.separator", lang).join((back, figures))
    told = {
        "day": f"{asked.valid_from:%Y-%m-%d}",
        "figures": figures,
        "reason": asked.reason.hans,
    }
    until = shift.until
    return Tried(
        change=text("thresholds.asked", lang, **told)
        if until is None
        else text(
            "thresholds.asked_until",
            lang,
            last=f"{until.valid_from - timedelta(days=1):%Y-%m-%d}",
            number=until.number,
            **told,
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
