"""The answer of an identity provider is exchanged for a session, or refused.

The provider is a real one, on 127.0.0.1; what `st.login` does stands here in one line, and
is tried itself in a browser.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime, timedelta
from html import unescape
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import httpx2
import pytest
from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.middleware.sessions import SessionMiddleware
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route
from starlette.testclient import TestClient

from lishui_dash.access.events import Did, Entry
from lishui_dash.access.session import Session
from lishui_dash.errors import SetupRefused
from lishui_dash.ui import access_files, on_record, sign_in, sso
from lishui_dash.ui.clock import clock
from lishui_dash.ui.seldom import Seldom
from lishui_dash.ui.sso.asking import client, provider
from tests.identity_provider import Fault, IdentityProvider, Person, provided
from tests.kept import Kept
from tests.opened import pages_on
from tests.sign_in.visitor import TOKEN
from tests.signed_on import (
    CLERK,
    ELSEWHERE,
    HEAD,
    LEADER,
    NO_GROUPS,
    PERSONS,
    STRANGER,
    settings_of,
)

REDIRECT = "http://testserver/oauth2callback"
COOKIE = "lishui_session"


@pytest.fixture(scope="module")
def served() -> Iterator[IdentityProvider]:
    with provided(*PERSONS) as serving:
        yield serving


@pytest.fixture
def idp(served: IdentityProvider) -> Iterator[IdentityProvider]:
    yield served
    served.fault, served.lifetime, served.can_end = Fault.NONE, 3600, True
    served.ended.clear()


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """An empty store, whose registers are those of the catalogue."""
    folder = tmp_path_factory.mktemp("sso")
    with pages_on(Kept(folder)):
        yield folder


@pytest.fixture
def browser(
    idp: IdentityProvider,
    folder: Path,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> Iterator[TestClient]:
    """Who visits the routes, with his cookies; the files of access are new."""
    settings = settings_of(idp, tmp_path, REDIRECT)
    own = Kept(tmp_path).settings()
    settings |= {name: own[name] for name in ("LISHUI_ACCOUNTS", "LISHUI_AUDIT")}
    for name, value in settings.items():
        monkeypatch.setenv(name, value)
    monkeypatch.setattr(on_record, "_FROM_OUTSIDE", Seldom(600))
    client.cache_clear()

    async def begin(request: Request) -> Response:
        of = provider()
        assert of is not None
        return await client(of).authorize_redirect(request, of.redirect)

    app = Starlette(
        routes=[Route("/begin", begin), *sign_in.routes(), *sso.routes()],
        middleware=[Middleware(SessionMiddleware, secret_key="tests")],
    )
    with TestClient(app, follow_redirects=False) as visitor:
        yield visitor


def answer_for(browser: TestClient, person: Person) -> str:
    """Begin a sign-in, choose a person at the provider; return where he is sent back to."""
    asked = browser.get("/begin").headers["location"]
    assert urlsplit(asked).path == "/authorize"
    at_provider = asked.replace("/authorize?", f"/authorize/as/{person.subject}?")
    return httpx2.get(at_provider).headers["location"].removeprefix("http://testserver")


def sign_on(browser: TestClient, person: Person) -> httpx2.Response:
    return browser.get(answer_for(browser, person))


def form(browser: TestClient) -> str:
    found = TOKEN.search(browser.get("/sign-out").text)
    assert found
    return unescape(found[1])


def sign_out(browser: TestClient, query: str = "") -> httpx2.Response:
    """Sign out by the form; return what comes next, on the way to the provider."""
    left = browser.post(f"/sign-out{query}", data={"form": form(browser)})
    assert left.headers["location"].startswith("./sign-out/sso")
    return browser.get(left.headers["location"].removeprefix("."))


def session_of(browser: TestClient) -> Session | None:
    return sign_in.session_of(dict(browser.cookies), clock(), is_active=True)


def written() -> list[Entry]:
    return list(access_files.audit().entries())


@pytest.mark.parametrize(
    ("person", "held"),
    [
        (LEADER, ["leader@LS-ZHB"]),
        (HEAD, ["head@331121-ZHB"]),
        (CLERK, ["clerk@331121-S01"]),
    ],
)
def test_somebody_whose_group_holds_a_role_is_let_in_with_it(
    person: Person, held: list[str], browser: TestClient
) -> None:
    answer = sign_on(browser, person)
    assert (answer.status_code, answer.headers["location"]) == (303, "./overview")
    session = session_of(browser)
    assert session is not None
    assert (session.name, session.shown_name) == (f"sso:{person.subject}", person.name)
    assert list(map(str, session.grants)) == held
    [entry] = written()
    assert (entry.who, entry.did) == (f"sso:{person.subject}", Did.SIGNED_IN)
    assert held[0] in entry.detail


def test_the_cookie_of_the_session_is_no_script_s_and_streamlit_sets_none(
    browser: TestClient,
) -> None:
    set_cookies = sign_on(browser, LEADER).headers.get_list("set-cookie")
    names = {cookie.partition("=")[0] for cookie in set_cookies}
    assert names == {COOKIE, "lishui_provider", "session"}
    for cookie in set_cookies:
        assert "httponly" in cookie.lower()
        assert "samesite=lax" in cookie.lower()


def test_a_session_ends_with_the_token_of_the_provider(
    browser: TestClient, idp: IdentityProvider
) -> None:
    idp.lifetime = 300
    began = clock()
    sign_on(browser, LEADER)
    session = session_of(browser)
    assert session is not None
    slack = timedelta(seconds=30)
    assert abs(session.ends_at - (began + timedelta(seconds=300))) < slack
    token = browser.cookies[COOKIE]
    later = session.ends_at + timedelta(seconds=1)
    assert access_files.sessions().holder(token, later, True) is None


def test_a_token_that_lasts_for_years_gives_no_longer_session_than_a_password(
    browser: TestClient, idp: IdentityProvider
) -> None:
    idp.lifetime = 10**12
    began = clock()
    sign_on(browser, LEADER)
    session = session_of(browser)
    assert session is not None
    assert session.ends_at <= began + timedelta(hours=12, minutes=1)


@pytest.mark.parametrize("person", [STRANGER, NO_GROUPS, ELSEWHERE])
def test_who_is_in_no_group_with_a_role_is_told_which_were_seen_and_whom_to_ask(
    person: Person, browser: TestClient
) -> None:
    answer = sign_on(browser, person)
    assert answer.status_code == 403
    assert COOKIE not in browser.cookies
    assert person.name in answer.text
    assert "看板管理员" in answer.text
    seen = person.groups[0] if person.groups else "没有给出您的任何用户组"
    assert seen in answer.text
    assert "<script" not in answer.text
    [entry] = written()
    assert (entry.who, entry.did) == (f"sso:{person.subject}", Did.SIGN_IN_REFUSED)


@pytest.mark.parametrize("fault", [fault for fault in Fault if fault is not Fault.NONE])
def test_an_answer_that_is_not_to_be_believed_lets_nobody_in(
    fault: Fault, browser: TestClient, idp: IdentityProvider
) -> None:
    idp.fault = fault
    answer = sign_on(browser, LEADER)
    assert answer.status_code == 403
    assert COOKIE not in browser.cookies
    assert LEADER.name not in answer.text
    [entry] = written()
    assert entry.did is Did.SIGN_IN_REFUSED
    assert access_files.sessions().listed(clock()) == ()


def test_an_answer_is_worth_one_session(browser: TestClient) -> None:
    answer = answer_for(browser, LEADER)
    before = dict(browser.cookies)
    assert browser.get(answer).status_code == 303
    browser.cookies.clear()
    assert browser.get(answer).status_code == 403
    # With the cookies as they were, it is the provider that knows the code as used.
    browser.cookies.update(before)
    assert browser.get(answer).status_code == 403
    assert COOKIE not in browser.cookies
    assert len(access_files.sessions().listed(clock())) == 1
    assert Did.SIGN_IN_REFUSED in [entry.did for entry in written()]


def test_the_answer_to_one_browser_signs_in_no_other(browser: TestClient) -> None:
    of_another = answer_for(browser, LEADER)
    browser.cookies.clear()
    answer_for(browser, CLERK)
    assert browser.get(of_another).status_code == 403
    assert COOKIE not in browser.cookies


@pytest.mark.parametrize("query", ["?code=x&state=y", "?code=x", "?error=x", "?code="])
def test_a_made_up_answer_gets_nothing(query: str, browser: TestClient) -> None:
    assert browser.get(f"/oauth2callback{query}").status_code == 403
    assert session_of(browser) is None


def test_many_made_up_answers_do_not_fill_the_audit_nor_lock_out_who_has_a_password(
    browser: TestClient,
) -> None:
    for number in range(40):
        browser.get(f"/oauth2callback?code=x&state={number}")
    assert 0 < len(written()) < 30
    checked = access_files.accounts().check("nobody", "wrong", clock(), "testclient")
    assert checked.locked_until is None


def test_a_session_that_this_browser_had_before_is_over(browser: TestClient) -> None:
    sign_on(browser, CLERK)
    old = browser.cookies[COOKIE]
    sign_on(browser, HEAD)
    assert access_files.sessions().holder(old, clock(), True) is None
    session = session_of(browser)
    assert session is not None
    assert session.shown_name == HEAD.name


def test_language_and_page_come_back_after_the_sign_in(browser: TestClient) -> None:
    begun = browser.get("/sign-in/sso?lang=en&next=unit%3Funit%3D331121")
    assert begun.headers["location"] == "../?sso=1&lang=en"
    answer = sign_on(browser, HEAD)
    assert answer.headers["location"] == "./unit?unit=331121&lang=en"


@pytest.mark.parametrize("wanted", ["//evil.example", "https://evil.example/", "no_page"])
def test_nobody_is_sent_elsewhere_after_the_sign_in(
    wanted: str, browser: TestClient
) -> None:
    browser.get("/sign-in/sso", params={"next": wanted})
    assert sign_on(browser, HEAD).headers["location"] == "./overview"


def test_who_signs_out_is_signed_out_at_the_provider_too(
    browser: TestClient, idp: IdentityProvider
) -> None:
    sign_on(browser, LEADER)
    page = sign_out(browser, "?lang=en")
    target = page.headers["refresh"].removeprefix("0; url=")
    assert target.startswith(f"{idp.address}/end?")
    back = httpx2.get(target).headers["location"]
    assert idp.ended == [LEADER.subject]
    assert browser.get(back).headers["location"] == "./sign-in?out=1&lang=en"
    again = browser.get("/sign-out/sso")
    assert (again.status_code, again.headers["location"]) == (303, "../sign-out")


@pytest.mark.parametrize("path", ["/sign-out/sso", "/sign-in?out=1"])
def test_a_link_signs_nobody_out_and_says_of_nobody_that_he_is(
    path: str, browser: TestClient, idp: IdentityProvider
) -> None:
    sign_on(browser, LEADER)
    page = browser.get(path, headers={"sec-fetch-site": "cross-site"})
    assert "refresh" not in page.headers
    assert "已退出" not in page.text
    if page.status_code == 303:
        assert page.headers["location"] == "../sign-out"
    assert session_of(browser) is not None
    assert idp.ended == []
    # What the provider is told at the sign-out is still there.
    assert "id_token_hint" in sign_out(browser).headers["refresh"]


def test_who_has_signed_in_again_meanwhile_is_asked_anew(browser: TestClient) -> None:
    sign_on(browser, LEADER)
    left = browser.post("/sign-out", data={"form": form(browser)})
    sign_on(browser, HEAD)
    page = browser.get(f"/{left.headers['location'].removeprefix('./')}")
    assert page.headers["location"] == "../sign-out"
    assert session_of(browser) is not None


def test_where_the_provider_ends_nothing_signing_out_ends_here(
    browser: TestClient, idp: IdentityProvider
) -> None:
    idp.can_end = False
    sign_on(browser, LEADER)
    assert sign_out(browser).headers["location"] == "../sign-in?out=1"


def test_a_person_with_hundreds_of_groups_is_let_in(
    browser: TestClient, idp: IdentityProvider, monkeypatch: pytest.MonkeyPatch
) -> None:
    many = replace(
        LEADER, groups=(*(f"group-{n:04d}" for n in range(400)), "lishui-leaders")
    )
    monkeypatch.setitem(idp.persons, LEADER.subject, many)
    assert sign_on(browser, LEADER).status_code == 303
    target = sign_out(browser).headers["refresh"]
    # The token is too large for a cookie: the provider asks whether he means it.
    assert "id_token_hint" not in parse_qs(urlsplit(target).query)


def test_a_change_of_the_groups_counts_from_the_next_sign_in(
    browser: TestClient, tmp_path: Path
) -> None:
    table = tmp_path / "groups.csv"
    table.write_text("group,role,unit\neverybody,auditor,LS-ZHB\n")
    assert sign_on(browser, STRANGER).status_code == 303
    table.write_text("group,role\n")
    answer = sign_on(browser, LEADER)
    assert (answer.status_code, "暂时不能使用" in answer.text) == (503, True)


def test_a_provider_that_is_gone_lets_nobody_in(
    browser: TestClient, idp: IdentityProvider, monkeypatch: pytest.MonkeyPatch
) -> None:
    answer = answer_for(browser, LEADER)
    client.cache_clear()
    monkeypatch.setenv("LISHUI_OIDC_METADATA", "http://127.0.0.1:9/x")
    assert browser.get(answer).status_code == 403


def test_streamlit_is_told_of_the_provider_by_what_the_settings_say(
    browser: TestClient, idp: IdentityProvider, tmp_path: Path
) -> None:
    import os

    told = sso.secrets_for(os.environ)
    assert told is not None
    section = told["auth"]
    assert section["server_metadata_url"] == idp.discovery
    assert section["redirect_uri"] == REDIRECT
    assert len(section["cookie_secret"]) == 64
    assert section["client_kwargs"]["code_challenge_method"] == "S256"
    (tmp_path / "groups.csv").write_text("")
    with pytest.raises(SetupRefused):
        sso.secrets_for(os.environ)
    assert sso.secrets_for({}) is None


def test_the_clock_of_the_dashboard_may_stand_in_another_year(browser: TestClient) -> None:
    sign_on(browser, LEADER)
    session = session_of(browser)
    assert session is not None
    assert session.began_at.date() == datetime(2020, 3, 4).date()
