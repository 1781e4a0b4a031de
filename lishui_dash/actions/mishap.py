"""A fault of our own is told so that it can be found, without a word of anybody's file."""

from __future__ import annotations

import logging
import traceback

LOG = logging.getLogger("lishui_dash")


def log_mishap(doing: str, error: BaseException) -> None:
    """Log where an error arose, and not what it says: it may quote a cell of the file."""
    steps = traceback.extract_tb(error.__traceback__)
    places = " < ".join(f"{step.filename}:{step.lineno}" for step in reversed(steps))
    LOG.error("%s：%s，%s", doing, type(error).__name__, places)
