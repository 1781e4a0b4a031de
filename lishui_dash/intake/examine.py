"""An arrival is examined: decoded, recognised and judged, with nothing stored."""

from __future__ import annotations

import difflib
from dataclasses import dataclass

import pyarrow as pa
import pyarrow.compute as pc

from lishui_dash.catalogue import Catalogue
from lishui_dash.catalogue.units import UNITS, Unit
from lishui_dash.errors import Problem
from lishui_dash.intake import faults
from lishui_dash.intake.arrival import Arrival, How
from lishui_dash.intake.decode import Decoded, decode
from lishui_dash.intake.faults import Undecodable
from lishui_dash.intake.header import RECOGNISED, Header, Headings
from lishui_dash.intake.judge import Judge, Verdict
from lishui_dash.intake.privacy import KeyRing
from lishui_dash.intake.sheet import Sheet
from lishui_dash.intake.speaks import Slice, problems_of_slices, slices_of
from lishui_dash.intake.spellings import Spellings
from lishui_dash.spec import Feed, Register


@dataclass(frozen=True)
class Judged:
    """What an arrival turned out to be. `rows` is None when the file is refused.

    `good_rows` are the typed rows that keep every demand, whether the file is refused or
    not. `voided` are rows that the file itself takes back (struck out, or marked 作废).
    `how` is what the clerk said, or else what the file tells.
    """

    feed: Feed | None
    media: str
    rows: pa.Table | None
    rows_n: int
    rejected_n: int
    slices: tuple[Slice, ...]
    problems: tuple[Problem, ...]
    good_rows: pa.Table | None = None
    voided: pa.Table | None = None
    how: How = How.WHOLE

    @property
    def is_accepted(self) -> bool:
        return self.rows is not None

    @property
    def flagged(self) -> tuple[Problem, ...]:
        return tuple(problem for problem in self.problems if not problem.rejects)


class Examiner:
    """Examines arrivals. Knows every feed, every heading and every spelling."""

    def __init__(self, catalogue: Catalogue, spellings: pa.Table, keys: KeyRing) -> None:
        self._feeds = catalogue.feeds
        self._headings = Headings(tuple(catalogue.feeds.values()))
        self._judge = Judge(Spellings(spellings), keys)

    def examine(self, arrival: Arrival) -> Judged:
        """Return the typed rows of an arrival, or everything that is wrong with it."""
        feed = self._feeds.get(arrival.feed or "")
        media = ""
        try:
            decoded = decode(arrival.content)
            media = decoded.media
            sender = _sender_of(arrival)
            sheet, header = self._sheet_and_header(arrival, decoded)
            feed = header.feed
            return self._judged(arrival, media, sheet, header, sender)
        except Undecodable as error:
            return _refused(feed, media, (error.problem,))

    def _sheet_and_header(self, arrival: Arrival, decoded: Decoded) -> tuple[Sheet, Header]:
        """Return the one sheet that holds the table. Raises Undecodable."""
        found: list[tuple[Sheet, Header]] = []
        refused: list[Problem] = []
        for sheet in decoded.sheets:
            header = self._header(arrival, sheet)
            if isinstance(header, Header):
                found.append((sheet, header))
            else:
                refused.append(header)
        if not found:
            raise Undecodable(refused[0] if refused else faults.empty_workbook())
        found.sort(key=lambda pair: pair[1].rank, reverse=True)
        tables = [pair for pair in found if pair[1].share >= RECOGNISED]
        if len(tables) > 1:
            raise Undecodable(faults.several_sheets([sheet.name for sheet, _ in tables]))
        return found[0]

    def _header(self, arrival: Arrival, sheet: Sheet) -> Header | Problem:
        if arrival.feed is None:
            return self._headings.recognise(sheet.head)
        feed = self._feeds.get(arrival.feed)
        if feed is None:
            names = difflib.get_close_matches(arrival.feed, self._feeds, cutoff=0.0)
            nearest = [self._feeds[name] for name in names]
            return faults.undeclared_feed(arrival.feed, nearest)
        return self._headings.find(sheet.head, feed) or faults.no_headings([feed])

    def _judged(
        self,
        arrival: Arrival,
        media: str,
        sheet: Sheet,
        header: Header,
        sender: Unit | None,
    ) -> Judged:
        given = _given(header, arrival, sender)
        of_header = header.problems(given)
        if any(problem.rejects for problem in of_header):
            return _refused(header.feed, media, of_header)
        received_on = arrival.received_at.date()
        verdict = self._judge.judge(header, sheet.body(header.row), given, received_on)
        if not verdict.rows_n:
            return _refused(header.feed, media, (faults.no_rows(header.row + 1),))
        slices = _slices(header.feed, verdict, arrival)
        of_slices = problems_of_slices(
            header.feed,
            slices,
            sender=sender,
            day=arrival.day,
            received_on=received_on,
            headings=header.headings,
        )
        problems = (*of_header, *_joined(verdict.problems, of_slices))
        is_refused = any(problem.rejects for problem in problems)
        return Judged(
            header.feed,
            media,
            None if is_refused else verdict.rows,
            verdict.rows_n,
            verdict.rejected_n,
            tuple(slices),
            problems,
        )


def _sender_of(arrival: Arrival) -> Unit | None:
    if arrival.unit is None:
        return None
    if arrival.unit not in UNITS:
        raise Undecodable(faults.unknown_sender(arrival.unit))
    return UNITS[arrival.unit]


def _given(header: Header, arrival: Arrival, sender: Unit | None) -> dict[str, str]:
    """Return the columns that the file lacks and the arrival tells."""
    feed, given = header.feed, {}
    if feed.day not in header.places and arrival.day is not None:
        given[feed.day] = arrival.day.isoformat()
    if feed.reporter not in header.places and sender is not None:
        is_place = feed.column(feed.reporter).refers_to is Register.PLACE
        given[feed.reporter] = sender.place if is_place else sender.code
    return given


def _slices(feed: Feed, verdict: Verdict, arrival: Arrival) -> list[Slice]:
    """Return what the rows speak for, but for rows whose unit or day cannot be read."""
    rows = verdict.rows
    for name in (feed.reporter, feed.day):
        if feed.column(name).required:
            rows = rows.filter(pc.is_valid(rows[name]))
    day = arrival.day or arrival.received_at.date()
    return slices_of(feed, rows, sender=arrival.unit, day=day)


def _joined(
    of_rows: tuple[Problem, ...], of_slices: tuple[Problem, ...]
) -> tuple[Problem, ...]:
    """Return all problems in the order of rows; one about a cell already named is left."""
    named = {(problem.row, problem.column) for problem in of_rows if problem.rejects}
    fresh = [p for p in of_slices if p.row is None or (p.row, p.column) not in named]
    return tuple(sorted((*of_rows, *fresh), key=lambda problem: problem.row or 0))


def _refused(feed: Feed | None, media: str, problems: tuple[Problem, ...]) -> Judged:
    return Judged(feed, media, None, 0, 0, (), problems)
