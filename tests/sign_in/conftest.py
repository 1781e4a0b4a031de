"""The routes of signing in with one account, and a browser that has never been there."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from lishui_dash.access.roles import Grant, Role
from tests.access.cheap import AT, BY, GOOD
from tests.sign_in.visitor import LI, Browser, Door, door_in


@pytest.fixture
def door(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Door]:
    with door_in(tmp_path, monkeypatch) as opened:
        grants = [Grant(Role.ADMIN)]
        opened.accounts.add(
            LI, GOOD, AT, BY, shown_name="李<娜>", grants=grants, must_change=False
        )
        yield opened


@pytest.fixture
def browser(door: Door) -> Browser:
    return door.browser()
