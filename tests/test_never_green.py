"""Whatever is handed in, late, twice, in part, taken back or never: no green on the wall
stands on data that are missing, stale or partial.
"""

from __future__ import annotations

import tempfile
from datetime import date, datetime, time, timedelta
from itertools import groupby, product
from pathlib import Path

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from lishui_dash.actions.desk import open_days_until
from lishui_dash.catalogue import CATALOGUE
from lishui_dash.catalogue.places import PLACES, WHOLE
from lishui_dash.catalogue.units import command_of
from lishui_dash.intake.receive import Desk
from lishui_dash.readings.reading import Status
from lishui_dash.readings.reporting import as_of_at
from lishui_dash.spec import Feed, Kind
from lishui_dash.views.languages import text
from lishui_dash.views.moment import Moment
from lishui_dash.views.tile import Tile
from lishui_dash.views.wall import Wall, wall_indicators, wall_view
from tests.kept import Kept
from tests.telling import (
    DAILY,
    DAY,
    FEEDS,
    FIRST,
    HELD_BACK,
    LISTS,
    MINUTE,
    MORNING,
    ONE,
    Account,
    Act,
    Look,
    Telling,
    owing,
    reporters,
    sheets,
)

CLAIMS = {text("wall.note_green", "hans"), text("map.green", "hans")}


def lies_at(telling: Telling, look: Look, *, again: bool = False) -> list[str]:
    """Return every lie the walls tell at a moment; `again`: looking back at it."""
    if look.opened and not again:
        open_days_until(telling.desk.engine, look.at)
    moment = Moment(look.at, look.as_of, look.at if again else None, is_replay=again)
    walls = [
        wall_view(telling.desk.engine, moment, "hans", place)
        for place in (WHOLE, look.place)
    ]
    return [one for w in walls for one in lies(w, telling.account, look.as_of, look.at)]


def lies(wall: Wall, account: Account, as_of: date, at: datetime) -> list[str]:
    panels = (*wall.guarantees, *wall.reductions, *wall.incentives)
    tiles = (*(tile for panel in panels for tile in panel.tiles), *wall.reporting)
    told = [f"the day {wall.as_of}"] if wall.as_of != f"{as_of}" else []

    def lacks(name: str, place: str) -> list[tuple[str, str]]:
        return account.behind(CATALOGUE.indicators[name], place, as_of, at)

    def is_good(tile: Tile) -> bool:
        return tile.status is Status.GREEN or (tile.is_complete and tile.value != "—")

    for tile in tiles:
        if is_good(tile) and (found := lacks(tile.indicator, tile.place)):
            told.append(f"tile {tile.indicator} {tile.place}: {found[:3]}")
        if tile.status is Status.GREEN and tile.age:
            told.append(f"tile {tile.indicator} {tile.place}: {tile.age}")
    for panel in panels:
        judged = [t for t in panel.tiles if t.status is not Status.REFERENCE]
        found = [one for t in judged for one in lacks(t.indicator, t.place)]
        if found and (panel.status is Status.GREEN or panel.note in CLAIMS):
            told.append(f"panel {panel.stem} {panel.note}: {found[:3]}")
    on_wall = [i for stem in CATALOGUE.clauses for i in wall_indicators(CATALOGUE, stem)]
    for spot in wall.places:
        judged = [i for i in on_wall if i.threshold.kind is not Kind.REFERENCE]
        found = [one for i in judged for one in lacks(i.name, spot.place)]
        if found and (spot.status is Status.GREEN or spot.worst in CLAIMS):
            told.append(f"map {spot.place} {spot.worst}: {found[:3]}")
    return told + _lies_of_strip(wall, account, as_of, at)


def _lies_of_strip(wall: Wall, account: Account, as_of: date, at: datetime) -> list[str]:
    """Return the cells that count other reports than the account does."""
    places = [p.code for p in PLACES] if wall.place == WHOLE else [wall.place]
    feeds = {feed.words.hans: feed for feed in DAILY}
    told, rows = [], {row.name: row.cells for row in wall.strip.rows}
    for name, cells in rows.items():
        for place, cell in zip(places, cells, strict=True):
            owed = owing(feeds[name], place)
            came = len(owed) - len(account.missing(feeds[name], place, as_of, at))
            if (cell.reported, cell.due) != (came, len(owed)) if cell else owed:
                told.append(f"strip {name} {place}: {cell} instead of {came}/{len(owed)}")
    due = [unit for feed in DAILY for place in places for unit in owing(feed, place)]
    if wall.strip.total.status is Status.GREEN and wall.strip.total.due < len(due):
        told.append(f"strip: {wall.strip.total} instead of {len(due)} reports")
    return told


@pytest.fixture(scope="module")
def calm(tmp_path_factory: pytest.TempPathFactory) -> tuple[Kept, Account]:
    """A store with two whole days of a calm city, without the lists of one county."""
    kept, account = Kept(tmp_path_factory.mktemp("calm")), Account()
    telling = Telling(kept, account)
    for day in (FIRST, FIRST + ONE):
        at = datetime.combine(day + ONE, time(7, 0))
        acts = []
        for name, sheet in sheets(day).items():
            units = frozenset(reporters(FEEDS[name], sheet.table))
            if FEEDS[name] in LISTS:
                units -= {command_of(HELD_BACK).code}
            acts.append(Act(at, "send", name, day, units))
        telling.do(acts)
    telling.desk.engine.close()
    return kept, telling.account


@st.composite
def tellings(draw: st.DrawFn) -> tuple[list[Act], list[Look]]:
    """Return a nearly whole morning, what follows on it, and when somebody looks."""
    lists = draw(st.sampled_from([LISTS, LISTS, LISTS[:3], []]))
    command = frozenset({command_of(HELD_BACK).code})
    acts = [Act(MORNING, "send", feed.name, FIRST, command) for feed in lists]
    days = draw(st.sampled_from([[DAY], [DAY], [DAY, DAY + ONE]]))
    for day, feed in product(days, DAILY):
        everybody = frozenset(reporters(feed, sheets(day)[feed.name].table))
        silent = draw(_some(feed, everybody))
        at = datetime.combine(day + ONE, time(7, 30))
        acts.append(Act(at, "send", feed.name, day, everybody - silent))
        if silent and draw(st.booleans()):
            late = draw(st.sampled_from([30, 60, 90, 91, 600, 1440, 2000]))
            acts.append(Act(at + late * MINUTE, "send", feed.name, day, silent))
    for number in range(draw(st.integers(0, 3))):
        feed, day = draw(st.sampled_from([*DAILY, *LISTS])), draw(st.sampled_from(days))
        day = day if feed in DAILY else FIRST
        everybody = frozenset(reporters(feed, sheets(day)[feed.name].table))
        what = draw(st.sampled_from(["void", "undo", "send", "void"]))
        at = datetime.combine(days[-1] + ONE, time(9, 15)) + number * 40 * MINUTE
        units = draw(_some(feed, everybody)) or everybody
        acts.append(Act(at, what, feed.name, day, units))
    acts.sort(key=lambda act: act.at)
    moments = [acts[-1].at + MINUTE, *draw(st.lists(_moments(), max_size=3))]
    return acts, [draw(_look(at)) for at in sorted(moments)]


def _some(feed: Feed, everybody: frozenset[str]) -> st.SearchStrategy[frozenset[str]]:
    """Nobody most often; else one unit, those of a place, or all."""
    owed = [unit for unit in owing(feed, WHOLE) if unit.code in everybody]
    nobody: st.SearchStrategy[frozenset[str]] = st.just(frozenset())
    one = st.sampled_from(owed).map(lambda unit: frozenset({unit.code}))
    places = sorted({unit.place for unit in owed})
    of_place = st.sampled_from(places).map(
        lambda place: frozenset(u.code for u in owed if u.place == place)
    )
    return st.one_of(nobody, nobody, nobody, one, one, of_place, st.just(everybody))


def _moments() -> st.SearchStrategy[datetime]:
    """Around midnight, before the last report is due, at it, after it, and days later."""
    at = [(0, 0), (7, 29), (8, 59), (9, 0), (9, 30), (23, 59), (32, 0), (33, 0), (81, 0)]
    return st.sampled_from([MORNING + timedelta(hours=h, minutes=m) for h, m in at])


@st.composite
def _look(draw: st.DrawFn, at: datetime) -> Look:
    current = as_of_at(CATALOGUE, at)
    as_of = draw(st.sampled_from([current, current, DAY, current + ONE]))
    place = draw(st.sampled_from([HELD_BACK, *(place.code for place in PLACES)]))
    return Look(at, as_of, place, opened=draw(st.booleans()))


@settings(
    max_examples=8,
    deadline=None,
    derandomize=True,
    phases=[Phase.explicit, Phase.generate],
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.function_scoped_fixture],
)
@given(tellings())
def test_no_green_stands_on_missing_stale_or_partial_data(
    calm: tuple[Kept, Account], told: tuple[list[Act], list[Look]]
) -> None:
    kept, account = calm
    acts, looks = told
    with tempfile.TemporaryDirectory() as folder:
        telling = Telling(kept.copied_to(Path(folder)), account)
        try:
            doing = [list(group) for _, group in groupby(acts, key=lambda act: act.at)]
            steps: list[tuple[datetime, list[Act] | Look]] = [(d[0].at, d) for d in doing]
            steps += [(look.at, look) for look in looks]
            for _, step in sorted(steps, key=lambda step: step[0]):
                if isinstance(step, Look):
                    assert lies_at(telling, step) == []
                else:
                    telling.do(step)
            for look in looks:
                assert lies_at(telling, look, again=True) == []
        finally:
            telling.desk.engine.close()


def test_a_calm_city_that_has_reported_everything_is_green(
    calm: tuple[Kept, Account], tmp_path: Path
) -> None:
    """What the account finds whole is green here: it does not pass by finding nothing."""
    kept, account = calm
    telling = Telling(kept.copied_to(tmp_path), account)
    at = datetime.combine(FIRST + 2 * ONE, time(9, 30))
    moment = Moment(at, FIRST + ONE)
    wall = wall_view(telling.desk.engine, moment, "hans")
    greens = {tile.place for tile in wall.places if tile.status is Status.GREEN}
    assert greens == {place.code for place in PLACES} - {HELD_BACK}
    command = frozenset({command_of(HELD_BACK).code})
    telling.do([Act(at, "send", feed.name, FIRST, command) for feed in LISTS])
    wall = wall_view(telling.desk.engine, moment, "hans")
    assert {tile.status for tile in wall.places} == {Status.GREEN}
    panels = (*wall.guarantees, *wall.reductions, *wall.incentives)
    assert {panel.status for panel in panels} == {Status.GREEN, Status.REFERENCE}
    telling.desk.engine.close()


@pytest.mark.parametrize("opened", [False, True])
def test_an_empty_store_says_nothing_good(desk: Desk, opened: bool) -> None:
    at = MORNING.replace(hour=9)
    if opened:
        open_days_until(desk.engine, at)
    for place in (WHOLE, *(place.code for place in PLACES)):
        wall = wall_view(desk.engine, Moment(at, DAY), "hans", place)
        assert lies(wall, Account(), DAY, at) == []
        assert wall.strip.total.status is Status.MISSING
