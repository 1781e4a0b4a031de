"""What every answer tells the browser, and what Streamlit is told to leave undone."""

from __future__ import annotations

import asyncio
import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import pytest
import streamlit as st
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.types import Message

from lishui_dash.ui import doors, headers, scripts
from lishui_dash.ui.headers import SecurityHeaders

ROOT = Path(__file__).parents[1]
CONFIG = tomllib.loads((ROOT / ".streamlit" / "config.toml").read_text("utf-8"))
ALWAYS = (
    *("content-security-policy", "x-content-type-options", "referrer-policy"),
    *("x-frame-options", "permissions-policy", "cross-origin-opener-policy"),
    *("cross-origin-resource-policy", "cache-control"),
)


BY_HTTPS = {"x-forwarded-proto": "https"}


@dataclass(frozen=True)
class Answer:
    status: int
    headers: Mapping[str, str]
    body: bytes


def answer(
    path: str = "/",
    method: str = "GET",
    *,
    sets: Mapping[str, str] | None = None,
    told: Mapping[str, str] | None = None,
    body: bytes = b"",
    scheme: str = "http",
) -> Answer:
    """Return what the middleware makes of a route that sets the headers `sets`.

    The route says back what it was sent, which comes in pieces.
    """
    pieces = [body[at : at + 1000] for at in range(0, len(body), 1000)] or [b""]
    waiting: list[Message] = [
        {"type": "http.request", "body": piece, "more_body": at + 1 < len(pieces)}
        for at, piece in enumerate(pieces)
    ]
    sent: list[Message] = []

    async def receive() -> Message:
        return waiting.pop(0) if waiting else {"type": "http.disconnect"}

    async def send(message: Message) -> None:
        sent.append(message)

    async def route(scope, receive, send) -> None:  # type: ignore[no-untyped-def]
        said = await Request(scope, receive).body()
        response: Response = PlainTextResponse(said, headers=dict(sets or {}))
        await response(scope, receive, send)

    scope = {
        "type": "http",
        "method": method,
        "path": path,
        "scheme": scheme,
        "query_string": b"",
        "headers": [
            (name.encode(), value.encode())
            for name, value in {"host": "127.0.0.1", **(told or {})}.items()
        ],
    }
    asyncio.run(SecurityHeaders(route)(scope, receive, send))
    start, *rest = sent
    found = {name.decode(): value.decode() for name, value in start["headers"]}
    return Answer(start["status"], found, b"".join(one["body"] for one in rest))


def test_every_answer_has_every_header() -> None:
    assert set(ALWAYS) <= set(answer().headers)


def test_what_is_refused_has_them_too() -> None:
    refused = answer(method="TRACE")
    assert refused.status == 405
    assert set(ALWAYS) <= set(refused.headers)


def test_a_route_that_sets_a_header_itself_keeps_it() -> None:
    own = {"Referrer-Policy": "no-referrer", "Cache-Control": "public, max-age=9"}
    told = answer("/static/a.js", sets=own).headers
    assert told["referrer-policy"] == "no-referrer"
    assert told["cache-control"] == "public, max-age=9"


def test_a_file_somebody_takes_along_is_kept_by_no_browser() -> None:
    assert answer("/media/a.csv", sets={"Cache-Control": "public"}).headers[
        "cache-control"
    ] == ("no-store")


def test_https_is_asked_for_only_where_it_is() -> None:
    name = "strict-transport-security"
    assert name not in answer().headers
    assert name in answer(scheme="https").headers
    assert name in answer(told=BY_HTTPS).headers


def test_a_cookie_set_by_https_comes_back_by_https_alone() -> None:
    sets = {"Set-Cookie": "_streamlit_xsrf=a; Path=/; SameSite=Lax"}
    assert answer(sets=sets).headers["set-cookie"] == sets["Set-Cookie"]
    for told in (answer(sets=sets, scheme="https"), answer(sets=sets, told=BY_HTTPS)):
        assert told.headers["set-cookie"] == f"{sets['Set-Cookie']}; Secure"
    own = {"Set-Cookie": "a=b; secure"}
    assert answer(sets=own, scheme="https").headers["set-cookie"] == "a=b; secure"
    assert "set-cookie" not in answer(scheme="https").headers


@pytest.mark.parametrize("method", ["TRACE", "TRACK", "CONNECT", "PATCH", "DEBUG", "get"])
def test_a_method_that_no_page_uses_is_turned_away(method: str) -> None:
    assert answer(method=method).status == 405


def test_a_form_has_a_largest_size_and_a_file_has_another() -> None:
    most = b"a" * 64 * 1024
    assert answer("/sign-in", "POST", body=most).body == most
    assert answer("/sign-in", "POST", body=most + b"a").status == 413
    assert answer("/_stcore/upload_file/s/f", "PUT", body=most * 2).body == most * 2


def test_another_host_is_turned_away_where_hosts_are_listed(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    assert answer(told={"host": "example.invalid"}).status == 200
    get = st.config.get_option
    listed = ["kanban.example"]
    monkeypatch.setattr(
        "streamlit.config.get_option",
        lambda name: listed if name == "server.allowedHosts" else get(name),
    )
    assert answer(told={"host": "kanban.example:8501"}).status == 200
    for host in ("example.invalid", "kanban.example.invalid", "x@kanban.example", ""):
        assert answer(told={"host": host}).status == 421


def test_the_policy_lets_nothing_in_from_outside() -> None:
    told = dict(part.split(" ", 1) for part in headers.policy().split("; "))
    own = {"'self'", "'none'", "data:", "blob:", "'unsafe-inline'"}
    for directive, sources in told.items():
        for source in sources.split():
            assert source in own or source.startswith("'sha256-"), directive
    assert "unsafe" not in told["script-src"]
    assert "data:" not in told["script-src"]
    assert told["object-src"] == "'none'"
    assert told["frame-ancestors"] == "'self'"
    assert told["default-src"] == "'self'"


def test_the_policy_knows_every_script_of_ours_and_of_the_page_around() -> None:
    told = headers.policy()
    for script in (*scripts.own(), "\n      window.prerenderReady = false\n    "):
        assert scripts.fingerprint(script) in told


def test_no_page_writes_a_script_of_its_own() -> None:
    """A script that differs from page to page would not run: the policy cannot know it."""
    for path in sorted((ROOT / "lishui_dash" / "ui").rglob("*.py")):
        source = path.read_text("utf-8")
        assert path.name in ("scripts.py", "headers.py") or "<script" not in source, path
        assert not re.search(r"\bon(click|load|error|submit|change)=", source), path


def test_the_headers_stand_before_everything_else() -> None:
    assert doors.middleware()[0].cls is SecurityHeaders


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("server.enableXsrfProtection", True),
        ("server.enableCORS", True),
        ("server.enableStaticServing", False),
        ("server.enableAgentApi", False),
        ("server.scriptHealthCheckEnabled", False),
        ("server.runOnSave", False),
        ("server.fileWatcherType", "none"),
        ("server.maxUploadSize", 64),
        ("server.address", "127.0.0.1"),
        ("browser.gatherUsageStats", False),
        ("client.showErrorDetails", "none"),
        ("client.showErrorLinks", False),
        ("client.toolbarMode", "minimal"),
        ("runner.magicEnabled", False),
        ("global.developmentMode", False),
    ],
)
def test_streamlit_is_told_what_matters(name: str, value: object) -> None:
    """Said in the file and not left to a default, which a release may change."""
    section, key = name.split(".")
    if name != "global.developmentMode":
        assert CONFIG[section][key] == value
    assert st.get_option(name) == value
