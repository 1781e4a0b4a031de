"""Signing out and changing a password, as a browser meets it."""

from __future__ import annotations

import pytest

from lishui_dash.access.events import Did
from tests.access.cheap import AT, BY, GOOD, OTHER
from tests.sign_in.visitor import LI, Browser, Door, said, target


def test_who_signs_out_is_out_and_his_browser_forgets(door: Door, browser: Browser) -> None:
    browser.sign_in(LI, GOOD)
    sso = {"_streamlit_user", "_streamlit_user_1", "_streamlit_user_tokens"}
    for name in sso:
        browser.client.cookies[name] = "x"
    token = browser.token
    response = browser.sign_out()
    assert target(response) == "/sign-in?out=1"
    told = browser.get("/sign-in?out=1")
    assert said(told) == "已退出登录。"
    gone = " ".join(response.headers.get_list("set-cookie"))
    assert all(f'{name}="";' in gone for name in sso | {"lishui_session"})
    browser.hold(token)
    assert browser.session() is None
    assert door.done()[-1] == (Did.SIGNED_OUT, LI)


def test_who_is_not_signed_in_is_told_so_where_he_signs_out(browser: Browser) -> None:
    told = browser.get("/sign-out")
    assert "尚未登录" in told.text
    assert "<form" not in told.text


def test_who_has_a_password_of_another_s_making_is_led_to_change_it(
    door: Door, browser: Browser
) -> None:
    door.accounts.set_password(LI, OTHER, AT, BY)
    assert target(browser.sign_in(LI, OTHER, "?next=unit")) == "/password?next=unit"
    found = browser.session()
    assert found is not None
    assert found.must_change
    assert "由他人设定" in browser.get("/password").text
    assert target(browser.change(OTHER, GOOD)) == "/password?done=1"
    then = browser.session()
    assert then is not None
    assert not then.must_change


def test_who_changes_a_password_stays_in_and_is_out_everywhere_else(
    door: Door, browser: Browser
) -> None:
    elsewhere = door.browser()
    for one in (browser, elsewhere):
        one.sign_in(LI, GOOD)
    old = browser.token
    done = browser.change(GOOD, OTHER)
    assert "口令已修改" in said(browser.get(target(done)))
    assert browser.session() is not None
    assert browser.token != old
    door.later(seconds=10)
    assert elsewhere.session() is None
    assert door.done()[-1] == (Did.PASSWORD_CHANGED, LI)


@pytest.mark.parametrize(
    ("old", "new", "again", "status", "told"),
    [
        (GOOD, OTHER, "other", 400, "不一致"),
        (GOOD, "short", "short", 400, "至少 10 个字符，现为 5 个"),
        (GOOD, "woaini1314", "woaini1314", 400, "太常见"),
        (GOOD, GOOD, GOOD, 400, "与原口令相同"),
        ("wrong", OTHER, OTHER, 401, "原口令不对"),
    ],
)
def test_a_password_that_is_not_changed_says_why(
    door: Door, browser: Browser, old: str, new: str, again: str, status: int, told: str
) -> None:
    browser.sign_in(LI, GOOD)
    response = browser.change(old, new, again)
    assert response.status_code == status
    assert told in said(response)
    assert f'value="{new}"' not in response.text
    assert door.accounts.check(LI, GOOD, AT).account is not None


def test_a_password_is_changed_by_nobody_who_is_not_signed_in(browser: Browser) -> None:
    for response in (
        browser.get("/password?next=unit"),
        browser.post("/password?next=unit"),
    ):
        assert target(response) == "/sign-in?next=unit"
