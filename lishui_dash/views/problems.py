"""Problems of a file as a clerk sees them: by kind, and one by one."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import pandas as pd

from lishui_dash.errors import Problem
from lishui_dash.views.figures import MISSING
from lishui_dash.views.languages import Lang, say, text

MOST_ROWS_NAMED = 12


@dataclass(frozen=True)
class Kind:
    """Problems that are alike: one rule at one column. `weight` says what they mean."""

    column: str
    reason: str
    remedy: str
    number: int
    rows: str
    rejects: bool
    needs_reason: bool
    rule: str
    weight: str


@dataclass(frozen=True)
class Problems:
    """Problems grouped by kind, the most frequent first, and each of them in a table."""

    kinds: tuple[Kind, ...]
    frame: pd.DataFrame


def problems_of(problems: Sequence[Problem], lang: Lang) -> Problems:
    groups: dict[tuple[bool, str, str], list[Problem]] = {}
    for problem in problems:
        key = (not problem.rejects, problem.rule, problem.column.rpartition("|")[2])
        groups.setdefault(key, []).append(problem)
    ordered = sorted(groups.values(), key=lambda group: (not group[0].rejects, -len(group)))
    names = [n for n in _COLUMNS if n != "sheet" or any(p.sheet for p in problems)]
    frame = pd.DataFrame(
        [_cells(problem, names, lang) for group in ordered for problem in group],
        columns=[text(f"problem.{name}", lang) for name in names],
    )
    return Problems(tuple(_kind(group, lang) for group in ordered), frame)


_COLUMNS = ("sheet", "row", "column", "value", "reason", "remedy", "weight")


def _cells(problem: Problem, names: Sequence[str], lang: Lang) -> list[str]:
    cells = {
        "sheet": problem.sheet or MISSING,
        "row": text("problem.file", lang) if problem.row is None else str(problem.row),
        "column": problem.column or MISSING,
        "value": problem.value or MISSING,
        "reason": say(problem.reason, lang),
        "remedy": say(problem.remedy, lang),
        "weight": weight_text(problem, lang),
    }
    return [cells[name] for name in names]


def weight_text(problem: Problem, lang: Lang) -> str:
    """Return what a problem means for the file: refused, to be explained, or a flag."""
    key = "rejects" if problem.rejects else "asks" if problem.needs_reason else "flags"
    return text(f"problem.{key}", lang)


def _kind(group: Sequence[Problem], lang: Lang) -> Kind:
    first = group[0]
    rows = [
        f"{problem.sheet} {problem.row}".strip()
        for problem in group
        if problem.row is not None
    ]
    named = text("list.separator", lang).join(rows[:MOST_ROWS_NAMED])
    if len(rows) > MOST_ROWS_NAMED:
        named = text("problem.more_rows", lang, rows=named, number=len(rows))
    return Kind(
        column=first.column.rpartition("|")[2] or MISSING,
        reason=say(first.reason, lang),
        remedy=say(first.remedy, lang),
        number=len(group),
        rows=named or text("problem.file", lang),
        rejects=first.rejects,
        needs_reason=first.needs_reason,
        rule=first.rule,
        weight=weight_text(first, lang),
    )
