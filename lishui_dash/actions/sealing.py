"""What stays of a file that came through the inbox: as it came, or locked.

A text file of a report about things in which nothing would be masked stays as it is, and
can be put right where it lies. Any other is locked with the key of the originals: reports
about people even where they name nobody, what is no known report, and workbooks, for their
properties, comments and hidden sheets name people as well.
"""

from __future__ import annotations

from lishui_dash.actions.named import fitted
from lishui_dash.intake.decode import decode
from lishui_dash.intake.delimited import TextSheet
from lishui_dash.intake.faults import Undecodable
from lishui_dash.intake.masking import masked_text
from lishui_dash.intake.masks import Masks
from lishui_dash.intake.privacy import KeyRing
from lishui_dash.intake.typed import typed_sheets
from lishui_dash.spec import About

LOCKED = ".locked"
_LONGEST_SEARCHED = 1024**2
"""Bytes; a larger file is locked unsearched: looking at every cell takes seconds."""


def sealed(name: str, content: bytes, keys: KeyRing) -> tuple[str, bytes]:
    """Return the name and the bytes under which a file may lie on disk."""
    if _names_nobody(content):
        return shown_name(name), content
    return f"{shown_name(name)}{LOCKED}", keys.lock(content)


def shown_name(name: str) -> str:
    """Return a file's name without what it tells of persons, as a disk can hold it."""
    return fitted(masked_text(name).replace("*", "x"))


def _names_nobody(content: bytes) -> bool:
    if len(content) > _LONGEST_SEARCHED:
        return False
    try:
        sheets = decode(content).sheets
    except Undecodable:
        return not content
    if not all(isinstance(sheet, TextSheet) for sheet in sheets):
        return False
    return all(
        masks.about is About.THINGS and masks.shown(row, place, cell) == cell
        for sheet in typed_sheets(content)
        for masks in [Masks(sheet.rows, {})]
        for row, cells in enumerate(sheet.rows)
        for place, cell in enumerate(cells)
        if cell != ""
    )
