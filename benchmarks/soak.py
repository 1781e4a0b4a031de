"""python -m benchmarks.soak [MINUTES] [LOG]: weeks of a wall, compressed into an hour.

A real server is killed and started, the line to it cut, and the store changed, while
Chromium shows the wall and nobody touches it. All that happens is in the log.
"""

from __future__ import annotations

import sys
import time
from collections.abc import Sequence
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory

from benchmarks.measuring import print_row
from benchmarks.soaking.deliveries import Deliveries
from benchmarks.soaking.plan import causes_of, changes_of
from benchmarks.soaking.record import Log, Record
from benchmarks.soaking.stage import Stage, staged
from benchmarks.soaking.trouble import Trouble
from benchmarks.soaking.verdict import Demand, Soaked, demands
from benchmarks.soaking.watch import Watch, watching
from tests.kept import Kept

LOG = Path(__file__).with_name("soak.log")
ADDRESS = "screen"
_PICTURE = 15
_MEMORY = 30
"""Seconds between two pictures, and between two counts of the memory."""
_LATEST = 1.5
"""A soak that takes longer than this many times its minutes is ended."""


def soak(minutes: float, log_file: Path, folder: Path, demo: Kept | None) -> list[Demand]:
    """Run a soak on a copy of `demo` (None: made first), and return what came of it."""
    planned, changes = causes_of(minutes), changes_of(minutes)
    with staged(folder, demo, minutes) as stage:
        clock = stage.clock
        record = Record()
        log = Log(log_file, clock.began, clock.at)
        try:
            with watching(stage, record, log) as watch:
                watch.open(f"http://127.0.0.1:{stage.line.port}/{ADDRESS}")
                deliveries = Deliveries(stage, record, log, changes, minutes * 60)
                trouble = Trouble(
                    stage, record, log, planned, minutes * 60, watch.ask_for_reload
                )
                _live(watch, deliveries, trouble, minutes * 60)
            soaked = Soaked(
                minutes=minutes,
                changes=changes,
                planned=planned,
                record=record,
                clock=clock,
                server_log=stage.log.read_text("utf-8"),
                slowest_start=max(stage.starts),
            )
            found = demands(soaked)
            log.write("\n".join(_summary(found, stage, record, deliveries)))
        finally:
            log.close()
    return found


def _live(watch: Watch, deliveries: Deliveries, trouble: Trouble, seconds: float) -> None:
    """Look every second until the time is over, and every cause and delivery is done."""
    began = time.time()
    deliveries.start()
    trouble.start()
    pictured = measured = 0.0
    while (now := time.time()) < began + seconds * _LATEST:
        if now > began + seconds and not deliveries.is_alive() and not trouble.is_alive():
            break
        watch.look()
        if now > pictured + _PICTURE:
            watch.picture()
            pictured = now
        if now > measured + _MEMORY:
            watch.measure()
            measured = now
        watch.wait(max(0.05, 1 - (time.time() - now)))
    deliveries.close()
    trouble.close()
    while deliveries.is_alive() or trouble.is_alive():
        watch.wait(0.5)
    watch.look()
    watch.measure()
    if trouble.failed:
        raise trouble.failed


def _summary(
    found: Sequence[Demand], stage: Stage, record: Record, deliveries: Deliveries
) -> list[str]:
    took, starts = deliveries.took or [0.0], stage.starts
    took_told = f"median {median(took):.2f} s, worst {max(took):.2f} s"
    killed = f"{record.slow_stops} had to be killed"
    return [
        "",
        *map(_line, found),
        f"      deliveries: {took_told}",
        f"      server: {len(starts)} starts, worst {max(starts):.1f} s; {killed}",
        f"      server: peak {stage.peak_mib:.0f} MiB",
    ]


def _line(one: Demand) -> str:
    return f"{'PASS' if one.is_met else 'FAIL'}  {one.name}: {one.told}"


def main(minutes: float, log_file: Path) -> int:
    with TemporaryDirectory() as folder:
        found = soak(minutes, log_file, Path(folder), None)
    for one in found:
        print(_line(one))
    told = "; ".join(f"{one.name}: {one.told}" for one in found)
    print_row(f"python -m benchmarks.soak {minutes:g}", told)
    return 0 if all(one.is_met for one in found) else 1


if __name__ == "__main__":
    sys.exit(
        main(
            float(sys.argv[1]) if len(sys.argv) > 1 else 60,
            Path(sys.argv[2]) if len(sys.argv) > 2 else LOG,
        )
    )
