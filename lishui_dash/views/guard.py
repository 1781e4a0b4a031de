"""A fault in one figure blanks that figure with a word, and nothing beside it."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

from lishui_dash.actions.mishap import log_mishap

_Made = TypeVar("_Made")


def unless_broken(
    what: str, make: Callable[[], _Made], otherwise: Callable[[], _Made]
) -> _Made:
    """Return what `make` makes; whatever goes wrong in it is logged, and `otherwise` used.

    `what` names the figure or the place for the log.
    """
    try:
        return make()
    except Exception as error:  # noqa: BLE001 - whatever it is, the others must stand
        log_mishap(f"指标 {what} 无法显示", error)
        return otherwise()
