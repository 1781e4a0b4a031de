"""The clock: the only place that reads the time of the machine."""

from __future__ import annotations

import os
import time
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from lishui_dash.spec.settings import CLOCK, setting
from lishui_dash.ui.beside import opens_at

_STARTED = time.monotonic()


def clock() -> datetime:
    """Return the wall time in Lishui.

    With LISHUI_CLOCK set, the time is that moment when the process starts, and runs on.
    """
    start = setting(CLOCK, os.environ)
    if start:
        passed = timedelta(seconds=time.monotonic() - _STARTED)
        return datetime.fromisoformat(start) + passed
    return _of_machine().replace(tzinfo=None)


def epoch() -> float:
    """Return the real time in seconds since 1970, as tokens have it.

    They come from others, whose clock LISHUI_CLOCK does not move.
    """
    return _of_machine().timestamp()


def clock_of_store() -> datetime:
    """Return the time as the dashboard of this store is started with.

    A store of demo data says beside it at which moment it is to be looked at.
    """
    demo = None if setting(CLOCK, os.environ) else opens_at()
    return clock() if demo is None else demo


def _of_machine() -> datetime:
    return datetime.now(ZoneInfo("Asia/Shanghai"))
