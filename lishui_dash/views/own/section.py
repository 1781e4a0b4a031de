"""The part of a clause's page that no other clause has: sentences, then a table."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from lishui_dash.catalogue.places import PLACES, WHOLE
from lishui_dash.catalogue.registers import Registers
from lishui_dash.readings.reading import Reading, Status
from lishui_dash.readings.recall import recall
from lishui_dash.store.engine import Engine
from lishui_dash.views.languages import Lang, say, text
from lishui_dash.views.moment import Moment
from lishui_dash.views.names import code_words, listed


@dataclass(frozen=True)
class Cell:
    """`notes` are quieter lines below. `status` None: it is not judged by itself."""

    shown: str
    notes: tuple[str, ...] = ()
    status: Status | None = None


@dataclass(frozen=True)
class Row:
    """`said` is the status in words; "" where its cells are judged instead."""

    status: Status
    said: str
    cells: tuple[Cell, ...]


@dataclass(frozen=True)
class Lead:
    """A sentence of what the table comes to."""

    status: Status
    said: str


@dataclass(frozen=True)
class Section:
    """`heads` are of the cells of a row; `rows` are worst first and may be none.

    `note` says how many there are and as known when. `is_matrix`: the first cell of a row
    names it, and the others are its meetings with the heads. `is_about_persons`: each row
    is one person's, and who has seen them is put on record.
    """

    title: str
    hint: str
    leads: tuple[Lead, ...]
    heads: tuple[str, ...]
    rows: tuple[Row, ...]
    note: str
    is_matrix: bool = False
    is_about_persons: bool = False


def cell(shown: str, *notes: str, status: Status | None = None) -> Cell:
    """Return a cell with those of the notes that say something."""
    return Cell(shown, tuple(note for note in notes if note), status)


def known_until(moment: Moment) -> datetime:
    """Return up to when what has come counts for the moment shown."""
    return (moment.known_at if moment.is_replay else None) or moment.now


def silent_places(
    engine: Engine, moment: Moment, indicator: str, place: str
) -> tuple[str, ...]:
    """Return the places whose figure cannot be told, as `silent_among`."""
    readings = recall(
        engine, moment.as_of, known_at=moment.known_at, indicator=indicator, item=""
    )
    return silent_among(readings, place)


def silent_among(readings: Iterable[Reading], place: str) -> tuple[str, ...]:
    """Return the places whose figure cannot be told, in display order.

    Of a day without any reading that is every place; else a place without one owes none.
    """
    told = {reading.place: reading.status for reading in readings if not reading.item}
    return tuple(
        one.code
        for one in PLACES
        if place in (WHOLE, one.code) and (not told or told.get(one.code) is Status.MISSING)
    )


def silent_lead(places: tuple[str, ...], lang: Lang) -> tuple[Lead, ...]:
    """Return the sentence that some places have not reported, if there are any."""
    if not places:
        return ()
    where = listed(list(places), lang, most=len(PLACES))
    return (Lead(Status.MISSING, text("own.silent", lang, where=where)),)


def calm_lead(
    said: str, silent: tuple[str, ...], place: str, lang: Lang
) -> tuple[Lead, ...]:
    """Return the sentence that nothing was found: only green where everybody reported.

    Where nobody has, nothing can be said.
    """
    if not silent:
        return (Lead(Status.GREEN, said),)
    if len(silent) == (len(PLACES) if place == WHOLE else 1):
        return ()
    return (Lead(Status.REFERENCE, text("own.of_reported", lang, said=said)),)


def unit_name(registers: Registers, code: str, lang: Lang) -> str:
    """Return the name of a unit; its code where no register has it any more."""
    unit = registers.units.get(code)
    return say(unit.words, lang) if unit else code


def post_name(registers: Registers, code: str, lang: Lang) -> str:
    post = registers.posts.get(code)
    return say(post.words, lang) if post else code


def post_type(registers: Registers, code: str, lang: Lang) -> str:
    """Return of what type a post is; "" where no register has it."""
    post = registers.posts.get(code)
    return say(code_words(post.type), lang) if post else ""


def count_note(shown: int, whole: int, lang: Lang) -> str:
    """Return how many rows there are, and how many of them are shown."""
    if shown < whole:
        return text("own.most", lang, number=shown, whole=whole)
    return text("own.count", lang, number=whole)
