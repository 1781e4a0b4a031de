"""Accounts on the administrator's page, from the first one on."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from lishui_dash.access.account import Reason
from lishui_dash.access.events import Did, Event
from lishui_dash.access.roles import Grant, Role
from lishui_dash.errors import AccessRefused
from lishui_dash.spec.settings import ACCESS, ACCOUNTS
from lishui_dash.ui import access_files, access_told
from lishui_dash.ui.admin import account_deeds
from lishui_dash.ui.clock import clock
from lishui_dash.views.languages import text
from tests.access.cheap import accounts_in
from tests.access.people import FOREIGN, HOME, TOWN
from tests.administered import (
    ADMIN,
    OF_COUNTY,
    WHY,
    html,
    kept_in,
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

OWN = "白云山下 7 棵樟树"
CLERK, FOREIGN_CLERK = Grant(Role.CLERK, TOWN), Grant(Role.CLERK, FOREIGN)
ADMINISTRATOR = Grant(Role.ADMIN)


@pytest.fixture(scope="module", autouse=True)
def store(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    with pages_on(Kept(tmp_path_factory.mktemp("accounts"))):
        yield


@pytest.fixture(autouse=True)
def file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A file of accounts for each test, empty at first."""
    path = tmp_path / "access.sqlite"
    monkeypatch.setenv(ACCOUNTS.name, str(path))
    return path


def add(file: Path, name: str, *grants: Grant, shown: str = "") -> None:
    accounts_in(file).add(name, OWN, clock(), "test", shown_name=shown, grants=grants)


def chosen(name: str) -> AppTest:
    """Open the accounts and choose one."""
    app = opened("accounts")
    return ran(app.selectbox(key="admin_account").select(name))


def filled(app: AppTest, form: str, **fields: str) -> AppTest:
    """Type into the fields of a form."""
    for name, value in fields.items():
        app.text_input(key=f"admin {form} {name} 0").input(value)
    return app


def test_the_first_account_is_made_by_a_command_and_on_no_page() -> None:
    app = opened("accounts")
    assert text("admin.first_open", "hans") in html(app)
    assert [one.value for one in app.code] == [
        "python -m lishui_dash account add NAME --role admin"
    ]
    assert (list(app.text_input), list(app.button)) == ([], [])
    assert not access_files.accounts().has_any()


def test_once_there_is_an_account_nobody_manages_them_without_signing_in(
    file: Path,
) -> None:
    add(file, "王敏", ADMINISTRATOR, shown="王主任")
    app = opened("accounts")
    assert text("admin.stays_open", "hans") in [one.value for one in app.info]
    assert "王敏" not in html(app)
    assert app.text_input == []
    for deed in (
        lambda: account_deeds.set_password("王敏", ("", "")),
        lambda: account_deeds.close("王敏", WHY),
        lambda: account_deeds.add("张三", "", [ADMINISTRATOR], ("", ""), WHY),
        lambda: account_deeds.sign_out("王敏", ()),
    ):
        with pytest.raises(AccessRefused, match="请登录后再管理"):
            deed()


def _first() -> None:
    from lishui_dash.ui.admin import first

    first.draw()


def test_it_says_before_that_everybody_else_is_shut_out_and_then_that_it_is_so(
    file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(ACCESS.name, "")
    app = ran(AppTest.from_function(_first, default_timeout=60))
    assert text("admin.first_closes", "hans") in html(app)
    add(file, "王敏", ADMINISTRATOR)
    app = ran(app)
    assert [one.value for one in app.info] == [text("admin.closing", "hans")]
    assert 'href="./sign-in?next=admin"' in html(app)


def test_an_account_is_made_with_a_password_that_is_told_once() -> None:
    with signed_in(ADMIN):
        app = opened("accounts")
        filled(app, "add", name="库管员", shown="李四", reason=WHY)
        app.selectbox(key="admin add role 0").select(Role.CLERK)
        app = press(app, "新建账号")
        assert wrong(app) == ["请选择角色和单位。"]
        app.selectbox(key="admin add unit 0").select(TOWN)
        app = press(app, "新建账号")
        [password] = [one.value for one in app.code]
        assert said(app) == ["已新建账号 库管员。"]
        assert password not in kept_in(app)
        app = ran(app)
        assert list(app.code) == []
        assert "报送员：青田 · 温溪镇" in html(app)
    account = access_files.accounts().account("库管员")
    assert account is not None
    assert (account.grants, account.must_change) == ((CLERK,), True)
    tried = access_files.accounts().check("库管员", password, clock())
    assert tried.reason is Reason.RIGHT
    entry = on_record()
    assert (entry.who, entry.about) == (ADMIN.title, "库管员")
    assert entry.detail.startswith(f"新建；现有角色：报送员（{TOWN} ")
    assert entry.detail.endswith(f"；理由：{WHY}")


@pytest.mark.parametrize(
    ("fields", "why_not"),
    [
        ({"name": "x"}, "账号名应为"),
        ({"name": "李四", "reason": "调整"}, "请写明理由"),
        ({"name": "李四", "password": OWN, "again": f"{OWN}!"}, "不一致"),
        ({"name": "李四", "password": "12345678", "again": "12345678"}, "至少 10 个字符"),
    ],
)
def test_an_account_that_cannot_be_made_says_why(
    fields: dict[str, str], why_not: str
) -> None:
    with signed_in(ADMIN):
        app = opened("accounts")
        filled(app, "add", **{"reason": WHY, **fields})
        app.selectbox(key="admin add role 0").select(Role.CLERK)
        app.selectbox(key="admin add unit 0").select(TOWN)
        app = press(app, "新建账号")
    assert why_not in wrong(app)[0]
    assert not access_files.accounts().has_any()


def test_roles_are_given_and_taken_with_a_reason(file: Path) -> None:
    add(file, "库管员", CLERK)
    with signed_in(ADMIN):
        app = chosen("库管员")
        app.selectbox(key="admin give 库管员 role 0").select(Role.HEAD)
        app.selectbox(key="admin give 库管员 unit 0").select(HOME)
        filled(app, "give 库管员", reason=WHY)
        app = press(app, "给予角色")
        assert said(app) == ["已给予 库管员 一项角色。"]
        app.selectbox(key="admin withdraw 库管员 grant 0").select(CLERK)
        filled(app, "withdraw 库管员", reason="已调离")
        app = press(app, "撤去角色")
        assert "至少 4 个字" in wrong(app)[0]
        filled(app, "withdraw 库管员", reason="已调离岗位")
        app = press(app, "撤去角色")
        assert said(app) == ["已撤去 库管员 的一项角色。"]
        assert "调整角色" in html(app)
    account = access_files.accounts().account("库管员")
    assert account is not None
    assert account.grants == (Grant(Role.HEAD, HOME),)
    told, held, why = on_record().detail.split("；")
    assert (told, why) == (access_told.withdrawn(CLERK), "理由：已调离岗位")
    assert held.startswith(f"现有角色：单位负责人（{HOME} ")


def test_the_last_administrator_stays(file: Path) -> None:
    add(file, "王敏", ADMINISTRATOR)
    with signed_in(ADMIN):
        app = filled(chosen("王敏"), "close 王敏", reason=WHY)
        app = press(app, "停用账号")
        assert "最后一名全市管理员" in wrong(app)[0]
        app.selectbox(key="admin withdraw 王敏 grant 0").select(ADMINISTRATOR)
        app = press(filled(app, "withdraw 王敏", reason=WHY), "撤去角色")
        assert "最后一名全市管理员" in wrong(app)[0]
    assert access_files.accounts().has_admin()


def test_it_is_closed_opened_again_and_gets_another_password(file: Path) -> None:
    add(file, "库管员", CLERK)
    came = Event(datetime(2020, 3, 3, 8, 30), "库管员", Did.SIGNED_IN)
    access_files.audit().write(came)
    with signed_in(ADMIN):
        app = press(filled(chosen("库管员"), "close 库管员", reason=WHY), "停用账号")
        assert said(app) == ["已停用账号 库管员。"]
        assert "已停用（2020-03-04" in html(app)
        assert "2020-03-03 08:30 登录过" in html(app)
        app = press(filled(app, "reopen 库管员", reason=WHY), "恢复使用")
        assert said(app) == ["已恢复账号 库管员。"]
        app = press(app, "重设临时口令")
        [password] = [one.value for one in app.code]
        assert "前改口令" in html(app)
    account = access_files.accounts()
    assert account.check("库管员", password, clock()).reason is Reason.RIGHT
    assert on_record().detail == "重设口令"


def test_who_is_locked_out_is_let_in_again(file: Path) -> None:
    add(file, "库管员", CLERK)
    files = accounts_in(file)
    for _ in range(5):
        files.check("库管员", "wrong 1234", clock().replace(microsecond=0))
    with signed_in(ADMIN):
        app = chosen("库管员")
        assert "锁定至 03-04" in html(app)
        app = press(app, "解除锁定")
        assert "锁定至 03-04" not in html(app)
    assert files.locked_until("库管员", clock()) is None
    assert on_record().detail == "解除锁定"


def test_whoever_the_provider_vouches_for_is_listed_and_can_be_signed_out() -> None:
    now = clock()
    sessions = access_files.sessions()
    later = now + timedelta(hours=1)
    token = sessions.open_sso("u-1", "<i>张三</i>", [CLERK], later, now, "10.1.2.3")
    with signed_in(ADMIN):
        app = opened("accounts")
        shown = "\n".join(str(one.proto.body) for one in app.get("html"))
        assert "&lt;i&gt;张三&lt;/i&gt;" in shown
        assert "<i>张三" not in shown
        assert "统一身份认证" in shown
        app.selectbox(key="admin sign_out name 0").select("sso:u-1")
        app = press(app, "结束登录")
    assert said(app) == ["已结束 sso:u-1 的全部登录。"]
    assert sessions.holder(token, now, is_active=False) is None
    assert (on_record().about, on_record().detail) == ("sso:u-1", "退出 1 处登录")


def test_the_administrator_of_a_county_deals_with_his_county_alone(file: Path) -> None:
    add(file, "王敏", ADMINISTRATOR)
    add(file, "库管员", CLERK)
    add(file, "外县", FOREIGN_CLERK)
    with signed_in(OF_COUNTY):
        app = opened("accounts")
        assert app.selectbox(key="admin_account").options == ["库管员（库管员）"]
        assert "外县" not in html(app)
        units = app.selectbox(key="admin add unit 0").options
        assert "青田 · 温溪镇" in units
        assert not any("缙云" in one or one == "全市" for one in units)


@pytest.mark.parametrize("name", ["王敏", "外县"])
def test_a_foreign_account_is_refused_below_the_page_and_on_record(
    file: Path, name: str
) -> None:
    add(file, "王敏", ADMINISTRATOR)
    add(file, "外县", FOREIGN_CLERK)
    add(file, "库管员", CLERK)
    with signed_in(OF_COUNTY):
        for deed in (
            lambda: account_deeds.set_password(name, ("", "")),
            lambda: account_deeds.close(name, WHY),
            lambda: account_deeds.give(name, CLERK, WHY),
            lambda: account_deeds.give("库管员", ADMINISTRATOR, WHY),
            lambda: account_deeds.add("新人", "", [FOREIGN_CLERK], ("", ""), WHY),
            lambda: account_deeds.sign_out(name, (ADMINISTRATOR,)),
        ):
            with pytest.raises(AccessRefused):
                deed()
    assert on_record().did is Did.ACCESS_REFUSED
    assert access_files.accounts().account("新人") is None
