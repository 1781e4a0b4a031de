"""The small demo on disk, built once for every run and worker on the same program."""

from __future__ import annotations

import fcntl
import shutil
from hashlib import sha256
from pathlib import Path

import lishui_dash
from lishui_dash.actions.desk import open_desk
from lishui_dash.demo import Scale, load
from tests.kept import Kept

_PACKAGE = Path(lishui_dash.__file__).parent
_ABOVE = ("commands", "ui", "views")
"""The parts of the package that write nothing into a store."""


def copied(folder: Path, to: Path) -> Kept:
    """Return a copy of the small demo kept in `folder`, made where it is not there yet.

    Two workers that ask at once make one. What another state of the program has made is
    thrown away.
    """
    kept = Kept(folder / _state())
    with (folder / "lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not kept.store.exists():
            for other in folder.glob("*/"):
                shutil.rmtree(other)
            kept.folder.mkdir()
            unfinished = kept.folder / "unfinished"
            desk = open_desk(unfinished, kept.key_file)
            load(desk, Scale.SMALL)
            desk.engine.close()
            unfinished.rename(kept.store)
        return kept.copied_to(to)


def _state() -> str:
    """Return a digest of what makes a store, and of the libraries it runs on."""
    found = sha256((_PACKAGE.parent / "requirements-dev.txt").read_bytes())
    for path in sorted(_PACKAGE.rglob("*.py")):
        part = path.relative_to(_PACKAGE)
        if part.parts[0] not in _ABOVE:
            found.update(str(part).encode())
            found.update(path.read_bytes())
    return found.hexdigest()[:16]
