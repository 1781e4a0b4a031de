"""Everything this package raises on purpose:

* LishuiDashError
  x DeclarationError     the catalogue contradicts itself; raised at import
  x DeliveryRejected     a delivered file breaks its feed's rules; shown to the clerk
  x StoreUnavailable     the store cannot be opened or reached; shown to everyone
  x SetupRefused         what whoever runs the dashboard asks for cannot be done
    + ChangeRefused      nor what is to be changed of thresholds and norms; says so in words
      - ChangedMeanwhile   somebody else has changed it since it was looked at
  x AccessRefused        what somebody may not see or do; shown to them, kept in the audit
"""

from __future__ import annotations

from dataclasses import dataclass

from lishui_dash.words import Words


class LishuiDashError(Exception):
    """Base of every error raised on purpose."""


class DeclarationError(LishuiDashError):
    """A declaration contradicts itself or another one."""


@dataclass(frozen=True)
class Problem:
    """One broken rule at one row and column, in the clerk's words, with its remedy.

    `row` is the row number as the clerk's own program shows it (the header counts), or
    None when the whole file is meant. `column` is the heading as delivered, or "".
    `value` is the cell as delivered, already masked where the column is personal.
    `needs_reason`: the row is taken in, and the clerk is asked why it is so. `sheet` is
    named where the file has several.
    """

    row: int | None
    column: str
    value: str
    rule: str
    reason: Words
    remedy: Words
    rejects: bool = True
    needs_reason: bool = False
    sheet: str = ""

    def __str__(self) -> str:
        sheet = f"工作表“{self.sheet}” " if self.sheet else ""
        place = sheet if self.row is None else f"{sheet}第{self.row}行 "
        cell = f"“{self.column}” " if self.column else ""
        shown = f"{self.value!r}: " if self.value else ""
        return f"{place}{cell}{shown}{self.reason.hans}；{self.remedy.hans}"


class DeliveryRejected(LishuiDashError):
    """A delivered file breaks the rules of its feed; nothing of it was stored as rows.

    `feed` is the feed's name, or "" when it could not be told. `delivery_no` is the
    number under which the refusal and the original file are kept in the ledger, and
    `unit_code` the unit it names there, if any.
    """

    def __init__(
        self,
        feed: str,
        problems: tuple[Problem, ...],
        delivery_no: int | None = None,
        unit_code: str | None = None,
    ) -> None:
        super().__init__(f"{feed or '?'}: {len(problems)} problem(s)")
        self.feed = feed
        self.problems = problems
        self.delivery_no = delivery_no
        self.unit_code = unit_code


class StoreUnavailable(LishuiDashError):
    """The tables cannot be reached."""


class SetupRefused(LishuiDashError):
    """A file that a setting names, or a command, cannot be followed; it says why."""


class ChangeRefused(SetupRefused):
    """A change cannot be made as it is asked for; `words` say why and what helps."""

    def __init__(self, words: Words) -> None:
        super().__init__(f"{words.hans}。 {words.en}.")
        self.words = words


class ChangedMeanwhile(ChangeRefused):
    """What is to be changed is no longer as it was when somebody looked at it."""


class AccessRefused(LishuiDashError):
    """Somebody may not see or do this; `words` say what, and who may."""

    def __init__(self, words: Words) -> None:
        super().__init__(f"{words.hans}。 {words.en}.")
        self.words = words
