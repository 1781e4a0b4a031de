"""Who owes which report, since when, and what was put right afterwards."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from lishui_dash.catalogue.places import PLACES, Place
from lishui_dash.catalogue.registers import Registers
from lishui_dash.readings.coverage import DayReports, reports_of
from lishui_dash.readings.deliveries import Delivery, latest
from lishui_dash.readings.reading import Status
from lishui_dash.readings.reporting import Owed, owed
from lishui_dash.spec import Cadence, Feed, Group
from lishui_dash.store.engine import Engine
from lishui_dash.views.board import board
from lishui_dash.views.clause import places_of
from lishui_dash.views.delivery import sender_text
from lishui_dash.views.figures import MISSING, day_text, moment_text
from lishui_dash.views.languages import Lang, say, text
from lishui_dash.views.moment import Moment
from lishui_dash.views.names import place_name
from lishui_dash.views.tile import Tile, tile_of

LOOK_BACK = 7
MOST_DEBTS = 100
MOST_CORRECTIONS = 20
_DAY_HOURS = 24


@dataclass(frozen=True)
class Cell:
    """What one place has sent of one feed. `note` says how late, or that time is left."""

    status: Status
    count: str
    note: str


@dataclass(frozen=True)
class Row:
    feed: str
    due: str
    cells: tuple[Cell | None, ...]


@dataclass(frozen=True)
class Debt:
    """A unit that has not sent a feed, or sent it late, in the days looked back on."""

    place: str
    unit: str
    feed: str
    status: Status
    since: str
    days: str
    delay: str


@dataclass(frozen=True)
class Correction:
    number: int
    received: str
    feed: str
    unit: str
    day: str
    rows: str
    supersedes: str
    file_name: str


@dataclass(frozen=True)
class Reporting:
    """`daily` are the feeds owed every day; `standing` the others: when they last came to
    `places_whole`, the places whose units are all seen.

    `tiles` are figures at `place`; there are none for whoever sees no figures.
    """

    places: tuple[str, ...]
    places_whole: tuple[str, ...]
    daily: tuple[Row, ...]
    standing: tuple[Row, ...]
    debts: tuple[Debt, ...]
    debts_n: int
    corrections: tuple[Correction, ...]
    place: str
    tiles: tuple[Tile, ...]


def reporting_view(engine: Engine, moment: Moment, lang: Lang) -> Reporting:
    """Return the reports of the business day, the debts, and the data-quality figures."""
    until = (moment.known_at if moment.is_replay else None) or moment.now
    known_at = moment.known_at if moment.is_replay else None
    reports = owed(engine, moment.as_of, days=LOOK_BACK, known_at=known_at)
    today = [report for report in reports if report.day == moment.as_of]
    debts = _debts(engine.catalogue.feeds, engine.registers, reports, until, lang)
    catalogue = engine.catalogue
    shown = board(engine, moment)
    places = _places(engine)
    # When a list last came to a place is known of those whose units are all seen.
    whole = [p for p in places if engine.sight.ledger.covers_place(p.code)]
    seen = places_of(lang, engine.sight.figures)
    own = tuple(
        indicator
        for stem, clause in catalogue.clauses.items()
        if clause.group is Group.DATA
        for indicator in catalogue.indicators_of(stem)
    )
    return Reporting(
        places=tuple(say(place.short, lang) for place in places),
        places_whole=tuple(say(place.short, lang) for place in whole),
        daily=tuple(_daily(catalogue.feeds, places, today, until, lang)),
        standing=tuple(
            _standing(
                catalogue.feeds, whole, reports_of(engine, catalogue, moment.as_of), lang
            )
            if whole
            else ()
        ),
        debts=tuple(debts[:MOST_DEBTS]),
        debts_n=len(debts),
        corrections=tuple(
            _correction(catalogue.deliverable, engine.registers, delivery, lang)
            for delivery in latest(
                engine, until=until, mode="correction", most=MOST_CORRECTIONS
            )
        ),
        place=seen[0][0] if seen else "",
        tiles=tuple(tile_of(shown, i, seen[0][0], lang) for i in own) if seen else (),
    )


def _places(engine: Engine) -> tuple[Place, ...]:
    """Return the places of the units whose reports are seen."""
    reach = engine.sight.ledger
    if reach.units is None:
        return PLACES
    units = engine.registers.units
    codes = {units[code].place for code in reach.units if code in units} | reach.places
    return tuple(place for place in PLACES if place.code in codes)


def _daily(
    feeds: Mapping[str, Feed],
    places: Sequence[Place],
    reports: Sequence[Owed],
    until: datetime,
    lang: Lang,
) -> list[Row]:
    found: dict[str, dict[str, list[Owed]]] = {}
    for report in reports:
        found.setdefault(report.feed, {}).setdefault(report.place, []).append(report)
    return [
        Row(
            say(feed.words, lang),
            text(
                "reporting.due_at" if feed.due.days_after else "reporting.due_on_the_day",
                lang,
                hour=f"{feed.due.at:%H:%M}",
            ),
            tuple(
                _cell(found[feed.name][place.code], until, lang)
                if place.code in found[feed.name]
                else None
                for place in places
            ),
        )
        for feed in feeds.values()
        if feed.name in found
    ]


def _cell(reports: Sequence[Owed], until: datetime, lang: Lang) -> Cell:
    came = [report for report in reports if report.received_at is not None]
    late = [report for report in came if report.is_late]
    absent = [report for report in reports if report.received_at is None]
    overdue = [report for report in absent if report.due_at <= until]
    number = f"{len(came)}/{len(reports)}"
    if overdue:
        worst = max(report.overdue_hours(until) for report in overdue)
        said = text("reporting.overdue", lang, delay=delay_text(worst, lang))
        return Cell(Status.AMBER if came else Status.MISSING, number, said)
    if absent:
        return Cell(Status.REFERENCE, number, text("reporting.not_due", lang))
    if late:
        worst = max(report.overdue_hours(until) for report in late)
        said = text("reporting.late", lang, number=len(late), delay=delay_text(worst, lang))
        return Cell(Status.AMBER, number, said)
    return Cell(Status.GREEN, number, text("reporting.in_time", lang))


def delay_text(hours: float, lang: Lang) -> str:
    """Return "50.7 小时", and in days from two days on: "2.1 天"."""
    if hours >= 2 * _DAY_HOURS:
        return text("delay.days", lang, days=f"{hours / _DAY_HOURS:.1f}")
    if hours >= 1:
        return text("delay.hours", lang, hours=f"{hours:.1f}")
    return text("delay.minutes", lang, minutes=f"{hours * 60:.0f}")


def _standing(
    feeds: Mapping[str, Feed], places: Sequence[Place], reports: DayReports, lang: Lang
) -> list[Row]:
    rows = []
    for feed in feeds.values():
        if feed.cadence is Cadence.DAILY:
            continue
        cells: list[Cell | None] = []
        for place in places:
            report = reports.of(feed, place.code)
            received = report.received_at
            if received is not None:
                cells.append(Cell(Status.GREEN, day_text(received), f"{received:%H:%M}"))
            elif report.coverage.due:
                cells.append(Cell(Status.MISSING, MISSING, text("reporting.never", lang)))
            else:
                cells.append(None)
        rows.append(
            Row(
                say(feed.words, lang),
                text(f"cadence.{feed.cadence.value}", lang),
                tuple(cells),
            )
        )
    return rows


def _debts(
    feeds: Mapping[str, Feed],
    registers: Registers,
    reports: Sequence[Owed],
    until: datetime,
    lang: Lang,
) -> list[Debt]:
    found: dict[tuple[str, str], list[Owed]] = {}
    for report in reports:
        if report.overdue_hours(until) > 0:
            found.setdefault((report.unit_code, report.feed), []).append(report)
    ordered = sorted(
        found.values(),
        key=lambda group: (
            all(report.received_at is not None for report in group),
            -max(report.overdue_hours(until) for report in group),
        ),
    )
    return [_debt(feeds, registers, group, until, lang) for group in ordered]


def _debt(
    feeds: Mapping[str, Feed],
    registers: Registers,
    group: Sequence[Owed],
    until: datetime,
    lang: Lang,
) -> Debt:
    absent = [report for report in group if report.received_at is None]
    counted = absent or group
    first = min(counted, key=lambda report: report.day)
    worst = max(report.overdue_hours(until) for report in counted)
    days = text("list.separator", lang).join(day_text(report.day) for report in counted)
    return Debt(
        place=place_name(first.place, lang),
        unit=say(registers.units[first.unit_code].words, lang),
        feed=say(feeds[first.feed].words, lang),
        status=Status.MISSING if absent else Status.AMBER,
        since=moment_text(first.due_at),
        days=days,
        delay=delay_text(worst, lang),
    )


def _correction(
    feeds: Mapping[str, Feed], registers: Registers, delivery: Delivery, lang: Lang
) -> Correction:
    feed = feeds.get(delivery.feed)
    same = delivery.day_from == delivery.day_to
    return Correction(
        number=delivery.delivery_no,
        received=moment_text(delivery.received_at),
        feed=say(feed.words, lang) if feed else delivery.feed,
        unit=sender_text(delivery, registers, lang),
        day=day_text(delivery.day_to)
        if same
        else f"{day_text(delivery.day_from)} – {day_text(delivery.day_to)}",
        rows=f"{delivery.accepted_n:,}",
        supersedes=MISSING if delivery.supersedes is None else str(delivery.supersedes),
        file_name=delivery.file_name,
    )
