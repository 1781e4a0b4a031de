"""A real server and a real browser."""

from __future__ import annotations

import os
import shutil
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

import pytest
from playwright.sync_api import Browser, Page, expect, sync_playwright

from tests.kept import Kept

ROOT = Path(__file__).parents[2]
BROWSERS = ("chromium", "google-chrome", "chromium-browser")
LOCAL = ("http://127.0.0.1:", "ws://127.0.0.1:", "data:", "blob:", "about:")
PATIENCE = 30
"""Seconds until something that must come is said not to come."""
expect.set_options(timeout=PATIENCE * 1000)


@dataclass(frozen=True)
class Server:
    address: str
    log: Path


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
            server = Server(f"http://127.0.0.1:{port}", log)
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
        except (urllib.error.URLError, ConnectionError):
            sleep(0.1)
    raise AssertionError(f"the server did not start: {server.log.read_text('utf-8')}")


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    found = next(filter(None, map(shutil.which, BROWSERS)), None)
    assert found, f"the browser tests need one of {BROWSERS}; scripts/test installs it"
    with sync_playwright() as playwright:
        opened = playwright.chromium.launch(
            executable_path=found, args=["--no-sandbox", "--disable-dev-shm-usage"]
        )
        yield opened
        opened.close()


@contextmanager
def screen(browser: Browser, width: int = 1920, height: int = 1080) -> Iterator[Page]:
    """A page of a browser of its own.

    Raises AssertionError at the end when it has asked for anything from outside.
    """
    context = browser.new_context(viewport={"width": width, "height": height})
    context.set_default_timeout(PATIENCE * 1000)
    asked: list[str] = []
    context.on("request", lambda request: asked.append(request.url))
    page = context.new_page()
    page.on("websocket", lambda socket: asked.append(socket.url))
    yield page
    context.close()
    assert [url for url in asked if not url.startswith(LOCAL)] == []


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    with screen(browser) as opened:
        yield opened


@pytest.fixture(scope="session")
def demo_server(
    small_demo: Kept, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Server]:
    """A server on the small demo, for tests that change nothing."""
    with serving(small_demo.copied_to(tmp_path_factory.mktemp("served"))) as server:
        yield server


@pytest.fixture
def own_server(small_demo: Kept, tmp_path: Path) -> Iterator[Server]:
    """A server on the small demo for one test alone."""
    with serving(small_demo.copied_to(tmp_path)) as server:
        yield server
