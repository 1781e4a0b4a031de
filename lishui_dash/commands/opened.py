"""Where the store and its key are, as the settings say."""

from __future__ import annotations

import os
from pathlib import Path

from lishui_dash.actions.desk import open_desk
from lishui_dash.intake.receive import Desk
from lishui_dash.spec.settings import KEY_FILE, STORE, setting


def store() -> Path:
    return Path(setting(STORE, os.environ))


def key_file() -> Path:
    return Path(setting(KEY_FILE, os.environ))


def own_desk() -> Desk:
    """Open the store in this process. Raises StoreUnavailable where another has it."""
    return open_desk(store(), key_file())
