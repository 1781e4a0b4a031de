"""A delivery taken back: by reversal, never by deletion.

Its rows join the superseded ones, and those that it superseded come back in force, as rows
of the delivery that undoes it. An undo is a delivery like any other: it can be undone.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

from lishui_dash.catalogue import Catalogue
from lishui_dash.errors import DeliveryRejected, Problem
from lishui_dash.intake.arrival import How
from lishui_dash.intake.foreign import not_his_to_undo
from lishui_dash.intake.leavers import let_leave
from lishui_dash.intake.past_keeping import too_late_to_undo
from lishui_dash.intake.permit import Permit
from lishui_dash.intake.reversal import TakenBack, feeds_of, moving, take_back
from lishui_dash.intake.silence import fall_silent
from lishui_dash.intake.standing import same_columns
from lishui_dash.store.engine import Engine, Reader, Transaction
from lishui_dash.store.ledger import (
    Entry,
    Line,
    line_of,
    mark_undone,
    next_delivery_no,
    record_deliveries,
)
from lishui_dash.store.schema import superseded
from lishui_dash.words import Words


def undone(
    transaction: Transaction,
    engine: Engine,
    delivery_no: int,
    *,
    at: datetime,
    sender: str,
    permit: Permit,
    reason: str,
    original: bytes,
) -> tuple[Entry, TakenBack]:
    """Take a delivery back, and write into the ledger who did so.

    Raises DeliveryRejected, with the reason, for one that may not be undone.
    """
    catalogue, registers = engine.catalogue, engine.registers
    line = _undoable(transaction, engine, delivery_no, permit)
    undo_no = next_delivery_no(transaction)
    taken = take_back(transaction, catalogue, line, undo_no, at)
    feed, days = catalogue.deliverable[line.feed], taken.days(line.feed)
    fall_silent(transaction, feed, registers, days, undo_no, at)
    if any(one.feed in catalogue.lists for one in taken.touched):
        let_leave(transaction, catalogue, registers, line)
    entry = _entry(
        line, undo_no, taken, at=at, sender=sender, reason=reason, original=original
    )
    entry = replace(entry, sent_by=permit.account)
    record_deliveries(transaction, [entry])
    mark_undone(transaction, delivery_no, undo_no)
    return entry, taken


def _undoable(reader: Reader, engine: Engine, delivery_no: int, permit: Permit) -> Line:
    catalogue, line = engine.catalogue, line_of(reader, delivery_no)
    if line is None:
        raise _refusal("", delivery_no, "unknown_delivery", _UNKNOWN)
    if line.verdict != "accepted":
        raise _refusal(line.feed, delivery_no, "nothing_to_undo", _NOT_TAKEN_IN)
    if foreign := not_his_to_undo(reader, engine, line, permit):
        raise DeliveryRejected(line.feed, (foreign,), delivery_no, line.unit_code)
    if line.undone_by is not None:
        raise _refusal(line.feed, delivery_no, "undone_already", _UNDONE, line.undone_by)
    if late := too_late_to_undo(reader, catalogue, line):
        raise DeliveryRejected(line.feed, (late,))
    later = _built_on_it(reader, catalogue, delivery_no)
    found = line_of(reader, later) if later is not None else None
    if found is not None:
        raise DeliveryRejected(line.feed, (_built_on(line, found),))
    if not any(moving(reader, feed, delivery_no) for feed in feeds_of(catalogue, line)):
        raise _refusal(line.feed, delivery_no, "nothing_to_undo", _CHANGED_NOTHING)
    return line


def _entry(
    line: Line,
    undo_no: int,
    taken: TakenBack,
    *,
    at: datetime,
    sender: str,
    reason: str,
    original: bytes,
) -> Entry:
    return Entry(
        delivery_no=undo_no,
        feed=line.feed,
        unit_code=line.unit_code,
        place=line.place,
        day_from=line.day_from,
        day_to=line.day_to,
        file_name=line.file_name,
        media="",
        sha256="",
        original=original,
        received_at=at,
        sender=sender,
        rows_n=taken.rows_n,
        accepted_n=taken.rows_n,
        flagged_n=0,
        rejected_n=0,
        verdict="accepted",
        mode="undo",
        supersedes=line.delivery_no,
        reason=reason,
        how=How.VOID.value,
    )


def _built_on_it(reader: Reader, catalogue: Catalogue, delivery_no: int) -> int | None:
    """Return the last delivery that has taken the place of its rows, or stands there."""
    line = line_of(reader, delivery_no)
    found = []
    for feed in feeds_of(catalogue, line) if line else ():
        same = same_columns(feed, How.WHOLE)
        names = ", ".join(same)
        equal = " AND ".join(f"mine.{name} = {feed.name}.{name}" for name in same)
        [(newest,)] = reader.query(
            f"""
            WITH mine AS (
                SELECT DISTINCT {names}
                FROM {feed.name}
                WHERE delivery_no = $delivery_no
                UNION
                SELECT {names}
                FROM {superseded(feed)}
                WHERE superseded_by = $delivery_no
            )
            SELECT max(number)
            FROM (
                SELECT max(superseded_by) AS number
                FROM {superseded(feed)}
                WHERE delivery_no = $delivery_no
                UNION ALL
                SELECT max(delivery_no) AS number
                FROM {feed.name}
                WHERE delivery_no > $delivery_no
                    AND EXISTS (SELECT 1 FROM mine WHERE {equal})
            ) AS later
            """,
            {"delivery_no": delivery_no},
        )
        found += [newest] if newest is not None else []
    return max(found, default=None)


_LOOK = Words("请在台账中核对批次号", "check the number in the ledger")
_UNKNOWN = (Words("台账中没有第 {number} 批", "there is no delivery {number}"), _LOOK)
_NOT_TAKEN_IN = (
    Words("第 {number} 批已被退回，没有入库", "delivery {number} was refused"),
    Words("没有数据需要撤回", "there is nothing to take back"),
)
_UNDONE = (
    Words("第 {number} 批已由第 {by} 批撤回", "delivery {number} was undone by {by}"),
    Words("如要恢复原数据，请撤回第 {by} 批", "undo delivery {by} to bring its rows back"),
)
_CHANGED_NOTHING = (
    Words("第 {number} 批没有改动数据", "delivery {number} has changed nothing"),
    Words("没有数据需要撤回", "there is nothing to take back"),
)


def _refusal(
    feed: str, number: int, rule: str, says: tuple[Words, Words], by: int | None = None
) -> DeliveryRejected:
    reason, remedy = (
        Words(
            words.hans.format(number=number, by=by), words.en.format(number=number, by=by)
        )
        for words in says
    )
    return DeliveryRejected(feed, (Problem(None, "", "", rule, reason, remedy),))


def _built_on(line: Line, later: Line) -> Problem:
    when, last = f"{later.received_at:%m-%d %H:%M}", later.delivery_no
    return Problem(
        None,
        "",
        "",
        "built_on",
        Words(
            f"第 {line.delivery_no} 批之后，“{later.who}”已于 {when} 报送第 {last} 批"
            f"“{later.file_name}”，同一单位同一日期的数据已经变动",
            f"delivery {last} of {later.who} ({later.file_name}, {when}) has changed the "
            f"same unit and day since delivery {line.delivery_no}",
        ),
        Words(
            f"请先撤回第 {last} 批；或把要撤的行另存一份，上传时选“作废”",
            f"undo delivery {last} first, or send the rows to take back in a file of their "
            "own",
        ),
    )
