"""A store as somebody may see it: the same tables by name, each narrowed."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from itertools import count
from typing import Any

import pandas as pd
import pyarrow as pa

from lishui_dash.catalogue import Catalogue
from lishui_dash.catalogue.registers import Registers
from lishui_dash.errors import AccessRefused
from lishui_dash.store.duckdb_engine import Cursor, DuckDBEngine
from lishui_dash.store.engine import Engine, Parameters
from lishui_dash.store.narrowing import Narrowing
from lishui_dash.store.sight import Sight
from lishui_dash.words import Words

_SERIALS = count(1)


class NarrowedEngine:
    """Reads through the views of a sight; every statement finds them before the tables."""

    def __init__(
        self, behind: DuckDBEngine, path: str, sight: Sight, catalogue: Catalogue
    ) -> None:
        self._behind = behind
        self._path = path
        self._sight = sight
        self._catalogue = catalogue
        self._serial = next(_SERIALS)

    @property
    def catalogue(self) -> Catalogue:
        return self._catalogue

    @property
    def registers(self) -> Registers:
        return self._behind.registers

    @property
    def version(self) -> int:
        return self._behind.version

    @property
    def serial(self) -> int:
        return self._serial

    @property
    def sight(self) -> Sight:
        return self._sight

    @property
    def behind(self) -> Engine:
        return self._behind

    def narrowed(self, narrowing: Narrowing, sight: Sight, catalogue: Catalogue) -> Engine:
        return self._behind.narrowed(narrowing, sight, catalogue)

    def query(
        self, sql: str, parameters: Parameters | None = None
    ) -> list[tuple[Any, ...]]:
        with self._behind.reading(self._path) as cursor:
            return cursor.query(sql, parameters)

    def frame(self, sql: str, parameters: Parameters | None = None) -> pd.DataFrame:
        with self._behind.reading(self._path) as cursor:
            return cursor.frame(sql, parameters)

    def arrow(self, sql: str, parameters: Parameters | None = None) -> pa.Table:
        with self._behind.reading(self._path) as cursor:
            return cursor.arrow(sql, parameters)

    @contextmanager
    def joining(self) -> Iterator[Cursor]:
        with self._behind.joining(self._path) as cursor:
            yield cursor

    @contextmanager
    def writing(self) -> Iterator[Cursor]:
        raise AccessRefused(_TO_LOOK_AT)
        yield

    def scrub(self) -> None:
        raise AccessRefused(_TO_LOOK_AT)

    def close(self) -> None:
        """Leave the store open: it is others' as well."""


_TO_LOOK_AT = Words("此处只能查看，不能写入", "this may be looked at and not written to")
