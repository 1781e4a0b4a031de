"""The causes of a soak: the server goes and comes, the line is cut, the page is reloaded.

A cause comes when its time has come and the one before is over: recovered from, or given
up after `GIVEN_UP` seconds. So two never overlap, and each recovery can be seen.
"""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Sequence

from benchmarks.soaking.plan import CUT, RELOAD, RESTART, Planned
from benchmarks.soaking.record import Cause, Log, Record
from benchmarks.soaking.stage import Stage

GIVEN_UP = 60
"""Seconds in which a wall must have recovered."""
_REST = 3
"""Seconds in which nothing is wrong, between two causes."""
_LOOK = 0.2


class Trouble(threading.Thread):
    """Makes the planned causes over `seconds`; `reload` loads the browser's page anew."""

    def __init__(
        self,
        stage: Stage,
        record: Record,
        log: Log,
        planned: Sequence[Planned],
        seconds: float,
        reload: Callable[[], None],
    ) -> None:
        super().__init__(name="trouble", daemon=True)
        self.active: Planned | None = None
        self.failed: BaseException | None = None
        self._stage = stage
        self._record = record
        self._log = log
        self._planned = planned
        self._seconds = seconds
        self._reload = reload
        self._closing = threading.Event()

    def close(self) -> None:
        self._closing.set()

    def run(self) -> None:
        began = time.time()
        step = self._seconds / max(1, len(self._planned))
        for place, planned in enumerate(self._planned):
            if self._closing.wait(max(0.0, began + (place + 0.5) * step - time.time())):
                return
            try:
                self._make(planned)
            except Exception as error:
                self.failed = error
                raise

    def _make(self, planned: Planned) -> None:
        begun = time.time()
        self.active = planned
        self._log.say("cause", str(planned))
        {RESTART: self._restart, CUT: self._cut, RELOAD: self._load_anew}[planned.what](
            planned
        )
        cause = Cause(planned, begun, time.time(), self._stage.version)
        self._record.causes.append(cause)
        self.active = None
        self._log.say("gone", f"{planned}, after {cause.ended - cause.began:.1f} s")
        self._await_recovery(cause)
        self._closing.wait(_REST)

    def _restart(self, planned: Planned) -> None:
        if not self._stage.stop(is_killed=planned.is_killed):
            self._record.slow_stops += 1
            self._log.say("stop", "the server had to be killed")
        if planned.with_reload:
            self._reload()
        self._closing.wait(planned.seconds)
        self._stage.start()

    def _cut(self, planned: Planned) -> None:
        assert planned.kind is not None
        self._stage.line.cut(planned.kind)
        self._closing.wait(planned.seconds)
        self._stage.line.mend()

    def _load_anew(self, planned: Planned) -> None:
        self._reload()

    def _await_recovery(self, cause: Cause) -> None:
        until = cause.ended + GIVEN_UP
        while time.time() < until and not self._closing.is_set():
            at = self._record.recovered_at(cause)
            if at is not None:
                self._log.say(
                    "recovered", f"{at - cause.ended:.1f} s after {cause.planned}"
                )
                return
            self._closing.wait(_LOOK)
        self._log.say("FAIL", f"not recovered {GIVEN_UP} s after {cause.planned}")
