"""What the storylines say a leader should see is seen, on a desk and on a phone."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby

import pytest
from playwright.sync_api import Browser, expect

from lishui_dash.actions.desk import open_desk
from tests.browser.conftest import Server, screen, serving
from tests.browser.stories import SEEN, Seen, tell
from tests.kept import Kept

SIZES = ((1920, 1080), (390, 844))
TOLD = [
    (story, at, tuple(pages))
    for (story, at), pages in groupby(SEEN, key=lambda one: (one.story, one.at))
]


@pytest.fixture(params=TOLD, ids=[story for story, *_ in TOLD])
def told(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[tuple[Server, tuple[Seen, ...]]]:
    """A server to which one story has been told, and the pages it is seen on."""
    story, at, pages = request.param
    kept = Kept(tmp_path_factory.mktemp(story))
    desk = open_desk(kept.store, kept.key_file)
    tell(desk, story, at)
    desk.engine.close()
    with serving(kept, at.isoformat()) as server:
        yield server, pages


def test_a_reader_sees_what_the_story_says(
    browser: Browser, told: tuple[Server, tuple[Seen, ...]]
) -> None:
    server, pages = told
    with screen(browser) as page:
        for seen in pages:
            page.goto(f"{server.address}/{seen.address}")
            main = page.locator("[data-testid=stMain]")
            for width, height in SIZES:
                page.set_viewport_size({"width": width, "height": height})
                for sentence in seen.says:
                    expect(main).to_contain_text(sentence)
