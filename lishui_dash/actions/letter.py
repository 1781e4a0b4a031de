"""What is said along with a file by whoever hands it in without the page."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from lishui_dash.intake.arrival import Arrival, How
from lishui_dash.spec import Register
from lishui_dash.store.engine import Engine
from lishui_dash.store.spelling import fold


@dataclass(frozen=True)
class Letter:
    """`feed` is a report by its name or title, `unit` a sender by its code or any name.

    `received_at` None: whoever takes the file in looks at the clock. `account` is in whose
    name it is sent, "" where the holder of the key sends it himself.
    """

    file_name: str
    sender: str
    feed: str | None = None
    unit: str | None = None
    day: date | None = None
    how: How | None = None
    reason: str = ""
    received_at: datetime | None = None
    register: bool = False
    account: str = ""

    def as_json(self) -> bytes:
        told = {
            "file_name": self.file_name,
            "sender": self.sender,
            "feed": self.feed,
            "unit": self.unit,
            "day": self.day and self.day.isoformat(),
            "how": self.how and self.how.value,
            "reason": self.reason,
            "received_at": self.received_at and self.received_at.isoformat(),
            "register": self.register,
            "account": self.account,
        }
        return json.dumps(told).encode()

    @classmethod
    def from_json(cls, letter: bytes) -> Letter:
        """Read what `as_json` wrote. Raises ValueError for anything else."""
        told = json.loads(letter)
        try:
            return cls(
                file_name=_text(told["file_name"]),
                sender=_text(told["sender"]),
                feed=told["feed"] and _text(told["feed"]),
                unit=told["unit"] and _text(told["unit"]),
                day=told["day"] and date.fromisoformat(told["day"]),
                how=told["how"] and How(told["how"]),
                reason=_text(told["reason"]),
                received_at=(
                    told["received_at"] and datetime.fromisoformat(told["received_at"])
                ),
                register=told["register"] is True,
                account=_text(told["account"]),
            )
        except (KeyError, TypeError) as error:
            raise ValueError("not a letter") from error

    def arrival(self, content: bytes, engine: Engine, now: datetime) -> Arrival:
        """Return the file with what is said about it, names made codes.

        A name that nobody knows stays as it is: the desk refuses it and says why.
        """
        return Arrival(
            content=content,
            file_name=self.file_name,
            received_at=self.received_at or now,
            sender=self.sender,
            feed=feed_called(engine, self.feed) if self.feed else None,
            unit=unit_called(engine, self.unit) if self.unit else None,
            day=self.day,
            how=self.how,
            reason=self.reason,
            register=self.register,
            account=self.account,
        )


def feed_called(engine: Engine, name: str) -> str:
    """Return the name of the report with this name or title; else the name as it is."""
    for feed in engine.catalogue.deliverable.values():
        if fold(name) in (feed.name, fold(feed.words.hans)):
            return feed.name
    return name


def unit_called(engine: Engine, name: str) -> str:
    """Return the code of the one unit with this code or name; else the name as it is."""
    if name in engine.registers.units:
        return name
    found = engine.query(
        """
        SELECT DISTINCT code
        FROM spelling
        WHERE list = $list AND spelling = $spelling
        """,
        {"list": Register.UNIT.value, "spelling": fold(name)},
    )
    codes = [code for (code,) in found if code in engine.registers.units]
    return str(codes[0]) if len(codes) == 1 else name


def _text(told: Any) -> str:
    if not isinstance(told, str):
        raise TypeError(told)
    return told
