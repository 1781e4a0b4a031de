"""Thresholds and norms on the administrator's page: tried, confirmed, and gone back on."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime

import pytest
from streamlit.testing.v1 import AppTest

from lishui_dash.access.events import Did
from lishui_dash.actions.norms import NormAsked, change_norm
from lishui_dash.actions.thresholds import ThresholdAsked, change_threshold
from lishui_dash.catalogue import CATALOGUE
from lishui_dash.spec import Indicator, Line, Words
from lishui_dash.store.norms import norm_changes_of
from lishui_dash.store.thresholds import changes_of
from lishui_dash.ui.opened import the_desk
from lishui_dash.views.languages import text
from tests.administered import (
    ADMIN,
    OF_COUNTY,
    html,
    on_record,
    opened,
    press,
    ran,
    said,
    wrong,
)
from tests.kept import Kept
from tests.opened import pages_on
from tests.signed_in import signed_in

DAYS, FORM = "M08_DAYS_SUPPLY", "threshold M08_DAYS_SUPPLY"
WHY = "补货恢复每日一次"
OF_EACH_KIND = {
    (indicator.threshold.kind, indicator.format): indicator
    for indicator in CATALOGUE.indicators.values()
}.values()
"""One indicator for each kind of threshold and each way to write a figure."""


@pytest.fixture(scope="module", autouse=True)
def store(small_demo: Kept, tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    kept = small_demo.copied_to(tmp_path_factory.mktemp("lines"))
    with pages_on(kept):
        yield


@pytest.fixture(autouse=True)
def administrator() -> Iterator[None]:
    with signed_in(ADMIN):
        yield


def chosen(indicator: str = DAYS) -> AppTest:
    app = opened("thresholds")
    return ran(app.selectbox(key="admin_indicator").select(indicator))


def typed(app: AppTest, times: int = 0, **fields: str) -> AppTest:
    for name, value in fields.items():
        app.text_input(key=f"admin {FORM} {name} {times}").input(value)
    return app


@pytest.mark.parametrize("indicator", OF_EACH_KIND, ids=lambda i: i.name)
def test_a_threshold_can_be_chosen_with_the_figures_of_its_kind(
    indicator: Indicator,
) -> None:
    app = chosen(indicator.name)
    lines = [one.key.split()[-2] for one in app.text_input if "threshold" in one.key]
    figures = [line.value for line in indicator.threshold.figures]
    assert lines == [*figures, "reason"]
    assert indicator.threshold.reason.hans in html(app)


def test_it_is_tried_first_and_nothing_is_stored() -> None:
    app = chosen()
    assert app.text_input(key=f"admin {FORM} green 0").value == "14"
    app = press(typed(app, green="300", amber="299", reason=WHY), "试算")
    shown = html(app)
    assert (
        "自 2020-03-04 起：绿线 14 天 → 300 天、黄线 7 天 → 299 天、紧急线 3 天；" in shown
    )
    assert "理由：补货恢复每日一次" in shown
    assert "按此线判定最近 14 天：" in shown
    assert "变差" in shown
    assert changes_of(the_desk().engine) == ()


@pytest.mark.parametrize(
    ("fields", "why_not"),
    [
        ({"green": "十四", "reason": WHY}, "不是数字"),
        ({"green": "5", "amber": "9", "reason": WHY}, "黄线高于绿线"),
        ({"green": "12", "reason": "调整"}, "请写明理由"),
    ],
)
def test_what_is_no_threshold_is_refused_with_a_remedy(
    fields: dict[str, str], why_not: str
) -> None:
    app = press(typed(chosen(), **fields), "试算")
    [told] = wrong(app)
    assert why_not in told
    assert "确认调整" not in [one.label for one in app.button]


def test_it_is_confirmed_as_it_was_shown_and_goes_back_to_what_was_declared() -> None:
    app = press(typed(chosen(), green="16", reason=WHY), "试算")
    # What is typed after it was tried is not what was shown.
    typed(app, green="99")
    app = press(app, "确认调整")
    assert said(app) == ["已调整：物资可用天数。"]
    [change] = changes_of(the_desk().engine)
    assert [(line.value, figure) for line, figure in change.figures] == [("green", 16.0)]
    assert (change.by, change.reason.hans) == (ADMIN.title, WHY)
    entry = on_record()
    assert (entry.who, entry.did, entry.about) == (
        *(ADMIN.title, Did.THRESHOLD_CHANGED),
        CATALOGUE.indicators[DAYS].words.hans,
    )
    assert "待执行" in html(app)
    app = press(typed(app, times=1, reason="恢复原来的补货周期"), "试算恢复原定")
    assert "原定预警线、绿线 16 天 → 14 天、黄线 7 天、紧急线 3 天；理由：恢复" in html(app)
    app = press(app, "确认调整")
    assert changes_of(the_desk().engine)[-1].figures == ()


def of_another(indicator: str, seen: int, **lines: float) -> None:
    """Let somebody else change a threshold meanwhile, from the day of the clock on."""
    figures = {Line(name): figure for name, figure in lines.items()}
    asked = ThresholdAsked(
        *(indicator, figures, date(2020, 3, 4)),
        *(Words("另一管理员调整", ""), "李强", seen),
    )
    change_threshold(the_desk().engine, asked, datetime(2020, 3, 4, 9))


def test_of_two_administrators_the_second_undoes_nothing_unseen() -> None:
    of, form = "M10_GRIEVANCE", "threshold M10_GRIEVANCE"
    app = chosen(of)
    app.text_input(key=f"admin {form} green 0").input("95%")
    app.text_input(key=f"admin {form} reason 0").input(WHY)
    of_another(of, 0, amber=0.85)
    app = press(app, "试算")
    assert "李强刚作了第" in wrong(app)[0]
    assert app.text_input(key=f"admin {form} amber 1").value == "85%"
    app.text_input(key=f"admin {form} green 1").input("95%")
    app.text_input(key=f"admin {form} reason 1").input(WHY)
    app = press(app, "试算")
    assert "绿线 90% → 95%、黄线 85%、" in html(app)
    of_another(of, changes_of(the_desk().engine)[-1].number, amber=0.8)
    app = press(app, "确认调整")
    assert "李强刚作了第" in wrong(app)[0]
    assert "确认调整" not in [one.label for one in app.button]
    assert app.text_input(key=f"admin {form} amber 2").value == "80%"
    held = [c.by for c in changes_of(the_desk().engine, indicator=of)]
    assert held == ["李强", "李强"]


def test_of_two_who_change_a_norm_the_second_is_told() -> None:
    app = opened("thresholds")
    app = ran(app.selectbox(key="admin_norm_post").select("road_cp"))
    app = ran(app.selectbox(key="admin_norm_item").select("gown"))
    form = "norm_change road_cp gown"
    app.number_input(key=f"admin {form} quantity 0").set_value(0.5)
    app.text_input(key=f"admin {form} reason 0").input("风险等级上调")
    asked = NormAsked(
        *("road_cp", "gown", 2, date(2020, 3, 9)),
        *(Words("另一管理员调整", ""), "李强", 0),
    )
    change_norm(the_desk().engine, asked, datetime(2020, 3, 4, 9))
    app = press(app, "调整标准")
    assert "李强刚作了第" in wrong(app)[0]
    assert "2020-03-09 起 2（第 1 号）" in [one.value for one in app.caption]


def test_a_past_day_is_for_looking_at() -> None:
    app = opened("thresholds", as_of="2020-03-01")
    assert text("admin.replay", "hans") in [one.value for one in app.info]
    assert app.selectbox == []
    assert app.button == []


def test_a_norm_is_changed_with_a_reason() -> None:
    app = opened("thresholds")
    app = ran(app.selectbox(key="admin_norm_post").select("road_cp"))
    app = ran(app.selectbox(key="admin_norm_item").select("kn95"))
    form = "norm_change road_cp kn95"
    app.number_input(key=f"admin {form} quantity 0").set_value(0.5)
    app = press(app, "调整标准")
    assert "请写明理由" in wrong(app)[0]
    app.text_input(key=f"admin {form} reason 0").input("风险等级上调")
    app = press(app, "调整标准")
    assert said(app) == ["已调整配备标准。"]
    change = norm_changes_of(the_desk().engine)[-1]
    assert (change.post_type, change.item, change.quantity) == ("road_cp", "kn95", 0.5)
    assert on_record().did is Did.REFERENCE_CHANGED
    assert "风险等级上调" in html(app)


def _change_without_the_page() -> None:
    import streamlit as st

    from lishui_dash.access.roles import Right
    from lishui_dash.catalogue.places import WHOLE
    from lishui_dash.errors import AccessRefused
    from lishui_dash.ui import session

    try:
        session.acting(Right.CATALOGUE, WHOLE)
    except AccessRefused as refused:
        st.error(refused.words.hans)


def test_the_lines_of_the_city_are_not_those_of_a_county() -> None:
    with signed_in(OF_COUNTY):
        app = ran(AppTest.from_function(_change_without_the_page, default_timeout=60))
    assert wrong(app) == ["全市不在您的范围内，不能调整预警线和名录"]
