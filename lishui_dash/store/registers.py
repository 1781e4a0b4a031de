"""The registers in force: what the catalogue has, and what lists say that were handed in.

The tables `unit`, `post` and `spelling` are made from both, anew whenever a list comes or
is taken back; so a list that is undone leaves no trace in them.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cache
from typing import Any

import pyarrow as pa

from lishui_dash.catalogue import Catalogue
from lishui_dash.catalogue.posts import Post
from lishui_dash.catalogue.registers import DECLARED, Registers
from lishui_dash.catalogue.units import Unit
from lishui_dash.spec import UnitKind, Words
from lishui_dash.store import schema
from lishui_dash.store.engine import Reader, Transaction
from lishui_dash.store.lists import Draft, Line, lines_of

_TYPES = {
    "aliases": pa.list_(pa.string()),
    "opened_on": pa.date32(),
    "closed_on": pa.date32(),
}
"""Types of columns that may be empty from top to bottom."""


def registers_of(reader: Reader) -> Registers:
    """Return the registers in force, from the tables they are kept in."""
    units = reader.query(
        """
        SELECT
            code, hans, en, hant, kind, place, parent, aliases, opened_on, closed_on
        FROM unit
        """
    )
    posts = reader.query(
        """
        SELECT
            post_id, hans, en, hant, post_type, place, lead_unit, opened_on, closed_on,
            township, aliases
        FROM post
        """
    )
    return Registers(
        {row[0]: _unit(*row) for row in units}, {row[0]: _post(*row) for row in posts}
    )


def _unit(
    code: str, hans: str, en: str, hant: str, kind: str, place: str, *rest: Any
) -> Unit:
    parent, aliases, opened, closed = rest
    words = Words(hans, en, hant)
    return Unit(code, words, UnitKind(kind), place, parent, tuple(aliases), opened, closed)


def _post(
    code: str, hans: str, en: str, hant: str, type_: str, place: str, *rest: Any
) -> Post:
    lead, opened, closed, township, aliases = rest
    words = Words(hans, en, hant)
    return Post(code, words, type_, place, lead, opened, closed, township, tuple(aliases))


def remake_registers(transaction: Transaction, catalogue: Catalogue) -> None:
    """Make the registers anew from the catalogue and all lists that are in force."""
    made = registers_from_lists(transaction, catalogue)
    is_declared = made is DECLARED
    _replace(
        transaction, _declared() if is_declared else _arrow(schema.register_rows(made))
    )
    transaction.execute("DELETE FROM register_version")
    transaction.execute(
        "INSERT INTO register_version SELECT version + 1 FROM store_version"
    )


def write_reference(
    transaction: Transaction, contents: Mapping[str, list[tuple[Any, ...]]]
) -> None:
    """Replace the rows of reference tables."""
    _replace(transaction, _arrow(contents))


def _replace(transaction: Transaction, contents: Mapping[str, pa.Table]) -> None:
    for table, rows in contents.items():
        transaction.register("incoming", rows)
        transaction.execute(f"DELETE FROM {table}")
        transaction.execute(f"INSERT INTO {table} SELECT * FROM incoming")
        transaction.unregister("incoming")


@cache
def _declared() -> Mapping[str, pa.Table]:
    return _arrow(schema.declared_rows())


def _arrow(contents: Mapping[str, list[tuple[Any, ...]]]) -> Mapping[str, pa.Table]:
    found = {}
    for table, rows in contents.items():
        names = [line.split()[0] for line in schema.REFERENCE_TABLES[table].split(",")]
        columns = {
            name: pa.array([row[place] for row in rows], _TYPES.get(name))
            for place, name in enumerate(names)
        }
        found[table] = pa.table(columns)
    return found


def registers_from_lists(reader: Reader, catalogue: Catalogue) -> Registers:
    """Return what the registers are with all lists that are in force.

    Inside a transaction that changes a list the tables are behind, until they are remade.
    """
    lines = sorted(_lines_in_force(reader, catalogue), key=lambda line: line.came)
    if not lines:
        return DECLARED
    draft = Draft(DECLARED)
    draft.take(lines)
    return draft.registers()


def _lines_in_force(reader: Reader, catalogue: Catalogue) -> Iterator[Line]:
    for feed in catalogue.lists.values():
        yield from lines_of(feed, reader.arrow(f"SELECT * FROM {feed.name}"))
