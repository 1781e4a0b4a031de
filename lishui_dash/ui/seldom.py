"""What may be repeated for ever from outside goes on record seldom: a log must not fill."""

from __future__ import annotations

from hashlib import sha256
from threading import Lock
from time import monotonic

_MOST = 1_000


class Seldom:
    """Lets the same thing through once in so many seconds, and all things together no more
    often than `most` times in them."""

    def __init__(self, seconds: float, most: int = _MOST) -> None:
        self._seconds = seconds
        self._most = most
        self._seen: dict[str, float] = {}
        self._lock = Lock()

    def lets(self, *told: str) -> bool:
        """Whether it is time to tell of this again. What is told is kept as a hash."""
        key = sha256("\0".join(told).encode("utf-8", "replace")).hexdigest()
        now = monotonic()
        with self._lock:
            self._seen = {k: at for k, at in self._seen.items() if now - at < self._seconds}
            if key in self._seen or len(self._seen) >= self._most:
                return False
            self._seen[key] = now
            return True
