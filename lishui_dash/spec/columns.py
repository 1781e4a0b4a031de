"""Columns of a feed, and the rules their values keep.

A rule says what it demands in words (`says`) and in SQL (`holds`), side by side, so the
dictionary, the template and the validator can never disagree.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum

from lishui_dash.errors import DeclarationError
from lishui_dash.words import Words


class Type(Enum):
    """What a cell holds; the value is the type of its column in the store."""

    TEXT = "VARCHAR"
    INTEGER = "INTEGER"
    NUMBER = "DOUBLE"
    MONEY = "DECIMAL(18,2)"
    BOOLEAN = "BOOLEAN"
    DATE = "DATE"
    TIMESTAMP = "TIMESTAMP"


class Privacy(Enum):
    """What may be kept of a cell about a person."""

    NONE = "-"
    PSEUDONYM = "id"
    """Stored as HMAC-SHA256 with a key outside the store: P + 16 hex digits."""
    MASK = "mask"
    """Stored masked only: 王*明, 138****1234."""
    SENSITIVE = "sens"
    """PIPL art. 28: for the responsible department, never on the wall."""
    FREE_TEXT = "free"
    """Scanned for IDs, phones, addresses and named persons; masked before storing."""


class Register(Enum):
    """A list of the real world that a cell refers to, by code, name or alias."""

    PLACE = "place"
    UNIT = "unit"
    POST = "post"
    COMMUNITY = "community"
    ITEM = "item"


@dataclass(frozen=True)
class Code:
    """One entry of a code list: the stored code and every spelling of it."""

    code: str
    words: Words
    aliases: tuple[str, ...] = ()


@dataclass(frozen=True)
class CodeList:
    name: str
    codes: tuple[Code, ...]

    def __post_init__(self) -> None:
        codes = [code.code for code in self.codes]
        if len(set(codes)) < len(codes):
            raise DeclarationError(f"code list {self.name}: a code twice")


@dataclass(frozen=True)
class Rule:
    """A demand on one row.

    `holds` is a SQL predicate over the row's typed columns, in the portable subset; it
    may name `$operating_day` (the day the delivery arrives). NULL counts as kept, so a
    rule about a value need not say what happens when the value is absent.
    A rule that does not reject lets the row in and flags it; with `needs_reason` the clerk
    is asked to say why the row is right. `bounds` are the least and the greatest figure
    where the rule demands no more than that: a form can say so at once.
    """

    name: str
    says: Words
    remedy: Words
    holds: str
    rejects: bool = True
    needs_reason: bool = False
    bounds: tuple[float | None, float | None] | None = None

    def __post_init__(self) -> None:
        if self.needs_reason and self.rejects:
            raise DeclarationError(f"rule {self.name}: rejects, so no reason can help")


@dataclass(frozen=True)
class Column:
    """One column of a feed.

    `default` is the SQL literal stored when the cell is empty. `derived` is SQL over the
    other columns of the row: it stands in when a sheet lacks the column altogether, never
    for a single empty cell. `unit` is what a figure is counted in where that is no bare
    count: 小时, 天, 元. `example` is a cell as a clerk would write it, for the template.
    `person_where` is the column and the code in whose rows a masked column names a person:
    in others it may name a body, which needs no mask. None: it names persons alone.
    """

    name: str
    words: Words
    type: Type
    required: bool = False
    aliases: tuple[str, ...] = ()
    codes: CodeList | None = None
    refers_to: Register | None = None
    rules: tuple[Rule, ...] = ()
    privacy: Privacy = Privacy.NONE
    person_where: tuple[str, str] | None = None
    default: str | None = None
    derived: str | None = None
    unit: str = ""
    example: str = ""

    def __post_init__(self) -> None:
        if self.codes and self.refers_to:
            raise DeclarationError(f"column {self.name}: a code list and a register")
        if (self.codes or self.refers_to) and self.type is not Type.TEXT:
            raise DeclarationError(f"column {self.name}: codes are text")
        if self.required and self.default is not None:
            raise DeclarationError(f"column {self.name}: required, yet it has a default")
        if self.derived is not None and self.default is not None:
            raise DeclarationError(f"column {self.name}: derived, yet it has a default")

    @property
    def list_name(self) -> str:
        """The list in which its spellings are looked up; "" where it has none."""
        if self.codes is not None:
            return self.codes.name
        return self.refers_to.value if self.refers_to else ""
