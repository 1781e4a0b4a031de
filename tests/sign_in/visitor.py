"""The routes of signing in, as a browser meets them, and the clock they go by."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta
from html import unescape
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from httpx2 import Response
from starlette.applications import Starlette
from starlette.testclient import TestClient

from lishui_dash.access.accounts import Accounts
from lishui_dash.access.audit import Entry
from lishui_dash.access.events import Did
from lishui_dash.access.session import Session
from lishui_dash.spec.settings import ACCOUNTS, AUDIT, SECRET_FILE
from lishui_dash.ui import access_files, on_record, sign_in
from lishui_dash.ui.seldom import Seldom
from lishui_dash.ui.sign_in import entering, leaving, password
from lishui_dash.ui.sign_in.cookies import SESSION_COOKIE
from tests.access.cheap import AT, HASHER

TOKEN = re.compile(r'name="form" value="([^"]*)"')
ALERT = re.compile(r'id="said" role="(alert|status)">([^<]*)<')
HOST = "http://dashboard.test"
LI, WANG = "li.na", "wang.fang"
"""Who has an account, and who may be given one."""


@dataclass
class Door:
    """The routes with their files, under a clock that stands still."""

    folder: Path
    accounts: Accounts
    at: datetime = AT

    def later(self, **passed: float) -> None:
        self.at += timedelta(**passed)

    def browser(self, address: str = "10.1.2.3", host: str = HOST) -> Browser:
        app = Starlette(routes=sign_in.routes())
        client = TestClient(app, host, follow_redirects=False, client=(address, 50000))
        return Browser(self, client)

    def done(self) -> list[tuple[Did, str]]:
        """What is on record, oldest first: what was done, and by whom."""
        return [(entry.did, entry.who) for entry in self.record()]

    def record(self) -> tuple[Entry, ...]:
        return access_files.audit().entries()[::-1]


@dataclass
class Browser:
    door: Door
    client: TestClient

    def get(self, path: str) -> Response:
        return self.client.get(path)

    def post(
        self, path: str, headers: dict[str, str] | None = None, **fields: str
    ) -> Response:
        return self.client.post(path, data=fields, headers=headers)

    def form(self, path: str) -> str:
        """Open a page and return the token of its form."""
        found = TOKEN.search(self.get(path).text)
        assert found, path
        return unescape(found[1])

    def sign_in(self, name: str, typed: str, query: str = "") -> Response:
        path = f"/sign-in{query}"
        return self.post(path, form=self.form(path), name=name, password=typed)

    def sign_out(self) -> Response:
        return self.post("/sign-out", form=self.form("/sign-out"))

    def change(self, old: str, new: str, again: str | None = None) -> Response:
        return self.post(
            "/password",
            form=self.form("/password"),
            old=old,
            new=new,
            again=new if again is None else again,
        )

    def session(self, *, is_active: bool = False) -> Session | None:
        return sign_in.session_of(dict(self.client.cookies), self.door.at, is_active)

    @property
    def token(self) -> str:
        """What its session is known by."""
        return self.client.cookies.get(SESSION_COOKIE) or ""

    def hold(self, token: str) -> None:
        """Have it send another token of a session."""
        self.client.cookies.delete(SESSION_COOKIE) if self.token else None
        self.client.cookies.set(SESSION_COOKIE, token, urlsplit(HOST).netloc)


def said(response: Response) -> str:
    """Return what a page tells at once, "" where it tells nothing."""
    found = ALERT.search(response.text)
    return unescape(found[2]) if found else ""


def target(response: Response) -> str:
    """Return the path that an answer leads to, of this site."""
    assert response.status_code == 303, response.status_code
    parts = urlsplit(response.headers["location"])
    assert (parts.scheme, parts.netloc) == ("", "")
    assert parts.path.startswith("./")
    return parts.path[1:] + (f"?{parts.query}" if parts.query else "")


@contextmanager
def door_in(folder: Path, patch: pytest.MonkeyPatch) -> Iterator[Door]:
    """Give the routes with files of their own in a folder."""
    for setting in (ACCOUNTS, AUDIT, SECRET_FILE):
        patch.setenv(setting.name, str(folder / setting.name.lower()))
    door = Door(folder, Accounts(folder / ACCOUNTS.name.lower(), HASHER))
    patch.setattr(access_files, "accounts", lambda: door.accounts)
    for module in (entering, leaving, password, on_record):
        patch.setattr(module, "clock", lambda: door.at)
    patch.setattr(on_record, "_FROM_OUTSIDE", Seldom(600))
    yield door
