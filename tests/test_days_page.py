"""Any day again, on the pages: the choice of days, and what changed."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from lishui_dash.actions.desk import open_desk
from lishui_dash.demo import only
from lishui_dash.views.languages import LANGS, text
from tests.kept import Kept
from tests.opened import pages_on

ROOT = Path(__file__).parents[1]
CURRENT, DAY, BEFORE = "2020-02-13", "2020-02-12", "2020-02-11"


@pytest.fixture(scope="module", autouse=True)
def store(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """The store of storyline 7, on the morning after its last day."""
    folder = tmp_path_factory.mktemp("store")
    files = folder / "lishui.duckdb", folder / "pseudonym.key"
    opened = open_desk(*files)
    for morning in only("S07"):
        opened.receive_many(morning.arrivals)
    opened.engine.close()
    with pages_on(Kept(folder), "2020-02-14T10:00"):
        yield


def page(**query: str) -> AppTest:
    app = AppTest.from_file(str(ROOT / "app.py"), default_timeout=60)
    for name, value in query.items():
        app.query_params[name] = value
    app = app.run().switch_page("pages/overview.py").run()
    assert not app.exception
    return app


def body(app: AppTest) -> str:
    return "".join(str(one.proto.body) for one in app.get("html"))


def asked(app: AppTest, name: str) -> str:
    found = app.query_params.get(name, "")
    return found[0] if isinstance(found, list) else found


def test_the_current_day_shows_no_changes() -> None:
    app = page()
    assert text("changes.title", "hans") not in [one.value for one in app.header]
    assert app.button(key="choice_after").disabled
    assert "choice_back" not in [one.key for one in app.button]


@pytest.mark.parametrize("lang", LANGS)
def test_a_replayed_day_shows_the_correction(lang: str) -> None:
    app = page(as_of=DAY, lang=lang)
    assert text("changes.title", lang) in [one.value for one in app.header]  # type: ignore[arg-type]
    assert "4,200 → 420" in body(app)


def test_the_buttons_lead_from_day_to_day_and_back_to_the_current() -> None:
    app = page()
    app.button(key="choice_before").click().run()
    assert asked(app, "as_of") == DAY
    app.button(key="choice_before").click().run()
    assert asked(app, "as_of") == BEFORE
    app.button(key="choice_after").click().run()
    assert asked(app, "as_of") == DAY
    app.button(key="choice_after").click().run()
    assert asked(app, "as_of") == ""
    app.button(key="choice_before").click().run()
    app.button(key="choice_back").click().run()
    assert asked(app, "as_of") == ""


def test_at_the_first_day_there_is_none_before() -> None:
    first = page().sidebar.selectbox(key="choice_day").options[-1]
    app = page(as_of=first)
    assert app.button(key="choice_before").disabled
    assert not app.button(key="choice_after").disabled


def test_a_day_to_compare_with_is_kept_from_page_to_page() -> None:
    app = page()
    app.sidebar.selectbox(key="choice_against").select(BEFORE).run()
    assert asked(app, "against") == BEFORE
    assert f"{CURRENT} 与 {BEFORE} 对比" in body(app)
    assert text("head.against", "hans", day=BEFORE) in body(app)
    app.switch_page("pages/dictionary.py").run()
    assert asked(app, "against") == BEFORE
    app.switch_page("pages/overview.py").run()
    app.sidebar.selectbox(key="choice_against").select(text("choice.no_against", "hans"))
    app.run()
    assert asked(app, "against") == ""


@pytest.mark.parametrize(
    ("against", "key"),
    [
        ("vorgestern", "changes.no_day"),
        (CURRENT, "changes.not_earlier"),
        ("2019-12-31", "changes.not_known"),
    ],
)
def test_a_day_that_cannot_be_compared_is_left_out_with_a_sentence(
    against: str, key: str
) -> None:
    app = page(against=against)
    # The day may be any text: its signs are escaped, and shown as they are.
    assert [one.value.replace("\\", "") for one in app.warning] == [
        text(key, "hans", asked=against, day=CURRENT)
    ]
    assert app.sidebar.selectbox(key="choice_against").value == text(
        "choice.no_against", "hans"
    )


def test_what_is_searched_from_any_page_is_found_for_the_day_shown() -> None:
    app = page(as_of=DAY)
    app.sidebar.text_input(key="search_box").input("口罩").run()
    assert not app.exception
    assert asked(app, "find") == "口罩"
    assert asked(app, "as_of") == DAY
