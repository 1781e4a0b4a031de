"""The page of the administrator: which parts there are for whom, and what they say."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from streamlit.testing.v1 import AppTest

from lishui_dash.access.events import Did
from lishui_dash.access.roles import Grant, Right, Role
from lishui_dash.spec.settings import SETTINGS
from lishui_dash.ui import access_files
from lishui_dash.ui.admin.sections import SECTIONS
from lishui_dash.views.languages import LANGS, Lang, text
from tests.access.people import HOME, NOBODY, OF_CITY, OF_COUNTY, Person, person
from tests.administered import ADMIN, html, kept_in, on_record, opened, press, said, wrong
from tests.kept import Kept
from tests.opened import ROOT, pages_on
from tests.signed_in import signed_in
from tests.test_texts import CHINESE, CHINESE_MARKS, simplified

CITY = [section.name for section in SECTIONS]
COUNTY = ["accounts", "registers"]
SAID = ("html", "markdown", "caption", "header", "info", "success", "error", "warning")


@pytest.fixture(scope="module", autouse=True)
def kept(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Kept]:
    found = Kept(tmp_path_factory.mktemp("admin"))
    with pages_on(found):
        yield found


def parts(app: AppTest) -> list[str]:
    [control] = [one for one in app.get("button_group") if one.key == "admin_tab"]
    return [option.content for option in control.proto.options]


@pytest.mark.parametrize(
    ("one", "expected"),
    [
        *((one, CITY) for one in OF_CITY if one.scope.may(Right.ACCOUNTS)),
        *((one, COUNTY) for one in OF_COUNTY if one.scope.may(Right.ACCOUNTS)),
    ],
    ids=lambda told: told.title if isinstance(told, Person) else "",
)
def test_everybody_has_the_parts_he_has_a_right_to(
    one: Person, expected: list[str]
) -> None:
    with signed_in(one):
        told = parts(opened("accounts"))
    assert told == [text(f"admin.tab.{name}", "hans") for name in expected]


def test_where_all_is_open_everybody_has_all_parts() -> None:
    assert len(parts(opened("accounts"))) == len(SECTIONS)


def test_a_part_that_is_not_his_is_not_opened_by_its_address() -> None:
    with signed_in(person("county", Grant(Role.ADMIN, HOME))):
        app = opened("screens")
    assert text("admin.screen_add", "hans") not in [one.label for one in app.button]


def test_whoever_has_no_right_is_refused_and_on_record() -> None:
    for one in (*OF_CITY, NOBODY):
        if not one.scope.may(Right.ACCOUNTS):
            with signed_in(one):
                app = AppTest.from_file(str(ROOT / "app.py"), default_timeout=60)
                app.run().switch_page("pages/admin.py").run()
            assert not app.exception
            assert app.button == []


@pytest.mark.parametrize("lang", LANGS)
@pytest.mark.parametrize("tab", CITY)
def test_every_part_speaks_one_language(tab: str, lang: Lang) -> None:
    with signed_in(ADMIN):
        app = opened(tab, lang=lang)
    told = "\n".join(str(one.proto.body) for kind in SAID for one in app.get(kind))
    labels = [one.label for one in (*app.button, *app.text_input, *app.selectbox)]
    told = told.partition("</style>")[2] + "\n".join(labels)
    assert labels or tab == "running"
    if lang == "en":
        assert set(CHINESE.findall(told)) | set(CHINESE_MARKS.findall(told)) == set()
    if lang == "hant":
        assert simplified(told) == []


def test_the_address_of_a_screen_is_told_once_and_no_more_once_it_is_revoked() -> None:
    name = "东墙 <b>![x](http://example.com)"
    with signed_in(ADMIN):
        app = opened("screens")
        app.text_input(key="admin screen_add name 0").input(name)
        app = press(app, "登记大屏")
        [address] = [one.value for one in app.code]
        assert said(app) == [f"已登记大屏 {name}。"]
        token = address.rpartition("/screen/")[2]
        assert access_files.screens().holder(token) is not None
        assert on_record().did is Did.SCREEN_CHANGED
        assert token not in kept_in(app)
        app = app.run()
        assert (list(app.code), said(app)) == ([], [])
        assert f"<td>{name.replace('<', '&lt;').replace('>', '&gt;')}</td>" in "\n".join(
            str(one.proto.body) for one in app.get("html")
        )
        app.selectbox(key="admin screen_revoke name 0").select(name)
        app = press(app, "停用大屏")
        assert "理由" in wrong(app)[0]
        app.text_input(key="admin screen_revoke reason 0").input("大屏已拆除")
        app = press(app, "停用大屏")
    assert said(app) == [f"已停用大屏 {name}。"]
    assert on_record().detail == "停用；理由：大屏已拆除"
    assert all(one.revoked_at for one in access_files.screens().listed())


def test_what_runs_is_told_and_no_secret(kept: Kept) -> None:
    secret = (kept.folder / "access.key").read_bytes().hex()
    with signed_in(ADMIN):
        app = opened("running")
        shown = html(app)
        for setting in SETTINGS:
            assert setting.name in shown
        assert secret not in shown
        assert text("admin.not_verified", "hans") in [one.value for one in app.caption]
        app = press(app, text("admin.verify", "hans"))
    [verdict] = said(app)
    assert "审计日志完整" in verdict
