"""python -m tests.browser.story_pictures [STORY...]: what the storylines show, as pictures.

Each page stands on the full demo, with the clock at the moment of the story; a story that
lies after the demo is told alone. Taken on a desk and on a phone, where the first of its
sentences is.
"""

from __future__ import annotations

import argparse
from contextlib import AbstractContextManager
from functools import partial
from pathlib import Path

from playwright.sync_api import Browser, Page, expect

from benchmarks.apps import app, copy_of
from lishui_dash.demo import Scale, load
from lishui_dash.demo.scale import OPENS_AT
from tests.browser.chromium import chromium
from tests.browser.pictures import FOLDER, keep
from tests.browser.stories import SEEN, Seen, tell
from tests.kept import Kept

SIZES = ((1920, 1080), (390, 844))
_SETTLED = 2_500
"""Milliseconds in which charts come to rest."""


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("stories", nargs="*", metavar="STORY")
    parser.add_argument("--into", type=Path, default=FOLDER)
    asked = parser.parse_args()
    asked.into.mkdir(parents=True, exist_ok=True)
    with chromium() as browser:
        for seen in SEEN:
            if asked.stories and seen.story not in asked.stories:
                continue
            with _store(seen) as kept, app("app.py", kept, seen.at) as served:
                for width, height in SIZES:
                    _take(browser, served.address, seen, width, height, asked.into)


def _store(seen: Seen) -> AbstractContextManager[Kept]:
    if seen.at <= OPENS_AT:
        return copy_of("full", lambda desk: load(desk, Scale.FULL))
    return copy_of(seen.story, partial(tell, story=seen.story, until=seen.at))


def _take(
    browser: Browser, address: str, seen: Seen, width: int, height: int, into: Path
) -> None:
    context = browser.new_context(viewport={"width": width, "height": height})
    page = context.new_page()
    page.goto(f"{address}/{seen.address}")
    _stand_at(page, seen.says[0])
    keep(page, into, seen.name)
    context.close()


def _stand_at(page: Page, sentence: str) -> None:
    """Wait for a sentence, and have it stand in the middle of the screen."""
    told = page.locator("[data-testid=stMain]").get_by_text(sentence).first
    expect(told).to_be_visible(timeout=60_000)
    page.wait_for_timeout(_SETTLED)
    told.evaluate("one => one.scrollIntoView({ block: 'center' })")
    page.wait_for_timeout(_SETTLED)


if __name__ == "__main__":
    main()
