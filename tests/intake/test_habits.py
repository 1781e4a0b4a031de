"""Headings that were explained once are not asked about again."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from lishui_dash.intake.receive import Arrival, Desk
from lishui_dash.store.remembered import remembered_headings
from tests.intake.cases import HEAD, MASKS, MORNING, arrival, lines

OWN_HEAD = HEAD.replace("今日结存", "账面余数").replace("昨日结存", "账面期初")
MEANT = {"账面余数": "closing_qty", "账面期初": "opening_qty"}
STORE = "331121-S01"


def sent(
    day: str = "2020-02-05", unit: str | None = STORE, head: str = OWN_HEAD
) -> Arrival:
    row = MASKS.replace("2020-02-05", day)
    return arrival(lines(head, row), unit=unit, feed="supplies_daily")


def explained(desk: Desk, mapping: dict[str, str] = MEANT) -> None:
    desk.receive(replace(sent(), mapping=mapping, sender=STORE))


def test_a_heading_nobody_has_explained_is_not_understood(desk: Desk) -> None:
    assert not desk.check(sent()).is_accepted


def test_what_was_explained_once_is_known_the_day_after(desk: Desk) -> None:
    explained(desk)
    next_day = replace(sent("2020-02-06"), received_at=MORNING + timedelta(days=1))
    assert desk.check(next_day).is_accepted
    assert desk.receive(next_day).mode == "first"


def test_the_preview_says_by_which_meanings_it_was_judged(desk: Desk) -> None:
    explained(desk)
    preview = desk.preview(sent("2020-02-04"))
    assert preview.judged.is_accepted
    assert preview.arrival.mapping == MEANT


def test_the_report_itself_is_known_by_explained_headings(desk: Desk) -> None:
    explained(desk)
    judged = desk.check(replace(sent("2020-02-04"), feed=None))
    assert judged.feed is not None
    assert (judged.feed.name, judged.is_accepted) == ("supplies_daily", True)


@pytest.mark.parametrize(
    "told", ["说明13957812345", "332522　880101　123", "联系人：欧阳锦绣"]
)
def test_a_heading_that_tells_of_a_person_is_not_remembered(desk: Desk, told: str) -> None:
    head = OWN_HEAD.replace("账面余数", told)
    mapping = {told: "closing_qty", "账面期初": "opening_qty"}
    desk.receive(replace(sent(head=head), mapping=mapping, sender=STORE))
    assert remembered_headings(desk.engine, "supplies_daily", STORE) == {
        "账面期初": "opening_qty"
    }


def test_another_unit_may_mean_something_else(desk: Desk) -> None:
    explained(desk)
    theirs = MASKS.replace("青田县", "缙云县").replace(STORE, "331122-S01")
    judged = desk.check(arrival(lines(OWN_HEAD, theirs), feed="supplies_daily"))
    assert not judged.is_accepted
    assert {p.rule for p in judged.problems if p.rejects} == {"missing_column"}


def test_what_is_said_later_counts(desk: Desk) -> None:
    explained(desk)
    desk.receive(
        replace(
            sent("2020-02-04", head=OWN_HEAD + ",账外"),
            mapping={"账外": "remark"},
            received_at=MORNING + timedelta(hours=1),
        )
    )
    desk.receive(
        replace(
            sent("2020-02-03", head=OWN_HEAD + ",账外"),
            mapping={"账外": ""},
            received_at=MORNING + timedelta(hours=2),
        )
    )
    assert remembered_headings(desk.engine, "supplies_daily", STORE) == MEANT | {"账外": ""}


def test_a_refused_file_teaches_nothing(desk: Desk) -> None:
    bad = replace(sent(), content=lines(OWN_HEAD, MASKS.replace("1200", "很多")).encode())
    judged = desk.check(replace(bad, mapping=MEANT))
    assert not judged.is_accepted
    assert remembered_headings(desk.engine, "supplies_daily", STORE) == {}
