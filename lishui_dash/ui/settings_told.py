"""A setting that is another than at the last start is put on record."""

from __future__ import annotations

import json
import os
from collections.abc import Mapping
from pathlib import Path

from lishui_dash.access.events import Did
from lishui_dash.spec.settings import AUDIT, SETTINGS, setting
from lishui_dash.ui.on_record import write_audit

_BY = "系统启动 start"


def tell_settings() -> None:
    """Write into the audit which settings have changed since the last start.

    No setting is a secret: those of secrets name files. Raises StoreUnavailable.
    """
    path = Path(f"{setting(AUDIT, os.environ)}.settings")
    now = {one.name: setting(one, os.environ) for one in SETTINGS}
    before = _known(path)
    for name in sorted({*now, *before} if before else ()):
        old, new = before.get(name, ""), now.get(name, "")
        if old != new:
            write_audit(_BY, Did.SETTING_CHANGED, name, f"{old or '—'} → {new or '—'}")
    if now != before:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(json.dumps(now, ensure_ascii=False, indent=1), "utf-8")


def _known(path: Path) -> Mapping[str, str]:
    """Return the settings of the last start; none where nobody has written them down."""
    try:
        told = json.loads(path.read_text("utf-8"))
    except (OSError, ValueError):
        return {}
    return told if isinstance(told, dict) else {}
