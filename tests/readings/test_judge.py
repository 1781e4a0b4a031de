"""A value, its threshold and its coverage become a status."""

from __future__ import annotations

from dataclasses import replace

import pytest

from lishui_dash.catalogue import INDICATORS
from lishui_dash.readings.judge import BROKEN, PARTIAL, judge
from lishui_dash.readings.reading import Coverage, Status
from lishui_dash.spec import Kind

ALL_IN = Coverage(10, 10)


def status(name, value, extras=None, coverage=ALL_IN, **more):
    more = {"owed": 10.0, **more}
    return judge(INDICATORS[name], value, extras or {}, coverage, **more)[0]


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        (0.95, Status.GREEN),
        (0.9499, Status.AMBER),
        (0.85, Status.AMBER),
        (0.84, Status.RED),
    ],
)
def test_a_floor_is_green_from_green_up_and_red_below_amber(value, expected):
    assert status("M05_FILL", value) is expected


def test_an_empty_post_is_red_whatever_the_average():
    assert status("M05_FILL", 0.99, {"empty_post_shifts": 1}) is Status.RED


def test_eight_straight_days_are_amber_though_the_value_is_zero():
    assert status("M06_LONG_DUTY", 0, {"amber_n": 6}) is Status.AMBER


def test_nobody_reporting_is_missing_even_with_an_old_value():
    assert status("M08_DAYS_SUPPLY", 30, coverage=Coverage(0, 43)) is Status.MISSING


def test_a_value_that_cannot_be_told_is_missing():
    assert status("M08_DAYS_SUPPLY", None) is Status.MISSING


def test_a_good_value_from_too_few_units_is_not_green():
    assert status("M05_FILL", 0.99, coverage=Coverage(9, 10)) is Status.AMBER


def test_a_bad_value_from_too_few_units_stays_red():
    assert status("M05_FILL", 0.5, coverage=Coverage(9, 10)) is Status.RED


def test_nothing_owed_is_not_missing():
    assert status("M06_FORCED_REST", None, owed=0) is Status.GREEN


def test_a_feed_that_never_came_is_missing_though_nothing_is_owed():
    assert status("M06_FORCED_REST", None, owed=0, silent=True) is Status.MISSING


@pytest.mark.parametrize("indicator", INDICATORS.values(), ids=lambda i: i.name)
def test_a_preference_is_never_red(indicator):
    far = 1e9 if indicator.better.value == "lower" else -1e9
    extras = {extra.name: 1e9 for extra in indicator.extras}
    found, _ = judge(indicator, far, extras, ALL_IN, owed=1.0, lean=True)
    assert found is not Status.RED


@pytest.mark.parametrize("indicator", INDICATORS.values(), ids=lambda i: i.name)
def test_no_indicator_is_green_without_reports(indicator):
    for value in (None, 0.0, 1.0, 1e9):
        found, reason = judge(indicator, value, {}, Coverage(0, 5), owed=None)
        assert found is Status.MISSING
        assert reason.hans


@pytest.mark.parametrize("indicator", INDICATORS.values(), ids=lambda i: i.name)
def test_no_indicator_is_green_while_one_of_all_reports_is_missing(indicator):
    for value in (None, 0.0, 0.5, 1.0, 1e9):
        with_one_out = judge(indicator, value, {}, Coverage(436, 437), owed=None)
        with_all = judge(indicator, value, {}, Coverage(437, 437), owed=None)
        was_green = with_all[0] is Status.GREEN
        assert with_one_out == ((Status.AMBER, PARTIAL) if was_green else with_all)


@pytest.mark.parametrize("bad", [float("nan"), float("inf"), float("-inf")])
@pytest.mark.parametrize("indicator", INDICATORS.values(), ids=lambda i: i.name)
def test_what_is_no_number_is_not_judged(indicator, bad):
    broken = (Status.MISSING, BROKEN)
    assert judge(indicator, bad, {}, ALL_IN, owed=1.0) == broken
    for extra in indicator.extras:
        assert judge(indicator, 1.0, {extra.name: bad}, ALL_IN, owed=1.0) == broken


def test_a_critical_line_lies_beyond_red():
    for indicator in INDICATORS.values():
        threshold = indicator.threshold
        if threshold.critical is not None:
            assert threshold.kind is Kind.FLOOR
            assert threshold.amber is not None
            assert threshold.critical < threshold.amber


def test_a_changed_threshold_changes_the_status():
    fill = INDICATORS["M05_FILL"]
    strict = replace(fill, threshold=replace(fill.threshold, green=1.0))
    assert judge(strict, 0.97, {}, ALL_IN, owed=1.0)[0] is Status.AMBER
