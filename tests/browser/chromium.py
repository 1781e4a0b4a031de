"""A real browser for a command; tests have the fixture `browser`."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from time import monotonic

from playwright.sync_api import Browser, Page, sync_playwright

from tests.browser.conftest import BROWSERS

_LOOK = 20
"""Milliseconds between two looks."""


def wait_until(page: Page, expression: str, patience: float) -> None:
    """Wait until JavaScript is true; Playwright's own way is forbidden by the pages.

    `patience` is in milliseconds. Raises AssertionError after it.
    """
    until = monotonic() + patience / 1000
    while not page.evaluate(expression):
        assert monotonic() < until, f"{expression} was not true in {patience:,.0f} ms"
        page.wait_for_timeout(_LOOK)


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
