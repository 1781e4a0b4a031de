"""Local accounts and screens in a real browser, on a dashboard that is not open to all."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from lishui_dash.access.accounts import Accounts
from lishui_dash.access.audit import Audit, audit_key
from lishui_dash.access.events import Did
from lishui_dash.access.roles import Grant, Role
from lishui_dash.access.screens import Screens
from lishui_dash.spec.settings import ACCESS, IDLE_MINUTES, SESSION_HOURS
from lishui_dash.views.languages import text
from tests.browser.conftest import screen
from tests.kept import Kept
from tests.served import Server, serving

PASSWORD = "kangyi-qingtian-2020"
AT = datetime(2020, 3, 4, 8)
PEOPLE = {
    "leader": Grant(Role.LEADER),
    "head": Grant(Role.HEAD, "331121-ZHB"),
    "clerk": Grant(Role.CLERK, "331121-S01"),
    "guessed": Grant(Role.LEADER),
}


@dataclass(frozen=True)
class Closed(Kept):
    """A store whose dashboard asks everybody to sign in."""

    more: Mapping[str, str] = field(default_factory=dict)

    def settings(self, clock: str = "2020-03-04T09:00") -> dict[str, str]:
        return {**super().settings(clock), ACCESS.name: "accounts", **self.more}


def closed(small_demo: Kept, folder: Path, **more: str) -> Closed:
    small_demo.copied_to(folder)
    kept = Closed(folder, more)
    accounts = Accounts(kept.accounts)
    for name, grant in PEOPLE.items():
        accounts.add(name, PASSWORD, AT, "test", grants=[grant], must_change=False)
    return kept


@pytest.fixture(scope="module")
def kept(small_demo: Kept, tmp_path_factory: pytest.TempPathFactory) -> Closed:
    return closed(small_demo, tmp_path_factory.mktemp("closed"))


@pytest.fixture(scope="module")
def server(kept: Closed) -> Iterator[Server]:
    with serving(kept) as served:
        yield served


def sign_in(page: Page, server: Server, name: str, path: str = "") -> None:
    page.goto(f"{server.address}/{path}")
    page.get_by_label(text("sign_in.name", "hans")).fill(name)
    page.get_by_label(text("sign_in.password", "hans")).fill(PASSWORD)
    page.get_by_role("button", name=text("sign_in.title", "hans")).click()


def done(kept: Kept) -> list[Did]:
    log = Audit(kept.audit, audit_key(kept.secret_file))
    assert log.verify().first_broken is None
    return [entry.did for entry in log.entries()]


def is_at_sign_in(page: Page) -> None:
    expect(page.get_by_role("button", name=text("sign_in.title", "hans"))).to_be_visible()


def test_somebody_signs_in_and_out_and_is_on_record(
    page: Page, server: Server, kept: Closed
) -> None:
    sign_in(page, server, "leader")
    expect(page.locator("h1").first).to_contain_text(text("page.overview", "hans"))
    expect(page.locator(".ld-open")).to_have_count(0)
    [cookie] = [c for c in page.context.cookies() if c["name"] == "lishui_session"]
    assert cookie["httpOnly"]
    assert cookie["sameSite"] in ("Lax", "Strict")
    page.get_by_role("link", name=text("access.sign_out", "hans")).click()
    page.get_by_role("button", name=text("sign_in.out", "hans")).click()
    page.goto(f"{server.address}/overview")
    is_at_sign_in(page)
    # The token that was is good for nothing any more.
    page.context.add_cookies([cookie])
    page.goto(f"{server.address}/overview")
    is_at_sign_in(page)
    assert {Did.SIGNED_IN, Did.SIGNED_OUT} <= set(done(kept))


def test_a_shared_link_leads_to_its_page_after_the_sign_in(
    page: Page, server: Server
) -> None:
    sign_in(page, server, "head", "c08_safety?place=331121")
    expect(page).to_have_url(f"{server.address}/c08_safety?place=331121")


def test_a_head_sees_his_county_and_is_refused_another(page: Page, server: Server) -> None:
    sign_in(page, server, "head")
    expect(page.locator("h1").first).to_contain_text(text("page.unit", "hans"))
    page.goto(f"{server.address}/c08_safety?place=331122")
    refused = page.get_by_text(text("access.refused", "hans"), exact=True)
    expect(refused).to_be_visible()
    page.goto(f"{server.address}/upload")
    expect(refused).to_be_visible()


def test_after_five_wrong_passwords_the_right_one_opens_nothing(
    page: Page, server: Server, kept: Closed
) -> None:
    page.goto(f"{server.address}/sign-in")
    for _ in range(5):
        page.get_by_label(text("sign_in.name", "hans")).fill("guessed")
        page.get_by_label(text("sign_in.password", "hans")).fill("not-the-password-1")
        page.get_by_role("button", name=text("sign_in.title", "hans")).click()
        expect(page.get_by_role("alert")).to_be_visible()
    sign_in(page, server, "guessed", "sign-in")
    expect(page.get_by_role("alert")).to_be_visible()
    is_at_sign_in(page)
    assert Did.LOCKED_OUT in done(kept)


def test_a_file_of_a_page_is_fetched_with_a_session_alone(
    browser: Browser, page: Page, server: Server
) -> None:
    sign_in(page, server, "leader", "overview")
    taken = page.get_by_role("button", name=text("take.csv", "hans")).first
    with page.expect_download() as waiting:
        taken.click()
    address = waiting.value.url
    assert page.request.get(address).status == 200
    with screen(browser) as stranger:
        assert stranger.request.get(address).status == 403


def test_a_clerk_is_refused_the_file_of_a_foreign_store(page: Page, server: Server) -> None:
    sign_in(page, server, "clerk", "upload")
    line = "2020-03-03,缙云县,缙云县防疫物资库,N95口罩,只,100,20,80\n"
    head = "统计日期,县市区,单位,物资名称,计量单位,昨日结存,今日消耗,今日结存\n"
    file = {"name": "缙云.csv", "mimeType": "text/csv", "buffer": (head + line).encode()}
    page.locator("input[type=file]").set_input_files(file)  # type: ignore[arg-type]
    expect(page.get_by_text("不在您的报送范围内").first).to_be_visible()
    expect(page.get_by_role("button", name=text("upload.confirm", "hans"))).to_have_count(0)


@pytest.mark.parametrize(
    "setting",
    [(SESSION_HOURS.name, "0.003"), (IDLE_MINUTES.name, "0.15")],
    ids=["longest", "idle"],
)
def test_a_session_that_is_over_takes_its_page_away(
    setting: tuple[str, str], page: Page, small_demo: Kept, tmp_path: Path
) -> None:
    name, value = setting
    with serving(closed(small_demo, tmp_path, **{name: value})) as served:
        sign_in(page, served, "leader", "dictionary")
        expect(page.locator("h1").first).to_contain_text(text("page.dictionary", "hans"))
        # Nobody touches anything; the page goes by itself.
        is_at_sign_in(page)
        assert (
            page.locator("h1").filter(has_text=text("page.dictionary", "hans")).count() == 0
        )


def test_a_screen_never_meets_a_login_page_and_is_shut_within_seconds(
    page: Page, server: Server, kept: Closed
) -> None:
    screens = Screens(kept.screens)
    token = screens.add("指挥大厅", AT)
    page.goto(f"{server.address}/screen/{token}")
    wall = page.frame_locator("#live")
    expect(wall.locator(".wall [data-indicator]").first).to_be_visible()
    assert "lishui_session" not in [c["name"] for c in page.context.cookies()]
    screens.revoke("指挥大厅", AT)
    said = text("wall.turned_away", "hans")
    expect(wall.get_by_text(said).first).to_be_visible()
    page.goto(f"{server.address}/screen/{token}")
    expect(page.get_by_text(said).first).to_be_visible()
    # Neither does a screen without any token get in.
    page.goto(f"{server.address}/screen")
    expect(page.get_by_text(said).first).to_be_visible()


def test_the_token_of_a_screen_opens_the_wall_and_no_page(
    page: Page, server: Server, kept: Closed
) -> None:
    token = Screens(kept.screens).add("会议室", AT)
    page.goto(f"{server.address}/overview?screen={token}")
    expect(page.get_by_text(text("access.refused", "hans"), exact=True)).to_be_visible()
    page.goto(f"{server.address}/overview?screen=forged")
    expect(page.locator("[data-indicator]")).to_have_count(0)
