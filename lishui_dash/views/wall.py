"""The wall: ten clauses, eleven places, what is worst, and who has reported."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from lishui_dash.actions.redistribution import Move, suggestions
from lishui_dash.catalogue import Catalogue
from lishui_dash.catalogue.places import PLACES, TILES, WHOLE
from lishui_dash.catalogue.supplies import ITEMS
from lishui_dash.readings.reading import WORST_FIRST, Reading, Status, worst
from lishui_dash.readings.reporting import Owed, owed
from lishui_dash.spec import Audience, Clause, Group, Indicator
from lishui_dash.store.engine import Engine
from lishui_dash.views import figures
from lishui_dash.views.board import Board, badness, board, is_critical, value_of
from lishui_dash.views.languages import Lang, say, text
from lishui_dash.views.moment import Moment
from lishui_dash.views.names import code_words, listed, place_name, where_text
from lishui_dash.views.tile import Tile, tile_of

MOST_ITEMS = 5
_BAD = (Status.RED, Status.AMBER)


@dataclass(frozen=True)
class Panel:
    """One clause. `tally` counts all its figures, on the wall or not, by status, worst
    first; `note` is the sentence that says what is worst, and what would help."""

    stem: str
    number: int
    title: str
    tally: tuple[tuple[Status, int], ...]
    status: Status
    shape: str
    status_text: str
    tiles: tuple[Tile, ...]
    note: str


@dataclass(frozen=True)
class MapTile:
    """One place. `worst` says its worst figure; `absent` how many are not reported."""

    place: str
    name: str
    row: int
    column: int
    status: Status
    shape: str
    is_critical: bool
    worst: str
    absent: str


@dataclass(frozen=True)
class OpenItem:
    what: str
    status: Status
    shape: str
    is_critical: bool
    owner: str
    since: str
    advice: str


@dataclass(frozen=True)
class Cell:
    """How many reports of one feed came from one place, of those due."""

    reported: int
    due: int
    late: int

    @property
    def status(self) -> Status:
        if not self.reported:
            return Status.MISSING
        return Status.GREEN if self.reported >= self.due else Status.AMBER


@dataclass(frozen=True)
class Strip:
    """Reports due and come: a row for each daily feed, a cell (or None) for each place."""

    places: tuple[str, ...]
    rows: tuple[tuple[str, tuple[Cell | None, ...]], ...]
    total: Cell

    @property
    def summary_share(self) -> float | None:
        total = self.total
        return (total.reported - total.late) / total.due if total.due else None


@dataclass(frozen=True)
class Wall:
    as_of: str
    reported: str
    on_time: str
    is_replay: bool
    guarantees: tuple[Panel, ...]
    reductions: tuple[Panel, ...]
    incentives: tuple[Panel, ...]
    places: tuple[MapTile, ...]
    items: tuple[OpenItem, ...]
    red: int
    amber: int
    strip: Strip
    reporting: tuple[Tile, ...]


def wall_view(engine: Engine, moment: Moment, lang: Lang) -> Wall:
    """Return all the wall shows at one moment."""
    shown = board(engine, moment)
    catalogue = engine.catalogue
    moves = {
        (move.recipient, move.item): move
        for move in reversed(suggestions(engine, moment.as_of, moment.known_at))
    }
    strip = strip_of(catalogue, owed(engine, moment.as_of, known_at=moment.known_at), lang)
    panels = {
        stem: _panel(shown, stem, clause, moves, lang)
        for stem, clause in catalogue.clauses.items()
    }

    def of(group: Group) -> tuple[Panel, ...]:
        return tuple(
            panels[stem] for stem, c in catalogue.clauses.items() if c.group is group
        )

    items = _open_items(shown, moves, lang)
    statuses = [item.status for item in items]
    share = strip.summary_share
    return Wall(
        as_of=f"{moment.as_of:%Y-%m-%d}",
        reported=f"{strip.total.reported:,} / {strip.total.due:,}",
        on_time=figures.MISSING if share is None else f"{share:.1%}",
        is_replay=moment.is_replay,
        guarantees=of(Group.GUARANTEE),
        reductions=of(Group.REDUCTION),
        incentives=of(Group.INCENTIVE),
        places=tuple(map_tiles(shown, lang)),
        items=tuple(items[:MOST_ITEMS]),
        red=statuses.count(Status.RED),
        amber=statuses.count(Status.AMBER),
        strip=strip,
        reporting=tuple(tile for panel in of(Group.DATA) for tile in panel.tiles),
    )


def wall_indicators(catalogue: Catalogue, stem: str) -> list[Indicator]:
    """Return the figures of a clause that stand on the wall, in their order."""
    found = [i for i in catalogue.indicators_of(stem) if i.wall is not None]
    return sorted(found, key=lambda indicator: indicator.wall or 0)


def clause_status(shown: Board, stem: str) -> Status:
    """Return the worst status of the clause's figures on the wall, the city's value.

    A figure that is missing makes the whole clause incomplete unless another is worse:
    MISSING beats green.
    """
    return worst([shown.status(i) for i in wall_indicators(shown.catalogue, stem)])


def _panel(
    shown: Board,
    stem: str,
    clause: Clause,
    moves: Mapping[tuple[str, str], Move],
    lang: Lang,
) -> Panel:
    status = clause_status(shown, stem)
    indicators = wall_indicators(shown.catalogue, stem)
    return Panel(
        stem=stem,
        number=clause.number,
        title=say(clause.words, lang),
        tally=_tally(shown, stem),
        status=status,
        shape=figures.SHAPES[status],
        status_text=figures.clause_status_text(status, lang),
        tiles=tuple(tile_of(shown, i, WHOLE, lang) for i in indicators),
        note=_note(shown, indicators, moves, lang),
    )


def _tally(shown: Board, stem: str) -> tuple[tuple[Status, int], ...]:
    statuses = [shown.status(i) for i in shown.catalogue.indicators_of(stem)]
    return tuple((s, statuses.count(s)) for s in WORST_FIRST if s in statuses)


def _note(
    shown: Board,
    indicators: list[Indicator],
    moves: Mapping[tuple[str, str], Move],
    lang: Lang,
) -> str:
    bad = [(i, part) for i in indicators if (part := _worst_of(shown, i)) is not None]
    if bad:
        indicator, part = min(bad, key=lambda pair: badness(*pair)[:2])
        said = _said(shown, indicator, part, lang)
        advice = _advice(part, moves, lang)
        return text("wall.note_advice", lang, said=said, advice=advice) if advice else said
    absent = sorted({p for i in indicators for p in shown.missing_places(i)})
    if absent:
        return text("wall.note_absent", lang, places=listed(absent, lang))
    if all(shown.status(i) is Status.REFERENCE for i in indicators):
        return ""
    return text("wall.note_green", lang)


def _worst_of(shown: Board, indicator: Indicator) -> Reading | None:
    """Return the worst red or amber part of a figure; the city's own if no part is."""
    parts = [r for r in shown.parts(indicator) if r.status in _BAD]
    if parts:
        return min(parts, key=lambda part: badness(indicator, part))
    whole = shown.at(indicator)
    return whole if whole is not None and whole.status in _BAD else None


def _said(shown: Board, indicator: Indicator, part: Reading, lang: Lang) -> str:
    where = where_text(part, shown.registers, lang)
    value = figures.with_unit(indicator, value_of(part), lang, part.as_of)
    title = say(indicator.words, lang)
    return text("wall.said", lang, where=where, title=title, value=value)


def _advice(part: Reading, moves: Mapping[tuple[str, str], Move], lang: Lang) -> str:
    move = moves.get((part.place, part.item))
    if move is None:
        return ""
    return text(
        "wall.advice",
        lang,
        donor=place_name(move.donor, lang),
        quantity=f"{move.quantity:,.0f}",
        unit=say(code_words(ITEMS[move.item].unit_of_measure), lang),
        days=figures.decimal(move.recipient_days_after),
    )


def _open_items(
    shown: Board, moves: Mapping[tuple[str, str], Move], lang: Lang
) -> list[OpenItem]:
    """Return what is red or amber, one entry for an indicator, worst first."""
    found: list[tuple[tuple[int, bool, int], OpenItem]] = []
    for indicator in shown.catalogue.indicators.values():
        if Audience.WALL not in indicator.audience:
            continue
        part = _worst_of(shown, indicator)
        if part is None:
            continue
        places = {r.place for r in shown.parts(indicator) if r.status is part.status}
        rank, calm, _ = badness(indicator, part)
        found.append(
            (
                (rank, calm, -len(places)),
                OpenItem(
                    what=_what(shown, indicator, part, len(places), lang),
                    status=part.status,
                    shape=figures.SHAPES[part.status],
                    is_critical=is_critical(indicator, value_of(part)),
                    owner=say(indicator.owner, lang),
                    since=_since_text(shown, indicator, part.place, lang),
                    advice=_advice(part, moves, lang),
                ),
            )
        )
    found.sort(key=lambda pair: pair[0])
    return [item for _, item in found]


def _what(
    shown: Board, indicator: Indicator, part: Reading, places: int, lang: Lang
) -> str:
    said = _said(shown, indicator, part, lang)
    if places < 2:
        return said
    return text("wall.and_places", lang, said=said, number=places)


def _since_text(shown: Board, indicator: Indicator, place: str, lang: Lang) -> str:
    since = shown.since(indicator, place)
    if since == shown.as_of:
        return text("since.new", lang)
    if since == shown.days[0]:
        return text("since.long", lang, days=len(shown.days))
    days = (shown.as_of - since).days + 1
    return text("since.day", lang, day=figures.day_text(since), days=days)


def map_tiles(shown: Board, lang: Lang) -> Iterable[MapTile]:
    """Yield a tile for each place: the worst of its figures on the wall, in words."""
    indicators = [
        i
        for stem in shown.catalogue.clauses
        for i in wall_indicators(shown.catalogue, stem)
    ]
    for place in PLACES:
        row, column = TILES[place.code]
        readings = [(i, r) for i in indicators if (r := shown.at(i, place.code))]
        bad = [(i, r) for i, r in readings if r.status in _BAD]
        absent = sum(r.status is Status.MISSING for _, r in readings)
        status = worst([r.status for _, r in readings])
        said, critical = text("map.green", lang), False
        if bad:
            indicator, reading = min(bad, key=lambda pair: badness(*pair)[:2])
            part = shown.worst_part(indicator, place.code) or reading
            critical = is_critical(indicator, value_of(part))
            said = _short(shown, indicator, part, lang)
        elif status is Status.MISSING:
            said = _late_text(readings, lang)
        yield MapTile(
            place=place.code,
            name=say(place.short, lang),
            row=row,
            column=column,
            status=status,
            shape=figures.SHAPES[status],
            is_critical=critical,
            worst=said,
            absent=text("map.absent", lang, number=absent) if absent else "",
        )


def _short(shown: Board, indicator: Indicator, part: Reading, lang: Lang) -> str:
    name = say(indicator.words, lang)
    if part.item:
        name = where_text(part, shown.registers, lang).split(" · ")[0]
    value = figures.with_unit(indicator, value_of(part), lang, part.as_of)
    return text("map.worst", lang, name=name, value=value)


def _late_text(readings: list[tuple[Indicator, Reading]], lang: Lang) -> str:
    days = [r.data_day for _, r in readings if r.status is Status.MISSING and r.data_day]
    if not days:
        return text("data.none", lang)
    return text("data.as_of", lang, day=figures.day_text(min(days)))


def strip_of(catalogue: Catalogue, reports: list[Owed], lang: Lang) -> Strip:
    counted: dict[tuple[str, str], list[Owed]] = {}
    for report in reports:
        counted.setdefault((report.feed, report.place), []).append(report)
    feeds = [f for name, f in catalogue.feeds.items() if any(name == k[0] for k in counted)]

    def cell(feed: str, place: str) -> Cell | None:
        due = counted.get((feed, place))
        return _cell(due) if due else None

    rows = [
        (say(feed.words, lang), tuple(cell(feed.name, place.code) for place in PLACES))
        for feed in feeds
    ]
    names = tuple(say(place.short, lang) for place in PLACES)
    return Strip(names, tuple(rows), _cell(reports))


def _cell(reports: list[Owed]) -> Cell:
    came = [report for report in reports if report.received_at is not None]
    return Cell(len(came), len(reports), sum(report.is_late for report in came))
