"""What a unit was ordered to do, seen by its head wherever the alert is."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime
from html import unescape

import pytest
from streamlit.testing.v1 import AppTest

from lishui_dash.access.roles import Grant, Role
from lishui_dash.actions.desk import open_desk
from lishui_dash.actions.duty import order
from lishui_dash.catalogue import CATALOGUE
from lishui_dash.store.duty import Of
from lishui_dash.store.engine import Engine
from lishui_dash.store.narrowing import narrowing_of
from lishui_dash.views.alerts import alerts_view
from lishui_dash.views.languages import text
from lishui_dash.views.moment import Moment
from lishui_dash.views.orders import Order, orders_view
from tests.access.people import FOREIGN, FOREIGN_PLACE, HOME, OF_CITY, Person, person
from tests.alerted import AT, FIGURE, tell
from tests.kept import Kept
from tests.opened import ROOT, pages_on
from tests.signed_in import signed_in

STORE = f"{FOREIGN_PLACE}-S01"
ALERT = Of(FIGURE, AT, "", date(2020, 3, 2))
ORDERED, DUE = datetime(2020, 3, 4, 9, 10), datetime(2020, 3, 4, 12)
WHAT = "支援两个班次"
HEAD, OTHER = (
    person(f"head at {unit}", Grant(Role.HEAD, unit)) for unit in (FOREIGN, HOME)
)


def red(engine: Engine) -> None:
    """An alert of 青田, of which a store of 缙云 is ordered to help."""
    tell(engine, "03-02 | 03-03 07:00 | red\n03-03 | 03-04 07:00 | red")
    order(engine, ALERT, STORE, WHAT, DUE, "王值班", ORDERED)


def seen(engine: Engine, one: Person, now: datetime, *codes: str) -> tuple[Order, ...]:
    sight = one.scope.sight
    narrowing = narrowing_of(sight, CATALOGUE, engine.registers)
    narrowed = engine.narrowed(narrowing, sight, CATALOGUE)
    moment = Moment(now, date(2020, 3, 3), now)
    assert {alert.of.place for alert in alerts_view(narrowed, moment, "hans").open} <= {
        place for place in (AT, FOREIGN_PLACE) if sight.figures.covers_place(place)
    }
    return orders_view(narrowed, moment, "hans", codes)


def test_the_head_sees_what_his_unit_was_ordered_about_another_place(
    engine: Engine,
) -> None:
    red(engine)
    for codes in ((FOREIGN_PLACE,), (STORE,), (FOREIGN, STORE)):
        [told] = seen(engine, HEAD, ORDERED, *codes)
        assert (told.what, told.by, told.done) == (WHAT, "王值班", "")
        assert (told.ordered, told.due) == ("03-04 09:10", "03-04 12:00")
        assert not told.is_overdue(DUE)
        assert told.is_overdue(DUE.replace(second=1))


def test_nobody_sees_what_others_were_ordered(engine: Engine) -> None:
    red(engine)
    assert seen(engine, OTHER, ORDERED, HOME, STORE, FOREIGN_PLACE) == ()
    assert len(seen(engine, OF_CITY[0], ORDERED, STORE)) == 1


def test_an_order_is_over_when_the_data_close_its_alert(engine: Engine) -> None:
    red(engine)
    tell(engine, "03-03 | 03-04 11:00 | green")
    [told] = seen(engine, HEAD, DUE.replace(hour=13), STORE)
    assert told.done == text("orders.over", "hans", when="03-04 11:00")
    assert not told.is_overdue(DUE.replace(hour=13))


@pytest.fixture
def served(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    kept = Kept(tmp_path_factory.mktemp("orders"))
    engine = open_desk(kept.store, kept.key_file).engine
    red(engine)
    engine.close()
    with pages_on(kept, "2020-03-04T09:30"):
        yield


@pytest.mark.usefixtures("served")
@pytest.mark.parametrize("stem", ["alerts", "unit"])
def test_it_stands_on_the_pages_of_the_unit_ordered(stem: str) -> None:
    of_store, of_a_third = (
        person(f"head of {unit}", Grant(Role.HEAD, unit)) for unit in (STORE, "331123-ZHB")
    )
    for one, is_told in ((of_store, True), (of_a_third, False)):
        with signed_in(one):
            app = AppTest.from_file(str(ROOT / "app.py"), default_timeout=60).run()
            app.switch_page(f"pages/{stem}.py").run()
        assert not app.exception
        html = unescape("\n".join(str(e.proto.body) for e in app.get("html")))
        titles = [one.value for one in (*app.header, *app.subheader)]
        assert (WHAT in html) == is_told, one.title
        assert (text("orders.title", "hans") in titles) == is_told, one.title
