"""The form for one entry of a register: a new one, another name, closed, or open again."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date
from enum import Enum

import streamlit as st

from lishui_dash.access.roles import Right
from lishui_dash.actions.change_asked import checked_reason
from lishui_dash.catalogue.codes.posts import POST_TYPE
from lishui_dash.catalogue.codes.registers import UNIT_KIND
from lishui_dash.catalogue.places import PLACES
from lishui_dash.errors import ChangeRefused
from lishui_dash.spec import UnitKind, Words
from lishui_dash.ui import session
from lishui_dash.ui.admin import forms, handing_in
from lishui_dash.ui.clock import clock
from lishui_dash.ui.language import lang, say, text
from lishui_dash.ui.markdown import plain
from lishui_dash.views.names import place_name
from lishui_dash.views.register_entry import EntryAsked, as_it_is
from lishui_dash.views.registers import Book, EntryLine

_WHAT, _PLACE, _ENTRY = "admin_entry_what", "admin_entry_place", "admin_entry_chosen"


class What(Enum):
    """What is done with an entry; the value stands in keys."""

    NEW = "new"
    RENAME = "rename"
    CLOSE = "close"
    REOPEN = "reopen"


def draw(book: Book, lines: Sequence[EntryLine]) -> None:
    """Draw the form; entries to change are those that were looked up."""
    st.header(text("admin.entry"), anchor=False)
    what = st.segmented_control(
        text("admin.entry_what"),
        list(What),
        default=What.NEW,
        format_func=_title,
        key=_WHAT,
        required=True,
        label_visibility="collapsed",
    )
    if what in (None, What.NEW):
        _new(book)
        return
    is_closed = what is What.REOPEN
    fit = {one.code: one for one in lines if (one.closed is not None) is is_closed}
    code = st.selectbox(
        text("admin.entry_which"),
        list(fit),
        index=None,
        format_func=lambda code: text(
            "admin.named", name=fit[code].name, shown=fit[code].place_said
        ),
        key=f"{_ENTRY} {book.value} {what.value}",
        placeholder=text("admin.pick" if fit else "admin.entry_find_first"),
    )
    if code is not None:
        _change(book, what, fit[code])


def _title(what: What) -> str:
    name = what.value
    return text(f"admin.entry.{name}")


def _new(book: Book) -> None:
    scope = session.scope()
    places = [p.code for p in PLACES if scope.may(Right.CATALOGUE, p.code)]
    at = st.selectbox(
        text("admin.head.place"),
        places,
        format_func=lambda code: place_name(code, lang()),
        key=_PLACE,
    )
    form = f"entry {book.value} {at}"
    with st.form(form):
        left, right = st.columns(2)
        name = _text(left, form, "entry_name")
        english = _text(right, form, "entry_english")
        kind = _kind(left, book, form)
        above = _above(right, book, at, form)
        opened = st.date_input(
            text("admin.opened_on"),
            value=clock().date(),
            key=forms.field(form, "opened"),
            format="YYYY-MM-DD",
        )
        why = forms.reason(form)
        pressed = st.form_submit_button(text("admin.entry_add"), type="primary")
    if pressed:
        asked = EntryAsked(
            book, at, name, kind, above, why, clock().date(), english=english, opened=opened
        )
        _ask(form, asked)


def _text(
    box: st.delta_generator.DeltaGenerator, form: str, name: str, value: str = ""
) -> str:
    typed = box.text_input(
        text(f"admin.{name}"),
        value=value,
        key=forms.field(form, name),
        autocomplete="off",
    )
    return typed.strip()


def _kind(box: st.delta_generator.DeltaGenerator, book: Book, form: str) -> str:
    """Let the kind be chosen, where a book has several."""
    if book is Book.COMMUNITIES:
        return UnitKind.VILLAGE.value
    codes = POST_TYPE.codes if book is Book.POSTS else UNIT_KIND.codes
    alone = (UnitKind.VILLAGE.value, UnitKind.CITY_COMMAND.value)
    named = {code.code: say(code.words) for code in codes if code.code not in alone}
    return box.selectbox(
        text("admin.head.kind"),
        list(named),
        format_func=lambda code: named[code],
        key=forms.field(form, "kind"),
    )


def _above(box: st.delta_generator.DeltaGenerator, book: Book, at: str, form: str) -> str:
    """Let the unit be chosen that an entry stands under; "" leaves it to the rules."""
    named = _units_at(at, only_townships=book is Book.COMMUNITIES)
    chosen = box.selectbox(
        text("admin.township" if book is Book.COMMUNITIES else "admin.head.above"),
        list(named),
        index=None,
        format_func=lambda code: named[code],
        key=forms.field(form, "above"),
        placeholder=text("admin.pick" if book is Book.COMMUNITIES else "admin.above_usual"),
    )
    return chosen or ""


def _units_at(at: str, *, only_townships: bool) -> Mapping[str, str]:
    return {
        unit.code: say(unit.words)
        for unit in session.engine().registers.units.values()
        if unit.place == at
        and unit.closed is None
        and unit.kind is not UnitKind.VILLAGE
        and (unit.kind is UnitKind.TOWNSHIP or not only_townships)
    }


def _change(book: Book, what: What, line: EntryLine) -> None:
    registers = session.engine().registers
    known = registers.posts if book is Book.POSTS else registers.units
    hans = known[line.code].words.hans
    asked = as_it_is(book, line, hans, clock().date())
    form = f"entry {what.value} {line.code}"
    with st.form(form):
        if what is What.RENAME:
            left, right = st.columns(2)
            name = _text(left, form, "entry_name", hans)
            english = _text(right, form, "entry_english", line.english)
            asked = replace(asked, name=name, english=english)
        elif what is What.CLOSE:
            asked = replace(asked, closed=_day(form))
        else:
            asked = replace(asked, closed=None)
        asked = replace(asked, reason=forms.reason(form))
        pressed = st.form_submit_button(_title(what), type="primary")
    if pressed:
        _ask(form, asked)


def _day(form: str) -> date:
    return st.date_input(
        text("admin.closed_from"),
        value=clock().date(),
        key=forms.field(form, "closed"),
        format="YYYY-MM-DD",
    )


def _ask(form: str, asked: EntryAsked) -> None:
    """Hand the entry in, once it says why."""
    try:
        reason = checked_reason(Words(asked.reason, "")).hans
    except ChangeRefused as refused:
        st.error(plain(say(refused.words)))
        return
    handing_in.hand_in(form, replace(asked, reason=reason))
