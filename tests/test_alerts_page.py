"""The page of alerts: the masks of 青田 from the first look until the data close it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, datetime
from html import unescape

import pytest
from streamlit.testing.v1 import AppTest

from lishui_dash.access.audit import Audit, Did, audit_key
from lishui_dash.access.screens import Screens
from lishui_dash.actions.desk import open_desk
from lishui_dash.actions.duty import acknowledge, order
from lishui_dash.actions.handling import State
from lishui_dash.intake.receive import Desk, How
from lishui_dash.readings.reading import Status
from lishui_dash.readings.recall import newest_knowledge
from lishui_dash.store.duty import Of
from lishui_dash.store.engine import Engine
from lishui_dash.views.alerts import Alert, Alerts, alerts_view, next_due, units_view
from lishui_dash.views.languages import LANGS, Lang, text
from lishui_dash.views.moment import Moment
from tests.alerted import AT, FIGURE, tell
from tests.intake.cases import HEAD, arrival, lines
from tests.kept import Kept
from tests.opened import ROOT, pages_on

DAY = date(2020, 3, 3)
N95 = Of("M08_DAYS_SUPPLY", "331121", "n95_medical", date(2020, 3, 1))
N95_NAMED = "N95 · 青田 物资可用天数，2020-03-01 起"
BY = "王值班"
SEEN, ORDERED = datetime(2020, 3, 4, 9, 5), datetime(2020, 3, 4, 9, 10)
NOON, ARRIVED = datetime(2020, 3, 4, 12), datetime(2020, 3, 4, 11, 30)
DELIVERED = "2020-03-03,青田县,331121-S01,N95口罩,只,2210,8000,620,9590"


@pytest.fixture(scope="module")
def demo(small_demo: Kept, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Desk]:
    """The small demo; the tests of the storyline follow one another on it."""
    kept = small_demo.copied_to(tmp_path_factory.mktemp("alerts"))
    desk = open_desk(kept.store, kept.key_file)
    yield desk
    desk.engine.close()


def moment(desk: Desk, now: datetime) -> Moment:
    newest = newest_knowledge(desk.engine, now)
    return Moment(now, DAY, newest, newest=newest)


def seen(desk: Desk, now: datetime, lang: Lang = "hans") -> Alerts:
    return alerts_view(desk.engine, moment(desk, now), lang)


def n95(alerts: Alerts) -> Alert:
    [found] = [alert for alert in alerts.open if alert.of == N95]
    return found


def test_what_is_critical_stands_first_with_all_that_is_to_be_known(demo: Desk) -> None:
    alerts = seen(demo, SEEN)
    first = alerts.open[0]
    assert first == n95(alerts)
    assert first.item.what == "N95 · 青田 物资可用天数 2.98 天"
    assert first.item.since == "03-02 起 2 天"
    assert (first.opened, first.where) == ("03-02 09:00", "青田")
    assert first.item.owner
    assert first.coverage.endswith("单位已报")
    assert first.state is State.UNACKNOWLEDGED
    ranks = [(a.item.status is Status.AMBER, not a.item.is_critical) for a in alerts.open]
    assert ranks == sorted(ranks)


def test_every_part_of_a_figure_is_an_alert_of_its_own(demo: Desk) -> None:
    figures = [alert.of.figure for alert in seen(demo, SEEN).open]
    assert len(figures) == len(set(figures)) == 5


def test_the_city_store_can_be_ordered(demo: Desk) -> None:
    units = units_view(demo.engine, moment(demo, SEEN), "hans", "331121")
    codes = [code for code, _ in units]
    assert codes[0].startswith("331121")
    assert "NONE" not in codes
    assert ("LS-S01", "市本级 · 丽水市防疫物资储备库") in units


def test_acknowledged_and_ordered_it_says_so_and_when_it_is_due(demo: Desk) -> None:
    acknowledge(demo.engine, N95, "已电话核实", BY, SEEN)
    assert n95(seen(demo, SEEN)).state is State.ACKNOWLEDGED
    order(demo.engine, N95, "LS-S01", "中午前送到青田", NOON, BY, ORDERED)
    alerts = seen(demo, ORDERED)
    assert n95(alerts).state is State.ORDERED
    assert [deed.said for deed in n95(alerts).done] == [
        "03-04 09:05 王值班 确认：已电话核实",
        "03-04 09:10 王值班 交办丽水市防疫物资储备库，03-04 12:00 前完成：中午前送到青田",
    ]
    assert alerts.head == "红 3 · 黄 2；未确认 4 · 已确认 0 · 已交办 1"


def test_an_order_is_overdue_from_a_moment_on(demo: Desk) -> None:
    alerts = seen(demo, ORDERED)
    [_, ordered] = n95(alerts).done
    assert not ordered.is_overdue(NOON)
    assert ordered.is_overdue(NOON.replace(second=1))
    assert next_due(alerts, ORDERED) == NOON
    assert next_due(alerts, NOON.replace(second=1)) is None


def test_the_data_close_it_and_both_moments_are_told(demo: Desk) -> None:
    sent = arrival(lines(HEAD, DELIVERED), name="物资日报 更正.csv", at=ARRIVED)
    demo.receive(replace(sent, how=How.ROWS, reason="市库调入已到"))
    alerts = seen(demo, ARRIVED)
    assert N95.figure not in [alert.of.figure for alert in alerts.open]
    [over] = [one for one in alerts.recovered if one.of == N95]
    assert over == alerts.recovered[0]
    assert over.what == "N95 · 青田 物资可用天数"
    assert (over.answered, over.closed) == ("03-04 09:05 王值班", "03-04 11:30")
    assert (over.opened, over.took, over.lasted) == ("03-02 09:00", "2.0 天", "2.1 天")
    assert over.worst == "超红线"
    assert over.done[1].said.endswith("中午前送到青田 （按期恢复）")
    assert [deed.due_at for deed in over.done] == [None, None]


def test_a_past_day_shows_what_was_known_then(demo: Desk) -> None:
    then = Moment(ARRIVED, DAY, datetime(2020, 3, 4, 9), is_replay=True)
    assert n95(alerts_view(demo.engine, then, "hans")).state is State.UNACKNOWLEDGED
    later = replace(then, known_at=datetime(2020, 3, 4, 10))
    assert n95(alerts_view(demo.engine, later, "hans")).state is State.ORDERED
    day_before = replace(then, as_of=date(2020, 3, 2), known_at=ARRIVED)
    assert n95(alerts_view(demo.engine, day_before, "hans")).done == ()


def test_what_was_red_and_is_not_reported_any_more_stays_open(engine: Engine) -> None:
    tell(engine, "03-01 | 03-02 08:00 | red\n03-02 | 03-03 08:00 | missing", item=N95.item)
    now = datetime(2020, 3, 3, 9, 30)
    alerts = alerts_view(engine, Moment(now, date(2020, 3, 2)), "hans")
    [silent] = alerts.open
    assert silent.of == N95
    assert silent.item.status is Status.MISSING
    assert silent.item.what == "N95 · 青田 物资可用天数 未报"
    assert silent.note == "上次为超红线，此后未报，尚未恢复"


def test_what_turned_red_after_it_was_acknowledged_says_so(engine: Engine) -> None:
    tell(engine, "03-01 | 03-02 08:00 | amber")
    seen_at = datetime(2020, 3, 2, 9, 5)
    acknowledge(engine, Of(FIGURE, AT, "", date(2020, 3, 1)), "", BY, seen_at)
    tell(engine, "03-01 | 03-02 10:00 | red")
    now = datetime(2020, 3, 2, 10, 5)
    [alert] = alerts_view(engine, Moment(now, date(2020, 3, 1)), "hans").open
    assert alert.state is State.UNACKNOWLEDGED
    assert alert.note == "确认后转红，须再次确认"
    assert alert.done[0].said == "03-02 09:05 王值班 确认"


@pytest.fixture(scope="module")
def pages(small_demo: Kept, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Kept]:
    kept = small_demo.copied_to(tmp_path_factory.mktemp("alerts_page"))
    with pages_on(kept, "2020-03-04T09:05"):
        yield kept


def opened(**query: str) -> AppTest:
    app = AppTest.from_file(str(ROOT / "app.py"), default_timeout=60)
    for name, value in query.items():
        app.query_params[name] = value
    app = app.run().switch_page("pages/alerts.py").run()
    assert not app.exception
    return app


def html(app: AppTest) -> str:
    return unescape("\n".join(str(one.proto.body) for one in app.get("html")))


def _below_the_heading() -> None:
    # A test that opens a page through its frame loses what is pressed on the page: the
    # page runs without it first, and asks for it.
    from lishui_dash.ui import alerts

    alerts.draw()


def press(app: AppTest, label: str) -> AppTest:
    [button] = [one for one in app.button if one.label == label]
    app = button.click().run()
    assert not app.exception
    return app


@pytest.mark.usefixtures("pages")
@pytest.mark.parametrize("lang", LANGS)
def test_the_page_lists_what_is_open_in_every_language(lang: Lang) -> None:
    app = opened(lang=lang)
    assert text("alerts.state.unacknowledged", lang) in html(app)
    offered = {button.proto.label for button in app.get("download_button")}
    assert {text("take.csv", lang), text("take.xlsx", lang)} <= offered


@pytest.mark.usefixtures("pages")
def test_a_past_day_has_no_buttons_and_says_why() -> None:
    app = opened(as_of="2020-03-02")
    assert text("alerts.replay", "hans") in [one.value for one in app.info]
    assert text("alerts.order", "hans") not in [one.label for one in app.button]


def test_whoever_may_only_look_sees_the_list_and_why(pages: Kept) -> None:
    token = Screens(pages.screens).add("会议室", SEEN)
    app = AppTest.from_function(_below_the_heading, default_timeout=60)
    app.query_params["screen"] = token
    app.run()
    assert not app.exception
    assert "N95 · 青田 物资可用天数 2.98 天" in html(app)
    assert [one.value for one in app.info] == [text("alerts.may_not", "hans")]
    assert [one.label for one in app.button] == []


def test_it_is_acknowledged_and_ordered_on_the_page(pages: Kept) -> None:
    app = AppTest.from_function(_below_the_heading, default_timeout=60).run()
    assert app.selectbox(key="alerts_chosen").value == f"{N95}"
    app.text_area(key=f"alerts_note {N95}").input("已核实 <b>13812345678</b>")
    app = press(app, "确认")
    assert [one.value for one in app.success] == ["已记录。"]
    assert "未登录人员 确认：已核实 <b>138****5678</b>" in html(app)
    assert "确认" not in [one.label for one in app.button]
    begun = app.text_area(key=f"alerts_what {N95}")
    assert begun.value == "建议市本级调入 2,160 只，可达 7.03 天"
    what = "中午前送到青田"
    begun.input(what)
    app.selectbox(key=f"alerts_unit {N95}").select("LS-S01")
    app = press(app, "交办")
    assert f"交办丽水市防疫物资储备库，03-04 12:00 前完成：{what}" in html(app)
    app = press(app, "备注")
    said = [one.value.replace("\\", "") for one in app.error]
    assert said == ["请填写内容。 Say what is meant."]
    log = Audit(pages.folder / "audit.jsonl", audit_key(pages.folder / "access.key"))
    told = [(one.did, one.about, one.detail) for one in log.entries()]
    assert told == [
        (
            Did.ORDERED,
            N95_NAMED,
            f"LS-S01 丽水市防疫物资储备库，2020-03-04 12:00 前：{what}",
        ),
        (Did.ACKNOWLEDGED, N95_NAMED, "已核实 <b>138****5678</b>"),
    ]
