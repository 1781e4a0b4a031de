"""Who is signed in now, whoever vouched for him, and how that is ended."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from html import escape

import streamlit as st

from lishui_dash.access.session import Standing
from lishui_dash.ui import session, take
from lishui_dash.ui.admin import account_deeds as deeds
from lishui_dash.ui.admin import forms
from lishui_dash.ui.language import lang, text
from lishui_dash.views.admin import SessionLine, session_lines

_HEADS = ("name", "shown", "roles", "way", "began", "used", "ends", "address")
_FORM = "sign_out"


def draw(standing: Sequence[Standing]) -> None:
    st.header(text("admin.sessions", number=len(standing)), anchor=False)
    lines = session_lines(standing, session.engine().registers, lang())
    if not lines:
        st.info(text("admin.no_sessions"))
        return
    heads = [escape(text(f"admin.head.{head}")) for head in _HEADS]
    name = text("admin.sessions_name")
    take.drawn(heads, map(_row, lines), "lines", name, "admin-sessions")
    held = {one.session.name: one.session for one in standing}
    with st.form(_FORM):
        chosen = st.selectbox(
            text("admin.sign_out_whom"),
            list(held),
            index=None,
            format_func=lambda name: text(
                "admin.named", name=name, shown=held[name].shown_name
            ),
            key=forms.field(_FORM, "name"),
            placeholder=text("admin.pick"),
        )
        pressed = st.form_submit_button(text("admin.sign_out"))
    if pressed and chosen is None:
        st.error(text("admin.whom_missing"))
    elif pressed and chosen is not None:
        act = partial(deeds.sign_out, chosen, held[chosen].grants)
        forms.attempt(_FORM, act, text("admin.signed_out", name=chosen))


def _row(line: SessionLine) -> str:
    roles = "".join(f"<div>{escape(role)}</div>" for role in line.roles)
    cells = (
        f"<b>{escape(line.name)}</b>",
        escape(line.shown_name),
        roles or escape(text("admin.no_role")),
        *map(escape, (line.way, line.began, line.used, line.ends, line.address)),
    )
    return f"<tr>{''.join(f'<td>{cell}</td>' for cell in cells)}</tr>"
