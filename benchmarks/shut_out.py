"""python -m benchmarks.shut_out: how soon whoever is shut out sees nothing any more.

A screen whose token is revoked, and a page whose session is ended by a command, both in a
real browser that nobody touches, on the small demo.
"""

from __future__ import annotations

import tempfile
from collections.abc import Callable
from datetime import datetime, timedelta
from pathlib import Path
from time import perf_counter

from playwright.sync_api import Browser, Locator, expect

from benchmarks.apps import app, small_demo
from benchmarks.measuring import median_and_worst, print_row
from lishui_dash.access.screens import Screens
from lishui_dash.access.secret import Secret
from lishui_dash.access.sessions import Sessions
from lishui_dash.views.languages import text
from tests.browser.chromium import chromium
from tests.browser.test_signed_in import PASSWORD, Closed, closed

AT = datetime(2020, 3, 4, 8)
TIMES = 5
_PATIENCE = 60_000
"""Milliseconds."""


def main() -> None:
    with small_demo() as demo, tempfile.TemporaryDirectory() as folder:
        kept = closed(demo, Path(folder))
        with chromium() as browser, app("app.py", kept) as served:
            for name, shut in (("a screen", _screen), ("a session", _session)):
                seconds = [shut(browser, served.address, kept) for _ in range(TIMES)]
                median, worst = median_and_worst(seconds)
                print_row(
                    "python -m benchmarks.shut_out",
                    f"{name} is shut out: median {median:.1f} s, worst {worst:.1f} s of"
                    f" {TIMES}",
                )


def _screen(browser: Browser, address: str, kept: Closed) -> float:
    screens = Screens(kept.screens)
    token = screens.add("大厅", AT)
    page = browser.new_page()
    # The server looks at the register once a second.
    page.wait_for_timeout(2_000)
    page.goto(f"{address}/screen/{token}")
    wall = page.frame_locator("#live")
    expect(wall.locator(".wall [data-indicator]").first).to_be_visible(timeout=_PATIENCE)
    gone = wall.get_by_text(text("wall.turned_away", "hans")).first
    took = _until(lambda: screens.revoke("大厅", AT), lambda: _seen(gone))
    page.close()
    return took


def _session(browser: Browser, address: str, kept: Closed) -> float:
    page = browser.new_page()
    page.goto(f"{address}/dictionary")
    button = page.get_by_role("button", name=text("sign_in.title", "hans"))
    expect(button).to_be_visible(timeout=_PATIENCE)
    page.get_by_label(text("sign_in.name", "hans")).fill("leader")
    page.get_by_label(text("sign_in.password", "hans")).fill(PASSWORD)
    button.click()
    expect(page.locator(".ld-who")).to_be_visible(timeout=_PATIENCE)
    key = Secret.from_file(kept.secret_file).derived("sessions")
    sessions = Sessions(kept.accounts, key, timedelta(hours=12), timedelta(minutes=30))
    took = _until(lambda: sessions.close_all("leader"), lambda: _seen(button))
    page.close()
    return took


def _until(shut: Callable[[], object], wait: Callable[[], None]) -> float:
    shut()
    began = perf_counter()
    wait()
    return perf_counter() - began


def _seen(what: Locator) -> None:
    expect(what).to_be_visible(timeout=_PATIENCE)


if __name__ == "__main__":
    main()
