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
    log: Path
    pid: int


@contextmanager
def serving(kept: Kept) -> Iterator[Server]:
    """Serve the dashboard on the store `kept` in a process of its own.

    Raises AssertionError at the end when the server has written a traceback.
    """
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    log = kept.folder / "server.log"
    command = [sys.executable, "-m", "streamlit", "run", "app.py"]
    options = ["--server.address", "127.0.0.1", "--server.port", str(port)]
    with (
        log.open("wb") as output,
        subprocess.Popen(
            [*command, *options],
            cwd=ROOT,
            env={**os.environ, **kept.settings()},
            stdout=output,
            stderr=subprocess.STDOUT,
        ) as process,
    ):
        try:
            server = Server(f"http://127.0.0.1:{port}", log, process.pid)
            _wait_for_health(server, process)
            yield server
        finally:
            process.terminate()
    assert "Traceback" not in log.read_text("utf-8"), log.read_text("utf-8")


def _wait_for_health(server: Server, process: subprocess.Popen[bytes]) -> None:
    until = monotonic() + PATIENCE
    while monotonic() < until and process.poll() is None:
        try:
            with urllib.request.urlopen(f"{server.address}/_stcore/health", timeout=5):
                return
        except (urllib.error.URLError, ConnectionError, TimeoutError):
            sleep(0.1)
    raise AssertionError(f"the server did not start: {server.log.read_text('utf-8')}")
