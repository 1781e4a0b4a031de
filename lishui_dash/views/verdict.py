"""What a file turned out to be, as data that a script can read."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Sequence
from datetime import date, datetime
from decimal import Decimal
from typing import Any

import pyarrow as pa

from lishui_dash.actions.reply import problem_told
from lishui_dash.catalogue.places import PLACES
from lishui_dash.catalogue.registers import Registers
from lishui_dash.catalogue.supplies import ITEMS
from lishui_dash.intake.masking import masked_text
from lishui_dash.intake.receive import Arrival, Judged
from lishui_dash.intake.told import mode_told
from lishui_dash.spec import Feed, Register


def verdict_of(
    parts: Sequence[tuple[Arrival, Judged]], registers: Registers
) -> dict[str, Any]:
    """Return the verdict on one file: itself, or one part for each report it holds.

    `rows` are the typed rows that break no demand, also where the file is refused for
    others; `rows_flagged` counts rows, not flags.
    """
    told = [_part(arrival, judged, registers) for arrival, judged in parts]
    arrival = parts[0][0]
    of_file = {
        "file": masked_text(arrival.file_name),
        "sha256": hashlib.sha256(arrival.content).hexdigest(),
    }
    if len(told) == 1:
        return told[0] | of_file
    is_accepted = all(judged.is_accepted for _, judged in parts)
    counted = ("rows_accepted", "rows_rejected", "rows_flagged", "rows_voided")
    return {
        "feed": "+".join(part["feed"] for part in told),
        "verdict": "accepted" if is_accepted else "rejected",
        **{name: sum(part[name] for part in told) for name in counted},
        "problems": [problem for part in told for problem in part["problems"]],
        "rows": [row for part in told for row in part["rows"]],
        "parts": told,
    } | of_file


def verdict_text(told: dict[str, Any]) -> str:
    """Return a verdict in words, one line a problem."""
    word = {"accepted": "通过 accepted", "rejected": "退回 rejected"}[told["verdict"]]
    counted = (
        f"{told['rows_accepted']} 行通过, {told['rows_rejected']} 行退回,"
        f" {told['rows_flagged']} 行有提示"
    )
    lines = [f"{told['file']}: {word}; {told['feed'] or '?'}; {counted}"]
    for problem in told["problems"]:
        place = "".join(
            (
                f"工作表“{problem['sheet']}” " if problem["sheet"] else "",
                f"第{problem['row']}行 " if problem["row"] is not None else "",
                f"“{problem['column']}” " if problem["column"] else "",
                f"{problem['value']!r}: " if problem["value"] else "",
            )
        )
        mark = "✗" if problem["rejects"] else "·"
        lines.append(f"  {mark} {place}{problem['reason']}；{problem['remedy']}")
    return "\n".join(lines)


def _part(arrival: Arrival, judged: Judged, registers: Registers) -> dict[str, Any]:
    rows = judged.good_rows
    flagged = {(p.sheet, p.row) for p in judged.flagged if p.row is not None}
    return {
        "feed": judged.feed.name if judged.feed else None,
        "feed_name": judged.feed.words.hans if judged.feed else None,
        "media": judged.media or None,
        "verdict": "accepted" if judged.is_accepted else "rejected",
        "mode": mode_told(arrival.file_name),
        "how": judged.how.value,
        "sheets": list(arrival.sheets) if arrival.sheets is not None else None,
        "rows_n": judged.rows_n,
        "rows_accepted": rows.num_rows if rows is not None else 0,
        "rows_rejected": judged.rejected_n,
        "rows_flagged": len(flagged),
        "rows_voided": judged.voided.num_rows if judged.voided is not None else 0,
        "problems": [problem_told(problem) for problem in judged.problems],
        "rows": list(_rows(judged.feed, rows, registers)),
        "voided": list(_rows(judged.feed, judged.voided, registers)),
    }


def _rows(
    feed: Feed | None, rows: pa.Table | None, registers: Registers
) -> Iterator[dict[str, Any]]:
    if feed is None or rows is None:
        return
    for row in rows.to_pylist():
        told: dict[str, Any] = {"row": row["source_row"]}
        for column in feed.columns:
            code = row[column.name]
            told[column.name] = _plain(code)
            if column.refers_to is not None:
                told[f"{column.name}_name"] = _name(column.refers_to, code, registers)
        yield told


def _name(register: Register, code: str | None, registers: Registers) -> str | None:
    """Return what a code stands for; a name newly registered is its own code."""
    if code is None:
        return None
    match register:
        case Register.PLACE:
            return next((p.words.hans for p in PLACES if p.code == code), code)
        case Register.ITEM:
            return ITEMS[code].words.hans if code in ITEMS else code
        case Register.POST:
            post = registers.posts.get(code)
            return post.words.hans if post else code
    unit = registers.units.get(code)
    return unit.words.hans if unit else code


def _plain(value: object) -> object:
    if isinstance(value, datetime):
        return value.isoformat(timespec="seconds")
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, Decimal):
        return float(value)
    if isinstance(value, float) and value.is_integer():
        return int(value)
    return value
