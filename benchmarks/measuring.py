"""What every benchmark needs: the machine it ran on, and a store with the full demo."""

from __future__ import annotations

import os
import platform
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

from lishui_dash.actions.desk import open_desk
from lishui_dash.demo import Scale, load
from lishui_dash.intake.receive import Desk
from tests.kept import Kept

ROOT = Path(__file__).parents[1]
KEPT = ROOT / "data" / "benchmark"
"""The store of the full demo, loaded once and used by the benchmarks that read it."""


def print_row(command: str, figures: str) -> None:
    """Print one row for RESULTS.md: the command, its figures, the commit, the machine."""
    print(f"| `{command}` | {figures} | {_commit()} | {_machine()} |")


def full_desk() -> Desk:
    """Return a desk on the full demo, loading it where that was not done before."""
    store, key_file = kept_files()
    if not store.exists():
        store.parent.mkdir(parents=True, exist_ok=True)
        unfinished = store.with_suffix(".unfinished")
        unfinished.unlink(missing_ok=True)
        desk = open_desk(unfinished, key_file)
        load(desk, Scale.FULL)
        desk.engine.close()
        unfinished.rename(store)
    return open_desk(store, key_file)


def kept_files() -> tuple[Path, Path]:
    kept = Kept(KEPT / "full")
    return kept.store, kept.key_file


def median_and_worst(seconds: Sequence[float]) -> tuple[float, float]:
    ordered = sorted(seconds)
    return ordered[len(ordered) // 2], ordered[-1]


def _commit() -> str:
    command = ["git", "describe", "--always", "--dirty", "--abbrev=9"]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True)
    return done.stdout.strip()


def _machine() -> str:
    memory = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 1024**3
    version = ".".join(map(str, sys.version_info[:3]))
    cores = len(os.sched_getaffinity(0))
    return f"{cores} cores, {memory:.0f} GiB, {platform.machine()}, Python {version}"
