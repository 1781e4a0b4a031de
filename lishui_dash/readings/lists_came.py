"""Which reference lists came, who sent them, and which entries each of them names."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from lishui_dash.spec import Feed
from lishui_dash.store.engine import Reader
from lishui_dash.store.lists import lines_of


@dataclass(frozen=True)
class ListCame:
    """A delivery of a list. `by` is the account that sent it, or what was said of the
    sender, "" where nothing was; `undone_by` is the delivery that took it back."""

    delivery_no: int
    feed: str
    by: str
    file_name: str
    received_at: datetime
    rows_n: int
    mode: str
    reason: str
    undone_by: int | None


@dataclass(frozen=True)
class Named:
    """What one line of a list names, and the delivery that brought it.

    `above` is the township of a village, or what else an entry stands under.
    """

    is_post: bool
    place: str
    name: str
    code: str
    above: str
    delivery_no: int


def lists_came(reader: Reader, lists: Iterable[Feed], most: int) -> list[ListCame]:
    """Return the lists that were taken in, and what took them back, newest first."""
    rows = reader.query(
        """
        SELECT
            delivery_no, feed, coalesce(nullif(sent_by, ''), sender, '') AS who, file_name,
            received_at, rows_n, mode, reason, undone_by
        FROM delivery
        WHERE verdict = 'accepted' AND feed IN (SELECT unnest($lists))
        ORDER BY delivery_no DESC
        LIMIT $most
        """,
        {"lists": [feed.name for feed in lists], "most": most},
    )
    return [ListCame(*row) for row in rows]


def named_by_lists(reader: Reader, lists: Iterable[Feed]) -> list[Named]:
    """Return what the lines in force name, in the order in which they came."""
    lines = [
        line
        for feed in lists
        for line in lines_of(feed, reader.arrow(f"SELECT * FROM {feed.name}"))
    ]
    lines.sort(key=lambda line: line.came)
    return [
        Named(line.is_post, line.place, line.name, line.code, line.above, line.came[0])
        for line in lines
    ]
