"""A file of lines that several processes add to, and that is read from either end."""

from __future__ import annotations

import fcntl
import os
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from time import monotonic, sleep
from typing import BinaryIO

_BLOCK = 64 * 1024
_PATIENCE, _PAUSE = 10.0, 0.002
"""Seconds for which somebody else is waited for, and between two tries."""


@dataclass(frozen=True)
class Lines:
    """The lines of a file up to a size: what is added meanwhile is not read."""

    file: BinaryIO
    size: int

    def forwards(self) -> Iterator[bytes]:
        """Yield every line with its end, which the last one may lack."""
        self.file.seek(0)
        left = self.size
        while left:
            line = self.file.readline(left)
            if not line:
                return
            left -= len(line)
            yield line

    def blocks(self) -> Iterator[bytes]:
        """Yield the bytes as they are."""
        self.file.seek(0)
        for at in range(0, self.size, _BLOCK):
            yield self.file.read(min(_BLOCK, self.size - at))

    def backwards(self) -> Iterator[bytes]:
        """Yield what stands behind the last end of a line, if only b"", and then every
        line from the last one back."""
        at = self.size
        later: list[bytes] = []
        while at:
            size = min(_BLOCK, at)
            at -= size
            self.file.seek(at)
            first, *rest = self.file.read(size).split(b"\n")
            if rest:
                yield rest.pop() + b"".join(reversed(later))
                yield from reversed(rest)
                later = []
            later.append(first)
        yield b"".join(reversed(later))


@contextmanager
def held(path: Path, flags: int) -> Iterator[int]:
    """Open a file, for its owner alone where it is made."""
    handle = os.open(path, flags | os.O_CLOEXEC, 0o600)
    try:
        yield handle
    finally:
        os.close(handle)


@contextmanager
def held_alone(path: Path) -> Iterator[int]:
    """Open a file to add to it, while nobody else does; it is made where it is missing.

    Raises OSError, also when somebody else holds it for too long.
    """
    while True:
        with held(path, os.O_RDWR | os.O_APPEND | os.O_CREAT) as handle:
            _lock(handle, fcntl.LOCK_EX)
            # Somebody may have moved it away while another writer was waited for.
            if _is_still(path, handle):
                yield handle
                return


@contextmanager
def opened(path: Path) -> Iterator[BinaryIO | None]:
    """Open a file to read it; None where there is none."""
    try:
        file = path.open("rb")
    except FileNotFoundError:
        yield None
        return
    with file:
        yield file


@contextmanager
def unchanging(file: BinaryIO) -> Iterator[int]:
    """Keep writers away for a moment, and tell how large the file is."""
    _lock(file.fileno(), fcntl.LOCK_SH)
    try:
        yield os.fstat(file.fileno()).st_size
    finally:
        fcntl.flock(file, fcntl.LOCK_UN)


def add(handle: int, content: bytes) -> None:
    """Write at the end and on to the disk. After an error a part may stand there."""
    while content:
        content = content[os.write(handle, content) :]
    os.fdatasync(handle)


def keep_name_of(path: Path) -> None:
    """Write on to the disk that a file of this name is there."""
    with held(path.parent, os.O_RDONLY) as folder:
        os.fsync(folder)


def _lock(handle: int, kind: int) -> None:
    until = monotonic() + _PATIENCE
    while True:
        try:
            fcntl.flock(handle, kind | fcntl.LOCK_NB)
        except BlockingIOError:
            if monotonic() > until:
                raise
            sleep(_PAUSE)
        else:
            return


def _is_still(path: Path, handle: int) -> bool:
    try:
        return os.path.samestat(path.stat(), os.fstat(handle))
    except FileNotFoundError:
        return False
