"""Nothing is left in the file of rows that were deleted or changed.

DuckDB keeps a deleted row in its block until the whole block is empty, lets small tables
share blocks, and keeps free blocks for later use with all that was in them. So every table
is written anew, and the blocks that this sets free are written over.
"""

from __future__ import annotations

from datetime import datetime
from typing import Any, Protocol

from lishui_dash.store.engine import Reader, Transaction

_ANEW, _FILLING = "written_anew", "written_over"
_WORD = 8
"""Bytes of one hash, which no compression makes smaller."""


class _Cursor(Protocol):
    def query(self, sql: str) -> list[tuple[Any, ...]]: ...

    def execute(self, sql: str) -> None: ...


def note_scrub(transaction: Transaction, at: datetime) -> None:
    """Write down, with what is deleted, that the file is to be scrubbed of it."""
    transaction.execute("INSERT INTO scrub_due VALUES ($at)", {"at": at})


def is_scrub_due(reader: Reader) -> bool:
    """Whether something was deleted, and no scrub has come to its end since."""
    [(noted,)] = reader.query("SELECT count(*) FROM scrub_due")
    return bool(noted)


def scrub(cursor: _Cursor) -> None:
    """Write the store anew, in its own file; nobody else may be writing.

    Readers go on reading. It costs as much as writing the whole store twice, and the file
    may grow to twice its size, once. What a reader that began before still holds is written
    over the next time. What was noted as due is done once it has come to its end.
    """
    _scrub(cursor)
    cursor.execute("DELETE FROM scrub_due")


def _scrub(cursor: _Cursor) -> None:
    [(is_file,)] = cursor.query(
        "SELECT path IS NOT NULL FROM duckdb_databases() "
        "WHERE database_name = current_database()"
    )
    if not is_file:
        return
    for table in (_ANEW, _FILLING):
        # One may lie there from a scrub that broke off.
        cursor.execute(f"DROP TABLE IF EXISTS {table}")
    tables = cursor.query(
        "SELECT table_name FROM duckdb_tables() WHERE database_name = current_database() "
        "ORDER BY table_name"
    )
    for (table,) in tables:
        cursor.execute("BEGIN TRANSACTION")
        cursor.execute(f"CREATE TABLE {_ANEW} AS SELECT * FROM {table}")
        cursor.execute(f"DROP TABLE {table}")
        cursor.execute(f"ALTER TABLE {_ANEW} RENAME TO {table}")
        cursor.execute("COMMIT")
    cursor.execute("FORCE CHECKPOINT")
    _write_over_free_blocks(cursor)


def _write_over_free_blocks(cursor: _Cursor) -> None:
    [(free, size)] = cursor.query(
        "SELECT free_blocks, block_size FROM pragma_database_size() "
        "WHERE database_name = current_database()"
    )
    cursor.execute(
        f"""
        CREATE TABLE {_FILLING} AS
        SELECT hash(number) AS word FROM range({free * size // _WORD}) AS words (number)
        """
    )
    cursor.execute("FORCE CHECKPOINT")
    cursor.execute(f"DROP TABLE {_FILLING}")
    cursor.execute("FORCE CHECKPOINT")
