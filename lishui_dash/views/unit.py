"""One unit's own page: what is wrong, what it owes, how it stands, who is behind."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from lishui_dash.catalogue.places import WHOLE
from lishui_dash.readings.reading import WORST_FIRST, Status
from lishui_dash.readings.reporting import Owed
from lishui_dash.spec import Audience, Indicator
from lishui_dash.store.engine import Engine
from lishui_dash.views import figures
from lishui_dash.views.board import Board, board
from lishui_dash.views.items import Moves, OpenItem, moves_at, open_items, worst_of
from lishui_dash.views.languages import Lang, say, text
from lishui_dash.views.moment import Moment
from lishui_dash.views.overview import count, page_of
from lishui_dash.views.unit_owed import (
    MOST_BEHIND,
    Behind,
    Due,
    Reports,
    behind_of,
    dues_of,
    own_reports,
)
from lishui_dash.views.unit_subject import (
    Subject,
    is_carried,
    label_of,
    owned_by,
    subject_of,
)

MOST_FIGURES = 12
"""How many figures may be compared: those that are bad, then the first of each clause."""


@dataclass(frozen=True)
class Entry:
    """What is red or amber. `place` is where it is worst, `page` shows it in full, and
    `relation` says what the unit has to do with it; "" where it is the whole place's."""

    item: OpenItem
    page: str
    place: str
    relation: str


@dataclass(frozen=True)
class UnitView:
    """`place` is where it is, `reach` where its first figures are: WHOLE for a body that
    answers for figures of the whole city. `counts` are the figures looked at, by status,
    worst first; `compared` the names and titles of those to be compared, worst first.
    `longest` is the report lacking longest, or "". `behind_n` counts all who are behind.
    """

    code: str
    place: str
    reach: str
    label: str
    head: str
    worst: str
    longest: str
    counts: tuple[tuple[Status, int], ...]
    entries: tuple[Entry, ...]
    dues: tuple[Due, ...]
    compared: tuple[tuple[str, str], ...]
    behind: tuple[Behind, ...]
    behind_n: int


@dataclass(frozen=True)
class _Part:
    """Some figures at one place, or in the whole city."""

    place: str
    indicators: tuple[Indicator, ...]


def unit_view(engine: Engine, moment: Moment, lang: Lang, code: str) -> UnitView | None:
    """Return the page of a place or unit at one moment; None for an unknown code."""
    subject = subject_of(engine.registers, code)
    if subject is None:
        return None
    shown = board(engine, moment)
    moves = moves_at(engine, moment)
    looked_at = _parts(shown, subject)
    entries = _entries(shown, moves, subject, looked_at, lang)
    statuses = _statuses(shown, entries, looked_at)
    reports = own_reports(engine, moment, subject)
    late = behind_of(engine, reports.own, reports.until, lang)
    behind = _behind(engine, subject, reports, looked_at, lang)
    return UnitView(
        code=subject.code,
        place=subject.place,
        reach=looked_at[0].place if looked_at[0].indicators else subject.place,
        label=label_of(subject, lang),
        head=_head(shown, entries, reports, lang),
        worst=_worst(entries, statuses, lang),
        longest=_longest(late or behind, lang),
        counts=count(statuses),
        entries=tuple(entries),
        dues=dues_of(engine, moment, subject, reports, lang),
        compared=tuple(_compared(shown, entries, looked_at, lang)),
        behind=behind[:MOST_BEHIND],
        behind_n=len(behind),
    )


def _parts(shown: Board, subject: Subject) -> tuple[_Part, ...]:
    """Return the figures that are a subject's to look at, and where.

    A county and whoever is in it: all of the county. A body of the city: what it answers
    for, in the whole city; and what it reports itself, among the city's own bodies.
    """
    every = tuple(shown.catalogue.indicators.values())
    if not subject.is_of_city:
        return (_Part(subject.place, every),)
    owned = owned_by(shown.catalogue, subject)
    carried = tuple(
        indicator
        for indicator in every
        if indicator not in owned and is_carried(shown.registers, subject, indicator)
    )
    return _Part(WHOLE, owned), _Part(subject.place, carried)


def _entries(
    shown: Board,
    moves: Moves,
    subject: Subject,
    looked_at: Iterable[_Part],
    lang: Lang,
) -> list[Entry]:
    found = [
        _entry(shown, subject, part, item, lang)
        for part in looked_at
        for item in open_items(shown, moves, lang, part.place, part.indicators)
    ]
    found.sort(key=lambda entry: WORST_FIRST.index(entry.item.status))
    return list(_advised_once(found))


def _advised_once(entries: Iterable[Entry]) -> Iterator[Entry]:
    """Yield the entries, each piece of advice only with the first that it helps."""
    told: set[str] = set()
    for entry in entries:
        advice = "" if entry.item.advice in told else entry.item.advice
        told.add(advice)
        yield replace(entry, item=replace(entry.item, advice=advice))


def _entry(
    shown: Board, subject: Subject, part: _Part, item: OpenItem, lang: Lang
) -> Entry:
    indicator = shown.catalogue.indicators[item.indicator]
    worst = worst_of(shown, indicator, part.place)
    return Entry(
        item=item,
        page=page_of(shown.catalogue, item.stem),
        place=worst.place if worst is not None else part.place,
        relation=_relation(shown, subject, part, indicator, lang),
    )


def _relation(
    shown: Board, subject: Subject, part: _Part, indicator: Indicator, lang: Lang
) -> str:
    if subject.unit is None:
        return ""
    if part.place == WHOLE:
        return text("unit.owner", lang)
    if shown.at(indicator, part.place, subject.code) is not None:
        return text("unit.named", lang)
    if is_carried(shown.registers, subject, indicator):
        return text("unit.carried", lang)
    return ""


def _head(shown: Board, entries: Sequence[Entry], reports: Reports, lang: Lang) -> str:
    statuses = [entry.item.status for entry in entries]
    known = shown.catalogue.indicators
    on_wall = [e for e in entries if Audience.WALL in known[e.item.indicator].audience]
    return text(
        "unit.head",
        lang,
        day=figures.day_text(shown.as_of),
        red=statuses.count(Status.RED),
        amber=statuses.count(Status.AMBER),
        wall=len(on_wall),
        absent=len(reports.absent),
        late=len(reports.late),
    )


def _statuses(
    shown: Board, entries: Iterable[Entry], looked_at: Iterable[_Part]
) -> list[Status]:
    """Return the status of every figure: of its worst part, where one is red or amber."""
    bad = {entry.item.indicator: entry.item.status for entry in entries}
    return [
        bad.get(indicator.name, reading.status)
        for part in looked_at
        for indicator in part.indicators
        if (reading := shown.at(indicator, part.place)) is not None
    ]


def _worst(entries: Sequence[Entry], statuses: Sequence[Status], lang: Lang) -> str:
    """Return what is worst; where nothing is, that it may only not be known."""
    if entries:
        item = entries[0].item
        return text("unit.worst", lang, what=item.what, since=item.since)
    if not statuses:
        return text("unit.no_figures", lang)
    if missing := statuses.count(Status.MISSING):
        return text("unit.nothing_told", lang, number=missing)
    return text("unit.nothing_wrong", lang)


def _longest(behind: Sequence[Behind], lang: Lang) -> str:
    """Return which report is owed longest, or was late longest; "" where none is."""
    if not behind:
        return ""
    first = behind[0]
    key = "unit.owed_longest" if first.status is Status.MISSING else "unit.late_longest"
    return text(
        key,
        lang,
        feed=first.feed,
        days=first.days,
        delay=first.delay,
        number=first.units_n,
    )


def _compared(
    shown: Board, entries: Sequence[Entry], looked_at: Sequence[_Part], lang: Lang
) -> Iterable[tuple[str, str]]:
    """Yield the names and titles of the figures to compare, worst first."""
    bad = [entry.item.indicator for entry in entries]
    places = {i.name: part.place for part in looked_at for i in part.indicators}
    known = shown.catalogue.indicators

    def urgency(name: str) -> int:
        return WORST_FIRST.index(shown.status(known[name], places[name]))

    first = [
        indicator.name
        for part in looked_at
        for indicator in part.indicators
        if (indicator.wall == 1 or part.place == WHOLE)
        and shown.at(indicator, part.place) is not None
    ]
    first.sort(key=urgency)
    shapes = {entry.item.indicator: entry.item.shape for entry in entries}
    for name in list(dict.fromkeys((*bad, *first)))[:MOST_FIGURES]:
        own = figures.SHAPES[shown.status(known[name], places[name])]
        yield name, f"{shapes.get(name, own)} {say(known[name].words, lang)}"


def _behind(
    engine: Engine,
    subject: Subject,
    reports: Reports,
    looked_at: Iterable[_Part],
    lang: Lang,
) -> tuple[Behind, ...]:
    """Return who is behind: the units of a place, those under a unit, or, for a body of
    the city, whoever owes what its figures are made of."""
    if subject.unit is None:
        return behind_of(engine, reports.own, reports.until, lang)
    if not subject.is_of_city:
        units = engine.registers.units
        below = [
            report
            for report in reports.every
            if report.unit_code in units and units[report.unit_code].parent == subject.code
        ]
        return behind_of(engine, below, reports.until, lang)
    owned = [i for part in looked_at if part.place == WHOLE for i in part.indicators]
    owed = _read_by(owned, reports.every)
    return behind_of(engine, owed, reports.until, lang, by_place=True)


def _read_by(indicators: Sequence[Indicator], reports: Iterable[Owed]) -> list[Owed]:
    """Return the reports that the indicators are made of."""
    feeds = {feed.name for indicator in indicators for feed in indicator.feeds}
    is_all = any(indicator.reads_ledger for indicator in indicators)
    return [report for report in reports if is_all or report.feed in feeds]
