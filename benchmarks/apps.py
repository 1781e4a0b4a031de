"""The servers that benchmarks compare: the dashboard, and the least Streamlit can do."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
import tempfile
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from time import monotonic, sleep

from benchmarks.measuring import KEPT, ROOT
from lishui_dash.actions.desk import open_desk
from lishui_dash.demo import Scale, load
from lishui_dash.demo.scale import OPENS_AT
from lishui_dash.intake.receive import Desk
from tests.kept import Kept

_START = 60
"""Seconds until a server that does not answer is said to have failed."""


@dataclass(frozen=True)
class App:
    address: str
    pid: int


@contextmanager
def app(script: str, kept: Kept, at: datetime = OPENS_AT) -> Iterator[App]:
    """Serve a script of this repository, from its root: with the options of the dashboard.

    `script` is a path below the root. A script that needs no store gets one all the same,
    so that all are started alike. `at` is the moment at which its clock starts.

    Raises AssertionError at the end when the server has written a traceback: figures of a
    server that fails are figures of nothing.
    """
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    options = ["--server.address", "127.0.0.1", "--server.port", str(port)]
    log = kept.folder / "server.log"
    with (
        log.open("wb") as output,
        subprocess.Popen(
            [sys.executable, "-m", "streamlit", "run", script, *options],
            cwd=ROOT,
            env={**os.environ, **kept.settings(at.isoformat())},
            stdout=output,
            stderr=subprocess.STDOUT,
        ) as process,
    ):
        try:
            served = App(f"http://127.0.0.1:{port}", process.pid)
            _wait_for(served, process)
            yield served
        finally:
            process.terminate()
    told = log.read_text("utf-8")
    # A viewer that leaves while it is written to is a traceback of the server's library.
    lines = [line for line in told.splitlines() if "lishui_dash" in line]
    own = [line for line in lines if "File" in line or "Traceback" in line]
    assert not own, told[-4000:]


def small_demo() -> AbstractContextManager[Kept]:
    """Return a copy, to be thrown away, of a store of the small demo."""
    return copy_of("small", lambda desk: load(desk, Scale.SMALL))


@contextmanager
def copy_of(name: str, fill: Callable[[Desk], object]) -> Iterator[Kept]:
    """Return a copy, to be thrown away, of the store `name` that `fill` has filled.

    It is filled once and kept beside that of the full demo.
    """
    folder = KEPT / name
    kept = Kept(folder)
    if not kept.store.exists():
        folder.mkdir(parents=True, exist_ok=True)
        unfinished = folder / "unfinished"
        unfinished.unlink(missing_ok=True)
        desk = open_desk(unfinished, kept.key_file)
        fill(desk)
        desk.engine.close()
        unfinished.rename(kept.store)
    with tempfile.TemporaryDirectory() as copied:
        yield kept.copied_to(Path(copied))


def _wait_for(served: App, process: subprocess.Popen[bytes]) -> None:
    until = monotonic() + _START
    while monotonic() < until and process.poll() is None:
        try:
            with urllib.request.urlopen(f"{served.address}/_stcore/health", timeout=5):
                return
        except (urllib.error.URLError, ConnectionError, TimeoutError):
            sleep(0.1)
    raise AssertionError(f"nothing is served at {served.address}")
