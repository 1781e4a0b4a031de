"""python -m tests.browser.pictures [NAME...]: the pictures of the wall in docs/screenshots.

Each state is served from a store of real deliveries, filled once and kept beside those of
the benchmarks, and taken on an ordinary screen, a large one and a strip of three.
"""

from __future__ import annotations

import argparse
import io
import os
import re
import signal
import tempfile
from collections.abc import Callable, Iterator, Sequence
from contextlib import AbstractContextManager, ExitStack, contextmanager
from dataclasses import dataclass
from datetime import date, datetime
from functools import partial
from pathlib import Path

from PIL import Image
from playwright.sync_api import Browser, Page, expect

from benchmarks.apps import app, copy_of, small_demo
from benchmarks.measuring import ROOT
from lishui_dash.catalogue import CATALOGUE
from lishui_dash.demo.scale import OPENS_AT, Extent
from lishui_dash.demo.sequence import mornings_of
from lishui_dash.demo.sheets import Story
from lishui_dash.demo.stories import LATENESS, STORIES
from lishui_dash.intake.receive import Desk
from tests.browser.chromium import chromium
from tests.kept import Kept

SIZES = ((1920, 1080), (3840, 2160), (5760, 1080))
FOLDER = ROOT / "docs" / "screenshots"
GONE = "server-gone"
_SIDES = ("width", "height")
_GONE_FOR = re.compile(r"断线\s*0[3-9]:\d\d")
_WAITED_FOR = 360_000
"""Milliseconds in which a wall whose server is gone must say so with its minutes."""
_SETTLED = 1_500
"""Milliseconds in which whatever moves when a wall appears comes to rest."""
_FEW = 0.07
"""The share of the people shown, as in the small demo."""


@dataclass(frozen=True)
class State:
    """What the wall is shown in: a store, and the moment at which it is looked at."""

    name: str
    store: Callable[[], AbstractContextManager[Kept]]
    at: datetime = OPENS_AT


def _store_of(
    name: str, extent: Extent, stories: Sequence[Story]
) -> AbstractContextManager[Kept]:
    def fill(desk: Desk) -> None:
        for morning in mornings_of(extent, stories, CATALOGUE):
            desk.receive_many(morning.arrivals)

    return copy_of(name, fill)


@contextmanager
def _empty_store() -> Iterator[Kept]:
    with tempfile.TemporaryDirectory() as folder:
        yield Kept(Path(folder))


_QUIET_AT, _LATE_AT = datetime(2020, 3, 4, 9), datetime(2020, 2, 17, 9)
_QUIET = Extent(date(2020, 2, 18), date(2020, 3, 3), _FEW, _QUIET_AT, sparse=True)
"""Two weeks in which nothing goes wrong: the demo without any of its stories."""
_LATE = Extent(date(2020, 2, 3), date(2020, 2, 17), _FEW, _LATE_AT, sparse=True)
"""The two weeks before the second day on which 庆元 has not reported its stock."""

STATES = (
    State("all-green", partial(_store_of, "all-green", _QUIET, ()), _QUIET_AT),
    State("story-1", small_demo),
    State("story-4", partial(_store_of, "story-4", _LATE, (*STORIES, LATENESS)), _LATE_AT),
    State("empty", _empty_store),
    State(GONE, small_demo),
)


def main() -> None:
    names = [state.name for state in STATES]
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("names", nargs="*", choices=[*names, []], metavar="NAME")
    parser.add_argument("--into", type=Path, default=FOLDER)
    asked = parser.parse_args()
    wanted = [one for one in STATES if not asked.names or one.name in asked.names]
    asked.into.mkdir(parents=True, exist_ok=True)
    with chromium() as browser, ExitStack() as screens:
        left = [
            page
            for state in wanted
            if state.name == GONE
            for page in _left_alone(browser, screens, state)
        ]
        for state in wanted:
            if state.name != GONE:
                with state.store() as kept, app("app.py", kept, state.at) as served:
                    for page in _walls(browser, screens, served.address):
                        _keep(page, asked.into, state.name)
        for page in left:
            told = page.locator(".cut").filter(visible=True)
            expect(told.first).to_contain_text(_GONE_FOR, timeout=_WAITED_FOR)
            _keep(page, asked.into, GONE)


def _left_alone(browser: Browser, screens: ExitStack, state: State) -> list[Page]:
    """Return walls whose server was killed; the other pictures are taken meanwhile."""
    with state.store() as kept, app("app.py", kept, state.at) as served:
        pages = _walls(browser, screens, served.address)
        os.kill(served.pid, signal.SIGKILL)
    return pages


def _walls(browser: Browser, screens: ExitStack, address: str) -> list[Page]:
    pages = []
    for width, height in SIZES:
        context = browser.new_context(viewport={"width": width, "height": height})
        screens.callback(context.close)
        page = context.new_page()
        page.goto(f"{address}/wall")
        expect(page.locator(".wall [data-indicator]").first).to_be_visible(timeout=60_000)
        page.wait_for_timeout(_SETTLED)
        pages.append(page)
    return pages


def _keep(page: Page, folder: Path, state: str) -> None:
    keep(page, folder, f"wall-{state}")
    if (state, page.viewport_size) == ("story-1", dict(zip(_SIDES, SIZES[0], strict=True))):
        keep(page, folder, "wall")  # the README's


def keep(page: Page, folder: Path, name: str) -> None:
    """Write the picture, with a palette: the wall has few colours, a file of it many."""
    assert page.viewport_size
    size = "{width}x{height}".format(**page.viewport_size)
    with Image.open(io.BytesIO(page.screenshot())) as taken:
        few = taken.convert("RGB").quantize(
            256, Image.Quantize.MEDIANCUT, kmeans=1, dither=Image.Dither.NONE
        )
        few.save(folder / f"{name}-{size}.png", optimize=True)


if __name__ == "__main__":
    main()
