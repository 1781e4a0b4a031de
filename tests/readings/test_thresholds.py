"""A reading is judged by the threshold of its day, and remembers which one that was."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import date, datetime, timedelta

import pytest

from lishui_dash.actions.desk import open_desk
from lishui_dash.catalogue import CATALOGUE
from lishui_dash.catalogue.places import WHOLE
from lishui_dash.readings.reading import Reading
from lishui_dash.readings.recall import recall
from lishui_dash.readings.refresh import refresh
from lishui_dash.readings.take import take
from lishui_dash.readings.thresholds import (
    catalogue_on,
    catalogue_with,
    judged_anew,
    threshold_after,
)
from lishui_dash.spec import Indicator, Kind, Line, ThresholdChange, Words
from lishui_dash.store.engine import Engine
from lishui_dash.store.ledger import Touched
from lishui_dash.store.thresholds import changes_of, record_change
from tests.kept import Kept
from tests.tables import day, given, moment

DAYS = CATALOGUE.indicators["M08_DAYS_SUPPLY"]
EVERY = pytest.mark.parametrize(
    "indicator", CATALOGUE.indicators.values(), ids=lambda i: i.name
)


def change(
    number: int,
    valid_from: str,
    at: str = "03-01 09:00",
    indicator: str = DAYS.name,
    **lines: float,
) -> ThresholdChange:
    figures = tuple((Line(name), figure) for name, figure in lines.items())
    reason = Words("补货周期变了", "the cycle is another")
    return ThresholdChange(
        number, indicator, day(valid_from), figures, reason, "王敏", moment(at)
    )


def stored(engine: Engine, *changes: ThresholdChange) -> None:
    with engine.writing() as transaction:
        for one in changes:
            record_change(transaction, one)


def green_on(engine: Engine, text: str, known_at: str = "") -> float | None:
    known = moment(known_at) if known_at else None
    found = catalogue_on(engine, CATALOGUE, day(text), known)
    return found.indicators[DAYS.name].threshold.green


def test_a_store_without_changes_has_the_catalogue_itself(engine: Engine) -> None:
    assert catalogue_on(engine, CATALOGUE, day("03-03")) is CATALOGUE


def test_a_change_holds_from_its_day_on_and_not_before(engine: Engine) -> None:
    stored(engine, change(1, "03-02", green=10))
    assert catalogue_on(engine, CATALOGUE, day("03-01")) is CATALOGUE
    assert [green_on(engine, of) for of in ("03-01", "03-02", "03-09")] == [14, 10, 10]


def test_the_latest_to_begin_wins_and_of_two_of_one_day_the_later_made(
    engine: Engine,
) -> None:
    stored(
        engine,
        change(1, "03-05", green=12),
        change(2, "03-01", green=10),
        change(3, "03-01", green=11),
    )
    seen = {of: green_on(engine, of) for of in ("02-29", "03-01", "03-04", "03-05")}
    assert seen == {"02-29": 14, "03-01": 11, "03-04": 11, "03-05": 12}


def test_going_back_to_what_is_declared_is_a_change_too(engine: Engine) -> None:
    stored(engine, change(1, "03-01", green=10), change(2, "03-03"))
    found = catalogue_on(engine, CATALOGUE, day("03-03")).indicators[DAYS.name].threshold
    assert (found.green, found.amber, found.number) == (14, 7, 2)
    assert found.declared == DAYS.threshold


def test_as_known_then_a_later_change_had_not_been_made(engine: Engine) -> None:
    stored(engine, change(1, "03-02", at="03-05 10:00", green=10))
    assert green_on(engine, "03-03", known_at="03-05 09:59") == 14
    assert green_on(engine, "03-03", known_at="03-05 10:00") == 10


def test_the_same_object_comes_back_while_the_same_is_in_force(engine: Engine) -> None:
    stored(engine, change(1, "03-02", green=10))
    first = catalogue_on(engine, CATALOGUE, day("03-02"))
    assert catalogue_on(engine, CATALOGUE, day("03-09")) is first
    assert first.indicators["M05_FILL"] is CATALOGUE.indicators["M05_FILL"]
    assert first.stems is CATALOGUE.stems


def test_the_catalogue_of_one_day_leads_to_that_of_another(engine: Engine) -> None:
    stored(engine, change(1, "03-02", green=10))
    changed = catalogue_on(engine, CATALOGUE, day("03-02"))
    assert catalogue_on(engine, changed, day("03-01")) == CATALOGUE
    again = catalogue_on(engine, changed, day("03-05"))
    assert again.indicators[DAYS.name].threshold.declared == DAYS.threshold


def test_a_change_that_no_longer_fits_the_declaration_does_not_hold() -> None:
    over = change(1, "03-01", amber=20)
    assert threshold_after(DAYS, over) == DAYS.threshold, "amber 20 is beyond green 14"
    foreign = change(1, "03-01", green_low=1)
    assert threshold_after(DAYS, foreign) == DAYS.threshold
    gone = change(1, "03-01", indicator="M99_GONE", green=1)
    assert catalogue_with(CATALOGUE, [gone], day("03-03")) == CATALOGUE


def test_what_is_kept_comes_back_as_it_was(engine: Engine) -> None:
    made = change(1, "03-02", green=10.5, critical=1)
    none = replace(
        made, number=2, figures=((Line.CRITICAL, None),), reason=Words("只有中文", "")
    )
    stored(engine, made, none)
    assert changes_of(engine) == (made, none)
    assert changes_of(engine, indicator="M05_FILL") == ()


GRIEVANCES = """
    grievance_id | closed_at
    -------------+------------
    G1..G9       | 02-27 08:00
    G10          | 03-09 08:00
"""
"""Due on 02-29: 9 of 10 are closed in time, 90 %, which is just green."""


def opened(engine: Engine, *days: str) -> None:
    """Let the mornings after some days come, each with what is known by then."""
    for text in days:
        with engine.writing() as transaction:
            at = datetime.combine(day(text) + timedelta(days=1), datetime.min.time())
            refresh(transaction, CATALOGUE, [], 1, at.replace(hour=7))


def statuses(engine: Engine, first: str, last: str, known_at: str = "") -> dict[str, str]:
    """Return the city's statuses by day, each with the number of its threshold."""
    readings = recall(
        engine,
        day(last),
        indicator="M10_GRIEVANCE",
        place=WHOLE,
        known_at=moment(known_at) if known_at else None,
        days=(day(last) - day(first)).days + 1,
    )
    return {f"{r.as_of:%m-%d}": f"{r.status.value} {r.threshold_no}" for r in readings}


def raised(engine: Engine) -> None:
    given(
        engine,
        "grievances",
        GRIEVANCES,
        county="青田",
        opened_at="02-26 08:00",
        st="closed",
    )


def test_a_green_reading_is_amber_from_the_day_on_which_the_line_is_raised(
    engine: Engine,
) -> None:
    raised(engine)
    stored(engine, change(1, "03-02", indicator="M10_GRIEVANCE", green=0.95))
    opened(engine, "03-01", "03-02", "03-03")
    assert 0.9 <= 9 / 10 < 0.95
    assert statuses(engine, "03-01", "03-03") == {
        "03-01": "green 0",
        "03-02": "amber 1",
        "03-03": "amber 1",
    }


def test_a_delivery_is_judged_by_the_line_of_each_day_it_touches(engine: Engine) -> None:
    raised(engine)
    stored(engine, change(1, "03-02", indicator="M10_GRIEVANCE", green=0.95))
    opened(engine, "03-01", "03-02")
    with engine.writing() as transaction:
        touched = [Touched("grievances", "331121", day("02-26"))]
        refresh(transaction, CATALOGUE, touched, 2, moment("03-04 07:00"))
    assert statuses(engine, "03-01", "03-02") == {"03-01": "green 0", "03-02": "amber 1"}


def test_a_store_made_before_thresholds_could_change_reads_as_declared(
    engine: Engine,
) -> None:
    raised(engine)
    opened(engine, "03-01")
    with engine.writing() as transaction:
        transaction.execute("UPDATE reading SET threshold_no = NULL")
    assert statuses(engine, "03-01", "03-01") == {"03-01": "green 0"}
    [(before,)] = engine.query("SELECT count(*) FROM reading")
    with engine.writing() as transaction:
        touched = [Touched("grievances", "331121", day("02-26"))]
        refresh(transaction, CATALOGUE, touched, 1, moment("03-02 08:00"))
    assert engine.query("SELECT count(*) FROM reading") == [(before,)], "nothing is other"


def stricter(indicator: Indicator) -> ThresholdChange:
    """Return a change of an indicator after which some values are on another side."""
    declared = indicator.threshold.figures
    lines: dict[str, float | None] = {}
    match indicator.threshold.kind:
        case Kind.FLOOR:
            lines = {"green": declared[Line.GREEN], "amber": declared[Line.GREEN]}
        case Kind.CEILING:
            lines = {"green": declared[Line.GREEN], "amber": declared[Line.GREEN]}
        case Kind.BAND:
            lines = {"green_low": 1.1, "green_high": 1.2}
        case Kind.ZERO:
            lines = {"critical": 3}
        case Kind.REFERENCE:
            lines = {"reference": 0.5}
    figures = tuple((Line(name), figure) for name, figure in lines.items())
    return replace(change(7, "02-20", indicator=indicator.name), figures=figures)


@pytest.fixture(scope="module")
def demo(small_demo: Kept, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Engine]:
    kept = small_demo.copied_to(tmp_path_factory.mktemp("thresholds"))
    found = open_desk(kept.store, kept.key_file).engine
    yield found
    found.close()


@EVERY
def test_judging_stored_values_comes_to_the_same_as_taking_them_from_rows(
    demo: Engine, indicator: Indicator
) -> None:
    strict = replace(indicator, threshold=threshold_after(indicator, stricter(indicator)))
    assert strict.threshold.number == 7
    lean = CATALOGUE.is_lean(indicator)
    for of in (date(2020, 3, 1), date(2020, 3, 3)):
        found = judged_anew(demo, strict, [of], is_lean=lean)
        taken = take(demo, CATALOGUE, strict, of)
        assert found
        assert _judged(now for _, now in found) == _judged(taken)


def _judged(readings: Iterable[Reading]) -> dict[tuple[str, str], tuple[object, ...]]:
    return {
        (r.place, r.item): (
            *(
                f if f is None else round(f, 9)
                for f in (r.value, r.numerator, r.denominator)
            ),
            *(r.status, r.threshold_no),
        )
        for r in readings
    }
