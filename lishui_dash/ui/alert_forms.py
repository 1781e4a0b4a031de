"""Acknowledging, ordering and remarking on the screen, by whoever may act.

Everything typed has a key of its alert: data that come in meanwhile redraw the page and
take nothing away.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta
from functools import partial

import streamlit as st

from lishui_dash.access.events import Did
from lishui_dash.access.roles import Right
from lishui_dash.actions.duty import LONGEST, Tell, acknowledge, order, remark
from lishui_dash.actions.handling import State
from lishui_dash.errors import AccessRefused, SetupRefused
from lishui_dash.store.duty import Of
from lishui_dash.store.engine import Engine
from lishui_dash.ui import session
from lishui_dash.ui.clock import clock
from lishui_dash.ui.language import say, text
from lishui_dash.ui.markdown import plain
from lishui_dash.ui.viewer import viewer
from lishui_dash.views.alerts import Alert, Alerts, label_text, units_view
from lishui_dash.views.recovered import what_text

_CHOSEN, _SAID = "alerts_chosen", "alerts_said"
_HOURS_GIVEN = timedelta(hours=3)
"""How long an order gives unless another time is chosen."""
_HEIGHT = 90

Act = Callable[[Engine, str, datetime, Tell], None]
"""What is done with the store, by whom and when, and who is told of it."""


def draw(view: Alerts) -> None:
    """Draw the forms for one alert; why there are none, where there are none."""
    if said := st.session_state.pop(_SAID, ""):
        st.success(said)
    own = [alert for alert in view.open if session.scope().may(Right.ACT, alert.of.place)]
    if session.moment().is_replay:
        st.info(text("alerts.replay"))
    elif not session.scope().may(Right.ACT) or (view.open and not own):
        st.info(text("alerts.may_not"))
    elif own:
        st.header(text("alerts.act"), anchor=False)
        with st.container(border=True, key="alerts_box"):
            _choose({str(alert.of): alert for alert in own})


def _choose(alerts: dict[str, Alert]) -> None:
    """Let an alert be chosen; it stays chosen until another is, or it is over."""
    before = st.session_state.get(_CHOSEN)
    if before is not None and before not in alerts:
        st.session_state[_CHOSEN] = None
        st.warning(text("alerts.gone"))
    elif before is None and _CHOSEN not in st.session_state:
        st.session_state[_CHOSEN] = next(iter(alerts))
    chosen = st.selectbox(
        text("alerts.choose"),
        list(alerts),
        index=None,
        format_func=lambda key: label_text(alerts[key]),
        key=_CHOSEN,
        placeholder=text("alerts.choose"),
    )
    if chosen is not None:
        _forms(chosen, alerts[chosen])


def _forms(key: str, alert: Alert) -> None:
    seen, ordered, said = st.columns([3, 5, 3], gap="medium")
    with seen:
        if alert.state is State.UNACKNOWLEDGED:
            _acknowledging(key, alert)
        else:
            st.caption(text("alerts.seen"))
    with ordered:
        _ordering(key, alert)
    with said:
        _remarking(key, alert)


def _acknowledging(key: str, alert: Alert) -> None:
    with st.form(f"alerts_acknowledge {key}"):
        note = _text_area(text("alerts.acknowledge_note"), f"alerts_note {key}")
        pressed = st.form_submit_button(text("alerts.acknowledge"), type="primary")
    if pressed:
        _do(
            Did.ACKNOWLEDGED,
            alert,
            lambda engine, by, at, tell: acknowledge(engine, alert.of, note, by, at, tell),
        )


def _ordering(key: str, alert: Alert) -> None:
    units = {
        code: label
        for code, label in session.load(units_view, alert.of.place)
        if session.scope().may(Right.ACT, code)
    }
    soon = clock().replace(minute=0, second=0, microsecond=0) + _HOURS_GIVEN
    with st.form(f"alerts_order {key}"):
        unit = st.selectbox(
            text("alerts.order_unit"),
            list(units),
            index=None,
            format_func=lambda code: units[code],
            key=f"alerts_unit {key}",
            placeholder=text("alerts.order_pick"),
        )
        what = _text_area(
            text("alerts.order_what"), f"alerts_what {key}", alert.item.advice
        )
        left, right = st.columns(2)
        day = left.date_input(
            text("alerts.order_day"),
            key=_draft(f"alerts_day {key}", soon.date()),
            format="YYYY-MM-DD",
        )
        hour = right.time_input(
            text("alerts.order_time"), key=_draft(f"alerts_time {key}", soon.time())
        )
        pressed = st.form_submit_button(text("alerts.order"), type="primary")
    if pressed:
        due_at = datetime.combine(day, hour)
        _do(
            Did.ORDERED,
            alert,
            lambda engine, by, at, tell: order(
                engine, alert.of, unit or "", what, due_at, by, at, tell
            ),
            unit,
        )


def _remarking(key: str, alert: Alert) -> None:
    with st.form(f"alerts_remark {key}"):
        said = _text_area(text("alerts.remark_said"), f"alerts_remark_said {key}")
        pressed = st.form_submit_button(text("alerts.remark"))
    if pressed:
        _do(
            Did.REMARKED,
            alert,
            lambda engine, by, at, tell: remark(engine, alert.of, said, by, at, tell),
        )


def _text_area(label: str, key: str, begins: str = "") -> str:
    key = _draft(key, begins)
    return st.text_area(label, key=key, max_chars=LONGEST, height=_HEIGHT)


def _draft(key: str, begins: object) -> str:
    """Return the key of what is typed, which says `begins` until something is."""
    st.session_state.setdefault(key, begins)
    return key


def _do(did: Did, alert: Alert, act: Act, unit: str | None = None) -> None:
    """Do it in this viewer's name and on record, or say why it cannot be done."""
    who, at = viewer(), clock().replace(microsecond=0)
    try:
        if unit is not None:
            session.require(Right.ACT, unit)
        engine = session.acting(Right.ACT, alert.of.place)
        tell = partial(session.audit, did, _about(engine, alert.of))
        act(engine, who.shown_name or who.name, at, tell)
    except AccessRefused as refused:
        st.error(plain(say(refused.words)))
        return
    except SetupRefused as refused:
        st.error(plain(str(refused)))
        return
    for key in [key for key in st.session_state if str(key).endswith(f" {alert.of}")]:
        del st.session_state[key]
    st.session_state[_SAID] = text("alerts.written")
    st.rerun()


def _about(engine: Engine, of: Of) -> str:
    """Return what the audit calls an alert: "N95 · 青田 物资可用天数，2020-03-01 起"."""
    what = what_text(engine.catalogue, engine.registers, of, "", "hans")
    return f"{what}，{of.opened} 起"
