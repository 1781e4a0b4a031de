"""Every part of the program works with nothing let in that is not ours."""

from __future__ import annotations

from pathlib import Path

from playwright.sync_api import ConsoleMessage, Page, expect

from tests.browser.clerk import hand_in
from tests.browser.conftest import Server
from tests.intake.cases import HEAD, MASKS, lines

_PLANTED = """
    () => {
        const script = document.createElement('script');
        script.textContent = 'window.planted = true';
        document.body.append(script);
        const picture = document.createElement('img');
        picture.setAttribute('onerror', 'window.planted = true');
        picture.src = 'data:,';
        document.body.append(picture);
        return new Promise((done) => setTimeout(() => done(window.planted === true), 300));
    }
"""


def _is_fault(said: ConsoleMessage) -> bool:
    """Whether the browser complains of more than where Streamlit looks for its server."""
    return said.type == "error" and "404 (Not Found)" not in said.text


def test_wall_chart_file_and_download_work_and_a_planted_script_does_not(
    page: Page, demo_server: Server
) -> None:
    said: list[str] = []
    page.on("console", lambda one: said.append(one.text) if _is_fault(one) else None)
    page.goto(f"{demo_server.address}/screen")
    wall = page.frame_locator("#live")
    expect(wall.locator(".heart.ok")).to_be_attached()
    page.goto(f"{demo_server.address}/c08_safety")
    expect(page.locator(".js-plotly-plot .main-svg").first).to_be_visible()
    with page.expect_download() as picture:
        page.locator('[data-take="png"]').first.click()
    assert Path(picture.value.path()).read_bytes().startswith(b"\x89PNG")
    page.goto(f"{demo_server.address}/upload")
    hand_in(page, "上报.csv", lines(HEAD, MASKS).encode())
    shown = page.locator("[data-testid=stMain]")
    expect(shown).to_contain_text("上报.csv")
    expect(shown).to_contain_text("防护物资日报")
    with page.expect_download() as form:
        page.locator(".st-key-template_xlsx button").click()
    assert Path(form.value.path()).read_bytes().startswith(b"PK")
    assert said == []
    assert page.evaluate(_PLANTED) is False
    assert any("Content Security Policy" in one for one in said)
