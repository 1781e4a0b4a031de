"""The registers on the screen: looked up, changed one entry at a time, and taken back."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from html import escape

import streamlit as st

from lishui_dash.access.pages import may_open
from lishui_dash.access.roles import Right
from lishui_dash.catalogue.places import WHOLE
from lishui_dash.errors import DeliveryRejected, SetupRefused
from lishui_dash.ui import parts, session, take
from lishui_dash.ui.admin import entry_form, forms
from lishui_dash.ui.clock import clock
from lishui_dash.ui.language import lang, say, text
from lishui_dash.views.registers import (
    MOST,
    Book,
    BookView,
    EntryLine,
    ListLine,
    book_view,
    list_lines,
)

_BOOK, _FIND, _CLOSED = "admin_book", "admin_find", "admin_with_closed"
_BOOKS = {
    Book.UNITS: "admin.book.units",
    Book.COMMUNITIES: "admin.book.communities",
    Book.POSTS: "admin.book.posts",
}
_HEADS = ("entry", "place", "kind", "above", "since", "until", "changed_by")
_LISTS = ("number", "at", "by", "list", "rows", "mode", "reason")
_UNDO = "list_undo"


def draw() -> None:
    engine = session.acting(Right.CATALOGUE)
    st.header(text("admin.registers"), anchor=False)
    book = st.segmented_control(
        text("admin.book"),
        list(Book),
        default=Book.UNITS,
        format_func=lambda book: text(_BOOKS[book]),
        key=_BOOK,
        required=True,
    )
    book = book or Book.UNITS
    left, right = st.columns([3, 2], vertical_alignment="bottom")
    wanted = left.text_input(
        text("admin.find"), key=_FIND, placeholder=text("admin.find_hint")
    )
    with_closed = right.checkbox(text("admin.with_closed"), key=_CLOSED)
    view = book_view(engine, book, wanted, lang(), with_closed=with_closed)
    _table(view)
    entry_form.draw(book, view.lines)
    _lists(list_lines(engine, lang()))


def _table(view: BookView) -> None:
    if not view.lines:
        st.info(text("admin.none_found"))
        return
    key = "admin.found" if view.found_n <= MOST else "admin.found_more"
    st.caption(text(key, number=f"{view.found_n:,}", most=MOST))
    heads = [escape(text(f"admin.head.{head}")) for head in _HEADS]
    name = text("admin.registers")
    take.drawn(heads, map(_row, view.lines), "lines", name, "admin-registers")


def _row(line: EntryLine) -> str:
    cells = (
        f"<b>{escape(line.name)}</b>{parts.dim(line.code)}",
        *map(escape, (line.place_said, line.kind_said, line.above_said)),
        *map(escape, (line.since, line.until, line.changed)),
    )
    return f"<tr>{''.join(f'<td>{cell}</td>' for cell in cells)}</tr>"


def _lists(lines: Sequence[ListLine]) -> None:
    """Draw the lists that came last, one of which can be taken back."""
    st.header(text("admin.lists"), anchor=False)
    if may_open(session.scope(), "upload"):
        st.html(parts.link("upload", text("admin.upload_list")))
    if not lines:
        st.info(text("admin.no_lists"))
        return
    heads = [escape(text(f"admin.head.{head}")) for head in _LISTS]
    rows = [
        f"<tr>{''.join(f'<td>{escape(cell)}</td>' for cell in line.cells)}</tr>"
        for line in lines
    ]
    take.drawn(heads, rows, "lines", text("admin.lists"), "admin-lists")
    undoable = {line.number: line.said for line in lines if line.can_undo}
    if not undoable or not session.scope().may(Right.CATALOGUE, WHOLE):
        return
    with st.form(_UNDO):
        number = st.selectbox(
            text("admin.undo_which"),
            list(undoable),
            index=None,
            format_func=lambda number: undoable[number],
            key=forms.field(_UNDO, "number"),
            placeholder=text("admin.pick"),
        )
        why = forms.reason(_UNDO)
        pressed = st.form_submit_button(text("admin.undo"))
    if pressed and number is None:
        st.error(text("admin.list_missing"))
    elif pressed and number is not None:
        said = text("admin.undone", number=number)
        forms.attempt(_UNDO, partial(_undo, number, why), said)


def _undo(number: int, why: str) -> None:
    session.require(Right.CATALOGUE, WHOLE)
    forms.because(why)
    now = clock().replace(microsecond=0)
    try:
        session.desk().undo(number, reason=why.strip(), sender="", at=now)
    except DeliveryRejected as refused:
        told = (f"{say(p.reason)}；{say(p.remedy)}" for p in refused.problems)
        raise SetupRefused("\n".join(told)) from refused
