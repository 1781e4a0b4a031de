"""Of 减轻工作负担: who asked the grassroots for what, against who has to answer."""

from __future__ import annotations

from collections.abc import Sequence

from lishui_dash.catalogue.places import CITY_LEVEL, PLACES, WHOLE
from lishui_dash.readings.reading import Status
from lishui_dash.readings.senders import Asked, Sender, senders
from lishui_dash.store.engine import Engine
from lishui_dash.views.figures import MISSING
from lishui_dash.views.languages import Lang, text
from lishui_dash.views.moment import Moment
from lishui_dash.views.names import place_name
from lishui_dash.views.own.section import (
    Cell,
    Lead,
    Row,
    Section,
    cell,
    count_note,
    known_until,
    unit_name,
)

MOST = 40
MOST_LEADS = 3
_NOTHING = Asked()


def senders_view(engine: Engine, moment: Moment, lang: Lang, place: str = WHOLE) -> Section:
    """Return senders down and receivers across, without consent first; at most MOST.

    At one place only those stand there who asked something of it, and it is the only
    receiver. Sums of all are in the first row.
    """
    found = senders(engine, engine.registers, moment.as_of, known_until(moment))
    asking = [one for one in found if _of(one, place) != _NOTHING]
    withdrawn = sum(one.withdrawn_n for one in found)
    places = _receivers(asking, place)
    note = count_note(len(asking[:MOST]), len(asking), lang)
    if withdrawn:
        note += text("own.senders.withdrawn", lang, number=withdrawn)
    rows = [
        _row(unit_name(engine.registers, o.unit, lang), o, places, place, lang)
        for o in asking[:MOST]
    ]
    if len(asking) > 1:
        whole = _together(asking)
        rows.insert(0, _row(text("own.senders.all", lang), whole, places, place, lang))
    return Section(
        title=text("own.senders.title", lang),
        hint=text("own.senders.hint", lang),
        leads=_leads(engine, asking, place, lang),
        heads=(
            text("own.head.sender", lang),
            text("own.head.asked", lang) if place == WHOLE else place_name(place, lang),
            *(place_name(code, lang) for code in places),
        ),
        rows=tuple(rows),
        note=note,
        is_matrix=True,
    )


def _of(sender: Sender, place: str) -> Asked:
    return sender.whole if place == WHOLE else sender.by_place.get(place, _NOTHING)


def _receivers(asking: Sequence[Sender], place: str) -> tuple[str, ...]:
    """Return who is across: the places, and the city's own bodies where they are asked."""
    if place != WHOLE:
        return ()
    return tuple(
        one.code
        for one in PLACES
        if one.code != CITY_LEVEL or any(one.code in s.by_place for s in asking)
    )


def _together(asking: Sequence[Sender]) -> Sender:
    whole, by_place = _NOTHING, dict[str, Asked]()
    for one in asking:
        whole += one.whole
        for place, part in one.by_place.items():
            by_place[place] = by_place.get(place, _NOTHING) + part
    return Sender("", whole, by_place)


def _leads(
    engine: Engine, asking: Sequence[Sender], place: str, lang: Lang
) -> tuple[Lead, ...]:
    """Return a sentence on each sender without consent, or that all had it."""
    bad = [one for one in asking if _of(one, place).unapproved_n]
    if bad:
        return tuple(
            Lead(
                Status.RED,
                text(
                    "own.senders.lead",
                    lang,
                    sender=unit_name(engine.registers, one.unit, lang),
                    number=_of(one, place).unapproved_n,
                    units=_of(one, place).units_n,
                    hours=f"{_of(one, place).unapproved_hours:,.0f}",
                ),
            )
            for one in bad[:MOST_LEADS]
        )
    if any(_of(one, place).requests_n for one in asking):
        return (Lead(Status.GREEN, text("own.senders.all_approved", lang)),)
    return (Lead(Status.REFERENCE, text("own.senders.none", lang)),)


def _row(name: str, sender: Sender, places: Sequence[str], place: str, lang: Lang) -> Row:
    whole = _of(sender, place)
    cells = (whole, *(sender.by_place.get(code, _NOTHING) for code in places))
    return Row(
        _status(whole),
        "",
        (cell(name), *(_cell(one, lang) for one in cells)),
    )


def _cell(asked: Asked, lang: Lang) -> Cell:
    """Return how many requests, how many without consent, and what they take."""
    if asked == _NOTHING:
        return cell(MISSING)
    below = ""
    if asked.below_n is not None:
        below = text(
            "own.senders.below",
            lang,
            number=f"{asked.below_n:,}",
            hours=f"{asked.below_hours or 0:,.0f}",
        )
    if not asked.requests_n:
        return cell(MISSING, below, status=Status.REFERENCE)
    key = "own.senders.unapproved" if asked.unapproved_n else "own.senders.approved"
    shown = text(key, lang, number=asked.requests_n, unapproved=asked.unapproved_n)
    hours = text("own.senders.hours", lang, hours=f"{asked.hours:,.0f}")
    return cell(shown, hours, below, status=_status(asked))


def _status(asked: Asked) -> Status:
    if not asked.requests_n:
        return Status.REFERENCE
    return Status.RED if asked.unapproved_n else Status.GREEN
