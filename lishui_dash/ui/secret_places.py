"""Where the keys may lie: outside of the program's own folder.

Whoever copies that folder, or has a backup of it, would have them. Those of a demo protect
nobody and may stay in it.
"""

from __future__ import annotations

import os
from functools import cache
from pathlib import Path

from lishui_dash.errors import SetupRefused
from lishui_dash.spec.settings import KEY_FILE, SECRET_FILE, Setting, setting
from lishui_dash.ui.beside import opens_at

_PROGRAM = Path(__file__).parents[2]
_FOLDER = "/etc/lishui"
_WHY = (
    "正式库的密钥不得放在程序目录内。已有的密钥文件请移走后继续使用，切勿另建新的。\n"
    "The keys of a store that is no demo lie outside of the program's folder. Move the file"
    " that is there, and make no new one:"
)


def placed(of: Setting) -> Path:
    """Return the file of a key. Raises SetupRefused where it may not lie there."""
    require_outside(of)
    return Path(setting(of, os.environ))


def require_outside(*asked: Setting) -> None:
    """Raises SetupRefused, which says what to do, where one of the keys lies in the
    program's folder and the store is no demo."""
    found = [one for one in within() if one in asked]
    if found and opens_at() is None:
        raise SetupRefused(_said(found))


def within() -> list[Setting]:
    """Return which keys lie in the program's folder."""
    return [one for one in (KEY_FILE, SECRET_FILE) if _is_within(setting(one, os.environ))]


@cache
def _is_within(path: str) -> bool:
    return Path(path).resolve().is_relative_to(_PROGRAM)


def _said(found: list[Setting]) -> str:
    steps = [f'sudo install -d -m 700 -o "$USER" {_FOLDER}']
    for one in found:
        path = Path(setting(one, os.environ))
        moved = f"{_FOLDER}/{path.name}"
        if path.exists():
            steps.append(f"mv {path} {moved}")
        steps.append(f"export {one.name}={moved}")
    return "\n  ".join((_WHY, *steps))
