"""What a unit was ordered to do, by whom and by when, and whether that is still open."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, time, timedelta

from lishui_dash.actions.orders import Ordered, orders_to
from lishui_dash.catalogue.registers import Registers
from lishui_dash.store.engine import Engine
from lishui_dash.views.alerts import RECOVERED_DAYS
from lishui_dash.views.deeds import by_text
from lishui_dash.views.figures import moment_text
from lishui_dash.views.languages import Lang, say, text
from lishui_dash.views.moment import Moment


@dataclass(frozen=True)
class Order:
    """An order in its own words. `done` says when its alert was over, "" while it is open;
    `due_at` is when it is due."""

    what: str
    unit: str
    by: str
    ordered: str
    due: str
    due_at: datetime | None
    done: str

    def is_overdue(self, now: datetime) -> bool:
        return not self.done and self.due_at is not None and now > self.due_at


def orders_view(
    engine: Engine, moment: Moment, lang: Lang, codes: tuple[str, ...]
) -> tuple[Order, ...]:
    """Return the orders to units and to all below them, or to all units of a place.

    Those come first that are open. An order whose alert is over is told as long as the
    alert is.
    """
    first = moment.as_of - timedelta(days=RECOVERED_DAYS)
    found = orders_to(
        engine,
        set(_units(engine.registers, codes)),
        moment.as_of,
        until=(moment.known_at if moment.is_replay else None) or moment.now,
        known_at=moment.known_at,
        closed_since=datetime.combine(first, time.min),
    )
    found.sort(key=lambda one: one.closed_at is not None)
    return tuple(_order(engine.registers, one, lang) for one in found)


def _units(registers: Registers, codes: tuple[str, ...]) -> Iterator[str]:
    for code in codes:
        if code in registers.units:
            yield from registers.under(code)
        else:
            yield from (u.code for u in registers.units.values() if u.place == code)


def _order(registers: Registers, one: Ordered, lang: Lang) -> Order:
    act, unit = one.act, registers.units.get(one.act.to_unit)
    done = ""
    if one.closed_at is not None:
        is_late = act.due_at is not None and one.closed_at > act.due_at
        done = text(
            "orders.over_late" if is_late else "orders.over",
            lang,
            when=moment_text(one.closed_at),
        )
    return Order(
        what=act.said,
        unit=say(unit.words, lang) if unit else act.to_unit,
        by=by_text(act, lang),
        ordered=moment_text(act.at),
        due=moment_text(act.due_at),
        due_at=act.due_at,
        done=done,
    )
