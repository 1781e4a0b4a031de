"""Signing in, as an attacker meets it: refused, with nothing changed, and on record."""

from __future__ import annotations

import re
from base64 import b64encode
from hashlib import sha256
from urllib.parse import quote

import pytest
from starlette.applications import Starlette
from starlette.testclient import TestClient
from uvicorn import Config

from lishui_dash.access.accounts import Accounts
from lishui_dash.access.events import Did
from lishui_dash.access.names import NOBODY
from lishui_dash.access.passwords import Passwords
from lishui_dash.spec.settings import ACCOUNTS
from lishui_dash.ui import sign_in
from lishui_dash.ui.sign_in.asked import LARGEST_BODY
from tests.access.cheap import AT, BY, GOOD, HASHER, OTHER
from tests.sign_in.visitor import HOST, LI, Browser, Door, said, target

PATHS = ("/sign-in", "/sign-out", "/password")


@pytest.mark.parametrize(
    ("proxy", "is_believed"), [("127.0.0.1", True), ("10.9.9.9", False)]
)
def test_a_proxy_is_believed_on_this_machine_alone(
    door: Door, proxy: str, is_believed: bool
) -> None:
    server = Config(Starlette(routes=sign_in.routes()), log_config=None)
    server.load()
    client = TestClient(server.loaded_app, HOST, client=(proxy, 50000))
    client.headers |= {"x-forwarded-proto": "https", "x-forwarded-for": "10.1.2.3"}
    browser = Browser(door, client)
    cookie = browser.get("/sign-in").headers["set-cookie"]
    assert ("Secure" in cookie) is is_believed
    browser.post("/sign-in", name=LI, password=GOOD)
    told = "10.1.2.3" if is_believed else proxy
    assert door.record()[0].detail.endswith(told)


def test_a_token_that_was_foisted_on_a_browser_is_never_taken_over(
    browser: Browser,
) -> None:
    browser.hold("chosen by somebody else")
    browser.sign_in(LI, GOOD)
    assert browser.token != "chosen by somebody else"
    assert browser.session() is not None


def test_who_is_sent_away_again_and_again_does_not_fill_the_audit(
    door: Door, browser: Browser
) -> None:
    told = [browser.post("/sign-in", form="x", name=LI, password=OTHER) for _ in range(120)]
    assert {response.status_code for response in told} == {403}
    assert len(door.done()) == 3, "the first, the tenth and the hundredth"


STALE: dict[str, dict[str, str]] = {
    "stood overnight": {},
    "another site's": {"sec-fetch-site": "cross-site"},
}


@pytest.mark.parametrize("kind", STALE)
def test_forms_that_are_not_followed_lock_no_office_out(door: Door, kind: str) -> None:
    desks = [door.browser() for _ in range(25)]
    forms = [desk.form("/sign-in") for desk in desks]
    door.later(hours=15)
    for desk, form in zip(desks, forms, strict=True):
        late = desk.post("/sign-in", STALE[kind], form=form, name=LI, password=GOOD)
        assert late.status_code == 403
    assert [desk.sign_in(LI, GOOD).status_code for desk in desks] == [303] * 25
    assert Did.LOCKED_OUT not in {did for did, _ in door.done()}


def test_what_one_kind_of_fault_fills_hides_no_other(door: Door, browser: Browser) -> None:
    for _ in range(9):
        browser.post("/sign-in", {"sec-fetch-site": "cross-site"})
    browser.post("/sign-in", form="made up", name=LI, password=GOOD)
    assert [entry.detail.partition("，")[0] for entry in door.record()] == [
        "其他网站发出的表单",
        "伪造的表单",
    ]


def test_a_password_that_is_replaced_while_it_is_looked_at_lets_nobody_in(
    door: Door, browser: Browser, monkeypatch: pytest.MonkeyPatch
) -> None:
    is_right = Passwords.is_right

    def slow(self: Passwords, hashed: str | None, password: str) -> bool:
        found = is_right(self, hashed, password)
        Accounts(door.folder / ACCOUNTS.name.lower(), HASHER).set_password(
            LI, OTHER, AT, BY
        )
        return found

    token = browser.form("/sign-in")
    with monkeypatch.context() as patch:
        patch.setattr(Passwords, "is_right", slow)
        refused = browser.post("/sign-in", form=token, name=LI, password=GOOD)
    assert (refused.status_code, browser.session()) == (401, None)
    assert door.done()[-1] == (Did.SIGN_IN_REFUSED, LI)


def test_a_password_of_another_s_making_that_is_too_old_is_told_so(
    door: Door, browser: Browser
) -> None:
    door.accounts.set_password(LI, OTHER, AT, BY)
    door.later(hours=72)
    late = browser.sign_in(LI, OTHER)
    assert (late.status_code, "请管理员重新设置" in said(late)) == (401, True)
    assert "请管理员重新设置" not in said(browser.sign_in(LI, GOOD))


def test_nothing_that_was_typed_stands_in_the_audit(door: Door, browser: Browser) -> None:
    browser.sign_in(GOOD, OTHER)
    browser.sign_in(LI, "a wrong Password")
    kept = "".join(f"{entry.who}{entry.about}{entry.detail}" for entry in door.record())
    for typed in (GOOD, OTHER, "a wrong Password"):
        assert typed not in kept


def test_a_form_is_followed_once(door: Door, browser: Browser) -> None:
    token = browser.form("/sign-in")
    assert browser.post("/sign-in", form=token, name=LI, password=GOOD).status_code == 303
    browser.hold("")
    replayed = browser.post("/sign-in", form=token, name=LI, password=GOOD)
    assert (replayed.status_code, "已经提交过" in said(replayed)) == (403, True)
    assert browser.session() is None
    assert door.done()[-1] == (Did.ATTACK_REFUSED, NOBODY)
    assert browser.sign_in(LI, GOOD).status_code == 303, "the page brings a new form"


def test_a_form_that_was_open_too_long_is_refused(door: Door, browser: Browser) -> None:
    token = browser.form("/sign-in")
    door.later(minutes=15)
    late = browser.post("/sign-in", form=token, name=LI, password=GOOD)
    assert (late.status_code, "超过 15 分钟" in said(late)) == (403, True)
    assert f'value="{LI}"' in late.text, "the name need not be typed again"
    assert door.done() == [(Did.ACCESS_REFUSED, NOBODY)]


@pytest.mark.parametrize("path", PATHS)
def test_a_forged_form_changes_nothing_and_is_on_record(
    door: Door, browser: Browser, path: str
) -> None:
    browser.sign_in(LI, GOOD)
    other = door.browser()
    other.sign_in(LI, GOOD)
    tokens = ["", "made up", other.form(path), browser.form("/sign-in"), browser.form(path)]
    if path == "/sign-in":
        del tokens[3:]
    else:
        tokens[4] = f"{tokens[4]}x"
    for token in tokens:
        fields = {"old": GOOD, "new": OTHER, "again": OTHER, "name": LI, "password": GOOD}
        refused = browser.post(path, None, form=token, **fields)
        assert (refused.status_code, "未予处理" in said(refused)) == (403, True)
    assert {did for did, _ in door.done()[2:]} == {Did.ATTACK_REFUSED}
    assert browser.session() is not None, "still signed in"
    assert door.accounts.check(LI, GOOD, AT).account is not None, "with the old password"


FOREIGN = [
    {"origin": "http://evil.test"},
    {"origin": "null"},
    {"origin": "http://dashboard.test.evil.test"},
    {"origin": "http://dashboard.test:8502"},
    {"sec-fetch-site": "cross-site"},
    {"sec-fetch-site": "same-site", "origin": HOST},
]


OWN = [{}, {"origin": HOST}, {"sec-fetch-site": "same-origin"}, {"sec-fetch-site": "none"}]


@pytest.mark.parametrize("headers", FOREIGN, ids=str)
def test_a_form_that_another_site_sends_is_refused(
    door: Door, browser: Browser, headers: dict[str, str]
) -> None:
    token = browser.form("/sign-in")
    refused = browser.post("/sign-in", headers, form=token, name=LI, password=GOOD)
    assert refused.status_code == 403
    assert door.done() == [(Did.ATTACK_REFUSED, NOBODY)]


@pytest.mark.parametrize("headers", OWN, ids=str)
def test_a_form_of_one_s_own_site_is_followed(
    browser: Browser, headers: dict[str, str]
) -> None:
    token = browser.form("/sign-in")
    response = browser.post("/sign-in", headers, form=token, name=LI, password=GOOD)
    assert response.status_code == 303


@pytest.mark.parametrize(
    ("content", "kind"),
    [
        (b"name=" + b"x" * LARGEST_BODY, "application/x-www-form-urlencoded"),
        (b"&".join(b"a=b" for _ in range(20)), "application/x-www-form-urlencoded"),
        (b'{"name": "li.na"}', "application/json"),
        (b"--x\r\n\r\n--x--", "multipart/form-data; boundary=x"),
    ],
)
def test_what_is_no_small_form_is_not_read(
    door: Door, browser: Browser, content: bytes, kind: str
) -> None:
    refused = browser.client.post(
        "/sign-in", content=content, headers={"content-type": kind}
    )
    assert refused.status_code == 413
    assert door.done() == [(Did.ATTACK_REFUSED, NOBODY)]


@pytest.mark.parametrize(
    "wanted",
    [
        *(
            "https://evil.test",
            "//evil.test",
            "/\\evil.test",
            "\\\\evil.test/unit",
            "@evil",
        ),
        *("javascript:alert(1)", "unit/../../evil", "http:unit", "///unit", "[", "nowhere"),
        *("unit\r\nSet-Cookie: a=b", "unit;x", "%2f%2fevil.test", "data:text/html,x"),
        *("wall/../screen/x", "media/x.csv", "sign-out", "unit" * 400),
    ],
)
def test_nobody_is_led_to_another_place(browser: Browser, wanted: str) -> None:
    response = browser.sign_in(LI, GOOD, f"?next={quote(wanted, safe='')}")
    assert target(response) in ("/overview", "/unit")
    assert response.headers.get_list("set-cookie")[0].startswith("lishui_session=")


def test_an_address_carries_no_screen_and_no_single_sign_on_along(browser: Browser) -> None:
    wanted = quote("unit?screen=abc&sso=1&unit=QT")
    assert target(browser.sign_in(LI, GOOD, f"?next={wanted}")) == "/unit?unit=QT"


def test_an_open_session_is_no_way_to_guess_the_password(
    door: Door, browser: Browser
) -> None:
    browser.sign_in(LI, GOOD)
    told = [browser.change("wrong", OTHER) for _ in range(6)]
    assert [response.status_code for response in told] == [401] * 4 + [429] * 2
    assert "不能修改口令" in said(told[-1])
    assert (Did.LOCKED_OUT, LI) in door.done()
    assert door.browser().sign_in(LI, GOOD).status_code == 303, "the name is not locked"


@pytest.mark.parametrize("path", PATHS)
def test_no_page_is_kept_framed_elsewhere_or_given_a_script(
    browser: Browser, path: str
) -> None:
    browser.sign_in(LI, GOOD)
    response = browser.get(path)
    headers = response.headers
    assert headers["cache-control"] == "no-store"
    assert headers["x-content-type-options"] == "nosniff"
    policy = dict(
        part.split(" ", 1) for part in headers["content-security-policy"].split("; ")
    )
    assert policy["default-src"] == "'none'"
    [script] = re.findall("<script>(.*?)</script>", response.text, re.DOTALL)
    assert policy["script-src"] == f"'sha256-{_digest(script)}'"
    assert policy["frame-ancestors"] == "'self'"
    assert "unsafe" not in headers["content-security-policy"]


def _digest(script: str) -> str:
    return b64encode(sha256(script.encode()).digest()).decode()
