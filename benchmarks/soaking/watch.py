"""The browser of a soak: opened once, looked at every second, never touched."""

from __future__ import annotations

import io
import os
import shutil
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any

from PIL import Image
from playwright.sync_api import CDPSession, ConsoleMessage, Error, Page, sync_playwright

from benchmarks.soaking.memory import browser_mib
from benchmarks.soaking.record import ConsoleLine, Frame, Log, Memory, Record, Sample
from benchmarks.soaking.stage import Stage

BROWSERS = ("chromium", "google-chrome", "chromium-browser")
_SCRIPT = Path(__file__).with_name("watch.js")
_PLAIN = 0.995
"""A picture with more than this share of one colour shows no wall."""
_OPENING, _LOADING = 60, 15
"""Seconds in which the first frame has to come, and in which a load has to begin."""
_CUT = "cut"


class Watch:
    """Everything that is asked of the browser, in the one thread that may ask it."""

    def __init__(self, page: Page, stage: Stage, record: Record, log: Log) -> None:
        self._page = page
        self._stage = stage
        self._record = record
        self._log = log
        self._protocol: CDPSession = page.context.new_cdp_session(page)
        self._protocol.send("Performance.enable")
        self._is_reload_asked = threading.Event()
        self._is_reloaded = threading.Event()
        page.on("console", self._on_console)
        page.on("pageerror", self._on_error)
        page.on("crash", lambda _: self._note("the page has crashed"))

    def open(self, address: str) -> None:
        """Load the page, and return when the wall is shown."""
        self._page.goto(address, wait_until="commit")
        until = time.time() + _OPENING
        while not self.look().is_wall_shown or not self._record.frames:
            assert time.time() < until, "no wall was drawn"
            self._page.wait_for_timeout(200)
        self._record.drawn_at = time.time()

    def wait(self, seconds: float) -> None:
        """Let the browser live, and do meanwhile what another thread asks for."""
        until = time.time() + seconds
        while (left := until - time.time()) > 0:
            if self._is_reload_asked.is_set():
                self._is_reload_asked.clear()
                self._reload()
                self._is_reloaded.set()
            self._page.wait_for_timeout(min(left, 0.2) * 1000)

    def ask_for_reload(self) -> None:
        """Have the page loaded anew; another thread's way to do so. Returns when it is."""
        self._is_reloaded.clear()
        self._is_reload_asked.set()
        self._is_reloaded.wait(_LOADING * 2)

    def look(self) -> Sample:
        """Take one sample, and every frame drawn since the last."""
        told: dict[str, Any] = {}
        # A page that is just being loaded has nothing to ask: nothing was seen then.
        with suppress(Error):
            told = self._page.evaluate("window.soakSample ? soakSample() : {}")
        for at, version, beat in told.get("frames", []):
            self._record.frames.append(Frame(at, version, beat))
        drawn_at = self._record.drawn_at
        for begin, end in told.get("blanks", []):
            # What was empty before the first frame was being opened, whenever it is told.
            if not drawn_at or begin < drawn_at:
                continue
            self._record.blanks.append((begin, end))
            self._log.say(
                "BLANK", f"for {end - begin:.1f} s, {time.time() - end:.1f} s ago"
            )
        links = [link for link in told.get("links", []) if link]
        sample = Sample(
            at=time.time(),
            link=None if not links else _CUT if _CUT in links else links[-1],
            beat=told.get("beat", ""),
            is_cut_told=told.get("cut", False),
            is_wall_shown=told.get("wall", False),
            is_still_shown=told.get("still", False),
            stranger=told.get("stranger", ""),
        )
        if self._record.drawn_at:
            self._record.samples.append(sample)
            if sample.stranger:
                self._log.say("STRANGER", sample.stranger)
            if not sample.is_wall_shown and not sample.is_still_shown:
                seen = told.get("seen", f"nothing, at {self._page.url}")
                self._log.say("BLANK", f"neither wall nor still, but {seen}")
        return sample

    def picture(self) -> None:
        """Look at the page as a person would: is it of one colour?"""
        with suppress(Error):
            content = self._page.screenshot(timeout=5000)
            with Image.open(io.BytesIO(content)) as picture:
                small = picture.convert("RGB").resize((192, 108))
                most = max(count for count, _ in small.getcolors(192 * 108) or [(0, 0)])
            if most > _PLAIN * 192 * 108:
                self._record.plain.append(time.time())
                self._log.say("PLAIN", "the picture has one colour")

    def measure(self) -> None:
        """Count the memory of browser and server, after a collection of the page's."""
        try:
            self._protocol.send("HeapProfiler.collectGarbage")
            told = self._protocol.send("Performance.getMetrics")["metrics"]
        except Error as error:
            self._log.say("memory", f"not measured: {error}")
            return
        named = {one["name"]: one["value"] for one in told}
        memory = Memory(
            at=time.time(),
            heap_mib=named["JSHeapUsedSize"] / 1024**2,
            nodes=int(named["Nodes"]),
            documents=int(named["Documents"]),
            listeners=int(named["JSEventListeners"]),
            browser_mib=browser_mib(os.getpid()),
            server_mib=self._stage.measure(),
        )
        self._record.memory.append(memory)
        self._log.say(
            "memory",
            f"heap {memory.heap_mib:.1f} MiB, {memory.nodes} nodes,"
            f" {memory.documents} documents, {memory.listeners} listeners,"
            f" browser {memory.browser_mib:.0f} MiB, server {memory.server_mib:.0f} MiB",
        )

    def _reload(self) -> None:
        self.look()
        # With the server away this fails as it would for a person: that is the case.
        with suppress(Error):
            self._page.reload(wait_until="commit", timeout=_LOADING * 1000)

    def _on_console(self, message: ConsoleMessage) -> None:
        if message.type == "error":
            self._note(f"{message.text} ({message.location.get('url', '')})")

    def _on_error(self, error: Error) -> None:
        self._note(f"uncaught: {error.message}")

    def _note(self, text: str) -> None:
        line = ConsoleLine(time.time(), " ".join(text.split())[:300])
        self._record.console.append(line)
        # An hour has thousands of those of the network: they are counted at its end.
        if not line.is_of_browser and not line.is_of_streamlit:
            self._log.say("CONSOLE", line.text)


@contextmanager
def watching(stage: Stage, record: Record, log: Log) -> Iterator[Watch]:
    """Open a browser of its own on a screen of 1920x1080."""
    found = next(filter(None, map(shutil.which, BROWSERS)), None)
    assert found, f"the soak needs one of {BROWSERS}"
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=found, args=["--no-sandbox", "--disable-dev-shm-usage"]
        )
        page = browser.new_page(viewport={"width": 1920, "height": 1080})
        page.add_init_script(path=_SCRIPT)
        yield Watch(page, stage, record, log)
        browser.close()
