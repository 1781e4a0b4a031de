"""Which cells of a file tell who somebody is, and what may be shown of them.

What a column holds, its heading says; where no heading is known, the cells are searched.
In doubt a cell is masked: whoever sent the file has the original.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from lishui_dash.catalogue import CATALOGUE
from lishui_dash.intake.header import fold_heading, names_of
from lishui_dash.intake.masking import is_masked, masked_text, masked_value, without_numbers
from lishui_dash.intake.sheet import HEAD_ROWS
from lishui_dash.intake.typed import Cell
from lishui_dash.spec import About, Feed, Privacy

_SHOWN_MASKED = (Privacy.PSEUDONYM, Privacy.MASK, Privacy.SENSITIVE)
_OF_ANY_FEED = (Privacy.PSEUDONYM, Privacy.MASK)
_PERSONAL = re.compile("姓名|名字|身份证|证件号|电话|手机|联系方式|负责人|联系人|经办人")
_LONGEST_HEADING = 40
_DIGITS_OF_A_PHONE = 11
_FEWEST_KNOWN = 3
"""Headings of one feed in a row, from which the row is taken to be its headings."""


class Masks:
    """What may be shown of the cells of one sheet."""

    def __init__(self, rows: Sequence[Sequence[Cell]], mapping: Mapping[str, str]) -> None:
        """`mapping` is what the clerk said: heading -> column, "" to leave it out."""
        self._mapping = {fold_heading(told): name for told, name in mapping.items()}
        head = [[_text(cell) for cell in row] for row in rows[:HEAD_ROWS]]
        self._feed = _feed_of(head)
        self._columns = self._columns_of(head)

    @property
    def about(self) -> About | None:
        """What the sheet tells of; None where it is of no known feed."""
        return self._feed.about if self._feed else None

    def shown(self, row: int, place: int, cell: Cell) -> Cell:
        """Return the cell as it may be shown; row and place count from 0."""
        heading, privacy = self._columns.get(place, (row, None))
        if row <= heading:
            privacy = None
        if privacy in _SHOWN_MASKED:
            text = _text(cell)
            return text if is_masked(text) else masked_value(text, privacy)
        if isinstance(cell, str):
            return without_numbers(cell) if privacy is Privacy.NONE else masked_text(cell)
        if isinstance(cell, int | float) and not isinstance(cell, bool):
            digits = _text(cell)
            # A number that may be a telephone number or an ID is one.
            if len(digits) >= _DIGITS_OF_A_PHONE and masked_text(digits) != digits:
                return masked_text(digits)
        return cell

    def _columns_of(
        self, head: Sequence[Sequence[str]]
    ) -> dict[int, tuple[int, Privacy | None]]:
        """Return by column the last row with a heading, and what may be kept below it."""
        found: dict[int, tuple[int, Privacy | None]] = {}
        for row, cells in enumerate(head):
            for place, text in enumerate(cells):
                privacy = self._privacy(text)
                if privacy is not None and not (privacy is Privacy.NONE and place in found):
                    found[place] = (row, privacy)
        return found

    def _privacy(self, heading: str) -> Privacy | None:
        """Return what the column below may show; None where this is no known heading."""
        if not heading or len(heading) > _LONGEST_HEADING:
            return None
        told = self._mapping.get(fold_heading(heading))
        for feed in [self._feed] if self._feed else CATALOGUE.feeds.values():
            names = (
                (told,) if told in feed.column_names else names_of(feed).columns(heading)
            )
            found = [feed.column(name).privacy for name in names if name]
            masked = _SHOWN_MASKED if self._feed else _OF_ANY_FEED
            personal = next((privacy for privacy in found if privacy in masked), None)
            if personal or (found and self._feed):
                return personal or found[0]
        return Privacy.MASK if _PERSONAL.search(heading) else None


def _feed_of(head: Sequence[Sequence[str]]) -> Feed | None:
    """Return the feed that knows most headings of one row; None where too few are known."""
    best, feed_of_best = _FEWEST_KNOWN - 1, None
    for feed in CATALOGUE.feeds.values():
        names = names_of(feed)
        for cells in head:
            known = {name for cell in cells if cell for name in names.columns(cell)[:1]}
            if len(known) > best:
                best, feed_of_best = len(known), feed
    return feed_of_best


def _text(cell: Cell) -> str:
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    return str(cell)
