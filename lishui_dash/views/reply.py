"""A file is handed in at the desk, and what came of it is told in words and as data."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from typing import Any

from lishui_dash.actions.reply import Reply, problem_lines, problem_told
from lishui_dash.catalogue import Catalogue
from lishui_dash.errors import DeliveryRejected
from lishui_dash.intake.masking import masked_text
from lishui_dash.intake.receive import Arrival, Desk, Receipt
from lishui_dash.views.delivery import next_due_text
from lishui_dash.views.figures import day_text
from lishui_dash.views.languages import Lang, say, text

_LANG: Lang = "hans"


def reply_to(desk: Desk, arrival: Arrival) -> Reply:
    """Hand a file in and return the receipts, or everything that is wrong with it.

    Of a file with several reports all are taken in or none. Raises StoreUnavailable, when
    nothing of the file is stored.
    """
    parts = desk.parts(arrival)
    results: Sequence[Receipt | DeliveryRejected]
    if len(parts) == 1:
        results = desk.receive_many(parts)
    else:
        try:
            results = desk.receive_together(parts)
        except DeliveryRejected as refused:
            results = [refused, *_also_refused(desk, parts, refused)]
    return _reply(desk.engine.catalogue, arrival, results)


def _also_refused(
    desk: Desk, parts: Sequence[Arrival], first: DeliveryRejected
) -> list[DeliveryRejected]:
    """Return what is wrong with the other reports of a file, which fell with the first."""
    judged = [desk.check(part) for part in parts if part.feed != first.feed]
    return [
        DeliveryRejected(one.feed.name, one.problems)
        for one in judged
        if one.feed is not None and not one.is_accepted
    ]


def _reply(
    catalogue: Catalogue, arrival: Arrival, results: Sequence[Receipt | DeliveryRejected]
) -> Reply:
    is_accepted = all(isinstance(result, Receipt) for result in results)
    shown = masked_text(arrival.file_name)
    sha256 = hashlib.sha256(arrival.content).hexdigest()
    parts = [_part(catalogue, result) for result in results]
    lines = [line for result in results for line in _lines(catalogue, shown, result)]
    if not is_accepted and len(results) > 1:
        lines.append("  同一文件里的各表一起收下或一起退回")
    report = {
        "file": shown,
        "sha256": sha256,
        "received_at": arrival.received_at.isoformat(timespec="seconds"),
        "verdict": "accepted" if is_accepted else "rejected",
        "parts": parts,
        "problems": [problem for part in parts for problem in part["problems"]],
    }
    return Reply(is_accepted, "\n".join([*lines, f"  SHA-256：{sha256}"]), report)


def _part(catalogue: Catalogue, result: Receipt | DeliveryRejected) -> dict[str, Any]:
    """Return what came of one report of the file."""
    feed = catalogue.deliverable.get(result.feed)
    told: dict[str, Any] = {
        "feed": result.feed or None,
        "feed_name": say(feed.words, _LANG) if feed else None,
        "delivery_no": result.delivery_no,
    }
    if isinstance(result, DeliveryRejected):
        problems = [problem_told(problem) for problem in result.problems]
        return told | {"verdict": "rejected", "problems": problems}
    return told | {
        "verdict": "accepted",
        "mode": result.mode,
        "unchanged": result.unchanged,
        "rows_n": result.rows_n,
        "replaced_n": result.replaced_n,
        "day_from": result.day_from and result.day_from.isoformat(),
        "day_to": result.day_to and result.day_to.isoformat(),
        "problems": [problem_told(problem) for problem in result.flagged],
    }


def _lines(
    catalogue: Catalogue, shown: str, result: Receipt | DeliveryRejected
) -> list[str]:
    feed = catalogue.deliverable.get(result.feed)
    title = f"《{say(feed.words, _LANG)}》" if feed else "（未能识别上报表）"
    if isinstance(result, DeliveryRejected):
        number = f"，登记号 {result.delivery_no}" if result.delivery_no else ""
        return [f"{shown}：退回 {title}{number}", *problem_lines(result.problems)]
    key = "upload.unchanged" if result.unchanged else "upload.accepted"
    rows = f"{result.rows_n:,}"
    told = text(key, _LANG, number=result.delivery_no, rows=rows)
    days = dict.fromkeys(map(day_text, (result.day_from, result.day_to)))
    facts = [title, "至".join(days), f"{rows} 行"]
    if result.mode:
        facts.append(text(f"mode.{result.mode}", _LANG))
    if result.replaced_n:
        facts.append(f"替换原有 {result.replaced_n:,} 行")
    lines = [f"{shown}：{told}", f"  {'，'.join(facts)}"]
    if feed is not None:
        lines.append(f"  下次应报：{next_due_text(feed, result.day_to, _LANG)}")
    return [*lines, *problem_lines(result.flagged)]
