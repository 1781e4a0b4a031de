"""How the rows behind a number came to be what they are, ready to be shown."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import pandas as pd

from lishui_dash.readings.history import (
    MOST_ROWS,
    By,
    Change,
    Meant,
    history_of_rows,
)
from lishui_dash.readings.meant import rows_meant
from lishui_dash.spec import About, Feed, Privacy
from lishui_dash.store.engine import Engine
from lishui_dash.views.figures import MISSING
from lishui_dash.views.languages import Lang, say, text
from lishui_dash.views.moment import Moment
from lishui_dash.views.names import place_name
from lishui_dash.views.rows import speaker

_CHANGE = ("at", "mode", "row", "column", "before", "after", "reason")
_COLUMNS = (*_CHANGE, "who", "feed", "file", "number")


@dataclass(frozen=True)
class History:
    """`frame` has one line a change, newest first; it is empty where nothing is known.

    `persons` says for the audit which rows about persons are among them: of which feeds,
    and what they were looked up by, pseudonyms left out. It is "" where there are none.
    """

    frame: pd.DataFrame
    note: str
    persons: str


def history_view(
    engine: Engine,
    moment: Moment,
    lang: Lang,
    indicator_name: str,
    row: tuple[tuple[str, object], ...],
) -> History:
    """Return the history of what a row behind a number was made of.

    `row` holds its cells as they are stored. What is told is what is known now.
    """
    indicator = engine.catalogue.indicators[indicator_name]
    speak = _Speaking(engine, lang)
    told: list[tuple[int, dict[str, str]]] = []
    persons: list[str] = []
    rows_n = 0
    is_whole = True
    for meant in rows_meant(indicator, dict(row), moment.as_of):
        changes = history_of_rows(engine, indicator, meant)
        rows_n = max(rows_n, len({tuple(change.key.items()) for change in changes}))
        told += [(c.by.delivery_no, speak.line(meant.feed, c)) for c in changes]
        is_whole &= engine.sight.listed_of(indicator, meant.feed).is_everywhere
        if changes and meant.feed.about is not About.THINGS:
            persons.append(_looked_up(meant))
    told.sort(key=lambda one: one[0], reverse=True)
    names = {name: text(f"history.{name}", lang) for name in _COLUMNS}
    frame = pd.DataFrame([line for _, line in told], columns=list(_COLUMNS))
    note = _note(len(told), rows_n, lang, is_whole=is_whole)
    return History(frame.rename(columns=names), note, " ".join(persons))


def _looked_up(meant: Meant) -> str:
    """Return "personnel_deployment CP-331121-02 day"."""
    columns = {column.name: column for column in meant.feed.columns}
    known = [
        str(cell)
        for name, cell in meant.cells.items()
        if columns[name].privacy is not Privacy.PSEUDONYM
    ]
    return " ".join((meant.feed.name, *known))


def _note(changes_n: int, rows_n: int, lang: Lang, *, is_whole: bool) -> str:
    """Return how many changes are told; where not all may be, that some are not."""
    rest = "" if is_whole else text("history.left_out", lang)
    if not changes_n:
        return rest or text("history.none", lang)
    note = text("history.count", lang, number=f"{changes_n:,}")
    if rows_n >= MOST_ROWS:
        note += text("history.most", lang, number=MOST_ROWS)
    return note + rest


@dataclass(frozen=True)
class _Speaking:
    """Says changes in one language, with names in place of codes."""

    engine: Engine
    lang: Lang

    def line(self, feed: Feed, change: Change) -> dict[str, str]:
        by = change.by
        column, before, after = self._cell(feed, change)
        return {
            "at": f"{by.at:%Y-%m-%d %H:%M}",
            "mode": text(f"mode.{by.mode}", self.lang) if by.mode else MISSING,
            "row": " · ".join(
                self._said(feed, name, cell) for name, cell in change.key.items()
            ),
            "column": column,
            "before": before,
            "after": after,
            "reason": by.reason or MISSING,
            "who": self._who(by),
            "feed": say(feed.words, self.lang),
            "file": by.file_name,
            "number": str(by.delivery_no),
        }

    def _cell(self, feed: Feed, change: Change) -> tuple[str, str, str]:
        if change.column:
            heading = say(feed.column(change.column).words, self.lang)
            before = self._said(feed, change.column, change.before)
            return heading, before, self._said(feed, change.column, change.after)
        key = "history.came" if change.is_new else "history.gone"
        return text("history.whole_row", self.lang), MISSING, text(key, self.lang)

    def _said(self, feed: Feed, name: str, cell: object) -> str:
        said = self._speaker(feed, name)(cell)
        if said is None:
            return MISSING
        return f"{said:g}" if isinstance(said, float) else str(said)

    def _speaker(self, feed: Feed, name: str) -> Callable[[object], object]:
        return speaker(name, feed.column(name), {}, self.engine.registers, self.lang)

    def _who(self, by: By) -> str:
        """Return who sent it: the unit that sent, or the one that it spoke for."""
        units = self.engine.registers.units
        unit = units.get(by.sender) or units.get(by.unit_code or "")
        if unit is not None:
            return say(unit.words, self.lang)
        if by.sender:
            return by.sender
        if by.place:
            return text("ledger.units_of", self.lang, place=place_name(by.place, self.lang))
        return text("ledger.several", self.lang)
