"""Which sheets of a file hold which report, and what of the file is left out."""

from __future__ import annotations

import difflib
import re
from collections.abc import Mapping
from dataclasses import replace

from lishui_dash.catalogue import Catalogue
from lishui_dash.errors import Problem
from lishui_dash.intake import faults
from lishui_dash.intake.arrival import Arrival
from lishui_dash.intake.decode import Decoded, decode
from lishui_dash.intake.faults import Undecodable
from lishui_dash.intake.header import RECOGNISED, Header
from lishui_dash.intake.headings import Headings, Lookup
from lishui_dash.intake.sheet import Sheet

_SPARE = re.compile("备份|模板|样表|样例|填写示例|填表说明|旧表|旧[)）]?$")
"""Sheets whose names say that they are not meant to be read."""
_OURS = re.compile("^(填表说明|名录|选项|Sheet[0-9]*|list.*)$", re.IGNORECASE)


class Tables:
    """Finds the tables of arrivals, of every feed and reference list."""

    def __init__(self, catalogue: Catalogue, lookup: Lookup) -> None:
        self._feeds = catalogue.deliverable
        self._headings = Headings(tuple(catalogue.deliverable.values()), lookup)
        self._of_feeds = Headings(tuple(catalogue.feeds.values()), lookup)
        self._of_lists = Headings(tuple(catalogue.lists.values()), lookup)

    def found(
        self, arrival: Arrival, decoded: Decoded
    ) -> tuple[list[tuple[Sheet, Header]], list[Problem]]:
        """Return the sheets that hold the report, and what was left out.

        Raises Undecodable when there is none, or there are several reports.
        """
        found: list[tuple[Sheet, Header]] = []
        others: list[tuple[str, Problem]] = []
        for sheet in _readable(arrival, decoded):
            header = self.header(arrival, sheet)
            if isinstance(header, Header):
                found.append((sheet, header))
            else:
                others.append((sheet.name, header))
        if not found:
            raise Undecodable(others[0][1] if others else faults.empty_workbook())
        found.sort(key=lambda pair: pair[1].rank, reverse=True)
        tables = [pair for pair in found if pair[1].share >= RECOGNISED] or found[:1]
        feeds = {header.feed.name: (sheet.name, header.feed) for sheet, header in tables}
        if len(feeds) > 1:
            raise Undecodable(faults.several_feeds(list(feeds.values())))
        kept = {sheet.name for sheet, _ in tables}
        left = [sheet.name for sheet, _ in found if sheet.name not in kept]
        left += [name for name, _ in others]
        notes = [faults.hidden_sheet(name) for name in decoded.hidden if _matters(name)]
        notes += [faults.other_sheet(name) for name in left if _matters(name)]
        order = {sheet.name: place for place, sheet in enumerate(decoded.sheets)}
        return sorted(tables, key=lambda pair: order[pair[0].name]), notes

    def header(self, arrival: Arrival, sheet: Sheet) -> Header | Problem:
        if arrival.feed is None:
            return self._recognised(sheet, arrival.mapping)
        feed = self._feeds.get(arrival.feed)
        if feed is None:
            names = difflib.get_close_matches(arrival.feed, self._feeds, cutoff=0.0)
            nearest = [self._feeds[name] for name in names]
            return faults.undeclared_feed(arrival.feed, nearest)
        found = self._headings.find(sheet, feed, arrival.mapping)
        return found or faults.no_headings([feed])

    def _recognised(self, sheet: Sheet, mapping: Mapping[str, str]) -> Header | Problem:
        """Return the headings of a feed, or of a list that they fit better.

        A list has few headings, and reports have them as well: all that it requires must
        be there, and more of its headings than of the feed's.
        """
        found = self._of_feeds.recognise(sheet, mapping)
        if isinstance(found, Header) and found.share == 1:
            return found
        named = len(found.named) if isinstance(found, Header) else 0
        listed = self._of_lists.recognise(sheet, mapping)
        if not isinstance(listed, Header) or listed.share < 1:
            return found
        return listed if len(listed.named) > named else found

    def parts(self, arrival: Arrival) -> tuple[Arrival, ...]:
        """Return one arrival for each report that a workbook holds, often just itself.

        Of several reports those are left out that nobody has filled in.
        """
        if arrival.feed is not None or arrival.sheets is not None:
            return (arrival,)
        try:
            decoded = decode(arrival.content)
        except Undecodable:
            return (arrival,)
        sheets: dict[str, list[str]] = {}
        filled: dict[str, list[str]] = {}
        for sheet in _readable(arrival, decoded):
            header = self.header(arrival, sheet)
            if isinstance(header, Header) and header.share >= RECOGNISED:
                sheets.setdefault(header.feed.name, []).append(sheet.name)
                if any(any(cells) for cells in sheet.head[header.row + 1 :]):
                    filled.setdefault(header.feed.name, []).append(sheet.name)
        if len(sheets) < 2:
            return (arrival,)
        return tuple(
            replace(arrival, feed=feed, sheets=tuple(names))
            for feed, names in (filled or sheets).items()
        )


def _readable(arrival: Arrival, decoded: Decoded) -> list[Sheet]:
    """Return the sheets to look at: those the clerk chose, or all but spare copies."""
    if arrival.sheets is not None:
        return [sheet for sheet in decoded.sheets if sheet.name in arrival.sheets]
    kept = [sheet for sheet in decoded.sheets if not _SPARE.search(sheet.name)]
    return kept or list(decoded.sheets)


def _matters(name: str) -> bool:
    """Whether a sheet left out is worth a word: our own lists and explanations are not."""
    return not _OURS.search(name)
