"""What goes on record of visitors who are let in nowhere, and of screens."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import streamlit as st
from streamlit.testing.v1 import AppTest

from lishui_dash.access.events import Did
from lishui_dash.spec.settings import SCREENS
from lishui_dash.ui import access_files, on_record
from lishui_dash.ui.seldom import Seldom
from lishui_dash.ui.sign_in.cookies import SESSION_COOKIE
from tests.access.cheap import AT, BY, GOOD
from tests.sign_in.visitor import LI, Door, door_in

ADDRESS = "10.1.2.3"


@pytest.fixture
def door(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Door]:
    with door_in(tmp_path, monkeypatch) as opened:
        opened.accounts.add(LI, GOOD, AT, BY, must_change=False)
        yield opened


def led_to_sign_in(patch: pytest.MonkeyPatch, token: str) -> None:
    """Open a page with a token of a session in the browser, which opens none."""

    def page() -> None:
        from lishui_dash.ui import gatehouse

        gatehouse.sign_in("overview")

    cookies = {SESSION_COOKIE: token}
    patch.setattr(type(st.context), "cookies", property(lambda _: cookies))
    patch.setattr(type(st.context), "ip_address", property(lambda _: ADDRESS))
    app = AppTest.from_function(page, default_timeout=60).run()
    assert not app.exception


def test_a_session_that_has_merely_ended_is_not_on_record_and_a_forged_one_is(
    door: Door, monkeypatch: pytest.MonkeyPatch
) -> None:
    browser = door.browser()
    browser.sign_in(LI, GOOD)
    door.later(hours=2)
    assert browser.session() is None
    led_to_sign_in(monkeypatch, browser.token)
    assert [did for did, _ in door.done()] == [Did.SIGNED_IN]
    led_to_sign_in(monkeypatch, f"{browser.token[:-1]}!")
    newest = door.record()[-1]
    assert (newest.did, newest.about) == (Did.ACCESS_REFUSED, SESSION_COOKIE)
    assert newest.detail == f"来自 {ADDRESS}"


def test_made_up_screens_from_everywhere_hide_no_forged_session(
    door: Door, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(on_record, "_FROM_OUTSIDE", Seldom(600, most=5))
    for number in range(50):
        on_record.refused_from_outside("", "/screen", f"10.9.9.{number}")
    assert len(door.record()) == 6
    assert "不再逐次记录" in door.record()[-1].detail
    led_to_sign_in(monkeypatch, "made up")
    assert door.record()[-1].about == SESSION_COOKIE


def test_new_addresses_of_one_network_are_one(door: Door) -> None:
    for number in range(9):
        on_record.refused_from_outside("", "/screen", f"2001:db8:1:2::{number}")
    assert len(door.record()) == 1


def test_a_screen_is_told_from_an_account_of_the_same_name(
    door: Door, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(SCREENS.name, str(tmp_path / "screens.csv"))
    token = access_files.screens().add(LI, AT)

    def page() -> None:
        import streamlit as st

        from lishui_dash.ui.viewer import viewer

        st.text(viewer().name)

    app: Any = AppTest.from_function(page, default_timeout=60)
    app.query_params["screen"] = token
    assert [one.value for one in app.run().text] == [f"大屏:{LI}"]
