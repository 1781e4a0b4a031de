"""A workbook of a day: the reports that one sort of unit fills in together."""

from __future__ import annotations

from dataclasses import dataclass

from lishui_dash.errors import DeclarationError
from lishui_dash.spec.feed import Feed, UnitKind
from lishui_dash.words import Words


@dataclass(frozen=True)
class WorkbookSheet:
    """One report in the workbook. What the title row says once has no column in it, but
    for those of `kept`: left empty, they too mean what the title row says. `carried` are
    filled in already as on the day before; the others somebody has to state anew."""

    name: str
    feed: Feed
    kept: tuple[str, ...] = ()
    carried: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        for name in (*self.kept, *self.carried):
            self.feed.column(name)


@dataclass(frozen=True)
class DayWorkbook:
    """`words` are its title; `minutes` is what filling it in may take in a day."""

    name: str
    words: Words
    kind: UnitKind
    minutes: int
    sheets: tuple[WorkbookSheet, ...]

    def __post_init__(self) -> None:
        names = [sheet.name for sheet in self.sheets]
        if len(set(names)) < len(names):
            raise DeclarationError(f"day workbook {self.name}: a sheet twice")
        for sheet in self.sheets:
            if self.kind not in (*sheet.feed.reporters, *sheet.feed.contributors):
                raise DeclarationError(
                    f"day workbook {self.name}: {self.kind.value} may not send "
                    f"{sheet.feed.name}"
                )
