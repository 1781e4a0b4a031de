"""Which rows hold the headings, and which feed they are of."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import pairwise

from lishui_dash.errors import Problem
from lishui_dash.intake import faults
from lishui_dash.intake.crosstab import Fold, Spread
from lishui_dash.intake.header import (
    RECOGNISED,
    Header,
    Heading,
    Names,
    fold_heading,
    names_of,
    own_place,
    read_header,
    simplified,
    without_unit,
)
from lishui_dash.intake.sheet import HEAD_ROWS, Head, Merged, Sheet
from lishui_dash.spec import Column, Feed, Register

Lookup = Callable[[str, str], str | None]
"""(list, text) -> the code that the text stands for, or None."""

_DEEPEST = 3
"""How many rows of headings may stand above each other."""
_FEW = 3
"""How many feeds a message names at most."""
_TODAY = re.compile("^(今日|本日|当日|本期|当天)")
_EXTRA = re.compile(r"^(.+?)\s*(?:[(（\[【]([^()（）]+)[)）\]】]|[/／]([^/／]+))$")
_TITLE_SHARE = 0.8


class Headings:
    """What every column of the given feeds may be called."""

    def __init__(self, feeds: Collection[Feed], lookup: Lookup) -> None:
        self._feeds = {feed.name: feed for feed in feeds}
        self._names = {feed.name: names_of(feed) for feed in feeds}
        self._lookup = lookup

    def find(self, sheet: Sheet, feed: Feed, mapping: Mapping[str, str]) -> Header | None:
        """Return the headings of a known feed; None when no row has any of them."""
        found = self._found(_filled_head(sheet), [feed], _folded(mapping))
        return found[0] if found else None

    def recognise(self, sheet: Sheet, mapping: Mapping[str, str]) -> Header | Problem:
        """Return the headings of the feed they fit best, or why they fit none."""
        feeds = list(self._feeds.values())
        found = self._found(_filled_head(sheet), feeds, _folded(mapping))
        fitting = [header for header in found if header.share >= RECOGNISED]
        if not fitting:
            return faults.no_headings([header.feed for header in found[:_FEW]])
        alike = [header.feed for header in fitting if header.rank == fitting[0].rank]
        if len(alike) > 1:
            return faults.ambiguous_feed(alike[:_FEW])
        return fitting[0]

    def _found(
        self, head: Head, feeds: Sequence[Feed], mapping: Mapping[str, str]
    ) -> list[Header]:
        """Return the headings of each feed that has any, the best fit first.

        Cross-tabs cost ten times as much to look for: only where plain headings leave
        much unexplained.
        """
        tokens = [_tokens(cells) | mapping.keys() for cells in head[:HEAD_ROWS]]
        for is_spread in (False, True):
            found = [
                header
                for feed in feeds
                if (header := self._find(head, tokens, feed, mapping, is_spread=is_spread))
            ]
            found.sort(key=lambda header: header.rank, reverse=True)
            if found and found[0].share >= RECOGNISED and found[0].unexplained < 2:
                break
        return found

    def _find(
        self,
        head: Head,
        tokens: Sequence[Collection[str]],
        feed: Feed,
        mapping: Mapping[str, str],
        *,
        is_spread: bool,
    ) -> Header | None:
        best: Header | None = None
        names = self._names[feed.name]
        for first, row in _likely(head, tokens, names.known):
            headings = _headings(head, first, row)
            if not is_spread and _is_mixed(names, headings):
                continue
            header = read_header(feed, names, headings, first, row, mapping)
            spread = (
                self._spread(feed, headings, header, head[:first]) if is_spread else None
            )
            if spread is not None:
                header = _with_spread(header, headings, spread)
            if header.named and (best is None or header.rank > best.rank):
                best = header
        return best

    def _spread(
        self, feed: Feed, headings: Sequence[Heading], header: Header, titles: Head
    ) -> Spread | None:
        names = self._names[feed.name]
        for column in _dimensions(feed):
            if column.name in header.places:
                continue
            found: dict[str, Fold] = {}
            for place, heading in enumerate(headings):
                read = self._thing(feed, column, names, heading, titles)
                if read is None:
                    continue
                text, label, figure, constant = read
                fold = found.setdefault(text, Fold(text, label, {}, {}))
                if figure not in fold.places:
                    found[text] = replace(
                        fold,
                        places={**fold.places, figure: place},
                        constant={**fold.constant, **constant},
                    )
            if len(found) > 1:
                return Spread(column.name, tuple(found.values()))
        return None

    def _thing(
        self, feed: Feed, column: Column, names: Names, heading: Heading, titles: Head
    ) -> tuple[str, str, str, dict[str, str]] | None:
        """Return the thing a heading names, the heading, its figure and what it adds."""
        for thing, rest in _splits(heading, names):
            text, constant = self._named(feed, column, thing)
            if text is None:
                continue
            figures = _figures(feed, names, rest) if rest else _in_titles(feed, titles)
            if len(figures) == 1 or (rest and figures):
                extra = _EXTRA.match(rest)
                if extra and not constant:
                    constant = self._constant(
                        feed, column, extra.group(2) or extra.group(3)
                    )
                return text, thing, figures[0], constant
        return None

    def _named(
        self, feed: Feed, column: Column, text: str
    ) -> tuple[str | None, dict[str, str]]:
        list_name = column.list_name
        plain = simplified(text)
        if self._lookup(list_name, plain):
            return plain, {}
        extra = _EXTRA.match(plain)
        if extra and self._lookup(list_name, extra.group(1)):
            told = extra.group(2) or extra.group(3)
            return extra.group(1), self._constant(feed, column, told)
        return None, {}

    def _constant(self, feed: Feed, dimension: Column, told: str) -> dict[str, str]:
        for column in feed.columns:
            is_other = column.codes is not None and column.name != dimension.name
            if is_other and self._lookup(column.list_name, told):
                return {column.name: told}
        return {}


def _tokens(cells: Sequence[str]) -> set[str]:
    """Return what the cells of a row may be as headings, folded."""
    folded = {fold_heading(cell) for cell in cells if cell}
    return {token for cell in folded for token in without_unit(cell)}


def _likely(
    head: Head, tokens: Sequence[Collection[str]], known: frozenset[str]
) -> Iterator[tuple[int, int]]:
    """Yield the first and last of the rows that may be the headings."""
    hits = [not known.isdisjoint(row) for row in tokens]
    for row, is_hit in enumerate(hits):
        for depth in range(_DEEPEST):
            first = row - depth
            if first < 0 or not any(hits[first : row + 1]) or not any(head[row]):
                continue
            # A row below the headings adds to them only where they leave cells open.
            if not depth or is_hit or _is_sparse(head[first]):
                yield first, row


def _is_mixed(names: Names, headings: Sequence[Heading]) -> bool:
    """Whether two rows that each name columns of their own were taken as one heading.

    What stands above several columns is the name of a group, whatever else it may mean.
    """
    above = Counter(level for heading in headings for level in heading.levels[:-1])
    for heading in headings:
        levels = [names.columns(level) for level in heading.levels if above[level] < 2]
        if len({columns[0] for columns in levels if columns}) > 1:
            return True
    return False


def _folded(mapping: Mapping[str, str]) -> dict[str, str]:
    return {fold_heading(heading): column for heading, column in mapping.items()}


def _dimensions(feed: Feed) -> Iterator[Column]:
    """Yield the columns whose values may stand across a sheet as headings."""
    across = {*feed.key, feed.reporter, own_place(feed)}
    for column in feed.columns:
        if column.name in across and column.list_name not in ("", Register.POST.value):
            yield column


def _splits(heading: Heading, names: Names) -> Iterator[tuple[str, str]]:
    """Yield the ways to read a heading as a thing and its figure."""
    levels = heading.levels
    if len(levels) > 1:
        yield levels[-2], levels[-1]
        yield levels[-1], levels[-2]
        return
    if not levels:
        return
    extra = _EXTRA.match(levels[0])
    behind = f"({extra.group(2) or extra.group(3)})" if extra else ""
    folded = fold_heading(extra.group(1) if extra else levels[0])
    for name in sorted((*names.proper, *names.loose), key=len, reverse=True):
        for thing in (folded.removesuffix(name), folded.removeprefix(name)):
            if thing and thing != folded:
                yield thing.strip("-_:"), name + behind
    yield levels[0], ""


def _figures(feed: Feed, names: Names, text: str) -> list[str]:
    return [name for name in names.columns(text) if _is_figure(feed.column(name))]


def _in_titles(feed: Feed, titles: Head) -> list[str]:
    """Return the required figure that the title names, such as 今日结存."""
    text = fold_heading("".join(cell for row in titles for cell in row))
    if not text:
        return []
    words = {name: fold_heading(feed.column(name).words.hans) for name in feed.column_names}
    found = [name for name, word in words.items() if word in text]
    return [name for name in found if _is_figure(feed.column(name))]


def _is_figure(column: Column) -> bool:
    return column.codes is None and column.refers_to is None


def _with_spread(header: Header, headings: Sequence[Heading], spread: Spread) -> Header:
    """Return the header without what the cross-tab explains better."""
    used = {place for fold in spread.folds for place in fold.places.values()}
    shown = {headings[place].shown for place in used}
    places = {name: place for name, place in header.places.items() if place not in used}
    return replace(
        header,
        places={n: p for n, p in places.items() if n not in spread.columns},
        headings={name: headings[place].shown for name, place in places.items()},
        unknown=tuple(told for told in header.unknown if told not in shown),
        doubled=tuple(pair for pair in header.doubled if pair[2] not in shown),
        spread=spread,
    )


def _headings(head: Head, first: int, row: int) -> list[Heading]:
    """Return the headings that the rows `first` to `row` make together."""
    width = max(len(cells) for cells in head[first : row + 1])
    rows = [[*cells, *[""] * (width - len(cells))] for cells in head[first : row + 1]]
    for upper, lower in pairwise(rows):
        _spread_groups(upper, lower)
    return [_heading(column) for column in zip(*rows, strict=True)]


def _spread_groups(upper: list[str], lower: Sequence[str]) -> None:
    """Write the heading of a group above each of its columns."""
    for place in range(1, len(upper)):
        is_open = not upper[place].strip() and lower[place].strip()
        if is_open and upper[place - 1].strip() and lower[place - 1].strip():
            upper[place] = upper[place - 1]


def _heading(column: Sequence[str]) -> Heading:
    levels: list[str] = []
    for cell in column:
        text = " ".join(cell.split())
        if text and (not levels or levels[-1] != text):
            levels.append(text)
    if len(levels) < 2:
        return Heading("".join(levels), tuple(levels), tuple(levels))
    above, last = "".join(levels[:-1]), levels[-1]
    bare = _TODAY.sub("", above)
    together = (above + last, last + above, last + bare, bare + last, last, above)
    return Heading("|".join(levels), tuple(dict.fromkeys(together)), tuple(levels))


def _is_sparse(cells: Sequence[str]) -> bool:
    """Whether a row leaves cells open, as one with headings of groups does."""
    return any(not cell.strip() for cell in cells)


def _filled_head(sheet: Sheet) -> Head:
    """Return the first rows with merged cells filled, but for titles across the sheet."""
    head = sheet.head
    merged = [range_ for range_ in sheet.merged if range_[0] < len(head)]
    if not merged:
        return head
    rows = [list(cells) for cells in head]
    width = max(len(cells) for cells in rows)
    for top, left, bottom, right in merged:
        if not _is_title((top, left, bottom, right), width):
            _fill(rows, (top, left, bottom, right))
    return tuple(map(tuple, rows))


def _is_title(merged: Merged, width: int) -> bool:
    return merged[3] - merged[1] + 1 > max(_TITLE_SHARE * width, 1)


def _fill(rows: list[list[str]], merged: Merged) -> None:
    top, left, bottom, right = merged
    if left >= len(rows[top]):
        return
    value = rows[top][left]
    for row in rows[top : bottom + 1]:
        for place in range(left, min(right + 1, len(row))):
            row[place] = value
