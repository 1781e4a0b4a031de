"""One arrival, taken in whole or refused whole.

Everything that one delivery changes is one transaction: its rows, the ledger with the
original file, and whatever is made from them.
"""

from __future__ import annotations

import hashlib
import threading
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from datetime import datetime

from lishui_dash.errors import DeliveryRejected, Problem
from lishui_dash.intake.arrival import Arrival, How
from lishui_dash.intake.changes import changes_of
from lishui_dash.intake.examine import Examiner, Judged
from lishui_dash.intake.keep import Kept, Spoken, keep_rows
from lishui_dash.intake.lines import (
    NOTHING_TO_TAKE_BACK,
    REFUSED_TOGETHER,
    Examined,
    Lines,
    entry_of,
    mode_of,
    touched_by_file,
)
from lishui_dash.intake.masking import masked_text
from lishui_dash.intake.newcomers import keep_newcomers
from lishui_dash.intake.preview import (
    Preview,
    changed_meanwhile,
    proposed_how,
    stored_by,
    with_how,
)
from lishui_dash.intake.privacy import KeyRing
from lishui_dash.intake.proposal import Understood
from lishui_dash.intake.receipt import Receipt, receipt_if_unchanged, receipt_of
from lishui_dash.store.engine import Engine, Transaction
from lishui_dash.store.ledger import Touched, any_known, next_delivery_no, record_problems

__all__ = ["Arrival", "Desk", "Examined", "How", "Judged", "Preview", "Receipt", "Refresh"]

Refresh = Callable[[Transaction, Sequence[Touched], int, datetime], object]
"""Makes anew what depends on the places and days touched, inside the transaction."""


class _Refused(Exception):
    """One of several files that go together is refused; the transaction is undone."""


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
                return [*known]
            with self.engine.writing() as transaction:
                return self._store(transaction, examined, {})

    def receive_together(self, arrivals: Sequence[Arrival]) -> list[Receipt]:
        """Take in the reports of one file: all of them or none.

        Raises DeliveryRejected for the first refused one; each is in the ledger, refused.
        """
        return self._take_in_together(self.examine(arrivals), {}, ())

    def preview(self, arrival: Arrival) -> Preview:
        """Return what an arrival would do; nothing is stored."""
        one = self._examined(arrival)
        judged = one.judged
        if judged.feed is None or judged.rows is None:
            return Preview(one, None, (), judged.how, 0)
        with self.engine.joining() as joiner:
            how = proposed_how(joiner, arrival, judged)
            changes = changes_of(joiner, judged.feed, judged.rows, how, judged.voided)
            newest = stored_by(joiner, judged)
        return Preview(one, changes, (), how, newest)

    def confirm(
        self,
        previews: Sequence[Preview],
        *,
        at: datetime,
        reason: str = "",
        answers: Mapping[str, str] | None = None,
    ) -> list[Receipt]:
        """Take in what a clerk has looked at, arriving `at`: all of it or none.

        `reason` says why stored rows change, `answers` by rule why odd figures are right.
        Raises DeliveryRejected when another delivery has changed the same rows since the
        previews were made: then nothing is stored, nor in the ledger.
        """
        examined = [preview.confirmed(at, reason) for preview in previews]
        told = {rule: masked_text(answer) for rule, answer in (answers or {}).items()}
        return self._take_in_together(examined, told, previews)

    def original(self, delivery_no: int) -> bytes:
        """Return the bytes of a delivery as they came. Raises KeyError for no such."""
        rows = self.engine.query(
            "SELECT original FROM delivery WHERE delivery_no = $delivery_no",
            {"delivery_no": delivery_no},
        )
        if not rows:
            raise KeyError(delivery_no)
        return self._keys.unlock(rows[0][0])

    def _all_known(self, examined: Sequence[Examined]) -> list[Receipt] | None:
        """Return the receipts of files that are in force already; None if one is not."""
        if not any_known(self.engine, [one.sha256 for one in examined]):
            return None
        found: list[Receipt] = []
        with self.engine.joining() as joiner:
            for one in examined:
                told = with_how(joiner, one)
                receipt = receipt_if_unchanged(joiner, told.judged, one.sha256)
                if receipt is None:
                    return None
                found.append(receipt)
        return found

    def _examined(self, arrival: Arrival) -> Examined:
        sha256 = hashlib.sha256(arrival.content).hexdigest()
        return Examined(arrival, self._examiner.examine(arrival), sha256)

    def _take_in_together(
        self,
        examined: Sequence[Examined],
        answers: Mapping[str, str],
        previews: Sequence[Preview],
    ) -> list[Receipt]:
        with self._lock:
            is_fit = [one.judged.is_accepted for one in examined]
            if all(is_fit):
                known = self._all_known(examined)
                if known is not None:
                    return known
                try:
                    return self._all_or_none(examined, answers, previews)
                except _Refused as refused:
                    is_fit = [place != refused.args[0] for place in range(len(examined))]
            marked = [
                _refused_with_others(one) if fit else one
                for one, fit in zip(examined, is_fit, strict=True)
            ]
            with self.engine.writing() as transaction:
                found = self._store(transaction, marked, answers)
        told = [one for one in found if isinstance(one, DeliveryRejected)]
        raise told[is_fit.index(False)]

    def _all_or_none(
        self,
        examined: Sequence[Examined],
        answers: Mapping[str, str],
        previews: Sequence[Preview],
    ) -> list[Receipt]:
        """Store all files; raises _Refused with the place of one that is refused."""
        with self.engine.writing() as transaction:
            outdated = changed_meanwhile(transaction, previews)
            if outdated:
                feed = examined[0].judged.feed
                raise DeliveryRejected(feed.name if feed else "", outdated)
            receipts: list[Receipt] = []
            for result in self._store(transaction, examined, answers):
                if isinstance(result, DeliveryRejected):
                    raise _Refused(len(receipts))
                receipts.append(result)
            return receipts

    def _store(
        self,
        transaction: Transaction,
        examined: Sequence[Examined],
        answers: Mapping[str, str],
    ) -> list[Receipt | DeliveryRejected]:
        results: list[Receipt | DeliveryRejected] = []
        touched: set[Touched] = set()
        lines = Lines()
        delivery_no = next_delivery_no(transaction)
        seen: set[str] = set()
        may_be_known = any_known(transaction, [one.sha256 for one in examined])
        for told in examined:
            one = with_how(transaction, told)
            if may_be_known or one.sha256 in seen:
                lines.write(transaction)
                known = receipt_if_unchanged(transaction, one.judged, one.sha256)
                if known is not None:
                    results.append(known)
                    continue
            seen.add(one.sha256)
            result, places = self._store_one(transaction, one, delivery_no, lines, answers)
            results.append(result)
            touched |= places
            delivery_no += 1
        lines.write(transaction)
        known_at = max(one.arrival.received_at for one in examined)
        if touched:
            self._refresh(transaction, sorted(touched, key=repr), delivery_no - 1, known_at)
        return results

    def _store_one(
        self,
        transaction: Transaction,
        one: Examined,
        delivery_no: int,
        lines: Lines,
        answers: Mapping[str, str],
    ) -> tuple[Receipt | DeliveryRejected, set[Touched]]:
        touched = touched_by_file(one, self.engine.registers)
        kept, mode = Kept(0, None, ()), ""
        if one.judged.is_accepted:
            kept = self._keep(transaction, one, delivery_no)
            touched.update(kept.touched)
            if one.judged.how is How.VOID and not kept.replaced_n:
                one = _refused_with(one, NOTHING_TO_TAKE_BACK)
        judged, at = one.judged, one.arrival.received_at
        if judged.feed is not None and judged.is_accepted:
            mode = mode_of(judged.feed, judged.how, judged.slices, kept, at)
            if mode not in _SILENT:
                lines.spoken.append(Spoken(delivery_no, judged.feed, judged.slices, at))
        entry = entry_of(
            one,
            delivery_no,
            kept,
            mode,
            registers=self.engine.registers,
            original=self._keys.lock(one.arrival.content),
        )
        lines.entries.append(entry)
        record_problems(transaction, delivery_no, judged.problems, answers)
        if not judged.is_accepted:
            name = judged.feed.name if judged.feed else ""
            return DeliveryRejected(name, judged.problems, delivery_no), touched
        return receipt_of(entry, judged, kept.replaced_n), touched

    def _keep(self, transaction: Transaction, one: Examined, delivery_no: int) -> Kept:
        """Put the rows of an accepted file, and what they name newly, into their tables."""
        judged, at = one.judged, one.arrival.received_at
        if judged.feed is None or judged.rows is None:
            return Kept(0, None, ())
        kept = keep_rows(
            transaction,
            judged.feed,
            judged.rows,
            delivery_no,
            at,
            how=judged.how,
            voided=judged.voided,
        )
        newcomers = () if judged.how is How.VOID else judged.newcomers
        listed = keep_newcomers(
            transaction, self.engine.catalogue, newcomers, delivery_no, at
        )
        return replace(kept, touched=(*kept.touched, *listed))


_SILENT = ("void", "repeat")
"""Modes of deliveries that do not speak for a unit and day: they bring no rows."""


def _refused_with(one: Examined, problem: Problem) -> Examined:
    judged = replace(one.judged, rows=None, problems=(*one.judged.problems, problem))
    return replace(one, judged=judged)


def _refused_with_others(one: Examined) -> Examined:
    return _refused_with(one, REFUSED_TOGETHER)
