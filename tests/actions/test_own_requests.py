"""The product registers what it asks for itself, once, and again when it asks for more."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta

from lishui_dash.actions.desk import open_desk
from lishui_dash.actions.own_requests import own_requests, register_own_requests
from lishui_dash.catalogue import CATALOGUE
from lishui_dash.catalogue.own_requests import OWN_ID
from lishui_dash.spec import Cadence, UnitKind

START = datetime(2020, 1, 24, 8, 0)


def test_every_report_that_somebody_owes_is_a_request_and_no_other() -> None:
    told = {request.title for request in own_requests(CATALOGUE)}
    owed = {
        f.words.hans for f in CATALOGUE.feeds.values() if f.cadence is not Cadence.EVENT
    }
    in_the_workbook = {CATALOGUE.feeds["form_burden_daily"].words.hans}
    assert told == owed - in_the_workbook | {"疫情防控乡镇（街道）日报"}


def test_a_township_is_asked_for_its_workbook_and_its_stock() -> None:
    asked = [r for r in own_requests(CATALOGUE) if r.target_level == "township"]
    assert [(r.title, r.target_unit_n, r.est_minutes) for r in asked] == [
        ("疫情防控乡镇（街道）日报", 173, 15),
        ("防护物资日报", 173, 5),
    ]
    assert asked[0].field_n == (12 - 3) + (11 - 4) + (11 - 2), (
        "what is said once is no cell"
    )


def test_a_request_reaches_as_many_units_as_owe_it() -> None:
    [hospitals] = [r for r in own_requests(CATALOGUE) if r.target_level == "hospital"]
    kinds = (UnitKind.HOSPITAL, UnitKind.CLINIC)
    assert hospitals.target_unit_n == 31 + 173, kinds


def test_they_are_taken_in_as_a_delivery_of_the_command_centre() -> None:
    desk = open_desk()
    receipt = register_own_requests(desk, START)
    assert receipt is not None
    assert receipt.rows_n == len(own_requests(CATALOGUE))
    stored = desk.engine.query(
        f"""
        SELECT DISTINCT issuing_unit_code, approval_status, approval_no, status
        FROM form_requests
        WHERE starts_with(request_id, '{OWN_ID}') AND approved_at <= issued_at
        """
    )
    assert stored == [("LS-ZHB", "approved", "同意〔2020〕0123-01", "in_force")]


def test_a_second_start_changes_nothing() -> None:
    desk = open_desk()
    register_own_requests(desk, START)
    again = register_own_requests(desk, START + timedelta(days=1))
    assert again is not None
    assert again.unchanged
    assert desk.engine.query("SELECT count(*) FROM delivery") == [(1,)]


def test_a_column_more_shows_as_a_change_of_the_request() -> None:
    feed = CATALOGUE.feeds["supplies_daily"]
    less = replace(
        feed, columns=tuple(replace(c, required=c.name in feed.key) for c in feed.columns)
    )
    fields = {
        r.request_id: r.field_n
        for r in own_requests(
            replace(CATALOGUE, feeds={**CATALOGUE.feeds, feed.name: less})
        )
    }
    assert fields["YQ-BXT-04-township"] == 3
    assert {r.request_id: r.field_n for r in own_requests(CATALOGUE)}[
        "YQ-BXT-04-township"
    ] == sum(c.required for c in feed.columns)


def test_a_catalogue_without_requests_registers_none() -> None:
    bare = replace(CATALOGUE, feeds={}, rollups={}, clauses={}, indicators={}, stems={})
    assert register_own_requests(open_desk(catalogue=bare), START) is None
