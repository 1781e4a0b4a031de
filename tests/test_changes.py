"""Any day again: what changed since a day was first seen, and against an earlier one."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, datetime, timedelta

import pytest

from lishui_dash.catalogue import CATALOGUE
from lishui_dash.catalogue.places import WHOLE
from lishui_dash.intake.receive import Desk
from lishui_dash.readings.changed import changed_between
from lishui_dash.readings.reading import Coverage, Reading, Status
from lishui_dash.readings.recall import recall
from lishui_dash.spec import Better, Format, Kind, Words
from lishui_dash.store.engine import Engine
from lishui_dash.views.card import told as said
from lishui_dash.views.changes import Changes, changes_view
from lishui_dash.views.compared import (
    Compared,
    Direction,
    Turn,
    difference_of,
    direction_of,
    turn_of,
)
from lishui_dash.views.languages import LANGS, Lang, text
from lishui_dash.views.moment import (
    Moment,
    Refusal,
    compared_with,
    morning_after,
    neighbours,
)
from lishui_dash.views.since import Line
from tests.intake.cases import HEAD, MASKS, arrival, lines
from tests.storylines import told

SUPPLY = CATALOGUE.indicators["M08_DAYS_SUPPLY"]
SAFETY = "c08_safety"
SUICHANG, QINGYUAN, QINGTIAN = "331123", "331126", "331121"
LATER = datetime(2020, 3, 31, 12)


def replayed(day: str, *, now: datetime = LATER, then: bool = False) -> Moment:
    as_of = date.fromisoformat(day)
    known_at = morning_after(as_of) if then else None
    return Moment(now, as_of, known_at, is_replay=True)


def changes(
    engine: Engine,
    day: str,
    stem: str | None = SAFETY,
    place: str = WHOLE,
    against: str = "",
    lang: Lang = "hans",
) -> Changes:
    other = date.fromisoformat(against) if against else None
    return changes_view(engine, replayed(day), lang, stem, place, other)


def line_of(found: Changes, indicator: str) -> Line:
    assert found.since
    [line] = [line for line in found.since.lines if line.indicator == indicator]
    return line


def pair_of(found: Changes, indicator: str) -> Compared:
    assert found.against
    pairs = (*found.against.turned, *found.against.steady)
    [pair] = [pair for pair in pairs if pair.indicator == indicator]
    return pair


@pytest.fixture(scope="module")
def s04() -> Iterator[Engine]:
    with told("S04") as engine:
        yield engine


@pytest.fixture(scope="module")
def s07() -> Iterator[Engine]:
    with told("S07") as engine:
        yield engine


@pytest.fixture(scope="module")
def s13() -> Iterator[Engine]:
    with told("S13") as engine:
        yield engine


def test_s07_names_the_correction_and_the_cell_that_it_put_right(s07: Engine) -> None:
    since = changes(s07, "2020-02-12").since
    assert since
    first = since.brought[0]
    assert first.mode == "correction"
    assert first.cells == ("防护服 今日结存 4,200 → 420",)
    assert "更正" in first.says
    assert "遂昌" in first.says
    assert first.says.endswith("02-13 09:50")


@pytest.mark.parametrize("place", [WHOLE, SUICHANG])
def test_s07_shows_140_days_that_were_14(s07: Engine, place: str) -> None:
    line = line_of(changes(s07, "2020-02-12", place=place), SUPPLY.name)
    [part] = [part for part in line.parts if "防护服" in part.where]
    assert (part.then.shown, part.now.shown) == ("140 天", "14.0 天")
    assert part.made_of.endswith("4,200 → 420")
    assert "更正" in part.by


def test_s07_is_told_whichever_knowledge_the_page_shows(s07: Engine) -> None:
    now, then = (
        changes_view(
            s07, replayed("2020-02-12", then=is_then), "hans", SAFETY, WHOLE, None
        ).since
        for is_then in (False, True)
    )
    assert now
    assert then
    assert then.lines == now.lines
    assert then.note == text("changes.shows_then", "hans")
    assert now.note == text("changes.shows_now", "hans")


def test_s07_the_heading_says_which_day_and_known_when(s07: Engine) -> None:
    since = changes(s07, "2020-02-12").since
    assert since
    assert since.heading == "2020-02-12 的数据：02-13 09:00 当时所知 → 03-31 12:00 现在所知"


def test_s04_a_late_report_fills_what_was_missing(s04: Engine) -> None:
    found = changes(s04, "2020-02-15", place=QINGYUAN)
    line = line_of(found, SUPPLY.name)
    assert line.then
    assert line.now
    assert line.then.status is Status.MISSING
    assert line.now.status is not Status.MISSING
    assert line.turn is not Turn.SAME
    assert "补报" in line.by
    assert "02-18 10:40" in line.by
    assert found.since
    assert {one.mode for one in found.since.brought} == {"late"}


def test_s04_the_city_names_the_county_that_was_late(s04: Engine) -> None:
    line = line_of(changes(s04, "2020-02-15"), SUPPLY.name)
    assert [part.where for part in line.parts] == ["庆元"]


def test_s13_the_wait_turned_red_and_recovered(s13: Engine) -> None:
    worse = changes(s13, "2020-03-04", "c10_stress", QINGTIAN, "2020-03-02")
    pair = pair_of(worse, "M10_COUNSEL_WAIT")
    assert (pair.turn, pair.direction) == (Turn.RED, Direction.WORSE)
    assert pair.difference.startswith("+15")
    better = changes(s13, "2020-03-08", "c10_stress", QINGTIAN, "2020-03-04")
    pair = pair_of(better, "M10_COUNSEL_WAIT")
    assert (pair.turn, pair.direction) == (Turn.RECOVERED, Direction.BETTER)
    assert pair.difference.startswith("−")


def test_s13_the_city_names_the_place_that_turned(s13: Engine) -> None:
    found = changes(s13, "2020-03-04", "c10_stress", WHOLE, "2020-03-02")
    assert pair_of(found, "M10_COUNSEL_WAIT").places == "新超红线：青田"


def test_a_day_that_is_missing_has_no_difference(s04: Engine) -> None:
    moment = replayed("2020-02-15", then=True)
    against = date(2020, 2, 14)
    found = changes_view(s04, moment, "hans", SAFETY, QINGYUAN, against)
    pair = pair_of(found, SUPPLY.name)
    assert pair.turn is Turn.SILENT
    assert pair.difference == text("changes.missing_now", "hans")
    assert pair.direction is None


@pytest.mark.parametrize("lang", LANGS)
def test_changes_are_told_in_the_viewers_language(s07: Engine, lang: Lang) -> None:
    found = changes(s07, "2020-02-12", None, against="2020-02-10", lang=lang)
    assert found.since
    assert found.against
    assert text("mode.correction", lang) in found.since.brought[0].says
    assert "4,200 → 420" in found.since.brought[0].cells[0]
    assert "2020-02-10" in found.against.heading


@pytest.mark.parametrize("story", ["s04", "s07", "s13"])
def test_a_day_against_itself_has_not_changed(
    story: str, request: pytest.FixtureRequest
) -> None:
    engine = request.getfixturevalue(story)
    for (day,) in engine.query("SELECT DISTINCT as_of FROM reading"):
        at = morning_after(day)
        assert not changed_between(engine, day, at, at, indicators=CATALOGUE.indicators)
        found = changes(engine, f"{day}", None, against=f"{day}").against
        assert found
        assert not found.turned
        assert {p.direction for p in found.steady} <= {Direction.SAME, None}
        assert not any(pair.places for pair in found.steady)


@pytest.mark.parametrize("story", ["s04", "s07", "s13"])
def test_every_number_is_the_one_that_is_recalled(
    story: str, request: pytest.FixtureRequest
) -> None:
    engine, seen = request.getfixturevalue(story), 0
    for (day,) in engine.query("SELECT DISTINCT as_of FROM reading"):
        before = day - timedelta(days=2)
        found = changes(engine, f"{day}", None, against=f"{before}")
        then, now = (shown(engine, day, at) for at in (morning_after(day), None))
        old = shown(engine, before, None)
        for one in changed_between(
            engine, day, morning_after(day), None, indicators=CATALOGUE.indicators
        ):
            r = one.reading
            for known_at, stood in ((morning_after(day), one.then), (None, one.now)):
                recalled = recall(
                    engine, day, known_at=known_at, indicator=r.indicator, place=r.place
                )
                assert stood == next((x for x in recalled if x.item == r.item), None)
        assert found.since
        assert found.against
        differ = {name for name in then | now if then.get(name) != now.get(name)}
        told_of = {line.indicator for line in found.since.lines if line.now}
        assert differ <= told_of
        for line in found.since.lines:
            assert line.then != line.now or line.then is None
            assert all(part.then != part.now for part in line.parts)
            if line.then and line.now:
                seen += 1
                assert line.then.shown == then.get(
                    line.indicator, text("data.none", "hans")
                )
                assert line.now.shown == now.get(line.indicator, text("data.none", "hans"))
        for pair in (*found.against.turned, *found.against.steady):
            seen += 1
            assert pair.before.shown == old.get(pair.indicator, text("data.none", "hans"))
            assert pair.now.shown == now.get(pair.indicator, text("data.none", "hans"))
    assert seen


def shown(engine: Engine, day: date, known_at: datetime | None) -> dict[str, str]:
    """Return the city's figures of a day as a page writes them, by indicator."""
    found = recall(engine, day, known_at=known_at, place=WHOLE, item="")
    return {r.indicator: said(CATALOGUE.indicators[r.indicator], r, "hans") for r in found}


def test_a_correction_says_why_and_its_undoing_what_came_back(desk: Desk) -> None:
    right, wrong = lines(HEAD, MASKS), lines(HEAD, MASKS.replace("1020", "1200"))
    desk.receive(arrival(right))
    at = datetime(2020, 2, 6, 12)
    sent = arrival(wrong, at=at, name="物资 更正.csv")
    number = desk.receive(replace(sent, reason="漏计一班")).delivery_no
    since = changes(desk.engine, "2020-02-05", place=QINGTIAN).since
    assert since
    assert "漏计一班" in since.brought[0].reason
    assert since.brought[0].cells == ("N95 今日结存 1,020 → 1,200",)
    assert "M08_BALANCE" in [line.indicator for line in since.lines]
    desk.undo(number, reason="报错", sender="331100", at=at + timedelta(hours=1))
    since = changes(desk.engine, "2020-02-05", place=QINGTIAN).since
    assert since
    assert "M08_BALANCE" not in [line.indicator for line in since.lines]


def test_before_the_morning_after_there_is_no_then(s07: Engine) -> None:
    moment = replayed("2020-02-12", now=datetime(2020, 2, 13, 8))
    since = changes_view(s07, moment, "hans", SAFETY, WHOLE, None).since
    assert since
    assert since.note == text("changes.not_yet", "hans")
    assert not since.lines


def test_the_current_day_has_no_since(s07: Engine) -> None:
    moment = Moment(LATER, date(2020, 2, 12))
    assert changes_view(s07, moment, "hans", SAFETY, WHOLE, None) == Changes(None, None)


def reading(indicator: str, value: float | None, day: str = "2020-02-12") -> Reading:
    return Reading(
        indicator=indicator,
        as_of=date.fromisoformat(day),
        place=WHOLE,
        item="",
        numerator=None,
        denominator=None,
        value=value,
        extras={},
        coverage=Coverage(1, 1),
        data_day=None,
        received_at=None,
        status=Status.MISSING if value is None else Status.GREEN,
        reason=Words("因", "why"),
    )


@pytest.mark.parametrize("name", CATALOGUE.indicators)
def test_whether_a_move_is_good_is_as_declared(name: str) -> None:
    indicator = CATALOGUE.indicators[name]
    rise, fall = (direction_of(indicator, *pair) for pair in ((5.0, 6.0), (6.0, 5.0)))
    if indicator.threshold.kind is Kind.BAND:
        low, high = indicator.threshold.green_band or (0.0, 0.0)
        assert direction_of(indicator, low - 1, low) is Direction.BETTER
        assert direction_of(indicator, high, high + 1) is Direction.WORSE
        assert direction_of(indicator, low, high) is Direction.UNJUDGED
    elif indicator.better is Better.NEITHER:
        assert {rise, fall} == {Direction.UNJUDGED}
    else:
        good, bad = (rise, fall) if indicator.better is Better.HIGHER else (fall, rise)
        assert (good, bad) == (Direction.BETTER, Direction.WORSE)


def test_a_share_moves_by_points_and_a_figure_in_its_own_unit() -> None:
    fill = CATALOGUE.indicators["M05_FILL"]
    assert fill.format is Format.PERCENT
    moved = difference_of(fill, reading(fill.name, 0.97), reading(fill.name, 0.31), "hans")
    assert moved == ("−66.0 个百分点", Direction.WORSE)
    moved = difference_of(
        fill, reading(fill.name, 0.6806), reading(fill.name, 0.6804), "hans"
    )
    assert moved == ("略降", Direction.WORSE)
    days = (reading(SUPPLY.name, value) for value in (2.5, 7.0))
    assert difference_of(SUPPLY, *days, "hans") == ("+4.5 天", Direction.BETTER)


def test_a_day_of_stock_out_that_stays_has_not_moved() -> None:
    [out] = [i for i in CATALOGUE.indicators.values() if i.format is Format.DATE]
    # 03-06 is three days after 03-03, and five after 03-01.
    before, now = reading(out.name, 5.0, "2020-03-01"), reading(out.name, 3.0, "2020-03-03")
    assert difference_of(out, before, now, "hans") == ("持平", Direction.SAME)
    sooner = replace(now, value=1.0)
    assert difference_of(out, before, sooner, "hans")[0] == "提前 2 天"


def test_of_few_people_no_difference_is_told() -> None:
    few = CATALOGUE.indicators["M08_ILLNESS_TIME"]
    county = replace(reading(few.name, 0.75), place=QINGTIAN)
    before, now = replace(county, denominator=40.0), replace(county, denominator=4.0)
    assert difference_of(few, before, now, "hans") == (text("change.small", "hans"), None)


@pytest.mark.parametrize(
    ("before", "now", "turn"),
    [
        (Status.GREEN, Status.RED, Turn.RED),
        (Status.MISSING, Status.AMBER, Turn.AMBER),
        (Status.RED, Status.AMBER, Turn.EASED),
        (Status.AMBER, Status.GREEN, Turn.RECOVERED),
        (Status.GREEN, Status.MISSING, Turn.SILENT),
        (Status.MISSING, Status.GREEN, Turn.REPORTED),
        (Status.RED, Status.RED, Turn.SAME),
    ],
)
def test_a_status_turns(before: Status, now: Status, turn: Turn) -> None:
    assert turn_of(before, now) is turn


DAYS = [date(2020, 2, day) for day in (10, 11, 12)]


def test_the_days_beside_the_one_shown_end_with_the_days_known() -> None:
    assert neighbours(replayed("2020-02-11"), DAYS) == (DAYS[0], DAYS[2])
    assert neighbours(replayed("2020-02-10"), DAYS) == (None, DAYS[1])
    assert neighbours(Moment(LATER, DAYS[2]), DAYS) == (DAYS[1], None)
    assert neighbours(Moment(LATER, DAYS[2]), []) == (None, None)


@pytest.mark.parametrize(
    ("asked", "found"),
    [
        ("", None),
        ("gestern", Refusal.NO_DAY),
        ("2020-02-12", Refusal.NOT_EARLIER),
        ("2020-02-14", Refusal.NOT_EARLIER),
        ("2020-01-01", Refusal.NOT_KNOWN),
    ],
)
def test_a_day_that_cannot_be_compared_with_is_refused(
    asked: str, found: Refusal | None
) -> None:
    assert compared_with(asked, replayed("2020-02-12"), DAYS) is found


def test_a_day_is_compared_by_the_same_knowledge() -> None:
    shown_now = replayed("2020-02-12", then=True)
    found = compared_with("2020-02-10", shown_now, DAYS)
    assert isinstance(found, Moment)
    assert (found.as_of, found.known_at) == (DAYS[0], shown_now.known_at)
