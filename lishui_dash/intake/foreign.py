"""Rows of others that a file would meet, or an undo would move.

A number in a file does not say whose it is. Where a row stands already under the same key,
whoever reported it must be within the permit, as well as whoever the file names.
"""

from __future__ import annotations

import pyarrow as pa
import pyarrow.compute as pc

from lishui_dash.catalogue.registers import Registers
from lishui_dash.errors import Problem
from lishui_dash.intake.lines import Examined
from lishui_dash.intake.permit import FOREIGN, KEEPERS_ALONE, Permit
from lishui_dash.intake.reversal import feeds_of, moving
from lishui_dash.intake.speaks import reporting
from lishui_dash.intake.standing import Standing, same_columns
from lishui_dash.spec import Feed, Privacy, Register, Type
from lishui_dash.store.engine import Engine, Joiner, Reader
from lishui_dash.store.ledger import Line
from lishui_dash.words import Words


def meets_foreign(
    joiner: Joiner, engine: Engine, one: Examined, permit: Permit
) -> Problem | None:
    """Return why a fit file may not be taken in: rows that it meets are of others.

    It says where in the file, and nothing of what the others have reported.
    """
    feed, rows = one.judged.feed, one.judged.rows
    if feed is None or rows is None or permit.is_everywhere:
        return None
    judge = _Judge(engine, permit)
    met = [(rows, same_columns(feed, one.judged.how))]
    if one.judged.voided is not None:
        met.append((one.judged.voided, feed.key))
    for part, same in met:
        standing = Standing.by(feed, same, "meeting", part)
        joiner.register("meeting", part)
        found = joiner.query(standing.sql_for_reporters(), standing.parameters)
        joiner.unregister("meeting")
        foreign = [
            first for told, first in found if not judge.is_his(feed, told, one.arrival.unit)
        ]
        if foreign:
            return _met(feed, one, part, same, min(foreign))
    return None


def not_his_to_undo(
    reader: Reader, engine: Engine, line: Line, permit: Permit
) -> Problem | None:
    """Return why somebody may not take a delivery back; None where he may.

    All that it spoke for, brought or replaced must be within his permit, whoever sent it:
    who has sent it may have moved on, and a colleague have come in his place.
    """
    if permit.is_everywhere:
        return None
    judge = _Judge(engine, permit)
    spoken = reader.query(
        "SELECT feed, unit_code, place FROM delivery_slice WHERE delivery_no = $number",
        {"number": line.delivery_no},
    )
    is_his = [judge.may_send(*part) for part in spoken]
    for feed in feeds_of(engine.catalogue, line):
        moved = moving(reader, feed, line.delivery_no)
        his = [judge.is_his(feed, told, line.unit_code) for told, *_ in moved]
        if feed.name in engine.catalogue.lists and not all(his):
            return KEEPERS_ALONE
        is_his += his
    if not is_his:
        # It changes nothing, and is refused for that; others are not told so much.
        is_his = [judge.may_send(line.feed, line.unit_code or "", line.place or "")]
    return None if all(is_his) else _of_others(line)


class _Judge:
    """Knows whether rows are within a permit."""

    def __init__(self, engine: Engine, permit: Permit) -> None:
        self._catalogue = engine.catalogue
        self._registers: Registers = engine.registers
        self._permit = permit

    def is_his(self, feed: Feed, told: str | None, sender: str | None) -> bool:
        """Whether stored rows are; `told` stands in the column of the reporter."""
        if feed.name in self._catalogue.lists:
            return self._permit.keeps.covers_place(told or "")
        is_unit = feed.column(feed.reporter).refers_to is Register.UNIT
        if told is not None and is_unit and told not in self._registers.units:
            # Registered by a file of the same transaction.
            return self._permit.units.covers(told)
        unit, place = reporting(feed, told, sender, self._registers)
        return self._permit.may_send(feed, unit.code, place)

    def may_send(self, feed: str, unit: str, place: str) -> bool:
        """Whether what was reported for a unit is; no unit: for several of a place."""
        if feed in self._catalogue.lists:
            return self._permit.keeps.covers_place(place)
        if not unit:
            return self._permit.units.covers_place(place)
        return self._permit.may_send(self._catalogue.feeds[feed], unit, place)


def _met(
    feed: Feed, one: Examined, part: pa.Table, same: tuple[str, ...], row: int
) -> Problem:
    """Name the cell of the file that tells the row apart, and not what it has met."""
    days = (Type.DATE, Type.TIMESTAMP)
    column = next(
        (c for c in map(feed.column, same) if c.type not in days),
        feed.column(feed.reporter),
    )
    told = part.filter(pc.equal(part["source_row"], row))[column.name][0].as_py()
    return Problem(
        row,
        one.judged.headings.get(column.name, column.words.hans),
        str(told) if column.privacy is Privacy.NONE else "",
        FOREIGN,
        Words(
            f"该{column.words.hans}已由其他单位报送，您不能查看或改动",
            f"this {column.words.en} has been reported by another unit: it is not yours to "
            "see or change",
        ),
        Words(
            f"请核对{column.words.hans}是否填错；确已转到本单位的（人员调动、物资改调），"
            "请原报送单位作废，或请市指挥部更正",
            "check whether it is right; where it has passed to you (a person moved, goods "
            "were sent elsewhere), ask the unit that reported it to take it back, or the "
            "city's command centre to correct it",
        ),
    )


def _of_others(line: Line) -> Problem:
    return Problem(
        None,
        "",
        "",
        FOREIGN,
        Words(
            f"第 {line.delivery_no} 批涉及的单位不全在您的报送范围内",
            f"you do not report for all units of delivery {line.delivery_no}",
        ),
        Words(
            "请由报送范围包含这些单位的人撤回，如县（市、区）指挥部或市指挥部",
            "ask somebody who reports for all of them, such as the command centre of the "
            "county or of the city",
        ),
    )
