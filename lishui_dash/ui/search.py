"""The search on the screen: a page of its own, and a field in the frame of every page."""

from __future__ import annotations

from html import escape
from pathlib import Path

import streamlit as st

from lishui_dash.access.pages import may_open
from lishui_dash.ui import parts, session
from lishui_dash.ui.language import text
from lishui_dash.views.index import Sort
from lishui_dash.views.links import FIND
from lishui_dash.views.matching import LONGEST
from lishui_dash.views.search import Group, Hit, search_view

_BOX, _FIELD = "search_box", "search_find"
_GO = "search_go"
_CSS = Path(__file__).with_name("search.css")


def page() -> None:
    """Draw what the address asks for, under a field in which to ask."""
    parts.style()
    # The address leads: the box of the frame asks here too, by the address alone.
    st.session_state[_FIELD] = st.query_params.get(FIND, "")[:LONGEST]
    st.text_input(
        text("search.find"),
        key=_FIELD,
        max_chars=LONGEST,
        placeholder=text("search.hint"),
        on_change=write_asked,
        args=(_FIELD,),
    )
    view = session.load(search_view, st.session_state[_FIELD])
    if view.note:
        st.markdown(view.note)
    if view.groups:
        found = "".join(map(group_html, view.groups))
        st.html(f"<style>{_CSS.read_text('utf-8')}</style>{found}")


def box(path: str) -> None:
    """Draw a field that leads to the search page, whose path the caller knows.

    Leaves the run when something was asked.
    """
    st.text_input(
        text("search.find"),
        key=_BOX,
        max_chars=LONGEST,
        placeholder=text("search.box_hint"),
        on_change=_leave,
    )
    if wanted := st.session_state.pop(_GO, ""):
        st.switch_page(path, query_params={FIND: wanted})


def write_asked(field: str) -> None:
    """Write what stands in a field into the address; nothing where it is empty."""
    if wanted := st.session_state[field]:
        st.query_params[FIND] = wanted
    else:
        st.query_params.pop(FIND, None)


def _leave() -> None:
    # A page cannot be left inside a callback; the run that follows does so.
    st.session_state[_GO] = st.session_state[_BOX]
    st.session_state[_BOX] = ""


def group_html(group: Group) -> str:
    """Return the hits of one sort as a list of plain links, all text escaped."""
    pages = group.sort == Sort.PAGE.value
    hits = "".join(
        _hit(group, hit)
        for hit in group.hits
        if not pages or may_open(session.scope(), hit.link.page)
    )
    more = parts.dim(group.more)
    return (
        f'<section class="lp-found lp-scroll"><h2>{escape(group.title)}</h2>'
        f"<ol>{hits}</ol>{more}</section>"
    )


def _hit(group: Group, hit: Hit) -> str:
    link = hit.link
    said = escape(link.said)
    if may_open(session.scope(), link.page):
        said = parts.link(link.page, link.said, **dict(link.query))
    return (
        f'<li data-found="{escape(f"{group.sort}:{hit.key}")}">'
        f"{said}{parts.dim(hit.context)}</li>"
    )
