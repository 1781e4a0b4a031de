"""One store in memory for the tests of all clauses, emptied of rows before each."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from lishui_dash.catalogue import CATALOGUE
from lishui_dash.store.duckdb_engine import DuckDBEngine
from lishui_dash.store.engine import Engine


@pytest.fixture(scope="package")
def opened() -> Iterator[DuckDBEngine]:
    engine = DuckDBEngine()
    yield engine
    engine.close()


@pytest.fixture
def engine(opened: DuckDBEngine) -> Engine:
    ledger = ("delivery", "delivery_slice", "delivery_problem", "obligation", "reading")
    with opened.writing() as transaction:
        for table in (*CATALOGUE.feeds, *CATALOGUE.rollups, *ledger):
            transaction.execute(f"DELETE FROM {table}")
    return opened
