"""How the dashboard runs, on the screen; nothing is changed here."""

from __future__ import annotations

import os
from datetime import datetime, timedelta
from html import escape

import streamlit as st

from lishui_dash.readings.running import running
from lishui_dash.ui import access_files, parts, take
from lishui_dash.ui.clock import clock
from lishui_dash.ui.keeping import keeping
from lishui_dash.ui.language import lang, text
from lishui_dash.ui.nightly import BEGINS
from lishui_dash.ui.opened import is_demo, the_desk
from lishui_dash.ui.viewer import is_open
from lishui_dash.views.audit import verdict_said
from lishui_dash.views.running import SettingLine, facts_of, setting_lines

_HEADS = ("setting", "value", "what_for")
_VERDICT = "admin_verdict"


def draw() -> None:
    st.header(text("admin.running"), anchor=False)
    facts = facts_of(
        running(the_desk().engine),
        is_open=is_open(),
        keeps_days=keeping().days,
        next_at=_next_reduction(),
        lang=lang(),
    )
    st.html(parts.facts(facts))
    _audit()
    st.header(text("admin.settings"), anchor=False)
    st.caption(text("admin.settings_note"))
    heads = [escape(text(f"admin.head.{head}")) for head in _HEADS]
    rows = map(_row, setting_lines(os.environ, lang()))
    take.drawn(heads, rows, "words", text("admin.settings"), "admin-settings")
    st.header(text("admin.backup"), anchor=False)
    st.markdown(text("admin.backup_note"))


def _next_reduction() -> datetime | None:
    """Return when rows past their time are looked for next; never in the demo."""
    if is_demo():
        return None
    now = clock()
    today = datetime.combine(now.date(), BEGINS)
    return today if now < today else today + timedelta(days=1)


def _audit() -> None:
    """Let the audit log be verified; say when that was done, and what came of it."""
    if st.button(text("admin.verify"), key="admin_verify"):
        verdict = access_files.verified()
        st.session_state[_VERDICT] = clock(), verdict
    if _VERDICT not in st.session_state:
        st.caption(text("admin.not_verified"))
        return
    at, verdict = st.session_state[_VERDICT]
    told = text(
        "admin.verified", at=f"{at:%m-%d %H:%M}", said=verdict_said(verdict, lang())
    )
    show = st.success if verdict.first_broken is None else st.error
    show(told)


def _row(line: SettingLine) -> str:
    state = "admin.set" if line.is_set else "admin.default"
    cells = (
        f"<code>{escape(line.name)}</code>",
        escape(line.value) + parts.dim(text(state)),
        escape(line.what),
    )
    return f"<tr>{''.join(f'<td>{cell}</td>' for cell in cells)}</tr>"
