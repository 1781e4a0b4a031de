"""The mark of a store that holds demo data.

It lies in the store itself: a file beside it would speak of the next store of that name.
"""

from __future__ import annotations

from datetime import datetime

from lishui_dash.store.engine import Reader, Transaction


def mark_demo(transaction: Transaction, opens_at: datetime) -> None:
    """Write down that the store holds the demo, which is looked at at a moment."""
    transaction.execute("INSERT INTO demo_mark VALUES ($at)", {"at": opens_at})


def holds_demo(reader: Reader) -> bool:
    [(marks,)] = reader.query("SELECT count(*) FROM demo_mark")
    return bool(marks)
