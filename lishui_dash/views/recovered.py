"""The alerts that the data have closed: when, and how soon somebody had seen them."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

from lishui_dash.actions.handling import Handling
from lishui_dash.catalogue import Catalogue
from lishui_dash.catalogue.places import WHOLE
from lishui_dash.catalogue.registers import Registers
from lishui_dash.readings.episodes import Episode
from lishui_dash.store.duty import Of
from lishui_dash.views.deeds import Deed, by_text, settled_deeds
from lishui_dash.views.figures import moment_text, status_text
from lishui_dash.views.languages import Lang, say, text
from lishui_dash.views.names import part_text, place_name
from lishui_dash.views.overview import page_of
from lishui_dash.views.reporting import delay_text


@dataclass(frozen=True)
class Recovered:
    """An alert that the data have closed.

    `answered` is when it was first acknowledged or ordered and by whom, "" where nobody
    did; `took` is how long that was after it opened, `lasted` how long it was open.
    """

    of: Of
    what: str
    page: str
    where: str
    owner: str
    worst: str
    opened: str
    answered: str
    took: str
    closed: str
    lasted: str
    done: tuple[Deed, ...]


def worth_telling(
    closed: Iterable[Handling], every: Iterable[Handling]
) -> list[tuple[datetime, Handling]]:
    """Return what recovered and when, the last first.

    Left out is what was only ever not fully reported, and the city as a whole beside its
    parts, unless somebody has done something about it.
    """
    parts = [one.episode for one in every if one.episode.of.place != WHOLE]
    told = [
        (one.episode.closed_at, one)
        for one in closed
        if one.episode.closed_at is not None
        and (one.acts or not _is_beside(one.episode, parts))
    ]
    return sorted(told, key=lambda pair: pair[0], reverse=True)


def _is_beside(episode: Episode, parts: Collection[Episode]) -> bool:
    return episode.is_partial or (
        episode.of.place == WHOLE
        and any(
            part.of.indicator == episode.of.indicator and part.overlaps(episode)
            for part in parts
        )
    )


def recovered_of(
    catalogue: Catalogue,
    registers: Registers,
    handled: Handling,
    closed_at: datetime,
    lang: Lang,
) -> Recovered:
    episode = handled.episode
    of = episode.of
    first = handled.answers[0] if handled.answers else None
    return Recovered(
        of=of,
        what=what_text(catalogue, registers, of, "", lang),
        page=page_of(catalogue, catalogue.stems[of.indicator]),
        where=place_name(of.place, lang),
        owner=say(catalogue.indicators[of.indicator].owner, lang),
        worst=status_text(episode.worst, lang),
        opened=moment_text(episode.opened_at),
        answered=f"{moment_text(first.at)} {by_text(first, lang)}" if first else "",
        took=_span_text(first.at - episode.opened_at, lang) if first else "",
        closed=moment_text(closed_at),
        lasted=_span_text(closed_at - episode.opened_at, lang),
        done=settled_deeds(handled.acts, closed_at, registers, lang),
    )


def what_text(
    catalogue: Catalogue, registers: Registers, of: Of, value: str, lang: Lang
) -> str:
    """Return "N95 · 青田 物资可用天数 未报", in the words of the wall."""
    title = say(catalogue.indicators[of.indicator].words, lang)
    where = part_text(of.place, of.item, registers, lang)
    return text("wall.said", lang, where=where, title=title, value=value).strip()


def _span_text(span: timedelta, lang: Lang) -> str:
    return delay_text(span.total_seconds() / 3600, lang)
