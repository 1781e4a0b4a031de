"""Forms to fill in: of one report, and the one workbook a day of a township."""

from __future__ import annotations

from datetime import date, timedelta
from functools import partial

import streamlit as st

from lishui_dash.access.events import Did
from lishui_dash.access.exports import Export
from lishui_dash.access.roles import Right
from lishui_dash.catalogue import CATALOGUE
from lishui_dash.intake.carried import filled_workbook
from lishui_dash.intake.template import csv_template, xlsx_template
from lishui_dash.intake.township import workbook_for
from lishui_dash.ui import session, take
from lishui_dash.ui.clock import clock
from lishui_dash.ui.language import lang, say, text
from lishui_dash.views.dictionary import due_text

_FIRST = "supplies_daily"


def draw(feed_name: str, unit_code: str) -> None:
    """Offer the templates of the chosen report, or of any other."""
    registers = session.engine().registers
    unit = registers.units.get(unit_code)
    is_his = session.scope().may(Right.SEND, unit_code)
    if unit is not None and is_his and workbook_for(unit.kind) is not None:
        day = _day()
        about = f"{unit.words.hans} {day}"
        take.file(
            text("upload.town_template"),
            partial(filled_workbook, session.form_engine(unit.code), unit, day),
            f"{unit.words.hans}_一日一表.xlsx",
            None,
            "template_town",
            Export.FILLED_FORM,
            unit.code,
            told=session.on_taking(Did.TOOK_PERSONS, about, "一日一表，已填前一日人员"),
            type="primary",
            width="stretch",
        )
    else:
        st.caption(text("upload.town_note"))
    names = list(CATALOGUE.deliverable)
    name = st.selectbox(
        text("upload.template_of"),
        names,
        index=names.index(feed_name or _FIRST),
        format_func=lambda name: say(CATALOGUE.deliverable[name].words),
        key=f"template_of_{feed_name}",
    )
    feed = CATALOGUE.deliverable[name]
    title = feed.words.hans.partition("(")[0]
    for ending, make in (
        ("xlsx", partial(xlsx_template, feed, unit, registers=registers)),
        ("csv", partial(csv_template, feed)),
    ):
        take.file(
            text(f"upload.template_{ending}"),
            make,
            f"{title}.{ending}",
            None,
            f"template_{ending}",
            Export.FORM,
            width="stretch",
        )
    st.caption(due_text(feed, lang()))


def _day() -> date:
    """Return the day that is reported next: the last one that is over."""
    return clock().date() - timedelta(days=1)
