"""Every indicator, promise and feed of the catalogue is to be seen on the screen."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from html import unescape
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from lishui_dash.catalogue import CATALOGUE
from lishui_dash.spec import Feed, Group, Indicator, Promise
from tests.kept import Kept
from tests.opened import pages_on

ROOT = Path(__file__).parents[1]
PAGES = sorted((ROOT / "pages").glob("*.py"))
PROMISES = [
    (stem, promise)
    for stem, clause in CATALOGUE.clauses.items()
    for promise in clause.promises
]
EVERYWHERE = ("overview", "dictionary")
"""The pages that show every indicator there is."""

each_indicator = pytest.mark.parametrize(
    "indicator", CATALOGUE.indicators.values(), ids=lambda indicator: indicator.name
)
each_promise = pytest.mark.parametrize(
    ("stem", "promise"), PROMISES, ids=[promise.number for _, promise in PROMISES]
)


@dataclass(frozen=True)
class Drawn:
    """What one page drew: its HTML, and the titles of what can be unfolded."""

    html: str
    folded: tuple[str, ...]

    @cached_property
    def indicators(self) -> set[str]:
        return set(re.findall(r'data-indicator="(\w+)"', self.html))

    @cached_property
    def promises(self) -> Mapping[str, str]:
        """The HTML of each promise by its number, up to the next one."""
        _, *parts = re.split(r'data-promise="([\d.]+)"', self.html)
        return dict(zip(parts[::2], map(unescape, parts[1::2]), strict=True))


@pytest.fixture(scope="module")
def drawn(
    small_demo: Kept, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[dict[str, Drawn]]:
    """Every page as it is drawn on the morning the demo opens."""
    kept = small_demo.copied_to(tmp_path_factory.mktemp("drawn"))
    with pages_on(kept):
        yield {page.stem: _drawn(page) for page in PAGES}


def _drawn(page: Path) -> Drawn:
    app = AppTest.from_file(str(ROOT / "app.py"), default_timeout=60).run()
    app.switch_page(f"pages/{page.name}").run()
    assert not app.exception
    html = "\n".join(element.proto.body for element in app.get("html"))
    return Drawn(html, tuple(folded.label for folded in app.expander))


def page_of(indicator: Indicator) -> str:
    """Return the page of the indicator's clause; what is no clause is about reporting."""
    stem = CATALOGUE.stems[indicator.name]
    return "reporting" if CATALOGUE.clauses[stem].group is Group.DATA else stem


@each_indicator
def test_an_indicator_stands_on_its_page(
    indicator: Indicator, drawn: dict[str, Drawn]
) -> None:
    assert indicator.name in drawn[page_of(indicator)].indicators


@each_indicator
@pytest.mark.parametrize("page", EVERYWHERE)
def test_an_indicator_stands_where_all_do(
    indicator: Indicator, page: str, drawn: dict[str, Drawn]
) -> None:
    assert indicator.name in drawn[page].indicators


@each_indicator
def test_an_indicator_is_on_the_wall_just_when_it_says_so(
    indicator: Indicator, drawn: dict[str, Drawn]
) -> None:
    assert (indicator.name in drawn["wall"].indicators) == (indicator.wall is not None)


@each_promise
def test_a_promise_stands_on_the_page_of_its_clause_in_its_own_words(
    stem: str, promise: Promise, drawn: dict[str, Drawn]
) -> None:
    said = drawn[stem].promises[promise.number]
    assert promise.quote.hans in said
    assert promise.check.hans in said


@each_promise
def test_a_promise_stands_beside_the_indicators_that_show_it(
    stem: str, promise: Promise, drawn: dict[str, Drawn]
) -> None:
    showing = CATALOGUE.indicators_showing(promise.number)
    said = drawn[stem].promises[promise.number]
    figures, _, _ = said.partition("</section>")
    assert re.findall(r'href="[^"]*\bindicator=(\w+)"', figures) == [
        one.name for one in showing
    ]


@each_promise
def test_a_promise_stands_in_the_dictionary(
    stem: str, promise: Promise, drawn: dict[str, Drawn]
) -> None:
    assert promise.quote.hans in drawn["dictionary"].promises[promise.number]


@pytest.mark.parametrize("feed", CATALOGUE.feeds.values(), ids=lambda feed: feed.name)
def test_a_feed_stands_in_the_dictionary_and_among_the_reports(
    feed: Feed, drawn: dict[str, Drawn]
) -> None:
    assert f"{feed.words.hans}　{feed.name}" in drawn["dictionary"].folded
    assert feed.words.hans in unescape(drawn["reporting"].html)


def test_no_page_shows_what_is_not_declared(drawn: dict[str, Drawn]) -> None:
    for page, shown in drawn.items():
        assert shown.indicators <= set(CATALOGUE.indicators), page
        assert set(shown.promises) <= {promise.number for _, promise in PROMISES}, page
