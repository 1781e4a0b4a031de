"""python -m benchmarks.wall_load CLIENT: the viewers it holds, and how it follows.

CLIENT is the path of a load client that speaks Streamlit's protocol. The wall and an app
with a fragment of one line are asked alternately, each in a server of its own: the most
viewers whose reruns, one every five seconds, take under a second at the 95th percentile.
Then 300 viewers watch the wall while files are handed in through the door, and each tells
when it was drawn anew. Client and servers share the machine: the client's own lag is told,
because where it is large it is the client that gave way.
"""

from __future__ import annotations

import argparse
import asyncio
import importlib.util
import os
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from types import ModuleType
from typing import Any

from benchmarks.apps import App, app, small_demo
from benchmarks.measuring import median_and_worst, print_row
from benchmarks.wall_follows import Followed, follow

STEPS = "1,400,600,700,800,900,1000,1100,1200,1300,1400,1500,1600"
"""The first viewer waits until the store is open and the wall is drawn: whoever came
during that would be served at one moment, and beat at one moment ever after."""
WATCHING = 300
_SECONDS = 12
"""How long each step is measured, after it has settled."""
_SPREAD = 20
"""Seconds in which a step's new viewers come: opened faster than the server can draw, they
would all beat at the same moment ever after."""
_SCRIPTS = {"one line": ("benchmarks/one_line/app.py", ""), "wall": ("app.py", "wall")}


@dataclass(frozen=True)
class Step:
    """What so many viewers saw: milliseconds of a rerun, and who was busy."""

    viewers: int
    p95: float
    lag: float
    server_ms: float
    server_busy: float
    client_busy: float
    memory: float

    def __str__(self) -> str:
        return (
            f"{self.viewers:,} with p95 {self.p95:,.0f} ms "
            f"(client's lag {self.lag:,.0f} ms; "
            f"server {self.server_ms:.1f} ms a rerun, {self.server_busy:.0f} % of a core, "
            f"{self.memory:,.0f} MiB; client {self.client_busy:.0f} %)"
        )


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("client", type=Path)
    parser.add_argument("--runs", type=int, default=3)
    parser.add_argument("--steps", default=STEPS)
    parser.add_argument("--changes", type=int, default=5)
    asked = parser.parse_args()
    client, command = _loaded(asked.client), "python -m benchmarks.wall_load CLIENT"
    held: dict[str, list[int]] = {name: [] for name in _SCRIPTS}
    for _ in range(asked.runs):
        for name in _SCRIPTS:
            with _served(name) as served:
                steps = _steps(client, served, _SCRIPTS[name][1], asked.steps)
            good = [s for s in steps if s is not steps[-1] or s.p95 <= 1000]
            held[name].append(good[-1].viewers if good else 0)
            told = f"held {good[-1]}" if good else "held none"
            over = "" if steps[-1] in good else f"; gave way at {steps[-1]}"
            print_row(command, f"{name}: {told}{over}")
    if asked.runs:
        most = {name: median_and_worst(found)[0] for name, found in held.items()}
        share = most["wall"] / max(most["one line"], 1)
        each = "; ".join(f"{n} {', '.join(map(str, found))}" for n, found in held.items())
        print_row(
            command,
            f"most viewers, median of {asked.runs}: wall {most['wall']:,.0f}, one line "
            f"{most['one line']:,.0f}: {share:.0%} ({each})",
        )
    if asked.changes:
        with small_demo() as kept:
            for followed in follow(client, kept, WATCHING, asked.changes):
                print_row(command, _told(followed))


def _told(followed: Followed) -> str:
    sent = _spread(followed.since_sent)
    taken = _spread(followed.since_receipt)
    return (
        f"version {followed.version} on {len(followed.since_sent)} of {followed.watching} "
        f"viewers: since the receipt {taken}, since the sending {sent}"
    )


def _spread(seconds: Sequence[float]) -> str:
    ordered = sorted(seconds)
    if not ordered:
        return "never"
    late = ordered[min(len(ordered) - 1, round(0.95 * len(ordered)))]
    median = ordered[len(ordered) // 2]
    return f"median {median:.2f} s, p95 {late:.2f} s, worst {ordered[-1]:.2f} s"


@contextmanager
def _served(name: str) -> Iterator[App]:
    with small_demo() as kept, app(_SCRIPTS[name][0], kept) as served:
        yield served


def _steps(client: ModuleType, served: App, page: str, steps: str) -> list[Step]:
    options = ["--url", served.address, "--page", page, "--pid", str(served.pid)]
    options += ["--find-capacity", steps, "--duration", str(_SECONDS), "--quiet"]
    options += ["--spread", str(_SPREAD)]
    found = asyncio.run(client.main_async(client.parse_args(options)))
    return [_step(one) for one in found["steps"]]


def _step(one: dict[str, Any]) -> Step:
    all_there = one["alive"] == one["sessions"] and not one["first_run_pending"]
    return Step(
        viewers=one["sessions"],
        p95=one["rerun_ms"].get("p95", float("inf")) if all_there else float("inf"),
        lag=one["loop_lag_ms"].get("p95", 0.0),
        server_ms=one["server_cpu_ms_per_run"],
        server_busy=one["server_cpu_pct"],
        client_busy=one["client_cpu_pct"],
        memory=one["server_rss_mb"],
    )


class _Probe:
    """The processor time and memory of a server; the client's own needs a package more."""

    def __init__(self, pid: int | None) -> None:
        self._of = Path(f"/proc/{pid or os.getpid()}")

    def cpu_seconds(self) -> float:
        fields = (self._of / "stat").read_text().rpartition(")")[2].split()
        return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")

    def rss_mb(self) -> float:
        pages = int((self._of / "statm").read_text().split()[1])
        return pages * os.sysconf("SC_PAGE_SIZE") / 1024**2


def _loaded(path: Path) -> ModuleType:
    spec = importlib.util.spec_from_file_location("load_client", path)
    assert spec
    assert spec.loader
    module = importlib.util.module_from_spec(spec)
    sys.modules[spec.name] = module
    spec.loader.exec_module(module)
    setattr(module, "ServerProbe", _Probe)  # noqa: B010  a plain one mypy cannot see
    return module


if __name__ == "__main__":
    main()
