"""What was found wrong becomes problems: row, column, value, rule, reason and remedy."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np

from lishui_dash.errors import Problem
from lishui_dash.intake.header import Header
from lishui_dash.intake.masking import is_like_a_name, masked_text, masked_value
from lishui_dash.intake.note import Note
from lishui_dash.intake.rows import ReadSheet
from lishui_dash.intake.sheet import Body
from lishui_dash.intake.statement import Check
from lishui_dash.spec import Column, Privacy
from lishui_dash.words import Words

_OF_PERSONS = (Privacy.PSEUDONYM, Privacy.MASK)


@dataclass(frozen=True)
class Found:
    """`broken` are (place, numbers of checks), `doubled` (place, first place, whether the
    rows differ); places count the rows that were read from 0. `knows` tells whether a text
    stands in any list."""

    header: Header
    body: Body
    sheet: ReadSheet
    broken: Sequence[tuple[int, list[int]]]
    doubled: Sequence[tuple[int, int, bool]]
    checks: Sequence[Check]
    knows: Callable[[str], bool]

    @cached_property
    def remarks(self) -> list[tuple[int, Column, Note]]:
        """What is said about cells, empty required ones included: (place, column, note)."""
        found: list[tuple[int, Column, Note]] = []
        for name, parsed in self.sheet.columns.items():
            column = self.header.feed.column(name)
            marks = parsed.marks
            if column.required and marks.null_count:
                note = required_and_missing(column)
                empty = np.flatnonzero(marks.is_null().to_numpy(zero_copy_only=False))
                found += [(place, column, note) for place in empty.tolist()]
            if parsed.notes:
                numbers = marks.fill_null(0).to_numpy(zero_copy_only=False)
                for place in np.flatnonzero(numbers).tolist():
                    found.append((place, column, parsed.notes[numbers[place] - 1]))
        return found

    @cached_property
    def unread(self) -> set[tuple[int, str]]:
        """The cells that could not be taken: no rule is asked about them as well."""
        return {(place, column.name) for place, column, n in self.remarks if n.rejects}

    @cached_property
    def kept_checks(self) -> list[tuple[int, Check]]:
        """The rules that rows break: (place, check)."""
        return [
            (place, self.checks[number])
            for place, numbers in self.broken
            for number in numbers
            if (place, self.checks[number].column) not in self.unread
        ]

    @cached_property
    def rejected(self) -> set[int]:
        """The places of the rows that break a demand."""
        return {
            *(place for place, _ in self.unread),
            *(place for place, check in self.kept_checks if check.rule.rejects),
            *(place for place, _, differ in self.doubled if differ),
        }

    @cached_property
    def _rows(self) -> list[int]:
        numbers: list[int] = self.sheet.rows.to_pylist()
        return numbers

    def row(self, place: int) -> int:
        return self._rows[place]

    def heading(self, column: Column) -> str:
        return self.header.headings.get(column.name, column.words.hans)

    def shown(self, column: Column, place: int) -> str:
        """Return the cell as a problem may quote it."""
        if column.name not in self.header.places:
            return ""
        at = place if self.sheet.places is None else self.sheet.places[place].as_py()
        cell = self.body.columns[self.header.places[column.name]][at].as_py()
        value, privacy = str(cell or "").strip(), column.privacy
        # A row shifted by a cell has the name of a person, or a remark, where none belongs.
        if self._names_persons and is_like_a_name(value) and not self.knows(value):
            privacy = Privacy.MASK
        elif privacy is Privacy.NONE and not value.isdecimal():
            value = masked_text(value)
        return masked_value(value, privacy)

    @cached_property
    def _names_persons(self) -> bool:
        columns = self.header.feed.columns
        return any(column.privacy in _OF_PERSONS for column in columns)


def problems_of(found: Found) -> Iterator[Problem]:
    for place, column, note in found.remarks:
        yield Problem(
            found.row(place),
            found.heading(column),
            found.shown(column, place),
            note.rule,
            note.reason,
            note.remedy,
            note.rejects,
        )
    for place, check in found.kept_checks:
        column, rule = found.header.feed.column(check.column), check.rule
        yield Problem(
            found.row(place),
            found.heading(column),
            found.shown(column, place),
            rule.name,
            rule.says,
            rule.remedy,
            rule.rejects,
            rule.needs_reason,
        )
    yield from _of_keys(found)


def required_and_missing(column: Column) -> Note:
    hans = column.words.hans
    is_personal = column.privacy in _OF_PERSONS
    shown = "" if is_personal else column.example
    example = f"，例如 {shown}" if shown else ""
    english = f", such as {shown}" if shown else ""
    return Note(
        "required",
        Words(
            f"“{hans}”必填，不能空着（“—”“/”“无”也算空）",
            "the cell must not be empty; — and / and 无 count as empty",
        ),
        Words(f"请填写“{hans}”{example}", f"fill it in{english}"),
    )


def _of_keys(found: Found) -> Iterator[Problem]:
    feed = found.header.feed
    heading = "+".join(found.heading(feed.column(name)) for name in feed.key)
    for place, first_place, differ in found.doubled:
        first = found.row(first_place)
        if differ:
            yield Problem(
                found.row(place),
                heading,
                "",
                "key_twice",
                Words(
                    f"同一条记录报了不止一次，且内容不一致（首次在第 {first} 行）",
                    f"the same record comes again with other values (first: row {first})",
                ),
                Words("请核实后只保留正确的一行", "keep the right row only"),
            )
        elif place != first_place:
            yield Problem(
                found.row(place),
                heading,
                "",
                "row_twice",
                Words(
                    f"与第 {first} 行是同一条记录，只计一次",
                    f"the same record as row {first}: counted once",
                ),
                Words(
                    "不需要处理；以后请去掉重复行", "nothing to do; leave it out next time"
                ),
                rejects=False,
            )
