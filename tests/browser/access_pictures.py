"""python -m tests.browser.access_pictures: signing in, and the pages of who keeps watch.

Taken on the small demo, closed, with one account for each role, on a desk and on a phone.
"""

from __future__ import annotations

import tempfile
from datetime import datetime
from pathlib import Path

from playwright.sync_api import Browser, Locator, Page, expect

from benchmarks.apps import app, small_demo
from lishui_dash.access.accounts import Accounts
from lishui_dash.access.roles import Grant, Role
from lishui_dash.views.languages import text
from tests.browser.chromium import chromium
from tests.browser.pictures import FOLDER, keep
from tests.browser.test_signed_in import PASSWORD, Closed

SIZES = ((1920, 1080), (390, 844))
AT = datetime(2020, 3, 4, 8)
SEEN = (
    ("管理员", Grant(Role.ADMIN), "admin"),
    ("审计员", Grant(Role.AUDITOR), "audit"),
    ("值班员", Grant(Role.DUTY), "alerts"),
    ("市领导", Grant(Role.LEADER), "privacy"),
    ("青田指挥部", Grant(Role.HEAD, "331121-ZHB"), "c06_living?indicator=M06_WEEK_HOURS"),
)
_SETTLED = 3_000
"""Milliseconds in which charts come to rest."""


def main() -> None:
    with small_demo() as demo, tempfile.TemporaryDirectory() as folder:
        demo.copied_to(Path(folder))
        kept = Closed(Path(folder))
        accounts = Accounts(kept.accounts)
        for name, grant, _ in SEEN:
            accounts.add(name, PASSWORD, AT, "test", grants=[grant], must_change=False)
        with chromium() as browser, app("app.py", kept) as served:
            for size in SIZES:
                _take(browser, served.address, size)


def _take(browser: Browser, address: str, size: tuple[int, int]) -> None:
    for number, (name, _, path) in enumerate(SEEN):
        context = browser.new_context(viewport={"width": size[0], "height": size[1]})
        page = context.new_page()
        page.goto(f"{address}/{path}")
        expect(_button(page)).to_be_visible(timeout=60_000)
        if not number:
            keep(page, FOLDER, "sign-in")
        page.get_by_label(text("sign_in.name", "hans")).fill(name)
        page.get_by_label(text("sign_in.password", "hans")).fill(PASSWORD)
        _button(page).click()
        expect(page.locator(".ld-who")).to_be_visible(timeout=60_000)
        page.wait_for_timeout(_SETTLED)
        keep(page, FOLDER, f"role-{path.partition('?')[0]}")
        context.close()


def _button(page: Page) -> Locator:
    return page.get_by_role("button", name=text("sign_in.title", "hans"))


if __name__ == "__main__":
    main()
