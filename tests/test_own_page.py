"""The section that a clause alone has, on the screen."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from lishui_dash.actions.desk import open_desk
from lishui_dash.catalogue import CLAUSES
from lishui_dash.catalogue.places import WHOLE
from lishui_dash.demo import only
from lishui_dash.views.languages import LANGS, text
from tests.kept import Kept
from tests.opened import pages_on

ROOT = Path(__file__).parents[1]
CLOCK_AT = datetime(2020, 3, 4, 9)
TITLES = {
    "c05_manpower": "own.posts.title",
    "c06_living": "own.limits.title",
    "c08_safety": "own.stock.title",
    "c09_form_burden": "own.senders.title",
}


@pytest.fixture(scope="module", autouse=True)
def store(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """A store that has been told of nothing but storyline 1, on its third day."""
    kept = Kept(tmp_path_factory.mktemp("own"))
    desk = open_desk(kept.store, kept.key_file)
    for morning in only("S01"):
        if morning.at <= CLOCK_AT:
            desk.receive_many(morning.arrivals)
    desk.engine.close()
    with pages_on(kept, f"{CLOCK_AT:%Y-%m-%dT%H:%M}"):
        yield


def drawn(stem: str, place: str = WHOLE, **query: str) -> AppTest:
    app = AppTest.from_string(
        f"from lishui_dash.ui import own\nown.draw({stem!r}, {place!r})",
        default_timeout=60,
    )
    for name, value in query.items():
        app.query_params[name] = value
    return app.run()


def html_of(app: AppTest) -> str:
    return "".join(str(one.proto.body) for one in app.get("html"))  # type: ignore[attr-defined]


@pytest.mark.parametrize("lang", LANGS)
@pytest.mark.parametrize("stem", CLAUSES)
def test_only_the_four_clauses_have_a_section_of_their_own(stem: str, lang: str) -> None:
    app = drawn(stem, lang=lang)
    assert not app.exception
    wanted = [text(TITLES[stem], lang, days=3)] if stem in TITLES else []  # type: ignore[arg-type]
    assert [header.value for header in app.header] == wanted


def test_the_stock_out_and_the_move_stand_in_the_table_and_above_it() -> None:
    html = html_of(drawn("c08_safety"))
    assert "青田 N95：可用 2.98 天，03-06 断供" in html
    assert "市本级可调 2,160 只" in html
    assert html.count("lp-scroll") == 1, "the table scrolls aside in its own box"


def test_a_status_is_told_by_its_shape_beside_its_colour() -> None:
    html = html_of(drawn("c08_safety"))
    assert '<span class="lp-mark is-red">■ ' in html


def test_what_nobody_has_reported_is_not_called_good() -> None:
    html = html_of(drawn("c05_manpower"))
    assert "is-missing" in html
    assert "is-green" not in html


def test_at_another_place_nothing_of_it_is_told() -> None:
    html = html_of(drawn("c08_safety", "331126"))
    assert "青田" not in html
