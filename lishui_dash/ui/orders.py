"""The orders to units on the screen: what is to be done, by when, and what is over."""

from __future__ import annotations

from collections.abc import Callable
from html import escape

import streamlit as st

from lishui_dash.readings.reading import Status
from lishui_dash.ui import parts, session, take, theme
from lishui_dash.ui.clock import clock
from lishui_dash.ui.language import text
from lishui_dash.views.orders import Order, orders_view

_HEADS = ("status", "what", "unit", "due", "by")


def draw(codes: tuple[str, ...], heading: Callable[..., object] = st.header) -> None:
    """Draw what units, by their codes, were ordered to do; nothing where there is none."""
    orders = session.load(orders_view, codes)
    if not orders:
        return
    heading(text("orders.title"), anchor=False)
    heads = [escape(text(f"orders.head.{head}")) for head in _HEADS]
    take.drawn(heads, map(_row, orders), "lines", text("orders.title"), "orders")


def _row(order: Order) -> str:
    if order.done:
        status, said = Status.GREEN, order.done
    elif order.is_overdue(clock()):
        status, said = Status.RED, text("alerts.is_overdue")
    else:
        status, said = Status.AMBER, text("orders.open")
    cells = (
        ("s", parts.mark(status, said)),
        ("t", escape(order.what)),
        ("k", escape(order.unit)),
        ("d", escape(order.due)),
        ("w", escape(order.by) + parts.dim(order.ordered)),
    )
    told = "".join(f'<td class="{name}">{cell}</td>' for name, cell in cells)
    return f'<tr class="{theme.classes(status)}">{told}</tr>'
