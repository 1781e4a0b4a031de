"""The requests of this product itself are registered, as those of any other body.

Each report that somebody owes is one request for each level of units that owes it; what
stands in the workbook of a day is asked for once, with the workbook.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import datetime

from lishui_dash.catalogue import Catalogue
from lishui_dash.catalogue import own_requests as own
from lishui_dash.catalogue.places import CITY_LEVEL
from lishui_dash.catalogue.registers import DECLARED, Registers
from lishui_dash.catalogue.units import CITY_COMMAND
from lishui_dash.catalogue.workbooks import WORKBOOKS
from lishui_dash.intake.arrival import Arrival
from lishui_dash.intake.receipt import Receipt
from lishui_dash.intake.receive import Desk
from lishui_dash.intake.template import csv_of
from lishui_dash.spec import DayWorkbook, Feed, Register, UnitKind

_FEED = "form_requests"
_FILE_NAME = "本系统要求登记.csv"


@dataclass(frozen=True)
class OwnRequest:
    """One request. `field_n` counts the columns that have to be filled in."""

    request_id: str
    target_level: str
    target_unit_n: int
    title: str
    recurrence: str
    field_n: int
    est_minutes: int
    deadline_at: datetime


def register_own_requests(desk: Desk, now: datetime) -> Receipt | None:
    """Hand the product's own requests in at the desk; nothing happens the second time.

    They come again, as a change of the same requests, when the declarations ask for more
    or less. None where the catalogue has no register of requests.
    """
    engine = desk.engine
    arrival = own_arrival(engine.catalogue, now, engine.registers)
    return None if arrival is None else desk.receive(arrival)


def own_arrival(
    catalogue: Catalogue, now: datetime, registers: Registers = DECLARED
) -> Arrival | None:
    """Return the file with the product's own requests, as it is handed in.

    None where the catalogue has no register of requests.
    """
    feed = catalogue.feeds.get(_FEED)
    if feed is None:
        return None
    rows = [_row(request) for request in own_requests(catalogue, registers)]
    columns = [column for column in feed.columns if column.name in rows[0]]
    content = csv_of(
        [
            [column.words.hans for column in columns],
            *([row[column.name] for column in columns] for row in rows),
        ]
    )
    return Arrival(
        content, _FILE_NAME, now, sender=CITY_COMMAND, feed=_FEED, unit=CITY_COMMAND
    )


def own_requests(
    catalogue: Catalogue, registers: Registers = DECLARED
) -> tuple[OwnRequest, ...]:
    """Return every request that the declarations make, in a fixed order."""
    found = [
        _of_workbook(number, book, registers) for number, book in enumerate(WORKBOOKS, 1)
    ]
    for feed in catalogue.feeds.values():
        found += _of_feed(feed, registers)
    return tuple(found)


def _of_workbook(number: int, book: DayWorkbook, registers: Registers) -> OwnRequest:
    fields = 0
    for sheet in book.sheets:
        once = (sheet.feed.day, sheet.feed.reporter)
        fields += sum(
            column.required
            and column.derived is None
            and column.refers_to is not Register.PLACE
            and column.name not in once
            for column in sheet.feed.columns
        )
    level = own.LEVELS[book.kind]
    return OwnRequest(
        f"{own.OWN_ID}W{number}-{level}",
        level,
        _units_n((book.kind,), registers),
        book.words.hans,
        "daily",
        fields,
        book.minutes,
        max(sheet.feed.due_at(own.ISSUED_AT.date()) for sheet in book.sheets),
    )


def _of_feed(feed: Feed, registers: Registers) -> Iterator[OwnRequest]:
    """Yield one request a level; nothing for a report that only events call for."""
    if feed.cadence not in own.RECURS:
        return
    kinds: dict[str, list[UnitKind]] = {}
    for kind in feed.reporters:
        if not _in_workbook(feed, kind):
            kinds.setdefault(own.LEVELS[kind], []).append(kind)
    for level, asked in kinds.items():
        yield OwnRequest(
            f"{own.OWN_ID}{feed.number:02d}-{level}",
            level,
            _units_n(asked, registers),
            feed.words.hans,
            own.RECURS[feed.cadence],
            sum(column.required for column in feed.columns),
            own.MINUTES_A_REPORT,
            feed.due_at(own.ISSUED_AT.date()),
        )


def _in_workbook(feed: Feed, kind: UnitKind) -> bool:
    return any(
        book.kind is kind and any(sheet.feed is feed for sheet in book.sheets)
        for book in WORKBOOKS
    )


def _units_n(kinds: Collection[UnitKind], registers: Registers) -> int:
    return sum(
        unit.kind in kinds and unit.closed is None for unit in registers.units.values()
    )


def _row(request: OwnRequest) -> dict[str, str]:
    """Return the request as a row of the register (column -> text)."""
    return {
        "request_id": request.request_id,
        "issued_at": f"{own.ISSUED_AT:%Y-%m-%d %H:%M}",
        "issuing_unit_code": CITY_COMMAND,
        "target_level": request.target_level,
        "target_county": CITY_LEVEL,
        "target_unit_n": str(request.target_unit_n),
        "request_type": "form",
        "title": request.title,
        "recurrence": request.recurrence,
        "field_n": str(request.field_n),
        "est_minutes": str(request.est_minutes),
        "deadline_at": f"{request.deadline_at:%Y-%m-%d %H:%M}",
        "approval_status": "approved",
        "approval_no": own.APPROVAL_NO,
        "approved_at": f"{own.APPROVED_AT:%Y-%m-%d %H:%M}",
        "status": "in_force",
    }
