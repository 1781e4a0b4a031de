"""The chain of the audit log: each line is sealed together with the one before it.

A line is {"number", "at", "who", "did", "about", "detail", "previous", "hash"}; `hash` is
the HMAC of `previous` and of the body, which is the line without these two. What is sealed
are the bytes as they stand, so that not even a blank can be put in.
"""

from __future__ import annotations

import hmac
import json
import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256

from lishui_dash.access.events import Did, Entry, Event, fit_to_keep

_LINE = re.compile(
    rb'(\{"number":([1-9][0-9]{0,14}),.*),"previous":"([0-9a-f]{64})","hash":"([0-9a-f]{64})"\}'
)
_HEAD = re.compile(r"([0-9]{1,15}) ([0-9a-f]{64}) ([0-9a-f]{64}) *\n")
_HEAD_BYTES = 256
_BEGIN = b'{"number":'
_MENDED = f'"did":"{Did.CHAIN_MENDED.value}"'.encode()
SYSTEM = "audit"
"""Who writes what the log says of itself."""


@dataclass(frozen=True)
class Head:
    """How far a chain goes: the number of its last line, and its hash."""

    count: int
    hash: str

    def sealed(self, key: bytes) -> bytes:
        """Return what the head file holds, always of one length."""
        said = f"{self.count} {self.hash}"
        return f"{said} {_seal(key, said.encode())}".ljust(_HEAD_BYTES - 1).encode() + b"\n"

    @classmethod
    def from_sealed(cls, content: bytes, key: bytes) -> Head | None:
        """Return the head of a head file; None when it is not as it was written."""
        found = _HEAD.fullmatch(content.decode("utf-8", "replace"))
        if found is None:
            return None
        head = cls(int(found[1]), found[2])
        return head if hmac.compare_digest(head.sealed(key), content) else None


START = Head(0, "0" * 64)


@dataclass(frozen=True)
class Link:
    """A line of the log as it stands."""

    number: int
    previous: str
    hash: str
    body: bytes

    @classmethod
    def from_line(cls, line: bytes) -> Link | None:
        """Return None for what this program has not written, or not to its end."""
        found = _LINE.fullmatch(line)
        if found is None:
            return None
        body, number, previous, hashed = found.groups()
        return cls(int(number), previous.decode(), hashed.decode(), body + b"}")

    @property
    def head(self) -> Head:
        return Head(self.number, self.hash)

    def fits(self, key: bytes) -> bool:
        """Whether the line is as it was written."""
        return hmac.compare_digest(self.hash, _seal(key, self.previous.encode(), self.body))

    @property
    def mends(self) -> str:
        """What the log itself says here that it goes on behind; else ""."""
        return str(json.loads(self.body)["about"]) if _MENDED in self.body else ""

    def entry(self, key: bytes) -> Entry | None:
        """Return None for a line that was changed so that it cannot be read."""
        try:
            told = json.loads(self.body)
            at = datetime.fromisoformat(str(told["at"]))
            texts = [str(told[name]) for name in ("who", "did", "about", "detail")]
        except (ValueError, KeyError, RecursionError):
            return None
        who, did, about, detail = texts
        is_as_written = self.fits(key)
        event = Event(at, who, Did(did), about, detail)
        if not is_as_written:
            # Whoever changed it may have put in anything.
            event = fit_to_keep(event)
        return Entry(
            self.number,
            event.at,
            event.who,
            event.did,
            event.about,
            event.detail,
            self.hash,
            is_as_written,
        )


def chained(events: Iterable[Event], after: Head, key: bytes) -> tuple[bytes, Head]:
    """Return the lines of events that follow `after`, and how far the chain then goes."""
    lines = []
    for event in events:
        told = {
            "number": after.count + 1,
            "at": event.at.isoformat(),
            "who": event.who,
            "did": event.did.value,
            "about": event.about,
            "detail": event.detail,
        }
        body = json.dumps(told, ensure_ascii=False, separators=(",", ":")).encode()
        hashed = _seal(key, after.hash.encode(), body)
        lines.append(
            body[:-1] + f',"previous":"{after.hash}","hash":"{hashed}"}}\n'.encode()
        )
        after = Head(after.count + 1, hashed)
    return b"".join(lines), after


NO_HEAD = "head"
"""What `mends` says where the head file was gone or damaged."""


MOST_TORN = 100
"""Lines at the end of a log among which the last whole one is looked for."""


def is_begun(line: bytes) -> bool:
    """Whether a line begins like one of a log."""
    return bool(line) and _BEGIN.startswith(line[: len(_BEGIN)])


def torn_line(lines: bytes) -> str:
    """Return what `mends` says behind lines that were begun and never finished."""
    return sha256(lines).hexdigest()


def mended_behind_torn(torn: bytes, at: datetime) -> Event:
    detail = "上一行未写完即中断，原样保留。 The line before was not finished; it is kept."
    return Event(at, SYSTEM, Did.CHAIN_MENDED, torn_line(torn), detail)


def mended_without_head(at: datetime) -> Event:
    """Return what is written where nobody can tell any more how far the chain went."""
    detail = (
        "链头文件缺失或损坏，从最后一条完整记录续接。"
        " The head file was gone or damaged; the chain goes on from the last whole line."
    )
    return Event(at, SYSTEM, Did.CHAIN_MENDED, NO_HEAD, detail)


def _seal(key: bytes, *parts: bytes) -> str:
    return hmac.digest(key, b"".join(parts), "sha256").hex()
