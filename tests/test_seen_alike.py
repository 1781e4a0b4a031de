"""Whoever looks sees what is his, whoever looked before him in the same process."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Sequence
from datetime import date, datetime

import pytest
from streamlit.testing.v1 import AppTest

from lishui_dash.access.events import Did
from lishui_dash.access.roles import Grant, Role
from lishui_dash.actions.desk import open_desk
from lishui_dash.catalogue import CATALOGUE
from lishui_dash.catalogue.places import PLACES, WHOLE
from lishui_dash.spec import About
from lishui_dash.store.engine import Engine
from lishui_dash.store.narrowing import narrowing_of
from lishui_dash.ui import access_files
from lishui_dash.views.changes import changes_view
from lishui_dash.views.figures import FEW, SMALL
from lishui_dash.views.history import history_view
from lishui_dash.views.languages import Lang, text
from lishui_dash.views.moment import Moment
from lishui_dash.views.rows import counted_view, rows_view
from lishui_dash.views.unit import unit_view
from tests.access.people import (
    HEALTH_HEAD,
    HOME_PLACE,
    OF_CITY,
    OF_COUNTY,
    Person,
    person,
)
from tests.kept import Kept
from tests.opened import ROOT, pages_on
from tests.signed_in import signed_in
from tests.storylines import told as told_alone

LEADER, HEAD = OF_CITY[0], OF_COUNTY[1]
MOMENT = Moment(datetime(2020, 3, 4, 9), date(2020, 3, 3))
FILLED, INSURED, SUPPLY = "M05_FILL", "M08_INSURED", "M08_DAYS_SUPPLY"
POST = (("post_id", "CP-331121-02"), ("shift_code", "day"))


@pytest.fixture(scope="module")
def kept(small_demo: Kept, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Kept]:
    found = small_demo.copied_to(tmp_path_factory.mktemp("seen_alike"))
    with pages_on(found):
        yield found


@pytest.fixture(scope="module")
def demo(small_demo: Kept, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Engine]:
    found = small_demo.copied_to(tmp_path_factory.mktemp("seen_apart"))
    engine = open_desk(found.store, found.key_file).engine
    yield engine
    engine.close()


def seen_by(engine: Engine, one: Person) -> Engine:
    sight = one.scope.sight
    return engine.narrowed(
        narrowing_of(sight, CATALOGUE, engine.registers), sight, CATALOGUE
    )


def bars_of(one: Person, lang: Lang) -> int:
    """Return of how many places the chart beside the trend tells."""
    with signed_in(one):
        app = AppTest.from_file(str(ROOT / "app.py"), default_timeout=60).run()
        app.query_params["place"] = HOME_PLACE
        app.query_params["lang"] = lang
        app.switch_page("pages/c08_safety.py").run()
    assert not app.exception
    [bars] = [
        json.loads(chart.proto.spec)["data"][0]
        for chart in app.get("plotly_chart")
        if "places" in chart.proto.id
    ]
    return len(bars["customdata"] if "customdata" in bars else bars["text"])


@pytest.mark.usefixtures("kept")
@pytest.mark.parametrize(
    ("lang", "seen"), [("hans", (LEADER, HEAD)), ("en", (HEAD, LEADER))]
)
def test_a_chart_is_that_of_who_looks_whoever_looked_first(
    lang: Lang, seen: Sequence[Person]
) -> None:
    expected = {LEADER.title: len(PLACES), HEAD.title: 1}
    for one in seen:
        assert bars_of(one, lang) == expected[one.title], one.title


def drawn_by(one: Person, draw: Callable[[], None]) -> AppTest:
    with signed_in(one):
        app = AppTest.from_function(draw, default_timeout=60).run()
    assert not app.exception
    return app


def _a_chosen_post() -> None:
    from lishui_dash.ui import history

    history.draw("M05_FILL", (("post_id", "CP-331121-02"), ("shift_code", "day")))


@pytest.mark.usefixtures("kept")
def test_who_is_led_to_rows_about_persons_is_on_record() -> None:
    feed = text_of_feed("personnel_deployment")
    for one, is_his in ((LEADER, False), (HEAD, True)):
        app = drawn_by(one, _a_chosen_post)
        told = {name for table in app.dataframe for name in table.value["上报表"]}
        assert (feed in told) == is_his, one.title
        looks = [
            entry.about
            for entry in access_files.audit().entries(most=100)
            if entry.did is Did.SAW_PERSONS and entry.who == one.title
        ]
        about = "M05_FILL 2020-03-03 personnel_deployment CP-331121-02 day"
        assert looks == ([about] if is_his else []), one.title


def text_of_feed(name: str) -> str:
    return CATALOGUE.feeds[name].words.hans


def test_a_history_says_that_rows_are_left_out(demo: Engine) -> None:
    rest = text("history.left_out", "hans")
    for one, is_said in ((LEADER, True), (HEAD, True)):
        note = history_view(seen_by(demo, one), MOMENT, "hans", FILLED, POST).note
        assert (rest in note) == is_said, one.title
    assert rest not in history_view(demo, MOMENT, "hans", FILLED, POST).note


def _rows_of_the_insured() -> None:
    from lishui_dash.ui.rows import rows_behind

    rows_behind("M08_INSURED", "331121", is_asked=True)


@pytest.mark.usefixtures("kept")
def test_who_may_list_no_row_may_count_them_by_unit() -> None:
    app = drawn_by(LEADER, _rows_of_the_insured)
    assert text("rows.left_out.persons", "hans") in "".join(c.value for c in app.caption)
    assert [pills.label for pills in app.button_group] == [text("rows.count_by", "hans")]
    assert not app.dataframe


def test_a_few_of_what_is_restricted_are_no_number_for_whoever_may_not_list_them(
    demo: Engine,
) -> None:
    of_few = 0
    told_of = (i for i in CATALOGUE.indicators.values() if i.about is not About.THINGS)
    for indicator in told_of:
        for by in indicator.drill:
            whole, counts, listed = (
                counted_view(engine, MOMENT, "hans", indicator.name, by, WHOLE)
                for engine in (demo, seen_by(demo, LEADER), seen_by(demo, HEALTH_HEAD))
            )
            numbers = list(whole.iloc[:, -1])
            if indicator.about is About.PERSONS:
                assert list(counts.iloc[:, -1]) == numbers
                continue
            of_few += sum(n < SMALL for n in numbers)
            told = [FEW if n < SMALL else f"{n:,}" for n in numbers]
            assert list(counts.iloc[:, -1]) == told
            is_owned = indicator.name in HEALTH_HEAD.scope.sight.owned
            assert list(listed.iloc[:, -1]) == (numbers if is_owned else told)
    assert of_few


def test_rows_that_are_left_out_leave_counts(demo: Engine) -> None:
    seen = seen_by(demo, LEADER)
    rows = rows_view(seen, MOMENT, "hans", INSURED, HOME_PLACE)
    assert rows.frame.empty
    counts = counted_view(seen, MOMENT, "hans", INSURED, "unit_code", HOME_PLACE)
    assert not counts.empty


def test_where_no_figure_is_seen_nothing_is_said_to_be_well(demo: Engine) -> None:
    view = unit_view(seen_by(demo, HEAD), MOMENT, "hans", WHOLE)
    assert view is not None
    assert view.counts == ()
    assert view.worst == text("unit.no_figures", "hans")


def test_what_a_delivery_brought_that_is_not_seen_is_no_work_of_the_clock() -> None:
    day = Moment(datetime(2020, 3, 31, 12), date(2020, 2, 12), is_replay=True)
    unseen, clock = (text(f"changes.by_{key}", "hans") for key in ("unseen", "none"))
    with told_alone("S07") as engine:
        for unit, is_told in (("331123-ZHB", True), ("331123-H01", False)):
            head = person(f"head at {unit}", Grant(Role.HEAD, unit))
            view = changes_view(
                seen_by(engine, head), day, "hans", "c08_safety", "331123", None
            )
            assert view.since
            [line] = [one for one in view.since.lines if one.indicator == SUPPLY]
            assert clock not in line.by
            assert (line.by == unseen) != is_told, unit
