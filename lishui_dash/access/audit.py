"""The audit log: a file to which lines are added and in which none is changed.

Several processes may write at once. Beside the log lies its head: how far the chain goes,
sealed, so that an end that was cut off is missed. The head is written after the line;
after a power cut it may tell of a line before the last, never of one that is not there.

Whoever can put back old copies of both files together can make the last days vanish: what
`verify` says is to be noted elsewhere, and may be held against the chain later.
"""

from __future__ import annotations

import io
import os
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import chain, islice
from pathlib import Path

from lishui_dash.access.chain import (
    MOST_TORN,
    START,
    Head,
    Link,
    chained,
    is_begun,
    mended_behind_torn,
    mended_without_head,
)
from lishui_dash.access.events import Did, Entry, Event, fit_to_keep
from lishui_dash.access.log_file import (
    Lines,
    add,
    held,
    held_alone,
    keep_name_of,
    opened,
    unchanging,
)
from lishui_dash.access.secret import Secret
from lishui_dash.access.walk import Break, Walk
from lishui_dash.errors import StoreUnavailable
from lishui_dash.words import Words

__all__ = ["Audit", "Did", "Entry", "Event", "Head", "Verdict", "audit_key"]

_MOST_OF_HEAD = 1024
"""Bytes that are read of a head file; one that is as it was written has fewer."""


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

    def write(self, event: Event, *others: Event) -> int:
        """Add events, masked, and return the number of the last; they are on the disk by
        then, all of them.

        Raises StoreUnavailable when they cannot be written. Where the log or its head is
        damaged the chain goes on all the same, and verifying shows where.
        """
        events = [fit_to_keep(one) for one in (event, *others)]
        try:
            self._path.parent.mkdir(parents=True, exist_ok=True)
            with (
                held_alone(self._path) as log,
                held(self._head_path, os.O_RDWR | os.O_CREAT) as head,
            ):
                return self._add(events, log, head)
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
        with self._reading() as (lines, _):
            for line in lines.backwards():
                link = Link.from_line(line)
                entry = link.entry(self._key) if link else None
                if entry is not None:
                    yield entry

    def verify(
        self, *, after: int = 0, noted: Head | None = None, is_used: bool = False
    ) -> Verdict:
        """Go through the whole chain.

        Breaks up to line `after` are passed over: somebody has looked into them. `noted`
        is what an earlier verdict said: that line must still be there, and be the same.
        `is_used`: something is there that was put on record, so that the log is not empty
        unless it was removed, with its head.
        """
        walk = Walk(self._key)
        first: Break | None = None
        with self._reading() as (lines, head):
            for each in walk.breaks(lines.forwards(), head, noted, is_used=is_used):
                if each.number > after and (first is None or each.number < first.number):
                    first = each
        number, why = (first.number, first.why) if first else (None, None)
        return Verdict(walk.count, number, why, walk.last.hash, tuple(walk.torn))

    def copied(self) -> Iterator[bytes]:
        """Yield what the head file holds, and then the log as it stands, in blocks."""
        with self._reading() as (lines, head):
            yield head.sealed(self._key) if head else b""
            yield from lines.blocks()

    def _add(self, events: list[Event], log: int, head_file: int) -> int:
        at = events[0].at
        ending = self._ending(log)
        told = os.pread(head_file, _MOST_OF_HEAD, 0)
        head = Head.from_sealed(told, self._key)
        if ending.is_empty and not told:
            # There is a head before the first line: one that is missing was removed.
            head = START
            os.pwrite(head_file, head.sealed(self._key), 0)
        if ending.is_empty:
            os.fsync(head_file)
            keep_name_of(self._path)
        if head is None:
            os.ftruncate(head_file, 0)
            events.insert(0, mended_without_head(at))
        if ending.torn:
            events.insert(0, mended_behind_torn(ending.torn, at))
        known = max(head or START, ending.last, key=lambda one: one.count)
        lines, now = chained(events, known, self._key)
        add(log, lines if ending.is_ended else b"\n" + lines)
        os.pwrite(head_file, now.sealed(self._key), 0)
        return now.count

    def _ending(self, log: int) -> _Ending:
        size = os.fstat(log).st_size
        with open(log, "rb", closefd=False) as file:
            lines = Lines(file, size).backwards()
            unended = next(lines)
            torn, last = self._broken_off(unended, islice(lines, MOST_TORN))
        return _Ending(not size, not unended, torn, last)

    def _broken_off(self, unended: bytes, before: Iterator[bytes]) -> tuple[bytes, Head]:
        """Return what was begun at the end and not finished, and how far the lines before
        that are whole.

        A writer may have been killed again where it was about to say so: several lines in
        a row can have been begun.
        """
        torn: list[bytes] = []
        is_torn = True
        for line in chain([unended], before):
            link = Link.from_line(line)
            if link and link.fits(self._key):
                return b"\n".join(reversed(torn)), link.head
            is_torn = is_torn and link is None and (line is unended or is_begun(line))
            if is_torn and line:
                torn.append(line)
        return b"\n".join(reversed(torn)), START

    @contextmanager
    def _reading(self) -> Iterator[tuple[Lines, Head | None]]:
        """Open the log as it stands. The head is None when its file is gone or damaged."""
        try:
            with opened(self._path) as file:
                if file is None:
                    size, told = 0, self._head_told()
                else:
                    with unchanging(file) as size:
                        told = self._head_told()
                is_new = not size and not told
                head = START if is_new else Head.from_sealed(told, self._key)
                yield Lines(file or io.BytesIO(), size), head
        except OSError as error:
            raise StoreUnavailable(
                f"审计日志 {self._path} 无法读取。"
                f" The audit log cannot be read. ({error.strerror})"
            ) from error

    def _head_told(self) -> bytes:
        with opened(self._head_path) as file:
            return file.read(_MOST_OF_HEAD) if file else b""


@dataclass(frozen=True)
class _Ending:
    """How a log ends: `last` is how far its whole lines go, `torn` what was begun behind
    them and not finished."""

    is_empty: bool
    is_ended: bool
    torn: bytes
    last: Head
