"""The alerts on the screen: what is open, what is done about it, what is over."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime
from html import escape

import streamlit as st

from lishui_dash.actions.handling import State
from lishui_dash.readings.reading import Status
from lishui_dash.ui import alert_forms, live, orders, parts, session, take, theme
from lishui_dash.ui.clock import clock
from lishui_dash.ui.language import text
from lishui_dash.views.alerts import RECOVERED_DAYS, Alert, Alerts, alerts_view, next_due
from lishui_dash.views.deeds import Deed
from lishui_dash.views.links import INDICATOR, PLACE
from lishui_dash.views.recovered import Recovered

_OPEN = ("status", "what", "place", "since", "owner", "coverage", "handling")
_OVER = ("status", "what", "place", "owner", "opened", "answered", "closed", "handling")
_STATES = {
    State.UNACKNOWLEDGED: "alerts.state.unacknowledged",
    State.ACKNOWLEDGED: "alerts.state.acknowledged",
    State.ORDERED: "alerts.state.ordered",
}
_DUE_SECONDS = 20


def draw() -> None:
    """Draw the whole page below its heading."""
    parts.style()
    view: Alerts = session.load(alerts_view)
    st.header(text("alerts.open"), anchor=False)
    _head(view)
    if view.open:
        name = text("alerts.open")
        _table(_OPEN, (_open(alert) for alert in view.open), name, "alerts-open")
    else:
        st.success(text("alerts.none"))
    alert_forms.draw(view)
    orders.draw(session.scope().homes)
    _recovered(view)
    if (due := next_due(view, clock())) is not None:
        _keep_due(due)


def _head(view: Alerts) -> None:
    """Say how many there are of each; which orders are overdue, only the clock knows."""
    late = sum(deed.is_overdue(clock()) for alert in view.open for deed in alert.done)
    overdue = ""
    if late:
        overdue = parts.mark(Status.RED, text("alerts.overdue", number=late))
    st.html(f'<div class="lp-bar"><span>{escape(view.head)}</span>{overdue}</div>')


def _table(keys: Sequence[str], rows: Iterable[str], name: str, key: str) -> None:
    heads = [escape(text(f"alerts.head.{head}")) for head in keys]
    take.drawn(heads, rows, "lines", name, key)


def _open(alert: Alert) -> str:
    item = alert.item
    more = {INDICATOR: item.indicator, PLACE: alert.of.place}
    cells = (
        ("s", parts.mark(item.status, text(f"status.{item.status.value}"))),
        (
            "t",
            parts.link(alert.page, item.what, **more)
            + parts.dim(item.advice)
            + parts.dim(alert.note),
        ),
        ("n", escape(alert.where)),
        (
            "d",
            escape(item.since) + parts.dim(text("alerts.shown_since", moment=alert.opened)),
        ),
        ("k", escape(item.owner)),
        ("c", escape(alert.coverage)),
        ("w", _state(alert.state) + _deeds(alert.done)),
    )
    return _row(item.status, item.indicator, cells)


def _state(state: State) -> str:
    kind = ' class="warn"' if state is State.UNACKNOWLEDGED else ""
    return f"<b{kind}>{escape(text(_STATES[state]))}</b>"


def _row(status: Status, indicator: str, cells: Iterable[tuple[str, str]]) -> str:
    told = "".join(f'<td class="{name}">{cell}</td>' for name, cell in cells)
    return (
        f'<tr class="{theme.classes(status)}" '
        f'data-indicator="{escape(indicator)}">{told}</tr>'
    )


def _deeds(done: Iterable[Deed]) -> str:
    return "".join(f"<div>{escape(deed.said)}{_overdue(deed)}</div>" for deed in done)


def _overdue(deed: Deed) -> str:
    if not deed.is_overdue(clock()):
        return ""
    return f" {parts.mark(Status.RED, text('alerts.is_overdue'))}"


@st.fragment(run_every=_DUE_SECONDS)
def _keep_due(due: datetime) -> None:
    """Draw the page anew once an order is overdue: that changes nothing in the store."""
    if clock() > due:
        live.ask_anew()


def _recovered(view: Alerts) -> None:
    st.header(
        text("alerts.recovered", days=RECOVERED_DAYS, number=view.recovered_n), anchor=False
    )
    if not view.recovered:
        st.info(text("alerts.none_recovered", days=RECOVERED_DAYS))
        return
    name = text("alerts.recovered_name")
    _table(_OVER, map(_over, view.recovered), name, "alerts-recovered")
    if view.recovered_n > len(view.recovered):
        most = len(view.recovered)
        st.caption(text("alerts.most", number=view.recovered_n, most=most))


def _over(one: Recovered) -> str:
    more = {INDICATOR: one.of.indicator, PLACE: one.of.place}
    answered = escape(one.answered) + parts.dim(text("alerts.took", span=one.took))
    if not one.answered:
        answered = parts.dim(text("alerts.nobody"))
    worst = text("alerts.was", status=one.worst)
    cells = (
        ("s", parts.mark(Status.GREEN, text("alerts.is_over")) + parts.dim(worst)),
        ("t", parts.link(one.page, one.what, **more)),
        ("n", escape(one.where)),
        ("k", escape(one.owner)),
        ("d", escape(one.opened)),
        ("w", answered),
        ("d", escape(one.closed) + parts.dim(text("alerts.lasted", span=one.lasted))),
        ("w", _deeds(one.done)),
    )
    return _row(Status.GREEN, one.of.indicator, cells)
