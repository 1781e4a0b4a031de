"""Tables that leave the program: CSV which a spreadsheet opens rightly and safely."""

from __future__ import annotations

import pandas as pd

_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")
"""What a spreadsheet takes for the beginning of a formula."""


def csv_bytes(frame: pd.DataFrame) -> bytes:
    """Return the frame as CSV that Excel and WPS read as UTF-8, without an index.

    A text that would run as a formula is given an apostrophe, headings included.
    """
    safe = frame.copy()
    safe.columns = [harmless(str(name)) for name in frame.columns]
    for at, dtype in enumerate(frame.dtypes):
        if not pd.api.types.is_numeric_dtype(dtype):
            safe.isetitem(at, [_harmless_cell(cell) for cell in frame.iloc[:, at]])
    return safe.to_csv(index=False, lineterminator="\r\n").encode("utf-8-sig")


def harmless(text: str) -> str:
    """Return the text with an apostrophe before it when it would run as a formula."""
    return f"'{text}" if text.lstrip(" ").startswith(_FORMULA) else text


def _harmless_cell(cell: object) -> object:
    return harmless(cell) if isinstance(cell, str) else cell
