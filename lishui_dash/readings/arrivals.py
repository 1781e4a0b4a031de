"""What units have sent of each report, whether anything was owed or not."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from lishui_dash.readings.reporting import SLICES_KNOWN
from lishui_dash.store.engine import Reader


@dataclass(frozen=True)
class Sent:
    """`day` is the newest business day reported, `received_at` when it came."""

    day: date
    received_at: datetime


_SENT = f"""
    SELECT
        feed,
        unit_code,
        max(day) AS newest,
        max_by(received_at, day) AS received_at
    FROM (
        {SLICES_KNOWN}
    )
    WHERE unit_code IN (SELECT unnest(CAST($units AS VARCHAR[])))
        AND received_at <= $known_at
    GROUP BY feed, unit_code
"""


def sent_by(
    reader: Reader, units: Sequence[str], until: datetime
) -> dict[tuple[str, str], Sent]:
    """Return the newest report by (feed, unit) that had come by `until`.

    A unit that never sent a feed is left out.
    """
    rows = reader.query(_SENT, {"units": list(units), "known_at": until})
    return {(feed, unit): Sent(day, at) for feed, unit, day, at in rows}
