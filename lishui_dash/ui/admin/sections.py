"""The parts of the administrator's page, each for whoever has its right."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import streamlit as st

from lishui_dash.access.pages import Needs
from lishui_dash.access.roles import Right
from lishui_dash.ui import parts, session
from lishui_dash.ui.admin import accounts, forms, registers, running, screens, thresholds
from lishui_dash.ui.language import text
from lishui_dash.views.links import TAB

_CHOSEN = "admin_tab"


@dataclass(frozen=True)
class Section:
    """`name` stands in the address."""

    name: str
    needs: Needs
    draw: Callable[[], None]


_CITY = True
"""A screen, a threshold and the settings are those of the whole city."""
SECTIONS = (
    Section("accounts", Needs((Right.ACCOUNTS,)), accounts.draw),
    Section("screens", Needs((Right.ACCOUNTS,), _CITY), screens.draw),
    Section("thresholds", Needs((Right.CATALOGUE,), _CITY), thresholds.draw),
    Section("registers", Needs((Right.CATALOGUE,)), registers.draw),
    Section("running", Needs((Right.ACCOUNTS, Right.CATALOGUE), _CITY), running.draw),
)


def draw() -> None:
    """Draw the choice of parts, what was done last, and the part that was chosen."""
    parts.style()
    scope = session.scope()
    shown = {one.name: one for one in SECTIONS if one.needs.met_by(scope)}
    if not shown:
        session.require(Right.ACCOUNTS)
    section = shown[_choose(list(shown))]
    forms.said()
    section.draw()


def _choose(names: list[str]) -> str:
    """Let a part be chosen; the address leads, so that a link opens the part it names."""
    asked = st.query_params.get(TAB, "")
    st.session_state[_CHOSEN] = asked if asked in names else names[0]
    st.segmented_control(
        text("admin.parts"),
        names,
        format_func=lambda name: text(f"admin.tab.{name}"),
        key=_CHOSEN,
        required=True,
        label_visibility="collapsed",
        on_change=_keep,
    )
    return str(st.session_state[_CHOSEN])


def _keep() -> None:
    st.query_params[TAB] = st.session_state[_CHOSEN]
