"""What this product asks of a database, and no more."""

from __future__ import annotations

from collections.abc import Mapping
from contextlib import AbstractContextManager
from typing import Any, Protocol

import pandas as pd
import pyarrow as pa

from lishui_dash.catalogue import Catalogue
from lishui_dash.catalogue.registers import Registers
from lishui_dash.store.narrowing import Narrowing
from lishui_dash.store.sight import Sight

Parameters = Mapping[str, Any]


class Reader(Protocol):
    """Runs statements; `$name` in the SQL takes `parameters["name"]`.

    Parameters that the statement does not name are left out, so that one mapping can
    serve several statements.
    """

    def query(
        self, sql: str, parameters: Parameters | None = None
    ) -> list[tuple[Any, ...]]:
        """Return every row."""

    def arrow(self, sql: str, parameters: Parameters | None = None) -> pa.Table: ...


class Joiner(Reader, Protocol):
    """A reader whose statements may also read Arrow tables."""

    def register(self, name: str, table: pa.Table) -> None:
        """Let its statements read an Arrow table by `name`."""

    def unregister(self, name: str) -> None: ...


class Transaction(Joiner, Protocol):
    """The one writer. What it reads includes what it has written."""

    def execute(self, sql: str, parameters: Parameters | None = None) -> None: ...


class Engine(Reader, Protocol):
    @property
    def catalogue(self) -> Catalogue:
        """The declarations its tables were made from."""

    @property
    def registers(self) -> Registers:
        """The registers in force: the same object until a list has changed them."""

    @property
    def version(self) -> int:
        """Grows with every commit; an attribute in memory, cheap enough to ask always."""

    def frame(self, sql: str, parameters: Parameters | None = None) -> pd.DataFrame: ...

    def joining(self) -> AbstractContextManager[Joiner]:
        """Read as of one moment, whatever is written meanwhile; waits for nobody."""

    def writing(self) -> AbstractContextManager[Transaction]:
        """Hold the write lock over one transaction: all of it is kept, or nothing.

        Raises StoreUnavailable when the store cannot be written.
        """

    @property
    def serial(self) -> int:
        """Tells engines of one process apart in caches; 0 where nothing is narrowed."""

    @property
    def sight(self) -> Sight:
        """What may be shown of what it holds; ALL where nothing is narrowed."""

    @property
    def behind(self) -> Engine:
        """The engine behind a narrowed one, itself where it is not.

        For the few readings that need whole tables and keep to `sight` themselves; a test
        lists them. No view and no page may ask for it.
        """

    def narrowed(self, narrowing: Narrowing, sight: Sight, catalogue: Catalogue) -> Engine:
        """Return the same store as somebody may see it. It cannot be written to."""

    def scrub(self) -> None:
        """Leave nothing in the file of rows that were deleted. Waits for the writer."""

    def close(self) -> None: ...
