"""The file of the door's keys: one after another, 32 bytes each, the newest last.

It lies outside the store. No key is ever taken out of it: a resident ID becomes what the
store holds through all of them, one after another.
"""

from __future__ import annotations

import os
import tempfile
from pathlib import Path

from lishui_dash.errors import SetupRefused

KEY_BYTES = 32


def keys_in(path: Path) -> tuple[bytes, ...]:
    """Return the keys of a file, the first of them first; where it lacks, one is made.

    Two processes that start at once come to the same key. Raises SetupRefused for a file
    that holds anything but whole keys.
    """
    if not path.exists():
        _make(path)
    content = path.read_bytes()
    if not content or len(content) % KEY_BYTES:
        raise SetupRefused(
            f"密钥文件 {path} 已损坏，请用备份恢复。"
            f" The key file is damaged: restore it from a backup. ({len(content)} bytes)"
        )
    starts = range(0, len(content), KEY_BYTES)
    return tuple(content[start : start + KEY_BYTES] for start in starts)


def new_key() -> bytes:
    return os.urandom(KEY_BYTES)


def add_key(path: Path, key: bytes) -> None:
    """Put a key behind those that are there; the file has it whole, or is as it was."""
    whole = _written(path, path.read_bytes() + key)
    whole.replace(path)
    folder = os.open(path.parent, os.O_RDONLY)
    try:
        os.fsync(folder)
    finally:
        os.close(folder)


def _make(path: Path) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    whole = _written(path, new_key())
    try:
        # Unlike a rename, a link never takes the place of a file that is there.
        path.hardlink_to(whole)
    except FileExistsError:
        pass
    finally:
        whole.unlink()


def _written(path: Path, content: bytes) -> Path:
    """Return a file beside `path` that holds the content, on the disk, for its owner."""
    handle, made = tempfile.mkstemp(prefix=f"{path.name}.", dir=path.parent)
    with os.fdopen(handle, "wb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())
    return Path(made)
