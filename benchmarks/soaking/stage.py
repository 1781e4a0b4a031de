"""The server of a soak, the line to it, and the simulated clock both live by."""

from __future__ import annotations

import contextlib
import os
import signal
import socket
import subprocess
import sys
import threading
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

import duckdb

from benchmarks.measuring import ROOT
from benchmarks.soaking.memory import process_mib
from lishui_dash.actions.desk import open_desk
from lishui_dash.demo import Scale, load
from tests.cuttable import Cuttable
from tests.kept import Kept

MIDNIGHT = datetime(2020, 3, 5)
"""The midnight that comes in the middle: that after the demo's last morning."""
_STARTING = 60
_STOPPING = 20
"""Seconds after which a server that was asked to stop is killed."""
_LOOK = 0.05


@dataclass(frozen=True)
class SimulatedClock:
    """Real seconds, told as those around the midnight of the demo."""

    began: float
    minutes: float

    def at(self, moment: float) -> datetime:
        passed = timedelta(seconds=moment - self.began)
        return MIDNIGHT - timedelta(minutes=self.minutes / 2) + passed


class Stage:
    """A server in a process of its own that goes and comes back on the same port."""

    def __init__(
        self, kept: Kept, clock: SimulatedClock, line: Cuttable, port: int
    ) -> None:
        self.kept = kept
        self.line = line
        self.log = kept.folder / "server.log"
        self.version = 0
        """The newest version that is known to have been acknowledged."""
        self.peak_mib = 0.0
        self.starts: list[float] = []
        """Seconds from each start of the process to its first answer."""
        self.clock = clock
        self._port = port
        self._process: subprocess.Popen[bytes] | None = None
        self._counting = threading.Lock()

    def start(self) -> None:
        """Start the server and return when it answers."""
        self._read_version()
        begun = time.time()
        clock = f"{self.clock.at(begun):%Y-%m-%dT%H:%M:%S}"
        options = ["--server.address", "127.0.0.1", "--server.port", str(self._port)]
        with self.log.open("ab") as output:
            self._process = subprocess.Popen(
                [sys.executable, "-m", "streamlit", "run", "app.py", *options],
                cwd=ROOT,
                env={**os.environ, **self.kept.settings(clock)},
                stdout=output,
                stderr=subprocess.STDOUT,
            )
        while not self._answers():
            if self._process.poll() is not None or time.time() > begun + _STARTING:
                raise AssertionError(f"no server: {self.log.read_text('utf-8')[-2000:]}")
            time.sleep(_LOOK)
        self.starts.append(time.time() - begun)

    def stop(self, *, is_killed: bool = False) -> bool:
        """Stop the server; return whether it went when it was asked to."""
        process = self._process
        if process is None:
            return True
        self.measure()
        process.send_signal(signal.SIGKILL if is_killed else signal.SIGTERM)
        try:
            process.wait(_STOPPING)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()
            return False
        finally:
            self._process = None
        return True

    def measure(self) -> float:
        """Return the server's memory in MiB; 0 while it is away."""
        process = self._process
        held = process_mib(process.pid) if process else 0.0
        self.peak_mib = max(self.peak_mib, held)
        return held

    def acknowledge(self) -> int:
        """Count a delivery that was taken in; return the version the store has at least."""
        with self._counting:
            self.version += 1
            return self.version

    def _read_version(self) -> None:
        """Look the version up where no server has the store.

        Days that are opened count as well, and so does a delivery whose reply was lost.
        """
        with duckdb.connect(str(self.kept.store), read_only=True) as store:
            row = store.execute("SELECT version FROM store_version").fetchone()
        assert row is not None
        with self._counting:
            self.version = max(self.version, int(row[0]))

    def _answers(self) -> bool:
        address = f"http://127.0.0.1:{self._port}/_stcore/health"
        with contextlib.suppress(OSError), urllib.request.urlopen(address, timeout=5):
            return True
        return False


@contextmanager
def staged(folder: Path, demo: Kept | None, minutes: float) -> Iterator[Stage]:
    """Serve a copy of the demo, made here where none is given, through a line of ours."""
    kept = Kept(folder)
    if demo is None:
        _make_demo(kept)
    else:
        demo.copied_to(folder)
    port = _free_port()
    with Cuttable(port) as line:
        stage = Stage(kept, SimulatedClock(time.time(), minutes), line, port)
        try:
            stage.start()
            yield stage
        finally:
            stage.stop()


def _make_demo(kept: Kept) -> None:
    desk = open_desk(kept.store, kept.key_file)
    load(desk, Scale.SMALL)
    desk.engine.close()


def _free_port() -> int:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        return int(free.getsockname()[1])
