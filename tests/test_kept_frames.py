"""What a browser may keep of a wall, and what it is told when the store is away."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from starlette.applications import Starlette
from starlette.testclient import TestClient
from streamlit.testing.v1 import AppTest

from lishui_dash.errors import StoreUnavailable
from lishui_dash.ui import access_files, shell
from lishui_dash.ui.clock import clock
from lishui_dash.ui.headers import policy
from lishui_dash.ui.language import text
from lishui_dash.ui.scripts import fingerprint
from lishui_dash.ui.wall import holder
from tests.access.people import NOBODY, OF_CITY
from tests.kept import Kept
from tests.opened import ROOT, pages_on
from tests.signed_in import signed_in

LEADER = OF_CITY[0]
FORGETS = holder.scripts()[0]


@pytest.fixture(autouse=True)
def kept(tmp_path: Path) -> Iterator[Kept]:
    with pages_on(Kept(tmp_path)):
        yield Kept(tmp_path)


def answered(path: str) -> tuple[int, bool, bool]:
    """Return the status, whether a frame may be kept, and whether what was kept goes."""
    answer = TestClient(Starlette(routes=holder.routes())).get(path)
    return answer.status_code, "data-keeps" in answer.text, FORGETS in answer.text


def test_a_frame_is_kept_where_all_is_open() -> None:
    assert answered("/screen") == (200, True, False)


def test_a_frame_is_kept_for_a_screen_and_not_for_a_session() -> None:
    with signed_in(LEADER):
        token = access_files.screens().add("大厅", clock())
        assert answered(f"/screen/{token}") == (200, True, False)
        assert answered("/screen") == (200, False, True)


def test_what_was_kept_goes_where_nobody_is_let_in() -> None:
    with signed_in(NOBODY):
        assert answered("/screen") == (403, False, True)
        assert answered("/screen/forged") == (403, False, True)


def test_the_script_that_forgets_is_named_in_the_policy() -> None:
    assert fingerprint(FORGETS) in policy()


def test_a_page_without_its_store_tells_the_reason_to_the_log_alone(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def away(**_: bool) -> None:
        raise StoreUnavailable("/srv/secret/lishui.duckdb: IO Error")

    monkeypatch.setattr(shell, "viewer", away)
    app = AppTest.from_file(str(ROOT / "app.py"), default_timeout=60).run()
    assert [one.value for one in app.error] == [text("store.unavailable")]
    assert "/srv/secret" in caplog.text
