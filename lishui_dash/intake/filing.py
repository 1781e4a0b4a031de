"""What one transaction writes for the files it takes in: rows, ledger, and what follows."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime

from lishui_dash.errors import DeliveryRejected, Problem
from lishui_dash.intake.arrival import How
from lishui_dash.intake.foreign import meets_foreign
from lishui_dash.intake.habits import remember
from lishui_dash.intake.keep import Kept, Spoken, keep_rows, spoken_for
from lishui_dash.intake.lines import (
    NOTHING_TO_TAKE_BACK,
    Examined,
    Lines,
    entry_of,
    mode_of,
    touched_by_file,
)
from lishui_dash.intake.newcomers import keep_newcomers
from lishui_dash.intake.past_keeping import too_late
from lishui_dash.intake.permit import Permit, unexplained
from lishui_dash.intake.preview import with_how
from lishui_dash.intake.privacy import KeyRing
from lishui_dash.intake.receipt import Receipt, receipt_if_unchanged, receipt_of
from lishui_dash.intake.silence import fall_silent
from lishui_dash.intake.speaks import Slice
from lishui_dash.spec import Feed
from lishui_dash.store.engine import Engine, Transaction
from lishui_dash.store.ledger import (
    Answers,
    Touched,
    any_known,
    next_delivery_no,
    record_problems,
)

Refresh = Callable[[Transaction, Sequence[Touched], int, datetime], object]
"""Makes anew what depends on the places and days touched, inside the transaction."""


@dataclass(frozen=True)
class Filing:
    """Files what was examined; `keys` lock the originals, `permit` is of who hands in."""

    engine: Engine
    keys: KeyRing
    refresh: Refresh
    permit: Permit = field(default_factory=Permit)

    @property
    def lists(self) -> frozenset[str]:
        """The names of the reference lists."""
        return frozenset(self.engine.catalogue.lists)

    def file(
        self,
        transaction: Transaction,
        examined: Sequence[Examined],
        answers: Answers,
    ) -> list[Receipt | DeliveryRejected]:
        """Write each file, accepted or refused, and make anew what they touch."""
        results: list[Receipt | DeliveryRejected] = []
        touched: set[Touched] = set()
        lines = Lines()
        delivery_no = next_delivery_no(transaction)
        seen: set[str] = set()
        may_be_known = any_known(transaction, [one.sha256 for one in examined])
        for told in examined:
            one = with_how(transaction, told)
            is_plain = one.judged.how is How.WHOLE and one.judged.voided is None
            if may_be_known or one.sha256 in seen or not is_plain:
                # What follows asks who has reported, files of this transaction included.
                lines.write(transaction)
            if may_be_known or one.sha256 in seen:
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
            self.refresh(transaction, sorted(touched, key=repr), delivery_no - 1, known_at)
        return results

    def _store_one(
        self,
        transaction: Transaction,
        one: Examined,
        delivery_no: int,
        lines: Lines,
        answers: Answers,
    ) -> tuple[Receipt | DeliveryRejected, set[Touched]]:
        if why_not := (
            too_late(transaction, one.judged)
            or meets_foreign(transaction, self.engine, one, self.permit)
            or unexplained(one.judged, one.arrival.reason, self.permit, self.lists)
        ):
            one = refused_with(one, why_not)
        touched = touched_by_file(one, self.engine.registers)
        kept, mode = Kept(0, None, ()), ""
        if one.judged.is_accepted:
            kept = self._keep(transaction, one, delivery_no)
            touched.update(kept.touched)
            if one.judged.how is How.VOID and not kept.replaced_n:
                one = refused_with(one, NOTHING_TO_TAKE_BACK)
        judged, at = one.judged, one.arrival.received_at
        if judged.feed is not None and judged.is_accepted:
            mode = mode_of(judged.feed, judged.how, judged.slices, kept, at)
            slices = _heard(transaction, judged.feed, judged.slices, mode, lines)
            lines.spoken.append(Spoken(delivery_no, judged.feed, slices, at))
        entry = entry_of(
            one,
            delivery_no,
            kept,
            mode,
            registers=self.engine.registers,
            original=self.keys.lock(one.arrival.content),
        )
        lines.entries.append(entry)
        if judged.is_accepted:
            remember(transaction, one.arrival, judged)
        record_problems(transaction, delivery_no, judged.problems, answers)
        if not judged.is_accepted:
            name = judged.feed.name if judged.feed else ""
            refused = DeliveryRejected(name, judged.problems, delivery_no, entry.unit_code)
            return refused, touched
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
        if judged.how is How.ROWS and not kept.replaced_n:
            before, _ = spoken_for(transaction, judged.feed, judged.slices)
            kept = replace(kept, is_addition=bool(before))
        if judged.how is How.VOID or judged.voided is not None:
            days = {one.day for one in kept.touched}
            registers = self.engine.registers
            fall_silent(transaction, judged.feed, registers, days, delivery_no, at)
        return replace(kept, touched=(*kept.touched, *listed))


def _heard(
    transaction: Transaction, feed: Feed, slices: Sequence[Slice], mode: str, lines: Lines
) -> tuple[Slice, ...]:
    """Return the units and days that a file reports.

    One that takes rows back reports nothing. One that repeats what is there reports for
    those who had not: the command of a place may repeat what a contributor has sent.
    """
    if mode == "void":
        return ()
    if mode != "repeat":
        return tuple(slices)
    lines.write(transaction)
    _, silent = spoken_for(transaction, feed, slices)
    return silent


def refused_with(one: Examined, problem: Problem) -> Examined:
    """Return a file that was fit as one that is refused after all."""
    judged = replace(one.judged, rows=None, problems=(*one.judged.problems, problem))
    return replace(one, judged=judged)
