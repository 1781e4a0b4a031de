"""What is told to whoever hands in a file without a page before him."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from lishui_dash.errors import Problem
from lishui_dash.intake.arrival import Arrival


@dataclass(frozen=True)
class Reply:
    """`text` is for people, in Chinese; `report` says the same as JSON can hold it."""

    is_accepted: bool
    text: str
    report: Mapping[str, Any]


Answer = Callable[[Arrival], Reply]
"""Takes a file in, or refuses it. Raises StoreUnavailable."""


def problem_told(problem: Problem) -> dict[str, Any]:
    """Return a problem as JSON can hold it."""
    return {
        "sheet": problem.sheet or None,
        "row": problem.row,
        "column": problem.column or None,
        "value": problem.value,
        "rule": problem.rule,
        "reason": problem.reason.hans,
        "reason_en": problem.reason.en,
        "remedy": problem.remedy.hans,
        "remedy_en": problem.remedy.en,
        "rejects": problem.rejects,
        "needs_reason": problem.needs_reason,
    }


def problem_lines(problems: Iterable[Problem]) -> list[str]:
    """Return one line a problem, those that hold the file up before the mere hints."""
    ordered = sorted(problems, key=lambda problem: not problem.rejects)
    return [f"  {'✗' if one.rejects else '·'} {one}" for one in ordered]
