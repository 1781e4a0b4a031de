"""What happened in a soak, as it happened, and the log of it.

All moments are seconds of the machine's clock since 1970, as the browser counts them too.
"""

from __future__ import annotations

import threading
import time
from bisect import bisect_right
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path

from benchmarks.soaking.plan import Planned


@dataclass(frozen=True)
class Acknowledged:
    """A delivery that was accepted: from then on the store has at least this version."""

    at: float
    version: int


@dataclass(frozen=True)
class Frame:
    """What the page drew, from this moment on; `beat` is the server's time it tells."""

    at: float
    version: int
    beat: str


@dataclass(frozen=True)
class Cause:
    """A cause that is gone: `version` was the newest acknowledged when it ended."""

    planned: Planned
    began: float
    ended: float
    version: int


@dataclass(frozen=True)
class Sample:
    """What could be seen at one moment. `link` is None where the page tells none."""

    at: float
    link: str | None
    beat: str
    is_cut_told: bool
    is_wall_shown: bool
    is_still_shown: bool
    stranger: str
    """words of a login page or a dialog of the framework, if any were seen"""


@dataclass(frozen=True)
class Memory:
    """Of the browser's page after a collection, of all its processes, and of the server."""

    at: float
    heap_mib: float
    nodes: int
    documents: int
    listeners: int
    browser_mib: float
    server_mib: float


_OF_BROWSER = (
    *("net::ERR_", "WebSocket connection", "Failed to load resource"),
    *("Failed to fetch", "Load failed"),
)
_OF_STREAMLIT = (
    *("backMessage when disconnected", "Streamlit server is not responding"),
    *("Client Error in reaching server endpoint", "WebSocket onerror"),
    *("DoInitPings timed out", "Connection timed out"),
)


@dataclass(frozen=True)
class ConsoleLine:
    at: float
    text: str

    @property
    def is_of_browser(self) -> bool:
        """Whether the browser itself says that the network is gone."""
        return any(words in self.text for words in _OF_BROWSER)

    @property
    def is_of_streamlit(self) -> bool:
        """Whether Streamlit's own script says so: nobody can ask it not to."""
        return any(words in self.text for words in _OF_STREAMLIT)


@dataclass
class Record:
    """Written by several threads, each its own lists; read while they write."""

    drawn_at: float = 0
    """when the first frame was seen"""
    causes: list[Cause] = field(default_factory=list)
    acknowledged: list[Acknowledged] = field(default_factory=list)
    frames: list[Frame] = field(default_factory=list)
    samples: list[Sample] = field(default_factory=list)
    memory: list[Memory] = field(default_factory=list)
    console: list[ConsoleLine] = field(default_factory=list)
    blanks: list[tuple[float, float]] = field(default_factory=list)
    """from when to when the page had neither a wall nor a still, to a tenth of a second"""
    plain: list[float] = field(default_factory=list)
    """moments at which a picture of the page had one colour"""
    refused: list[str] = field(default_factory=list)
    """deliveries that were not accepted"""
    slow_stops: int = 0
    """servers that did not stop when they were asked to"""

    def recovered_at(self, cause: Cause) -> float | None:
        """Return when a frame as new as the end of the cause came; None: not yet.

        Frames are told when something of them changes: one that stands still is none.
        """
        for frame in self.frames_after(cause.ended):
            if frame.version >= cause.version:
                return frame.at
        return None

    def frames_after(self, at: float) -> list[Frame]:
        return self.frames[bisect_right(self.frames, at, key=lambda frame: frame.at) :]


class Log:
    """One line an event: real seconds since the beginning, simulated time, what."""

    def __init__(
        self, path: Path, began: float, simulated: Callable[[float], datetime]
    ) -> None:
        self._file = path.open("w", encoding="utf-8")
        self._began = began
        self._simulated = simulated
        self._lock = threading.Lock()

    def say(self, kind: str, told: str) -> None:
        now = time.time()
        with self._lock:
            self._file.write(
                f"{now - self._began:8.1f}  {self._simulated(now):%m-%d %H:%M:%S}"
                f"  {kind:<9} {told}\n"
            )
            self._file.flush()

    def write(self, text: str) -> None:
        """Write lines that belong to no moment."""
        with self._lock:
            self._file.write(f"{text}\n")
            self._file.flush()

    def close(self) -> None:
        self._file.close()
