"""Every route of the server, for every role and for nobody: passed on, or answered 403."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from unittest.mock import MagicMock

import pytest
from starlette.responses import PlainTextResponse
from starlette.routing import Route, WebSocketRoute
from starlette.testclient import TestClient
from starlette.types import Receive, Scope, Send
from streamlit.web.server.starlette.starlette_app import create_streamlit_routes
from streamlit.web.server.starlette.starlette_auth_routes import create_auth_routes

from lishui_dash.access.events import Did
from lishui_dash.access.pages import Needs
from lishui_dash.access.routes import ROUTES, Door, listed_for
from lishui_dash.ui import access_files, doors
from lishui_dash.ui.gate import Gate
from tests.access.people import NOBODY, OF_CITY, OF_COUNTY, OF_TOWN, Person
from tests.kept import Kept
from tests.opened import pages_on
from tests.signed_in import signed_in

PEOPLE = (*OF_CITY, *OF_COUNTY, *OF_TOWN, NOBODY)
ELSEWHERE = ("10.33.1.7", 40000)


@pytest.fixture(scope="module", autouse=True)
def kept(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Kept]:
    found = Kept(tmp_path_factory.mktemp("routes"))
    with pages_on(found):
        yield found


async def _answers(scope: Scope, receive: Receive, send: Send) -> None:
    await PlainTextResponse("behind the gate")(scope, receive, send)


def answered(path: str, client: tuple[str, int] = ELSEWHERE, **headers: str) -> int:
    """Return how the gate answers; 200 is what lies behind it."""
    asking = TestClient(Gate(_answers), client=client, headers=headers)
    return asking.get(path).status_code


def filled(path: str) -> str:
    """Return a path in which something stands for each of its parameters."""
    named = path.replace("{file_id:path}", "x.csv").replace("{path:path}", "x")
    return (
        named.replace("{token}", "t").replace("{session_id}", "s").replace("{file_id}", "f")
    )


def own_paths() -> list[str]:
    return [route.path for route in doors.routes() if isinstance(route, Route)]


@pytest.mark.parametrize("path", own_paths())
def test_every_route_of_ours_is_declared(path: str) -> None:
    assert path in ROUTES


def test_every_route_of_streamlit_is_declared() -> None:
    # Making routes asks the runtime for its parts, and does nothing with them yet.
    made = [*create_streamlit_routes(MagicMock()), *create_auth_routes("")]
    paths = [one.path for one in made if isinstance(one, Route | WebSocketRoute)]
    assert len(paths) > 10
    assert [path for path in paths if listed_for(filled(path)) is None] == []


@pytest.mark.parametrize("path", ROUTES)
@pytest.mark.parametrize("one", PEOPLE, ids=lambda one: one.title)
def test_a_route_passes_on_just_whom_it_is_declared_for(one: Person, path: str) -> None:
    match ROUTES[path]:
        case Door.PUBLIC:
            expected = True
        case Door.SIGNED_IN:
            expected = bool(one.grants)
        case Needs() as needs:
            expected = needs.met_by(one.scope)
        case _:
            expected = False
    with signed_in(one):
        assert (answered(filled(path)) == 200) == expected
        assert (answered(f"/overview{filled(path)}") == 200) == (
            expected or not path.startswith("/_stcore")
        )


def test_where_all_is_open_files_pass_and_what_is_closed_stays_so() -> None:
    assert answered("/media/x.csv") == 200
    assert answered("/_stcore/agent/interact") == 403
    assert answered("/_stcore/something/new") == 403


def test_figures_of_the_server_are_told_on_this_machine_and_through_no_proxy() -> None:
    here = ("127.0.0.1", 1)
    assert answered("/_stcore/metrics", here) == 200
    assert answered("/_stcore/metrics") == 403
    assert answered("/_stcore/metrics", here, **{"X-Forwarded-For": "10.0.0.1"}) == 403


def test_a_refused_file_is_on_record_without_its_address() -> None:
    with signed_in(NOBODY):
        assert answered("/media/0123456789abcdef.csv", ("10.33.1.9", 1)) == 403
    newest = access_files.audit().entries(most=1)[0]
    assert newest.did is Did.ACCESS_REFUSED
    assert newest.about == "/media"
    assert "0123456789abcdef" not in newest.detail


def test_whoever_tries_again_and_again_does_not_fill_the_log() -> None:
    with signed_in(NOBODY):
        before = access_files.audit().verify().count
        for number in range(30):
            assert answered(f"/media/{number}.csv", ("10.33.1.8", 1)) == 403
        assert access_files.audit().verify().count == before + 1


@pytest.mark.parametrize(
    "cookie",
    [
        "lishui_session=",
        "lishui_session=forged",
        "lishui_session=a; lishui_session=b",
        "\x01=",
    ],
)
def test_a_forged_cookie_opens_nothing(
    cookie: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("LISHUI_ACCESS", "accounts")
    assert answered("/media/x.csv", cookie=cookie) == 403


def test_the_gate_stands_before_the_program() -> None:
    assert [one.cls.__name__ for one in doors.middleware()] == ["SecurityHeaders", "Gate"]
    assert "middleware=doors.middleware()" in Path("app.py").read_text("utf-8")
