"""A session lives on by what somebody does, and not by a page that redraws itself."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import AbstractContextManager
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from streamlit.testing.v1 import AppTest
from websockets.sync.client import ClientConnection, connect
from websockets.typing import Subprotocol

from lishui_dash.access.session import Session
from lishui_dash.spec.settings import ACCESS
from lishui_dash.ui import access_files, live, sign_in
from lishui_dash.ui.sign_in.cookies import SESSION_COOKIE
from tests.access.people import OF_CITY
from tests.kept import Kept
from tests.opened import ROOT, pages_on
from tests.served import PATIENCE, Server, serving
from tests.signed_in import session_of

LEADER = OF_CITY[0]
BEGAN = datetime(2020, 3, 4, 8, 50)
"""Ten minutes before the server starts."""


class Closed(Kept):
    def settings(self, clock: str = "2020-03-04T09:00") -> dict[str, str]:
        return {**super().settings(clock), ACCESS.name: "accounts"}


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


def line_to(
    server: Server, token: str, *before: str
) -> AbstractContextManager[ClientConnection]:
    """Connect as Streamlit's front end does, which names the session it had `before`."""
    return connect(
        f"{server.address.replace('http', 'ws')}/_stcore/stream",
        additional_headers={"Cookie": f"{SESSION_COOKIE}={token}"},
        subprotocols=[Subprotocol(one) for one in ("streamlit", "no-xsrf", *before)],
        max_size=None,
    )


def run(line: ClientConnection, query: str = "") -> str:
    """Have all of a page run; return what Streamlit calls the session."""
    asked = BackMsg()
    asked.rerun_script.page_name = "overview"
    asked.rerun_script.query_string = query
    line.send(asked.SerializeToString())
    known, is_over = "", False
    while not is_over:
        told = ForwardMsg.FromString(line.recv(timeout=2 * PATIENCE))
        known = told.new_session.initialize.session_id or known
        is_over = (
            told.WhichOneof("type") == "script_finished"
            and told.script_finished == ForwardMsg.FINISHED_SUCCESSFULLY
        )
    return known


def test_a_page_whose_line_comes_back_is_not_until_somebody_does_something(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    kept = Closed(tmp_path)
    for name, value in kept.settings().items():
        monkeypatch.setenv(name, value)
    sessions, ends = access_files.sessions(), BEGAN + timedelta(hours=1)
    token = sessions.open_sso("u", "U", LEADER.grants, ends, BEGAN)

    def used_at() -> datetime:
        [one] = sessions.listed(BEGAN)
        return one.used_at

    with serving(kept) as server:
        with line_to(server, token, "a-session-that-a-server-before-had") as line:
            known = run(line)
        assert used_at() == BEGAN
        with line_to(server, token, known) as line:
            assert run(line) == known
            assert used_at() == BEGAN
            run(line, "lang=en")
        assert used_at() > BEGAN
