"""Where the store and its key are, as the settings say."""

from __future__ import annotations

import os
from pathlib import Path

from lishui_dash.actions.desk import open_desk
from lishui_dash.intake.receive import Desk
from lishui_dash.spec.settings import KEY_FILE, STORE, setting
from lishui_dash.ui.beside import forget_former
from lishui_dash.ui.secret_places import placed


def store() -> Path:
    return Path(setting(STORE, os.environ))


def key_file() -> Path:
    """Raises SetupRefused where the key may not lie in its place."""
    return placed(KEY_FILE)


def own_desk() -> Desk:
    """Open the store in this process. Raises StoreUnavailable where another has it, and
    SetupRefused where the key may not lie in its place."""
    forget_former()
    return open_desk(store(), key_file())
