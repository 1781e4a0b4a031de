"""Thresholds on the screen: what each is and was, and another tried before it holds."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import partial
from html import escape

import streamlit as st

from lishui_dash.access.events import Did
from lishui_dash.access.roles import Right
from lishui_dash.actions.change_asked import checked_reason, checked_start
from lishui_dash.actions.lines_typed import lines_typed
from lishui_dash.actions.thresholds import (
    PREVIEW_DAYS,
    Previewed,
    ThresholdAsked,
    change_threshold,
    preview_threshold,
)
from lishui_dash.actions.turned import Changed
from lishui_dash.catalogue import CATALOGUE
from lishui_dash.catalogue.places import WHOLE
from lishui_dash.errors import ChangedMeanwhile, ChangeRefused
from lishui_dash.spec import Line, Words
from lishui_dash.ui import parts, session, take, theme
from lishui_dash.ui.admin import forms, norms
from lishui_dash.ui.clock import clock
from lishui_dash.ui.language import lang, say, text
from lishui_dash.ui.markdown import plain
from lishui_dash.ui.viewer import viewer
from lishui_dash.views.explain import Step
from lishui_dash.views.thresholds import Entry, Past, Thresholds, thresholds_view
from lishui_dash.views.tried import Tried, tried_view

_CHOSEN, _TRIED = "admin_indicator", "admin_threshold_tried"
_HEADS = ("indicator", "now", "declared", "changed")
_PAST = ("number", "valid_from", "figures", "reason", "by", "at", "state")


@dataclass(frozen=True)
class _Asked:
    """A change that was tried, and what it would have done."""

    change: ThresholdAsked
    tried: Previewed


def draw() -> None:
    view: Thresholds = session.load(thresholds_view)
    st.header(text("admin.thresholds"), anchor=False)
    st.caption(view.changed)
    if session.moment().is_replay:
        st.info(text("admin.replay"))
    else:
        _choose({entry.indicator: entry for entry in view.entries})
    with st.expander(text("admin.all_thresholds", number=len(view.entries))):
        heads = [escape(text(f"admin.head.{head}")) for head in _HEADS]
        name = text("admin.thresholds")
        take.drawn(heads, map(_row, view.entries), "words", name, "admin-thresholds")
    norms.draw()


def _row(entry: Entry) -> str:
    cells = (
        f"<b>{escape(entry.title)}</b>{parts.dim(entry.clause)}",
        _steps(entry.steps),
        _steps(entry.declared) + parts.dim(entry.reason),
        escape(entry.changed or text("admin.not_changed")),
    )
    return f"<tr>{''.join(f'<td>{cell}</td>' for cell in cells)}</tr>"


def _steps(steps: Iterable[Step]) -> str:
    return "".join(
        f'<div class="lp-mark {theme.classes(step.status)}">{step.shape} '
        f"{escape(step.says)}</div>"
        for step in steps
    )


def _choose(entries: Mapping[str, Entry]) -> None:
    def named(name: str) -> str:
        entry = entries[name]
        key = "admin.indicator_changed" if entry.changed else "admin.indicator"
        return text(key, title=entry.title, clause=entry.clause)

    chosen = st.selectbox(
        text("admin.choose_indicator"),
        list(entries),
        index=None,
        format_func=named,
        key=_CHOSEN,
        placeholder=text("admin.choose_indicator"),
    )
    if chosen is None:
        st.html(parts.dim(text("admin.choose_indicator_hint")))
        return
    entry = entries[chosen]
    with st.container(border=True, key="admin_threshold_box"):
        told, form = st.columns([3, 4], gap="medium")
        with told:
            _told(entry)
        with form:
            _form(entry)
        _confirming(entry)
        _history(entry)


def _told(entry: Entry) -> None:
    """Say what the line is, what was declared, and why."""
    st.html(
        f'<p class="lp-lead"><b>{escape(entry.title)}</b></p>'
        f'<div class="lp-cap">{escape(text("admin.head.now"))}</div>{_steps(entry.steps)}'
        f'<div class="lp-cap">{escape(text("admin.head.declared"))}</div>'
        f"{_steps(entry.declared)}"
        f"{parts.dim(entry.reason)}<p>{escape(entry.changed)}</p>"
    )


def _form(entry: Entry) -> None:
    form = f"threshold {entry.indicator}"
    seen = forms.seen(form, entry.newest)
    with st.form(form):
        typed = {}
        if not entry.fields:
            st.caption(text("admin.no_figures"))
        for box, one in zip(
            st.columns(max(len(entry.fields), 1)), entry.fields, strict=False
        ):
            key = "admin.figure_or_none" if one.may_be_empty else "admin.figure"
            typed[one.line] = box.text_input(
                text(key, label=one.label, unit=one.unit),
                value=one.typed,
                key=forms.field(form, one.line.value),
                placeholder=one.declared,
                autocomplete="off",
            )
        day = st.date_input(
            text("admin.valid_from"),
            value=clock().date(),
            key=forms.field(form, "day"),
            format="YYYY-MM-DD",
        )
        why = forms.reason(form)
        left, right = st.columns(2)
        tried = left.form_submit_button(text("admin.try"), type="primary", width="stretch")
        back = right.form_submit_button(text("admin.back"), width="stretch")
    if tried or back:
        st.session_state.pop(_TRIED, None)
        _try(entry, {} if back else typed, day, why, seen)


def _try(entry: Entry, typed: Mapping[Line, str], day: date, why: str, seen: int) -> None:
    """Work out what a change would have done; nothing is stored."""
    engine = session.acting(Right.CATALOGUE, WHOLE)
    by, now = viewer(), clock().replace(microsecond=0)
    try:
        asked = ThresholdAsked(
            entry.indicator,
            lines_typed(CATALOGUE.indicators[entry.indicator], typed),
            checked_start(day, now),
            checked_reason(Words(why, "")),
            by.shown_name or by.name,
            seen,
        )
        tried = preview_threshold(engine, asked, session.moment().as_of)
    except ChangedMeanwhile as refused:
        forms.begin_anew(f"threshold {entry.indicator}", refused)
        return
    except ChangeRefused as refused:
        st.error(plain(say(refused.words)))
        return
    st.session_state[_TRIED] = _Asked(asked, tried)


def _confirming(entry: Entry) -> None:
    """Show what was tried, and let it be confirmed as it is shown."""
    tried: _Asked | None = st.session_state.get(_TRIED)
    if tried is None or tried.change.indicator != entry.indicator:
        return
    view = tried_view(
        CATALOGUE.indicators[entry.indicator], tried.change, tried.tried, lang()
    )
    _say(view)
    form = f"threshold {entry.indicator}"
    if st.button(text("admin.confirm"), type="primary", key=forms.field(form, "confirm")):
        act = partial(_change, tried.change)
        forms.attempt(form, act, text("admin.threshold_changed", title=entry.title))


def _say(view: Tried) -> None:
    st.html(
        f'<p class="lp-lead"><b>{escape(view.change)}</b></p>'
        f"<p>{escape(text('admin.would', days=PREVIEW_DAYS))}{escape(view.would)}</p>"
        + "".join(
            f"<div>{parts.mark(before, before_said)} → {parts.mark(now, now_said)}"
            f" {escape(number)}</div>"
            for before, before_said, now, now_said, number in view.turned
        )
    )


def _change(asked: ThresholdAsked) -> None:
    engine = session.acting(Right.CATALOGUE, WHOLE)
    # Also where it is refused: what was shown is not what would be done.
    st.session_state.pop(_TRIED, None)
    change_threshold(engine, asked, clock().replace(microsecond=0), _on_record)


def _on_record(done: Changed) -> None:
    title = CATALOGUE.indicators[done.about].words.hans
    session.audit(Did.THRESHOLD_CHANGED, title, done.detail)


def _history(entry: Entry) -> None:
    with st.expander(text("admin.past", number=len(entry.history))):
        if not entry.history:
            st.caption(text("admin.no_past"))
            return
        heads = [escape(text(f"admin.head.{head}")) for head in _PAST]
        name = f"{entry.title} {text('admin.past_name')}"
        rows = map(_past, entry.history)
        take.drawn(heads, rows, "words", name, f"admin-past-{entry.indicator}")


def _past(one: Past) -> str:
    cells = (
        *(str(one.number), one.valid_from, one.figures, one.reason),
        *(one.by, one.at, one.state),
    )
    return f"<tr>{''.join(f'<td>{escape(cell)}</td>' for cell in cells)}</tr>"
