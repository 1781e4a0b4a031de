"""The rows that stand where the rows of a file are going to stand."""

from __future__ import annotations

from dataclasses import dataclass

import pyarrow as pa
import pyarrow.compute as pc

from lishui_dash.intake.arrival import How
from lishui_dash.spec import Feed, Load, Type
from lishui_dash.store.engine import Parameters


def same_columns(feed: Feed, how: How) -> tuple[str, ...]:
    """Return the columns that a row in the file and a row it meets have in common."""
    is_whole = how is How.WHOLE and feed.load is Load.REPLACE_SLICE
    return feed.slice_by if is_whole else feed.key


@dataclass(frozen=True)
class Standing:
    """SQL that finds stored rows by those of an Arrow table, registered as `incoming`."""

    feed: Feed
    same: tuple[str, ...]
    incoming: str
    parameters: Parameters

    @classmethod
    def by(
        cls, feed: Feed, same: tuple[str, ...], incoming: str, rows: pa.Table
    ) -> Standing:
        return cls(feed, same, incoming, _bounds(feed, same, incoming, rows))

    def sql(self, table: str) -> str:
        """Return SQL that is true for the rows of `table` that are met.

        The bounds on the days come first: they spare the engine all other days.
        """
        found = f"SELECT 1 FROM {self.incoming} AS i WHERE {self._equal(table)}"
        return f"{self._bounds(table)}EXISTS ({found})"

    def sql_for_reporters(self) -> str:
        """Return SQL for who reported the rows that are met, and the first row of the file
        that meets any of each."""
        stored = self.feed.name
        return f"""
            SELECT {stored}.{self.feed.reporter}, min(i.source_row)
            FROM {stored}
            JOIN {self.incoming} AS i ON {self._bounds(stored)}{self._equal(stored)}
            GROUP BY ALL
        """

    def _bounds(self, table: str) -> str:
        return "".join(
            f"{table}.{name} >= ${self.incoming}_first_{name} AND "
            f"{table}.{name} <= ${self.incoming}_last_{name} AND "
            for name in _days(self.feed, self.same)
        )

    def _equal(self, table: str) -> str:
        return " AND ".join(f"i.{name} = {table}.{name}" for name in self.same)


def _days(feed: Feed, same: tuple[str, ...]) -> list[str]:
    return [name for name in same if feed.column(name).type in (Type.DATE, Type.TIMESTAMP)]


def _bounds(
    feed: Feed, same: tuple[str, ...], incoming: str, rows: pa.Table
) -> dict[str, object]:
    """Return the first and last of the days that the rows are told apart by."""
    found: dict[str, object] = {}
    for name in _days(feed, same):
        ends = pc.min_max(rows[name]).as_py()
        found[f"{incoming}_first_{name}"] = ends["min"]
        found[f"{incoming}_last_{name}"] = ends["max"]
    return found
