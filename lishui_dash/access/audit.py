"""The audit log: a file to which lines are added and in which none is changed.

Several processes may write at once. Beside the log lies its head: how far the chain goes,
sealed, so that an end that was cut off is missed. The head is written after the line;
after a power cut it may tell of a line before the last, never of one that is not there.

Whoever can put back old copies of both files together can make the last days vanish: what
`verify` says is to be noted elsewhere, and may be held against the chain later.
"""

from __future__ import annotations

import fcntl
import io
import os
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from time import monotonic, sleep
from typing import BinaryIO

from lishui_dash.access.chain import (
    START,
    Head,
    Link,
    chained,
    mended_behind_torn,
    mended_without_head,
)
from lishui_dash.access.events import Did, Entry, Event, fit_to_keep
from lishui_dash.access.secret import Secret
from lishui_dash.access.walk import Break, Walk
from lishui_dash.errors import StoreUnavailable
from lishui_dash.words import Words

__all__ = ["Audit", "Did", "Entry", "Event", "Verdict", "audit_key"]

_BLOCK = 64 * 1024
_LOOKED_BACK = 100
"""Lines at the end among which the last whole one is looked for."""
_PATIENCE, _PAUSE = 10.0, 0.002
"""Seconds for which another writer is waited for, and between two tries."""


@dataclass(frozen=True)
class Verdict:
    """What verifying a log came to. `first_broken` is None when every line holds.

    `count` is how many whole lines there are, `hash` that of the last one. `torn` are the
    numbers after which a line was begun and not finished, which the log says itself.
    """

    count: int
    first_broken: int | None = None
    why: Words | None = None
    hash: str = START.hash
    torn: tuple[int, ...] = ()


def audit_key(secret_file: Path) -> bytes:
    """Return the key of the audit chain; the file is made where there is none yet."""
    return Secret.from_file(secret_file).derived("audit chain")


class Audit:
    """A log in a file, which is made when the first event is written."""

    def __init__(self, path: Path, key: bytes) -> None:
        self._path = path
        self._head_path = Path(f"{path}.head")
        self._key = key

    def write(self, event: Event) -> int:
        """Add an event, masked, and return its number; it is on the disk by then.

        Raises StoreUnavailable when it cannot be written. Where the log or its head is
        damaged the chain goes on all the same, so that verifying shows where.
        """
        event = fit_to_keep(event)
        try:
            self._path.parent.mkdir(parents=True, exist_ok=True)
            with (
                self._locked() as log,
                _handle(self._head_path, os.O_RDWR | os.O_CREAT) as head,
            ):
                return self._add(event, log, head)
        except OSError as error:
            raise StoreUnavailable(
                f"审计日志 {self._path} 无法写入。"
                f" The audit log cannot be written. ({error.strerror})"
            ) from error

    def entries(self, *, most: int | None = None) -> tuple[Entry, ...]:
        """Return the entries, newest first; only the end of the file is read for `most`."""
        return tuple(islice(self.newest_first(), most))

    def newest_first(self) -> Iterator[Entry]:
        """Yield the entries from the last one back; a line that is none is left out."""
        with self._reading() as standing:
            for line in standing.lines_from_end():
                link = Link.from_line(line)
                entry = link.entry(self._key) if link else None
                if entry is not None:
                    yield entry

    def verify(self, *, after: int = 0) -> Verdict:
        """Go through the whole chain.

        Breaks up to line `after` are passed over: somebody has looked into them.
        """
        walk = Walk(self._key)
        first: Break | None = None
        with self._reading() as standing:
            for each in walk.breaks(standing.lines(), standing.head):
                if each.number > after and (first is None or each.number < first.number):
                    first = each
        number, why = (first.number, first.why) if first else (None, None)
        return Verdict(walk.count, number, why, walk.last.hash, tuple(walk.torn))

    def _add(self, event: Event, log: int, head_file: int) -> int:
        size = os.fstat(log).st_size
        with open(log, "rb", closefd=False) as file:
            lines_back = _Standing(file, size, None).lines_from_end()
            ending = list(islice(lines_back, _LOOKED_BACK))
        links = [Link.from_line(line) for line in ending]
        last = next((link.head for link in links if link and link.fits(self._key)), START)
        told = os.pread(head_file, _BLOCK, 0)
        head = Head.from_sealed(told, self._key)
        events = [event]
        if head is None:
            if size or told:
                events.insert(0, mended_without_head(event.at))
            else:
                self._begin(head_file)
        unended = ending[0]
        if unended and not links[0]:
            events.insert(0, mended_behind_torn(unended, event.at))
        known = max(head or START, last, key=lambda one: one.count)
        lines, now = chained(events, known, self._key)
        _write_all(log, b"\n" + lines if unended else lines)
        os.fdatasync(log)
        os.pwrite(head_file, now.sealed(self._key), 0)
        return now.count

    def _begin(self, head_file: int) -> None:
        """Write the head before the first line: one without the other then tells."""
        os.pwrite(head_file, START.sealed(self._key), 0)
        os.fsync(head_file)
        with _handle(self._path.parent, os.O_RDONLY) as folder:
            os.fsync(folder)

    @contextmanager
    def _locked(self) -> Iterator[int]:
        """Open the log for a writer alone, made anew where it was moved away meanwhile."""
        while True:
            with _handle(self._path, os.O_RDWR | os.O_APPEND | os.O_CREAT) as log:
                _lock(log, fcntl.LOCK_EX)
                if _is_still(self._path, log):
                    yield log
                    return

    @contextmanager
    def _reading(self) -> Iterator[_Standing]:
        """Open the log as it stands; writers go on writing behind what is read."""
        try:
            with _opened(self._path) as log:
                size = 0
                if log is not None:
                    _lock(log.fileno(), fcntl.LOCK_SH)
                    size = os.fstat(log.fileno()).st_size
                with _opened(self._head_path) as file:
                    told = file.read(_BLOCK) if file else b""
                if log is not None:
                    fcntl.flock(log, fcntl.LOCK_UN)
                is_new = not size and not told
                head = START if is_new else Head.from_sealed(told, self._key)
                yield _Standing(log or io.BytesIO(), size, head)
        except OSError as error:
            raise StoreUnavailable(
                f"审计日志 {self._path} 无法读取。"
                f" The audit log cannot be read. ({error.strerror})"
            ) from error


@dataclass(frozen=True)
class _Standing:
    """A log up to where it went when it was opened. `head` is None when its file is gone
    or damaged."""

    file: BinaryIO
    size: int
    head: Head | None

    def lines(self) -> Iterator[bytes]:
        """Yield every line, without its end."""
        left = self.size
        while left:
            line = self.file.readline(left)
            left -= len(line)
            yield line.removesuffix(b"\n")

    def lines_from_end(self) -> Iterator[bytes]:
        """Yield what stands behind the last end of a line, if only b"", and then every
        line from the last back."""
        at, kept = self.size, b""
        while at:
            size = min(_BLOCK, at)
            at -= size
            self.file.seek(at)
            first, *rest = (self.file.read(size) + kept).split(b"\n")
            yield from reversed(rest)
            kept = first
        yield kept


@contextmanager
def _opened(path: Path) -> Iterator[BinaryIO | None]:
    try:
        file = path.open("rb")
    except FileNotFoundError:
        yield None
        return
    with file:
        yield file


@contextmanager
def _handle(path: Path, flags: int) -> Iterator[int]:
    handle = os.open(path, flags | os.O_CLOEXEC, 0o600)
    try:
        yield handle
    finally:
        os.close(handle)


def _lock(handle: int, kind: int) -> None:
    """Raises BlockingIOError when somebody else holds the lock for too long."""
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


def _write_all(handle: int, content: bytes) -> None:
    while content:
        content = content[os.write(handle, content) :]
