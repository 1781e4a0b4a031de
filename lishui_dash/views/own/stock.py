"""Of 安全保障: when each item runs out at each place, and what a move would change."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from math import floor, isfinite

from lishui_dash.actions.redistribution import (
    KEEP_DAYS,
    LIFT_DAYS,
    Move,
    stocks_of,
    suggest,
)
from lishui_dash.catalogue.places import PLACES, WHOLE
from lishui_dash.catalogue.supplies import ITEMS
from lishui_dash.readings.reading import WORST_FIRST, Reading, Status
from lishui_dash.readings.recall import recall
from lishui_dash.spec import Indicator
from lishui_dash.store.engine import Engine
from lishui_dash.views import figures
from lishui_dash.views.board import is_critical
from lishui_dash.views.languages import Lang, say, text
from lishui_dash.views.moment import Moment
from lishui_dash.views.names import code_words, place_name
from lishui_dash.views.own.section import (
    Cell,
    Lead,
    Row,
    Section,
    calm_lead,
    cell,
    count_note,
    silent_among,
    silent_lead,
)

MOST = 60
MOST_LEADS = 3
DAYS, STOCK_OUT, ON_ITS_WAY = "M08_DAYS_SUPPLY", "M08_STOCKOUT", "M08_REDISTRIB"
_FARTHEST = 3650.0
"""Days of supply beyond this are as good as for ever: no date is told of them."""


@dataclass(frozen=True)
class Projection:
    """One item at one place, in base units and days.

    `days` is None where it cannot be told or nothing is used. `out_on` is the first day
    that the stock cannot serve in full, `out_with_arrivals` the same with what arrives
    within three days, `out_with_moves` with the suggested moves; None: not to be told.
    `incoming` is on its way by transfer order.
    """

    place: str
    item: str
    status: Status
    is_critical: bool
    stock: float
    burn: float
    days: float
    out_on: date | None
    arriving: float
    out_with_arrivals: date | None
    incoming: float
    moves: tuple[Move, ...]
    days_with_moves: float | None
    out_with_moves: date | None


def stock_view(engine: Engine, moment: Moment, lang: Lang, place: str = WHOLE) -> Section:
    """Return what runs short at a place, the scarcest first; at most MOST rows.

    What is green is only counted; what has not been reported is named and not projected.
    """
    readings = _readings(engine, moment, DAYS)
    found = _projections(engine, moment, place, readings)
    scarce = [one for one in found if one.status is not Status.GREEN]
    silent = silent_among(readings, place)
    leads = tuple(_lead(one, lang) for one in scarce[:MOST_LEADS])
    if not scarce:
        leads = calm_lead(text("own.stock.none", lang), silent, place, lang)
    note = count_note(len(scarce[:MOST]), len(scarce), lang)
    enough = len(found) - len(scarce)
    return Section(
        title=text("own.stock.title", lang),
        hint=text("own.stock.hint", lang, keep=KEEP_DAYS, lift=LIFT_DAYS),
        leads=(*leads, *silent_lead(silent, lang)),
        heads=(
            text("own.head.status", lang),
            text("own.head.place", lang),
            text("own.head.item", lang),
            text("own.head.stock", lang),
            text("own.head.burn", lang),
            text("own.head.days", lang),
            text("own.head.out", lang),
            text("own.head.arriving", lang),
            text("own.head.move", lang),
            text("own.head.after", lang),
        ),
        rows=tuple(_row(one, lang) for one in scarce[:MOST]),
        note=note + text("own.stock.enough", lang, number=enough),
    )


def projections(engine: Engine, moment: Moment, place: str = WHOLE) -> list[Projection]:
    """Return every item with a burn rate at a place, or under WHOLE at all, worst first.

    The figures are those of the readings, as known at the moment; a place that has not
    reported has none.
    """
    return _projections(engine, moment, place, _readings(engine, moment, DAYS))


def _projections(
    engine: Engine, moment: Moment, place: str, readings: Sequence[Reading]
) -> list[Projection]:
    days = _by_part(readings)
    outs, under_way = (
        _by_part(_readings(engine, moment, name)) for name in (STOCK_OUT, ON_ITS_WAY)
    )
    moves: dict[tuple[str, str], list[Move]] = {}
    for move in suggest(stocks_of(readings)):
        moves.setdefault((move.recipient, move.item), []).append(move)
    indicator = engine.catalogue.indicators[DAYS]
    found = [
        _projection(
            reading, outs.get(key), under_way.get(key), moves.get(key, ()), indicator
        )
        for key, reading in days.items()
        if place in (WHOLE, reading.place)
        and reading.status is not Status.MISSING
        and reading.value is not None
    ]
    order, items = [one.code for one in PLACES], list(ITEMS)
    found.sort(
        key=lambda one: (
            WORST_FIRST.index(one.status),
            one.days,
            order.index(one.place),
            items.index(one.item),
        )
    )
    return found


def _readings(engine: Engine, moment: Moment, name: str) -> list[Reading]:
    return recall(engine, moment.as_of, known_at=moment.known_at, indicator=name)


def _by_part(readings: Sequence[Reading]) -> Mapping[tuple[str, str], Reading]:
    return {(r.place, r.item): r for r in readings if r.item and r.place != WHOLE}


def _projection(
    reading: Reading,
    out: Reading | None,
    under_way: Reading | None,
    moves: Sequence[Move],
    indicator: Indicator,
) -> Projection:
    assert reading.value is not None
    lag = round(reading.extras.get("stock_age_days", 0))
    after = moves[-1].recipient_days_after if moves else None
    return Projection(
        place=reading.place,
        item=reading.item,
        status=reading.status,
        is_critical=is_critical(indicator, reading.value),
        stock=reading.numerator or 0.0,
        burn=reading.denominator or 0.0,
        days=reading.value,
        out_on=_day(reading.as_of, out.value if out else None),
        arriving=reading.extras.get("arriving", 0.0),
        out_with_arrivals=_day(
            reading.as_of, out.extras.get("with_deliveries") if out else None
        ),
        incoming=under_way.extras.get("incoming", 0.0) if under_way else 0.0,
        moves=tuple(moves),
        days_with_moves=after,
        out_with_moves=_day(reading.as_of, out_after(after, lag)),
    )


def out_after(days: float | None, lag: int) -> float | None:
    """Return in how many days a stock of so many days runs out, as M08_STOCKOUT does.

    `lag` is how many days old the oldest stock is.
    """
    if days is None:
        return None
    return floor(min(round(days, 9), _FARTHEST)) + 1 - lag


def _day(as_of: date, days: float | None) -> date | None:
    if days is None or days >= figures.FAR_DAYS:
        return None
    return as_of + timedelta(days=round(days))


def _lead(one: Projection, lang: Lang) -> Lead:
    said = text(
        "own.stock.lead",
        lang,
        place=place_name(one.place, lang),
        item=say(ITEMS[one.item].short, lang),
        days=figures.decimal(one.days),
        out=figures.day_text(one.out_on),
    )
    if one.moves:
        said += text(
            "own.stock.lead_move",
            lang,
            moves=_moves_text(one, lang),
            days=figures.decimal(one.days_with_moves or 0),
            out=figures.day_text(one.out_with_moves),
        )
    return Lead(one.status, said)


def _row(one: Projection, lang: Lang) -> Row:
    status_said = figures.status_text(one.status, lang)
    if one.is_critical:
        status_said = text("own.stock.critical", lang)
    return Row(
        one.status,
        status_said,
        (
            cell(place_name(one.place, lang)),
            cell(say(ITEMS[one.item].short, lang)),
            cell(_quantity(one.item, one.stock, lang)),
            cell(text("own.stock.a_day", lang, number=_quantity(one.item, one.burn, lang))),
            cell(text("own.stock.days", lang, days=figures.decimal(one.days))),
            cell(figures.day_text(one.out_on)),
            _arriving(one, lang),
            _move(one, lang),
            _after(one, lang),
        ),
    )


def _arriving(one: Projection, lang: Lang) -> Cell:
    """Return what arrives within three days by itself, and what is on its way by order."""
    incoming = ""
    if one.incoming:
        number = _quantity(one.item, one.incoming, lang)
        incoming = text("own.stock.incoming", lang, number=number)
    if not one.arriving:
        return cell(text("own.stock.nothing", lang), incoming)
    out = text("own.stock.then_out", lang, out=figures.day_text(one.out_with_arrivals))
    return cell(_quantity(one.item, one.arriving, lang), out, incoming)


def _move(one: Projection, lang: Lang) -> Cell:
    if not one.moves:
        return cell(text("own.stock.no_move", lang))
    kept = text("list.separator", lang).join(
        text(
            "own.stock.donor_keeps",
            lang,
            donor=place_name(move.donor, lang),
            days=figures.decimal(move.donor_days_after),
        )
        for move in one.moves
        if isfinite(move.donor_days_after)
    )
    return cell(_moves_text(one, lang), kept)


def _moves_text(one: Projection, lang: Lang) -> str:
    return text("list.separator", lang).join(
        text(
            "own.stock.move",
            lang,
            donor=place_name(move.donor, lang),
            number=_quantity(move.item, move.quantity, lang),
        )
        for move in one.moves
    )


def _after(one: Projection, lang: Lang) -> Cell:
    if one.days_with_moves is None:
        return cell(figures.MISSING)
    return cell(
        text("own.stock.days", lang, days=figures.decimal(one.days_with_moves)),
        text("own.stock.then_out", lang, out=figures.day_text(one.out_with_moves)),
    )


def _quantity(item: str, quantity: float, lang: Lang) -> str:
    unit = say(code_words(ITEMS[item].unit_of_measure), lang)
    number = f"{quantity:,.0f}" if quantity == int(quantity) else f"{quantity:,.1f}"
    return text("own.stock.quantity", lang, number=number, unit=unit)
