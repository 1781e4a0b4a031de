"""The wall: ten clauses, eleven places, what is worst, and who has reported."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import partial

from lishui_dash.catalogue import Catalogue
from lishui_dash.catalogue.places import PLACES, TILES, WHOLE
from lishui_dash.readings.reading import WORST_FIRST, Reading, Status, worst
from lishui_dash.readings.reporting import Owed, owed
from lishui_dash.spec import Clause, Group, Indicator
from lishui_dash.store.engine import Engine
from lishui_dash.views import figures
from lishui_dash.views.board import Board, badness, board, is_critical, value_of
from lishui_dash.views.guard import unless_broken
from lishui_dash.views.handled import States, marked, states_at
from lishui_dash.views.items import (
    BAD,
    Moves,
    OpenItem,
    is_decided_beside,
    moves_at,
    note,
    open_items,
    value_text,
)
from lishui_dash.views.languages import Lang, say, text
from lishui_dash.views.moment import Moment
from lishui_dash.views.names import listed, place_name, where_text
from lishui_dash.views.strip import Strip, strip_of
from lishui_dash.views.tile import Tile, broken_tile, tile_of

MOST_ITEMS = 5


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
class Wall:
    """`place` is WHOLE for the city; `where` names any other, and is "" for it."""

    place: str
    where: str
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


@dataclass(frozen=True)
class Known:
    """What all walls of one moment stand on: readings, reports, moves of supplies, and how
    far what is bad is dealt with."""

    board: Board
    reports: tuple[Owed, ...]
    moves: Moves
    moment: Moment
    states: States


def known_at(engine: Engine, moment: Moment) -> Known:
    """Fetch what walls of this moment stand on."""
    shown = board(engine, moment)
    return Known(
        board=shown,
        reports=tuple(owed(engine, moment.as_of, known_at=moment.known_at)),
        moves=moves_at(engine, moment),
        moment=moment,
        states=states_at(engine, moment, shown),
    )


def wall_view(engine: Engine, moment: Moment, lang: Lang, place: str = WHOLE) -> Wall:
    """Return all the wall of the city, or of one place, shows at one moment."""
    return wall_of(known_at(engine, moment), lang, place)


def wall_of(known: Known, lang: Lang, place: str = WHOLE) -> Wall:
    """Return a wall from what was fetched already."""
    shown = known.board
    catalogue = shown.catalogue
    strip = strip_of(catalogue, shown.registers, known.reports, lang, place)
    items = open_items(shown, known.moves, lang, place)
    statuses = [item.status for item in items]
    share = strip.summary_share

    def of(group: Group) -> tuple[Panel, ...]:
        return tuple(
            panel_of(known, stem, clause, lang, place)
            for stem, clause in catalogue.clauses.items()
            if clause.group is group
        )

    return Wall(
        place=place,
        where=next((say(p.words, lang) for p in PLACES if p.code == place), ""),
        as_of=f"{shown.as_of:%Y-%m-%d}",
        reported=f"{strip.total.reported:,}/{strip.total.due:,}",
        on_time=figures.MISSING if share is None else f"{share:.1%}",
        is_replay=known.moment.is_replay,
        guarantees=of(Group.GUARANTEE),
        reductions=of(Group.REDUCTION),
        incentives=of(Group.INCENTIVE),
        places=tuple(map_tiles(shown, lang)),
        items=tuple(marked(items[:MOST_ITEMS], known.states, lang)),
        red=statuses.count(Status.RED),
        amber=statuses.count(Status.AMBER),
        strip=strip,
        reporting=tuple(tile for panel in of(Group.DATA) for tile in panel.tiles),
    )


def wall_indicators(catalogue: Catalogue, stem: str) -> list[Indicator]:
    """Return the figures of a clause that stand on the wall, in their order."""
    found = [i for i in catalogue.indicators_of(stem) if i.wall is not None]
    return sorted(found, key=lambda indicator: indicator.wall or 0)


def clause_status(shown: Board, stem: str, place: str = WHOLE) -> Status:
    """Return the worst status of the clause's figures on the wall.

    A figure that is missing makes the whole clause incomplete unless another is worse:
    MISSING beats green.
    """
    return worst([shown.status(i, place) for i in wall_indicators(shown.catalogue, stem)])


def panel_of(
    known: Known,
    stem: str,
    clause: Clause,
    lang: Lang,
    place: str = WHOLE,
    indicators: list[Indicator] | None = None,
) -> Panel:
    """Return a clause with its figures on the wall, or with the `indicators` named."""
    shown = known.board
    on_wall = wall_indicators(shown.catalogue, stem)
    tiles = tuple(
        _tile(shown, i, place, lang)
        for i in (on_wall if indicators is None else indicators)
    )
    names = {i.name for i in on_wall}
    # Of the tiles and not of the readings: one may not have been built.
    status = worst([t.status for t in tiles if t.indicator in names])
    return Panel(
        stem=stem,
        number=clause.number,
        title=say(clause.words, lang),
        tally=_tally(shown, stem, place),
        status=status,
        shape=figures.SHAPES[status],
        status_text=figures.clause_status_text(status, lang),
        tiles=tiles,
        note=_note(known, on_wall, lang, place),
    )


def _tile(shown: Board, indicator: Indicator, place: str, lang: Lang) -> Tile:
    return unless_broken(
        indicator.name,
        partial(tile_of, shown, indicator, place, lang),
        partial(broken_tile, indicator, place, lang),
    )


def _tally(shown: Board, stem: str, place: str) -> tuple[tuple[Status, int], ...]:
    statuses = [shown.status(i, place) for i in shown.catalogue.indicators_of(stem)]
    return tuple((s, statuses.count(s)) for s in WORST_FIRST if s in statuses)


def _note(known: Known, indicators: list[Indicator], lang: Lang, place: str) -> str:
    shown = known.board
    make = partial(note, shown, indicators, known.moves, lang, place)
    if found := unless_broken(", ".join(i.name for i in indicators), make, str):
        return found
    statuses = [shown.status(i, place) for i in indicators]
    if place != WHOLE:
        is_green = Status.MISSING not in statuses
        return text("map.green", lang) if is_green else text("wall.note_missing", lang)
    absent = sorted({p for i in indicators for p in shown.missing_places(i)})
    if len(absent) == len(PLACES):
        return text("wall.note_nothing", lang)
    if absent:
        return text("wall.note_absent", lang, places=listed(absent, lang))
    if Status.MISSING in statuses:
        return text("wall.note_missing", lang)
    if all(status is Status.REFERENCE for status in statuses):
        return ""
    return text("wall.note_green", lang)


def map_tiles(shown: Board, lang: Lang) -> Iterable[MapTile]:
    """Yield a tile for each place: the worst of its figures on the wall, in words.

    Figures about reporting are left out: a place that has not reported is shown as that.
    """
    indicators = [
        i
        for stem, clause in shown.catalogue.clauses.items()
        if clause.group is not Group.DATA
        for i in wall_indicators(shown.catalogue, stem)
    ]
    for place in PLACES:
        readings = [(i, r) for i in indicators if (r := shown.at(i, place.code))]
        broken = text("tile.broken", lang)
        yield unless_broken(
            place.code,
            partial(_place_tile, shown, place.code, readings, lang),
            partial(_map_tile, place.code, lang, Status.MISSING, broken),
        )


def _place_tile(
    shown: Board, place: str, readings: list[tuple[Indicator, Reading]], lang: Lang
) -> MapTile:
    bad = [(i, r) for i, r in readings if r.status in BAD]
    absent = sum(r.status is Status.MISSING for _, r in readings)
    status = worst([r.status for _, r in readings])
    said, critical = text("map.green", lang), False
    if bad:
        indicator, reading = min(bad, key=lambda pair: badness(*pair)[:2])
        part = shown.worst_part(indicator, place) or reading
        critical = is_critical(indicator, value_of(part))
        said = _short(shown, indicator, part, lang)
    elif status is Status.MISSING:
        said = _late_text(shown, readings, lang)
    told = text("map.absent", lang, number=absent) if absent else ""
    return _map_tile(place, lang, status, said, critical, told)


def _map_tile(
    place: str,
    lang: Lang,
    status: Status,
    said: str,
    critical: bool = False,
    absent: str = "",
) -> MapTile:
    row, column = TILES[place]
    return MapTile(
        place=place,
        name=place_name(place, lang),
        row=row,
        column=column,
        status=status,
        shape=figures.SHAPES[status],
        is_critical=critical,
        worst=said,
        absent=absent,
    )


def _short(shown: Board, indicator: Indicator, part: Reading, lang: Lang) -> str:
    name = say(indicator.words, lang)
    if part.item:
        name = where_text(part, shown.registers, lang).split(" · ")[0]
    value = value_text(indicator, part, lang)
    if is_decided_beside(indicator, part):
        return value
    return text("map.worst", lang, name=name, value=value)


def _late_text(shown: Board, readings: list[tuple[Indicator, Reading]], lang: Lang) -> str:
    days = [r.data_day for _, r in readings if r.status is Status.MISSING and r.data_day]
    if not days:
        return text("data.none", lang)
    oldest = min(days)
    late = (shown.as_of - oldest).days
    day = figures.day_text(oldest)
    if late < 1:
        return text("data.as_of", lang, day=day)
    return text("map.late", lang, days=late, day=day)
