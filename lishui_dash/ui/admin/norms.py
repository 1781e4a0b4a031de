"""What a shift needs of protective gear, on the screen, and how that is changed."""

from __future__ import annotations

from functools import partial
from html import escape

import streamlit as st

from lishui_dash.access.events import Did
from lishui_dash.access.roles import Right
from lishui_dash.actions.norms import MOST_A_SHIFT, NormAsked, change_norm
from lishui_dash.actions.turned import Changed
from lishui_dash.catalogue.places import WHOLE
from lishui_dash.spec import Words
from lishui_dash.ui import parts, session, take
from lishui_dash.ui.admin import forms
from lishui_dash.ui.clock import clock
from lishui_dash.ui.language import text
from lishui_dash.ui.viewer import viewer
from lishui_dash.views.names import code_words
from lishui_dash.views.norms import NormRow, Norms, norms_view

_PAST = ("number", "valid_from", "norm", "reason", "by", "at")
_FORM, _POST, _ITEM = "norm_change", "admin_norm_post", "admin_norm_item"


def draw() -> None:
    view: Norms = session.load(norms_view)
    st.header(text("admin.norms"), anchor=False)
    st.caption(text("admin.norms_note"))
    heads = [
        escape(text("admin.head.post_type")),
        *(f"{escape(name)}{parts.dim(unit)}" for _, name, unit in view.items),
    ]
    take.drawn(heads, map(_row, view.rows), "grid", text("admin.norms"), "admin-norms")
    if not session.moment().is_replay:
        _form(view)
    with st.expander(text("admin.past", number=len(view.history))):
        if not view.history:
            st.caption(text("admin.no_past"))
            return
        heads = [escape(text(f"admin.head.{head}")) for head in _PAST]
        rows = [
            _cells(str(p.number), p.valid_from, p.what, p.reason, p.by, p.at)
            for p in view.history
        ]
        take.drawn(heads, rows, "words", text("admin.norms_past"), "admin-norms-past")


def _cells(*told: str) -> str:
    return f"<tr>{''.join(f'<td>{escape(cell)}</td>' for cell in told)}</tr>"


def _row(row: NormRow) -> str:
    cells = "".join(
        f"<td>{escape(cell.shown or '—')}"
        f"{parts.dim(text('admin.norm_was', was=cell.was)) if cell.was else ''}"
        f"{parts.dim(cell.to_come) if cell.to_come else ''}</td>"
        for cell in row.cells
    )
    return f"<tr><th>{escape(row.name)}</th>{cells}</tr>"


def _form(view: Norms) -> None:
    """Draw the form; it begins with the norm in force of what was chosen."""
    rows = {row.post_type: row for row in view.rows}
    items = {code: (name, unit) for code, name, unit in view.items}
    left, right = st.columns(2)
    post = left.selectbox(
        text("admin.head.post_type"),
        list(rows),
        format_func=lambda code: rows[code].name,
        key=_POST,
    )
    item = right.selectbox(
        text("admin.item"),
        list(items),
        format_func=lambda code: items[code][0],
        key=_ITEM,
    )
    [cell] = [cell for cell in rows[post].cells if cell.item == item]
    form = f"{_FORM} {post} {item}"
    seen = forms.seen(form, cell.newest)
    with st.form(form):
        if cell.to_come:
            st.caption(cell.to_come)
        quantity = st.number_input(
            text("admin.quantity", unit=items[item][1]),
            min_value=0.0,
            max_value=float(MOST_A_SHIFT),
            value=cell.today,
            format="%g",
            key=forms.field(form, "quantity"),
        )
        day = st.date_input(
            text("admin.valid_from"),
            value=clock().date(),
            key=forms.field(form, "day"),
            format="YYYY-MM-DD",
        )
        why = forms.reason(form)
        pressed = st.form_submit_button(text("admin.norm_change"), type="primary")
    if pressed:
        by = viewer()
        asked = NormAsked(
            post, item, quantity, day, Words(why, ""), by.shown_name or by.name, seen
        )
        forms.attempt(form, partial(_change, asked), text("admin.norm_changed"))


def _change(asked: NormAsked) -> None:
    engine = session.acting(Right.CATALOGUE, WHOLE)
    change_norm(engine, asked, clock().replace(microsecond=0), _on_record)


def _on_record(done: Changed) -> None:
    about = f"防护用品标准 {code_words(done.about).hans}"
    session.audit(Did.REFERENCE_CHANGED, about, done.detail)
