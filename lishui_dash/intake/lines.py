"""The lines of the ledger that arrivals become."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime

from lishui_dash.catalogue.registers import Registers
from lishui_dash.errors import Problem
from lishui_dash.intake.arrival import Arrival, How
from lishui_dash.intake.examine import Judged
from lishui_dash.intake.keep import Kept, Spoken, keep_slices
from lishui_dash.intake.masking import masked_text
from lishui_dash.intake.speaks import Slice
from lishui_dash.spec import Cadence, Feed, Load
from lishui_dash.store.engine import Transaction
from lishui_dash.store.ledger import Entry, Touched, record_deliveries
from lishui_dash.words import Words

_ON_TIME = (Cadence.DAILY, Cadence.WEEKLY)

NOTHING_TO_TAKE_BACK = Problem(
    None,
    "",
    "",
    "nothing_to_take_back",
    Words(
        "文件里的行都不在库中，没有可以作废的",
        "none of the rows in the file is stored, so there is nothing to take back",
    ),
    Words(
        "请核对单位、日期和编号；如要报送数据，请不要选“作废”",
        "check unit, day and number; to report rows, do not choose to take back",
    ),
)
REFUSED_TOGETHER = Problem(
    None,
    "",
    "",
    "refused_together",
    Words(
        "同一文件中的另一张表有问题，整份文件均未收",
        "another report of the same file has faults, so nothing of it was taken in",
    ),
    Words(
        "请改正那张表后，把整份文件再报一次",
        "mend the other report and send the whole file again",
    ),
)


@dataclass(frozen=True)
class Examined:
    """An arrival and what it turned out to be; nothing of it is stored yet."""

    arrival: Arrival
    judged: Judged
    sha256: str


@dataclass(frozen=True)
class Lines:
    """Lines for the ledger that wait to be written together."""

    entries: list[Entry] = field(default_factory=list)
    spoken: list[Spoken] = field(default_factory=list)

    def write(self, transaction: Transaction) -> None:
        record_deliveries(transaction, self.entries)
        keep_slices(transaction, self.spoken)
        self.entries.clear()
        self.spoken.clear()


def entry_of(
    one: Examined,
    delivery_no: int,
    kept: Kept,
    mode: str,
    *,
    registers: Registers,
    original: bytes,
) -> Entry:
    """Return the line of an arrival. What the clerk wrote is kept without persons."""
    arrival, judged = one.arrival, one.judged
    days = [part.day for part in judged.slices] or [
        day for day in [arrival.day] if day is not None
    ]
    units = {part.unit.code for part in judged.slices}
    places = {part.place for part in judged.slices}
    sender = registers.units.get(arrival.unit or "")
    rejects = [str(problem) for problem in judged.problems if problem.rejects]
    return Entry(
        delivery_no=delivery_no,
        feed=judged.feed.name if judged.feed else arrival.feed or "",
        unit_code=units.pop() if len(units) == 1 else arrival.unit,
        place=places.pop() if len(places) == 1 else sender.place if sender else None,
        day_from=min(days, default=None),
        day_to=max(days, default=None),
        file_name=masked_text(arrival.file_name),
        media=judged.media,
        sha256=one.sha256,
        original=original,
        received_at=arrival.received_at,
        sender=masked_text(arrival.sender),
        rows_n=judged.rows_n,
        accepted_n=judged.rows.num_rows if judged.rows is not None else 0,
        flagged_n=len(judged.flagged),
        rejected_n=judged.rejected_n,
        verdict="accepted" if judged.is_accepted else "rejected",
        mode=mode,
        supersedes=kept.supersedes,
        reason=rejects[0] if rejects else masked_text(arrival.reason),
        opened_at=arrival.opened_at,
        how=judged.how.value,
        sent_by=arrival.account,
    )


def touched_by_file(one: Examined, registers: Registers) -> set[Touched]:
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


def mode_of(feed: Feed, how: How, slices: Sequence[Slice], kept: Kept, at: datetime) -> str:
    """Return what a delivery is to those before it; `Delivery` lists the words."""
    if how is How.VOID:
        return "void"
    if kept.is_repeat:
        return "repeat"
    if kept.replaced_n or kept.is_addition:
        # A list moves on by its keys: a case closed later is news, not a slip put right.
        return "correction" if feed.load is Load.REPLACE_SLICE else "update"
    on_time = feed.cadence not in _ON_TIME or all(
        at <= feed.due_at(part.day) for part in slices
    )
    return "first" if on_time else "late"
