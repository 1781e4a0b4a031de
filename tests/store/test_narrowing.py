"""Whatever is asked of a narrowed store, nothing comes back that is not to be seen."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterator, Mapping
from datetime import date
from pathlib import Path

import pandas as pd
import pytest

import lishui_dash
from lishui_dash.actions.desk import open_desk
from lishui_dash.catalogue import CATALOGUE
from lishui_dash.catalogue.places import PLACES, WHOLE
from lishui_dash.errors import AccessRefused
from lishui_dash.readings.history import Meant, history_of_rows
from lishui_dash.readings.limits_ahead import limits_ahead
from lishui_dash.readings.meant import rows_meant
from lishui_dash.readings.recall import recall
from lishui_dash.readings.rows import LeftOut, rows_behind, rows_counted, values_behind
from lishui_dash.spec import About, Feed, Indicator, Privacy, Register
from lishui_dash.store.engine import Engine
from lishui_dash.store.narrowing import OPEN_TABLES, narrowing_of
from lishui_dash.store.schema import superseded, tables
from lishui_dash.store.sight import ALL, EVERYWHERE, Reach, Sight
from tests.access.people import (
    FOREIGN_PLACE,
    HEALTH_HEAD,
    HOME_PLACE,
    NOBODY,
    OF_CITY,
    OF_COUNTY,
    OF_TOWN,
    PEOPLE,
    TOWN,
    Person,
)
from tests.kept import Kept

DAY = date(2020, 3, 3)
LEADER, HEAD, CLERK = OF_CITY[0], OF_COUNTY[1], OF_TOWN[2]
COUNTY_CLERK = OF_COUNTY[2]
each_person = pytest.mark.parametrize("one", PEOPLE, ids=lambda one: one.title)
each_indicator = pytest.mark.parametrize(
    "indicator", CATALOGUE.indicators.values(), ids=lambda indicator: indicator.name
)
READERS = (
    LEADER,
    CLERK,
    COUNTY_CLERK,
    HEALTH_HEAD,
    *(of[1] for of in (OF_CITY, OF_COUNTY, OF_TOWN)),
)
"""Those whose sights of rows differ."""
PERSONAL = [feed for feed in CATALOGUE.feeds.values() if feed.about is not About.THINGS]


@pytest.fixture(scope="module")
def demo(small_demo: Kept, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Engine]:
    kept = small_demo.copied_to(tmp_path_factory.mktemp("narrowed"))
    engine = open_desk(kept.store, kept.key_file).engine
    yield engine
    engine.close()


def seen_by(engine: Engine, one: Person) -> Engine:
    sight = one.scope.sight
    narrowing = narrowing_of(sight, CATALOGUE, engine.registers)
    return engine.narrowed(narrowing, sight, CATALOGUE)


def test_every_table_is_narrowed_or_said_to_be_open() -> None:
    sight = HEAD.scope.sight
    narrowed = set(narrowing_of(sight, CATALOGUE, _registers()).selects)
    lists = {
        name for feed in CATALOGUE.lists.values() for name in (feed.name, superseded(feed))
    }
    assert set(tables(CATALOGUE)) == narrowed | OPEN_TABLES | lists


def _registers() -> object:
    desk = open_desk()
    registers = desk.engine.registers
    desk.engine.close()
    return registers


@each_person
def test_no_table_shows_a_place_or_unit_that_is_not_his(demo: Engine, one: Person) -> None:
    seen, sight = seen_by(demo, one), one.scope.sight
    units = demo.registers.units
    for table, column in (("delivery", "unit_code"), ("obligation", "unit_code")):
        for (code,) in seen.query(f"SELECT DISTINCT {column} FROM {table}"):
            place = units[code].place if code in units else ""
            assert sight.ledger.covers(code or "") or sight.figures.covers_place(place)
    for (place,) in seen.query("SELECT DISTINCT place FROM reading"):
        assert sight.figures.covers_place(place)
    assert seen.query("SELECT count(*) FROM delivery WHERE original IS NOT NULL") == [(0,)]


@pytest.mark.parametrize("one", READERS, ids=lambda one: one.title)
@pytest.mark.parametrize("feed", PERSONAL, ids=lambda feed: feed.name)
def test_nobody_is_told_who_somebody_is(demo: Engine, one: Person, feed: Feed) -> None:
    seen, sight = seen_by(demo, one), one.scope.sight
    hidden = {Privacy.MASK, Privacy.FREE_TEXT}
    for table in (feed.name, superseded(feed)):
        for column in feed.columns:
            told = f"SELECT count({column.name}) FROM {table}"
            if column.privacy in hidden:
                assert seen.query(told) == [(0,)], column.name
            elif column.privacy is Privacy.PSEUDONYM:
                raw = f"{told} WHERE {column.name} LIKE 'P%'"
                assert seen.query(raw) == [(0,)], column.name
        for (reporter,) in seen.query(f"SELECT DISTINCT {feed.reporter} FROM {table}"):
            is_place = feed.column(feed.reporter).refers_to is Register.PLACE
            place = reporter if is_place else demo.registers.units[reporter].place
            assert any(
                r.covers(reporter) or r.covers_place(place)
                for r in (sight.figures, sight.ledger)
            )


def test_a_leader_counts_all_there_is_and_each_person_once(demo: Engine) -> None:
    seen = seen_by(demo, LEADER)
    for feed in PERSONAL:
        persons = [c.name for c in feed.columns if c.privacy is Privacy.PSEUDONYM]
        told = ", ".join(f"count(DISTINCT {name})" for name in persons) or "count(*)"
        sql = f"SELECT count(*), {told} FROM {feed.name}"
        assert seen.query(sql) == demo.query(sql), feed.name


@each_indicator
def test_rows_are_listed_as_far_as_the_sight_says(
    demo: Engine, indicator: Indicator
) -> None:
    whole = rows_behind(demo, indicator, WHOLE, DAY).frame
    for one in READERS:
        seen, reach = seen_by(demo, one), one.scope.sight.listed(indicator)
        for place in (WHOLE, HOME_PLACE, FOREIGN_PLACE):
            listing = rows_behind(seen, indicator, place, DAY)
            assert list(listing.frame.columns) == list(whole.columns)
            if not reach:
                assert listing.frame.empty
                assert listing.left_out is not None
            elif reach.is_everywhere or reach.covers_place(place):
                anew = rows_behind(demo, indicator, place, DAY).frame
                assert len(listing.frame) == len(anew)
                assert listing.left_out is None
            else:
                assert listing.left_out in (LeftOut.OTHERS, LeftOut.FOREIGN)
                told = set(map(str, listing.frame.to_numpy().ravel()))
                assert listing.frame.empty or told & set(reach.units or ()), place


@each_indicator
def test_what_an_indicator_is_about_is_what_its_rows_show(
    demo: Engine, indicator: Indicator
) -> None:
    columns = rows_behind(demo, indicator, WHOLE, DAY).frame.columns
    persons = {
        c.name for f in indicator.feeds for c in f.columns if c.privacy is Privacy.PSEUDONYM
    }
    names_somebody = bool(persons & set(columns)) or indicator.suppress_small
    assert (indicator.about is not About.THINGS) == names_somebody


@each_person
def test_counts_of_rows_are_figures_of_the_places_that_are_seen(
    demo: Engine, one: Person
) -> None:
    seen, sight = seen_by(demo, one), one.scope.sight
    hours = CATALOGUE.indicators["M06_WEEK_HOURS"]
    for place in (WHOLE, *(place.code for place in PLACES)):
        if sight.figures.covers_place(place):
            assert values_behind(seen, hours, place, DAY) == values_behind(
                demo, hours, place, DAY
            )
            rows_counted(seen, hours, hours.drill[0], place, DAY)
            limits_ahead(seen, DAY, place)
        else:
            for asked in (
                lambda at: values_behind(seen, hours, at, DAY),
                lambda at: rows_counted(seen, hours, hours.drill[0], at, DAY),
                lambda at: limits_ahead(seen, DAY, at),
            ):
                with pytest.raises(AccessRefused):
                    asked(place)


def test_who_crosses_a_limit_is_counted_by_a_leader_and_listed_by_the_head(
    demo: Engine,
) -> None:
    whole = limits_ahead(demo, DAY, HOME_PLACE)
    counted = limits_ahead(seen_by(demo, LEADER), DAY, HOME_PLACE)
    listed = limits_ahead(seen_by(demo, HEAD), DAY, HOME_PLACE)
    assert len(counted) == len(whole)
    assert not any(one.person for one in counted)
    assert [one.person for one in listed] == [one.person for one in whole]


@each_indicator
def test_the_history_of_a_row_goes_as_far_as_its_rows(
    demo: Engine, indicator: Indicator
) -> None:
    for one in READERS:
        seen, sight = seen_by(demo, one), one.scope.sight
        for place in (WHOLE, HOME_PLACE):
            rows = rows_behind(seen, indicator, place, DAY).frame
            for row in rows.head(3).to_dict("records"):
                told = {str(name): cell for name, cell in row.items() if is_a_cell(cell)}
                for meant in rows_meant(indicator, told, DAY):
                    reach = reach_of(sight, indicator, meant.feed, told)
                    changes = history_of_rows(seen, indicator, meant)
                    assert reach or not changes
                    if not reach.is_everywhere:
                        for key in {tuple(change.key.items()) for change in changes}:
                            codes = units_of(demo, meant.feed, dict(key))
                            assert any(map(covered_by(reach), codes))


def reach_of(
    sight: Sight, indicator: Indicator, feed: Feed, told: Collection[str]
) -> Reach:
    """Return whose rows of a feed may be told of a row behind an indicator."""
    if feed.about is About.THINGS:
        return EVERYWHERE if set(feed.key) <= set(told) else sight.things
    if indicator.name in sight.owned:
        return EVERYWHERE
    return sight.persons if feed.about is About.PERSONS else sight.restricted


def is_a_cell(cell: object) -> bool:
    return pd.api.types.is_scalar(cell) and not pd.isna(cell)


def covered_by(reach: Reach) -> Callable[[str], bool]:
    return lambda code: reach.covers(code) or reach.covers_place(code)


def units_of(demo: Engine, feed: Feed, key: Mapping[str, object]) -> list[str]:
    """Return whose a row is or was: who reports it, and of whom a place reports it."""
    names = [feed.reporter]
    if feed.column(feed.reporter).refers_to is Register.PLACE:
        names += [c.name for c in feed.columns if c.refers_to is Register.UNIT][:1]
    where = " AND ".join(f"{name} = ${name}" for name in key)
    return [
        code
        for table in (feed.name, superseded(feed))
        for codes in demo.query(
            f"SELECT {', '.join(names)} FROM {table} WHERE {where}", key
        )
        for code in codes
    ]


def test_who_may_list_no_persons_is_led_to_none_by_a_row_that_counts_them(
    demo: Engine,
) -> None:
    filled = CATALOGUE.indicators["M05_FILL"]
    rows = rows_behind(demo, filled, HOME_PLACE, DAY).frame
    row = {str(name): cell for name, cell in rows.iloc[0].items()}
    meant = {one.feed.name: one for one in rows_meant(filled, row, DAY)}
    for one, feeds in (
        (LEADER, {"post_requirements"}),
        (HEAD, {"post_requirements", "personnel_deployment"}),
        (NOBODY, set()),
    ):
        seen = seen_by(demo, one)
        told = {name for name, of in meant.items() if history_of_rows(seen, filled, of)}
        assert told == feeds, one.title


def test_an_item_leads_nobody_to_the_stores_of_others(demo: Engine) -> None:
    shared = CATALOGUE.indicators["M08_REDISTRIB"]
    supplies = CATALOGUE.feeds["supplies_daily"]
    asked = Meant(supplies, {"item_code": "n95_medical"})
    for one, is_own in ((LEADER, False), (HEAD, True)):
        changes = history_of_rows(seen_by(demo, one), shared, asked)
        units = {str(change.key["unit_code"]) for change in changes}
        assert units
        assert all(code.startswith(HOME_PLACE) for code in units) == is_own


def test_a_clerk_sees_the_deliveries_of_his_units_and_his_own(demo: Engine) -> None:
    seen = seen_by(demo, CLERK)
    units = {unit for (unit,) in seen.query("SELECT DISTINCT unit_code FROM delivery")}
    assert units <= set(demo.registers.under(TOWN))
    assert seen.query("SELECT count(*) FROM reading") == [(0,)]


def test_readings_of_a_county_are_those_of_the_whole_store(demo: Engine) -> None:
    seen = seen_by(demo, HEAD)
    assert recall(seen, DAY, place=HOME_PLACE) == recall(demo, DAY, place=HOME_PLACE)
    assert recall(seen, DAY, place=FOREIGN_PLACE) == []
    assert recall(seen, DAY, place=WHOLE) == []


def test_a_narrowed_store_is_not_written_to_and_stays_open(demo: Engine) -> None:
    seen = seen_by(demo, HEALTH_HEAD)
    with pytest.raises(AccessRefused), seen.writing():
        pass
    seen.close()
    assert demo.query("SELECT 1") == [(1,)]
    assert seen.version == demo.version


def test_nothing_stands_for_the_tables_where_all_is_seen(demo: Engine) -> None:
    assert narrowing_of(ALL, CATALOGUE, demo.registers).selects == {}


def test_whole_tables_are_asked_for_by_these_readings_alone() -> None:
    package = Path(lishui_dash.__file__).parent
    asking = {
        str(path.relative_to(package))
        for path in package.rglob("*.py")
        if re.search(r"engine\.behind\b", path.read_text("utf-8"))
    }
    names = ("rows", "history", "limits_ahead", "kept_persons", "changed")
    assert asking == {"actions/orders.py", *(f"readings/{name}.py" for name in names)}


def test_no_statement_names_a_table_around_its_view() -> None:
    package = Path(lishui_dash.__file__).parent
    for path in package.rglob("*.py"):
        if path.parts[-2] != "store":
            assert ".main." not in path.read_text("utf-8"), path
