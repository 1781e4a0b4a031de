"""What the start of the server says of its settings: on record, and in the log."""

from __future__ import annotations

import json
import os
from collections.abc import Mapping
from pathlib import Path

from lishui_dash.access.events import Did
from lishui_dash.actions.mishap import LOG
from lishui_dash.spec.settings import AUDIT, SETTINGS, setting
from lishui_dash.ui import access_files
from lishui_dash.ui.on_record import write_audit
from lishui_dash.ui.secret_places import within
from lishui_dash.ui.viewer import is_open

_BY = "系统启动 start"


def tell_settings() -> None:
    """Write into the audit which settings have changed since the last start.

    No setting is a secret: those of secrets name files. Raises StoreUnavailable.
    """
    path = Path(f"{setting(AUDIT, os.environ)}.settings")
    now = {one.name: setting(one, os.environ) for one in SETTINGS}
    before = _known(path)
    if not before and access_files.audit().entries(most=1):
        told = "没有上次启动时记下的设置，无从比对，从本次记起"
        write_audit(_BY, Did.SETTING_CHANGED, detail=told)
    for name in sorted({*now, *before} if before else ()):
        old, new = before.get(name, ""), now.get(name, "")
        if old != new:
            write_audit(_BY, Did.SETTING_CHANGED, name, f"{old or '—'} → {new or '—'}")
    if now != before:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(json.dumps(now, ensure_ascii=False, indent=1), "utf-8")


def warn_of_secrets() -> None:
    """Say in the log which key of a demo that is not open to all lies in the program's own
    folder: no other store is served with it."""
    if is_open():
        return
    for one in within():
        name = Path(setting(one, os.environ)).name
        LOG.warning("密钥 %s 在程序目录内，正式使用请移出并设 %s", name, one.name)


def _known(path: Path) -> Mapping[str, str]:
    """Return the settings of the last start; none where nobody has written them down."""
    try:
        told = json.loads(path.read_text("utf-8"))
    except (OSError, ValueError):
        return {}
    return told if isinstance(told, dict) else {}
