"""What changed: since the day that is replayed was first seen, and against another day."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from lishui_dash.store.engine import Engine
from lishui_dash.views.compared import Comparison, comparison_of
from lishui_dash.views.languages import Lang
from lishui_dash.views.moment import Moment
from lishui_dash.views.since import Since, since_of


@dataclass(frozen=True)
class Changes:
    """`since` is None where the current day is shown; `against` where none is asked for."""

    since: Since | None
    against: Comparison | None


def changes_view(
    engine: Engine,
    moment: Moment,
    lang: Lang,
    stem: str | None,
    place: str,
    against: date | None,
) -> Changes:
    """Return what changed in the figures of a clause, or of all (`stem` None), at a place.

    A `stem` of no clause has no figures.
    """
    catalogue = engine.catalogue
    if stem is None:
        indicators = tuple(catalogue.indicators.values())
    else:
        indicators = catalogue.indicators_of(stem)
    return Changes(
        since=since_of(engine, moment, lang, indicators, place)
        if moment.is_replay
        else None,
        against=comparison_of(engine, moment, lang, indicators, place, against)
        if against
        else None,
    )
