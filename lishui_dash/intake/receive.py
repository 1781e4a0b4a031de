"""One arrival, taken in whole or refused whole.

Everything that one delivery changes is one transaction: its rows, the ledger with the
original file, and whatever is made from them.
"""

from __future__ import annotations

import hashlib
import threading
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime

from lishui_dash.catalogue.registers import Registers
from lishui_dash.errors import DeliveryRejected
from lishui_dash.intake.arrival import Arrival, How
from lishui_dash.intake.examine import Examiner, Judged
from lishui_dash.intake.keep import Kept, Spoken, keep_rows, keep_slices
from lishui_dash.intake.newcomers import keep_newcomers
from lishui_dash.intake.privacy import KeyRing
from lishui_dash.intake.proposal import Understood
from lishui_dash.intake.receipt import Receipt, receipt_if_unchanged, receipt_of
from lishui_dash.intake.speaks import Slice
from lishui_dash.spec import Cadence, Feed, Load
from lishui_dash.store.engine import Engine, Transaction
from lishui_dash.store.ledger import (
    Entry,
    Touched,
    any_known,
    next_delivery_no,
    record_deliveries,
    record_problems,
)

__all__ = ["Arrival", "Desk", "Examined", "How", "Judged", "Receipt", "Refresh"]

Refresh = Callable[[Transaction, Sequence[Touched], int, datetime], object]
"""Makes anew what depends on the places and days touched, inside the transaction."""

_ON_TIME = (Cadence.DAILY, Cadence.WEEKLY)


@dataclass(frozen=True)
class Examined:
    """An arrival and what it turned out to be; nothing of it is stored yet."""

    arrival: Arrival
    judged: Judged
    sha256: str


@dataclass(frozen=True)
class _Lines:
    """Lines for the ledger that wait to be written together."""

    entries: list[Entry]
    spoken: list[Spoken]

    def write(self, transaction: Transaction) -> None:
        record_deliveries(transaction, self.entries)
        keep_slices(transaction, self.spoken)
        self.entries.clear()
        self.spoken.clear()


class Desk:
    """Where deliveries are handed in."""

    def __init__(self, engine: Engine, keys: KeyRing, refresh: Refresh) -> None:
        self.engine = engine
        self._keys = keys
        self._refresh = refresh
        self._made: Examiner | None = None
        self._lock = threading.Lock()

    @property
    def _examiner(self) -> Examiner:
        """The examiner that knows the registers in force."""
        registers, made = self.engine.registers, self._made
        if made is None or made.registers is not registers:
            spellings = self.engine.arrow("SELECT list, spelling, code FROM spelling")
            made = Examiner(self.engine.catalogue, registers, spellings, self._keys)
            self._made = made
        return made

    def check(self, arrival: Arrival) -> Judged:
        """Judge an arrival; nothing is stored."""
        return self._examiner.examine(arrival)

    def parts(self, arrival: Arrival) -> tuple[Arrival, ...]:
        """Return one arrival for each report that a workbook holds, often just itself."""
        return self._examiner.parts(arrival)

    def understood(self, arrival: Arrival) -> tuple[Understood, ...]:
        """Return what each heading of a file is taken for, guesses included."""
        return self._examiner.understood(arrival)

    def receive(self, arrival: Arrival) -> Receipt:
        """Take in an arrival.

        Raises DeliveryRejected, when the refusal and the original are in the ledger.
        """
        [result] = self.receive_many([arrival])
        if isinstance(result, DeliveryRejected):
            raise result
        return result

    def receive_many(self, arrivals: Sequence[Arrival]) -> list[Receipt | DeliveryRejected]:
        """Take in arrivals, each judged for itself, all in one transaction.

        A refused one does not hold up the others.
        """
        return self.take_in(self.examine(arrivals))

    def examine(self, arrivals: Sequence[Arrival]) -> list[Examined]:
        """Judge arrivals without looking at the store: any thread may do it ahead."""
        return [self._examined(arrival) for arrival in arrivals]

    def take_in(self, examined: Sequence[Examined]) -> list[Receipt | DeliveryRejected]:
        """Store what was examined, all in one transaction."""
        with self._lock:
            known = self._all_known(examined)
            if known is not None:
                return known
            with self.engine.writing() as transaction:
                return self._store(transaction, examined)

    def original(self, delivery_no: int) -> bytes:
        """Return the bytes of a delivery as they came. Raises KeyError for no such."""
        rows = self.engine.query(
            "SELECT original FROM delivery WHERE delivery_no = $delivery_no",
            {"delivery_no": delivery_no},
        )
        if not rows:
            raise KeyError(delivery_no)
        return self._keys.unlock(rows[0][0])

    def _all_known(
        self, examined: Sequence[Examined]
    ) -> list[Receipt | DeliveryRejected] | None:
        """Return the receipts of files that are in force already; None if one is not."""
        if not any_known(self.engine, [one.sha256 for one in examined]):
            return None
        found: list[Receipt | DeliveryRejected] = []
        for one in examined:
            receipt = receipt_if_unchanged(self.engine, one.judged, one.sha256)
            if receipt is None:
                return None
            found.append(receipt)
        return found

    def _examined(self, arrival: Arrival) -> Examined:
        sha256 = hashlib.sha256(arrival.content).hexdigest()
        return Examined(arrival, self._examiner.examine(arrival), sha256)

    def _store(
        self, transaction: Transaction, examined: Sequence[Examined]
    ) -> list[Receipt | DeliveryRejected]:
        results: list[Receipt | DeliveryRejected] = []
        touched: set[Touched] = set()
        lines = _Lines([], [])
        delivery_no = next_delivery_no(transaction)
        seen: set[str] = set()
        may_be_known = any_known(transaction, [one.sha256 for one in examined])
        for one in examined:
            if may_be_known or one.sha256 in seen:
                lines.write(transaction)
                known = receipt_if_unchanged(transaction, one.judged, one.sha256)
                if known is not None:
                    results.append(known)
                    continue
            seen.add(one.sha256)
            result, places = self._store_one(transaction, one, delivery_no, lines)
            results.append(result)
            touched |= places
            delivery_no += 1
        lines.write(transaction)
        known_at = max(one.arrival.received_at for one in examined)
        if touched:
            self._refresh(transaction, sorted(touched, key=repr), delivery_no - 1, known_at)
        return results

    def _store_one(
        self, transaction: Transaction, one: Examined, delivery_no: int, lines: _Lines
    ) -> tuple[Receipt | DeliveryRejected, set[Touched]]:
        judged, at = one.judged, one.arrival.received_at
        feed, rows = judged.feed, judged.rows
        touched = _touched(one, self.engine.registers)
        kept = Kept(0, None, ())
        mode = ""
        if feed is not None and rows is not None:
            kept = keep_rows(transaction, feed, rows, delivery_no, at)
            lines.spoken.append(Spoken(delivery_no, feed, judged.slices, at))
            touched.update(kept.touched)
            touched.update(
                keep_newcomers(
                    transaction, self.engine.catalogue, judged.newcomers, delivery_no, at
                )
            )
            mode = _mode(feed, judged.slices, kept, at)
        entry = self._entry(one, delivery_no, kept, mode)
        lines.entries.append(entry)
        record_problems(transaction, delivery_no, judged.problems)
        if feed is None or rows is None:
            name = feed.name if feed else ""
            return DeliveryRejected(name, judged.problems, delivery_no), touched
        return receipt_of(entry, judged, kept.replaced_n), touched

    def _entry(self, one: Examined, delivery_no: int, kept: Kept, mode: str) -> Entry:
        arrival, judged = one.arrival, one.judged
        days = [part.day for part in judged.slices] or [
            day for day in [arrival.day] if day is not None
        ]
        units = {part.unit.code for part in judged.slices}
        places = {part.place for part in judged.slices}
        sender = self.engine.registers.units.get(arrival.unit or "")
        rejects = [str(problem) for problem in judged.problems if problem.rejects]
        return Entry(
            delivery_no=delivery_no,
            feed=judged.feed.name if judged.feed else arrival.feed or "",
            unit_code=units.pop() if len(units) == 1 else arrival.unit,
            place=places.pop() if len(places) == 1 else sender.place if sender else None,
            day_from=min(days, default=None),
            day_to=max(days, default=None),
            file_name=arrival.file_name,
            media=judged.media,
            sha256=one.sha256,
            original=self._keys.lock(arrival.content),
            received_at=arrival.received_at,
            sender=arrival.sender,
            rows_n=judged.rows_n,
            accepted_n=judged.rows.num_rows if judged.rows is not None else 0,
            flagged_n=len(judged.flagged),
            rejected_n=judged.rejected_n,
            verdict="accepted" if judged.is_accepted else "rejected",
            mode=mode,
            supersedes=kept.supersedes,
            reason=rejects[0] if rejects else "",
            opened_at=arrival.opened_at,
        )


def _touched(one: Examined, registers: Registers) -> set[Touched]:
    """Return the places and days a file speaks for, refused or not.

    A refusal changes no row, but the figures about reporting count it.
    """
    judged, arrival = one.judged, one.arrival
    if judged.feed is None:
        return set()
    name = judged.feed.name
    if judged.slices:
        return {Touched(name, part.place, part.day) for part in judged.slices}
    sender = registers.units.get(arrival.unit or "")
    if sender is None or arrival.day is None:
        return set()
    return {Touched(name, sender.place, arrival.day)}


def _mode(feed: Feed, slices: Sequence[Slice], kept: Kept, at: datetime) -> str:
    if kept.replaced_n:
        # A list moves on by its keys: a case closed later is news, not a slip put right.
        return "correction" if feed.load is Load.REPLACE_SLICE else "update"
    on_time = feed.cadence not in _ON_TIME or all(
        at <= feed.due_at(part.day) for part in slices
    )
    return "first" if on_time else "late"
