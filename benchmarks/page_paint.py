"""python -m benchmarks.page_paint: how soon a page is complete, and another day on it.

On the full demo, in a real browser that has loaded Streamlit's files before. A page is
complete when its script has ended, no placeholder is left and every chart is drawn; time
runs from the navigation. Then the button of the day before is pressed, and time runs until
the page tells that day and is complete again. `first` is the first time of that, which
builds the view; the medians are of what every further viewer sees.
"""

from __future__ import annotations

import argparse
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from statistics import median

from playwright.sync_api import Browser, Page

from benchmarks.apps import App, app, copy_of
from benchmarks.measuring import ROOT, print_row
from benchmarks.page_time import UNIT
from lishui_dash.demo import Scale, load
from lishui_dash.views.languages import text
from tests.browser.chromium import chromium, wait_until

COMMAND = "python -m benchmarks.page_paint"
ASKED = {"unit": f"unit?unit={UNIT}"}
_COMPLETE = """
    () => document.querySelector("[data-testid=stMain] h1")
    && document.querySelector("[data-test-script-state=notRunning]")
    && !document.querySelector("[data-testid=stSkeleton]")
    && [...document.querySelectorAll("[data-testid=stPlotlyChart]")]
        .every((one) => one.querySelector(".main-svg"))
"""
_OPENED = f"""
    const complete = {_COMPLETE};
    const look = () => {{
        if (!complete()) {{ requestAnimationFrame(look); return; }}
        requestAnimationFrame(() => requestAnimationFrame(
            () => {{ window.completeAt ??= performance.now(); }}));
    }};
    requestAnimationFrame(look);
"""
"""Runs in a page before its own scripts."""
_SWITCHED = f"""
    ([said, day]) => new Promise((done) => {{
        const complete = {_COMPLETE};
        const button = [...document.querySelectorAll("button")]
            .find((one) => one.textContent.includes(said));
        const began = performance.now();
        button.click();
        const look = () => {{
            const head = document.querySelector(".ld-head b")?.textContent ?? "";
            if (!head.includes(day) || !complete()) {{
                requestAnimationFrame(look);
                return;
            }}
            requestAnimationFrame(() => requestAnimationFrame(
                () => done(performance.now() - began)));
        }};
        requestAnimationFrame(look);
    }})
"""
_PATIENCE = 60_000
_DAYS = ("2020-03-02", "2020-03-01", "2020-02-29")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--times", type=int, default=5)
    parser.add_argument("pages", nargs="*", metavar="PAGE")
    asked = parser.parse_args()
    stems = sorted({path.stem for path in (ROOT / "pages").glob("*.py")} - {"wall"})
    with (
        copy_of("full", lambda desk: load(desk, Scale.FULL)) as kept,
        app("app.py", kept) as served,
        chromium() as browser,
        _page(browser) as page,
    ):
        for stem in asked.pages or stems:
            print_row(COMMAND, _told(page, served, stem, asked.times))


@contextmanager
def _page(browser: Browser) -> Iterator[Page]:
    context = browser.new_context(viewport={"width": 1920, "height": 1080})
    page = context.new_page()
    page.add_init_script(_OPENED)
    yield page
    context.close()


def _told(page: Page, served: App, stem: str, times: int) -> str:
    address = f"{served.address}/{ASKED.get(stem, stem)}"
    first, *again = [_opened(page, address) for _ in range(times + 1)]
    days = [_switched(page, address) for _ in range(times + 1)]
    switched = [one for found in days[1:] for one in found]
    return (
        f"{stem}: complete first {first:,.0f} ms, then {_spread(again)};"
        f" another day first {max(days[0]):,.0f} ms, then {_spread(switched)}"
    )


def _spread(found: Sequence[float]) -> str:
    return f"median {median(found):,.0f} ms, worst {max(found):,.0f} ms of {len(found)}"


def _opened(page: Page, address: str) -> float:
    """Return milliseconds until the page is complete."""
    page.goto("about:blank")
    page.goto(address, wait_until="commit")
    wait_until(page, "window.completeAt !== undefined", _PATIENCE)
    return float(page.evaluate("window.completeAt"))


def _switched(page: Page, address: str) -> list[float]:
    """Return milliseconds for each of some days, one after the other."""
    _opened(page, address)
    said = text("choice.before", "hans").strip("◂ ")
    return [float(page.evaluate(_SWITCHED, [said, day])) for day in _DAYS]


if __name__ == "__main__":
    main()
