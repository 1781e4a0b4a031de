"""The names of files and folders, in characters that can be told and kept."""

from __future__ import annotations

import os
import re
from pathlib import Path

_CONTROL = re.compile(r"[\x00-\x1f\x7f]")
_LONGEST_NAME = 230
"""Bytes: a disk holds 255, and a mark, a number and an ending are still to be added."""
_LONGEST_ENDING = 16


def name_of(path: Path) -> str:
    """Return the name at the end of a path.

    Archives made on Chinese Windows and unpacked elsewhere leave names in GB18030, which
    the system hands over as characters that no text may hold.
    """
    raw = os.fsencode(path.name)
    for encoding in ("utf-8", "gb18030"):
        try:
            return _CONTROL.sub("_", raw.decode(encoding))
        except UnicodeDecodeError:
            continue
    return _CONTROL.sub("_", raw.decode("utf-8", "replace"))


def fitted(name: str) -> str:
    """Return a name as it is, or cut before its ending, so that a disk can hold it."""
    if len(name.encode()) <= _LONGEST_NAME:
        return name
    stem, ending = os.path.splitext(name)  # noqa: PTH122
    if len(ending.encode()) > _LONGEST_ENDING:
        stem, ending = name, ""
    room = _LONGEST_NAME - len(ending.encode())
    return stem.encode()[:room].decode("utf-8", "ignore") + ending
