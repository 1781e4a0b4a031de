"""A real browser for a command; tests have the fixture `browser`."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from contextlib import contextmanager

from playwright.sync_api import Browser, sync_playwright

from tests.browser.conftest import BROWSERS


@contextmanager
def chromium() -> Iterator[Browser]:
    """Open the browser that is installed. Raises AssertionError when there is none."""
    found = next(filter(None, map(shutil.which, BROWSERS)), None)
    assert found, f"one of {BROWSERS} is needed"
    with sync_playwright() as playwright:
        opened = playwright.chromium.launch(
            executable_path=found, args=["--no-sandbox", "--disable-dev-shm-usage"]
        )
        yield opened
        opened.close()
