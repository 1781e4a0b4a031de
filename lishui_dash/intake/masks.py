"""Which cells of a file tell who somebody is, and what may be shown of them.

What a column holds, its heading says; where no heading is known, the cells are searched.
In doubt a cell is masked: whoever sent the file has the original.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from lishui_dash.catalogue import CATALOGUE
from lishui_dash.intake.header import fold_heading, names_of
from lishui_dash.intake.privacy import masked_value, scanned
from lishui_dash.intake.sheet import HEAD_ROWS
from lishui_dash.intake.typed import Cell
from lishui_dash.spec import Feed, Privacy

_SHOWN_MASKED = (Privacy.PSEUDONYM, Privacy.MASK, Privacy.SENSITIVE)
_OF_ANY_FEED = (Privacy.PSEUDONYM, Privacy.MASK)
_PERSONAL = re.compile("姓名|名字|身份证|证件号|电话|手机|联系方式|负责人|联系人|经办人")
_SIGNED = re.compile(
    "((?:填表|制表|填报|报送|审核|复核|负责|联系|经办)(?:人|人员)?|签字|签名|组长|电话)"
    r"(\s*[:：]\s*)([\u4e00-\u9fff·]{2,4}|[0-9-]{7,})"
)
"""A name or number behind a colon, as in the signatures below a table."""
_MOST_IN_A_NUMBER = 10
"""Digits from which a number may be a telephone number or an ID."""
_FEWEST_KNOWN = 3
"""Headings of one feed in a row, from which the row is taken to be its headings."""


class Masks:
    """What may be shown of the cells of one sheet."""

    def __init__(self, rows: Sequence[Sequence[Cell]], mapping: Mapping[str, str]) -> None:
        """`mapping` is what the clerk said: heading -> column, "" to leave it out."""
        self._mapping = {fold_heading(told): name for told, name in mapping.items()}
        head = [[_text(cell) for cell in row] for row in rows[:HEAD_ROWS]]
        self._feed = _feed_of(head)
        self._columns = self._personal_columns(head)

    def shown(self, row: int, place: int, cell: Cell) -> Cell:
        """Return the cell as it may be shown; row and place count from 0."""
        below, privacy = self._columns.get(place, (row, Privacy.NONE))
        if row > below:
            text = _text(cell)
            return text if "*" in text else masked_value(text, privacy)
        if isinstance(cell, str):
            return _searched(cell)
        if isinstance(cell, int | float) and not isinstance(cell, bool):
            digits = _text(cell)
            if len(digits) > _MOST_IN_A_NUMBER and scanned(digits) != digits:
                return scanned(digits)
        return cell

    def _personal_columns(
        self, head: Sequence[Sequence[str]]
    ) -> dict[int, tuple[int, Privacy]]:
        """Return by column the last row with a personal heading, and what it says."""
        found: dict[int, tuple[int, Privacy]] = {}
        for row, cells in enumerate(head):
            for place, text in enumerate(cells):
                privacy = self._privacy(text)
                if privacy is not Privacy.NONE:
                    found[place] = (row, privacy)
        return found

    def _privacy(self, heading: str) -> Privacy:
        if not heading or len(heading) > 40:
            return Privacy.NONE
        told = self._mapping.get(fold_heading(heading))
        for feed in [self._feed] if self._feed else CATALOGUE.feeds.values():
            names = (
                (told,) if told in feed.column_names else names_of(feed).columns(heading)
            )
            masked = _SHOWN_MASKED if self._feed else _OF_ANY_FEED
            for name in names:
                if feed.column(name or "").privacy in masked:
                    return feed.column(name or "").privacy
            if names and self._feed:
                return Privacy.NONE
        return Privacy.MASK if _PERSONAL.search(heading) else Privacy.NONE


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


def _searched(text: str) -> str:
    """Return a text without the IDs, mobile numbers and signatures in it."""
    if len(text) < 4:
        return text
    signed = _SIGNED.sub(lambda m: f"{m[1]}{m[2]}{masked_value(m[3], Privacy.MASK)}", text)
    return scanned(signed)


def _text(cell: Cell) -> str:
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    return str(cell)
