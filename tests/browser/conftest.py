"""A real server and a real browser."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect, sync_playwright

from tests.kept import Kept
from tests.served import PATIENCE, Server, serving

BROWSERS = ("chromium", "google-chrome", "chromium-browser")
LOCAL = ("http://127.0.0.1:", "ws://127.0.0.1:", "data:", "blob:", "about:")
expect.set_options(timeout=PATIENCE * 1000)


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
def own_kept(small_demo: Kept, tmp_path: Path) -> Kept:
    """The files of the small demo for one test alone."""
    return small_demo.copied_to(tmp_path)


@pytest.fixture
def own_server(own_kept: Kept) -> Iterator[Server]:
    """A server on the small demo for one test alone."""
    with serving(own_kept) as server:
        yield server
