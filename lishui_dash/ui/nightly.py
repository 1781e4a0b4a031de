"""Once a day, at night, what is past its time is reduced while the dashboard runs."""

from __future__ import annotations

import threading
from collections.abc import Callable
from datetime import date, datetime, time

from lishui_dash.access.names import NIGHTLY
from lishui_dash.actions.mishap import log_mishap
from lishui_dash.actions.retention import until_of
from lishui_dash.store.demo_mark import holds_demo
from lishui_dash.store.engine import Engine
from lishui_dash.ui.keeping import keeping, reduce

BEGINS = time(3)
"""Reports of the day before are in by the evening, and the next come from 07:00 on."""
_LOOK = 60
"""Seconds between two looks at the clock."""


class Nightly:
    """Call `look` again and again: it does something once on each day, after 03:00."""

    def __init__(self, engine: Engine, clock: Callable[[], datetime]) -> None:
        self._engine = engine
        self._clock = clock
        self._done: date | None = None

    def look(self) -> None:
        """Reduce what is due, where that has not been done today.

        What fails is logged and tried again the next day. The demo is left alone: on a
        clock that was not set back to its time, all of it would be past keeping.
        """
        now = self._clock().replace(microsecond=0)
        if now.time() < BEGINS or self._done == now.date() or holds_demo(self._engine):
            return
        self._done = now.date()
        told = keeping()
        until = until_of(now.date(), told.days)
        reduce(self._engine, until, told.ended, now, NIGHTLY)


def watch(closing: threading.Event, nightly: Nightly) -> None:
    """Look at the clock until the server ends."""
    while not closing.wait(_LOOK):
        try:
            nightly.look()
        except Exception as error:  # noqa: BLE001 - the next night tries again
            log_mishap("到期明细精简未完成", error)
