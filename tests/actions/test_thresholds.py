"""An administrator changes a threshold: from a day on, with a reason, and on record."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import datetime, time, timedelta

import pytest

from lishui_dash.actions.desk import open_desk
from lishui_dash.actions.thresholds import (
    ThresholdAsked,
    change_threshold,
    preview_threshold,
)
from lishui_dash.actions.turned import Turned
from lishui_dash.catalogue import CATALOGUE
from lishui_dash.catalogue.places import WHOLE
from lishui_dash.errors import ChangedMeanwhile, ChangeRefused, SetupRefused
from lishui_dash.readings.reading import Reading, Status
from lishui_dash.readings.recall import recall
from lishui_dash.readings.refresh import refresh
from lishui_dash.readings.thresholds import catalogue_on
from lishui_dash.spec import Indicator, Kind, Line, Words
from lishui_dash.store.engine import Engine
from lishui_dash.store.thresholds import changes_of
from lishui_dash.views.tried import tried_view
from tests.kept import Kept
from tests.tables import day, given, moment

RATE = "M10_GRIEVANCE"
"""Green from 90 % on, amber from 75 % on."""
REASON = Words("群众反映办结偏慢，提高要求", "petitioners found it slow")
AT = "03-04 10:00"


def asked(
    valid_from: str = "03-02",
    indicator: str = RATE,
    reason: Words = REASON,
    by: str = "王敏",
    seen: int = 0,
    **lines: float | None,
) -> ThresholdAsked:
    figures = {Line(name): figure for name, figure in lines.items()}
    return ThresholdAsked(indicator, figures, day(valid_from), reason, by, seen)


def mornings(engine: Engine, *days: str) -> None:
    """Let the mornings after some days come, each with what is known by then."""
    for text in days:
        at = datetime.combine(day(text) + timedelta(days=1), time(7))
        with engine.writing() as transaction:
            refresh(transaction, CATALOGUE, [], 1, at)


@pytest.fixture
def raised(engine: Engine) -> Engine:
    """From 02-29 on, 9 of 10 grievances of Qingtian are closed in time, 4 of 5 of Jinyun:
    13 of 15 in the city."""
    same = {"opened_at": "02-26 08:00", "status": "closed"}
    given(
        engine,
        "grievances",
        """
        grievance_id | county_code | closed_at
        -------------+-------------+------------
        G1..G9       | 青田        | 02-27 08:00
        G10          | 青田        | 03-09 08:00
        H1..H4       | 缙云        | 02-27 08:00
        H5           | 缙云        | 03-09 08:00
        """,
        **same,
    )
    mornings(engine, "03-01", "03-02", "03-03")
    return engine


def statuses(engine: Engine, known_at: str = "") -> Mapping[str, list[str]]:
    """Return by day what Qingtian, Jinyun and the city are, with the threshold's number."""
    found: dict[str, list[str]] = {}
    for place in ("331121", "331122", WHOLE):
        for one in recall(
            engine,
            day("03-03"),
            indicator=RATE,
            place=place,
            known_at=moment(known_at) if known_at else None,
            days=3,
        ):
            told = f"{one.status.value} {one.threshold_no}"
            found.setdefault(f"{one.as_of:%m-%d}", []).append(told)
    return found


AS_DECLARED = {
    "03-01": ["green 0", "amber 0", "amber 0"],
    "03-02": ["green 0", "amber 0", "amber 0"],
    "03-03": ["green 0", "amber 0", "amber 0"],
}
"""90 %, 80 % and 13/15 = 86.7 % against 90 and 75 %."""


def test_days_from_the_change_on_are_judged_anew_and_those_before_are_not(
    raised: Engine,
) -> None:
    assert statuses(raised) == AS_DECLARED
    change_threshold(raised, asked(green=0.95, amber=0.85), moment(AT))
    assert statuses(raised) == {
        "03-01": ["green 0", "amber 0", "amber 0"],
        "03-02": ["amber 1", "red 1", "amber 1"],
        "03-03": ["amber 1", "red 1", "amber 1"],
    }


def test_what_was_known_before_the_change_stays_as_it_was_known(raised: Engine) -> None:
    change_threshold(raised, asked(green=0.95, amber=0.85), moment(AT))
    assert statuses(raised, known_at="03-04 09:59") == AS_DECLARED
    assert statuses(raised, known_at=AT) == statuses(raised)


def test_a_change_says_how_many_readings_turned_and_what_the_audit_is_told(
    raised: Engine,
) -> None:
    found = change_threshold(raised, asked(green=0.95, amber=0.85), moment(AT))
    assert found.days == (day("03-02"), day("03-03"))
    assert found.turned == (
        Turned(Status.AMBER, Status.RED, 2),
        Turned(Status.GREEN, Status.AMBER, 2),
    )
    assert (found.worse_n, found.better_n) == (4, 0)
    assert (found.number, found.about) == (1, RATE)
    assert found.detail == (
        "第 1 号，自 2020-03-02 起：绿线 90% → 95%，黄线 75% → 85%，紧急线 不设；"
        "理由：群众反映办结偏慢，提高要求"
    )


def test_a_figure_whose_threshold_alone_is_another_is_written_anew(raised: Engine) -> None:
    found = change_threshold(raised, asked(green=0.88), moment(AT))
    assert found.turned == ()
    assert statuses(raised)["03-02"] == ["green 1", "amber 1", "amber 1"]


def test_a_threshold_can_go_back_to_the_declared_one(raised: Engine) -> None:
    change_threshold(raised, asked(green=0.95, amber=0.85), moment(AT))
    back = change_threshold(raised, asked("03-03", seen=1), moment("03-04 11:00"))
    assert back.detail.startswith(
        "第 2 号，自 2020-03-03 起：恢复原定预警线，绿线 95% → 90%，黄线 85% → 75%，"
    )
    assert statuses(raised) == {
        "03-01": ["green 0", "amber 0", "amber 0"],
        "03-02": ["amber 1", "red 1", "amber 1"],
        "03-03": ["green 2", "amber 2", "amber 2"],
    }
    assert len(changes_of(raised)) == 2, "nothing is deleted"


def test_of_two_changes_of_one_day_and_one_moment_the_later_made_counts(
    raised: Engine,
) -> None:
    change_threshold(raised, asked(green=0.95, amber=0.85), moment(AT))
    change_threshold(raised, asked(green=0.91, seen=1), moment(AT))
    assert statuses(raised)["03-03"] == ["amber 2", "amber 2", "amber 2"]
    first, second = changes_of(raised)
    assert first.at == moment(AT) < second.at


def test_a_change_leaves_the_days_of_a_later_one_alone(raised: Engine) -> None:
    change_threshold(raised, asked("03-03", green=0.95), moment(AT))
    found = change_threshold(raised, asked("03-02", green=0.8, seen=1), moment(AT))
    assert found.days == (day("03-02"),)
    assert found.detail.startswith(
        "第 2 号，自 2020-03-02 起，至 2020-03-02 止（其后为第 1 号）：绿线 90% → 80%，"
    )
    assert statuses(raised) == {
        "03-01": ["green 0", "amber 0", "amber 0"],
        "03-02": ["green 2", "green 2", "green 2"],
        "03-03": ["amber 1", "amber 1", "amber 1"],
    }


def test_of_two_who_change_a_line_the_second_undoes_nothing_unseen(raised: Engine) -> None:
    change_threshold(raised, asked(amber=0.85, by="李强"), moment(AT))
    late = asked(green=0.95, amber=0.75)
    for act in (
        lambda: change_threshold(raised, late, moment(AT)),
        lambda: preview_threshold(raised, late, day("03-03")),
    ):
        with pytest.raises(ChangedMeanwhile) as refused:
            act()
        assert "李强刚作了第 1 号调整" in refused.value.words.hans
    assert len(changes_of(raised)) == 1
    done = change_threshold(raised, replace(late, seen=1), moment(AT))
    assert "绿线 90% → 95%，黄线 85% → 75%，" in done.detail


def test_a_change_of_another_indicator_is_in_nobodys_way(raised: Engine) -> None:
    other = asked(indicator="M10_HIGH_RISK", green=0.99)
    change_threshold(raised, other, moment(AT))
    assert change_threshold(raised, asked(green=0.95), moment(AT)).number == 2


def test_a_preview_says_from_when_to_when_each_line_is_what(raised: Engine) -> None:
    change_threshold(raised, asked("03-10", green=0.8), moment(AT))
    change_threshold(raised, asked("03-10", green=0.85, seen=1), moment(AT))
    wanted = asked("03-05", green=0.95, seen=2)
    found = preview_threshold(raised, wanted, day("03-03"))
    assert (found.shift.before[Line.GREEN], found.shift.after[Line.GREEN]) == (0.9, 0.95)
    assert found.shift.until
    assert found.shift.until.number == 2
    indicator = CATALOGUE.indicators[RATE]
    told = tried_view(indicator, wanted, found, "hans").change
    assert told.startswith(
        "自 2020-03-05 起，至 2020-03-09 止（其后为第 2 号）："
        "绿线 90% → 95%、黄线 75%、不设紧急线；理由：群众反映"
    )


def test_a_change_for_a_day_to_come_waits_for_it(raised: Engine) -> None:
    found = change_threshold(raised, asked("03-04", green=0.95), moment(AT))
    assert (found.days, found.readings_n) == ((), 0)
    assert statuses(raised) == AS_DECLARED
    mornings(raised, "03-04")
    [reading] = recall(raised, day("03-04"), indicator=RATE, place="331121")
    assert (reading.status, reading.threshold_no) == (Status.AMBER, 1)


def test_a_change_counts_though_the_clock_was_set_back(raised: Engine) -> None:
    change_threshold(raised, asked(green=0.95, amber=0.85), moment("03-04 06:00"))
    [change] = changes_of(raised)
    assert change.at > moment("03-04 07:00"), "when the day was first judged"
    assert statuses(raised)["03-03"] == ["amber 1", "red 1", "amber 1"]


def test_a_preview_tells_of_fourteen_days_and_stores_nothing(raised: Engine) -> None:
    before = raised.version
    wanted = asked("06-01", green=0.95, amber=0.85)
    found = preview_threshold(raised, wanted, day("03-03")).would
    assert found.days == (day("03-01"), day("03-02"), day("03-03"))
    assert found.turned == (
        Turned(Status.AMBER, Status.RED, 3),
        Turned(Status.GREEN, Status.AMBER, 3),
    )
    assert found.number == 0
    assert raised.version == before
    assert changes_of(raised) == ()


def test_what_a_reason_tells_of_persons_is_masked(raised: Engine) -> None:
    told = Words("联系 13812345678 后\n调整 ", "")
    change_threshold(raised, asked(green=0.95, reason=told), moment(AT))
    [change] = changes_of(raised)
    assert change.reason.hans == "联系 138****5678 后 调整"


REFUSED = [
    (asked(indicator="M99_GONE"), "没有指标 M99_GONE", "there is no indicator"),
    (asked(green_low=0.5), "没有绿区下限，请留空", "it has no lower end of green"),
    (
        asked(green=0.7),
        "黄线高于绿线：请调低黄线，或调高绿线",
        "lower amber",
    ),
    (asked(green=None), "绿线和黄线都要填写", "green and amber must both be given"),
    (asked(green=1.01), "绿线应在 0 到 100% 之间", "between 0 and 100%"),
    (asked(green=float("nan")), "绿线应在 0 到 100% 之间", "between 0 and 100%"),
    (asked(green=0.9512), "绿线最多写 1 位小数", "more decimals than 1"),
    (
        asked(critical=0.8),
        "紧急线应低于黄线：请调低紧急线，或留空",
        "lower it",
    ),
    (asked(indicator="M06_FAMILY_NEED", amber=2.5), "黄线应为整数", "a whole number"),
    (asked(indicator="M06_FAMILY_NEED", amber=4, green=5), "黄线低于绿线", "raise amber"),
    (asked(indicator="M06_LONG_DUTY", critical=0), "紧急线应大于 0", "must lie above 0"),
    (asked(indicator="M08_NORM", green_low=0.5), "绿区超出了黄区", "widen amber"),
    (asked(indicator="M08_NORM", green_low=None), "上下限都要填写", "both bands"),
    (
        asked(indicator="M08_NORM", green_low=1.6),
        "绿区下限高于上限：请对调",
        "swap",
    ),
    (
        asked(green=0.95, reason=Words("  调整 ", "")),
        "请写明理由，至少 4 个字",
        "the reason",
    ),
    (asked(green=0.95, reason=Words("长" * 201, "")), "请写在 200 字以内", "too long"),
    (asked(green=0.95, by=" "), "请写明经办人", "who makes the change"),
    (
        asked("2020-01-19", green=0.95),
        "在 2020-01-20 至 2021-03-05 之间",
        "between",
    ),
    (
        asked("2021-03-06", green=0.95),
        "在 2020-01-20 至 2021-03-05 之间",
        "between",
    ),
]


@pytest.mark.parametrize(("wanted", "hans", "en"), REFUSED)
def test_a_refusal_says_which_figure_is_wrong_and_how_to_mend_it(
    demo: Engine, wanted: ThresholdAsked, hans: str, en: str
) -> None:
    with pytest.raises(ChangeRefused) as refused:
        change_threshold(demo, wanted, moment(AT))
    assert isinstance(refused.value, SetupRefused)
    assert hans in refused.value.words.hans
    assert en in refused.value.words.en
    assert changes_of(demo, indicator=wanted.indicator) == ()


@pytest.fixture(scope="module")
def demo(small_demo: Kept, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Engine]:
    """The small demo; what is changed of it is not refused for all tests of the module."""
    kept = small_demo.copied_to(tmp_path_factory.mktemp("thresholds"))
    found = open_desk(kept.store, kept.key_file).engine
    yield found
    found.close()


@pytest.mark.parametrize("indicator", CATALOGUE.indicators.values(), ids=lambda i: i.name)
def test_every_declared_threshold_can_be_changed_to_itself_and_turns_nothing(
    demo: Engine, indicator: Indicator
) -> None:
    figures = indicator.threshold.figures
    assert tuple(figures) == indicator.threshold.kind.lines
    wanted = replace(asked("03-03", indicator.name), figures=figures)
    assert preview_threshold(demo, wanted, day("03-03")).would.turned == ()


def test_every_kind_of_threshold_has_its_figures() -> None:
    assert {kind: [line.value for line in kind.lines] for kind in Kind} == {
        Kind.FLOOR: ["green", "amber", "critical"],
        Kind.CEILING: ["green", "amber", "critical"],
        Kind.ZERO: ["critical"],
        Kind.BAND: ["green_low", "green_high", "amber_low", "amber_high"],
        Kind.REFERENCE: ["reference"],
    }


def test_another_band_makes_another_item_the_worst(engine: Engine) -> None:
    for item, used in (("mask_surgical", "2"), ("disinfectant_84", "0.19")):
        given(
            engine,
            "supplies_daily",
            "report_date\n---\n03-03",
            county_code="青田",
            unit_code="331121-S01",
            item_code=item,
            consumed_qty=used,
            closing_qty="100",
        )
    given(
        engine,
        "personnel_deployment",
        "duty_date | person_id\n---\n03-03 | P1",
        county_code="青田",
        reporting_unit_code="331121-ZHB",
        post_id="CP-331121-02",
        duty_status="on_duty",
    )
    mornings(engine, "03-03")

    def worst() -> Reading:
        [found] = recall(
            engine, day("03-03"), indicator="M08_NORM", place="331121", item=""
        )
        return found

    # Masks 2 / 2.0 = 1.0 lie inside 0.8-1.5, disinfectant 0.19 / 0.1 = 1.9 is 0.4 above.
    assert worst().value == pytest.approx(0.19 / 0.1)
    lines = {"green_low": 1.4, "green_high": 1.9, "amber_low": 1.0, "amber_high": 2.0}
    change_threshold(engine, asked("03-03", "M08_NORM", **lines), moment("03-04 10:00"))
    # Masks lie 0.4 below 1.4-1.9 now, and disinfectant inside.
    assert (worst().value, worst().threshold_no) == (1.0, 1)
    whole = recall(engine, day("03-03"), indicator="M08_NORM", place=WHOLE, item="")
    assert [reading.value for reading in whole] == [1.0]


def test_a_page_of_the_day_gets_the_figures_that_were_asked_for(raised: Engine) -> None:
    change_threshold(raised, asked(green=0.95, amber=0.85, critical=0.5), moment(AT))
    found = catalogue_on(raised, CATALOGUE, day("03-02")).indicators[RATE].threshold
    assert (found.green, found.amber, found.critical) == (0.95, 0.85, 0.5)
    assert found.change is not None
    assert found.change.reason == REASON
    assert found.change.by == "王敏"
