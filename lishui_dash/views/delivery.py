"""What a clerk sees after handing in a file, and what was handed in before."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

import pandas as pd

from lishui_dash.catalogue import Catalogue
from lishui_dash.catalogue.units import UNITS, Unit
from lishui_dash.errors import DeliveryRejected, Problem
from lishui_dash.intake.receive import Judged, Receipt
from lishui_dash.readings.deliveries import Delivery, latest
from lishui_dash.spec import Cadence, Feed, UnitKind
from lishui_dash.store.engine import Engine
from lishui_dash.views.exports import csv_bytes
from lishui_dash.views.figures import MISSING, day_text, moment_text
from lishui_dash.views.languages import Lang, say, text
from lishui_dash.views.moment import Moment
from lishui_dash.views.names import place_name
from lishui_dash.views.overview import clause_title, page_of

MOST_ROWS_NAMED, MOST_UNITS_NAMED = 12, 4
LATEST = 30
_WEEK = timedelta(days=7)


@dataclass(frozen=True)
class Kind:
    """Problems that are alike: one rule at one column."""

    column: str
    reason: str
    remedy: str
    number: int
    rows: str
    rejects: bool


@dataclass(frozen=True)
class Problems:
    """Problems grouped by kind, the most frequent first, and each of them in a table."""

    kinds: tuple[Kind, ...]
    frame: pd.DataFrame
    csv: bytes


@dataclass(frozen=True)
class Accepted:
    """A receipt. `pages` are the pages on which the delivery can be seen."""

    title: str
    note: str
    facts: tuple[tuple[str, str], ...]
    flagged: Problems | None
    pages: tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class Checked:
    """What a file turned out to be, before anything of it is stored."""

    title: str
    note: str
    facts: tuple[tuple[str, str], ...]
    flagged: Problems | None


@dataclass(frozen=True)
class Refused:
    title: str
    note: str
    problems: Problems


def accepted_of(
    catalogue: Catalogue, receipt: Receipt, file_name: str, at: datetime, lang: Lang
) -> Accepted:
    feed = catalogue.feeds[receipt.feed]
    days = _days_text(receipt.day_from, receipt.day_to)
    facts = (
        ("upload.number", str(receipt.delivery_no)),
        ("upload.feed", say(feed.words, lang)),
        ("upload.day", days),
        ("upload.rows", f"{receipt.rows_n:,}"),
        ("upload.flagged", f"{len(receipt.flagged):,}"),
        ("upload.replaced", f"{receipt.replaced_n:,}"),
        ("upload.mode", text(f"mode.{receipt.mode}", lang) if receipt.mode else ""),
        ("upload.received", f"{at:%Y-%m-%d %H:%M:%S}"),
        ("upload.next", next_due_text(feed, receipt.day_to, lang)),
        ("upload.file", file_name),
        ("upload.sha256", receipt.sha256),
    )
    key = "upload.unchanged" if receipt.unchanged else "upload.accepted"
    return Accepted(
        title=text(key, lang, number=receipt.delivery_no, rows=f"{receipt.rows_n:,}"),
        note=text(f"{key}_note", lang),
        facts=tuple((text(name, lang), value) for name, value in facts),
        flagged=problems_of(receipt.flagged, lang) if receipt.flagged else None,
        pages=pages_changed(catalogue, feed, lang),
    )


def checked_of(judged: Judged, file_name: str, lang: Lang) -> Checked:
    """Return what a file that may be accepted holds. Its feed is known."""
    assert judged.feed is not None
    units = [say(part.unit.words, lang) for part in judged.slices]
    named = list(dict.fromkeys(units))
    told = text("list.separator", lang).join(named[:MOST_UNITS_NAMED])
    if len(named) > MOST_UNITS_NAMED:
        told = text("upload.units_more", lang, first=told, number=len(named))
    days = [part.day for part in judged.slices]
    rows = f"{judged.rows_n:,}"
    facts = (
        ("upload.file", file_name),
        ("upload.units", told),
        ("upload.day", _days_text(min(days, default=None), max(days, default=None))),
        ("upload.flagged", f"{len(judged.flagged):,}"),
    )
    return Checked(
        title=text("upload.judged", lang, feed=say(judged.feed.words, lang), rows=rows),
        note=text("upload.judged_note", lang),
        facts=tuple((text(name, lang), value) for name, value in facts),
        flagged=problems_of(judged.flagged, lang) if judged.flagged else None,
    )


def refused_of(
    catalogue: Catalogue, rejected: DeliveryRejected, file_name: str, lang: Lang
) -> Refused:
    feed = catalogue.feeds.get(rejected.feed)
    named = say(feed.words, lang) if feed else text("upload.unknown_feed", lang)
    return Refused(
        title=text("upload.refused", lang, file=file_name, feed=named),
        note=text(
            "upload.refused_note",
            lang,
            problems=f"{len(rejected.problems):,}",
            number=rejected.delivery_no or MISSING,
        ),
        problems=problems_of(rejected.problems, lang),
    )


def problems_of(problems: Sequence[Problem], lang: Lang) -> Problems:
    groups: dict[tuple[bool, str, str], list[Problem]] = {}
    for problem in problems:
        key = (not problem.rejects, problem.rule, problem.column)
        groups.setdefault(key, []).append(problem)
    ordered = sorted(groups.values(), key=lambda group: (not group[0].rejects, -len(group)))
    frame = pd.DataFrame(
        [_cells(problem, lang) for group in ordered for problem in group],
        columns=[text(f"problem.{name}", lang) for name in _COLUMNS],
    )
    return Problems(tuple(_kind(group, lang) for group in ordered), frame, csv_bytes(frame))


_COLUMNS = ("row", "column", "value", "reason", "remedy", "weight")


def _cells(problem: Problem, lang: Lang) -> tuple[str, ...]:
    return (
        text("problem.file", lang) if problem.row is None else str(problem.row),
        problem.column or MISSING,
        problem.value or MISSING,
        say(problem.reason, lang),
        say(problem.remedy, lang),
        text("problem.rejects" if problem.rejects else "problem.flags", lang),
    )


def _kind(group: Sequence[Problem], lang: Lang) -> Kind:
    first = group[0]
    rows = [str(problem.row) for problem in group if problem.row is not None]
    named = text("list.separator", lang).join(rows[:MOST_ROWS_NAMED])
    if len(rows) > MOST_ROWS_NAMED:
        named = text("problem.more_rows", lang, rows=named, number=len(rows))
    return Kind(
        column=first.column or MISSING,
        reason=say(first.reason, lang),
        remedy=say(first.remedy, lang),
        number=len(group),
        rows=named or text("problem.file", lang),
        rejects=first.rejects,
    )


def pages_changed(
    catalogue: Catalogue, feed: Feed, lang: Lang
) -> tuple[tuple[str, str], ...]:
    """Return the pages whose figures read the feed, with their titles."""
    found = {
        page_of(catalogue, stem): clause_title(clause, lang)
        for stem, clause in catalogue.clauses.items()
        if any(
            feed in indicator.feeds or indicator.reads_ledger
            for indicator in catalogue.indicators_of(stem)
        )
    }
    screens = {page: text(f"page.{page}", lang) for page in ("wall", "overview")}
    return tuple({**screens, **found}.items())


def next_due_text(feed: Feed, day: date | None, lang: Lang) -> str:
    """Return when the next report of a feed is due, after the one of `day`."""
    if feed.cadence is Cadence.EVENT or day is None:
        return text(f"cadence.{feed.cadence.value}", lang)
    if feed.cadence is Cadence.ON_CHANGE:
        return text("cadence.on_change", lang)
    following = day + (_WEEK if feed.cadence is Cadence.WEEKLY else timedelta(days=1))
    return text(
        "upload.next_due",
        lang,
        day=day_text(following),
        due=moment_text(feed.due_at(following)),
    )


def senders(catalogue: Catalogue, feed_name: str | None) -> tuple[Unit, ...]:
    """Return the units that may hand in a feed, or any feed."""
    feeds = [catalogue.feeds[feed_name]] if feed_name else catalogue.feeds.values()
    kinds = {kind for feed in feeds for kind in feed.reporters}
    if not kinds:
        kinds = set(UnitKind) - {UnitKind.VILLAGE, UnitKind.OTHER}
    return tuple(unit for unit in UNITS.values() if unit.kind in kinds)


def ledger_view(engine: Engine, moment: Moment, lang: Lang) -> pd.DataFrame:
    """Return the latest deliveries, newest first, ready to be shown."""
    found = latest(engine, until=moment.now, most=LATEST)
    return ledger_frame(engine.catalogue, found, lang)


def ledger_frame(
    catalogue: Catalogue, deliveries: Sequence[Delivery], lang: Lang
) -> pd.DataFrame:
    columns = ("number", "received", "feed", "unit", "day", "file", "rows", "verdict")
    return pd.DataFrame(
        [_line(catalogue, delivery, lang) for delivery in deliveries],
        columns=[text(f"ledger.{name}", lang) for name in columns],
    )


def _line(catalogue: Catalogue, delivery: Delivery, lang: Lang) -> tuple[object, ...]:
    feed = catalogue.feeds.get(delivery.feed)
    if delivery.verdict == "accepted":
        verdict = text("verdict.accepted", lang, mode=text(f"mode.{delivery.mode}", lang))
    else:
        verdict = text("verdict.rejected", lang)
    return (
        delivery.delivery_no,
        moment_text(delivery.received_at),
        say(feed.words, lang) if feed else delivery.feed or MISSING,
        sender_text(delivery, lang),
        _days_text(delivery.day_from, delivery.day_to),
        delivery.file_name,
        delivery.rows_n,
        verdict,
    )


def sender_text(delivery: Delivery, lang: Lang) -> str:
    """Return who reported: a unit, or the place of several units, or several places."""
    unit = UNITS.get(delivery.unit_code or "")
    if unit is not None:
        return say(unit.words, lang)
    if delivery.place:
        return text("ledger.units_of", lang, place=place_name(delivery.place, lang))
    return text("ledger.several", lang)


def _days_text(first: date | None, last: date | None) -> str:
    if first == last:
        return day_text(first)
    return f"{day_text(first)} – {day_text(last)}"
