"""Names of sheets and headings are told without what they tell of persons.

Cells are masked where they are judged. What stands around them is anybody's text as well.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from functools import cache

from lishui_dash.errors import Problem
from lishui_dash.intake.examine import Judged
from lishui_dash.intake.masking import masked_text, without_numbers
from lishui_dash.words import Words


def scanned(judged: Judged) -> Judged:
    """Return the verdict with problems that quote no ID, phone or name of the file."""

    # Thousands of problems share a few sheets and headings: each text is read once.
    @cache
    def plain(text: str) -> str:
        return without_numbers(masked_text(text))

    return replace(judged, problems=tuple(_told(p, plain) for p in judged.problems))


def _told(problem: Problem, plain: Callable[[str], str]) -> Problem:
    sheet, column = plain(problem.sheet), plain(problem.column)
    if problem.row is None:
        # What is said of a whole file may name a sheet in the middle of the sentence.
        reason, remedy = _words(problem.reason, plain), _words(problem.remedy, plain)
        return replace(problem, sheet=sheet, column=column, reason=reason, remedy=remedy)
    if (sheet, column) == (problem.sheet, problem.column):
        return problem
    return replace(problem, sheet=sheet, column=column)


def _words(words: Words, plain: Callable[[str], str]) -> Words:
    return Words(plain(words.hans), plain(words.en), plain(words.hant))
