"""What an unknown heading may mean: asked once, and remembered for the unit.

A guess rests on two things: how much the heading is like the names of a column, and how
many of the cells below it such a column could hold. The clerk has the last word.
"""

from __future__ import annotations

import difflib
import re
from collections.abc import Sequence
from dataclasses import dataclass

from lishui_dash.intake.header import Header, fold_heading, names_of
from lishui_dash.intake.headings import Lookup
from lishui_dash.intake.sheet import Body
from lishui_dash.spec import Column, Feed, Privacy, Type

_SAMPLE = 40
_SHOWN = 3
_LIKELY = 0.75
_NAME_COUNTS, _CELLS_COUNT = 0.55, 0.45
_LISTED = 0.8
"""The share of cells in a column's list that is evidence enough without the heading."""

_PATTERNS = {
    Type.DATE: re.compile(r"\d{4}[-/.年]\d{1,2}[-/.月]\d{1,2}.*|\d{8}|\d{1,2}月\d{1,2}日"),
    Type.TIMESTAMP: re.compile(r"\d{4}[-/.年]\d{1,2}[-/.月]\d{1,2}.*|\d{1,2}:\d{2}.*"),
    Type.INTEGER: re.compile(r"[-+]?[\d,，]+(\.0+)?\D?"),
    Type.NUMBER: re.compile(r"[-+]?[\d,，]+(\.\d+)?\D{0,2}"),
    Type.MONEY: re.compile(r"[￥¥]?[-+]?[\d,，]+(\.\d+)?元?"),
}
_PERSON_ID = re.compile(r"'?\d{15}|'?\d{17}[\dXx]")
_NAME_OR_PHONE = re.compile(r"[\u4e00-\u9fff·*]{2,5}|1[3-9]\d{9}")


@dataclass(frozen=True)
class Understood:
    """One heading of a sheet, and the column it is taken for; None when for none.

    `is_guess`: nobody has said so yet. `cells` are a few of the cells below it, none where
    they are about persons.
    """

    heading: str
    column: str | None
    is_guess: bool
    cells: tuple[str, ...]


def understood(header: Header, body: Body, lookup: Lookup) -> tuple[Understood, ...]:
    """Return what each heading is taken for, in the order of the sheet.

    Every column is guessed at most once, the likeliest heading first.
    """
    places = {place: name for name, place in header.places.items()}
    cells = [_cells(column.slice(0, _SAMPLE).to_pylist()) for column in body.columns]
    shown = header.shown
    guesses = _guesses(header, cells, lookup)
    found = []
    for place, heading in enumerate(shown):
        if not heading or place >= len(cells):
            continue
        column = places.get(place)
        guess = None if column else guesses.get(place)
        name = column or guess
        is_personal = name and header.feed.column(name).privacy is not Privacy.NONE
        told = () if is_personal else tuple(cells[place][:_SHOWN])
        found.append(Understood(heading, name, guess is not None, told))
    return tuple(found)


def _guesses(
    header: Header, cells: Sequence[Sequence[str]], lookup: Lookup
) -> dict[int, str]:
    unknown = [
        place
        for place, heading in enumerate(header.shown)
        if heading in header.unknown and place < len(cells)
    ]
    free = [c for c in header.feed.columns if c.name not in header.named]
    scored = []
    for place in unknown:
        for column in free:
            score = _score(header.feed, column, header.shown[place], cells[place], lookup)
            scored.append((score, place, column.name))
    scored.sort(reverse=True)
    found: dict[int, str] = {}
    for score, place, name in scored:
        if score >= _LIKELY and place not in found and name not in found.values():
            found[place] = name
    return found or _only_one_left(header, unknown, cells, lookup)


def _only_one_left(
    header: Header, unknown: Sequence[int], cells: Sequence[Sequence[str]], lookup: Lookup
) -> dict[int, str]:
    """Return the one heading that could be the one required column still missing."""
    missing = [
        column
        for column in header.feed.columns
        if column.required and column.derived is None and column.name not in header.named
    ]
    for column in missing:
        could_be = [p for p in unknown if _fitting(column, cells[p], lookup) >= _LISTED]
        rivals = [c for c in missing if c is not column and c.type is column.type]
        if len(could_be) == 1 and not rivals:
            return {could_be[0]: column.name}
    return {}


def _score(
    feed: Feed, column: Column, heading: str, cells: Sequence[str], lookup: Lookup
) -> float:
    fitting = _fitting(column, cells, lookup)
    if column.list_name and fitting >= _LISTED:
        return _LIKELY + fitting / 4
    if cells and fitting < 0.5:
        return 0.0
    return _NAME_COUNTS * _likeness(feed, column, heading) + _CELLS_COUNT * fitting


def _likeness(feed: Feed, column: Column, heading: str) -> float:
    folded = fold_heading(heading)
    names = [fold_heading(name) for name in (column.words.hans, *column.aliases)]
    names += [
        name for name, columns in names_of(feed).loose.items() if column.name in columns
    ]
    best = 0.0
    for name in names:
        ratio = difflib.SequenceMatcher(None, folded, name).ratio()
        is_inside = min(len(name), len(folded)) > 1 and (name in folded or folded in name)
        best = max(best, ratio, 0.85 if is_inside else 0.0)
    return best


def _fitting(column: Column, cells: Sequence[str], lookup: Lookup) -> float:
    """Return the share of cells that the column could hold."""
    if not cells:
        return 0.5
    return sum(_fits(column, cell, lookup) for cell in cells) / len(cells)


def _fits(column: Column, cell: str, lookup: Lookup) -> bool:
    if column.privacy is Privacy.PSEUDONYM:
        return _PERSON_ID.fullmatch(cell) is not None
    if column.privacy is Privacy.MASK:
        return _NAME_OR_PHONE.fullmatch(cell) is not None
    if column.type is Type.BOOLEAN:
        return lookup("boolean", cell) is not None
    if column.list_name:
        return lookup(column.list_name, cell) is not None
    pattern = _PATTERNS.get(column.type)
    if pattern is None:
        return not re.fullmatch(r"[-+\d.,]+", cell)
    return pattern.fullmatch(cell) is not None


def _cells(texts: Sequence[str]) -> list[str]:
    return [text.strip() for text in texts if text and text.strip()]
