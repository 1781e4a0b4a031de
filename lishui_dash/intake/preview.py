"""What an arrival would do, for a clerk to look at before he confirms it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime

import pyarrow as pa

from lishui_dash.errors import Problem
from lishui_dash.intake.arrival import Arrival, How
from lishui_dash.intake.changes import Changes
from lishui_dash.intake.examine import Judged
from lishui_dash.intake.lines import Examined
from lishui_dash.intake.standing import Standing, same_columns
from lishui_dash.intake.told import CORRECTED
from lishui_dash.spec import Feed, Load
from lishui_dash.store.engine import Joiner
from lishui_dash.store.ledger import Line, line_of
from lishui_dash.store.schema import superseded
from lishui_dash.words import Words


@dataclass(frozen=True)
class Preview:
    """An arrival, judged and compared with what is stored; nothing of it is kept.

    `changes` is None for a refused file, and for `how` as it was proposed; a page may put
    another `how` in its place. `doubts` are rows whose figures the clerk must explain.
    `stored_by` is the newest delivery that wrote or took back rows which this one meets: 0
    where there is none.
    """

    examined: Examined
    changes: Changes | None
    doubts: tuple[Problem, ...]
    how: How
    stored_by: int

    @property
    def judged(self) -> Judged:
        return self.examined.judged

    @property
    def arrival(self) -> Arrival:
        """The arrival as it was judged, with what is remembered of its headings."""
        return self.examined.arrival

    def confirmed(self, at: datetime, reason: str) -> Examined:
        """Return what is to be stored, as the clerk has confirmed it."""
        arrival, judged = self.examined.arrival, self.judged
        return replace(
            self.examined,
            arrival=replace(arrival, received_at=at, how=self.how, reason=reason),
            judged=replace(judged, how=self.how, problems=(*judged.problems, *self.doubts)),
        )


def proposed_how(joiner: Joiner, arrival: Arrival, judged: Judged) -> How:
    """Return how the rows are meant, when nobody has said so.

    A correction that holds less than half of the rows that are stored for its units and
    days is one of single rows: nobody means to withdraw most of a day by correcting it.
    """
    feed, rows = judged.feed, judged.rows
    is_told = arrival.how is not None or judged.how is not How.WHOLE
    if is_told or feed is None or rows is None or not rows.num_rows:
        return judged.how
    if feed.load is not Load.REPLACE_SLICE or not CORRECTED.search(arrival.file_name):
        return judged.how
    standing = Standing.by(feed, feed.slice_by, "proposed", rows)
    joiner.register("proposed", rows)
    [(stored,)] = joiner.query(
        f"SELECT count(*) FROM {feed.name} WHERE {standing.sql(feed.name)}",
        standing.parameters,
    )
    joiner.unregister("proposed")
    return How.ROWS if 2 * rows.num_rows < stored else How.WHOLE


def with_how(joiner: Joiner, one: Examined) -> Examined:
    """Return what was examined with the way its rows are meant."""
    how = proposed_how(joiner, one.arrival, one.judged)
    if how is one.judged.how:
        return one
    return replace(one, judged=replace(one.judged, how=how))


def stored_by(joiner: Joiner, judged: Judged) -> int:
    """Return the newest delivery that wrote or took back rows which a file meets."""
    feed = judged.feed
    if feed is None or judged.rows is None:
        return 0
    met = [(judged.rows, same_columns(feed, How.WHOLE))]
    if judged.voided is not None:
        met.append((judged.voided, feed.key))
    return max(_newest(joiner, feed, same, rows) for rows, same in met)


def _newest(joiner: Joiner, feed: Feed, same: tuple[str, ...], rows: pa.Table) -> int:
    standing, gone = Standing.by(feed, same, "looked_at", rows), superseded(feed)
    joiner.register("looked_at", rows)
    [(newest,)] = joiner.query(
        f"""
        SELECT coalesce(max(number), 0)
        FROM (
            SELECT max(delivery_no) AS number
            FROM {feed.name}
            WHERE {standing.sql(feed.name)}
            UNION ALL
            SELECT max(superseded_by) AS number
            FROM {gone}
            WHERE {standing.sql(gone)}
        ) AS found
        """,
        standing.parameters,
    )
    joiner.unregister("looked_at")
    return int(newest)


def changed_meanwhile(joiner: Joiner, previews: Sequence[Preview]) -> tuple[Problem, ...]:
    """Return who has changed what the previews were made against, since then."""
    found = {}
    for preview in previews:
        newest = stored_by(joiner, preview.judged)
        line = line_of(joiner, newest) if newest > preview.stored_by else None
        if line is not None:
            found[newest] = _meanwhile(line)
    return tuple(found.values())


def _meanwhile(line: Line) -> Problem:
    number, when = line.delivery_no, f"{line.received_at:%m-%d %H:%M}"
    return Problem(
        None,
        "",
        "",
        "changed_meanwhile",
        Words(
            f"您核对期间，“{line.who}”已于 {when} 报送第 {number} 批“{line.file_name}”，"
            "同一单位同一日期的数据已经变动，本次没有保存",
            f"meanwhile delivery {number} of {line.who} ({line.file_name}, {when}) has "
            "changed the same unit and day; nothing was stored",
        ),
        Words(
            "请重新核对变动后再确认；以谁为准请与对方商定",
            "look at the changes again and confirm anew; agree with the other who is right",
        ),
    )
