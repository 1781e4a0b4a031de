"""What the clerk gets for an accepted file, and for one that was accepted before."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

import pyarrow as pa

from lishui_dash.errors import Problem
from lishui_dash.intake.arrival import How
from lishui_dash.intake.examine import Judged
from lishui_dash.intake.standing import Standing, same_columns
from lishui_dash.spec import Feed
from lishui_dash.store.engine import Joiner, Reader
from lishui_dash.store.ledger import Entry, known_delivery
from lishui_dash.store.schema import superseded


@dataclass(frozen=True)
class Receipt:
    """What the clerk gets for an accepted file.

    `unchanged`: these very bytes are in force already, under `delivery_no`; nothing was
    done. `mode` is one of the words that `Delivery` lists; `replaced_n` counts the rows
    that this delivery took the place of, or took back. `unit_code`, `place`, `supersedes`
    and `reason` are as in the ledger.
    """

    delivery_no: int
    feed: str
    rows_n: int
    flagged: tuple[Problem, ...]
    sha256: str
    unchanged: bool
    replaced_n: int
    day_from: date | None
    day_to: date | None
    mode: str
    unit_code: str | None = None
    place: str | None = None
    supersedes: int | None = None
    reason: str = ""


def receipt_of(entry: Entry, judged: Judged, replaced_n: int) -> Receipt:
    return Receipt(
        delivery_no=entry.delivery_no,
        feed=entry.feed,
        rows_n=entry.accepted_n,
        flagged=judged.flagged,
        sha256=entry.sha256,
        unchanged=False,
        replaced_n=replaced_n,
        day_from=entry.day_from,
        day_to=entry.day_to,
        mode=entry.mode,
        unit_code=entry.unit_code,
        place=entry.place,
        supersedes=entry.supersedes,
        reason=entry.reason,
    )


def receipt_of_undo(entry: Entry, withdrawn_n: int) -> Receipt:
    """`rows_n` counts the rows that came back, `replaced_n` those that were taken back."""
    return Receipt(
        delivery_no=entry.delivery_no,
        feed=entry.feed,
        rows_n=entry.rows_n,
        flagged=(),
        sha256=entry.sha256,
        unchanged=False,
        replaced_n=withdrawn_n,
        day_from=entry.day_from,
        day_to=entry.day_to,
        mode=entry.mode,
        unit_code=entry.unit_code,
        place=entry.place,
        supersedes=entry.supersedes,
        reason=entry.reason,
    )


def receipt_if_unchanged(joiner: Joiner, judged: Judged, sha256: str) -> Receipt | None:
    """Return the receipt of the same bytes, if they are in force for the same slices.

    A file whose rows a later one has replaced is news again when it is sent again; so is
    one that was undone, or that is now meant in another way.
    """
    feed, rows = judged.feed, judged.rows
    if feed is None or rows is None:
        return None
    known = known_delivery(joiner, sha256, feed.name)
    if known is None or known.how != judged.how.value or known.is_undone:
        return None
    if not _is_in_force(joiner, judged, feed, rows, known.delivery_no):
        return None
    days = [part.day for part in judged.slices]
    return Receipt(
        delivery_no=known.delivery_no,
        feed=feed.name,
        rows_n=rows.num_rows,
        flagged=judged.flagged,
        sha256=sha256,
        unchanged=True,
        replaced_n=0,
        day_from=min(days, default=None),
        day_to=max(days, default=None),
        mode=known.mode,
    )


def _is_in_force(
    joiner: Joiner, judged: Judged, feed: Feed, rows: pa.Table, delivery_no: int
) -> bool:
    """Whether taking the file in again would leave everything as it is."""
    back = rows if judged.how is How.VOID else judged.voided
    if back is not None and _stored_n(joiner, feed, feed.key, back, 0):
        return False
    if judged.how is How.VOID:
        return True
    if _has_changed(joiner, judged, feed, delivery_no):
        return False
    # Rows that came alone since would go with the rest of their day.
    same = same_columns(feed, judged.how)
    return same == feed.key or not _stored_n(joiner, feed, same, rows, delivery_no)


def _has_changed(reader: Reader, judged: Judged, feed: Feed, delivery_no: int) -> bool:
    """Whether what the delivery brought is no longer what it was."""
    parameters = {"delivery_no": delivery_no}
    spoken = reader.query(
        "SELECT unit_code, day FROM delivery_slice WHERE delivery_no = $delivery_no",
        parameters,
    )
    if {(part.unit.code, part.day) for part in judged.slices} != set(spoken):
        return True
    [(replaced,)] = reader.query(
        f"SELECT count(*) FROM {superseded(feed)} WHERE delivery_no = $delivery_no",
        parameters,
    )
    return bool(replaced)


def _stored_n(
    joiner: Joiner, feed: Feed, same: tuple[str, ...], rows: pa.Table, but: int
) -> int:
    """Return how many rows that `rows` meet are of another delivery than `but`."""
    if not rows.num_rows:
        return 0
    standing = Standing.by(feed, same, "met", rows)
    joiner.register("met", rows)
    [(stored,)] = joiner.query(
        f"""
        SELECT count(*)
        FROM {feed.name}
        WHERE delivery_no <> $but AND {standing.sql(feed.name)}
        """,
        {**standing.parameters, "but": but},
    )
    joiner.unregister("met")
    return int(stored)
