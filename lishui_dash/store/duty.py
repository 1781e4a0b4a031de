"""What the duty officer has done about what is red or amber, kept as it was written."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from enum import Enum

from lishui_dash.store.engine import Reader, Transaction


@dataclass(frozen=True)
class Of:
    """What is alerted: an indicator at a place (and item), open since a business day."""

    indicator: str
    place: str
    item: str
    opened: date

    @property
    def figure(self) -> tuple[str, str, str]:
        return self.indicator, self.place, self.item

    def __str__(self) -> str:
        return " ".join(filter(None, (*self.figure, self.opened.isoformat())))


class Kind(Enum):
    ACKNOWLEDGED = "acknowledged"
    ORDERED = "ordered"
    REMARKED = "remarked"


@dataclass(frozen=True)
class Act:
    """One thing done about an alert. `as_of` is the business day shown at the time.

    `status` is how bad the figure was then. `said` is the note, what was ordered, or the
    remark; `to_unit` and `due_at` are those of an order.
    """

    of: Of
    kind: Kind
    as_of: date
    status: str
    by: str
    at: datetime
    said: str
    to_unit: str = ""
    due_at: datetime | None = None


def write_act(transaction: Transaction, act: Act) -> None:
    transaction.execute(_SQL_FOR_WRITING[act.kind], _parameters(act))


def acts_known(reader: Reader, as_of: date, at: datetime) -> list[Act]:
    """Return what had been done by `at`, up to a business day, oldest first."""
    rows = reader.query(_KNOWN, {"as_of": as_of, "at": at})
    return [Act(Of(*row[:4]), Kind(row[4]), *row[5:]) for row in rows]


def _parameters(act: Act) -> dict[str, object]:
    of = act.of
    return {
        "indicator": of.indicator,
        "place": of.place,
        "item": of.item,
        "opened": of.opened,
        "as_of": act.as_of,
        "status": act.status,
        "by_whom": act.by,
        "acted_at": act.at,
        "said": act.said,
        "to_unit": act.to_unit,
        "due_at": act.due_at,
    }


_COLUMNS = "indicator, place, item, opened, as_of, status, by_whom, acted_at"
_VALUES = "$indicator, $place, $item, $opened, $as_of, $status, $by_whom, $acted_at"
_SQL_FOR_WRITING = {
    Kind.ACKNOWLEDGED: f"""
        INSERT INTO acknowledgement ({_COLUMNS}, note)
        VALUES ({_VALUES}, $said)
    """,
    Kind.ORDERED: f"""
        INSERT INTO duty_order ({_COLUMNS}, what, to_unit, due_at)
        VALUES ({_VALUES}, $said, $to_unit, $due_at)
    """,
    Kind.REMARKED: f"""
        INSERT INTO duty_remark ({_COLUMNS}, remark)
        VALUES ({_VALUES}, $said)
    """,
}

_KNOWN = f"""
    SELECT
        indicator, place, item, opened, kind, as_of, status, by_whom, acted_at, said,
        to_unit, due_at
    FROM (
        SELECT {_COLUMNS}, 'acknowledged' AS kind, note AS said, '' AS to_unit,
            CAST(NULL AS TIMESTAMP) AS due_at
        FROM acknowledgement
        UNION ALL
        SELECT {_COLUMNS}, 'ordered', what, to_unit, due_at
        FROM duty_order
        UNION ALL
        SELECT {_COLUMNS}, 'remarked', remark, '', NULL
        FROM duty_remark
    ) AS acts
    WHERE as_of <= $as_of AND acted_at <= $at
    ORDER BY acted_at, kind, said
"""
