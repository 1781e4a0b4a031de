"""Arrivals written as the case they are about."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from pathlib import Path

from lishui_dash.catalogue import CATALOGUE
from lishui_dash.errors import DeliveryRejected, Problem
from lishui_dash.intake.receive import Arrival, Desk
from lishui_dash.intake.template import csv_of, example_row, headings

FILES = Path(__file__).parent / "files"
MORNING = datetime(2020, 2, 6, 7, 30)

HEAD = "统计日期,县市区,单位,物资名称,计量单位,昨日结存,今日采购入库,今日消耗,今日结存"
MASKS = "2020-02-05,青田县,331121-S01,N95口罩,只,1200,0,180,1020"
SUITS = "2020-02-05,青田县,331121-S01,防护服,套,90,10,12,88"


def arrival(
    content: bytes | str,
    *,
    name: str = "上报.csv",
    at: datetime = MORNING,
    feed: str | None = None,
    unit: str | None = None,
    day: date | None = None,
    mapping: Mapping[str, str] | None = None,
) -> Arrival:
    encoded = content.encode() if isinstance(content, str) else content
    return Arrival(encoded, name, at, feed=feed, unit=unit, day=day, mapping=mapping or {})


def lines(*rows: str) -> str:
    return "\n".join(rows) + "\n"


def example(feed_name: str, changes: Mapping[str, str] | None = None) -> bytes:
    """Return the template's example row of a feed as CSV, with some cells changed."""
    feed = CATALOGUE.feeds[feed_name]
    row = dict(zip(feed.column_names, example_row(feed), strict=True))
    return csv_of([headings(feed), list((row | dict(changes or {})).values())])


def refused(desk: Desk, sent: Arrival) -> tuple[Problem, ...]:
    """Hand in what must be refused; return why."""
    try:
        desk.receive(sent)
    except DeliveryRejected as rejected:
        return rejected.problems
    raise AssertionError("accepted")


def stored(desk: Desk, feed_name: str) -> int:
    [(count,)] = desk.engine.query(f"SELECT count(*) FROM {feed_name}")
    return int(count)
