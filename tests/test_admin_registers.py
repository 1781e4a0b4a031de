"""The registers on the administrator's page: one entry is handed in like any list."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date

import pytest
from streamlit.testing.v1 import AppTest

from lishui_dash.access.events import Did
from lishui_dash.catalogue.posts import Post
from lishui_dash.catalogue.units import Unit
from lishui_dash.ui.admin.entry_form import What
from lishui_dash.ui.opened import the_desk
from lishui_dash.views.languages import text
from lishui_dash.views.registers import Book
from tests.administered import (
    ADMIN,
    OF_COUNTY,
    html,
    on_record,
    opened,
    press,
    ran,
    said,
    wrong,
)
from tests.kept import Kept
from tests.opened import pages_on
from tests.signed_in import signed_in

WHY = "县编办批复同意"
WARD, RENAMED = "青田县方舱医院<img src=x>", "青田县第二方舱医院"
WENXI = "331121101"


@pytest.fixture(scope="module", autouse=True)
def store(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    with pages_on(Kept(tmp_path_factory.mktemp("registers"))):
        yield


@pytest.fixture(autouse=True)
def administrator() -> Iterator[None]:
    with signed_in(ADMIN):
        yield


def looked_up(wanted: str, book: Book = Book.UNITS, *, closed: bool = False) -> AppTest:
    app = opened("registers")
    app.session_state["admin_book"] = book
    app.text_input(key="admin_find").input(wanted)
    if closed:
        app.checkbox(key="admin_with_closed").check()
    return ran(app)


def doing(app: AppTest, what: What) -> AppTest:
    app.session_state["admin_entry_what"] = what
    return ran(app)


def chosen(app: AppTest, what: What, code: str, book: Book = Book.UNITS) -> AppTest:
    app = doing(app, what)
    return ran(
        app.selectbox(key=f"admin_entry_chosen {book.value} {what.value}").select(code)
    )


def drawn(app: AppTest) -> str:
    return "\n".join(str(one.proto.body) for one in app.get("html"))


def units(name: str) -> list[Unit]:
    registers = the_desk().engine.registers
    return [unit for unit in registers.units.values() if unit.words.hans == name]


def post(code: str) -> Post:
    return the_desk().engine.registers.posts[code]


@pytest.mark.parametrize(
    ("wanted", "book", "expected"),
    [
        ("市卫健委", Book.UNITS, "LS-WJW"),
        ("qtfkb", Book.UNITS, "331121-ZHB"),
        ("紫金街道示例社区01", Book.COMMUNITIES, "331102001001"),
        ("温溪出口", Book.POSTS, "CP-331121-02"),
    ],
)
def test_an_entry_is_looked_up_by_any_of_its_names(
    wanted: str, book: Book, expected: str
) -> None:
    assert expected in html(looked_up(wanted, book))


def test_what_is_closed_is_listed_where_it_is_asked_for() -> None:
    assert "CP-331102-01" not in html(looked_up("碧湖", Book.POSTS))
    app = looked_up("碧湖", Book.POSTS, closed=True)
    assert "CP-331102-01" in html(app)
    assert "2020-02-19" in html(app)


def test_a_long_register_says_that_it_is_cut() -> None:
    app = looked_up("", Book.COMMUNITIES)
    assert any("列出前 50 条" in one.value for one in app.caption)
    assert html(app).count("<tr>") < 120


def test_a_unit_is_added_renamed_closed_and_opened_again() -> None:
    app = opened("registers")
    app = ran(app.selectbox(key="admin_entry_place").select("331121"))
    app.text_input(key="admin entry units 331121 entry_name 0").input(WARD)
    app.selectbox(key="admin entry units 331121 kind 0").select("hospital")
    app = press(app, "登记")
    assert "请写明理由" in wrong(app)[0]
    app.text_input(key="admin entry units 331121 reason 0").input(WHY)
    app = press(app, "登记")
    assert said(app) == ["已入库，第 2 号；可在下面撤回。"]
    [unit] = units(WARD)
    assert "<img src=x>" not in drawn(looked_up(WARD))
    assert (unit.place, unit.parent, unit.opened) == (
        *("331121", "331121-ZHB"),
        date(2020, 3, 4),
    )
    assert on_record().did is Did.REFERENCE_CHANGED

    app = chosen(looked_up(WARD), What.RENAME, unit.code)
    form = f"entry rename {unit.code}"
    app.text_input(key=f"admin {form} entry_name 0").input(RENAMED)
    app.text_input(key=f"admin {form} reason 0").input(WHY)
    app = press(app, "改名")
    [unit] = units(RENAMED)
    assert WARD in (*unit.aliases, unit.code)
    shown = html(looked_up(RENAMED))
    assert re.search(rf"第 3 号，2020-03-04 09:\d\d，{ADMIN.title}", shown)

    app = chosen(looked_up(RENAMED), What.CLOSE, unit.code)
    app.date_input(key=f"admin entry close {unit.code} closed 0").set_value(
        date(2020, 3, 10)
    )
    app.text_input(key=f"admin entry close {unit.code} reason 0").input("患者已清零")
    app = press(app, "停用")
    assert units(RENAMED)[0].closed == date(2020, 3, 10)
    assert units(RENAMED)[0].opened == date(2020, 3, 4)

    app = chosen(looked_up(RENAMED, closed=True), What.REOPEN, unit.code)
    app.text_input(key=f"admin entry reopen {unit.code} reason 0").input("重新启用备用")
    app = press(app, "恢复使用")
    assert units(RENAMED)[0].closed is None


def test_a_list_is_taken_back_with_a_reason_and_on_record() -> None:
    app = opened("registers")
    number = app.selectbox(key="admin list_undo number 0").options[0]
    assert units(RENAMED)[0].closed is None
    app.selectbox(key="admin list_undo number 0").select_index(0)
    app = press(app, "撤回")
    assert "请写明理由" in wrong(app)[0]
    app.text_input(key="admin list_undo reason 0").input("登记有误撤回")
    app = press(app, "撤回")
    assert said(app) == ["已撤回第 5 号。"]
    assert number.startswith("第 5 号")
    assert units(RENAMED)[0].closed == date(2020, 3, 10)
    assert on_record().did is Did.REFERENCE_CHANGED
    assert "已由第 6 号撤回" in html(app)


def test_a_post_keeps_what_nobody_has_changed() -> None:
    before = post("CP-331121-02")
    app = chosen(looked_up("温溪出口", Book.POSTS), What.CLOSE, before.id, Book.POSTS)
    app.text_input(key=f"admin entry close {before.id} reason 0").input("卡口撤除通知")
    app = press(app, "停用")
    after = post(before.id)
    assert after.closed == date(2020, 3, 4)
    assert (after.words, after.type, after.lead_unit, after.opened, after.township) == (
        *(before.words, before.type, before.lead_unit),
        *(before.opened, before.township),
    )


def test_a_community_is_registered_under_its_township() -> None:
    app = opened("registers")
    app.session_state["admin_book"] = Book.COMMUNITIES
    app = ran(app)
    app = ran(app.selectbox(key="admin_entry_place").select("331121"))
    form = "entry communities 331121"
    app.text_input(key=f"admin {form} entry_name 0").input("新设村")
    app.text_input(key=f"admin {form} reason 0").input(WHY)
    app = press(app, "登记")
    # Without its township nobody knows which it is.
    assert "乡镇街道" in html(app)
    assert text("admin.entry_refused", "hans") in html(app)
    app.selectbox(key=f"admin {form} above 0").select(WENXI)
    app = press(app, "登记")
    [village] = units("温溪镇新设村")
    assert village.parent == WENXI


def test_problems_are_shown_as_for_a_file_and_nothing_is_stored() -> None:
    app = chosen(looked_up("青田防控办"), What.CLOSE, "331121-ZHB")
    app.text_input(key="admin entry close 331121-ZHB reason 0").input("机构撤销试验")
    app = press(app, "停用")
    shown = html(app)
    assert "不能停用" in shown
    assert "请在同一名录里停用其下的单位和点位" in shown
    assert the_desk().engine.registers.units["331121-ZHB"].closed is None


def test_the_administrator_of_a_county_registers_at_home_alone() -> None:
    with signed_in(OF_COUNTY):
        app = opened("registers")
        assert app.selectbox(key="admin_entry_place").options == ["青田"]
        assert "撤回" not in [one.label for one in app.button]
