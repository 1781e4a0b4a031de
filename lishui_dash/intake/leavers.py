"""Names that leave the registers with an undone list or file, and rows that need them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from lishui_dash.catalogue import Catalogue
from lishui_dash.catalogue.registers import Registers
from lishui_dash.errors import DeliveryRejected, Problem
from lishui_dash.spec import Register
from lishui_dash.store.engine import Reader, Transaction
from lishui_dash.store.ledger import Line, line_of
from lishui_dash.store.registers import registers_from_lists
from lishui_dash.words import Words


@dataclass(frozen=True)
class Leavers:
    """Codes of units, communities among them, and of posts."""

    units: tuple[str, ...]
    posts: tuple[str, ...]

    def of(self, register: Register | None) -> tuple[str, ...]:
        if register is Register.POST:
            return self.posts
        return self.units if register in (Register.UNIT, Register.COMMUNITY) else ()


def let_leave(
    transaction: Transaction, catalogue: Catalogue, before: Registers, undone: Line
) -> None:
    """Free units from reports that they owed, once the list that named them is undone.

    Raises DeliveryRejected where a row in force is still about one of the names.
    """
    after = registers_from_lists(transaction, catalogue)
    leavers = Leavers(
        tuple(sorted(before.units.keys() - after.units.keys())),
        tuple(sorted(before.posts.keys() - after.posts.keys())),
    )
    for number, code in _needed(transaction, catalogue, leavers):
        line = line_of(transaction, number)
        entry = before.units.get(code) or before.posts.get(code)
        if line is not None and entry is not None:
            raise DeliveryRejected(undone.feed, (_still_needed(undone, line, entry.words),))
    if leavers.units:
        transaction.execute(
            "DELETE FROM obligation WHERE list_contains($codes, unit_code)",
            {"codes": list(leavers.units)},
        )


def _needed(
    reader: Reader, catalogue: Catalogue, leavers: Leavers
) -> Iterator[tuple[int, str]]:
    """Yield the last delivery, and the name, of each column that holds one of the names."""
    for feed in catalogue.deliverable.values():
        for column in feed.columns:
            codes = leavers.of(column.refers_to)
            if not codes:
                continue
            yield from reader.query(
                f"""
                SELECT delivery_no, {column.name}
                FROM {feed.name}
                WHERE list_contains($codes, {column.name})
                ORDER BY delivery_no DESC
                LIMIT 1
                """,
                {"codes": list(codes)},
            )


def _still_needed(undone: Line, line: Line, name: Words) -> Problem:
    number, later = undone.delivery_no, line.delivery_no
    return Problem(
        None,
        "",
        "",
        "name_still_needed",
        Words(
            f"“{name.hans}”由第 {number} 批登记，第 {later} 批“{line.file_name}”的数据"
            "还要用到，撤回后这些数据就没有单位或点位了",
            f"delivery {number} has registered {name.en or name.hans}, and rows of "
            f"delivery {later} ({line.file_name}) are about it",
        ),
        Words(
            f"请先撤回第 {later} 批；如该单位或点位已撤销，请报名录，状态填“停用”",
            f"undo delivery {later} first; if the unit or post is no more, send a list "
            "that closes it",
        ),
    )
