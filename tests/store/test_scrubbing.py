"""What was deleted is in no block of the file, and reading goes on meanwhile."""

from __future__ import annotations

from pathlib import Path

import pytest

from lishui_dash.errors import AccessRefused
from lishui_dash.store.duckdb_engine import DuckDBEngine
from lishui_dash.store.engine import Engine
from lishui_dash.store.narrowing import narrowing_of
from lishui_dash.store.sight import EVERYWHERE, NOWHERE, Sight

SIGHT = Sight(EVERYWHERE, EVERYWHERE, NOWHERE, NOWHERE, NOWHERE)
SENDER, KEPT = "曌武则天龘-e5a1", "囍欢天喜地囍-77b2"


def seen(engine: Engine) -> Engine:
    narrowing = narrowing_of(SIGHT, engine.catalogue, engine.registers)
    return engine.narrowed(narrowing, SIGHT, engine.catalogue)


def test_a_row_that_was_deleted_is_in_no_block_of_the_file(tmp_path: Path) -> None:
    path = tmp_path / "lishui.duckdb"
    engine = DuckDBEngine(path)
    narrowed = seen(engine)
    with engine.writing() as transaction:
        for number, sender in enumerate((SENDER, KEPT), 1):
            transaction.execute(
                "INSERT INTO delivery (delivery_no, sender, place) VALUES ($n, $s, $p)",
                {"n": number, "s": sender, "p": "331121"},
            )
    engine.query("CHECKPOINT")
    with engine.writing() as transaction:
        transaction.execute("DELETE FROM delivery WHERE sender = $s", {"s": SENDER})
        # A scrub that broke off has left its filling.
        transaction.execute("CREATE TABLE written_over AS SELECT 1 AS word")
    engine.query("CHECKPOINT")
    assert SENDER.encode() in path.read_bytes()
    engine.scrub()
    assert SENDER.encode() not in path.read_bytes()
    for reader in (engine, narrowed):
        assert reader.query("SELECT sender FROM delivery") == [(KEPT,)]
    made = "SELECT count(*) FROM duckdb_tables() WHERE table_name LIKE 'written%'"
    assert engine.query(made) == [(0,)]
    with pytest.raises(AccessRefused):
        narrowed.scrub()
    engine.close()
    again = DuckDBEngine(path)
    assert again.query("SELECT sender FROM delivery") == [(KEPT,)]
    again.close()


def test_a_store_in_memory_has_nothing_to_write_over() -> None:
    engine = DuckDBEngine()
    engine.scrub()
    assert engine.query("SELECT count(*) FROM delivery") == [(0,)]
    engine.close()
