"""The search page, the field in the frame, and the dictionary that looks up alike."""

from __future__ import annotations

import re
from collections.abc import Iterator
from html import unescape
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as some
from streamlit.testing.v1 import AppTest

from lishui_dash.catalogue import CATALOGUE
from lishui_dash.spec import Indicator
from lishui_dash.ui.search import group_html
from lishui_dash.views.links import Link
from lishui_dash.views.search import Group, Hit
from tests.kept import Kept
from tests.opened import pages_on

ROOT = Path(__file__).parents[1]
PAGES = {path.stem for path in (ROOT / "pages").glob("*.py")}
LINK = re.compile(r'<a class="lp-link" href="([^"]*)"')


@pytest.fixture(scope="module", autouse=True)
def store(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """An empty store in which the clock stands in the campaign."""
    folder = tmp_path_factory.mktemp("store")
    with pages_on(Kept(folder)):
        yield


def opened(page: str, **query: str) -> AppTest:
    app = AppTest.from_file(str(ROOT / "app.py"), default_timeout=60).run()
    app.switch_page(f"pages/{page}.py")
    for name, value in query.items():
        app.query_params[name] = value
    app.run()
    assert not app.exception
    return app


def html_of(app: AppTest) -> str:
    return "\n".join(element.proto.body for element in app.get("html"))


def links_of(html: str) -> list[tuple[str, dict[str, list[str]]]]:
    """Return the pages that links lead to, with the parameters of their addresses."""
    found = [urlsplit(unescape(href)) for href in LINK.findall(html)]
    return [(link.path, parse_qs(link.query)) for link in found]


def test_the_address_asks_and_the_first_hit_is_the_first_link() -> None:
    app = opened("search", find="dgl", lang="en")
    page, query = links_of(html_of(app))[0]
    assert page == "c05_manpower"
    assert query == {"lang": ["en"], "indicator": ["M05_FILL"]}
    assert app.text_input(key="search_find").value == "dgl"


def test_what_is_typed_into_the_page_stands_in_the_address() -> None:
    app = opened("search", find="dgl")
    app.text_input(key="search_find").set_value("青田").run()
    assert app.query_params["find"] == "青田"
    assert 'data-found="place:331121"' in html_of(app)
    app.text_input(key="search_find").set_value("").run()
    assert "find" not in app.query_params
    assert "data-found" not in html_of(app)


def test_what_is_asked_is_never_html() -> None:
    app = opened("search", find="<img src=x>")
    assert "<img" not in html_of(app)
    assert not LINK.findall(html_of(app))


class Tags(HTMLParser):
    """Gathers the tags and the words of some HTML."""

    def __init__(self) -> None:
        super().__init__()
        self.tags: set[str] = set()
        self.said: list[str] = []

    def handle_starttag(self, tag: str, attrs: object) -> None:
        self.tags.add(tag)

    def handle_data(self, data: str) -> None:
        self.said.append(data)


@settings(deadline=None, max_examples=50)
@given(said=some.text(some.characters(exclude_categories=("C", "Z")), min_size=1))
@example(said='"><b>&amp;')
def test_what_a_list_says_is_never_html(said: str) -> None:
    link = Link(said, "unit", (("unit", said),))
    html = group_html(Group(said, said, (Hit(said, said, link),), said))
    parser = Tags()
    parser.feed(html)
    parser.close()
    assert parser.tags == {"section", "h2", "ol", "li", "a", "div"}
    assert "".join(parser.said) == said * 4
    assert links_of(html) == [("unit", {"unit": [said]})]


FRAME = """
import streamlit as st
from lishui_dash.ui import search
chosen = st.navigation([st.Page("first.py", default=True), st.Page("found.py")])
with st.sidebar:
    search.box("found.py")
chosen.run()
"""


def test_the_field_in_the_frame_leads_to_the_search(tmp_path: Path) -> None:
    (tmp_path / "app.py").write_text(FRAME, "utf-8")
    (tmp_path / "first.py").write_text("", "utf-8")
    (tmp_path / "found.py").write_text(
        "import streamlit as st\nst.write(st.query_params['find'])", "utf-8"
    )
    app = AppTest.from_file(str(tmp_path / "app.py")).run()
    assert not app.markdown
    app.sidebar.text_input(key="search_box").set_value("dgl").run()
    assert not app.exception
    assert app.markdown[0].value == "dgl"
    assert app.sidebar.text_input(key="search_box").value == ""
    app.sidebar.text_input(key="search_box").set_value("qt").run()
    assert app.markdown[0].value == "qt"


@pytest.fixture(scope="module")
def dictionary() -> str:
    return html_of(opened("dictionary"))


@pytest.mark.parametrize("name", CATALOGUE.indicators)
def test_the_dictionary_says_all_of_an_indicator(name: str, dictionary: str) -> None:
    indicator: Indicator = CATALOGUE.indicators[name]
    row = dictionary.split(f'data-indicator="{name}"')[1].split("</tr>")[0]
    said = unescape(row)
    for words in (
        *(indicator.words, indicator.question, indicator.numerator, indicator.denominator),
        *(indicator.owner, indicator.threshold.reason, *(f.words for f in indicator.feeds)),
    ):
        assert words.hans in said
    assert links_of(row)[0][1] == {"indicator": [name]}
    assert (("wall", {}) in links_of(row)) == (indicator.wall is not None)
    asked = [query["find"][0] for page, query in links_of(row) if page == "dictionary"]
    assert asked == [feed.name for feed in indicator.feeds]


def test_every_link_of_the_dictionary_opens_a_page_that_exists(dictionary: str) -> None:
    assert {page for page, _ in links_of(dictionary)} <= PAGES


def test_a_link_to_a_report_unfolds_it_and_no_other() -> None:
    app = opened("dictionary", tab="feeds")
    assert not any(box.proto.expanded for box in app.expander)
    for feed in CATALOGUE.feeds.values():
        app.query_params["find"] = feed.name
        app.run()
        unfolded = [box.label for box in app.expander if box.proto.expanded]
        assert unfolded == [f"{feed.words.hans}　{feed.name}"]


@pytest.mark.parametrize(
    ("wanted", "found"),
    [
        ("dgl", 'data-indicator="M05_FILL"'),
        ("Fill Rate", 'data-indicator="M05_FILL"'),
        ("8.1", 'data-promise="8.1"'),
        ("fhwzrb", 'data-entry="closing_qty"'),
        ("qtrmyy", 'data-entry="unit@331121"'),
        ("青田", 'data-entry="place"'),
    ],
)
def test_the_dictionary_finds_by_initials_as_the_search_does(
    wanted: str, found: str
) -> None:
    app = opened("dictionary")
    app.text_input(key="dictionary_find").set_value(wanted).run()
    assert found in html_of(app)
    assert app.query_params["find"] == wanted


def test_the_dictionary_leaves_out_what_was_not_asked_for() -> None:
    html = html_of(opened("dictionary", find="dgl"))
    assert 'data-indicator="M08_DAYS_SUPPLY"' not in html
