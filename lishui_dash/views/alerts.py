"""What is red or amber, and what the duty officer has done about it."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime, time, timedelta

from lishui_dash.actions.duty import may_be_ordered
from lishui_dash.actions.handling import Handling, State, handlings
from lishui_dash.catalogue.places import CITY_LEVEL, WHOLE
from lishui_dash.readings.episodes import Episode
from lishui_dash.readings.reading import Reading, Status
from lishui_dash.spec import UnitKind
from lishui_dash.store.duty import Of
from lishui_dash.store.engine import Engine
from lishui_dash.views import figures
from lishui_dash.views.board import Board, board
from lishui_dash.views.deeds import Deed, deeds_of
from lishui_dash.views.items import Figure, OpenItem, moves_at, open_parts, since_text
from lishui_dash.views.languages import Lang, say, text
from lishui_dash.views.moment import Moment
from lishui_dash.views.names import place_name
from lishui_dash.views.overview import page_of
from lishui_dash.views.recovered import Recovered, recovered_of, what_text, worth_telling
from lishui_dash.views.unit_subject import Subject, label_of

RECOVERED_DAYS = 7
"""How long an alert is listed after the data have closed it."""
MOST_RECOVERED = 50


@dataclass(frozen=True)
class Alert:
    """An alert that is open. `note` says what the item itself does not: that nothing was
    reported since, or that it got worse after it was acknowledged."""

    of: Of
    item: OpenItem
    page: str
    where: str
    opened: str
    coverage: str
    note: str
    state: State
    done: tuple[Deed, ...]


@dataclass(frozen=True)
class Alerts:
    """`recovered_n` counts all that recovered; `recovered` are the last of them."""

    head: str
    open: tuple[Alert, ...]
    recovered: tuple[Recovered, ...]
    recovered_n: int


def alerts_view(engine: Engine, moment: Moment, lang: Lang) -> Alerts:
    """Return the alerts of a moment; of a past day, with what was done by then."""
    catalogue, registers = engine.catalogue, engine.registers
    shown = board(engine, moment)
    first = moment.as_of - timedelta(days=RECOVERED_DAYS)
    known = handlings(
        engine,
        catalogue,
        moment.as_of,
        until=(moment.known_at if moment.is_replay else None) or moment.now,
        known_at=moment.known_at,
        closed_since=datetime.combine(first, time.min),
    )
    open_ = {one.episode.of.figure: one for one in known if one.episode.closed_at is None}
    alerts = _alerts(shown, open_parts(shown, moves_at(engine, moment), lang), open_, lang)
    recovered = worth_telling(known, known)
    return Alerts(
        head=_head(alerts, lang),
        open=tuple(alerts),
        recovered=tuple(
            recovered_of(catalogue, registers, handled, closed_at, lang)
            for closed_at, handled in recovered[:MOST_RECOVERED]
        ),
        recovered_n=len(recovered),
    )


def units_view(
    engine: Engine, moment: Moment, lang: Lang, place: str
) -> tuple[tuple[str, str], ...]:
    """Return the codes and names of the units that can be instructed about a place: its
    own first, then the city's."""
    first, day = [place, CITY_LEVEL], moment.now.date()
    units = [
        unit
        for unit in engine.registers.units.values()
        if unit.kind is not UnitKind.VILLAGE and may_be_ordered(unit, day)
    ]
    units.sort(key=lambda u: first.index(u.place) if u.place in first else len(first))
    return tuple((u.code, label_of(Subject(u.code, u.place, u), lang)) for u in units)


def label_text(alert: Alert) -> str:
    """Return what an alert is called where one is chosen."""
    return f"{alert.item.shape} {alert.item.what}"


def next_due(alerts: Alerts, now: datetime) -> datetime | None:
    """Return when the next order of an open alert will be overdue."""
    dues = (deed.due_at for alert in alerts.open for deed in alert.done)
    return min((due for due in dues if due is not None and due >= now), default=None)


def _alerts(
    shown: Board,
    parts: Iterable[tuple[Reading, OpenItem]],
    known: Mapping[Figure, Handling],
    lang: Lang,
) -> list[Alert]:
    """Return what is red or amber, then what was and has not been reported since."""
    found: dict[Figure, Alert] = {}
    for part, item in parts:
        figure = part.indicator, part.place, part.item
        handled = known.get(figure) or _just_begun(part)
        found[figure] = _alert(shown, item, part, handled, lang)
    told = {name for name, _, _ in found}
    left = {figure: one for figure, one in known.items() if figure not in found}
    return [*found.values(), *_silent(shown, left, told, lang)]


def _just_begun(part: Reading) -> Handling:
    """Return what is known of a part that turned bad after the episodes were asked for."""
    of = Of(part.indicator, part.place, part.item, part.as_of)
    opened_at = part.known_at or datetime.combine(part.as_of, time.min)
    return Handling(Episode(of, opened_at, None, part.status, part.status, False), ())


def _silent(
    shown: Board, left: Mapping[Figure, Handling], told: Collection[str], lang: Lang
) -> Iterator[Alert]:
    for figure, handled in left.items():
        name, place, _ = figure
        reading = shown.today.get(figure)
        is_known = reading is not None and reading.status is not Status.MISSING
        is_beside = place == WHOLE and (
            name in told or any(n == name for n, p, _ in left if p != WHOLE)
        )
        if is_known or is_beside or handled.episode.is_partial:
            continue
        yield _alert(
            shown, _silent_item(shown, handled.episode.of, lang), reading, handled, lang
        )


def _silent_item(shown: Board, of: Of, lang: Lang) -> OpenItem:
    indicator = shown.catalogue.indicators[of.indicator]
    told = figures.status_text(Status.MISSING, lang)
    return OpenItem(
        indicator=of.indicator,
        stem=shown.catalogue.stems[of.indicator],
        what=what_text(shown.catalogue, shown.registers, of, told, lang),
        status=Status.MISSING,
        shape=figures.SHAPES[Status.MISSING],
        is_critical=False,
        owner=say(indicator.owner, lang),
        since=since_text(shown, indicator, of.place, lang),
        advice="",
        figures=(of.figure,),
    )


def _alert(
    shown: Board, item: OpenItem, reading: Reading | None, handled: Handling, lang: Lang
) -> Alert:
    of = handled.episode.of
    covered = reading.coverage if reading is not None else None
    return Alert(
        of=of,
        item=item,
        page=page_of(shown.catalogue, item.stem),
        where=place_name(of.place, lang),
        opened=figures.moment_text(handled.episode.opened_at),
        coverage=figures.coverage_text(covered, lang) if covered else "",
        note=_note(item, handled, lang),
        state=handled.state,
        done=deeds_of(handled.acts, shown.registers, lang),
    )


def _note(item: OpenItem, handled: Handling, lang: Lang) -> str:
    if item.status is Status.MISSING:
        last = figures.status_text(handled.episode.status, lang)
        return text("alerts.silent", lang, status=last)
    if handled.answers and handled.state is State.UNACKNOWLEDGED:
        return text("alerts.worse", lang)
    return ""


def _head(alerts: Collection[Alert], lang: Lang) -> str:
    statuses = [alert.item.status for alert in alerts]
    states = [alert.state for alert in alerts]
    return text(
        "alerts.count",
        lang,
        red=statuses.count(Status.RED),
        amber=statuses.count(Status.AMBER),
        unacknowledged=states.count(State.UNACKNOWLEDGED),
        acknowledged=states.count(State.ACKNOWLEDGED),
        ordered=states.count(State.ORDERED),
    )
