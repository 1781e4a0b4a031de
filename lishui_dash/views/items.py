"""What is red or amber, in sentences: what, whose, since when, and what would help."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import partial

from lishui_dash.actions.redistribution import Move, suggestions
from lishui_dash.catalogue.places import WHOLE
from lishui_dash.catalogue.supplies import ITEMS
from lishui_dash.readings.judge import PARTIAL
from lishui_dash.readings.reading import WORST_FIRST, Reading, Status
from lishui_dash.spec import Audience, Indicator
from lishui_dash.store.engine import Engine
from lishui_dash.views import figures
from lishui_dash.views.board import Board, badness, is_critical, value_of
from lishui_dash.views.guard import unless_broken
from lishui_dash.views.languages import Lang, say, text
from lishui_dash.views.moment import Moment
from lishui_dash.views.names import code_words, place_name, where_text
from lishui_dash.views.suppression import few_text, is_too_small

BAD = (Status.RED, Status.AMBER)
Moves = Mapping[tuple[str, str], Move]
"""The supplies that could be moved, by who would get them and the item."""
Figure = tuple[str, str, str]
"""An indicator at a place (and item)."""


@dataclass(frozen=True)
class OpenItem:
    """`indicator` is its name; `stem` the clause it belongs to. `figures` are all that
    `what` speaks of, `handled` what is being done about them, "" where it is not told."""

    indicator: str
    stem: str
    what: str
    status: Status
    shape: str
    is_critical: bool
    owner: str
    since: str
    advice: str
    figures: tuple[Figure, ...]
    handled: str = ""


_Ranked = tuple[tuple[int, bool, bool, int], OpenItem]


def moves_at(engine: Engine, moment: Moment) -> Moves:
    found = suggestions(engine, moment.as_of, moment.known_at)
    return {(move.recipient, move.item): move for move in reversed(found)}


def open_items(
    shown: Board,
    moves: Moves,
    lang: Lang,
    place: str,
    indicators: Iterable[Indicator] | None = None,
) -> list[OpenItem]:
    """Return what is red or amber, one entry for an indicator, worst first.

    `indicators` None: those that are told on the wall.
    """
    every = shown.catalogue.indicators.values()
    on_wall = (i for i in every if Audience.WALL in i.audience)
    found: list[_Ranked] = []
    for indicator in on_wall if indicators is None else indicators:
        make = partial(_ranked, shown, indicator, moves, lang, place)
        found += unless_broken(indicator.name, make, list[_Ranked])
    found.sort(key=lambda pair: pair[0])
    return [item for _, item in found]


def open_parts(shown: Board, moves: Moves, lang: Lang) -> list[tuple[Reading, OpenItem]]:
    """Return every part of a figure that is red or amber, worst first.

    Where `open_items` has one entry for an indicator, this has one for each place and item,
    of all indicators. The city as a whole stands in where no part is as bad.
    """
    found: list[tuple[Reading, OpenItem]] = []
    for indicator in shown.catalogue.indicators.values():
        make = partial(_parts, shown, indicator, moves, lang)
        found += unless_broken(indicator.name, make, list[tuple[Reading, OpenItem]])
    found.sort(key=lambda pair: _urgency(*pair))
    return found


def _parts(
    shown: Board, indicator: Indicator, moves: Moves, lang: Lang
) -> list[tuple[Reading, OpenItem]]:
    parts = bad_parts(shown, indicator)
    parts.sort(key=partial(badness, indicator))
    return [(part, _item(shown, indicator, part, moves, lang, [], WHOLE)) for part in parts]


def _urgency(part: Reading, item: OpenItem) -> tuple[int, bool, bool]:
    rank = WORST_FIRST.index(item.status)
    return rank, not item.is_critical, part.reason == PARTIAL


def _ranked(
    shown: Board, indicator: Indicator, moves: Moves, lang: Lang, place: str
) -> list[_Ranked]:
    """Return the entry of one indicator with what it is sorted by, if there is one."""
    part = worst_of(shown, indicator, place)
    if part is None:
        return []
    alike = [r for r in shown.parts(indicator) if r.status is part.status]
    rank, calm, _ = badness(indicator, part)
    item = _item(shown, indicator, part, moves, lang, alike, place)
    places = len({r.place for r in alike})
    return [((rank, calm, part.reason == PARTIAL, -places), item)]


def _item(
    shown: Board,
    indicator: Indicator,
    part: Reading,
    moves: Moves,
    lang: Lang,
    alike: Sequence[Reading],
    place: str,
) -> OpenItem:
    """Return the entry of a part; `alike` are all parts that are as bad, of any place."""
    what, spoken_of = said(shown, indicator, part, lang, place), [part]
    places = len({r.place for r in alike})
    if place == WHOLE and places > 1:
        what = text("wall.and_places", lang, said=what, number=places)
        spoken_of = list(alike)
    return OpenItem(
        indicator=indicator.name,
        stem=shown.catalogue.stems[indicator.name],
        what=what,
        status=part.status,
        shape=figures.SHAPES[part.status],
        is_critical=is_critical(indicator, value_of(part)),
        owner=say(indicator.owner, lang),
        since=since_text(shown, indicator, part.place, lang),
        advice=_advice(part, moves, lang),
        figures=tuple((r.indicator, r.place, r.item) for r in spoken_of),
    )


def note(
    shown: Board, indicators: Iterable[Indicator], moves: Moves, lang: Lang, place: str
) -> str:
    """Return the sentence on the worst of some figures; "" where none is red or amber."""
    bad = [(i, part) for i in indicators if (part := worst_of(shown, i, place)) is not None]
    if not bad:
        return ""
    indicator, part = min(bad, key=lambda p: (*badness(*p)[:2], p[1].reason == PARTIAL))
    sentence = said(shown, indicator, part, lang, place)
    advice = _advice(part, moves, lang)
    if not advice:
        return sentence
    return text("wall.note_advice", lang, said=sentence, advice=advice)


def worst_of(shown: Board, indicator: Indicator, place: str = WHOLE) -> Reading | None:
    """Return the worst red or amber part of a figure; its own reading if no part is."""
    return min(
        bad_parts(shown, indicator, place),
        key=lambda p: (p.reason == PARTIAL, badness(indicator, p)),
        default=None,
    )


def bad_parts(shown: Board, indicator: Indicator, place: str = WHOLE) -> list[Reading]:
    """Return the red and amber parts of a figure; its own reading if no part is."""
    parts = [r for r in shown.parts(indicator, place) if r.status in BAD]
    whole = shown.at(indicator, place)
    if not parts and whole is not None and whole.status in BAD:
        return [whole]
    return parts


def said(
    shown: Board, indicator: Indicator, part: Reading, lang: Lang, place: str = WHOLE
) -> str:
    """Return "青田 到岗率 92.1%": where, what, how much; a place does not name itself."""
    title = say(indicator.words, lang)
    where = where_text(part, shown.registers, lang)
    if part.place == place and place != WHOLE:
        where = where.split(" · ")[0] if part.item else ""
    told = value_text(indicator, part, lang)
    return text("wall.said", lang, where=where, title=title, value=told).strip(" :：")


def value_text(indicator: Indicator, part: Reading, lang: Lang) -> str:
    """Return the value with its unit, or what is wrong where the value alone looks fine:
    not all of it was reported, or something beside it decided the status."""
    if part.reason == PARTIAL:
        come = part.coverage
        return text("wall.partial", lang, reported=come.reported, due=come.due)
    if is_decided_beside(indicator, part):
        return say(part.reason, lang)
    if is_too_small(indicator, part):
        return few_text(indicator, lang)
    return figures.with_unit(indicator, value_of(part), lang, part.as_of)


def is_decided_beside(indicator: Indicator, part: Reading) -> bool:
    """Whether not the value but an extra figure beside it made the reading red or amber."""
    threshold = indicator.threshold
    beside = (*threshold.red_when, *threshold.amber_when)
    return any(part.reason == when.says for when in beside)


def _advice(part: Reading, moves: Moves, lang: Lang) -> str:
    move = moves.get((part.place, part.item))
    if move is None:
        return ""
    return text(
        "wall.advice",
        lang,
        donor=place_name(move.donor, lang),
        quantity=f"{move.quantity:,.0f}",
        unit=say(code_words(ITEMS[move.item].unit_of_measure), lang),
        days=figures.decimal(move.recipient_days_after),
    )


def since_text(shown: Board, indicator: Indicator, place: str, lang: Lang) -> str:
    """Return since when a figure has been as bad as it is, or worse: "03-02 起 2 天"."""
    since = shown.since(indicator, place)
    if since == shown.as_of:
        return text("since.new", lang)
    if since == shown.days[0]:
        return text("since.long", lang, days=len(shown.days))
    days = (shown.as_of - since).days + 1
    return text("since.day", lang, day=figures.day_text(since), days=days)
