"""Handing in a file: choose it, see what it is, confirm, get a receipt."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from html import escape

import streamlit as st

from lishui_dash.catalogue import CATALOGUE
from lishui_dash.catalogue.units import UNITS
from lishui_dash.errors import DeliveryRejected
from lishui_dash.intake.receive import Arrival
from lishui_dash.intake.template import csv_template, xlsx_template
from lishui_dash.ui import parts, session, theme
from lishui_dash.ui.language import lang, say, text
from lishui_dash.views.delivery import (
    Accepted,
    Checked,
    Problems,
    Refused,
    accepted_of,
    checked_of,
    ledger_view,
    refused_of,
    senders,
)
from lishui_dash.views.dictionary import due_text

_ANY = ""
_FILE, _DONE = "upload_file", "upload_done"
_FIRST_TEMPLATE = "supplies_daily"
_TYPES = ["csv", "tsv", "txt", "xlsx", "xls"]


@dataclass(frozen=True)
class _Choice:
    feed: str | None
    arrival: Arrival | None


def draw() -> None:
    """Draw the whole page."""
    parts.style()
    _own_words()
    left, right = st.columns([2, 1], gap="large")
    with left:
        choice = _choose()
        box = st.container()
    with right:
        _templates(choice.feed)
    with box:
        _answer(choice.arrival)
    st.subheader(text("upload.ledger"), anchor=False)
    st.dataframe(session.load(ledger_view), hide_index=True, key="upload_ledger")


def _choose() -> _Choice:
    feeds = [_ANY, *CATALOGUE.feeds]
    feed = st.selectbox(
        text("upload.choose_feed"),
        feeds,
        format_func=lambda name: (
            say(CATALOGUE.feeds[name].words) if name else text("upload.any_feed")
        ),
        key="upload_feed",
    )
    units = [_ANY, *(unit.code for unit in senders(CATALOGUE, feed or None))]
    first, second = st.columns([2, 1])
    unit = first.selectbox(
        text("upload.choose_unit"),
        units,
        format_func=lambda code: (
            say(UNITS[code].words) if code else text("upload.any_unit")
        ),
        key="upload_unit",
    )
    day = second.date_input(text("upload.choose_day"), value=None, key="upload_day")
    file = st.file_uploader(
        text("upload.choose_file"), _TYPES, key=_FILE, help=text("upload.drop")
    )
    if file is None:
        return _Choice(feed or None, None)
    arrival = Arrival(
        content=file.getvalue(),
        file_name=file.name,
        received_at=session.clock().replace(microsecond=0),
        sender=unit or "",
        feed=feed or None,
        unit=unit or None,
        day=day,
    )
    return _Choice(feed or None, arrival)


def _answer(arrival: Arrival | None) -> None:
    """Say what the chosen file is; once confirmed, the receipt stays on the screen."""
    done: Accepted | Refused | None = st.session_state.get(_DONE)
    if arrival is None:
        if isinstance(done, Accepted):
            _accepted(done)
        return
    key = (arrival.content, arrival.file_name, arrival.feed, arrival.unit, arrival.day)
    if st.session_state.get("upload_key") != key:
        st.session_state["upload_key"] = key
        st.session_state[_DONE] = done = None
    if isinstance(done, Accepted):
        _accepted(done)
        return
    if isinstance(done, Refused):
        _refused(done)
        return
    judged = session.desk().check(arrival)
    if not judged.is_accepted:
        _receive(arrival)
        return
    _checked(checked_of(judged, arrival.file_name, lang()))
    if st.button(text("upload.confirm"), type="primary", key="upload_confirm"):
        _receive(arrival)


def _receive(arrival: Arrival) -> None:
    """Hand the file in, and draw the page anew: its lists have one line more.

    A refusal is kept in the ledger as well, with the file.
    """
    done: Accepted | Refused
    try:
        receipt = session.desk().receive(arrival)
    except DeliveryRejected as rejected:
        done = refused_of(CATALOGUE, rejected, arrival.file_name, lang())
    else:
        done = accepted_of(
            CATALOGUE, receipt, arrival.file_name, arrival.received_at, lang()
        )
    st.session_state[_DONE] = done
    st.rerun()


def _checked(checked: Checked) -> None:
    st.info(f"**{checked.title}**\n\n{checked.note}")
    st.html(parts.facts(checked.facts))
    if checked.flagged:
        _problems(checked.flagged)


def _accepted(accepted: Accepted) -> None:
    st.success(f"**{accepted.title}**\n\n{accepted.note}")
    st.html(parts.facts(accepted.facts))
    links = " ".join(parts.link(page, title) for page, title in accepted.pages)
    st.html(
        f'<div class="lp-pages"><span class="lp-cap">{escape(text("upload.pages"))}</span>'
        f" {links}</div>"
    )
    if accepted.flagged:
        _problems(accepted.flagged)


def _refused(refused: Refused) -> None:
    st.error(f"**{refused.title}**\n\n{refused.note}")
    _problems(refused.problems)


def _problems(problems: Problems) -> None:
    heads = [
        escape(text(f"problem.{name}"))
        for name in ("weight", "column", "reason", "remedy", "number", "rows")
    ]
    rows = []
    for kind in problems.kinds:
        weight = text("problem.rejects" if kind.rejects else "problem.flags")
        cells = (weight, kind.column, kind.reason, kind.remedy, str(kind.number), kind.rows)
        told = "".join(f"<td>{escape(cell)}</td>" for cell in cells)
        rows.append(f'<tr class="{theme.weight_class(kind.rejects)}">{told}</tr>')
    st.html(parts.table(heads, rows, "lines problems"))
    with st.expander(text("upload.each", number=len(problems.frame)), expanded=True):
        st.dataframe(problems.frame, hide_index=True, key="upload_problems")
        st.download_button(
            text("upload.problems_csv"),
            problems.csv,
            "问题清单.csv",
            "text/csv",
            key="upload_problems_csv",
            on_click="ignore",
        )


def _templates(chosen: str | None) -> None:
    """Offer the templates of the chosen report, or of any other."""
    names = list(CATALOGUE.feeds)
    name = st.selectbox(
        text("upload.template_of"),
        names,
        index=names.index(chosen) if chosen else names.index(_FIRST_TEMPLATE),
        format_func=lambda name: say(CATALOGUE.feeds[name].words),
        key=f"template_of_{chosen}",
    )
    feed = CATALOGUE.feeds[name]
    title = feed.words.hans.partition("(")[0]
    for ending, make in (("xlsx", xlsx_template), ("csv", csv_template)):
        st.download_button(
            text(f"upload.template_{ending}"),
            partial(make, feed),
            f"{title}.{ending}",
            key=f"template_{ending}",
            on_click="ignore",
            width="stretch",
        )
    st.caption(due_text(feed, lang()))


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
