"""A fault in one figure blanks that figure with a word, and nothing beside it."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

from lishui_dash.actions.mishap import log_mishap

_Made = TypeVar("_Made")
_told: set[tuple[str, str]] = set()
"""What was logged already: a wall that is drawn for weeks must not fill the log."""
_MOST_TOLD = 1000


def unless_broken(
    what: str, make: Callable[[], _Made], otherwise: Callable[[], _Made]
) -> _Made:
    """Return what `make` makes; whatever goes wrong in it is logged, and `otherwise` used.

    `what` names the figure or the place for the log.
    """
    try:
        return make()
    except Exception as error:  # noqa: BLE001 - whatever it is, the others must stand
        fault = what, repr(error)
        if fault not in _told and len(_told) < _MOST_TOLD:
            _told.add(fault)
            log_mishap(f"指标 {what} 无法显示", error)
        return otherwise()
