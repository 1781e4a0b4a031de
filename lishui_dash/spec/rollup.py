"""A rollup: a table made from feeds by one SELECT, refreshed by deliveries."""

from __future__ import annotations

from dataclasses import dataclass

from lishui_dash.errors import DeclarationError
from lishui_dash.spec.feed import Feed


@dataclass(frozen=True)
class Rollup:
    """One SELECT, made a table with a `day` column first.

    `sql` yields the columns of `columns` (name, SQL type; without `day`) for the one
    day `$day`. `reads` are its feeds. `window` is how many days of rows one day's
    result looks at (1: that day alone). When `carries`, day D is made from the
    rollup's own rows of the day before, so a change remakes every later day, in order.
    """

    name: str
    reads: tuple[Feed, ...]
    columns: tuple[tuple[str, str], ...]
    sql: str
    window: int = 1
    carries: bool = False

    def __post_init__(self) -> None:
        if self.window < 1:
            raise DeclarationError(f"rollup {self.name}: window under one day")
        if "$day" not in self.sql:
            raise DeclarationError(f"rollup {self.name}: the SELECT does not name $day")
