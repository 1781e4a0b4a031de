"""Memory as the system counts it, for a process and everything it has started."""

from __future__ import annotations

import contextlib
from collections.abc import Iterator
from pathlib import Path

_PROC = Path("/proc")


def browser_mib(of: int) -> float:
    """Return the memory of the browsers below a process; shared pages are counted once."""
    return sum(_proportional(pid) for pid in _below(of) if _is_browser(pid)) / 1024


def process_mib(pid: int) -> float:
    """Return what a process holds in memory; 0 where it is gone."""
    return _kib(_PROC / str(pid) / "status", "VmRSS:") / 1024


def _proportional(pid: int) -> int:
    return _kib(_PROC / str(pid) / "smaps_rollup", "Pss:")


def _is_browser(pid: int) -> bool:
    with contextlib.suppress(OSError):
        name = (_PROC / str(pid) / "comm").read_text("utf-8")
        return name.startswith(("chrom", "google-chrome"))
    return False


def _below(pid: int) -> Iterator[int]:
    children: dict[int, list[int]] = {}
    for folder in _PROC.iterdir():
        if folder.name.isdecimal():
            with contextlib.suppress(OSError, IndexError):
                # The name in brackets may hold blanks: the parent is counted after it.
                told = (folder / "stat").read_text("utf-8").rpartition(")")[2]
                children.setdefault(int(told.split()[1]), []).append(int(folder.name))
    waiting = [pid]
    while waiting:
        found = children.get(waiting.pop(), [])
        yield from found
        waiting.extend(found)


def _kib(file: Path, name: str) -> int:
    with contextlib.suppress(OSError):
        for line in file.read_text("utf-8").splitlines():
            if line.startswith(name):
                return int(line.split()[1])
    return 0
