"""What a unit owes and by when, and who is behind."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from lishui_dash.catalogue.registers import Registers
from lishui_dash.readings.arrivals import Sent, sent_by
from lishui_dash.readings.reading import Status
from lishui_dash.readings.reporting import Owed, owed
from lishui_dash.spec import Cadence, Feed
from lishui_dash.store.engine import Engine
from lishui_dash.views.figures import day_text, moment_text
from lishui_dash.views.languages import Lang, say, text
from lishui_dash.views.moment import Moment
from lishui_dash.views.names import place_name
from lishui_dash.views.reporting import LOOK_BACK, delay_text
from lishui_dash.views.unit_subject import Subject, reporting_units, upload_code

MOST_BEHIND = 20
_ONE, _WEEK = timedelta(days=1), timedelta(days=7)


@dataclass(frozen=True)
class Due:
    """One report: of a day, or of all the days it was not sent, or sent late.

    `due` is when it is to be there, or was first to be there; `came` is "40/42", "" for a
    single report. `unit` is the code under which it is handed in, "" where nothing is
    left to do.
    """

    feed: str
    days: str
    due: str
    came: str
    received: str
    status: Status
    note: str
    unit: str


@dataclass(frozen=True)
class Behind:
    """Those who owe one report for the same days, or sent it late. `who` are codes and
    names: of units, or of places where the whole city is looked at."""

    feed: str
    status: Status
    days: str
    since: str
    delay: str
    units_n: int
    who: tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class Reports:
    """The reports of the days looked back on; `own` are the subject's. `until` is when
    they are looked at."""

    every: tuple[Owed, ...]
    own: tuple[Owed, ...]
    until: datetime

    @property
    def absent(self) -> list[Owed]:
        """The subject's reports that are overdue and have not come."""
        return [r for r in self.own if r.received_at is None and r.due_at <= self.until]

    @property
    def late(self) -> list[Owed]:
        """The subject's reports that came late."""
        return [report for report in self.own if report.is_late]


def own_reports(engine: Engine, moment: Moment, subject: Subject) -> Reports:
    """Return the reports of the last LOOK_BACK days as known at the moment."""
    known_at = moment.known_at if moment.is_replay else None
    every = owed(engine, moment.as_of, days=LOOK_BACK, known_at=known_at)
    codes = {unit.code for unit in reporting_units(engine.registers, subject)}
    own = tuple(report for report in every if report.unit_code in codes)
    return Reports(tuple(every), own, known_at or moment.now)


def dues_of(
    engine: Engine, moment: Moment, subject: Subject, reports: Reports, lang: Lang
) -> tuple[Due, ...]:
    """Return what is owed: what was not sent first, then the day shown, then what is due
    next, then what came late."""
    earlier = [report for report in reports.own if report.day < moment.as_of]
    groups = (
        [report for report in reports.absent if report.day < moment.as_of],
        [report for report in reports.own if report.day == moment.as_of],
        _next(engine, moment, subject, reports.until),
        [report for report in earlier if report.is_late],
    )
    return tuple(
        _due(engine.registers, subject, feed, listed, reports.until, lang)
        for group in groups
        for feed, listed in _by_feed(engine.catalogue.feeds.values(), group)
    )


def _by_feed(
    feeds: Iterable[Feed], reports: Iterable[Owed]
) -> Iterator[tuple[Feed, list[Owed]]]:
    found: dict[str, list[Owed]] = {}
    for report in reports:
        found.setdefault(report.feed, []).append(report)
    for feed in feeds:
        if feed.name in found:
            yield feed, found[feed.name]


def _next(
    engine: Engine, moment: Moment, subject: Subject, until: datetime
) -> Iterator[Owed]:
    """Yield what falls due next: the next day's reports, those of the week, and lists
    that never came. Nothing of it is written down as owed yet."""
    feeds = engine.catalogue.feeds.values()
    kinds = {kind for feed in feeds for kind in feed.reporters}
    own = reporting_units(engine.registers, subject)
    units = [unit for unit in own if unit.kind in kinds]
    sent = sent_by(engine, [unit.code for unit in units], until)
    day = moment.as_of + _ONE
    for feed in feeds:
        for unit in units:
            if unit.kind not in feed.reporters:
                continue
            came = sent.get((feed.name, unit.code))
            if feed.cadence is Cadence.EVENT or (
                came and feed.cadence is Cadence.ON_CHANGE
            ):
                continue
            received = came.received_at if came and _is_of(feed, came, day) else None
            yield Owed(feed.name, unit.code, unit.place, day, feed.due_at(day), received)


def _is_of(feed: Feed, came: Sent, day: date) -> bool:
    """Whether what came last is already what is due next."""
    if feed.cadence is Cadence.WEEKLY:
        last = feed.due_at(day).date() - timedelta(days=feed.due.days_after)
        return came.day > last - _WEEK
    return came.day >= day


def _due(
    registers: Registers,
    subject: Subject,
    feed: Feed,
    reports: Sequence[Owed],
    until: datetime,
    lang: Lang,
) -> Due:
    came = [r.received_at for r in reports if r.received_at is not None]
    status, note = _state(reports, until, lang)
    is_done = len(came) == len(reports)
    return Due(
        feed=say(feed.words, lang),
        days=_days_text(feed, reports, lang),
        due=moment_text(min(report.due_at for report in reports)),
        came=f"{len(came)}/{len(reports)}" if len(reports) > 1 else "",
        received=moment_text(max(came, default=None)),
        status=status,
        note=note,
        unit="" if is_done else upload_code(registers, subject, feed),
    )


def _days_text(feed: Feed, reports: Iterable[Owed], lang: Lang) -> str:
    if feed.cadence is not Cadence.DAILY:
        return text(f"cadence.{feed.cadence.value}", lang)
    return _joined({report.day for report in reports}, lang)


def _joined(days: Iterable[date], lang: Lang) -> str:
    return text("list.separator", lang).join(day_text(day) for day in sorted(days))


def _state(reports: Sequence[Owed], until: datetime, lang: Lang) -> tuple[Status, str]:
    absent = [report for report in reports if report.received_at is None]
    overdue = [report for report in absent if report.due_at <= until]
    if overdue:
        some = len(absent) < len(reports)
        said = text("reporting.overdue", lang, delay=_longest(overdue, until, lang))
        return Status.AMBER if some else Status.MISSING, said
    if absent:
        return Status.REFERENCE, text("reporting.not_due", lang)
    if any(report.is_late for report in reports):
        said = text("unit.late", lang, delay=_longest(reports, until, lang))
        return Status.AMBER, said
    return Status.GREEN, text("reporting.in_time", lang)


def _longest(reports: Iterable[Owed], until: datetime, lang: Lang) -> str:
    return delay_text(max(report.overdue_hours(until) for report in reports), lang)


_Key = tuple[str, bool, frozenset[date]]


def behind_of(
    engine: Engine,
    reports: Iterable[Owed],
    until: datetime,
    lang: Lang,
    *,
    by_place: bool = False,
) -> tuple[Behind, ...]:
    """Return who has not sent some reports, or sent them late, the longest delay first.

    Units that lack the same report for the same days stand together; with `by_place` it
    is the places that are named, with how many of their units.
    """
    groups: dict[_Key, list[Owed]] = {}
    for key, listed in _by_unit(reports, until):
        groups.setdefault(key, []).extend(listed)
    ordered = sorted(
        groups.items(),
        key=lambda pair: (
            pair[0][1],
            -max(report.overdue_hours(until) for report in pair[1]),
        ),
    )
    return tuple(
        _behind(engine, key, listed, until, lang, by_place) for key, listed in ordered
    )


def _by_unit(reports: Iterable[Owed], until: datetime) -> Iterator[tuple[_Key, list[Owed]]]:
    """Yield what each unit lacks of each report, or else what it sent late.

    The key says the report, whether it came after all, and for which days it is lacking.
    """
    found: dict[tuple[str, str], list[Owed]] = {}
    for report in reports:
        if report.overdue_hours(until) > 0:
            found.setdefault((report.feed, report.unit_code), []).append(report)
    for (feed, _), listed in found.items():
        absent = [report for report in listed if report.received_at is None]
        days = frozenset(report.day for report in absent)
        yield (feed, not absent, days), absent or listed


def _behind(
    engine: Engine,
    key: _Key,
    reports: Sequence[Owed],
    until: datetime,
    lang: Lang,
    by_place: bool,
) -> Behind:
    feed, is_late, _ = key
    return Behind(
        feed=say(engine.catalogue.feeds[feed].words, lang),
        status=Status.AMBER if is_late else Status.MISSING,
        days=_joined({report.day for report in reports}, lang),
        since=moment_text(min(report.due_at for report in reports)),
        delay=_longest(reports, until, lang),
        units_n=len({report.unit_code for report in reports}),
        who=_places(reports, lang) if by_place else _units(engine, reports, lang),
    )


def _units(
    engine: Engine, reports: Iterable[Owed], lang: Lang
) -> tuple[tuple[str, str], ...]:
    units = engine.registers.units
    codes = dict.fromkeys(report.unit_code for report in reports)
    return tuple(
        (code, say(units[code].words, lang) if code in units else code) for code in codes
    )


def _places(reports: Iterable[Owed], lang: Lang) -> tuple[tuple[str, str], ...]:
    units: dict[str, set[str]] = {}
    for report in reports:
        units.setdefault(report.place, set()).add(report.unit_code)
    return tuple(
        (
            place,
            text("unit.of_place", lang, place=place_name(place, lang), number=len(codes)),
        )
        for place, codes in units.items()
    )
