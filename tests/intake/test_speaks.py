"""Who reports for a place that is named alone."""

from __future__ import annotations

from lishui_dash.catalogue import CATALOGUE
from lishui_dash.catalogue.registers import DECLARED

QINGTIAN = "331121"


def told(feed: str, place: str) -> str | None:
    unit = DECLARED.unit_for(CATALOGUE.feeds[feed], place)
    return unit.code if unit is not None else None


def test_the_store_of_a_county_reports_its_supplies() -> None:
    assert told("supplies_daily", QINGTIAN) == "331121-S01"
    assert told("supplies_daily", "331100") == "LS-S01"


def test_the_command_centre_reports_what_is_reported_by_place() -> None:
    assert told("checkpoint_logistics", QINGTIAN) == "331121-ZHB"


def test_nobody_reports_for_a_county_whose_townships_report_for_themselves() -> None:
    assert told("form_burden_daily", QINGTIAN) is None
