"""One entry of a register as the one-row file that a list of it would be.

So an entry that is typed goes the way of every list: the same rules, the same ledger, and
taken back in the same way.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from lishui_dash.catalogue import CATALOGUE
from lishui_dash.catalogue.codes.registers import ENTRY_STATE
from lishui_dash.catalogue.places import place
from lishui_dash.intake.template import csv_of, headings
from lishui_dash.spec import Feed
from lishui_dash.views.names import code_words
from lishui_dash.views.registers import Book, EntryLine

_LISTS = {
    Book.UNITS: "unit_list",
    Book.COMMUNITIES: "community_list",
    Book.POSTS: "post_list",
}
_OPEN, _CLOSED = (code.words.hans for code in ENTRY_STATE.codes)


@dataclass(frozen=True)
class EntryAsked:
    """An entry as it is to be. `kind` and `above` are codes, `code` is "" for a new one;
    `closed` is the day from which it is closed, None where it is in use."""

    book: Book
    place: str
    name: str
    kind: str
    above: str
    reason: str
    listed: date
    code: str = ""
    english: str = ""
    township: str = ""
    opened: date | None = None
    closed: date | None = None


def as_it_is(book: Book, line: EntryLine, hans: str, listed: date) -> EntryAsked:
    """Return an entry as the register has it, to be changed; `hans` is its name there."""
    return EntryAsked(
        book=book,
        place=line.place,
        name=hans,
        kind=line.kind,
        above=line.above,
        reason="",
        listed=listed,
        code=line.code,
        english=line.english,
        township=line.township,
        opened=line.opened,
        closed=line.closed,
    )


def list_of(book: Book) -> Feed:
    """Return the list that brings entries of a book."""
    return CATALOGUE.lists[_LISTS[book]]


def entry_file(asked: EntryAsked) -> bytes:
    """Return the list with this one entry, as CSV."""
    feed = list_of(asked.book)
    is_post = asked.book is Book.POSTS
    told = {
        "place_code": place(asked.place).words.hans,
        "post_id" if is_post else "unit_code": asked.code,
        "post_name" if is_post else "unit_name": asked.name,
        "post_type" if is_post else "kind": code_words(asked.kind).hans,
        "lead_unit" if is_post else "parent": asked.above,
        "township": asked.township,
        "english": asked.english,
        "state": _CLOSED if asked.closed else _OPEN,
        "opened_on": asked.opened.isoformat() if asked.opened else "",
        "closed_on": asked.closed.isoformat() if asked.closed else "",
        "listed_on": asked.listed.isoformat(),
        "remark": asked.reason,
    }
    return csv_of([headings(feed), [told.get(c.name, "") for c in feed.columns]])
