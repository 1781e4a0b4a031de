"""The engine in the box: embedded DuckDB, one file, one process, one writer at a time.

Readers take a cursor a call and never wait for the writer. A second process is refused
by DuckDB itself, even to read; whoever needs the data goes through this process.
"""

from __future__ import annotations

import os
import re
import threading
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import duckdb
import pandas as pd
import pyarrow as pa

from lishui_dash.catalogue import CATALOGUE, Catalogue
from lishui_dash.catalogue.registers import Registers
from lishui_dash.errors import StoreUnavailable
from lishui_dash.store import schema
from lishui_dash.store.engine import Engine, Parameters
from lishui_dash.store.narrowing import Narrowing
from lishui_dash.store.norms import remake_norms
from lishui_dash.store.registers import registers_of, remake_registers, write_reference
from lishui_dash.store.scrubbing import scrub
from lishui_dash.store.sight import ALL, Sight

_NAMED = re.compile(r"\$([a-z_][a-z0-9_]*)")
SIGHTS = "sights"
"""The database in memory that holds what stands for the tables of narrowed engines."""
_UNREACHABLE = (duckdb.IOException, duckdb.ConnectionException, duckdb.FatalException)


class Cursor:
    """Statements on one DuckDB cursor; the readings of `Reader` and `Transaction`."""

    def __init__(self, cursor: duckdb.DuckDBPyConnection) -> None:
        self._cursor = cursor

    def _run(self, sql: str, parameters: Parameters | None) -> duckdb.DuckDBPyConnection:
        if parameters is None:
            return self._cursor.execute(sql)
        named = set(_NAMED.findall(sql))
        given = {name: value for name, value in parameters.items() if name in named}
        return self._cursor.execute(sql, given)

    def query(
        self, sql: str, parameters: Parameters | None = None
    ) -> list[tuple[Any, ...]]:
        return self._run(sql, parameters).fetchall()

    def execute(self, sql: str, parameters: Parameters | None = None) -> None:
        # The rows are fetched even where nobody wants them: an undrained result keeps
        # its statement open.
        self._run(sql, parameters).fetchall()

    def frame(self, sql: str, parameters: Parameters | None = None) -> pd.DataFrame:
        return self._run(sql, parameters).df()

    def arrow(self, sql: str, parameters: Parameters | None = None) -> pa.Table:
        return self._run(sql, parameters).to_arrow_table()

    def register(self, name: str, table: pa.Table) -> None:
        self._cursor.register(name, table)

    def unregister(self, name: str) -> None:
        self._cursor.unregister(name)


class DuckDBEngine:
    """Opens the file (":memory:" keeps nothing), and makes what tables it lacks.

    Raises StoreUnavailable when the file cannot be opened, most often because another
    process owns it.
    """

    def __init__(
        self, path: Path | str = ":memory:", catalogue: Catalogue = CATALOGUE
    ) -> None:
        self._catalogue = catalogue
        self._lock = threading.RLock()
        try:
            self._connection = duckdb.connect(str(path), config=_configuration(path))
        except _UNREACHABLE as error:
            raise StoreUnavailable(
                f"无法打开数据库 {path}：可能已有另一程序占用。"
                f"The store {path} cannot be opened; another process may own it. ({error})"
            ) from error
        self._version = 0
        self._narrowed: dict[str, str] = {}
        self._registers: tuple[int, int, Registers] | None = None
        self._make_tables()

    @property
    def catalogue(self) -> Catalogue:
        return self._catalogue

    @property
    def version(self) -> int:
        return self._version

    @property
    def registers(self) -> Registers:
        # Two threads may both read them anew; the second reads the same.
        version, known = self._version, self._registers
        if known is not None and known[0] == version:
            return known[2]
        with self.reading() as cursor:
            [(number,)] = cursor.query("SELECT max(number) FROM register_version")
            is_same = known is not None and known[1] == number
            found = known[2] if known is not None and is_same else registers_of(cursor)
        self._registers = (version, number, found)
        return found

    def query(
        self, sql: str, parameters: Parameters | None = None
    ) -> list[tuple[Any, ...]]:
        with self.reading() as cursor:
            return cursor.query(sql, parameters)

    def frame(self, sql: str, parameters: Parameters | None = None) -> pd.DataFrame:
        with self.reading() as cursor:
            return cursor.frame(sql, parameters)

    def arrow(self, sql: str, parameters: Parameters | None = None) -> pa.Table:
        with self.reading() as cursor:
            return cursor.arrow(sql, parameters)

    @contextmanager
    def joining(self, path: str = "") -> Iterator[Cursor]:
        with self.reading(path) as cursor:
            cursor.execute("BEGIN TRANSACTION")
            try:
                yield cursor
            finally:
                with _ignoring_no_transaction():
                    cursor.execute("ROLLBACK")

    @contextmanager
    def writing(self) -> Iterator[Cursor]:
        with self._lock, self.reading() as transaction:
            transaction.execute("BEGIN TRANSACTION")
            try:
                yield transaction
                transaction.execute("UPDATE store_version SET version = version + 1")
                transaction.execute("COMMIT")
            except BaseException:
                # A statement that failed may have ended the transaction already.
                with _ignoring_no_transaction():
                    transaction.execute("ROLLBACK")
                raise
            self._version += 1

    @property
    def serial(self) -> int:
        return 0

    @property
    def sight(self) -> Sight:
        return ALL

    @property
    def behind(self) -> Engine:
        return self

    def narrowed(self, narrowing: Narrowing, sight: Sight, catalogue: Catalogue) -> Engine:
        # The module is about this one.
        from lishui_dash.store.narrowed_engine import NarrowedEngine

        return NarrowedEngine(self, self._path_of(narrowing), sight, catalogue)

    def scrub(self) -> None:
        with self._lock, self.reading() as cursor:
            scrub(cursor)

    def close(self) -> None:
        with self._lock:
            self._connection.close()

    @contextmanager
    def reading(self, path: str = "") -> Iterator[Cursor]:
        """Give a cursor of its own, which looks for tables along `path` first."""
        try:
            cursor = self._connection.cursor()
        except _UNREACHABLE as error:
            raise StoreUnavailable(
                f"数据库已关闭。The store is closed. ({error})"
            ) from error
        try:
            if path:
                cursor.execute(f"SET search_path = '{path}'")
            yield Cursor(cursor)
        except _UNREACHABLE as error:
            raise StoreUnavailable(
                f"数据库读写失败。The store failed. ({error})"
            ) from error
        finally:
            cursor.close()

    def _path_of(self, narrowing: Narrowing) -> str:
        """Return where the tables of a narrowing are looked for, made where they lack."""
        if not narrowing.selects:
            return ""
        with self._lock:
            if narrowing.name not in self._narrowed:
                self._narrowed[narrowing.name] = self._make_sight(narrowing)
            return self._narrowed[narrowing.name]

    def _make_sight(self, narrowing: Narrowing) -> str:
        sight = f"{SIGHTS}.{narrowing.name}"
        with self.reading() as cursor:
            [(name,)] = cursor.query("SELECT current_database()")
            database = f'"{name}".main'
            cursor.execute(f"ATTACH IF NOT EXISTS ':memory:' AS {SIGHTS}")
            cursor.execute(f"CREATE SCHEMA {sight}")
            for table, codes in narrowing.sets.items():
                cursor.execute(f"CREATE TABLE {sight}.{table} (code VARCHAR)")
                cursor.execute(
                    f"INSERT INTO {sight}.{table} SELECT unnest($codes)",
                    {"codes": list(codes)},
                )
            for table, sql in narrowing.selects.items():
                base = f"{database}.{table}"
                told = sql.format(base=base, database=database, sight=sight)
                cursor.execute(f"CREATE VIEW {sight}.{table} AS {told}")
        return f"{sight},{database}"

    def _make_tables(self) -> None:
        with self._lock, self.reading() as cursor:
            tables = schema.tables(self._catalogue)
            for name, columns in tables.items():
                cursor.execute(f"CREATE TABLE IF NOT EXISTS {name} ({columns})")
            if cursor.query("SELECT version FROM store_version"):
                _add_missing_columns(cursor, tables)
            else:
                cursor.execute("INSERT INTO store_version VALUES (0, '')")
            print_ = schema.fingerprint()
            [(version, known)] = cursor.query(
                "SELECT version, reference_print FROM store_version"
            )
            self._version = version
        if known != print_:
            self._replace_reference(print_)

    def _replace_reference(self, print_: str) -> None:
        with self.writing() as transaction:
            for table, columns in schema.REFERENCE_TABLES.items():
                # The catalogue may have other columns than when the file was made.
                transaction.execute(f"DROP TABLE {table}")
                transaction.execute(f"CREATE TABLE {table} ({columns})")
            write_reference(transaction, schema.reference_rows())
            remake_registers(transaction, self._catalogue)
            remake_norms(transaction)
            transaction.execute(
                "UPDATE store_version SET reference_print = $print", {"print": print_}
            )


@contextmanager
def _ignoring_no_transaction() -> Iterator[None]:
    try:
        yield
    except duckdb.TransactionException:
        return


def _add_missing_columns(cursor: Cursor, tables: Mapping[str, str]) -> None:
    """Widen the tables of a file that was made when they had fewer columns."""
    known = {
        (table, column)
        for table, column in cursor.query(
            "SELECT table_name, column_name FROM information_schema.columns"
        )
    }
    for table, declared in tables.items():
        for name, type_ in schema.columns_of(declared).items():
            if (table, name) not in known:
                cursor.execute(f'ALTER TABLE {table} ADD COLUMN "{name}" {type_}')


def _configuration(path: Path | str) -> dict[str, str | bool | int | float | list[str]]:
    half = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") // 2
    settings: dict[str, str | bool | int | float | list[str]] = {
        "memory_limit": f"{min(half, 4 * 1024**3) // 1024**2}MB",
        "enable_external_access": "false",
        "autoinstall_known_extensions": "false",
        "python_enable_replacements": "false",
        # A morning's deliveries fill 16 MB of write-ahead log, the default: the file would
        # be rewritten after each of them.
        "checkpoint_threshold": "256MB",
    }
    if str(path) != ":memory:":
        settings["temp_directory"] = f"{path}.tmp"
    return settings
