"""In which cell of a file each problem stands."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from lishui_dash.errors import Problem
from lishui_dash.intake.header import fold_heading
from lishui_dash.intake.sheet import HEAD_ROWS
from lishui_dash.intake.typed import TypedSheet

Place = tuple[int, int]
"""Row and column, from 0."""
Pinned = Mapping[Place, Mapping[int, Problem]]
"""The problems of each cell, with their numbers in the list of all."""


def pinned(
    sheet: TypedSheet, problems: Sequence[Problem], sheets: Sequence[TypedSheet]
) -> Pinned:
    """Return the problems of one sheet by cell; those of the whole file are left out.

    A problem that names no sheet is of the first one that can be seen. One that names no
    column, or one that is not there, stands in the first cell of its row.
    """
    found: dict[Place, dict[int, Problem]] = {}
    headings = _Headings(sheet)
    first = next((s for s in sheets if not s.is_hidden and s.rows), sheet)
    for number, problem in enumerate(problems):
        named = problem.sheet.strip()
        is_here = named == sheet.name.strip() if named else sheet is first
        if problem.row is None or not is_here:
            continue
        row = problem.row - 1
        for column in headings.places(problem.column, row) or [0]:
            found.setdefault((row, column), {})[number] = problem
    return found


class _Headings:
    """Where the headings of a sheet stand, as problems name them."""

    def __init__(self, sheet: TypedSheet) -> None:
        self._rows = [
            [fold_heading(str(cell)) if cell != "" else "" for cell in row]
            for row in sheet.rows[:HEAD_ROWS]
        ]

    def places(self, named: str, row: int) -> list[int]:
        """Return the columns of a heading; a key names several, joined by plus signs."""
        found = self._place(named, row)
        if found is not None:
            return [found]
        parts = [self._place(part, row) for part in named.split("+")]
        several = [place for place in parts if place is not None]
        if several or "|" not in named:
            return several
        # A cross-tab has no heading for its figure: the thing above the column is enough.
        levels = [self._place(level, row) for level in reversed(named.split("|"))]
        return [place for place in levels if place is not None][:1]

    def _place(self, named: str, row: int) -> int | None:
        """Return the column of a heading such as 数量, or 防护服|数量 of two rows."""
        *above, last = [fold_heading(level) for level in named.split("|")]
        for number in range(min(row, len(self._rows) - 1), -1, -1):
            for place, text in enumerate(self._rows[number]):
                if last and text == last and self._is_under(above, number, place):
                    return place
        return None

    def _is_under(self, above: Sequence[str], number: int, place: int) -> bool:
        """Whether the levels above stand over the column, or over a group it is in."""
        for level in reversed(above):
            number -= 1
            group = self._rows[number][: place + 1] if number >= 0 else []
            if next((text for text in reversed(group) if text), "") != level:
                return False
        return True
