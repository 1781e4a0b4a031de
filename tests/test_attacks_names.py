"""Names of files, and addresses of routes, that are written to lead elsewhere."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass, replace
from datetime import datetime
from functools import partial
from pathlib import Path
from urllib.parse import quote

import pytest
from click.testing import CliRunner
from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.middleware.sessions import SessionMiddleware
from starlette.routing import Route
from starlette.types import Message

from lishui_dash.__main__ import main
from lishui_dash.actions.desk import open_desk
from lishui_dash.actions.inbox import Inbox
from lishui_dash.actions.sealing import LOCKED
from lishui_dash.errors import DeliveryRejected
from lishui_dash.intake.privacy import KeyRing
from lishui_dash.intake.receive import Desk
from lishui_dash.spec.settings import KEY_FILE
from lishui_dash.ui import doors
from lishui_dash.views.exports import stem_after
from lishui_dash.views.reply import reply_to
from tests.attacks import ELSEWHERE, HOSTILE, SHORT, html_faults, parameters
from tests.intake.cases import HEAD, MASKS, arrival, lines
from tests.intake.traps import BAD_NAMES
from tests.kept import Kept
from tests.opened import pages_on

NAMES = {
    "上报\u202excod.csv": "上报_xcod.csv",
    "a\x00b\r\nc\x1b[2J.csv": "a_b__c_[2J.csv",
    "a\u200b\u2066b\ufeff.csv": "a__b_.csv",
    "长" * 4000 + ".csv": "长" * 196 + ".csv",
    "x" * 4000: "x" * 200,
    "-rf .csv": "-rf .csv",
    "CON.csv": "CON.csv",
    "%2e%2e%2fa.csv": "%2e%2e%2fa.csv",
    "$(touch a);`touch b`.csv": "$(touch a);`touch b`.csv",
}
ON_DISK = (
    *("-rf.csv", "$(touch a);`touch b`.csv", "a\u202eb.csv", "a\nb\x1b.csv"),
    *("<img src=x onerror=planted()>.csv", "'; DROP TABLE delivery; --.csv", "%2e%2e.csv"),
    "长" * 83 + ".csv",
)


def test_a_name_is_kept_as_it_can_be_shown(desk: Desk) -> None:
    for number, (name, shown) in enumerate(NAMES.items(), 1):
        sent = arrival(lines(HEAD, MASKS.replace("180,1020", f"{number},{1200 - number}")))
        receipt = desk.receive(replace(sent, file_name=name))
        [(told,)] = desk.engine.query(
            "SELECT file_name FROM delivery WHERE delivery_no = $number",
            {"number": receipt.delivery_no},
        )
        assert told == shown


@pytest.mark.parametrize("name", [*NAMES, *BAD_NAMES, HOSTILE, "", ".", "..", "/"])
def test_what_answers_a_file_stays_in_its_folder(name: str) -> None:
    stem = stem_after(name)
    assert Path(f"{stem}.xlsx").name == f"{stem}.xlsx"
    assert stem.strip(" .") == stem != ""
    assert not set(stem) & set('/\\:*?"<>|\0\r\n')


def test_the_inbox_writes_into_its_own_folders_alone(tmp_path: Path) -> None:
    folder = tmp_path / "around" / "inbox"
    unit = folder / "331121-S01"
    unit.mkdir(parents=True)
    desk, keys = open_desk(), KeyRing.in_memory()
    answer = partial(reply_to, desk)
    moment = datetime(2020, 2, 6, 7, 30)
    inbox = Inbox(folder, desk.engine, answer, keys, lambda: moment, 10_000)
    for number, name in enumerate(ON_DISK, 1):
        row = MASKS.replace("180,1020", f"{number},{1200 - number}")
        (unit / name).write_text(lines(HEAD, row), "utf-8")
    for _ in range(3):
        inbox.look()
    kept = desk.engine.query("SELECT delivery_no, verdict FROM delivery")
    originals = {desk.original(number) for number, _ in kept}
    desk.engine.close()
    assert len(originals) == len(ON_DISK)
    assert [path.name for path in tmp_path.iterdir()] == ["around"]
    assert [path.name for path in folder.parent.iterdir()] == ["inbox"]
    assert {path.name for path in folder.iterdir()} == {"331121-S01"}
    assert {path.name for path in unit.iterdir()} <= {"accepted", "rejected"}


@pytest.mark.parametrize("name", [LOCKED, f".{LOCKED}", f"..{LOCKED}"])
def test_a_locked_file_without_a_name_is_told_and_not_written(
    name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = tmp_path / "a" / "b"
    folder.mkdir(parents=True)
    key_file = folder / "key"
    monkeypatch.setenv(KEY_FILE.name, str(key_file))
    (folder / name).write_bytes(KeyRing.from_file(key_file).lock(b"x"))
    done = CliRunner().invoke(main, ["unlock", str(folder / name)])
    assert done.exit_code == 1
    assert "--out" in done.output
    assert {path.name for path in tmp_path.rglob("*")} == {"a", "b", "key", name}


@pytest.mark.parametrize("name", BAD_NAMES)
def test_a_refused_name_leaves_its_file_in_the_ledger(desk: Desk, name: str) -> None:
    content = lines(HEAD, MASKS).encode()
    with pytest.raises(DeliveryRejected) as refused:
        desk.receive(arrival(content, name=name))
    number = refused.value.delivery_no
    assert number is not None
    assert desk.original(number) == content


@dataclass(frozen=True)
class Answer:
    status: int
    location: str
    policy: str
    html: str


def test_no_route_obeys_its_address(tmp_path: Path) -> None:
    with pages_on(Kept(tmp_path)):
        # Streamlit brings the same; the answer of a provider is looked up in it.
        session = Middleware(SessionMiddleware, secret_key="of a test")
        app = Starlette(routes=doors.routes(), middleware=[session])
        for route in app.routes:
            assert isinstance(route, Route)
            path = route.path.replace("{token}", quote(SHORT, safe=""))
            for text in (SHORT, f"//{ELSEWHERE.partition('//')[2]}", f"\\{ELSEWHERE}"):
                query = "&".join(f"{name}={quote(text)}" for name in parameters())
                told = asyncio.run(_answer(app, path, query))
                assert told.status < 500, path
                assert html_faults(told.html, told.policy) == [], path
                elsewhere = ("//", "\\", "http", "javascript")
                assert not told.location.lstrip().startswith(elsewhere), path


async def _answer(app: Starlette, path: str, query: str) -> Answer:
    sent: list[Message] = []

    async def receive() -> Message:
        return {"type": "http.request", "body": b"", "more_body": False}

    async def send(message: Message) -> None:
        sent.append(message)

    scope = {
        "type": "http",
        "method": "GET",
        "scheme": "http",
        "path": path,
        "raw_path": path.encode(),
        "query_string": query.encode(),
        "headers": [(b"host", b"127.0.0.1:8501")],
        "client": ("127.0.0.1", 9),
        "server": ("127.0.0.1", 8501),
    }
    await app(scope, receive, send)
    start, *rest = sent
    headers = {name.decode(): value.decode() for name, value in start["headers"]}
    body = b"".join(one.get("body", b"") for one in rest)
    return Answer(
        start["status"],
        headers.get("location", ""),
        headers.get("content-security-policy", ""),
        body.decode("utf-8", "replace"),
    )
