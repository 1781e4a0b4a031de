"""Figures that are odd beside their own past: the clerk is asked why they are so.

Nothing here refuses a row. It is asked before a file is stored, where somebody sits who
can answer; a file that comes through another door is not held up by it.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import timedelta
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc

from lishui_dash.errors import Problem
from lishui_dash.intake.past import DAYS, JUMP, sql_for_odd
from lishui_dash.spec import Feed
from lishui_dash.store.engine import Joiner
from lishui_dash.words import Words

MOST = 1000
"""How many rows are asked about at most: whoever has more must mend the file."""

_EXPLAIN = Words(
    "请核对；确属实的请说明原因",
    "check it; if it is right, say why",
    "請核對；確屬實的請說明原因",
)


def doubts_of(
    joiner: Joiner, feed: Feed, rows: pa.Table, headings: Mapping[str, str]
) -> tuple[Problem, ...]:
    """Return what is odd about figures beside the last four weeks, in the order of rows.

    `rows` are typed, as they would be stored; `headings` tells how the file heads a
    column. Earlier days in the same file are past as well, in place of what is stored of
    them. A row whose figures are stored just so is not asked about again.
    """
    if not feed.compared or not rows.num_rows:
        return ()
    ends = pc.min_max(rows[feed.day]).as_py()
    days = {"first_day": ends["min"] - timedelta(days=DAYS), "last_day": ends["max"]}
    joiner.register("doubted", rows)
    try:
        found = joiner.query(sql_for_odd(feed, "doubted", MOST), days)
    finally:
        joiner.unregister("doubted")
    return tuple(doubt for row in found for doubt in _of_row(feed, row, headings))


def _of_row(
    feed: Feed, row: tuple[Any, ...], headings: Mapping[str, str]
) -> Iterator[Problem]:
    number, _, *cells = row
    for name in feed.watched:
        figure, middle, is_odd, *cells = cells
        if is_odd:
            says = _unusual(feed.column(name).words, _shown(figure), _shown(middle))
            yield _doubt(feed, number, name, figure, "unusual_figure", says, headings)
    if feed.chained is None:
        return
    opening, closing = feed.chained
    opens, closes, last_day, last_closing, is_broken, is_jump = cells
    words = feed.column(closing).words
    last = f"{last_day:%m-%d}", _shown(last_closing)
    if is_jump:
        # One question for a row: a jump breaks the chain as well.
        says = _jumped(words, _shown(closes), *last)
        yield _doubt(feed, number, closing, closes, "stock_jump", says, headings)
    elif is_broken:
        says = _broken(feed.column(opening).words, words, _shown(opens), *last)
        yield _doubt(feed, number, opening, opens, "chain_broken", says, headings)


def _doubt(
    feed: Feed,
    number: int,
    name: str,
    figure: object,
    rule: str,
    says: Words,
    headings: Mapping[str, str],
) -> Problem:
    heading = headings.get(name, feed.column(name).words.hans)
    return Problem(
        number,
        heading,
        _shown(figure),
        rule,
        says,
        _EXPLAIN,
        rejects=False,
        needs_reason=True,
    )


def _unusual(words: Words, figure: str, middle: str) -> Words:
    return Words(
        f"{words.hans} {figure}，近 {DAYS} 日中位数 {middle}，与往常相差很大",
        f"{words.en} is {figure}; the median of the last {DAYS} days is {middle}",
    )


def _broken(opening: Words, closing: Words, figure: str, last_day: str, last: str) -> Words:
    return Words(
        f"{opening.hans} {figure}，与 {last_day} 所报{closing.hans} {last} 不一致",
        f"{opening.en} is {figure}; {closing.en} of {last_day} was {last}",
    )


def _jumped(closing: Words, figure: str, last_day: str, last: str) -> Words:
    return Words(
        f"{closing.hans} {figure}，{last_day} 所报为 {last}，相差 {JUMP} 倍以上，"
        "且没有相应的入库或出库",
        f"{closing.en} is {figure}, and was {last} on {last_day}: more than {JUMP} times "
        "apart, with nothing come in or gone out to show why",
    )


def _shown(figure: Any) -> str:
    """Return a figure as a clerk writes it: 620, 1.5."""
    return f"{round(float(figure), 2):.12g}"
