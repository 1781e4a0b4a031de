"""A real server of the dashboard, in a process of its own."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from time import monotonic, sleep

from tests.kept import Kept

ROOT = Path(__file__).parents[1]
PATIENCE = 30
"""Seconds until something that must come is said not to come."""


@dataclass(frozen=True)
class Server:
    address: str
    port: int
    log: Path
    pid: int


@contextmanager
def serving(kept: Kept, clock: str = "2020-03-04T09:00", port: int = 0) -> Iterator[Server]:
    """Serve the dashboard on the store `kept` in a process of its own.

    `clock` is the moment at which it starts; `port` 0 takes any that is free.
    Raises AssertionError at the end when the server has written a traceback.
    """
    port = port or _free_port()
    log = kept.folder / "server.log"
    command = [sys.executable, "-m", "streamlit", "run", "app.py"]
    options = ["--server.address", "127.0.0.1", "--server.port", str(port)]
    with (
        log.open("wb") as output,
        subprocess.Popen(
            [*command, *options],
            cwd=ROOT,
            env={**os.environ, **kept.settings(clock)},
            stdout=output,
            stderr=subprocess.STDOUT,
        ) as process,
    ):
        try:
            server = Server(f"http://127.0.0.1:{port}", port, log, process.pid)
            _wait_for_health(server, process)
            yield server
        finally:
            process.terminate()
    assert "Traceback" not in log.read_text("utf-8"), log.read_text("utf-8")


def _free_port() -> int:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        return int(free.getsockname()[1])


def _wait_for_health(server: Server, process: subprocess.Popen[bytes]) -> None:
    until = monotonic() + 2 * PATIENCE
    while monotonic() < until and process.poll() is None:
        try:
            with urllib.request.urlopen(f"{server.address}/_stcore/health", timeout=5):
                return
        except (urllib.error.URLError, ConnectionError, TimeoutError):
            sleep(0.1)
    raise AssertionError(f"the server did not start: {server.log.read_text('utf-8')}")
