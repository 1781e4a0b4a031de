"""What is done when a figure goes wrong, as the feeds report it."""

from __future__ import annotations

from lishui_dash.catalogue.feeds import rest_leave, supply_transfers
from lishui_dash.spec import Measure, Words

REST_ORDERED = Measure(
    Words("下达强制休息令 {number} 份", "{number} orders to rest"),
    rest_leave.feed,
    at="ordered_at",
    only="rest_type = 'forced'",
)

SUPPLIES_CAME = Measure(
    Words("调拨签收 {number} 批", "{number} transfers received"),
    supply_transfers.feed,
    at="received_at",
)
