"""A session lives on by what somebody does, and not by a page that redraws itself."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import datetime
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from lishui_dash.access.session import Session
from lishui_dash.spec.settings import ACCESS
from lishui_dash.ui import live, sign_in
from tests.access.people import OF_CITY
from tests.kept import Kept
from tests.opened import ROOT, pages_on
from tests.signed_in import session_of

LEADER = OF_CITY[0]


@pytest.fixture
def asked(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[list[bool]]:
    """Pages asked for by a leader; whether each look at his session was by his doing."""
    found: list[bool] = []

    def told(_cookies: Mapping[str, str], _at: datetime, is_active: bool) -> Session | None:
        found.append(is_active)
        return session_of(LEADER)

    with pages_on(Kept(tmp_path)):
        monkeypatch.setenv(ACCESS.name, "accounts")
        monkeypatch.setattr(sign_in, "session_of", told)
        yield found


def test_opening_a_page_is_doing_something(asked: list[bool]) -> None:
    app = AppTest.from_file(str(ROOT / "app.py"), default_timeout=60).run()
    asked.clear()
    app.switch_page("pages/overview.py").run()
    assert not app.exception
    assert True in asked


def test_a_page_that_redraws_itself_is_not(asked: list[bool]) -> None:
    app = AppTest.from_file(str(ROOT / "app.py"), default_timeout=60).run()
    app.switch_page("pages/overview.py").run()
    asked.clear()
    app.session_state[live.BEAT] = True
    app.run()
    assert not app.exception
    assert asked
    assert True not in asked
