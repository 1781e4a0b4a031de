"""What lies beside a store of demo data: at which moment it is looked at.

`scripts/run` takes the clock from it, and commands do, which cannot open the store while it
is served. Who may see a demo is decided by the mark in the store.
"""

from __future__ import annotations

import os
from datetime import datetime
from pathlib import Path

from lishui_dash.spec.settings import STORE, setting


def opens_at() -> datetime | None:
    """Return the moment; None where nothing is said, or nothing more to say it of."""
    if not _store().exists() or not _file().exists():
        return None
    return datetime.fromisoformat(_file().read_text("utf-8").strip())


def write_opens_at(moment: datetime) -> None:
    _file().write_text(f"{moment:%Y-%m-%dT%H:%M}\n", "utf-8")


def forget_former() -> None:
    """Delete what was said of a store that is gone: the next one is no demo by that."""
    if not _store().exists():
        _file().unlink(missing_ok=True)


def _store() -> Path:
    return Path(setting(STORE, os.environ))


def _file() -> Path:
    return Path(f"{_store()}.opens")
