"""One drawing of the wall for all its viewers, made once for each version.

When a drawing fails the last good one goes on standing, marked with its moment: a fault
of ours must not turn the wall white.
"""

from __future__ import annotations

import threading
from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from lishui_dash.actions.mishap import log_mishap
from lishui_dash.errors import StoreUnavailable
from lishui_dash.ui import session
from lishui_dash.ui.clock import clock
from lishui_dash.ui.session import Mark
from lishui_dash.ui.wall import scenes
from lishui_dash.ui.wall.address import Address

_AGAIN = timedelta(seconds=4)
"""A drawing that has failed is tried again with the next beat."""
_MOST = 40
"""Drawings kept: one for each address in use. Each is about 0.1 MB, with a tour 0.4."""


@dataclass(frozen=True)
class Frame:
    """`mark` is of the data drawn, None where there is nothing to show yet.

    `failed_at` says since when no newer one could be drawn, `tried_at` when that was
    tried last; None: it is current.
    """

    html: str
    mark: Mark | None
    failed_at: datetime | None = None
    tried_at: datetime | None = None


class Frames:
    """The newest drawing of each address; threads may ask at once, one of them draws."""

    def __init__(self, draw: Callable[[Address], str]) -> None:
        self._draw = draw
        self._kept: OrderedDict[Address, Frame] = OrderedDict()
        self._lock = threading.Lock()

    def frame(self, address: Address) -> Frame:
        """Return the drawing of the data as they stand, or the last good one."""
        with self._lock:
            last = self._kept.get(address)
            try:
                mark = session.mark_of(address.asked)
                if last is not None and self._stands(last, mark):
                    return last
                found = Frame(self._draw(address), mark)
            except StoreUnavailable:
                return self._failed(address, last)
            except Exception as error:  # noqa: BLE001 - whatever it is, the wall stands
                if last is None or last.failed_at is None:
                    log_mishap("绘制大屏时出错", error)
                return self._failed(address, last)
            self._kept[address] = found
            self._kept.move_to_end(address)
            while len(self._kept) > _MOST:
                self._kept.popitem(last=False)
            return found

    def _failed(self, address: Address, last: Frame | None) -> Frame:
        if last is None:
            return Frame(scenes.nothing_yet(address), None, clock())
        if last.failed_at is None:
            last = replace(last, failed_at=clock())
        last = replace(last, tried_at=clock())
        self._kept[address] = last
        return last

    def _stands(self, last: Frame, mark: Mark) -> bool:
        """Whether it is of the data as they stand, or has failed just now: a thousand
        walls must not all try again."""
        if last.tried_at is None:
            return last.mark == mark
        return clock() - last.tried_at < _AGAIN


FRAMES = Frames(scenes.drawn)
