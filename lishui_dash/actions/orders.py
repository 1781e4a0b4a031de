"""What units were ordered to do about alerts, wherever the alerts are."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime

from lishui_dash.actions.handling import handlings
from lishui_dash.store.duty import Act, Kind, acts_known
from lishui_dash.store.engine import Engine


@dataclass(frozen=True)
class Ordered:
    """An order, and when the data closed its alert; None: the alert is open."""

    act: Act
    closed_at: datetime | None


def orders_to(
    engine: Engine,
    units: Collection[str],
    as_of: date,
    *,
    until: datetime,
    known_at: datetime | None = None,
    closed_since: datetime,
) -> list[Ordered]:
    """Return what was ordered of units by `until`, the newest first: of alerts that are
    open, or were closed since a moment.

    Of units whose figures `engine.sight` does not cover nothing is told. An order may be
    about an alert of another place or of the whole city: of that nothing is told but
    whether it is open.
    """
    wanted = {code for code in units if engine.sight.figures.covers(code)}
    if not any(_is_to(act, wanted) for act in acts_known(engine.behind, as_of, until)):
        return []
    found = [
        Ordered(act, handled.episode.closed_at)
        for handled in handlings(
            engine.behind,
            engine.catalogue,
            as_of,
            until=until,
            known_at=known_at,
            closed_since=closed_since,
        )
        for act in handled.acts
        if _is_to(act, wanted)
    ]
    return sorted(found, key=lambda one: one.act.at, reverse=True)


def _is_to(act: Act, units: Collection[str]) -> bool:
    return act.kind is Kind.ORDERED and act.to_unit in units
