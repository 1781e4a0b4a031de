"""One arrival, taken in whole or refused whole.

Everything that one delivery changes is one transaction: its rows, the ledger with the
original file, and whatever is made from them.
"""

from __future__ import annotations

import hashlib
import threading
from collections.abc import Callable, Sequence
from copy import copy
from dataclasses import replace
from datetime import datetime

from lishui_dash.errors import DeliveryRejected
from lishui_dash.intake.arrival import Arrival, How
from lishui_dash.intake.changes import changes_of
from lishui_dash.intake.doubts import doubts_of
from lishui_dash.intake.examine import Examiner, Judged
from lishui_dash.intake.filing import Filing, Refresh, refused_with
from lishui_dash.intake.foreign import meets_foreign
from lishui_dash.intake.habits import as_remembered
from lishui_dash.intake.lines import REFUSED_TOGETHER, Examined
from lishui_dash.intake.masking import masked_text
from lishui_dash.intake.past_keeping import too_late
from lishui_dash.intake.permit import FOREIGN, Permit, permitted
from lishui_dash.intake.persons import Persons
from lishui_dash.intake.preview import (
    Preview,
    changed_meanwhile,
    proposed_how,
    stored_by,
    with_how,
)
from lishui_dash.intake.privacy import KeyRing
from lishui_dash.intake.proposal import Understood
from lishui_dash.intake.receipt import Receipt, receipt_if_unchanged, receipt_of_undo
from lishui_dash.intake.scanned import scanned
from lishui_dash.intake.undo import undone
from lishui_dash.store.engine import Engine
from lishui_dash.store.ledger import Answers, any_known

__all__ = ["Arrival", "Desk", "Examined", "How", "Judged", "Preview", "Receipt", "Refresh"]


Tell = Callable[[Sequence[Receipt | DeliveryRejected]], None]
"""Is told what becomes of the files that are stored or refused together, before they are
kept: where it raises, nothing of them is."""


class _Refused(Exception):
    """One of several files that go together is refused; the transaction is undone."""


class Desk:
    """Where deliveries are handed in."""

    def __init__(self, engine: Engine, keys: KeyRing, refresh: Refresh) -> None:
        self.engine = engine
        self._keys = keys
        self._filing = Filing(engine, keys, refresh)
        self._made: Examiner | None = None
        self._lock = threading.Lock()
        self._permit = Permit()
        self._tell: Tell = _nobody

    @property
    def _examiner(self) -> Examiner:
        """The examiner that knows the registers in force."""
        registers, made = self.engine.registers, self._made
        if made is None or made.registers is not registers:
            spellings = self.engine.arrow("SELECT list, spelling, code FROM spelling")
            persons = Persons(self._keys, self.engine)
            made = Examiner(self.engine.catalogue, registers, spellings, persons)
            self._made = made
        return made

    def under(self, permit: Permit, tell: Tell) -> Desk:
        """Return the same desk for somebody who may not hand in for all.

        `tell` is called with whatever is stored, refusals included.
        """
        other = copy(self)
        other._permit, other._tell = permit, tell
        other._filing = replace(self._filing, permit=permit)
        return other

    def check(self, arrival: Arrival) -> Judged:
        """Judge an arrival; nothing is stored."""
        return self._examined(arrival).judged

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
        """Judge arrivals without waiting for the writer: any thread may do it ahead."""
        return [self._examined(arrival) for arrival in arrivals]

    def take_in(self, examined: Sequence[Examined]) -> list[Receipt | DeliveryRejected]:
        """Store what was examined, all in one transaction."""
        with self._lock:
            known = self._all_known(examined)
            if known is not None:
                return [*known]
            with self.engine.writing() as transaction:
                found = self._filing.file(transaction, examined, {})
                self._tell(found)
        return found

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
            # What is taken back needs no explanation of its figures.
            doubts = (
                doubts_of(joiner, judged.feed, judged.rows, judged.headings)
                if how is not How.VOID
                else ()
            )
        return Preview(one, changes, doubts, how, newest)

    def confirm(
        self,
        previews: Sequence[Preview],
        *,
        at: datetime,
        reason: str = "",
        answers: Answers | None = None,
    ) -> list[Receipt]:
        """Take in what a clerk has looked at, arriving `at`: all of it or none.

        `reason` says why stored rows change, `answers` why odd figures are right.
        Raises DeliveryRejected when another delivery has changed the same rows since the
        previews were made: then nothing is stored, nor in the ledger.
        """
        # Who has made the previews is not known for sure: they are judged again.
        examined = [self._permitted(preview.confirmed(at, reason)) for preview in previews]
        told = {kind: masked_text(answer) for kind, answer in (answers or {}).items()}
        return self._take_in_together(examined, told, previews)

    def undo(self, delivery_no: int, *, reason: str, sender: str, at: datetime) -> Receipt:
        """Take back a delivery: what it replaced comes back in force.

        The reversal is a delivery of its own, with its own number. Raises DeliveryRejected
        when there is nothing to undo, a later delivery has changed the same rows, or it is
        not his to undo: then nothing is stored. The last of these is told of.
        """
        try:
            return self._undone(delivery_no, reason, sender, at)
        except DeliveryRejected as refused:
            if any(problem.rule == FOREIGN for problem in refused.problems):
                self._tell([refused])
            raise

    def original(self, delivery_no: int) -> bytes:
        """Return the bytes of a delivery as they came.

        Raises KeyError for no such, and for one whose original is not kept any more.
        """
        rows = self.engine.query(
            "SELECT original FROM delivery WHERE delivery_no = $delivery_no",
            {"delivery_no": delivery_no},
        )
        if not rows or rows[0][0] is None:
            raise KeyError(delivery_no)
        return self._keys.unlock(rows[0][0])

    def _undone(self, delivery_no: int, reason: str, sender: str, at: datetime) -> Receipt:
        with self._lock, self.engine.writing() as transaction:
            entry, taken = undone(
                transaction,
                self.engine,
                delivery_no,
                at=at,
                sender=masked_text(sender),
                permit=self._permit,
                reason=masked_text(reason),
                original=self._keys.lock(b""),
            )
            touched = sorted(taken.touched, key=repr)
            self._filing.refresh(transaction, touched, entry.delivery_no, at)
            receipt = receipt_of_undo(entry, taken.withdrawn_n)
            self._tell([receipt])
        return receipt

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
        """Judge an arrival, by the headings its unit is known for where its own are not.

        The arrival that comes back holds the meanings that were used.
        """
        sha256 = hashlib.sha256(arrival.content).hexdigest()
        arrival = self._permit.from_own(arrival, self.engine.registers)
        judged = scanned(self._examiner.examine(arrival))
        for known in as_remembered(self.engine, arrival, judged):
            again = scanned(self._examiner.examine(known))
            if again.is_accepted or len(again.problems) < len(judged.problems):
                return self._permitted(Examined(known, again, sha256))
        return self._permitted(Examined(arrival, judged, sha256))

    def _permitted(self, one: Examined) -> Examined:
        """Return what was examined as coming from whoever hands it in, refused where he
        may not speak for all it speaks for or meets, or where it comes too late."""
        judged = permitted(one.judged, self._permit, self._filing.lists)
        arrival = replace(one.arrival, account=self._permit.account)
        found = replace(one, arrival=arrival, judged=judged)
        with self.engine.joining() as joiner:
            meant = with_how(joiner, found)
            why_not = too_late(joiner, judged) or meets_foreign(
                joiner, self.engine, meant, self._permit
            )
        return refused_with(found, why_not) if why_not else found

    def _take_in_together(
        self,
        examined: Sequence[Examined],
        answers: Answers,
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
                found = self._filing.file(transaction, marked, answers)
                self._tell(found)
        told = [one for one in found if isinstance(one, DeliveryRejected)]
        raise told[is_fit.index(False)]

    def _all_or_none(
        self,
        examined: Sequence[Examined],
        answers: Answers,
        previews: Sequence[Preview],
    ) -> list[Receipt]:
        """Store all files; raises _Refused with the place of one that is refused."""
        with self.engine.writing() as transaction:
            outdated = changed_meanwhile(transaction, previews)
            if outdated:
                feed = examined[0].judged.feed
                raise DeliveryRejected(feed.name if feed else "", outdated)
            receipts: list[Receipt] = []
            for result in self._filing.file(transaction, examined, answers):
                if isinstance(result, DeliveryRejected):
                    raise _Refused(len(receipts))
                receipts.append(result)
            self._tell(receipts)
            return receipts


def _nobody(_: Sequence[Receipt | DeliveryRejected]) -> None:
    """Be told, and tell nobody."""


def _refused_with_others(one: Examined) -> Examined:
    return refused_with(one, REFUSED_TOGETHER)
