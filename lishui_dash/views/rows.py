"""The rows behind a number, with headings and codes in words."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, datetime

import pandas as pd

from lishui_dash.catalogue.codes import CODE_LISTS
from lishui_dash.catalogue.places import PLACES
from lishui_dash.catalogue.registers import Registers
from lishui_dash.catalogue.supplies import ITEMS
from lishui_dash.catalogue.vocabulary import COLUMN_WORDS
from lishui_dash.readings.rows import MOST, rows_behind, rows_counted
from lishui_dash.spec import About, Column, Indicator, Register, Words
from lishui_dash.store.engine import Engine
from lishui_dash.views.exports import file_stem
from lishui_dash.views.figures import FEW, MISSING, SMALL
from lishui_dash.views.languages import Lang, say, text
from lishui_dash.views.moment import Moment


@dataclass(frozen=True)
class Rows:
    """`frame` is ready to be shown, `stem` what a file of it is called.

    `left_out` says which rows are not shown to this viewer, "" where all are. `about` is
    what they tell of. `cells` are the rows of the frame as they are stored, by column name.
    """

    frame: pd.DataFrame
    stem: str
    note: str
    left_out: str
    about: About
    cells: tuple[tuple[tuple[str, object], ...], ...]


def rows_view(
    engine: Engine,
    moment: Moment,
    lang: Lang,
    indicator_name: str,
    place: str,
    day: date | None = None,
    between: tuple[float, float] | None = None,
) -> Rows:
    """Return the rows behind an indicator's value at a place, worst first.

    `day` is another day than the one shown. `between` leaves the rows whose spread lies
    from its first to below its second.
    """
    indicator = engine.catalogue.indicators[indicator_name]
    as_of = day or moment.as_of
    found = rows_behind(engine, indicator, place, as_of, between)
    raw = found.frame
    frame = labelled(raw, indicator, engine, lang)
    key = "rows.most" if len(frame) >= MOST else "rows.count"
    parts = [text(key, lang, number=f"{len(frame):,}")]
    if moment.is_replay or day is not None:
        parts.append(text("rows.as_known_now", lang))
    stem = file_stem(say(indicator.words, lang), place, as_of, lang)
    left_out = (
        text(
            f"rows.left_out.{found.left_out.value}", lang, owner=say(indicator.owner, lang)
        )
        if found.left_out
        else ""
    )
    return Rows(frame, stem, "".join(parts), left_out, indicator.about, _cells(raw))


def _cells(raw: pd.DataFrame) -> tuple[tuple[tuple[str, object], ...], ...]:
    """Return the rows as pairs of column and cell; lists and missing cells are left out."""
    return tuple(
        tuple(
            (str(name), cell)
            for name, cell in row.items()
            if pd.api.types.is_scalar(cell) and not pd.isna(cell)
        )
        for row in raw.to_dict("records")
    )


def drills_of(indicator: Indicator, lang: Lang) -> dict[str, str]:
    """Return the columns by which the rows can be counted, with their headings."""
    return {name: heading_of(indicator, name, lang) for name in indicator.drill}


def counted_view(
    engine: Engine, moment: Moment, lang: Lang, indicator_name: str, by: str, place: str
) -> pd.DataFrame:
    """Return how many rows behind a value at a place have each value of a column.

    Of health, discipline and nominations a few of one unit or kind are no number for
    whoever may not list them.
    """
    indicator = engine.catalogue.indicators[indicator_name]
    raw = rows_counted(engine, indicator, by, place, moment.as_of)
    reach = engine.sight.listed(indicator)
    if indicator.about is About.RESTRICTED and not reach.is_everywhere:
        numbers = raw["rows_behind_n"]
        raw["rows_behind_n"] = [FEW if n < SMALL else f"{n:,}" for n in numbers]
    return labelled(raw, indicator, engine, lang)


def labelled(
    raw: pd.DataFrame, indicator: Indicator, engine: Engine, lang: Lang
) -> pd.DataFrame:
    """Return the rows with the headings of their feeds and with names in place of codes.

    A column that no feed of the indicator has is headed by the words of the catalogue.
    """
    columns = _columns(indicator)
    feed_names = {feed.name: feed.words for feed in engine.catalogue.feeds.values()}
    shown: dict[str, pd.Series] = {}
    for at, name in enumerate(raw.columns):
        column = columns.get(str(name))
        heading = _heading(str(name), column, lang)
        while heading in shown:
            heading += " "
        speak = speaker(str(name), column, feed_names, engine.registers, lang)
        shown[heading] = raw.iloc[:, at].map(speak)
    return pd.DataFrame(shown, index=raw.index)


def heading_of(indicator: Indicator, name: str, lang: Lang) -> str:
    """Return the heading of a column of the rows behind an indicator."""
    return _heading(name, _columns(indicator).get(name), lang)


def _columns(indicator: Indicator) -> dict[str, Column]:
    return {c.name: c for feed in reversed(indicator.feeds) for c in feed.columns}


def _heading(name: str, column: Column | None, lang: Lang) -> str:
    words = column.words if column else COLUMN_WORDS.get(name)
    return say(words, lang) if words else name


def speaker(
    name: str,
    column: Column | None,
    feed_names: Mapping[str, Words],
    registers: Registers,
    lang: Lang,
) -> Callable[[object], object]:
    """Return what turns a stored cell into what is shown.

    `column` is None where no feed declares the column.
    """
    names: Mapping[str, Words] = {}
    if name == "feed":
        names = feed_names
    elif column is not None and column.codes is not None:
        names = {code.code: code.words for code in column.codes.codes}
    elif column is not None and column.refers_to is not None:
        names = _register(column.refers_to, registers)
    elif column is None and name in CODE_LISTS:
        names = {code.code: code.words for code in CODE_LISTS[name].codes}
    elif column is None and name in _KNOWN:
        names = _register(_KNOWN[name], registers)

    def speak(cell: object) -> object:
        if cell is None or cell is pd.NaT or cell is pd.NA or cell != cell:
            return MISSING if names else None
        if isinstance(cell, bool) or type(cell).__name__ in ("bool_", "bool"):
            return text("yes" if cell else "no", lang)
        if isinstance(cell, str):
            found = names.get(cell)
            return say(found, lang) if found else cell
        if isinstance(cell, datetime):
            whole = cell.time() == datetime.min.time()
            return f"{cell:%Y-%m-%d}" if whole else f"{cell:%Y-%m-%d %H:%M}"
        if isinstance(cell, date):
            return f"{cell:%Y-%m-%d}"
        if isinstance(cell, float):
            return round(cell, 2)
        return cell

    return speak


_KNOWN = {
    "place": Register.PLACE,
    "unit_code": Register.UNIT,
    "post_id": Register.POST,
    "item": Register.ITEM,
    "item_code": Register.ITEM,
}
"""Columns of rollups that no feed declares and that hold codes all the same."""


def _register(register: Register, registers: Registers) -> Mapping[str, Words]:
    match register:
        case Register.PLACE:
            return {place.code: place.short for place in PLACES}
        case Register.ITEM:
            return {item.code: item.words for item in ITEMS.values()}
        case Register.POST:
            return {post.id: post.words for post in registers.posts.values()}
        case Register.UNIT | Register.COMMUNITY:
            return {unit.code: unit.words for unit in registers.units.values()}
