"""A file as it was handed in, with what the clerk said about it."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import Enum

_UNSEEN = re.compile(
    "[\x00-\x1f\x7f-\x9f\u061c\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff\ud800-\udfff]"
)
_ENDING = re.compile(r"\.\w{1,8}$")
_LONGEST_NAME = 200


class How(Enum):
    """How the rows of a file meet the rows that are there."""

    WHOLE = "whole"
    """As the feed loads: a daily report takes the place of the whole unit and day."""
    ROWS = "rows"
    """Only the rows in the file change; the others of that unit and day stay."""
    VOID = "void"
    """The rows in the file are taken back."""


@dataclass(frozen=True)
class Arrival:
    """One file as it was handed in.

    `feed` None: told by its headings. `unit` is the code of the sender. `day` is the
    business day it was sent for: it fills a missing day column, and a file of a daily
    slice that speaks of another day is refused. `how` None: told by the file.
    `reason` says why rows are corrected or why odd figures are right. `mapping` tells what
    unknown headings mean, as the clerk said: heading -> column, "" for a column to leave
    out. `sheets` are the names of the sheets to read; None: every sheet that can be seen.
    `opened_at` is when the clerk opened the page, None where there was none. `register`:
    take unknown names of units, posts and communities as newly registered. `account` is
    who has signed in to send it, "" for nobody.

    The name is kept as it can be shown: what nobody sees, or what turns the letters behind
    it round, would make one file look like another.
    """

    content: bytes
    file_name: str
    received_at: datetime
    sender: str = ""
    feed: str | None = None
    unit: str | None = None
    day: date | None = None
    how: How | None = None
    reason: str = ""
    mapping: Mapping[str, str] = field(default_factory=dict)
    sheets: tuple[str, ...] | None = None
    opened_at: datetime | None = None
    register: bool = False
    account: str = ""

    def __post_init__(self) -> None:
        object.__setattr__(self, "file_name", _shown(self.file_name))


def _shown(name: str) -> str:
    """Return a name in letters that can be seen, cut before its ending where it is long."""
    seen = _UNSEEN.sub("_", name)
    if len(seen) <= _LONGEST_NAME:
        return seen
    ending = _ENDING.search(seen)
    told = ending[0] if ending else ""
    return f"{seen[: _LONGEST_NAME - len(told)]}{told}"
