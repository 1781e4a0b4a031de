"""A unit's own page: what is wrong, what it owes, how it stands, and who is behind."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime
from html import unescape
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from lishui_dash.actions.desk import open_days_until
from lishui_dash.catalogue import CATALOGUE
from lishui_dash.catalogue.places import PLACES, WHOLE
from lishui_dash.catalogue.registers import DECLARED
from lishui_dash.catalogue.units import UNITS
from lishui_dash.readings.reading import Status
from lishui_dash.spec import Audience, UnitKind
from lishui_dash.store.engine import Engine
from lishui_dash.views.board import board
from lishui_dash.views.items import open_items
from lishui_dash.views.languages import LANGS, Lang, say, text
from lishui_dash.views.moment import Moment
from lishui_dash.views.unit import UnitView, unit_view
from lishui_dash.views.unit_owed import Behind, Due
from lishui_dash.views.unit_subject import choices_view, owned_by, subject_of
from lishui_dash.views.unit_trend import comparison_view
from tests.kept import Kept
from tests.opened import pages_on
from tests.storylines import told

ROOT = Path(__file__).parents[1]
UNIT_PARAMETER = "unit"
QINGTIAN, QINGYUAN = "331121", "331126"
SUPPLIES = say(CATALOGUE.feeds["supplies_daily"].words, "hans")
KINDS = [next(u for u in UNITS.values() if u.kind is kind) for kind in UnitKind]
CODES = [WHOLE, *(place.code for place in PLACES), *(unit.code for unit in KINDS)]
each_lang = pytest.mark.parametrize("lang", LANGS)


def viewed(engine: Engine, moment: Moment, code: str, lang: Lang = "hans") -> UnitView:
    view = unit_view(engine, moment, lang, code)
    assert view is not None
    return view


def of_supplies(view: UnitView, status: Status) -> tuple[list[Due], list[Behind]]:
    return (
        [due for due in view.dues if due.feed == SUPPLIES and due.status is status],
        [one for one in view.behind if one.feed == SUPPLIES and one.status is status],
    )


@pytest.fixture(scope="module")
def s01() -> Iterator[Engine]:
    with told("S01", datetime(2020, 3, 4, 9)) as engine:
        yield engine


MASKS = Moment(datetime(2020, 3, 4, 9), date(2020, 3, 3))


def test_s01_masks_stand_first_with_their_days_and_what_would_help(s01: Engine) -> None:
    first, *_ = viewed(s01, MASKS, QINGTIAN).entries
    assert first.item.status is Status.RED
    assert "2.98" in first.item.what
    assert "2,160" in first.item.advice
    assert (first.page, first.place) == ("c08_safety", QINGTIAN)


def test_s01_the_head_says_the_masks_and_the_day(s01: Engine) -> None:
    view = viewed(s01, MASKS, QINGTIAN)
    assert "03-03" in view.head
    assert "2.98" in view.worst


def test_s01_masks_are_compared_with_masks_on_one_scale(s01: Engine) -> None:
    compared = comparison_view(s01, MASKS, "hans", QINGTIAN, "M08_DAYS_SUPPLY")
    own, *others = compared.panels
    assert (own.place, own.is_own, own.shown) == (QINGTIAN, True, "2.98 天")
    assert {p.place: p.shown for p in others}["331123"] == "24.0 天"
    assert "N95" in compared.title
    low, high = compared.span
    drawn = [v for p in compared.panels for v in p.trend.values if v is not None]
    assert low <= min(drawn)
    assert max(drawn) <= high
    assert all(low <= line.value <= high for line in own.trend.lines)


def test_s01_the_days_compared_can_be_taken_along(s01: Engine) -> None:
    compared = comparison_view(s01, MASKS, "hans", QINGTIAN, "M08_DAYS_SUPPLY")
    frame = compared.frame.set_index(text("unit.day", "hans"))
    assert frame["青田"]["2020-03-03"] == pytest.approx(1590 / (1600 / 3), abs=1e-4)
    assert isinstance(frame["青田"]["2020-02-20"], str)


def test_s01_advice_that_helps_several_figures_is_given_once(s01: Engine) -> None:
    entries = viewed(s01, MASKS, QINGTIAN).entries
    advice = [entry.item.advice for entry in entries if entry.item.advice]
    assert len(entries) > 1
    assert len(set(advice)) == len(advice)


def test_s01_the_worst_figure_is_offered_first(s01: Engine) -> None:
    names = [name for name, _ in viewed(s01, MASKS, QINGTIAN).compared]
    entries = viewed(s01, MASKS, QINGTIAN).entries
    assert names[0] == entries[0].item.indicator
    assert len(set(names)) == len(names)


def test_the_red_and_amber_of_the_wall_are_among_those_of_the_place(s01: Engine) -> None:
    shown = board(s01, MASKS)
    on_wall = [item.indicator for item in open_items(shown, {}, "hans", QINGTIAN)]
    entries = [entry.item.indicator for entry in viewed(s01, MASKS, QINGTIAN).entries]
    told_there = [
        name for name in entries if Audience.WALL in CATALOGUE.indicators[name].audience
    ]
    assert sorted(told_there) == sorted(on_wall)
    assert f"大屏列示其中 {len(on_wall)} 项" in viewed(s01, MASKS, QINGTIAN).head


def test_who_answers_for_a_figure_sees_it_for_the_whole_city(s01: Engine) -> None:
    view = viewed(s01, MASKS, "LS-WJW")
    [masks] = [e for e in view.entries if e.item.indicator == "M08_DAYS_SUPPLY"]
    assert masks.place == QINGTIAN
    assert masks.relation == text("unit.owner", "hans")
    assert say(PLACES[1].short, "hans") in masks.item.what


def test_a_township_sees_its_county_and_what_it_reports_itself(s01: Engine) -> None:
    view = viewed(s01, MASKS, "331121101")
    county = viewed(s01, MASKS, QINGTIAN)
    assert [e.item for e in view.entries] == [e.item for e in county.entries]
    first, *_ = view.entries
    assert first.relation == text("unit.carried", "hans")


@pytest.fixture(scope="module")
def s04_before() -> Iterator[Engine]:
    with told("S04", datetime(2020, 2, 18, 9)) as engine:
        yield engine


@pytest.fixture(scope="module")
def s04_after() -> Iterator[Engine]:
    with told("S04", datetime(2020, 2, 18, 12)) as engine:
        yield engine


def test_s04_qingyuan_owes_two_days_for_two_days(s04_before: Engine) -> None:
    moment = Moment(datetime(2020, 2, 18, 9), date(2020, 2, 17))
    dues, behind = of_supplies(viewed(s04_before, moment, QINGYUAN), Status.MISSING)
    assert [due.days for due in dues] == ["02-15、02-16"]
    assert dues[0].due == "02-16 08:00"
    assert dues[0].note == text("reporting.overdue", "hans", delay="2.0 天")
    assert dues[0].unit
    [group] = behind
    assert (group.days, group.delay) == ("02-15、02-16", "2.0 天")
    assert group.units_n == len(group.who) > 1


def test_s04_whoever_owes_one_report_is_told_so_in_the_head(s04_before: Engine) -> None:
    moment = Moment(datetime(2020, 2, 18, 9), date(2020, 2, 17))
    view = viewed(s04_before, moment, f"{QINGYUAN}-S01")
    assert "欠报 2 份" in view.head
    assert f"{SUPPLIES}（02-15、02-16），1 个单位，已超时 2.0 天" in view.longest


def test_s04_when_it_has_come_it_was_two_days_late(s04_after: Engine) -> None:
    moment = Moment(datetime(2020, 2, 18, 12), date(2020, 2, 17))
    view = viewed(s04_after, moment, QINGYUAN)
    absent, nobody = of_supplies(view, Status.MISSING)
    assert (absent, nobody) == ([], [])
    [late], [group] = of_supplies(view, Status.AMBER)
    assert late.days == "02-15、02-16"
    assert late.note == text("unit.late", "hans", delay="2.1 天")
    assert late.received == "02-18 10:40"
    assert group.delay == "2.1 天"


def test_s04_as_known_then_it_still_owes(s04_after: Engine) -> None:
    then = datetime(2020, 2, 18, 9)
    moment = Moment(datetime(2020, 2, 18, 12), date(2020, 2, 17), then, is_replay=True)
    [owed], _ = of_supplies(viewed(s04_after, moment, QINGYUAN), Status.MISSING)
    assert owed.days == "02-15、02-16"


def test_the_next_report_is_told_before_it_is_due(s04_after: Engine) -> None:
    moment = Moment(datetime(2020, 2, 18, 12), date(2020, 2, 17))
    [due], _ = of_supplies(viewed(s04_after, moment, QINGYUAN), Status.REFERENCE)
    assert (due.days, due.due) == ("02-18", "02-19 08:00")
    assert due.note == text("reporting.not_due", "hans")


def test_whoever_answers_for_a_figure_sees_which_counties_are_behind(
    s04_before: Engine,
) -> None:
    moment = Moment(datetime(2020, 2, 18, 9), date(2020, 2, 17))
    _, behind = of_supplies(viewed(s04_before, moment, "LS-WJW"), Status.MISSING)
    places = {code for group in behind for code, _ in group.who}
    assert QINGYUAN in places
    assert places <= {place.code for place in PLACES}


@each_lang
@pytest.mark.parametrize("code", CODES)
def test_every_kind_of_unit_has_a_page_in_an_empty_store(
    engine: Engine, code: str, lang: Lang
) -> None:
    view = viewed(engine, MASKS, code, lang)
    assert view.label
    assert not view.entries
    for name, _ in view.compared:
        assert comparison_view(engine, MASKS, lang, view.code, name).panels


def test_where_nothing_is_known_nothing_is_called_good(engine: Engine) -> None:
    open_days_until(engine, MASKS.now)
    view = viewed(engine, MASKS, "LS-SFJ")
    counts = dict(view.counts)
    assert view.worst == text("unit.nothing_told", "hans", number=counts[Status.MISSING])
    assert Status.GREEN not in counts


def test_a_code_nobody_has_is_no_unit(engine: Engine) -> None:
    assert unit_view(engine, MASKS, "hans", "331188") is None


def test_a_command_centre_is_its_county_and_the_city_its_command_centre() -> None:
    county, city = subject_of(DECLARED, f"{QINGTIAN}-ZHB"), subject_of(DECLARED, WHOLE)
    assert county == subject_of(DECLARED, QINGTIAN)
    assert city == subject_of(DECLARED, "LS-ZHB")


def test_every_bureau_that_answers_for_a_figure_is_a_unit_of_the_register() -> None:
    units = [u for u in UNITS.values() if (s := subject_of(DECLARED, u.code)) and s.unit]
    subjects = [found for u in units if (found := subject_of(DECLARED, u.code))]
    owned = {i.name for s in subjects for i in owned_by(CATALOGUE, s)}
    nobody = {
        owner
        for name, indicator in CATALOGUE.indicators.items()
        if name not in owned
        for owner in indicator.owner.hans.split("、")
    }
    # A working group of the command centre, and no body of the register.
    assert nobody <= {"物资保障组"}


@each_lang
def test_one_may_choose_every_place_and_every_unit_that_reports(
    engine: Engine, lang: Lang
) -> None:
    choices = dict(choices_view(engine, MASKS, lang))
    assert {place.code for place in PLACES} <= set(choices)
    assert {"331121101", "LS-WJW", "331121-S01"} <= set(choices)
    assert len(set(choices.values())) == len(choices)


@pytest.fixture(scope="module")
def served(small_demo: Kept, tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    kept = small_demo.copied_to(tmp_path_factory.mktemp("unit"))
    with pages_on(kept):
        yield


def opened(**query: str) -> AppTest:
    app = AppTest.from_file(str(ROOT / "app.py"), default_timeout=60)
    for name, value in query.items():
        app.query_params[name] = value
    app = app.run().switch_page("pages/unit.py")
    for name, value in query.items():
        app.query_params[name] = value
    return app.run()


def html_of(app: AppTest) -> str:
    assert not app.exception
    return unescape("\n".join(element.proto.body for element in app.get("html")))


@pytest.mark.usefixtures("served")
@pytest.mark.parametrize("code", CODES)
def test_the_page_of_every_kind_of_unit_opens(code: str) -> None:
    html = html_of(opened(unit=code))
    assert "截至 03-03" in html


@pytest.mark.usefixtures("served")
@each_lang
def test_the_page_speaks_the_viewers_language(lang: Lang) -> None:
    app = opened(unit=QINGTIAN, lang=lang)
    html = html_of(app)
    assert text("unit.hand_in", lang) in html or text("unit.in_full", lang) in html
    assert [box.label for box in app.main.selectbox] == [text("unit.choose", lang)]


@pytest.mark.usefixtures("served")
def test_a_figure_leads_to_its_page_at_the_place() -> None:
    html = html_of(opened(unit=QINGTIAN, lang="en"))
    assert "c08_safety?lang=en&indicator=M08_DAYS_SUPPLY&place=331121" in html


@pytest.mark.usefixtures("served")
def test_an_unknown_unit_is_told_and_another_can_be_chosen() -> None:
    app = opened(unit="<b>nobody</b>")
    html = "\n".join(element.proto.body for element in app.get("html"))
    assert not app.exception
    assert "&lt;b&gt;nobody" in html
    assert "<b>nobody" not in html
    app.main.selectbox[0].select(QINGTIAN)
    app.run()
    assert "截至 03-03" in html_of(app)


@pytest.mark.usefixtures("served")
def test_the_chosen_unit_is_kept_in_the_address() -> None:
    app = opened()
    assert text("unit.none_chosen", "hans") in [info.value for info in app.info]
    app.main.selectbox[0].select(QINGYUAN)
    app.run()
    assert app.query_params[UNIT_PARAMETER] in (QINGYUAN, [QINGYUAN])


@pytest.mark.usefixtures("served")
def test_choosing_another_figure_compares_that_one() -> None:
    app = opened(unit=QINGTIAN)
    assert "N95 · 物资可用天数" in html_of(app)
    app.button_group[0].select("M08_STOCKOUT").run()
    assert "N95 · 预计断供日期" in html_of(app)


@pytest.mark.usefixtures("served")
def test_an_earlier_day_says_what_has_changed_since() -> None:
    app = opened(unit=QINGTIAN, as_of="2020-03-01")
    assert "截至 03-01" in html_of(app)
    assert text("changes.title", "hans") in [one.value for one in app.main.header]
