"""What units have sent of each report, whether anything was owed or not."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from lishui_dash.store.engine import Reader


@dataclass(frozen=True)
class Sent:
    """`day` is the newest business day reported, `received_at` when it came."""

    day: date
    received_at: datetime


_SENT = """
    SELECT
        feed,
        unit_code,
        max(day) AS newest,
        max_by(received_at, day) AS received_at
    FROM (
        SELECT feed, unit_code, day, received_at
        FROM delivery_slice
        UNION ALL
        -- What was taken back later had come, as known then.
        SELECT feed, unit_code, day, received_at
        FROM delivery_slice_superseded
        WHERE superseded_at > $until
    )
    WHERE unit_code IN (SELECT unnest(CAST($units AS VARCHAR[])))
        AND received_at <= $until
    GROUP BY feed, unit_code
"""


def sent_by(
    reader: Reader, units: Sequence[str], until: datetime
) -> dict[tuple[str, str], Sent]:
    """Return the newest report by (feed, unit) that had come by `until`.

    A unit that never sent a feed is left out.
    """
    rows = reader.query(_SENT, {"units": list(units), "until": until})
    return {(feed, unit): Sent(day, at) for feed, unit, day, at in rows}
