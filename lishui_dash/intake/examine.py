"""An arrival is examined: decoded, recognised and judged, with nothing stored."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, timedelta

import pyarrow as pa
import pyarrow.compute as pc

from lishui_dash.catalogue import Catalogue
from lishui_dash.catalogue.registers import Registers
from lishui_dash.catalogue.units import Unit
from lishui_dash.errors import Problem
from lishui_dash.intake import faults
from lishui_dash.intake.arrival import Arrival, How
from lishui_dash.intake.decode import decode
from lishui_dash.intake.faults import Undecodable
from lishui_dash.intake.header import Header
from lishui_dash.intake.judge import Judge
from lishui_dash.intake.layout import Context, Laid, joined, lay_out
from lishui_dash.intake.limits import refuse_long, refuse_path
from lishui_dash.intake.list_faults import problems_of_list
from lishui_dash.intake.names import Names
from lishui_dash.intake.newcomers import Newcomer
from lishui_dash.intake.own_posts import problems_of_posts
from lishui_dash.intake.persons import Persons
from lishui_dash.intake.proposal import Understood, understood
from lishui_dash.intake.sheet import Body, Sheet
from lishui_dash.intake.speaks import Slice, problems_of_slices, slices_of
from lishui_dash.intake.spellings import Spellings
from lishui_dash.intake.tables import Tables
from lishui_dash.intake.told import how_told, place_in, unit_told
from lishui_dash.spec import Cadence, Feed, Register

_DAY = timedelta(days=1)


@dataclass(frozen=True)
class Judged:
    """What an arrival turned out to be. `rows` is None when the file is refused.

    `good_rows` are the typed rows that keep every demand, whether the file is refused or
    not. `voided` are rows that the file itself takes back (struck out, or marked 作废).
    `how` is what the clerk said, or else what the file tells. `told` are the columns that
    the file tells outside its table. `newcomers` are named in the file and newly
    registered. `headings` is how the file heads the columns it has. `unit` is the one unit
    that a file names whose headings are not understood, None where there is none.
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
    told: tuple[str, ...] = ()
    newcomers: tuple[Newcomer, ...] = ()
    headings: Mapping[str, str] = field(default_factory=dict)
    unit: str | None = None

    @property
    def is_accepted(self) -> bool:
        return self.rows is not None

    @property
    def flagged(self) -> tuple[Problem, ...]:
        return tuple(problem for problem in self.problems if not problem.rejects)


class Examiner:
    """Examines arrivals. Knows every feed, every heading and every spelling."""

    def __init__(
        self,
        catalogue: Catalogue,
        registers: Registers,
        spellings: pa.Table,
        persons: Persons,
    ) -> None:
        self.registers = registers
        self._feeds = catalogue.deliverable
        self._list_names = frozenset(catalogue.lists)
        self._spellings = Spellings(spellings)
        self._lookup = self._spellings.code
        self._tables = Tables(catalogue, self._lookup)
        self._judge = Judge(self._spellings, persons)

    def examine(self, arrival: Arrival) -> Judged:
        """Return the typed rows of an arrival, or everything that is wrong with it."""
        feed = self._feeds.get(arrival.feed or "")
        media = ""
        try:
            refuse_path(arrival.file_name)
            decoded = decode(arrival.content)
            media = decoded.media
            sender = self._sender_of(arrival)
            found, notes = self._tables.found(arrival, decoded)
            feed = found[0][1].feed
            if sender is None:
                sender = self._contributor(found)
                arrival = replace(arrival, unit=sender.code if sender else None)
            context = self._context(arrival)
            parts = [lay_out(sheet, header, context) for sheet, header in found]
            laid = parts[0] if len(parts) == 1 else joined(parts)
            refuse_long(laid.body)
            laid = replace(laid, notes=(*notes, *laid.notes))
            return self._judged(arrival, media, laid, sender)
        except Undecodable as error:
            return _refused(feed, media, (error.problem,))

    def _contributor(self, found: Sequence[tuple[Sheet, Header]]) -> Unit | None:
        """Return the unit named above the headings, where it sends a part of a report.

        Its rows alone do not make the whole report of its place.
        """
        for sheet, header in found:
            told = unit_told(sheet.head[: header.first])
            code = self._lookup(Register.UNIT.value, told) if told else None
            unit = self.registers.units.get(code or "")
            if unit is not None and unit.kind in header.feed.contributors:
                return unit
        return None

    def parts(self, arrival: Arrival) -> tuple[Arrival, ...]:
        """Return one arrival for each report that a workbook holds, often just itself."""
        return self._tables.parts(arrival)

    def understood(self, arrival: Arrival) -> tuple[Understood, ...]:
        """Return what each heading of a file is taken for, guesses included.

        Empty when the file holds no table of a known report.
        """
        try:
            found, _ = self._tables.found(arrival, decode(arrival.content))
            read = [
                understood(header, sheet.body(header.row, header.width), self._lookup)
                for sheet, header in found
            ]
        except Undecodable:
            return ()
        return tuple({one.heading: one for part in read for one in part}.values())

    def _context(self, arrival: Arrival) -> Context:
        code = self._spellings.code

        def unit_of(feed: Feed, place: str) -> str | None:
            found = code(Register.PLACE.value, place)
            unit = self.registers.unit_for(feed, found) if found else None
            return unit.code if unit else None

        def place_of(text: str) -> str | None:
            found = code(Register.UNIT.value, text)
            if found and found in self.registers.units:
                return self.registers.units[found].place
            return place_in(text)

        def default_day(feed: Feed) -> date | None:
            if feed.name in self._list_names:
                return arrival.received_at.date()
            is_daily = feed.cadence is Cadence.DAILY
            return arrival.received_at.date() - _DAY if is_daily else None

        return Context(
            arrival.file_name,
            arrival.received_at.date(),
            arrival.day,
            arrival.unit,
            code,
            unit_of,
            place_of,
            default_day,
        )

    def _judged(
        self, arrival: Arrival, media: str, laid: Laid, sender: Unit | None
    ) -> Judged:
        header, body = laid.header, laid.body
        of_header = header.problems()
        if any(problem.rejects for problem in of_header):
            refused = _refused(header.feed, media, (*of_header, *laid.notes))
            return replace(refused, told=laid.told, unit=self._one_unit(laid))
        received_on = arrival.received_at.date()
        names = Names(
            header.feed, self._spellings, self.registers, register=arrival.register
        )
        verdict = self._judge.judge(header, body, {}, received_on, laid.day, names=names)
        voided = self._voided(header, laid, received_on, names)
        if not verdict.rows_n and voided is None:
            return _refused(header.feed, media, (faults.no_rows(header.row + 1),))
        slices = _slices(header.feed, verdict.rows, names.registers, arrival)
        of_slices = problems_of_slices(
            header.feed,
            slices,
            sender=sender,
            day=arrival.day,
            received_on=received_on,
            headings=header.headings,
        )
        of_posts = problems_of_posts(
            header.feed, verdict.rows, sender, header.headings, names.registers
        )
        of_list = self._problems_of_list(header, verdict.good_rows)
        of_rows = _joined(verdict.problems, (*of_slices, *of_posts, *of_list))
        taken_back = () if voided is None else voided["source_row"].to_pylist()
        notes = (*laid.notes, *(faults.voided_row(row) for row in taken_back))
        of_voided = problems_of_posts(
            header.feed, voided, sender, header.headings, names.registers
        )
        problems = (*of_header, *notes, *_shown_at_origin(of_rows, body), *of_voided)
        is_refused = any(problem.rejects for problem in problems)
        rows = _with_origin(verdict.rows, body)
        broken = {problem.row for problem in of_rows if problem.rejects}
        good = _with_origin(_without(verdict.good_rows, broken), body)
        return Judged(
            header.feed,
            media,
            None if is_refused else rows,
            verdict.rows_n,
            verdict.rejected_n,
            tuple(slices),
            problems,
            good,
            voided,
            arrival.how or how_told(arrival.file_name) or How.WHOLE,
            laid.told,
            names.newcomers.all if names.newcomers else (),
            header.headings,
        )

    def _problems_of_list(self, header: Header, rows: pa.Table) -> tuple[Problem, ...]:
        if header.feed.name not in self._list_names:
            return ()
        return problems_of_list(header.feed, rows, self.registers, header.headings)

    def _sender_of(self, arrival: Arrival) -> Unit | None:
        if arrival.unit is None:
            return None
        if arrival.unit not in self.registers.units:
            raise Undecodable(faults.unknown_sender(arrival.unit))
        return self.registers.units[arrival.unit]

    def _one_unit(self, laid: Laid) -> str | None:
        """Return the code of the unit that all rows are of, where there is just one."""
        feed = laid.header.feed
        place = laid.header.places.get(feed.reporter)
        if place is None:
            return None
        register = feed.column(feed.reporter).refers_to or Register.UNIT
        names = pc.unique(laid.body.columns[place]).to_pylist()
        codes = {self._lookup(register.value, name) for name in names}
        code = codes.pop() if len(codes) == 1 else None
        if code is None or register is not Register.PLACE:
            return code
        return self.registers.command_of(code).code

    def _voided(
        self, header: Header, laid: Laid, received_on: date, names: Names
    ) -> pa.Table | None:
        """Return the rows that the file takes back, so far as their keys can be read."""
        if laid.voided is None:
            return None
        verdict = self._judge.judge(
            header, laid.voided, {}, received_on, laid.day, names=names
        )
        rows = verdict.rows
        for name in header.feed.key:
            rows = rows.filter(pc.is_valid(rows[name]))
        return _with_origin(rows, laid.voided) if rows.num_rows else None


def _slices(
    feed: Feed, rows: pa.Table, registers: Registers, arrival: Arrival
) -> list[Slice]:
    """Return what the rows speak for, but for rows whose unit or day cannot be read."""
    for name in (feed.reporter, feed.day):
        if feed.column(name).required:
            rows = rows.filter(pc.is_valid(rows[name]))
    day = arrival.day or arrival.received_at.date()
    return slices_of(feed, rows, registers, sender=arrival.unit, day=day)


def _shown_at_origin(problems: Iterable[Problem], body: Body) -> Iterator[Problem]:
    """Yield problems with the row, sheet and heading that the clerk sees."""
    for problem in problems:
        if body.origins is None or problem.row is None:
            yield problem
            continue
        origin = body.origin(problem.row)
        together = "|".join(filter(None, (origin.label, problem.column)))
        yield replace(problem, row=origin.row, sheet=origin.sheet, column=together)


def _with_origin(rows: pa.Table, body: Body) -> pa.Table:
    if body.origins is None:
        return rows
    numbers = [body.origin(number).row for number in rows["source_row"].to_pylist()]
    place = rows.column_names.index("source_row")
    return rows.set_column(place, "source_row", pa.array(numbers, pa.int32()))


def _without(rows: pa.Table, broken: Collection[int | None]) -> pa.Table:
    if not broken:
        return rows
    refused = pa.array([row for row in broken if row is not None], pa.int32())
    return rows.filter(pc.invert(pc.is_in(rows["source_row"], value_set=refused)))


def _joined(
    of_rows: tuple[Problem, ...], of_slices: tuple[Problem, ...]
) -> tuple[Problem, ...]:
    """Return all problems in the order of rows; one about a cell already named is left."""
    named = {(problem.row, problem.column) for problem in of_rows if problem.rejects}
    fresh = [p for p in of_slices if p.row is None or (p.row, p.column) not in named]
    return tuple(sorted((*of_rows, *fresh), key=lambda problem: problem.row or 0))


def _refused(feed: Feed | None, media: str, problems: tuple[Problem, ...]) -> Judged:
    return Judged(feed, media, None, 0, 0, (), problems)
