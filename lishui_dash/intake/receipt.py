"""What the clerk gets for an accepted file, and for one that was accepted before."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from lishui_dash.errors import Problem
from lishui_dash.intake.examine import Judged
from lishui_dash.store.engine import Reader
from lishui_dash.store.ledger import Entry, known_delivery
from lishui_dash.store.schema import superseded


@dataclass(frozen=True)
class Receipt:
    """What the clerk gets for an accepted file.

    `unchanged`: these very bytes are in force already, under `delivery_no`; nothing was
    done. `mode` is "first", "late", "correction" or "update"; `replaced_n` counts the rows
    that this delivery took the place of.
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


def receipt_if_unchanged(reader: Reader, judged: Judged, sha256: str) -> Receipt | None:
    """Return the receipt of the same bytes, if they are in force for the same slices.

    A file whose rows a later one has replaced is news again when it is sent again.
    """
    if judged.feed is None or judged.rows is None:
        return None
    known = known_delivery(reader, sha256, judged.feed.name)
    if known is None:
        return None
    parameters = {"delivery_no": known}
    spoken = reader.query(
        "SELECT unit_code, day FROM delivery_slice WHERE delivery_no = $delivery_no",
        parameters,
    )
    if {(part.unit.code, part.day) for part in judged.slices} != set(spoken):
        return None
    [(replaced,)] = reader.query(
        f"""
        SELECT count(*)
        FROM {superseded(judged.feed)}
        WHERE delivery_no = $delivery_no
        """,
        parameters,
    )
    if replaced:
        return None
    [(mode,)] = reader.query(
        "SELECT mode FROM delivery WHERE delivery_no = $delivery_no", parameters
    )
    days = [part.day for part in judged.slices]
    return Receipt(
        delivery_no=known,
        feed=judged.feed.name,
        rows_n=judged.rows.num_rows,
        flagged=judged.flagged,
        sha256=sha256,
        unchanged=True,
        replaced_n=0,
        day_from=min(days, default=None),
        day_to=max(days, default=None),
        mode=str(mode),
    )
