"""Every page, for every role, at its own place and at a foreign one: shown, or refused.

The pages are those of the folder, and what is expected is worked out from the declarations:
a page without one is shown to nobody, and fails here.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from lishui_dash.access.events import Did
from lishui_dash.access.pages import PAGES, may_open
from lishui_dash.access.roles import Right
from lishui_dash.catalogue import CLAUSES
from lishui_dash.catalogue.places import WHOLE
from lishui_dash.spec import Group
from lishui_dash.ui import access_files
from lishui_dash.views.languages import text
from tests.access.people import (
    FOREIGN,
    FOREIGN_PLACE,
    HEALTH_HEAD,
    HOME,
    HOME_PLACE,
    NOBODY,
    OF_CITY,
    OF_COUNTY,
    OF_TOWN,
    Person,
)
from tests.kept import Kept
from tests.opened import ROOT, pages_on
from tests.signed_in import signed_in

STEMS = sorted(path.stem for path in (ROOT / "pages").glob("*.py"))
OF_A_PLACE = {s for s, clause in CLAUSES.items() if clause.group is not Group.DATA}
"""Pages that show one place: the address says which."""
PEOPLE = (*OF_CITY, *OF_COUNTY, HEALTH_HEAD, *OF_TOWN[1:3])

REFUSED = text("access.refused", "hans")
each_person = pytest.mark.parametrize("one", PEOPLE, ids=lambda one: one.title)


@pytest.fixture(scope="module", autouse=True)
def kept(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Kept]:
    """An empty store in which the clock stands in the campaign."""
    found = Kept(tmp_path_factory.mktemp("matrix"))
    with pages_on(found):
        yield found


def opened(one: Person, stem: str, **query: str) -> AppTest:
    """Open a page in the browser of a person, which stays open between pages."""
    with signed_in(one):
        if one.title not in _browsers:
            _browsers[one.title] = AppTest.from_file(
                str(ROOT / "app.py"), default_timeout=60
            )
        app = _browsers[one.title]
        app.query_params.clear()
        for name, value in query.items():
            app.query_params[name] = value
        app.switch_page(f"pages/{stem}.py").run()
    assert not app.exception
    return app


_browsers: dict[str, AppTest] = {}


def is_refused(app: AppTest) -> bool:
    return REFUSED in [title.value for title in app.title]


def refusals() -> list[str]:
    entries = access_files.audit().entries(most=500)
    return [entry.who for entry in entries if entry.did is Did.ACCESS_REFUSED]


def test_every_page_says_what_it_asks_for() -> None:
    assert set(STEMS) == set(PAGES)


@each_person
def test_a_page_opens_just_for_whom_it_is_declared(one: Person) -> None:
    for stem in STEMS:
        app = opened(one, stem)
        expected = not may_open(one.scope, stem)
        if expected and stem in ("wall", "overview"):
            # Where everybody begins, he is sent on to a page of his own.
            assert not is_refused(app), stem
            continue
        assert is_refused(app) == expected, stem
        if expected:
            assert one.title in refusals(), stem


@each_person
def test_a_foreign_place_or_unit_is_refused_wherever_an_address_names_it(
    one: Person,
) -> None:
    scope = one.scope
    for stem in sorted(OF_A_PLACE)[::4]:
        for place in (HOME_PLACE, FOREIGN_PLACE):
            is_his = may_open(scope, stem) and scope.may(Right.FIGURES, place)
            assert is_refused(opened(one, stem, place=place)) == (not is_his), (stem, place)
    for unit in (HOME, HOME_PLACE, FOREIGN, FOREIGN_PLACE, WHOLE):
        is_his = may_open(scope, "unit") and scope.may(Right.FIGURES, unit)
        assert is_refused(opened(one, "unit", unit=unit)) == (not is_his), unit


@pytest.mark.parametrize("stem", STEMS)
def test_whoever_has_not_signed_in_sees_nothing_but_the_way_in(stem: str) -> None:
    app = opened(NOBODY, stem)
    html = "\n".join(element.proto.body for element in app.get("html"))
    assert text("access.sign_in", "hans") in html
    assert not app.title
    assert not app.sidebar.selectbox


@pytest.mark.parametrize("stem", STEMS)
def test_a_forged_token_of_a_screen_opens_no_page(stem: str) -> None:
    app = opened(NOBODY, stem, screen="forged")
    html = "\n".join(element.proto.body for element in app.get("html"))
    way_in = "wall.turned_away" if stem == "wall" else "access.sign_in"
    assert text(way_in, "hans") in html
    assert "data-indicator" not in html
    assert not app.title


def test_a_page_that_is_declared_nowhere_is_shown_to_nobody(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    without = {stem: needs for stem, needs in PAGES.items() if stem != "dictionary"}
    monkeypatch.setattr("lishui_dash.access.pages.PAGES", without)
    for one in OF_CITY:
        assert is_refused(opened(one, "dictionary"))


def test_in_a_store_that_is_open_every_page_says_so() -> None:
    for stem in STEMS:
        app = AppTest.from_file(str(ROOT / "app.py"), default_timeout=60).run()
        app.switch_page(f"pages/{stem}.py").run()
        html = "\n".join(element.proto.body for element in app.get("html"))
        key = "access.open_wall" if stem == "wall" else "access.open"
        assert text(key, "hans") in html, stem


def test_no_page_runs_but_through_the_frame() -> None:
    asking = [
        path
        for path in (Path(ROOT) / "lishui_dash").rglob("*.py")
        if "chosen.run()" in path.read_text("utf-8")
    ]
    assert [path.name for path in asking] == ["shell.py"]
