"""What a workbook of a day holds already: the rows of the day before, so far as they last.

Persons are in it as the store knows them, by pseudonym and masked name; both are read
again as they are.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from datetime import date

from lishui_dash.catalogue.units import Unit
from lishui_dash.intake.township import FilledIn, township_workbook, workbook_for
from lishui_dash.spec import Column, Register, Type, WorkbookSheet
from lishui_dash.store.engine import Engine, Reader

_REGISTERS = {
    Register.UNIT: "SELECT code, hans FROM unit",
    Register.POST: "SELECT post_id, hans FROM post",
    Register.PLACE: "SELECT code, hans FROM place",
    Register.ITEM: "SELECT code, hans FROM item",
    Register.COMMUNITY: "SELECT code, hans FROM unit",
}


def filled_workbook(engine: Engine, unit: Unit, day: date) -> bytes:
    """Return the workbook of a unit and day as the store can fill it in.

    Raises KeyError for a unit whose kind has no workbook.
    """
    rows = carried_rows(engine, unit, day)
    return township_workbook(unit, day, rows, engine.registers)


def carried_rows(reader: Reader, unit: Unit, day: date) -> FilledIn:
    """Return by sheet the rows of the last day before `day` that the unit has reported.

    Empty for a sheet of which nothing is known. Raises KeyError for a unit whose kind has
    no workbook.
    """
    declared = workbook_for(unit.kind)
    if declared is None:
        raise KeyError(unit.kind)
    return {
        sheet.name: list(_rows(reader, sheet, unit, day))
        for sheet in declared.sheets
        if sheet.carried
    }


def _rows(
    reader: Reader, sheet: WorkbookSheet, unit: Unit, day: date
) -> Iterator[dict[str, str]]:
    feed = sheet.feed
    columns = [feed.column(name) for name in sheet.carried]
    spelled = [_spelled(reader, column) for column in columns]
    found = reader.query(
        f"""
        WITH latest AS (
            SELECT delivery_no, day
            FROM delivery_slice
            WHERE
                feed = $feed
                AND unit_code = $unit
                AND day = (
                    SELECT max(day)
                    FROM delivery_slice
                    WHERE feed = $feed AND unit_code = $unit AND day < $day
                )
        )
        SELECT {", ".join(f"told.{name}" for name in sheet.carried)}
        FROM {feed.name} AS told
        JOIN latest
            ON latest.delivery_no = told.delivery_no
            AND latest.day = CAST(told.{feed.day} AS DATE)
        ORDER BY told.delivery_no, told.source_row
        """,
        {"feed": feed.name, "unit": unit.code, "day": day},
    )
    for cells in found:
        yield {
            column.name: names.get(cell, str(cell))
            for column, names, cell in zip(columns, spelled, cells, strict=True)
            if cell is not None
        }


def _spelled(reader: Reader, column: Column) -> Mapping[object, str]:
    """Return what clerks call the codes of the column, where the name belongs to one."""
    if column.codes:
        return {code.code: code.words.hans for code in column.codes.codes}
    if column.type is Type.BOOLEAN:
        return {True: "是", False: "否"}
    if column.refers_to is None:
        return {}
    named: dict[object, str] = dict(reader.query(_REGISTERS[column.refers_to]))
    times = Counter(named.values())
    return {code: name for code, name in named.items() if times[name] == 1}
