"""Promises about every feed of the catalogue."""

from __future__ import annotations

from datetime import datetime
from itertools import product

import pytest

from lishui_dash.catalogue import CATALOGUE
from lishui_dash.intake.decode import decode
from lishui_dash.intake.grid import Grid
from lishui_dash.intake.header import Header
from lishui_dash.intake.headings import Headings
from lishui_dash.intake.receive import Desk
from lishui_dash.intake.statement import statement_for
from lishui_dash.intake.template import (
    EXPLAINED,
    csv_of,
    csv_template,
    example_row,
    headings,
    xlsx_template,
)
from lishui_dash.spec import Feed
from tests.intake.cases import arrival

FEEDS = tuple(CATALOGUE.feeds.values())
HEADINGS = Headings(FEEDS, lambda list_name, text: None)
LATER = datetime(2020, 2, 9, 8)
each_feed = pytest.mark.parametrize("feed", FEEDS, ids=lambda feed: feed.name)


@each_feed
def test_the_example_row_is_accepted(desk: Desk, feed: Feed) -> None:
    content = csv_of([headings(feed), example_row(feed)])
    judged = desk.check(arrival(content, at=LATER))
    assert [str(problem) for problem in judged.problems] == []
    assert judged.feed is feed


@each_feed
def test_the_example_row_is_stored_and_comes_back_typed(desk: Desk, feed: Feed) -> None:
    receipt = desk.receive(arrival(csv_of([headings(feed), example_row(feed)]), at=LATER))
    assert receipt.rows_n == 1
    [row] = desk.engine.query(f"SELECT {', '.join(feed.key)} FROM {feed.name}")
    assert None not in row


@each_feed
def test_a_row_of_rubbish_is_refused_without_a_crash(desk: Desk, feed: Feed) -> None:
    for rubbish in ("无", "'; DROP TABLE delivery; --", "99999999", "=1+1", "2020-02-05"):
        content = csv_of([headings(feed), [rubbish] * len(feed.columns)])
        judged = desk.check(arrival(content, feed=feed.name, at=LATER))
        assert not judged.is_accepted


@each_feed
def test_an_empty_required_cell_is_named(desk: Desk, feed: Feed) -> None:
    for place, column in enumerate(feed.columns):
        row = example_row(feed)
        row[place] = ""
        judged = desk.check(arrival(csv_of([headings(feed), row]), at=LATER))
        named = {(p.row, p.column, p.rule) for p in judged.problems}
        told = (2, column.words.hans, "required") in named
        assert told == column.required, column.name


@each_feed
def test_the_statement_has_every_rule_once(feed: Feed) -> None:
    rules = [check.rule.name for check in statement_for(feed).checks]
    for rule in feed.all_rules:
        assert rules.count(rule.name) == 1, rule.name


@each_feed
def test_both_templates_are_recognised_as_the_feed(feed: Feed) -> None:
    book = decode(xlsx_template(feed))
    assert [sheet.name for sheet in book.sheets][1:] == [EXPLAINED]
    for sheet in (book.sheets[0], decode(csv_template(feed)).sheets[0]):
        header = HEADINGS.recognise(sheet, {})
        assert isinstance(header, Header)
        assert header.feed is feed
        assert set(header.places) == set(feed.column_names)
        assert header.problems() == ()
    assert not isinstance(HEADINGS.recognise(book.sheets[1], {}), Header)


@each_feed
def test_the_template_is_the_same_bytes_each_time(feed: Feed) -> None:
    assert xlsx_template(feed) == xlsx_template(feed)


@each_feed
def test_english_and_traditional_headings_are_read_as_well(feed: Feed) -> None:
    for name in ("en", "hant"):
        written = [
            getattr(column.words, name) or column.words.hans for column in feed.columns
        ]
        header = HEADINGS.find(Grid("", (tuple(written),)), feed, {})
        assert header is not None
        assert set(header.places) == set(feed.column_names), name


@each_feed
def test_each_alias_alone_stands_for_a_column_that_has_it(feed: Feed) -> None:
    for column in feed.columns:
        for alias in column.aliases:
            header = HEADINGS.find(Grid("", ((alias,),)), feed, {})
            assert header is not None, alias
            [found] = header.places
            proper = {c.words.hans: c.name for c in feed.columns}
            having = {c.name for c in feed.columns if alias in c.aliases}
            assert found in having or found == proper.get(alias), alias


def test_no_two_feeds_have_the_same_headings() -> None:
    for one, other in product(FEEDS, FEEDS):
        if one is not other:
            assert set(headings(one)) != set(headings(other))
