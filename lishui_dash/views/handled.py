"""What the wall says of what is being done about an open item: seen, or ordered.

Who did it, and what was said, is for the page of alerts.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace

from lishui_dash.actions.handling import State, handlings
from lishui_dash.store.duty import Kind, acts_known
from lishui_dash.store.engine import Engine
from lishui_dash.views.board import Board
from lishui_dash.views.items import BAD, Figure, OpenItem
from lishui_dash.views.languages import Lang, text
from lishui_dash.views.moment import Moment

States = Mapping[Figure, State]
"""How far alerts are dealt with that are; one that nobody has seen is not among them."""


def states_at(engine: Engine, moment: Moment, shown: Board) -> States:
    """Return how far the alerts of a moment are dealt with.

    Episodes are looked for where somebody has done something about what is bad: a drawing
    of the wall has no time for all of them.
    """
    until = (moment.known_at if moment.is_replay else None) or moment.now
    names = {
        act.of.indicator
        for act in acts_known(engine, moment.as_of, until)
        if act.kind is not Kind.REMARKED
        and (reading := shown.today.get(act.of.figure)) is not None
        and reading.status in BAD
    }
    return {
        one.episode.of.figure: one.state
        for name in sorted(names)
        for one in handlings(
            engine,
            engine.catalogue,
            moment.as_of,
            until=until,
            known_at=moment.known_at,
            indicator=name,
        )
        if one.state is not State.UNACKNOWLEDGED
    }


def marked(items: Iterable[OpenItem], states: States, lang: Lang) -> list[OpenItem]:
    """Return the items, each saying how far all that it speaks of is dealt with."""
    return [replace(item, handled=_text(item, states, lang)) for item in items]


def _text(item: OpenItem, states: States, lang: Lang) -> str:
    found = {states.get(figure, State.UNACKNOWLEDGED) for figure in item.figures}
    if State.UNACKNOWLEDGED in found:
        return ""
    is_ordered = found == {State.ORDERED}
    return text("alerts.state.ordered" if is_ordered else "alerts.state.acknowledged", lang)
