"""Choosing a file, and what may be said about it before it is read."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from html import escape

import streamlit as st

from lishui_dash.access.roles import Right
from lishui_dash.catalogue import CATALOGUE
from lishui_dash.intake.receive import Arrival
from lishui_dash.ui import session
from lishui_dash.ui.clock import clock
from lishui_dash.ui.language import say, text
from lishui_dash.views.delivery import senders
from lishui_dash.views.links import UNIT

FILE, OPENED = "upload_file", "upload_opened"
_ANY = ""
_TYPES = ["csv", "tsv", "txt", "xlsx", "xls", "xlsb", "ods", "et", "htm", "html"]


@dataclass(frozen=True)
class Choice:
    """`unit` and `feed` are "" where the clerk left them to the file."""

    feed: str
    unit: str
    arrival: Arrival | None


def choose(mapping: Mapping[str, str]) -> Choice:
    """Draw the chooser; return what was chosen, with what is known of its headings."""
    _own_words()
    file = st.file_uploader(text("upload.choose_file"), _TYPES, key=FILE)
    st.caption(text("upload.optional"))
    unit_box, day_box, feed_box = st.columns([3, 2, 3])
    feeds = [_ANY, *CATALOGUE.deliverable]
    feed = feed_box.selectbox(
        text("upload.choose_feed"),
        feeds,
        format_func=lambda name: (
            say(CATALOGUE.deliverable[name].words) if name else text("upload.any_feed")
        ),
        key="upload_feed",
    )
    unit = _unit(unit_box, feed or None)
    day = day_box.date_input(
        text("upload.choose_day"), value=None, key="upload_day", format="YYYY-MM-DD"
    )
    if file is None:
        return Choice(feed or "", unit, None)
    now = clock().replace(microsecond=0)
    arrival = Arrival(
        content=file.getvalue(),
        file_name=file.name,
        received_at=now,
        sender=unit,
        feed=feed or None,
        unit=unit or None,
        day=day,
        mapping=mapping,
        opened_at=opened_at(now),
    )
    return Choice(feed or "", unit, arrival)


def opened_at(now: datetime) -> datetime:
    """Return when the clerk began: the page was opened, or the last receipt given."""
    began: datetime = st.session_state.setdefault(OPENED, now)
    return began


def _unit(box: st.delta_generator.DeltaGenerator, feed: str | None) -> str:
    """Let the clerk choose the unit; the address keeps it, so a bookmark knows it."""
    registers = session.engine().registers
    his = session.scope().reach(Right.SEND)
    units = {
        unit.code: unit
        for unit in senders(CATALOGUE, registers, feed)
        if his.covers(unit.code)
    }
    told = st.query_params.get(UNIT, session.scope().home)
    codes = [_ANY, *units]
    chosen = box.selectbox(
        text("upload.choose_unit"),
        codes,
        index=codes.index(told) if told in codes else 0,
        format_func=lambda code: (
            say(units[code].words) if code else text("upload.any_unit")
        ),
        key="upload_unit",
    )
    return chosen or _ANY


def _own_words() -> None:
    """Say what Streamlit's file chooser says in English in the viewer's language."""
    button, limit = (escape(text(f"upload.{name}")) for name in ("button", "limit"))
    zone = '[data-testid="stFileUploaderDropzone"]'
    told = '[data-testid="stFileUploaderDropzoneInstructions"]'
    st.html(
        f"<style>{zone} button p, {told} span {{ font-size: 0; }}"
        f'{zone} button p::after {{ content: "{button}"; font-size: .875rem; }}'
        f'{told} span::after {{ content: "{limit}"; font-size: .875rem; }}</style>'
    )
