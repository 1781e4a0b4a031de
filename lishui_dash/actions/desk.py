"""The desk where deliveries are handed in, with everything behind it put together."""

from __future__ import annotations

import os
from collections.abc import Sequence
from datetime import datetime
from pathlib import Path

from lishui_dash.actions.rotation import fitting
from lishui_dash.catalogue import CATALOGUE, Catalogue
from lishui_dash.intake.privacy import KeyRing
from lishui_dash.intake.receive import Desk
from lishui_dash.readings.refresh import refresh
from lishui_dash.store.duckdb_engine import DuckDBEngine
from lishui_dash.store.engine import Engine, Transaction
from lishui_dash.store.ledger import Touched


def open_desk(
    store: Path | str = ":memory:",
    key_file: Path | None = None,
    catalogue: Catalogue = CATALOGUE,
) -> Desk:
    """Open the store and return the desk that writes into it.

    `key_file` None keeps a key in memory alone, for a store that keeps nothing either.
    From then on this process makes every file for its own user alone: the database writes
    what it holds into files beside the store as well. Raises StoreUnavailable when the
    store cannot be opened, or not with these keys.
    """
    is_kept = str(store) != ":memory:"
    if is_kept:
        Path(store).parent.mkdir(parents=True, exist_ok=True)
        os.umask(0o077)
    keys = KeyRing.in_memory() if key_file is None else KeyRing.from_file(key_file)
    engine = DuckDBEngine(store, catalogue)
    if is_kept:
        Path(store).chmod(0o600)
    return desk_of(engine, keys)


def desk_of(engine: Engine, keys: KeyRing) -> Desk:
    """Return the desk of an open store: every delivery refreshes what it touches.

    Raises StoreUnavailable where the keys are not those of the store.
    """

    def refreshed(
        transaction: Transaction,
        touched: Sequence[Touched],
        delivery_no: int,
        known_at: datetime,
    ) -> None:
        refresh(transaction, engine.catalogue, touched, delivery_no, known_at)

    return Desk(engine, fitting(engine, keys), refreshed)


def open_days_until(engine: Engine, now: datetime) -> None:
    """Open the business days that have begun since, with nothing reported yet.

    Without a delivery nobody else would write down that reports are owed and missing.
    """
    with engine.writing() as transaction:
        [(highest,)] = transaction.query(
            "SELECT coalesce(max(delivery_no), 0) FROM delivery"
        )
        refresh(transaction, engine.catalogue, [], int(highest), now)
