"""What an unknown heading may mean."""

from __future__ import annotations

from lishui_dash.intake.receive import Desk
from tests.intake.books import Page, book
from tests.intake.cases import HEAD, MASKS, SUITS, arrival

COLUMNS, ROWS = HEAD.split(","), [line.split(",") for line in (MASKS, SUITS)]


def guesses(desk: Desk, headings: dict[str, str]) -> dict[str, str | None]:
    """Return what renamed headings are taken for."""
    head = [headings.get(name, name) for name in COLUMNS]
    told = desk.understood(arrival(book(Page([head, *ROWS])), feed="supplies_daily"))
    return {one.heading: one.column for one in told if one.heading in headings.values()}


def test_a_heading_like_a_known_one_is_guessed(desk: Desk) -> None:
    found = guesses(desk, {"今日消耗": "当日领用消耗数", "物资名称": "防疫物资名称"})
    assert found == {"当日领用消耗数": "consumed_qty", "防疫物资名称": "item_code"}


def test_cells_of_a_list_tell_their_column_whatever_its_heading(desk: Desk) -> None:
    assert guesses(desk, {"物资名称": "东西"}) == {"东西": "item_code"}


def test_the_one_column_left_is_the_one_that_is_missing(desk: Desk) -> None:
    assert guesses(desk, {"今日结存": "账面余数"}) == {"账面余数": "closing_qty"}


def test_a_heading_that_could_be_anything_is_left_to_the_clerk(desk: Desk) -> None:
    found = guesses(desk, {"今日结存": "甲", "今日消耗": "乙"})
    assert found == {"甲": None, "乙": None}


def test_what_the_clerk_says_goes_before_every_guess(desk: Desk) -> None:
    head = [*COLUMNS[:-1], "账面余数"]
    sent = arrival(book(Page([head, *ROWS])))
    assert not desk.check(sent).is_accepted
    told = {"账面余数": "closing_qty"}
    assert desk.check(arrival(book(Page([head, *ROWS])), mapping=told)).is_accepted
