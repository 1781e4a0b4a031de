"""Single sign-on in a real browser, through a real identity provider on this machine."""

from __future__ import annotations

import socket
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

import pytest
from playwright.sync_api import Browser, Page, expect

from lishui_dash.views.languages import text
from tests.browser.conftest import screen
from tests.identity_provider import Fault, IdentityProvider, Person, provided
from tests.kept import Kept
from tests.served import Server, serving
from tests.signed_on import HEAD, LEADER, NO_GROUPS, PERSONS, STRANGER, settings_of


@dataclass(frozen=True)
class SignedOn(Kept):
    """A store whose dashboard an identity provider signs people in to."""

    more: Mapping[str, str]

    def settings(self, clock: str = "2020-03-04T09:00") -> dict[str, str]:
        return {**super().settings(clock), **self.more}


@pytest.fixture(scope="module")
def provider() -> Iterator[IdentityProvider]:
    with provided(*PERSONS) as serving_people:
        yield serving_people


@pytest.fixture
def idp(provider: IdentityProvider) -> Iterator[IdentityProvider]:
    yield provider
    provider.fault, provider.lifetime, provider.is_down = Fault.NONE, 3600, False
    provider.ended.clear()


@pytest.fixture(scope="module")
def server(
    provider: IdentityProvider,
    small_demo: Kept,
    tmp_path_factory: pytest.TempPathFactory,
) -> Iterator[Server]:
    folder = tmp_path_factory.mktemp("signed_on")
    small_demo.copied_to(folder)
    port = _free_port()
    redirect = f"http://127.0.0.1:{port}/oauth2callback"
    kept = SignedOn(folder, settings_of(provider, folder, redirect))
    with serving(kept, port=port) as served:
        yield served


def _free_port() -> int:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        return int(free.getsockname()[1])


def sign_on(page: Page, server: Server, person: Person, path: str = "overview") -> None:
    """Ask for a page, and sign in at the provider as a person."""
    page.goto(f"{server.address}/{path}")
    page.get_by_role("link", name=text("sign_in.sso", "hans")).click()
    page.get_by_role("link", name=person.name).click()


def test_somebody_signs_in_sees_what_his_role_shows_and_signs_out_everywhere(
    page: Page, server: Server, idp: IdentityProvider
) -> None:
    sign_on(page, server, LEADER)
    expect(page.locator("h1").first).to_contain_text(text("page.overview", "hans"))
    expect(page.locator(".ld-who")).to_contain_text(LEADER.name)
    cookies = {cookie["name"]: cookie for cookie in page.context.cookies()}
    assert cookies["lishui_session"]["httpOnly"]
    assert not [name for name in cookies if name.startswith("_streamlit_user")]
    assert "lishui_session" not in page.evaluate("document.cookie")

    page.get_by_role("link", name=text("access.sign_out", "hans")).click()
    page.get_by_role("button", name=text("sign_in.out", "hans")).click()
    expect(page.get_by_text(text("sign_in.out_done", "hans"))).to_be_visible()
    assert idp.ended == [LEADER.subject]
    assert not [c for c in page.context.cookies() if c["name"] == "lishui_session"]
    page.goto(f"{server.address}/overview")
    expect(page.get_by_role("link", name=text("sign_in.sso", "hans"))).to_be_visible()


def test_a_role_opens_what_is_for_it_and_nothing_else(page: Page, server: Server) -> None:
    sign_on(page, server, HEAD, "unit?unit=331121")
    expect(page.locator("h1").first).to_contain_text(text("page.unit", "hans"))
    expect(page.locator(".ld-who")).to_contain_text("青田")
    page.goto(f"{server.address}/upload")
    expect(page.locator("h1").first).to_contain_text(text("access.refused", "hans"))


def test_the_page_and_the_language_that_were_asked_for_come_after_the_sign_in(
    page: Page, server: Server
) -> None:
    page.goto(f"{server.address}/dictionary?lang=en")
    page.get_by_role("link", name=text("sign_in.sso", "en")).click()
    page.get_by_role("link", name=LEADER.name).click()
    expect(page.locator("h1").first).to_contain_text(text("page.dictionary", "en"))


@pytest.mark.parametrize("person", [STRANGER, NO_GROUPS], ids=["stranger", "no groups"])
def test_who_holds_no_role_is_told_so_and_gets_nothing(
    person: Person, page: Page, server: Server
) -> None:
    sign_on(page, server, person)
    said = text("sso.no_role", "hans", name=person.name)
    expect(page.get_by_role("alert")).to_contain_text(said)
    expect(page.get_by_text(text("sso.whom_to_ask", "hans"))).to_be_visible()
    assert not [c for c in page.context.cookies() if c["name"] == "lishui_session"]


def test_an_answer_of_the_provider_that_was_used_gets_nothing(
    page: Page, browser: Browser, server: Server
) -> None:
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    sign_on(page, server, LEADER)
    expect(page.locator(".ld-who")).to_contain_text(LEADER.name)
    [answer] = [url for url in asked if "/oauth2callback?" in url]
    kept = page.context.cookies()
    page.goto(answer)
    expect(page.get_by_role("alert")).to_contain_text(text("sso.not_believed", "hans"))
    with screen(browser) as thief:
        # Even with all that the browser had, but the session itself.
        thief.context.add_cookies(
            [cookie for cookie in kept if cookie["name"] != "lishui_session"]  # type: ignore[misc]
        )
        thief.goto(answer)
        said = text("sso.not_believed", "hans")
        expect(thief.get_by_role("alert")).to_contain_text(said)
        thief.goto(f"{server.address}/overview")
        expect(thief.get_by_role("link", name=text("sign_in.sso", "hans"))).to_be_visible()


def test_a_token_that_is_not_signed_by_the_provider_lets_nobody_in(
    page: Page, server: Server, idp: IdentityProvider
) -> None:
    idp.fault = Fault.OTHER_KEY
    sign_on(page, server, LEADER)
    expect(page.get_by_role("alert")).to_contain_text(text("sso.not_believed", "hans"))
    idp.fault = Fault.NONE
    page.get_by_role("link", name=text("sso.again", "hans")).click()
    page.get_by_role("link", name=LEADER.name).click()
    expect(page.locator("body")).not_to_contain_text(text("sso.not_believed", "hans"))
    page.goto(f"{server.address}/overview")
    expect(page.locator(".ld-who")).to_contain_text(LEADER.name)


def test_a_page_is_taken_away_when_the_token_of_the_provider_has_ended(
    page: Page, server: Server, idp: IdentityProvider
) -> None:
    idp.lifetime = 8
    with page.expect_response(lambda answer: "/oauth2callback?" in answer.url) as answered:
        sign_on(page, server, LEADER)
    assert answered.value.status == 303
    expect(page.get_by_role("link", name=text("sign_in.sso", "hans"))).to_be_visible()
    expect(page.locator(".ld-who")).to_have_count(0)


def test_a_provider_that_does_not_answer_is_said_not_to(
    page: Page, server: Server, idp: IdentityProvider
) -> None:
    idp.is_down = True
    page.goto(f"{server.address}/overview")
    page.get_by_role("link", name=text("sign_in.sso", "hans")).click()
    expect(page.get_by_text(text("sso.unreachable", "hans"))).to_be_visible()
