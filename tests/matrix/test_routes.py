"""Every route of the server, for every role and for nobody: passed on, or answered 403."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from functools import partial
from pathlib import Path
from unittest.mock import MagicMock

import pytest
from starlette.responses import PlainTextResponse
from starlette.routing import Route, WebSocketRoute
from starlette.testclient import TestClient
from starlette.types import Receive, Scope, Send
from streamlit.runtime.media_file_manager import MediaFileManager
from streamlit.runtime.memory_media_file_storage import (
    MemoryMediaFileStorage,
    _calculate_file_id,
)
from streamlit.web.server.starlette.starlette_app import create_streamlit_routes
from streamlit.web.server.starlette.starlette_auth_routes import create_auth_routes

from lishui_dash.access.events import Did
from lishui_dash.access.exports import Export
from lishui_dash.access.pages import PAGES, Needs
from lishui_dash.access.roles import Grant, Role
from lishui_dash.access.routes import ROUTES, Door, listed_for
from lishui_dash.errors import AccessRefused, StoreUnavailable
from lishui_dash.ui import access_files, belonging, doors, gate
from lishui_dash.ui.clock import clock
from lishui_dash.ui.gate import Gate
from lishui_dash.ui.sign_in.cookies import SESSION_COOKIE
from lishui_dash.ui.take import _given
from lishui_dash.ui.viewer import Viewer, viewer_of
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


UPLOADS = "/_stcore/upload_file"
OTHER = OF_COUNTY[0]


@contextmanager
def page_of(who: str, page: str) -> Iterator[None]:
    """Have the runs meanwhile be of a page that Streamlit knows by a name."""
    told = MagicMock(session_id=page)
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(belonging, "get_script_run_ctx", lambda: told)
        belonging.note_page(who)
        yield


def made_for(who: str) -> str:
    """Return the address of a file that Streamlit has made for somebody's button."""
    storage = MemoryMediaFileStorage("/media")
    files, name, mime = MediaFileManager(storage), "表.csv", "text/csv"
    given = partial(_given, who.encode, name, mime, _visitor, Export.SHOWN, None)
    return files.execute_deferred(files.add_deferred(given, mime, "1", file_name=name))


def _visitor() -> Viewer:
    return viewer_of({})


def own_paths() -> list[str]:
    """Return the path of every route of ours, of whatever kind it is."""
    return [str(vars(route)["path"]) for route in doors.routes()]


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
        case Needs() as needs:
            expected = needs.met_by(one.scope)
        case _:
            # Whose a file is stands below.
            expected = False
    asked = f"{path}/own/f" if path == UPLOADS else filled(path)
    with signed_in(one), page_of(one.title, "own"):
        assert (answered(asked) == 200) == expected
        assert (answered(f"/overview{asked}") == 200) == (
            expected or not path.startswith("/_stcore")
        )


@pytest.mark.parametrize("one", PEOPLE, ids=lambda one: one.title)
def test_a_file_made_to_be_taken_along_is_for_whom_it_was_made(one: Person) -> None:
    if not one.grants:
        return
    with signed_in(one):
        own = made_for(one.title)
        assert answered(own) == 200
        assert answered(f"/overview{own}") == 200  # the front end, and no file
        assert answered(f"/media/x/{own.removeprefix('/media/')}") == 403
    for other in (OTHER if one is not OTHER else PEOPLE[0], NOBODY):
        with signed_in(other):
            assert answered(own) == 403


def test_two_who_are_given_the_same_may_both_fetch_it() -> None:
    with signed_in(OTHER):
        belonging.note_file(b"1", None, "a", OTHER.title)
        belonging.note_file(b"1", None, "a", "another")
        made = _calculate_file_id(b"1", "application/octet-stream", "a")
        assert answered(f"/media/{made}") == 200


def test_whose_session_has_ended_meanwhile_is_made_no_file() -> None:
    made: list[bytes] = []

    def make() -> bytes:
        made.append(b"")
        return b""

    with signed_in(NOBODY), pytest.raises(AccessRefused):
        _given(make, "表.csv", "text/csv", _visitor, Export.SHOWN, None)
    with signed_in(OTHER), pytest.raises(AccessRefused):
        _given(make, "表.csv", "text/csv", _visitor, Export.AUDIT_LOG, None)
    assert made == []
    newest = access_files.audit().entries(most=1)[0]
    assert (newest.did, newest.who) == (Did.ACCESS_REFUSED, OTHER.title)


@pytest.mark.parametrize(
    "path",
    [
        f"{UPLOADS}/foreign/f",
        f"{UPLOADS}/unknown/f",
        f"{UPLOADS}/own",
        f"{UPLOADS}/own/f{UPLOADS}/foreign/f",
        f"{UPLOADS}/foreign/f{UPLOADS}/own/f/g",
    ],
)
def test_a_file_is_sent_to_a_page_of_one_s_own(path: str) -> None:
    clerk = next(one for one in OF_COUNTY if PAGES["upload"].met_by(one.scope))
    with (
        signed_in(clerk),
        page_of("somebody else", "foreign"),
        page_of(clerk.title, "own"),
    ):
        assert answered(f"{UPLOADS}/own/f") == 200
        assert answered(path) == 403


def test_a_page_that_changed_hands_takes_files_of_its_new_holder_alone() -> None:
    clerk = next(one for one in OF_COUNTY if PAGES["upload"].met_by(one.scope))
    with signed_in(clerk), page_of(clerk.title, "p"), page_of("somebody else", "p"):
        assert answered(f"{UPLOADS}/p/f") == 403


def test_cookies_of_other_programs_take_nothing_from_who_has_signed_in(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    at = clock()
    lasts, who = at + timedelta(hours=1), Grant(Role.LEADER)
    token = access_files.sessions().open_sso("u", "U", [who], lasts, at)
    monkeypatch.setenv("LISHUI_ACCESS", "accounts")
    belonging.note_file(b"2", None, "a", "sso:u")
    made = _calculate_file_id(b"2", "application/octet-stream", "a")
    for before in ("", 'prefs={"theme":"dark"}; ', "a[0]=1; ", "=; ", "x; "):
        cookie = f"{before}{SESSION_COOKIE}={token}"
        assert answered(f"/media/{made}", cookie=cookie) == 200, before


def test_accounts_that_cannot_be_read_open_no_file(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def damaged() -> bool:
        raise StoreUnavailable("damaged")

    monkeypatch.setattr(gate, "is_open", damaged)
    assert answered("/media/x.csv") == 403


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
        assert access_files.audit().verify().count <= before + 3


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
