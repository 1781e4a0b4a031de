"""One case of one unit, reported again and again at the running server's door."""

from __future__ import annotations

import threading
import time
from datetime import date, datetime
from functools import partial

from benchmarks.soaking.record import Acknowledged, Log, Record
from benchmarks.soaking.stage import Stage
from lishui_dash.actions.carrier import Carrier
from lishui_dash.actions.letter import Letter
from lishui_dash.actions.reply import Answer
from lishui_dash.catalogue import CATALOGUE
from lishui_dash.demo.scale import OPENING
from lishui_dash.errors import StoreUnavailable
from lishui_dash.intake.privacy import KeyRing
from lishui_dash.intake.receive import Desk
from lishui_dash.intake.template import csv_of
from lishui_dash.views.reply import reply_to

_FEED = CATALOGUE.feeds["grievances"]
"""One row, one indicator reads it: of all feeds this one costs the server least."""
_SHORTEST = 0.3
"""Seconds between two deliveries where some have to be made up for."""
_AGAIN = 0.2


def case_file(number: int, day: date = OPENING) -> bytes:
    """Return the file in which the case is reported for the `number`th time."""
    cells = {
        "grievance_id": f"SQ{day:%Y%m%d}-901",
        "opened_at": f"{day} 09:00",
        "county_code": "青田县",
        "category": "物资",
        "summary": f"口罩配发不足，第{number}次回访",
        "assigned_unit_code": "青田县疫情防控指挥部办公室",
        "closed_at": f"{day} 17:00",
        "status": "已办结",
        "satisfaction": str(number % 5 + 1),
    }
    headings = [_FEED.column(name).words.hans for name in cells]
    return csv_of([headings, list(cells.values())])


class Deliveries(threading.Thread):
    """Hands in `count` files over `seconds`, more quickly after the server was away."""

    def __init__(
        self, stage: Stage, record: Record, log: Log, count: int, seconds: float
    ) -> None:
        super().__init__(name="deliveries", daemon=True)
        self.took: list[float] = []
        """Seconds that each delivery took, from the knock to the receipt."""
        self._stage = stage
        self._record = record
        self._log = log
        self._count = count
        self._pause = seconds / count
        self._closing = threading.Event()

    def close(self) -> None:
        self._closing.set()

    def run(self) -> None:
        word = KeyRing.from_file(self._stage.kept.key_file).door_word()
        began = last = time.time()
        with Carrier(
            self._stage.kept.store, lambda: word, _nobody, _answering, _no_clock, 0
        ) as carrier:
            for number in range(self._count):
                due = max(began + number * self._pause, last + _SHORTEST)
                if self._closing.wait(max(0.0, due - time.time())):
                    return
                last = time.time()
                self._hand_in(carrier, number)

    def _hand_in(self, carrier: Carrier, number: int) -> None:
        letter = Letter(f"case-{number}.csv", "soak", feed=_FEED.name)
        content = case_file(number)
        while not self._closing.is_set():
            begun = time.time()
            try:
                reply = carrier.hand_in(letter, content)
            except StoreUnavailable:
                self._closing.wait(_AGAIN)
                continue
            self.took.append(time.time() - begun)
            if not reply.is_accepted:
                self._record.refused.append(reply.text)
                self._log.say("refused", reply.text.replace("\n", " | "))
            elif not reply.report["parts"][0]["unchanged"]:
                version = self._stage.acknowledge()
                self._record.acknowledged.append(Acknowledged(time.time(), version))
            return


def _nobody() -> Desk:
    raise StoreUnavailable("the store belongs to the server")


def _answering(desk: Desk) -> Answer:
    return partial(reply_to, desk)


def _no_clock() -> datetime:
    raise StoreUnavailable("the server has the clock")
