"""Files that the inbox has put away, locked: copies of originals, and kept as long."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

from lishui_dash.actions.putting_away import ACCEPTED, REJECTED
from lishui_dash.actions.sealing import LOCKED

_LISHUI = ZoneInfo("Asia/Shanghai")


def forget_copies(inbox: Path, until: date) -> int:
    """Delete what was put away, locked, on a day before `until`; return how many.

    Files in which nobody is named lie there unlocked, and stay; so do the reports beside.
    Raises OSError.
    """
    old = [copy for copy in _copies(inbox) if _put_away_on(copy) < until]
    for copy in old:
        copy.unlink(missing_ok=True)
    return len(old)


def _copies(inbox: Path) -> Iterator[Path]:
    for folder in (ACCEPTED, REJECTED):
        for where in (folder, f"*/{folder}"):
            for path in inbox.glob(f"{where}/*{LOCKED}"):
                if path.is_file() and not path.is_symlink():
                    yield path


def _put_away_on(path: Path) -> date:
    return datetime.fromtimestamp(path.stat().st_mtime, _LISHUI).date()
