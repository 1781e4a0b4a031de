"""What may be repeated for ever from outside goes on record seldom: a log must not fill."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import Enum, auto
from hashlib import sha256
from threading import Lock
from time import monotonic

_MOST = 1_000


class Telling(Enum):
    """Whether something is told of, or that nothing more of its kind is for a while."""

    NO = auto()
    YES = auto()
    NO_MORE = auto()


@dataclass
class _Kind:
    """What was tried: since when, how often it was told of, and by whom how often."""

    since: float
    told: int = 0
    times: dict[str, int] = field(default_factory=dict)


class Seldom:
    """Has somebody's first, tenth, hundredth try (and so on) of a kind told of, counted
    anew after so many seconds, and of each kind no more than `most` meanwhile: what is
    tried of one kind hides nothing of another.
    """

    def __init__(self, seconds: float, most: int = _MOST) -> None:
        self._seconds = seconds
        self._most = most
        self._kinds: dict[str, _Kind] = {}
        self._lock = Lock()

    def tells(self, kind: str, whom: str) -> Telling:
        """Count a try. The program names its kinds, they are few; `whom` anybody may choose
        and is kept as a hash."""
        key = sha256(whom.encode("utf-8", "replace")).hexdigest()
        now = monotonic()
        with self._lock:
            seen = self._kinds.get(kind)
            if seen is None or now - seen.since >= self._seconds:
                self._forget(now)
                seen = self._kinds[kind] = _Kind(now)
            if seen.told > self._most:
                return Telling.NO
            times = seen.times[key] = seen.times.get(key, 0) + 1
            if not is_told(times):
                return Telling.NO
            seen.told += 1
            return Telling.YES if seen.told <= self._most else Telling.NO_MORE

    def _forget(self, now: float) -> None:
        over = [k for k, of in self._kinds.items() if now - of.since >= self._seconds]
        for kind in over:
            del self._kinds[kind]


def is_told(times: int) -> bool:
    """Whether the how many-eth time is written down: the first, tenth, hundredth ..."""
    return str(times).rstrip("0") == "1"
