"""python -m benchmarks.wall_paint: how soon the wall stands, against a blank page.

A real browser opens a blank Streamlit page, the wall and its holder in turn, each in a
context of its own: first with an empty cache, then again with what it kept. Time runs from
the navigation until every figure and place is in the document and two frames were drawn.
Bytes are those beyond Streamlit's own files, until then: what came through the websocket,
and files of ours.
"""

from __future__ import annotations

import argparse
from dataclasses import dataclass, field
from statistics import median
from typing import Any
from urllib.parse import urlsplit

from playwright.sync_api import Browser, BrowserContext, Page

from benchmarks.apps import app, small_demo
from benchmarks.measuring import print_row
from lishui_dash.catalogue import CATALOGUE
from lishui_dash.catalogue.places import PLACES
from tests.browser.chromium import chromium, wait_until

_BLANK = 'document.querySelectorAll("[data-testid=stMarkdown]").length >= 1'
_TILES = sum(one.wall is not None for one in CATALOGUE.indicators.values())
_WALL = f"""
    document.querySelectorAll(".wall [data-indicator]").length >= {_TILES}
    && document.querySelectorAll(".wall [data-place]").length >= {len(PLACES)}
"""
_STAMP = """
    if (location.protocol.startsWith("http")) {
        const top_ = window.top;
        const look = () => {
            if (!(CONDITION)) { requestAnimationFrame(look); return; }
            requestAnimationFrame(() => requestAnimationFrame(() => {
                const now = performance.timeOrigin + performance.now();
                top_.__painted ??= now - top_.performance.timeOrigin;
            }));
        };
        requestAnimationFrame(look);
    }
"""
"""Runs in every frame before its own scripts; the holder shows the wall in a frame."""
_PATIENCE = 60_000


@dataclass
class _Received:
    """What a page has received, by address; `through_socket` are bytes of its frames."""

    files: dict[str, float] = field(default_factory=dict)
    through_socket: float = 0
    _address: dict[str, str] = field(default_factory=dict)

    def listen(self, context: BrowserContext, page: Page) -> None:
        network = context.new_cdp_session(page)
        network.send("Network.enable")
        network.on("Network.responseReceived", self._answered)
        network.on("Network.loadingFinished", self._loaded)
        network.on("Network.webSocketFrameReceived", self._framed)

    def own(self, holder: str) -> float:
        """Return the bytes of files not Streamlit's; `holder` is a page of ours."""
        return sum(
            size
            for address, size in self.files.items()
            if not _is_streamlits(urlsplit(address).path, holder)
        )

    def _answered(self, told: dict[str, Any]) -> None:
        self._address[told["requestId"]] = told["response"]["url"]

    def _loaded(self, told: dict[str, Any]) -> None:
        address = self._address.get(told["requestId"], "")
        self.files[address] = self.files.get(address, 0) + told["encodedDataLength"]

    def _framed(self, told: dict[str, Any]) -> None:
        frame = told["response"]
        # Binary frames are told in base64.
        part = 0.75 if frame["opcode"] == 2 else 1
        self.through_socket += len(frame["payloadData"]) * part


@dataclass(frozen=True)
class Opened:
    """One opening: seconds until painted, with an empty cache and again, and bytes."""

    cold: float
    warm: float
    through_socket: float
    files: float


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--times", type=int, default=11)
    times = parser.parse_args().times
    found: dict[str, list[Opened]] = {"blank": [], "wall": [], "screen": []}
    with (
        small_demo() as kept,
        app("benchmarks/blank/app.py", kept) as blank,
        small_demo() as own,
        app("app.py", own) as ours,
        chromium() as browser,
    ):
        addresses = {
            "blank": f"{blank.address}/",
            "wall": f"{ours.address}/wall",
            "screen": f"{ours.address}/screen",
        }
        for name, address in addresses.items():  # what only the first visit costs
            _opened(browser, address, name)
        for _ in range(times):
            for name, address in addresses.items():
                found[name].append(_opened(browser, address, name))
    for name, openings in found.items():
        print_row("python -m benchmarks.wall_paint", _told(name, openings, found["blank"]))


def _told(name: str, openings: list[Opened], blank: list[Opened]) -> str:
    parts = [f"{name}, medians of {len(openings)}"]
    for cache in ("cold", "warm"):
        ours, least = (
            median(getattr(one, cache) for one in some) for some in (openings, blank)
        )
        parts.append(f"{cache} {ours * 1000:,.0f} ms, {ours / least:.2f} times blank")
    socket, files = (
        median(getattr(one, kind) for one in openings) / 1024
        for kind in ("through_socket", "files")
    )
    parts.append(f"{socket:,.0f} KiB through the socket and {files:,.0f} KiB of own files")
    return "; ".join(parts)


def _opened(browser: Browser, address: str, name: str) -> Opened:
    context = browser.new_context(viewport={"width": 1920, "height": 1080})
    page, received = context.new_page(), _Received()
    page.add_init_script(_STAMP.replace("CONDITION", _BLANK if name == "blank" else _WALL))
    received.listen(context, page)
    cold = _painted(page, address)
    socket, files = received.through_socket, received.own("/screen")
    page.goto("about:blank")
    warm = _painted(page, address)
    context.close()
    return Opened(cold, warm, socket, files)


def _painted(page: Page, address: str) -> float:
    page.goto(address, wait_until="commit")
    wait_until(page, "window.__painted !== undefined", _PATIENCE)
    return float(page.evaluate("window.__painted")) / 1000


def _is_streamlits(path: str, holder: str) -> bool:
    """Whether a path is of Streamlit itself: every page but the holder is its own shell."""
    parts = path.strip("/").split("/")
    if parts[0] in ("static", "_stcore", "favicon.png"):
        return True
    return len(parts) == 1 and "." not in parts[0] and path != holder


if __name__ == "__main__":
    main()
