"""Every page opens from the menu, in every language, and raises nothing."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
import streamlit as st
from streamlit.testing.v1 import AppTest

from lishui_dash.catalogue import CLAUSES
from lishui_dash.spec import Group
from lishui_dash.spec.settings import CLOCK, KEY_FILE, STORE
from lishui_dash.views.languages import LANGS, text

ROOT = Path(__file__).parents[1]
PAGES = sorted((ROOT / "pages").glob("*.py"))
MOST_LINES = 60


@pytest.fixture(scope="module", autouse=True)
def store(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """An empty store in which the clock stands in the campaign."""
    folder = tmp_path_factory.mktemp("store")
    with pytest.MonkeyPatch.context() as patched:
        patched.setenv(STORE.name, str(folder / "lishui.duckdb"))
        patched.setenv(KEY_FILE.name, str(folder / "pseudonym.key"))
        patched.setenv(CLOCK.name, "2020-03-04T09:00")
        patched.chdir(ROOT)
        yield
    st.cache_resource.clear()
    st.cache_data.clear()


def opened(**query: str) -> AppTest:
    app = AppTest.from_file(str(ROOT / "app.py"), default_timeout=60)
    for name, value in query.items():
        app.query_params[name] = value
    return app.run()


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.stem)
def test_page_opens_on_an_empty_store(page: Path) -> None:
    app = opened().switch_page(f"pages/{page.name}").run()
    assert not app.exception


@pytest.mark.parametrize("lang", LANGS)
def test_the_menu_speaks_the_viewers_language(lang: str) -> None:
    app = opened(lang=lang).switch_page("pages/overview.py").run()
    assert not app.exception
    assert app.sidebar.selectbox(key="choice_lang").value == text(f"lang.{lang}", "en")


def test_the_language_is_kept_from_page_to_page() -> None:
    app = opened(lang="hant").switch_page("pages/overview.py").run()
    app.switch_page("pages/upload.py").run()
    assert app.query_params["lang"] == "hant"


def test_a_day_that_is_no_day_is_not_shown() -> None:
    app = opened(as_of="yesterday").switch_page("pages/overview.py").run()
    assert not app.exception


def test_every_clause_has_a_page_of_its_name() -> None:
    wanted = {s for s, clause in CLAUSES.items() if clause.group is not Group.DATA}
    assert wanted <= {page.stem for page in PAGES}


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.stem)
def test_page_asks_for_its_frame_first_and_holds_no_logic(page: Path) -> None:
    source = page.read_text("utf-8")
    lines = [line for line in source.splitlines() if line and not line.startswith("    ")]
    code = [line for line in lines if not line.startswith(('"""', "from", "import", ")"))]
    assert code[0] == "shell.require_frame()"
    assert len(source.splitlines()) <= MOST_LINES
    assert "SELECT" not in source
