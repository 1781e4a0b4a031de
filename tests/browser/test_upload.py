"""The clerk's way in a real browser: from the file chooser to the receipt."""

from __future__ import annotations

from pathlib import Path

from playwright.sync_api import Page, expect

from tests.browser.clerk import explain, fill_in, hand_in
from tests.browser.conftest import Server
from tests.intake.books import Page as Sheet
from tests.intake.books import book

HEAD = ["物资名称", "计量单位", "昨日结存", "今日入库", "今日消耗", "今日结存"]
TITLE = [["青田县防疫物资日报"], ["填报单位：青田县防疫物资库  填报日期：2020年3月3日"]]


def open_page(page: Page, server: Server, **query: str) -> None:
    told = "&".join(f"{name}={value}" for name, value in query.items())
    page.goto(f"{server.address}/upload?{told}")
    expect(page.locator("input[type=file]")).to_be_attached()


def test_a_correction_is_previewed_explained_stored_and_taken_back(
    page: Page, own_server: Server
) -> None:
    # A gift of 5,000 masks was left out: 2,210 + 5,000 - 620 = 6,590.
    rows = [["N95口罩", "只", 2210, 5000, 620, 6590]]
    content = book(Sheet([*TITLE, HEAD, *rows, ["填表人：王某"]], name="3.3"))
    open_page(page, own_server)
    hand_in(page, "青田县物资日报0303（更正）.xlsx", content)
    shown = page.locator("[data-testid=stMain]")
    expect(shown).to_contain_text("校验通过")
    expect(shown).to_contain_text("与库中已有数据相比")
    confirm = page.get_by_role("button", name="确认入库")
    expect(confirm).to_be_disabled()
    explain(page, "漏报捐赠 5000 只")
    expect(confirm).to_be_enabled()
    confirm.click()
    expect(shown).to_contain_text("回执")
    expect(shown).to_contain_text("SHA-256")
    page.get_by_text("撤回这次上报").first.click()
    fill_in(page.get_by_role("textbox", name="撤回原因").first, "报错了表")
    page.get_by_role("button", name="撤回这次上报").click()
    expect(shown).to_contain_text("已撤回")


def test_a_file_with_faults_comes_back_marked(page: Page, own_server: Server) -> None:
    rows = [["N95口罩", "只", 2210, 0, 620, "12OO"], ["防护服", "箱", 4, 0, 1, 3]]
    open_page(page, own_server)
    hand_in(page, "青田县物资日报.xlsx", book(Sheet([*TITLE, HEAD, *rows])))
    shown = page.locator("[data-testid=stMain]")
    expect(shown).to_contain_text("退回")
    for said in ("字母 O", "规格里没有写一箱是多少套", "今日结存"):
        expect(shown).to_contain_text(said)
    expect(page.get_by_role("button", name="确认入库")).to_have_count(0)
    with page.expect_download() as download:
        page.get_by_role("button", name="下载标注好的原表").click()
    assert Path(download.value.path()).read_bytes().startswith(b"PK")


def test_an_unknown_heading_is_asked_about_once(page: Page, own_server: Server) -> None:
    head = ["物资名称", "计量单位", "昨日结存", "今日消耗", "账面余数"]
    rows = [["N95口罩", "只", 2210, 620, 1590]]
    content = book(Sheet([*TITLE, head, *rows]))
    open_page(page, own_server)
    hand_in(page, "青田县物资日报.xlsx", content)
    shown = page.locator("[data-testid=stMain]")
    expect(shown).to_contain_text("没认出来")
    expect(page.get_by_role("combobox", name="“账面余数”")).to_have_value("今日结存")
    page.get_by_role("button", name="按这样认列").click()
    expect(shown).to_contain_text("校验通过")
    explain(page, "换了新表样")
    page.get_by_role("button", name="确认入库").click()
    expect(shown).to_contain_text("回执")
    open_page(page, own_server)
    hand_in(page, "青田县物资日报2.xlsx", content)
    expect(page.locator("[data-testid=stMain]")).to_contain_text("校验通过")
