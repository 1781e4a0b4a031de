"""What pages say of a threshold that is not the declared one any more."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from lishui_dash.actions.desk import open_desk
from lishui_dash.actions.norms import NormAsked, change_norm
from lishui_dash.actions.thresholds import ThresholdAsked, change_threshold
from lishui_dash.catalogue import CATALOGUE
from lishui_dash.catalogue.places import WHOLE
from lishui_dash.readings.thresholds import catalogue_on
from lishui_dash.spec import Line, Words
from lishui_dash.store.duckdb_engine import DuckDBEngine
from lishui_dash.store.engine import Engine
from lishui_dash.store.narrowing import narrowing_of
from lishui_dash.store.norms import NormChange, record_norm_change
from lishui_dash.store.sight import ALL
from lishui_dash.views.card import Card, card_view
from lishui_dash.views.depth import EventKind
from lishui_dash.views.dictionary import dictionary_view
from lishui_dash.views.index import index_of
from lishui_dash.views.languages import LANGS, Lang
from lishui_dash.views.moment import Moment
from lishui_dash.views.norms import norms_view
from lishui_dash.views.since import since_of
from lishui_dash.views.thresholds import Entry, thresholds_view
from tests.kept import Kept
from tests.tables import day, moment

DAYS = "M08_DAYS_SUPPLY"
NOW = Moment(moment("03-04 10:00"), day("03-03"))
BEFORE = Moment(moment("03-04 10:00"), day("03-01"))
AS_THEN = Moment(moment("03-04 10:00"), day("03-03"), moment("03-04 09:00"), is_replay=True)


def asked(valid_from: str, reason: str, seen: int = 0, **lines: float) -> ThresholdAsked:
    figures = {Line(name): figure for name, figure in lines.items()}
    words = Words(reason, "Supplies come daily" if lines else "")
    return ThresholdAsked(DAYS, figures, day(valid_from), words, "王敏", seen)


@pytest.fixture(scope="module")
def demo(small_demo: Kept, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Engine]:
    """The small demo, with two changes of a threshold, one to come, and one of a norm."""
    kept = small_demo.copied_to(tmp_path_factory.mktemp("thresholds"))
    found = open_desk(kept.store, kept.key_file).engine
    change_threshold(
        found,
        asked("03-03", "补货恢复每日一次", green=3, amber=2.5, critical=1),
        moment("03-04 09:30"),
    )
    change_threshold(found, asked("03-09", "春运结束后恢复原线", 1), moment("03-04 09:40"))
    norm = NormAsked(
        "road_cp", "kn95", 0.5, day("03-02"), Words("风险等级上调", ""), "王敏", 0
    )
    change_norm(found, norm, moment("03-04 09:50"))
    yield found
    found.close()


def shown(demo: Engine, at: Moment = NOW) -> Engine:
    """Return the store as a page of the moment is handed it."""
    known_at = at.known_at if at.is_replay else None
    catalogue = catalogue_on(demo, CATALOGUE, at.as_of, known_at)
    narrowing = narrowing_of(ALL, CATALOGUE, demo.registers)
    return demo.narrowed(narrowing, ALL, catalogue)


def entry(demo: Engine, at: Moment = NOW, lang: Lang = "hans") -> Entry:
    entries = thresholds_view(demo, at, lang).entries
    return next(one for one in entries if one.indicator == DAYS)


def card(demo: Engine, at: Moment = NOW, lang: Lang = "hans") -> Card:
    return card_view(shown(demo, at), at, lang, DAYS, WHOLE)


def test_every_indicator_is_listed_with_what_may_be_changed(demo: Engine) -> None:
    view = thresholds_view(demo, NOW, "hans")
    assert [one.indicator for one in view.entries] == list(CATALOGUE.indicators)
    assert view.changed == "42 项指标，1 项预警线与原定不同。"
    for one in view.entries:
        indicator = CATALOGUE.indicators[one.indicator]
        assert tuple(f.line for f in one.fields) == indicator.threshold.kind.lines


def test_a_changed_threshold_says_what_it_is_and_was(demo: Engine) -> None:
    found = entry(demo)
    assert [step.says for step in found.declared] == [
        "≥14 天",
        "≥7 天",
        "<7 天（<3 天 为紧急）",
    ]
    assert [step.says for step in found.steps] == [
        "≥3 天",
        "≥2.5 天",
        "<2.5 天（<1 天 为紧急）",
    ]
    assert found.changed == (
        "预警线自 2020-03-03 起调整为绿线 3 天、黄线 2.5 天、紧急线 1 天："
        "补货恢复每日一次（王敏，03-04 09:30）。"
    )
    assert [(f.label, f.typed, f.declared) for f in found.fields] == [
        ("绿线", "3", "14"),
        ("黄线", "2.5", "7"),
        ("紧急线", "1", "3"),
    ]


def test_the_history_is_newest_first_and_says_what_holds(demo: Engine) -> None:
    told = [(one.number, one.figures, one.state) for one in entry(demo).history]
    assert told == [
        (2, "原定预警线", "待执行"),
        (1, "绿线 3 天、黄线 2.5 天、紧急线 1 天", "执行中"),
    ]
    later = Moment(moment("03-12 10:00"), day("03-11"))
    assert [one.state for one in entry(demo, later).history] == ["执行中", "已被替代"]
    assert entry(demo, later).changed.startswith("预警线自 2020-03-09 起恢复原定预警线：")


def test_before_the_change_and_as_known_before_it_nothing_has_changed(demo: Engine) -> None:
    assert entry(demo, BEFORE).changed == ""
    assert entry(demo, AS_THEN).changed == ""
    assert entry(demo, AS_THEN).history == ()
    declared = CATALOGUE.indicators[DAYS].threshold.reason.hans
    assert card(demo, BEFORE).reason == card(demo, AS_THEN).reason == declared


def test_a_card_says_since_when_why_and_by_whom_and_what_was_declared(demo: Engine) -> None:
    found = card(demo)
    assert found.reason.startswith(
        "预警线自 2020-03-03 起调整为绿线 3 天、黄线 2.5 天、紧急线 1 天："
        "补货恢复每日一次（王敏，03-04 09:30）。"
        "原定绿线 14 天、黄线 7 天、紧急线 3 天，理由："
    )
    assert found.reason.endswith(CATALOGUE.indicators[DAYS].threshold.reason.hans)
    assert [line.value for line in found.trend.lines] == [3, 2.5]
    assert [band.low for band in found.trend.bands] == [None, 2.5, 3]
    assert found.tile.target == "目标 ≥3 天"


def test_a_card_is_coloured_by_the_threshold_it_shows(demo: Engine) -> None:
    before, now = (card(demo, at) for at in (AS_THEN, NOW))
    assert (before.tile.value, before.tile.status_text) == (now.tile.value, "超红线")
    assert 2.5 <= float(now.tile.value) < 3
    assert now.tile.status_text == "需关注"
    assert (before.tile.is_critical, now.tile.is_critical) == (True, False)


def test_a_change_is_marked_on_the_trend_on_the_day_it_holds_from(demo: Engine) -> None:
    events = card(demo).depth.events
    [told] = [event for event in events if event.kind is EventKind.THRESHOLD]
    assert (told.day, told.sign) == (day("03-03"), "线")
    assert told.said == "预警线调整为绿线 3 天、黄线 2.5 天、紧急线 1 天：补货恢复每日一次"
    assert all(e.kind is not EventKind.THRESHOLD for e in card(demo, AS_THEN).depth.events)


def test_what_turned_by_a_threshold_is_not_put_down_to_a_delivery(demo: Engine) -> None:
    at = Moment(moment("03-04 10:00"), day("03-03"), newest=moment("03-04 10:00"))
    indicator = CATALOGUE.indicators[DAYS]
    [line] = since_of(shown(demo), at, "hans", [indicator], WHOLE).lines
    assert line.then is not None
    assert line.now is not None
    assert (line.then.shown, line.then.status_text) == (line.now.shown, "超红线")
    assert line.now.status_text == "需关注"
    assert line.by == (
        "预警线自 2020-03-03 起调整 · 王敏 · 03-04 09:30 · 原因：补货恢复每日一次"
    )


def test_what_moved_by_a_norm_is_put_down_to_it_and_to_no_delivery(demo: Engine) -> None:
    at = Moment(moment("03-04 10:00"), day("03-03"), newest=moment("03-04 10:00"))
    indicator = CATALOGUE.indicators["M08_NORM"]
    lines = since_of(shown(demo), at, "hans", [indicator], WHOLE).lines
    told = {part.by for line in lines for part in line.parts} | {line.by for line in lines}
    [said] = told
    assert said == (
        "配备标准自 2020-03-02 起调整 · 国省县道卡口：KN95 每人每班 0.5 只 · 王敏 · "
        "03-04 09:50 · 原因：风险等级上调"
    )


def test_what_a_newer_program_does_not_know_goes_by_its_code(engine: Engine) -> None:
    for number, (post_type, item) in enumerate(
        [("road_cp", "boots"), ("harbour", "kn95")], start=1
    ):
        gone = NormChange(
            *(number, post_type, item, day("03-02"), 2.0, Words("已移除", ""), "王敏"),
            moment("03-04 09:50"),
        )
        with engine.writing() as transaction:
            record_norm_change(transaction, gone)
    view = norms_view(engine, NOW, "hans")
    assert [past.what for past in view.history] == [
        "harbour：KN95 每人每班 2 只",
        "国省县道卡口：boots 每人每班 2",
    ]
    norms = {
        one.title: tuple(link.said for link in one.codes)
        for one in dictionary_view(engine, NOW, "hans").lists
        if one.name.startswith("norm.")
    }
    [harbour] = [said for title, said in norms.items() if title.endswith("harbour")]
    assert harbour == ("颗粒物防护口罩(KN95) 2 只",)
    assert any("boots 2" in said for said in norms.values())


def test_the_dictionary_says_the_threshold_and_the_norm_of_the_day(demo: Engine) -> None:
    def told(at: Moment) -> tuple[str, tuple[str, ...]]:
        found = dictionary_view(shown(demo, at), at, "hans")
        [indicator] = [one for one in found.indicators if one.name == DAYS]
        [norm] = [one for one in found.lists if one.name == "norm.road_cp"]
        return indicator.steps[0].says, tuple(link.said for link in norm.codes)

    kn95 = "颗粒物防护口罩(KN95) 0.5 只"
    (line, norms), (line_before, norms_before) = told(NOW), told(BEFORE)
    assert (line, line_before) == ("≥3 天", "≥14 天")
    assert kn95 in norms
    assert kn95 not in norms_before


def test_a_changed_threshold_makes_no_other_index(demo: Engine) -> None:
    assert index_of(shown(demo)) is index_of(demo)


def test_norms_are_listed_with_what_was_declared(demo: Engine) -> None:
    view = norms_view(demo, NOW, "hans")
    [row] = [row for row in view.rows if row.post_type == "road_cp"]
    assert [(c.to_come, c.newest) for c in row.cells if c.item == "kn95"] == [("", 1)]
    cells = {cell.item: (cell.shown, cell.was) for cell in row.cells}
    assert cells["kn95"] == ("0.5", "0")
    assert cells["mask_surgical"] == ("2", "")
    assert cells["coverall"] == ("", "")
    assert "thermometer_gun" not in cells
    [change] = view.history
    assert change.what == "国省县道卡口：KN95 每人每班 0.5 只"
    before = norms_view(demo, BEFORE, "hans").rows
    cells_before = [cell for row in before for cell in row.cells]
    assert all(not cell.was for cell in cells_before)
    to_come = "2020-03-02 起 0.5（第 1 号）"
    assert {cell.to_come for cell in cells_before} == {"", to_come}


@pytest.mark.parametrize("lang", LANGS)
def test_thresholds_and_norms_are_told_in_every_language(demo: Engine, lang: Lang) -> None:
    found = entry(demo, lang=lang)
    assert found.title
    assert "2020-03-03" in found.changed
    assert norms_view(demo, NOW, lang).history[0].what
    if lang == "en":
        assert card(demo, lang=lang).reason.startswith(
            "Changed from 2020-03-03 on to green line 3 days, amber line 2.5 days, "
            "critical line 1 day: Supplies come daily (王敏, 03-04 09:30). "
            "Declared: green line 14 days, amber line 7 days, critical line 3 days, because"
        )


def test_a_store_in_memory_has_every_threshold_as_declared() -> None:
    opened = DuckDBEngine()
    view = thresholds_view(opened, NOW, "hans")
    opened.close()
    assert all(one.steps == one.declared and not one.history for one in view.entries)
