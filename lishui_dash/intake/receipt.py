"""What the clerk gets for an accepted file, and for one that was accepted before."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

import pyarrow as pa

from lishui_dash.errors import Problem
from lishui_dash.intake.arrival import How
from lishui_dash.intake.examine import Judged
from lishui_dash.intake.standing import Standing
from lishui_dash.spec import Feed
from lishui_dash.store.engine import Joiner, Reader
from lishui_dash.store.ledger import Entry, known_delivery
from lishui_dash.store.schema import superseded


@dataclass(frozen=True)
class Receipt:
    """What the clerk gets for an accepted file.

    `unchanged`: these very bytes are in force already, under `delivery_no`; nothing was
    done. `mode` is one of the words that `Delivery` lists; `replaced_n` counts the rows
    that this delivery took the place of, or took back.
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
    if judged.how is How.VOID:
        in_force = not _stored_n(joiner, feed, rows)
    else:
        in_force = _is_in_force(joiner, judged, feed, known.delivery_no)
    if not in_force:
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


def _is_in_force(reader: Reader, judged: Judged, feed: Feed, delivery_no: int) -> bool:
    parameters = {"delivery_no": delivery_no}
    spoken = reader.query(
        "SELECT unit_code, day FROM delivery_slice WHERE delivery_no = $delivery_no",
        parameters,
    )
    if {(part.unit.code, part.day) for part in judged.slices} != set(spoken):
        return False
    [(replaced,)] = reader.query(
        f"SELECT count(*) FROM {superseded(feed)} WHERE delivery_no = $delivery_no",
        parameters,
    )
    return not replaced


def _stored_n(joiner: Joiner, feed: Feed, rows: pa.Table) -> int:
    standing = Standing.by(feed, feed.key, "taken_back", rows)
    joiner.register("taken_back", rows)
    [(stored,)] = joiner.query(
        f"SELECT count(*) FROM {feed.name} WHERE {standing.sql(feed.name)}",
        standing.parameters,
    )
    joiner.unregister("taken_back")
    return int(stored)
