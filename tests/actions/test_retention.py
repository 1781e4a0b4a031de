"""Rows about persons older than the time of keeping are counts, and figures stay."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from lishui_dash.actions.desk import open_desk
from lishui_dash.actions.retention import Retained, due, retain, until_of
from lishui_dash.catalogue import CATALOGUE
from lishui_dash.demo.scale import OPENS_AT
from lishui_dash.errors import DeliveryRejected
from lishui_dash.intake.receive import Desk
from lishui_dash.readings.reading import Reading
from lishui_dash.readings.refresh import take_all
from lishui_dash.readings.take import take
from lishui_dash.spec import About, Feed, Indicator
from lishui_dash.store.engine import Engine
from lishui_dash.store.kept import Seal, seal_of, still_counts
from tests.intake.cases import arrival, example, refused
from tests.kept import Kept
from tests.tables import day, given, readings

UNTIL = date(2020, 3, 4)
"""After the last day of the small demo."""
AT = datetime(2020, 9, 1, 3)
NEXT, LATER, LONG_AFTER = (
    datetime(2020, 9, 1, 8),
    datetime(2020, 2, 6, 9),
    datetime(2020, 3, 9, 8),
)
PERSONS = [feed for feed in CATALOGUE.feeds.values() if feed.about is not About.THINGS]
ENDED = UNTIL - timedelta(days=1)
DUTY, ROSTER = "personnel_deployment", "personnel_roster"


@dataclass(frozen=True)
class Told:
    """What a store says before or after a reduction."""

    figures: Mapping[str, list[object]]
    rows: Mapping[str, int]
    kept: Mapping[str, object]


def told(engine: Engine, as_of: date) -> Told:
    rows = {}
    for feed in PERSONS:
        [(rows[feed.name],)] = engine.query(f"SELECT count(*) FROM {feed.name}")
    lines = "* EXCLUDE (original, reason)"
    return Told(
        {
            name: [_plain(one) for one in take(engine, CATALOGUE, indicator, as_of)]
            for name, indicator in CATALOGUE.indicators.items()
        },
        rows,
        {
            "delivery": engine.query(f"SELECT {lines} FROM delivery ORDER BY delivery_no"),
            **{
                table: engine.query(f"SELECT count(*), sum(hash(t)) FROM {table} AS t")
                for table in ("reading", "delivery_slice", "obligation", *_THINGS)
            },
        },
    )


def _plain(one: Reading) -> object:
    """Return a reading without the last decimals of a sum, which no order settles."""
    figures = (one.numerator, one.denominator, one.value)
    told = [None if figure is None else round(figure, 9) for figure in figures]
    extras = {name: round(extra, 9) for name, extra in one.extras.items()}
    return one.place, one.item, told, extras, one.status, one.coverage, one.data_day


_THINGS = [f.name for f in CATALOGUE.feeds.values() if f.about is About.THINGS]


@pytest.fixture(scope="module")
def demo(
    small_demo: Kept, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[tuple[Engine, Told, Retained, Told]]:
    """The small demo with all its days reduced, and what it said before and after."""
    kept = small_demo.copied_to(tmp_path_factory.mktemp("reduced"))
    engine = open_desk(kept.store, kept.key_file).engine
    as_of = due(engine, UNTIL).seal.sealed_before
    before, found = told(engine, as_of), retain(engine, UNTIL, AT)
    yield engine, before, found, told(engine, as_of)
    engine.close()


@pytest.mark.parametrize(
    "indicator", CATALOGUE.indicators.values(), ids=CATALOGUE.indicators.keys()
)
def test_a_figure_of_the_first_day_that_is_open_stays_as_it_was(
    indicator: Indicator, demo: tuple[Engine, Told, Retained, Told]
) -> None:
    _, before, _, after = demo
    assert after.figures[indicator.name] == before.figures[indicator.name]


def test_ledger_readings_and_rows_about_things_stay(
    demo: tuple[Engine, Told, Retained, Told],
) -> None:
    _, before, _, after = demo
    assert after.kept == before.kept


@pytest.mark.parametrize("feed", PERSONS, ids=lambda feed: feed.name)
def test_every_row_is_kept_or_counted(
    feed: Feed, demo: tuple[Engine, Told, Retained, Told]
) -> None:
    engine, before, found, after = demo
    [(counted,)] = engine.query(
        "SELECT coalesce(sum(rows_n), 0) FROM reduced_count WHERE feed = $feed",
        {"feed": feed.name},
    )
    assert before.rows[feed.name] == after.rows[feed.name] + counted
    assert dict(found.rows).get(feed.name, 0) == counted
    if still_counts(feed) == "TRUE":
        assert counted == 0
    elif not feed.evidence and still_counts(feed) == "FALSE":
        assert after.rows[feed.name] == 0


def test_no_original_and_no_quotation_of_that_time_is_left(
    demo: tuple[Engine, Told, Retained, Told],
) -> None:
    engine, _, found, _ = demo
    assert found.originals_n
    assert found.quotes_n
    assert engine.query(
        """
        SELECT
            (
                SELECT count(*)
                FROM delivery
                WHERE original IS NOT NULL AND day_to < $until AND received_at < $until
            ),
            (SELECT count(*) FROM duty_run WHERE day < $until)
        """,
        {"until": UNTIL},
    ) == [(0, 0)]


def test_doing_it_again_changes_nothing(demo: tuple[Engine, Told, Retained, Told]) -> None:
    engine, *_ = demo
    version = engine.version
    assert not retain(engine, UNTIL, NEXT)
    assert engine.version == version


def test_the_demo_is_not_reduced_at_its_own_time(small_demo: Kept, tmp_path: Path) -> None:
    kept = small_demo.copied_to(tmp_path)
    engine = open_desk(kept.store, kept.key_file).engine
    assert not retain(engine, until_of(OPENS_AT.date(), 180), OPENS_AT)
    assert seal_of(engine) is None
    engine.close()


def test_when_the_response_is_long_over_nobody_is_left(
    demo: tuple[Engine, Told, Retained, Told],
) -> None:
    engine, *_ = demo
    lasting = [feed for feed in PERSONS if still_counts(feed) != "FALSE"]
    assert due(engine, UNTIL, ended=UNTIL).rows == ()
    found = due(engine, UNTIL, ended=ENDED)
    assert {name for name, _ in found.rows} >= {feed.name for feed in lasting}
    last = date(2021, 1, 1)
    retain(engine, last, AT, ended=ENDED)
    assert {
        feed.name: count
        for feed in PERSONS
        for [(count,)] in [engine.query(f"SELECT count(*) FROM {feed.name}")]
        if count
    } == {}
    assert not retain(engine, last, AT)


def test_values_are_gone_from_the_file_itself(tmp_path: Path) -> None:
    store = tmp_path / "lishui.duckdb"
    desk = open_desk(store, tmp_path / "pseudonym.key")
    for name in (DUTY, "illness_reports"):
        desk.receive(arrival(example(name)))
    desk.receive(arrival(example(DUTY, {"name_masked": "曌武则天龘"}), at=LATER))
    planted = [
        *_values(desk, f"SELECT person_id, name_masked FROM {DUTY}"),
        *_values(desk, f"SELECT person_id, name_masked FROM {DUTY}_superseded"),
        *_values(desk, "SELECT person_id FROM illness_reports"),
        *(value[:40] for value in _values(desk, "SELECT original FROM delivery")),
    ]
    desk.engine.query("CHECKPOINT")
    assert [value for value in planted if value not in store.read_bytes()] == []
    retain(desk.engine, day("02-08"), AT, ended=day("02-06"))
    assert [value for value in planted if value in store.read_bytes()] == []
    desk.engine.close()
    assert [value for value in planted if value in store.read_bytes()] == []


def _values(desk: Desk, sql: str) -> list[bytes]:
    cells: list[Any] = [cell for row in desk.engine.query(sql) for cell in row]
    return [cell.encode() if isinstance(cell, str) else cell for cell in cells if cell]


def test_who_was_on_duty_long_ago_still_backs_an_award(engine: Engine) -> None:
    given(
        engine,
        DUTY,
        """
        duty_date    | person_id | duty_status
        01-30..02-03 | P1..P2    | on_duty
        02-04        | P1        | rest
        02-05        | P3        | rest
        """,
        county_code="青田",
        reporting_unit_code="331121-ZHB",
        post_id="CP-331121-02",
        shift_code="day",
    )
    given(
        engine,
        "incentive_records",
        "record_id | person_id\nR1..R1 | P1\nR2 | P3",
        county_code="青田",
        subject_type="person",
        stage="approved",
        record_date="09-01",
    )
    before = readings(engine, "M03_EVIDENCE", "09-01")
    retain(engine, day("03-01"), AT)
    assert readings(engine, "M03_EVIDENCE", "09-01") == before
    assert before["331121", ""].value == 1 / 2
    assert engine.query(f"SELECT person_id, duty_date FROM {DUTY} ORDER BY ALL") == [
        ("P1", day("02-03")),
        ("P2", day("02-03")),
    ]


@pytest.fixture
def sealed(desk: Desk) -> Desk:
    """A desk at which 2020-08-01 is the first day that is open."""
    with desk.engine.writing() as transaction:
        transaction.execute(
            """
            INSERT INTO retention (reduced_before, sealed_before, is_over)
            VALUES ($reduced, $sealed, FALSE)
            """,
            {"reduced": day("07-03"), "sealed": day("08-01")},
        )
    assert seal_of(desk.engine) == Seal(day("07-03"), day("08-01"), False)
    return desk


@pytest.mark.parametrize(
    ("feed", "of_day"),
    [(f.name, f.day) for f in CATALOGUE.feeds.values() if still_counts(f) == "FALSE"],
)
def test_what_comes_for_a_sealed_day_is_refused(
    sealed: Desk, feed: str, of_day: str
) -> None:
    late = arrival(example(feed), at=NEXT, day=day("02-05"))
    assert {p.rule for p in sealed.preview(late).judged.problems} >= {"past_keeping"}
    assert "past_keeping" in {problem.rule for problem in refused(sealed, late)}
    [problem] = [p for p in refused(sealed, late) if p.rule == "past_keeping"]
    assert problem.row == 2
    assert problem.column == CATALOGUE.feeds[feed].column(of_day).words.hans
    assert "2020-08-01 以前" in problem.reason.hans


def test_a_row_that_still_counts_is_taken_in_however_old(sealed: Desk) -> None:
    sealed.receive(arrival(example(ROSTER), at=NEXT))
    [(first, last, count)] = sealed.engine.query(
        "SELECT min(as_of), max(as_of), count(*) FROM reading"
    )
    assert count > 0
    assert first >= day("08-01")
    assert last == NEXT.date() - timedelta(days=1)


def test_no_norm_that_is_changed_later_reaches_a_sealed_day(sealed: Desk) -> None:
    wanted = {day(told): CATALOGUE.indicators.values() for told in ("07-31", "08-01")}
    with sealed.engine.writing() as transaction:
        taken = take_all(transaction, CATALOGUE, wanted)
    assert {one.as_of for one in taken} == {day("08-01")}


def test_nothing_of_a_sealed_day_is_taken_back(desk: Desk) -> None:
    receipts = [desk.receive(arrival(example(name))) for name in (DUTY, ROSTER)]
    retain(desk.engine, day("02-08"), AT)
    for receipt in receipts:
        with pytest.raises(DeliveryRejected) as told_why:
            desk.undo(receipt.delivery_no, reason="报错了", sender="", at=LONG_AFTER)
        assert [p.rule for p in told_why.value.problems] == ["past_keeping"]
        with pytest.raises(KeyError):
            desk.original(receipt.delivery_no)


def test_a_row_that_came_of_late_is_taken_back_however_old_its_day(desk: Desk) -> None:
    desk.receive(arrival(example(ROSTER)))
    retain(desk.engine, day("02-08"), AT)
    assert desk.receive(arrival(example(ROSTER), at=LONG_AFTER)).unchanged
    ended = example(ROSTER, {"valid_to": "2020-03-08"})
    news = desk.receive(arrival(ended, at=LONG_AFTER))
    retain(desk.engine, day("02-08"), AT)
    back = desk.undo(news.delivery_no, reason="报错了", sender="", at=LONG_AFTER)
    assert back.replaced_n == 1
    assert desk.engine.query(f"SELECT valid_to FROM {ROSTER}") == [(None,)]
