"""Every threshold with what it is and was, and what may be changed of it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from lishui_dash.catalogue import Catalogue
from lishui_dash.readings.thresholds import catalogue_with, in_force, threshold_after
from lishui_dash.spec import Indicator, Line, ThresholdChange
from lishui_dash.store.engine import Engine
from lishui_dash.store.thresholds import changes_of
from lishui_dash.views import explain, figures
from lishui_dash.views.languages import Lang, say, text
from lishui_dash.views.moment import Moment
from lishui_dash.views.overview import clause_title
from lishui_dash.views.threshold_texts import change_text, figures_text


@dataclass(frozen=True)
class Field:
    """One figure that may be changed. `typed` is what holds on the day of the clock, and it
    and `declared` are as one types them, a share with its sign: "95%"; "" where the line is
    not drawn."""

    line: Line
    label: str
    unit: str
    typed: str
    declared: str
    may_be_empty: bool


@dataclass(frozen=True)
class Past:
    """One change. `state` says whether it holds, will hold, or no longer does."""

    number: int
    valid_from: str
    figures: str
    reason: str
    by: str
    at: str
    state: str


@dataclass(frozen=True)
class Entry:
    """The threshold of one indicator on the day shown.

    `changed` says since when, why and by whom it is not as declared, or ""; `history` is
    newest first, changes that are still to come included.
    """

    indicator: str
    title: str
    clause: str
    declared: tuple[explain.Step, ...]
    steps: tuple[explain.Step, ...]
    reason: str
    changed: str
    fields: tuple[Field, ...]
    history: tuple[Past, ...]

    @property
    def newest(self) -> int:
        """The number of its last change; 0 where there is none."""
        return self.history[0].number if self.history else 0


@dataclass(frozen=True)
class Thresholds:
    """`entries` are in the order of the catalogue; `changed` counts those in words."""

    day: str
    changed: str
    entries: tuple[Entry, ...]


def thresholds_view(engine: Engine, moment: Moment, lang: Lang) -> Thresholds:
    """Return every indicator's threshold, declared and in force on the day shown."""
    known_at = moment.known_at if moment.is_replay else None
    changes = changes_of(engine, known_at)
    catalogue = catalogue_with(engine.catalogue, changes, moment.as_of)
    entries = tuple(
        _entry(
            catalogue,
            indicator,
            [change for change in changes if change.indicator == indicator.name],
            moment,
            lang,
        )
        for indicator in catalogue.indicators.values()
    )
    return Thresholds(
        day=f"{moment.as_of:%Y-%m-%d}",
        changed=text(
            "thresholds.changed_n",
            lang,
            number=sum(bool(entry.changed) for entry in entries),
            whole=len(entries),
        ),
        entries=entries,
    )


def _entry(
    catalogue: Catalogue,
    indicator: Indicator,
    changes: Sequence[ThresholdChange],
    moment: Moment,
    lang: Lang,
) -> Entry:
    threshold, is_lean = indicator.threshold, catalogue.is_lean(indicator)
    as_declared = replace(indicator, threshold=threshold.as_declared)
    holds = in_force(changes, moment.as_of).get(indicator.name)
    # A form begins with the day it is filled in on.
    today = in_force(changes, moment.now.date()).get(indicator.name)
    return Entry(
        indicator=indicator.name,
        title=say(indicator.words, lang),
        clause=clause_title(catalogue.clauses[catalogue.stems[indicator.name]], lang),
        declared=explain.steps_of(as_declared, lang, is_lean=is_lean),
        steps=explain.steps_of(indicator, lang, is_lean=is_lean),
        reason=say(threshold.as_declared.reason, lang),
        changed=change_text(indicator, threshold.change, lang) if threshold.change else "",
        fields=tuple(
            Field(
                line=line,
                label=say(line.words, lang),
                unit=figures.unit_text(indicator, lang),
                typed=typed_text(indicator, figure),
                declared=typed_text(indicator, as_declared.threshold.figures[line]),
                may_be_empty=line.may_be_none,
            )
            for line, figure in threshold_after(indicator, today).figures.items()
        ),
        history=tuple(
            _past(indicator, change, holds, moment.as_of, lang)
            for change in reversed(changes)
        ),
    )


def typed_text(indicator: Indicator, figure: float | None) -> str:
    """Return a figure as `lines_typed` takes it for itself again."""
    if figure is None:
        return ""
    written = f"{figure * indicator.format.scale:.6f}".rstrip("0").rstrip(".")
    return f"{written}{indicator.format.sign}"


def _past(
    indicator: Indicator,
    change: ThresholdChange,
    holds: ThresholdChange | None,
    day: date,
    lang: Lang,
) -> Past:
    if change == holds:
        # One that no longer fits what is declared is on record and does not hold.
        is_judging = indicator.threshold.number == change.number
        state = "thresholds.in_force" if is_judging else "thresholds.unfit"
    else:
        state = "thresholds.to_come" if change.valid_from > day else "thresholds.over"
    return Past(
        number=change.number,
        valid_from=f"{change.valid_from:%Y-%m-%d}",
        figures=figures_text(indicator, change, lang),
        reason=say(change.reason, lang),
        by=change.by,
        at=f"{change.at:%Y-%m-%d %H:%M}",
        state=text(state, lang),
    )
