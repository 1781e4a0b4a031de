"""What has been done about each alert that is open, or was until the data closed it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime
from enum import Enum

from lishui_dash.catalogue import Catalogue
from lishui_dash.readings.episodes import Episode, episodes
from lishui_dash.readings.reading import WORST_FIRST, Status
from lishui_dash.store.duty import Act, Kind, acts_known
from lishui_dash.store.engine import Reader


class State(Enum):
    """How far an alert is dealt with; an order says that it was seen as well."""

    UNACKNOWLEDGED = "unacknowledged"
    ACKNOWLEDGED = "acknowledged"
    ORDERED = "ordered"


@dataclass(frozen=True)
class Handling:
    """An episode with all that was done about it, oldest first."""

    episode: Episode
    acts: tuple[Act, ...]

    @property
    def answers(self) -> tuple[Act, ...]:
        """What shows that somebody has seen it: acknowledgements and orders."""
        return tuple(act for act in self.acts if act.kind is not Kind.REMARKED)

    @property
    def standing(self) -> tuple[Act, ...]:
        """The answers given when it was already as bad as it is: none once it is worse."""
        rank = WORST_FIRST.index(self.episode.status)
        return tuple(
            act for act in self.answers if WORST_FIRST.index(Status(act.status)) <= rank
        )

    @property
    def state(self) -> State:
        if not self.standing:
            return State.UNACKNOWLEDGED
        is_ordered = any(act.kind is Kind.ORDERED for act in self.answers)
        return State.ORDERED if is_ordered else State.ACKNOWLEDGED


def handlings(
    reader: Reader,
    catalogue: Catalogue,
    as_of: date,
    *,
    until: datetime,
    known_at: datetime | None = None,
    closed_since: datetime | None = None,
    indicator: str | None = None,
) -> list[Handling]:
    """Return what was done by `until` about the episodes that `episodes` finds."""
    found = episodes(
        reader,
        catalogue,
        as_of,
        known_at=known_at,
        closed_since=closed_since,
        indicator=indicator,
    )
    by_figure: dict[tuple[str, str, str], list[Act]] = {}
    for act in acts_known(reader, as_of, until):
        by_figure.setdefault(act.of.figure, []).append(act)
    return [
        Handling(episode, tuple(_within(episode, by_figure.get(episode.of.figure, ()))))
        for episode in found
    ]


def _within(episode: Episode, acts: Iterable[Act]) -> Iterator[Act]:
    """Yield what was done about a figure while the episode was open."""
    for act in acts:
        is_after = act.at >= episode.opened_at
        if is_after and (episode.closed_at is None or act.at < episode.closed_at):
            yield act
