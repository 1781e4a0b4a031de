"""What a clerk sees after handing in a file, and what was handed in before."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

import pandas as pd

from lishui_dash.catalogue import Catalogue
from lishui_dash.catalogue.registers import Registers
from lishui_dash.catalogue.units import Unit
from lishui_dash.intake.receive import Arrival, Receipt
from lishui_dash.readings.deliveries import Delivery, delivery_of, latest
from lishui_dash.spec import Cadence, Feed, UnitKind
from lishui_dash.store.engine import Engine
from lishui_dash.views.figures import MISSING, day_text, moment_text
from lishui_dash.views.languages import Lang, say, text
from lishui_dash.views.moment import Moment
from lishui_dash.views.names import place_name
from lishui_dash.views.overview import clause_title, page_of

LATEST = 30
_WEEK = timedelta(days=7)


@dataclass(frozen=True)
class Accepted:
    """A receipt. `pages` are the pages on which the delivery can be seen."""

    number: int

    title: str
    note: str
    facts: tuple[tuple[str, str], ...]
    can_undo: bool
    pages: tuple[tuple[str, str], ...]


def accepted_of(
    catalogue: Catalogue, receipt: Receipt, arrival: Arrival, lang: Lang
) -> Accepted:
    feed = catalogue.deliverable[receipt.feed]
    days = days_text(receipt.day_from, receipt.day_to)
    facts = (
        ("upload.number", str(receipt.delivery_no)),
        ("upload.feed", say(feed.words, lang)),
        ("upload.day", days),
        ("upload.rows", f"{receipt.rows_n:,}"),
        ("upload.flagged", f"{len(receipt.flagged):,}"),
        ("upload.replaced", f"{receipt.replaced_n:,}"),
        ("upload.mode", text(f"mode.{receipt.mode}", lang) if receipt.mode else ""),
        ("upload.received", f"{arrival.received_at:%Y-%m-%d %H:%M:%S}"),
        ("upload.minutes", _minutes_text(arrival, lang)),
        ("upload.next", next_due_text(feed, receipt.day_to, lang)),
        ("upload.file", arrival.file_name),
        ("upload.sha256", receipt.sha256),
    )
    key = "upload.unchanged" if receipt.unchanged else "upload.accepted"
    return Accepted(
        title=text(key, lang, number=receipt.delivery_no, rows=f"{receipt.rows_n:,}"),
        note=text(f"{key}_note", lang),
        facts=tuple((text(name, lang), value) for name, value in facts),
        number=receipt.delivery_no,
        can_undo=not receipt.unchanged,
        pages=pages_changed(catalogue, feed, lang),
    )


def _minutes_text(arrival: Arrival, lang: Lang) -> str:
    """Return how long the clerk took; "" where nobody knows when he began."""
    if arrival.opened_at is None:
        return ""
    took = (arrival.received_at - arrival.opened_at).total_seconds() / 60
    return text("upload.minutes_value", lang, minutes=f"{took:.1f}")


def undone_text(engine: Engine, number: int, lang: Lang) -> str:
    """Return in one line which delivery a number stands for."""
    found = delivery_of(engine, number)
    feed = engine.catalogue.deliverable.get(found.feed)
    return text(
        "upload.selected",
        lang,
        number=number,
        feed=say(feed.words, lang) if feed else found.feed or MISSING,
        unit=sender_text(found, engine.registers, lang),
        day=days_text(found.day_from, found.day_to),
        mode=text(f"mode.{found.mode}", lang) if found.mode else MISSING,
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


def senders(
    catalogue: Catalogue, registers: Registers, feed_name: str | None
) -> tuple[Unit, ...]:
    """Return the units that may hand in a feed, or any feed."""
    feeds = [catalogue.deliverable[feed_name]] if feed_name else catalogue.feeds.values()
    kinds = {kind for f in feeds for kind in (*f.reporters, *f.contributors)}
    if not kinds:
        kinds = set(UnitKind) - {UnitKind.VILLAGE, UnitKind.OTHER}
    named = {code for f in feeds for code in (*f.bodies, *f.hosts)}
    return tuple(
        unit
        for unit in registers.units.values()
        if (unit.kind in kinds or unit.code in named) and unit.closed is None
    )


def ledger_view(engine: Engine, moment: Moment, lang: Lang) -> pd.DataFrame:
    """Return the latest deliveries, newest first, ready to be shown."""
    found = latest(engine, until=moment.now, most=LATEST)
    return ledger_frame(engine, found, lang)


def ledger_frame(
    engine: Engine, deliveries: Sequence[Delivery], lang: Lang
) -> pd.DataFrame:
    columns = ("number", "received", "feed", "unit", "day", "file", "rows", "verdict")
    return pd.DataFrame(
        [_line(engine, delivery, lang) for delivery in deliveries],
        columns=[text(f"ledger.{name}", lang) for name in columns],
    )


def _line(engine: Engine, delivery: Delivery, lang: Lang) -> tuple[object, ...]:
    feed = engine.catalogue.deliverable.get(delivery.feed)
    if delivery.verdict == "accepted":
        verdict = text("verdict.accepted", lang, mode=text(f"mode.{delivery.mode}", lang))
    else:
        verdict = text("verdict.rejected", lang)
    return (
        delivery.delivery_no,
        moment_text(delivery.received_at),
        say(feed.words, lang) if feed else delivery.feed or MISSING,
        sender_text(delivery, engine.registers, lang),
        days_text(delivery.day_from, delivery.day_to),
        delivery.file_name,
        delivery.rows_n,
        verdict,
    )


def sender_text(delivery: Delivery, registers: Registers, lang: Lang) -> str:
    """Return who reported: a unit, or the place of several units, or several places."""
    unit = registers.units.get(delivery.unit_code or "")
    if unit is not None:
        return say(unit.words, lang)
    if delivery.place:
        return text("ledger.units_of", lang, place=place_name(delivery.place, lang))
    return text("ledger.several", lang)


def days_text(first: date | None, last: date | None) -> str:
    if first == last:
        return day_text(first)
    return f"{day_text(first)} – {day_text(last)}"
