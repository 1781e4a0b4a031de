"""What comes too late: days whose rows about persons have been reduced are sealed.

Their figures cannot be made anew, so nothing is taken in for them or taken back.
"""

from __future__ import annotations

from lishui_dash.catalogue import Catalogue
from lishui_dash.errors import Problem
from lishui_dash.intake.examine import Judged
from lishui_dash.spec import Feed
from lishui_dash.store.engine import Joiner, Reader
from lishui_dash.store.kept import Seal, seal_of
from lishui_dash.store.ledger import Line
from lishui_dash.words import Words

RULE = "past_keeping"
"""The rule broken by whatever comes for a sealed day."""


def too_late(joiner: Joiner, judged: Judged) -> Problem | None:
    """Return why a file that is fit comes too late; None where it does not."""
    seal = seal_of(joiner)
    feed, rows = judged.feed, judged.rows
    if seal is None or feed is None or rows is None:
        return None
    parts = [rows] if judged.voided is None else [rows, judged.voided]
    found: list[tuple[int, object, int]] = []
    for part in parts:
        joiner.register("judged", part)
        found += joiner.query(
            f"""
            SELECT source_row, CAST({feed.day} AS DATE) AS day, count(*) OVER ()
            FROM judged
            WHERE {seal.sql_for_closed(feed)}
            ORDER BY source_row
            LIMIT 1
            """,
            seal.parameters,
        )
        joiner.unregister("judged")
    if not found:
        return None
    first, day, _ = min(found)
    return _sealed(judged, feed, seal, first, str(day), sum(count for *_, count in found))


def too_late_to_undo(reader: Reader, catalogue: Catalogue, line: Line) -> Problem | None:
    """Return why a delivery is too old to be taken back; None where it is not."""
    seal = seal_of(reader)
    feed = catalogue.deliverable[line.feed]
    if seal is None or not seal.is_past_undoing(feed, line.received_at, line.day_from):
        return None
    return Problem(
        None,
        "",
        "",
        RULE,
        Words(
            f"第 {line.delivery_no} 批已过保存期，{seal.sealed_before} 以前的数据已封存，"
            "不能撤回",
            f"delivery {line.delivery_no} is past the time of keeping: what is older than "
            f"{seal.sealed_before} is sealed and cannot be taken back",
        ),
        _ASK,
    )


def _sealed(
    judged: Judged, feed: Feed, seal: Seal, row: int, day: str, rows_n: int
) -> Problem:
    until = seal.sealed_before
    heading = judged.headings.get(feed.day, feed.column(feed.day).words.hans)
    return Problem(
        row,
        heading,
        day,
        RULE,
        Words(
            f"已过保存期：{until} 以前的数据已封存，不再接收补报、更正和作废"
            f"（本文件有 {rows_n} 行）",
            f"past the time of keeping: what is older than {until} is sealed and takes in "
            f"nothing more ({rows_n} rows of this file)",
        ),
        Words(
            f"请删去 {until} 以前的行后再报；确有必要更改的，请联系市指挥部",
            f"leave out the rows before {until}; if they must change, ask the city's "
            "command centre",
        ),
    )


_ASK = Words(
    "数据确有错误的，请联系市指挥部",
    "if the data are wrong, ask the city's command centre",
)
