"""What the ledger says of the deliveries that came."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from lishui_dash.store.engine import Reader


@dataclass(frozen=True)
class Delivery:
    """One line of the ledger, without the original file.

    `verdict` is "accepted" or "rejected". `mode` is "first", "late", "correction",
    "update", "repeat" (the same rows again), "void" (rows taken back) or "undo" (a delivery
    taken back), and "" for a refusal. `unit_code` and `place` are None where a file spoke
    for several. `reason` is why it was refused, or why the clerk changed what was there.
    `undone_by` is the delivery that took it back.
    """

    delivery_no: int
    feed: str
    unit_code: str | None
    place: str | None
    day_from: date | None
    day_to: date | None
    file_name: str
    received_at: datetime
    rows_n: int
    accepted_n: int
    flagged_n: int
    rejected_n: int
    verdict: str
    mode: str
    supersedes: int | None
    reason: str
    how: str
    undone_by: int | None


_LATEST = """
    SELECT
        delivery_no,
        feed,
        unit_code,
        place,
        day_from,
        day_to,
        file_name,
        received_at,
        rows_n,
        accepted_n,
        flagged_n,
        rejected_n,
        verdict,
        mode,
        supersedes,
        reason,
        coalesce(how, 'whole') AS how,
        undone_by
    FROM delivery
    WHERE ($until IS NULL OR received_at <= $until)
        AND ($number IS NULL OR delivery_no = $number)
        AND ($mode IS NULL OR mode = $mode)
        AND ($verdict IS NULL OR verdict = $verdict)
    ORDER BY delivery_no DESC
    LIMIT $most
"""


def latest(
    reader: Reader,
    *,
    until: datetime | None = None,
    mode: str | None = None,
    verdict: str | None = None,
    number: int | None = None,
    most: int = 50,
) -> list[Delivery]:
    """Return the newest deliveries that had come by `until`, newest first."""
    rows = reader.query(
        _LATEST,
        {
            "until": until,
            "number": number,
            "mode": mode,
            "verdict": verdict,
            "most": most,
        },
    )
    return [Delivery(*row) for row in rows]


def delivery_of(reader: Reader, number: int) -> Delivery:
    """Return one line of the ledger. Raises KeyError when there is no such number."""
    found = latest(reader, number=number, most=1)
    if not found:
        raise KeyError(number)
    return found[0]
