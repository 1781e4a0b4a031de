"""Every page opens from the menu, in every language, and raises nothing."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from lishui_dash.catalogue import CLAUSES
from lishui_dash.spec import Group
from lishui_dash.views.languages import LANGS, text
from tests.kept import Kept
from tests.opened import pages_on

ROOT = Path(__file__).parents[1]
PAGES = sorted((ROOT / "pages").glob("*.py"))
MOST_LINES = 60


@pytest.fixture(scope="module", autouse=True)
def store(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """An empty store in which the clock stands in the campaign."""
    folder = tmp_path_factory.mktemp("store")
    with pages_on(Kept(folder)):
        yield


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
