"""Screens with an address of their own: listed, given one, and shut out."""

from __future__ import annotations

import os
from functools import partial
from html import escape
from urllib.parse import urlsplit

import streamlit as st

from lishui_dash.access.roles import Right
from lishui_dash.catalogue.places import WHOLE
from lishui_dash.spec.settings import ADDRESS, PORT, setting
from lishui_dash.ui import access_files, access_told, session, take
from lishui_dash.ui.admin import forms
from lishui_dash.ui.clock import clock
from lishui_dash.ui.language import lang, text
from lishui_dash.ui.sign_in.addresses import base
from lishui_dash.ui.viewer import viewer
from lishui_dash.views.admin import ScreenLine, screen_lines

_HEADS = ("screen", "since", "state")
_ADD, _REVOKE = "screen_add", "screen_revoke"


def draw() -> None:
    lines = screen_lines(access_files.screens().listed(), lang())
    st.header(text("admin.screens", number=len(lines)), anchor=False)
    st.caption(text("admin.screens_note"))
    if lines:
        heads = [escape(text(f"admin.head.{head}")) for head in _HEADS]
        name = text("admin.screens_name")
        take.drawn(heads, map(_row, lines), "words", name, "admin-screens")
    else:
        st.info(text("admin.no_screens"))
    left, right = st.columns(2, gap="medium")
    with left:
        _adding()
    with right:
        _revoking([line.name for line in lines if line.is_open])


def _row(line: ScreenLine) -> str:
    cells = (line.name, line.made, line.state)
    return f"<tr>{''.join(f'<td>{escape(cell)}</td>' for cell in cells)}</tr>"


def _adding() -> None:
    with st.form(_ADD):
        st.markdown(f"**{text('admin.screen_add')}**")
        name = st.text_input(
            text("admin.screen"),
            key=forms.field(_ADD, "name"),
            placeholder=text("admin.screen_hint"),
        )
        pressed = st.form_submit_button(text("admin.screen_add"), type="primary")
    if pressed:
        said = text("admin.screen_added", name=name.strip())
        forms.attempt(_ADD, partial(_add, name), said)


def _add(name: str) -> forms.Once:
    session.require(Right.ACCOUNTS, WHOLE)
    at = clock().replace(microsecond=0)
    tell = access_told.screen_added(viewer().name, at)
    token = access_files.screens().add(name, at, tell)
    return forms.Once(text("admin.screen_once"), f"{_here()}/screen/{token}")


def _here() -> str:
    """Return the address of this dashboard as its viewer has it, without a page."""
    asked = urlsplit(st.context.url or "")
    if asked.scheme and asked.netloc:
        return f"{asked.scheme}://{asked.netloc}{base()}"
    address, port = setting(ADDRESS, os.environ), setting(PORT, os.environ)
    return f"http://{address}:{port}{base()}"


def _revoking(names: list[str]) -> None:
    with st.form(_REVOKE):
        st.markdown(f"**{text('admin.screen_revoke')}**")
        name = st.selectbox(
            text("admin.screen"),
            names,
            index=None,
            key=forms.field(_REVOKE, "name"),
            placeholder=text("admin.pick" if names else "admin.no_screens"),
        )
        why = forms.reason(_REVOKE)
        pressed = st.form_submit_button(text("admin.screen_revoke"))
    if pressed and name is None:
        st.error(text("admin.screen_missing"))
    elif pressed and name is not None:
        said = text("admin.screen_revoked", name=name)
        forms.attempt(_REVOKE, partial(_revoke, name, why), said)


def _revoke(name: str, why: str) -> None:
    session.require(Right.ACCOUNTS, WHOLE)
    told = forms.because(why)
    at = clock().replace(microsecond=0)
    tell = access_told.screen_revoked(viewer().name, at, told)
    access_files.screens().revoke(name, at, tell)
