"""Who asked the grassroots, against who has to answer."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime

import pytest

from lishui_dash.catalogue.places import COUNTIES, TOWNSHIPS, WHOLE
from lishui_dash.catalogue.registers import DECLARED
from lishui_dash.readings.reading import Status
from lishui_dash.readings.senders import Sender, senders, shares
from lishui_dash.store.engine import Engine
from lishui_dash.views.moment import Moment
from lishui_dash.views.own.senders import senders_view
from tests.storylines import the, told
from tests.tables import given

BUREAU, DAY = "LS-DEMO", date(2020, 2, 11)
MORNING, NOW = datetime(2020, 2, 12, 9), datetime(2020, 3, 4, 9)
S03_THEN = Moment(NOW, DAY, MORNING, is_replay=True)
S03_NOW = Moment(NOW, DAY, NOW, is_replay=True)


@pytest.fixture(scope="module")
def s03() -> Iterator[Engine]:
    with told("S03") as engine:
        yield engine


def of_bureau(engine: Engine, known_at: datetime | None) -> Sender:
    found = senders(engine, engine.registers, DAY, known_at)
    assert found[0].unit == BUREAU, "who asked without consent comes first"
    return found[0]


def test_s03_the_bureau_asked_for_346_hours_without_consent(s03: Engine) -> None:
    bureau = of_bureau(s03, MORNING)
    assert (bureau.whole.requests_n, bureau.whole.unapproved_n) == (5, 5)
    assert bureau.whole.unapproved_hours == pytest.approx(173 * 5 * 24 / 60)
    assert bureau.whole.units_n == 173


def test_s03_every_county_has_to_answer_for_its_townships(s03: Engine) -> None:
    bureau = of_bureau(s03, MORNING)
    assert bureau.by_place.keys() == set(COUNTIES)
    for county, asked in bureau.by_place.items():
        townships = sum(one.place == county for one in TOWNSHIPS)
        assert asked.unapproved_n == 5
        assert asked.hours == pytest.approx(townships * 5 * 24 / 60)
        assert asked.units_n == townships


def test_s03_what_arrived_is_what_the_grassroots_counted(s03: Engine) -> None:
    [(arrived, hours)] = s03.query(
        """
        SELECT sum(forms_n + data_requests_n + materials_n), sum(fill_hours)
        FROM form_burden_daily
        WHERE issuing_unit_code = 'LS-DEMO'
        """
    )
    whole = of_bureau(s03, MORNING).whole
    assert whole.below_n == arrived
    assert whole.below_hours == pytest.approx(hours)


@pytest.mark.parametrize("known_at", [MORNING, NOW])
def test_s03_the_numbers_are_those_of_the_reading(s03: Engine, known_at: datetime) -> None:
    found = senders(s03, s03.registers, DAY, known_at)
    whole = the(s03, "M09_UNAPPROVED", WHOLE, str(DAY), known_at=known_at.isoformat())
    assert sum(one.whole.unapproved_n for one in found) == whole.numerator
    assert sum(one.whole.requests_n for one in found) == whole.denominator
    hours = sum(one.whole.unapproved_hours for one in found)
    assert hours == pytest.approx(whole.extras["hours_asked"])


def test_s03_the_page_says_it_in_a_sentence(s03: Engine) -> None:
    section = senders_view(s03, S03_THEN, "hans")
    [lead] = section.leads
    assert lead.status is Status.RED
    assert lead.said == (
        "市直示例局 当日有 5 件要求未经指挥部同意，面向 173 个单位，预计占用基层 346 小时。"
    )
    assert "撤回" not in section.note
    [row] = [row for row in section.rows if row.cells[0].shown == "市直示例局"]
    assert row.cells[1].shown == "5 件（未同意 5）"
    assert len(row.cells) == len(section.heads)


def test_s03_as_known_now_four_were_withdrawn_and_one_was_late(s03: Engine) -> None:
    bureau = of_bureau(s03, NOW)
    assert (bureau.whole.unapproved_n, bureau.withdrawn_n) == (1, 4)
    assert "4 件发出后已撤回，按现知不计" in senders_view(s03, S03_NOW, "hans").note


def test_s03_at_one_place_its_own_share_is_told(s03: Engine) -> None:
    section = senders_view(s03, S03_THEN, "hans", "331121")
    townships = sum(one.place == "331121" for one in TOWNSHIPS)
    assert f"面向 {townships} 个单位" in section.leads[0].said
    assert len(section.heads) == 2


def test_shares_of_a_request_to_the_whole_city_make_one() -> None:
    for level in ("township", "village", "hospital", "county"):
        assert sum(shares(DECLARED, "331100", level).values()) == pytest.approx(1)
    assert shares(DECLARED, "331121", "township") == {"331121": 1.0}


def test_consent_after_sending_is_no_consent(engine: Engine) -> None:
    given(
        engine,
        "form_requests",
        """
        request_id | issuing_unit | target_unit_n | est_min | approval_st | approved_at
        -----------+--------------+---------------+---------+-------------+------------
        Y1         | LS-MZJ       | 10            | 30      | approved    | 02-11 08:00
        Y2         | LS-MZJ       | 10            | 30      | approved    | 02-11 11:00
        Y3         | LS-ZHB       | 10            | 30      | none        |
        """,
        target_county="青田",
        issued_at="2020-02-11 10:00",
        target_level="township",
        status="in_force",
    )
    [one] = senders(engine, DECLARED, DAY)
    assert one.unit == "LS-MZJ", "what the command centre asks is left out"
    assert (one.whole.requests_n, one.whole.unapproved_n) == (2, 1)
    assert one.by_place["331121"].unapproved_hours == 10 * 30 / 60
    assert one.whole.below_n is None
