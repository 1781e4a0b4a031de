"""What the headings of a unit's own sheets mean, as its clerks have said once."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

import pyarrow as pa

from lishui_dash.store.engine import Reader, Transaction


def remembered_headings(reader: Reader, feed: str, unit: str) -> dict[str, str]:
    """Return heading -> column, "" for a column to leave out; what was said last counts."""
    rows = reader.query(
        """
        SELECT heading, column_name
        FROM remembered_heading
        WHERE feed = $feed AND unit_code = $unit
        ORDER BY since
        """,
        {"feed": feed, "unit": unit},
    )
    return dict(rows)


def remembered_feeds(reader: Reader, unit: str) -> tuple[str, ...]:
    """Return the feeds for which a unit has said what its headings mean."""
    rows = reader.query(
        """
        SELECT DISTINCT feed
        FROM remembered_heading
        WHERE unit_code = $unit
        ORDER BY feed
        """,
        {"unit": unit},
    )
    return tuple(feed for (feed,) in rows)


def remember_headings(
    transaction: Transaction,
    feed: str,
    unit: str,
    mapping: Mapping[str, str],
    *,
    since: datetime,
    sender: str,
) -> None:
    """Keep what is news in `mapping`; what was said before stays beside it."""
    known = remembered_headings(transaction, feed, unit)
    news = {name: to for name, to in mapping.items() if known.get(name) != to}
    if not news:
        return
    columns = {
        "feed": pa.array([feed] * len(news), pa.string()),
        "unit_code": pa.array([unit] * len(news), pa.string()),
        "heading": pa.array(list(news), pa.string()),
        "column_name": pa.array(list(news.values()), pa.string()),
        "since": pa.array([since] * len(news), pa.timestamp("us")),
        "sender": pa.array([sender] * len(news), pa.string()),
    }
    transaction.register("incoming_headings", pa.table(columns))
    transaction.execute(
        "INSERT INTO remembered_heading BY NAME SELECT * FROM incoming_headings"
    )
    transaction.unregister("incoming_headings")
