"""Signing in, as a browser meets it."""

from __future__ import annotations

import re
from datetime import datetime
from pathlib import Path
from urllib.parse import quote

import pytest

from lishui_dash.access.events import Did
from lishui_dash.access.names import NOBODY
from lishui_dash.access.pages import PAGES
from lishui_dash.spec.settings import AUDIT, OIDC_METADATA
from lishui_dash.ui.sign_in.page import until_text
from lishui_dash.views.languages import LANGS
from tests.access.cheap import AT, BY, GOOD, OTHER
from tests.sign_in.visitor import HOST, LI, WANG, Browser, Door, door_in, said, target
from tests.test_texts import CHINESE, simplified

PATHS = ("/sign-in", "/sign-out", "/password")


def test_who_knows_the_password_is_let_in(door: Door, browser: Browser) -> None:
    response = browser.sign_in(LI, GOOD)
    assert target(response) == "/overview"
    found = browser.session()
    assert found is not None
    assert (found.name, found.began_at) == (LI, AT)
    assert door.done() == [(Did.SIGNED_IN, LI)]
    assert "10.1.2.3" in door.record()[0].detail


def test_the_cookie_is_for_the_server_alone_and_until_the_browser_ends(
    browser: Browser,
) -> None:
    cookie, _ = browser.sign_in(LI, GOOD).headers.get_list("set-cookie")
    name_and_token, *marks = cookie.split("; ")
    assert name_and_token.startswith("lishui_session=")
    assert len(name_and_token) >= len("lishui_session=") + 43
    assert sorted(marks) == ["HttpOnly", "Path=/", "SameSite=lax"]


def test_a_browser_that_has_signed_in_is_known_again(browser: Browser) -> None:
    _, cookie = browser.sign_in(LI, GOOD).headers.get_list("set-cookie")
    name_and_mark, *marks = cookie.split("; ")
    assert name_and_mark.startswith("lishui_known=")
    assert sorted(marks) == ["HttpOnly", "Max-Age=7776000", "Path=/", "SameSite=strict"]


def test_strangers_shut_nobody_out_at_his_own_desk(door: Door, browser: Browser) -> None:
    browser.sign_in(LI, GOOD)
    browser.sign_out()
    for number in range(4):
        stranger = door.browser(f"10.9.9.{number}")
        for _ in range(5):
            stranger.sign_in(LI, OTHER)
    assert stranger.sign_in(LI, GOOD).status_code == 429
    assert browser.sign_in(LI, GOOD).status_code == 303
    changed = browser.change(GOOD, OTHER)
    assert target(changed) == "/password?done=1"
    browser.sign_out()
    assert browser.sign_in(LI, OTHER).status_code == 303, "known by the new password too"


def test_over_https_the_cookies_are_sent_over_https_alone(door: Door) -> None:
    browser = door.browser(host="https://dashboard.test")
    for response in (browser.get("/sign-in"), browser.sign_in(LI, GOOD)):
        assert "Secure" in response.headers["set-cookie"].split("; ")


def test_each_sign_in_has_a_token_of_its_own_and_ends_the_one_before(
    browser: Browser,
) -> None:
    browser.sign_in(LI, GOOD)
    first = browser.token
    browser.sign_in(LI, GOOD)
    assert browser.token != first
    browser.hold(first)
    assert browser.session() is None


@pytest.mark.parametrize(
    "name", [LI, "nobody", '"><script>alert(1)</script>', "x" * 5000, ""]
)
def test_a_wrong_password_and_an_unknown_name_are_told_alike(
    browser: Browser, name: str
) -> None:
    response = browser.sign_in(name, OTHER)
    assert (response.status_code, said(response)) == (
        401,
        "账号或口令不对，请重新输入。",
    )
    assert browser.session() is None
    assert "<script>alert" not in response.text


def test_a_closed_account_is_told_like_an_unknown_one(door: Door, browser: Browser) -> None:
    door.accounts.add(WANG, GOOD, AT, BY)
    door.accounts.close(WANG, AT, BY)
    assert said(browser.sign_in(WANG, GOOD)) == said(browser.sign_in("nobody", GOOD))


@pytest.mark.parametrize("name", [LI, "nobody"])
def test_a_locked_name_is_told_until_when_whether_it_is_known_or_not(
    door: Door, browser: Browser, name: str
) -> None:
    told = [said(browser.sign_in(name, OTHER)) for _ in range(5)]
    assert "09:15 前不能登录" in told[-1]
    again = browser.sign_in(name, GOOD)
    assert (again.status_code, said(again)) == (429, told[-1])
    who = name if name == LI else NOBODY
    assert door.done() == [
        *[(Did.SIGN_IN_REFUSED, who)] * 5,
        *[(Did.LOCKED_OUT, who), (Did.SIGN_IN_REFUSED, who)],
    ]
    door.later(minutes=15)
    assert browser.sign_in(name, GOOD).status_code == (303 if name == LI else 401)


@pytest.mark.parametrize(
    ("until", "told"),
    [
        (datetime(2020, 3, 4, 9, 15), "09:15"),
        (datetime(2020, 3, 4, 9, 15, 0, 1), "09:16"),
        (datetime(2020, 3, 4, 9, 15, 59), "09:16"),
        (datetime(2020, 3, 5, 9), "03-05 09:00"),
    ],
)
def test_whoever_comes_back_when_he_is_told_to_is_not_too_early(
    until: datetime, told: str
) -> None:
    assert until_text(until, AT) == told


def test_twenty_failures_lock_the_address_and_no_other(
    door: Door, browser: Browser
) -> None:
    for number in range(20):
        browser.sign_in(f"name{number}", OTHER)
    locked = browser.sign_in(LI, GOOD)
    assert (locked.status_code, "您的网络地址" in said(locked)) == (429, True)
    assert door.browser("10.1.2.4").sign_in(LI, GOOD).status_code == 303
    assert (Did.LOCKED_OUT, NOBODY) in door.done()


@pytest.mark.parametrize("stem", [*PAGES, "unit?unit=331121-ZHB&as_of=2020-03-01"])
def test_somebody_goes_on_to_the_page_he_wanted(browser: Browser, stem: str) -> None:
    response = browser.sign_in(LI, GOOD, f"?next={quote(stem)}")
    assert target(response) == f"/{stem}"


def test_the_language_goes_along(browser: Browser) -> None:
    response = browser.sign_in(LI, GOOD, "?next=unit&lang=en")
    assert target(response) == "/unit?lang=en"


def test_the_first_visitor_is_told_how_the_first_administrator_is_made(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, door: Door
) -> None:
    assert "account add" not in door.browser().get("/sign-in").text
    with door_in(tmp_path / "new", monkeypatch) as empty:
        # An account that makes no others is no way in for whoever has to make them.
        empty.accounts.add(WANG, GOOD, AT, BY)
        told = empty.browser().get("/sign-in").text
    assert "<code>python -m lishui_dash account add NAME --role admin</code>" in told


def test_single_sign_on_is_offered_where_there_is_one(
    browser: Browser, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert "sign-in/sso" not in browser.get("/sign-in").text
    monkeypatch.setenv(OIDC_METADATA.name, f"{HOST}/.well-known/openid-configuration")
    assert 'href="./sign-in/sso?next=unit"' in browser.get("/sign-in?next=unit").text


@pytest.mark.parametrize("path", [*PATHS, "/sign-in?out=1", "/password?done=1"])
@pytest.mark.parametrize("lang", LANGS)
def test_each_page_speaks_one_language(browser: Browser, path: str, lang: str) -> None:
    browser.sign_in(LI, GOOD)
    response = browser.get(f"{path}{'&' if '?' in path else '?'}lang={lang}")
    body = response.text.partition("<body")[2].partition("<nav>")[0].replace("李", "")
    told = re.sub("<script>.*?</script>", "", body, flags=re.DOTALL)
    if lang == "en":
        assert CHINESE.findall(told.replace("娜", "")) == []
    if lang == "hant":
        assert simplified(told) == []
    assert "李<娜>" not in response.text


def test_a_page_that_stands_overnight_gets_a_new_form_by_itself(
    door: Door, browser: Browser
) -> None:
    told = browser.get("/sign-in")
    assert 'data-renewed="600"' in told.text
    assert "connect-src 'self'" in told.headers["content-security-policy"]
    browser.sign_in(LI, GOOD)
    for path in ("/password", "/sign-out"):
        assert "data-renewed" not in browser.get(path).text
    # To renew itself is no activity: the session beside it ends as it would.
    for _ in range(3):
        door.later(minutes=10)
        browser.get("/sign-in")
    assert browser.session() is None


def test_each_field_has_its_label_and_says_what_it_is_for(browser: Browser) -> None:
    told = browser.get("/sign-in").text
    for name, completes in (("name", "username"), ("password", "current-password")):
        assert f'<label for="{name}">' in told
        assert f'id="{name}" name="{name}"' in told
        assert f'autocomplete="{completes}"' in told
    assert told.index("autofocus") < told.index('for="password"')
    assert 'aria-describedby="said"' in browser.sign_in(LI, OTHER).text


def test_where_the_audit_cannot_be_written_nobody_is_let_in(
    door: Door, browser: Browser, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    token = browser.form("/sign-in")
    monkeypatch.setenv(AUDIT.name, str(tmp_path))
    response = browser.post("/sign-in", form=token, name=LI, password=GOOD)
    assert (response.status_code, "暂时无法登录" in said(response)) == (503, True)
    assert browser.session() is None


def test_a_damaged_file_is_told_without_its_name(door: Door, browser: Browser) -> None:
    token = browser.form("/sign-in")
    for file in door.folder.iterdir():
        if "accounts" in file.name:
            file.write_bytes(b"damaged" * 1000)
    response = browser.post("/sign-in", form=token, name=LI, password=GOOD)
    assert response.status_code == 503
    assert str(door.folder) not in response.text
