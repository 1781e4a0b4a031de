"""What outlives one run of a page: the store, the clock, and the views already built."""

from __future__ import annotations

from collections.abc import Callable, Hashable
from dataclasses import dataclass
from datetime import date, datetime
from functools import partial
from typing import Any, Concatenate, TypeVar

import streamlit as st

from lishui_dash.access.events import Did
from lishui_dash.access.roles import Right
from lishui_dash.access.scope import OPEN, Scope, screen_scope
from lishui_dash.actions.desk import open_days_until
from lishui_dash.catalogue.places import PLACES, WHOLE
from lishui_dash.errors import AccessRefused
from lishui_dash.intake.receive import Desk
from lishui_dash.readings.recall import newest_knowledge
from lishui_dash.readings.reporting import as_of_at, last_day_owed, opened_days
from lishui_dash.readings.thresholds import catalogue_on
from lishui_dash.store.engine import Engine
from lishui_dash.ui.clock import clock
from lishui_dash.ui.language import lang
from lishui_dash.ui.on_record import told_of_files, write_audit
from lishui_dash.ui.opened import seen, the_desk
from lishui_dash.ui.viewer import has_touched_a_part, is_open, viewer
from lishui_dash.views.clause import places_of
from lishui_dash.views.links import PLACE
from lishui_dash.views.moment import (
    NOTHING_KNOWN,
    Moment,
    Refusal,
    compared_with,
    morning_after,
)

AS_OF, KNOWN, AGAINST = "as_of", "known", "against"
_REFUSED, _ON_RECORD = "refused_on_record", "done_on_record"

_View = TypeVar("_View")

Mark = tuple[int, date, datetime | None]
"""The version, the day shown and its newest knowledge: what makes two drawings differ."""


@dataclass(frozen=True)
class Asked:
    """What an address asks for: a day (None: the current one), known now or known then."""

    day: date | None = None
    is_then: bool = False


def scope() -> Scope:
    """Return what this viewer may see and do. Raises StoreUnavailable."""
    return viewer().scope


def engine() -> Engine:
    """Return the store as this viewer may see it. Raises StoreUnavailable."""
    return seen(scope().sight, the_desk().engine.catalogue)


def desk() -> Desk:
    """Return the desk as this viewer may use it: for his own units, and on record.

    Raises StoreUnavailable, and AccessRefused for whoever may hand in nothing.
    """
    if not scope().may(Right.CATALOGUE):
        require(Right.SEND)
    whole = the_desk()
    tell = partial(told_of_files, viewer().name, whole.engine.registers)
    return whole.under(scope().permit, tell)


def acting(right: Right, unit: str | None = None) -> Engine:
    """Return the whole store for something that this viewer may do.

    Raises AccessRefused, which is on record, where he may not.
    """
    require(right, unit)
    return the_desk().engine


def require(right: Right, unit: str | None = None) -> None:
    """Raises AccessRefused, which is on record, where this viewer may not do something."""
    try:
        scope().require(right, unit)
    except AccessRefused as refused:
        told_refused(refused)
        raise


def require_of(code: str) -> None:
    """Raises AccessRefused for a unit or place, by its code, that is not this viewer's.

    A code that nobody knows is nobody's: the page says so itself.
    """
    if code in _whole().registers.units or _is_place(code):
        require(Right.FIGURES, code)


def form_engine(unit: str) -> Engine:
    """Return the whole store, to fill in a form of a unit that this viewer reports for."""
    return acting(Right.SEND, unit)


def audit_once(
    did: Did, about: str, detail: str = "", *, apart: Hashable | None = None
) -> None:
    """Write into the audit what this viewer has done, once for each `about` a session.

    `apart` tells apart what reads the same, and is not written down.
    """
    said = st.session_state.setdefault(_ON_RECORD, set())
    if (did, about, apart) not in said:
        audit(did, about, detail)
        said.add((did, about, apart))


def on_taking(did: Did, about: str, detail: str = "") -> Callable[[], None]:
    """Return what writes into the audit that this viewer has taken something along.

    It is called where a file is fetched, outside of any page.
    """
    return partial(write_audit, viewer().name, did, about, detail)


def told_refused(refused: AccessRefused) -> None:
    """Write into the audit that this viewer was refused something, once a session."""
    said = st.session_state.setdefault(_REFUSED, set())
    if refused.words.hans not in said:
        said.add(refused.words.hans)
        audit(Did.ACCESS_REFUSED, detail=refused.words.hans)


def audit(did: Did, about: str = "", detail: str = "") -> None:
    """Write into the audit what this viewer has done. Raises StoreUnavailable."""
    write_audit(viewer().name, did, about, detail)


def moment() -> Moment:
    """Return the moment this viewer is shown: now, or the day the address asks for."""
    return moment_of(asked())


def moment_of(wanted: Asked) -> Moment:
    """Return the moment to show to whoever asks for it; needs no viewer.

    `known_at` is that of the newest knowledge not after now, so that equal moments show
    equal readings; with `?known=then` it is the morning after the day.
    """
    now = clock()
    current = as_of_at(_whole().catalogue, now)
    if wanted.day is None or wanted.day > current:
        _open_days(current, now)
        newest = _known_at(now)
        return Moment(now, current, newest, newest=newest)
    then = morning_after(wanted.day)
    newest = _known_at(now)
    known_at = _known_at(then) if wanted.is_then and then < now else newest
    return Moment(now, wanted.day, known_at, is_replay=True, newest=newest)


def place_asked() -> str:
    """Return the place that the address asks for, or the first one this viewer may see.

    Raises AccessRefused, which is on record, for a place whose figures are not for him.
    """
    wanted = st.query_params.get(PLACE, "")
    seen_places = [code for code, _ in places_of(lang(), scope().sight.figures)]
    if wanted in seen_places:
        return wanted
    if _is_place(wanted):
        require(Right.FIGURES, wanted)
    if not seen_places:
        require(Right.FIGURES, WHOLE)
    return seen_places[0]


def _is_place(code: str) -> bool:
    return code == WHOLE or any(place.code == code for place in PLACES)


def asked() -> Asked:
    """Return what the viewer's address asks for; a day that is none is left out."""
    is_then = st.query_params.get(KNOWN) == "then"
    try:
        return Asked(date.fromisoformat(st.query_params.get(AS_OF, "")), is_then)
    except ValueError:
        return Asked(None, is_then)


def against() -> Moment | None:
    """Return the earlier day that this viewer compares with, or None.

    Both days are told by the same knowledge.
    """
    found = _compared()
    return found if isinstance(found, Moment) else None


def refused() -> Refusal | None:
    """Return why the day to compare with that the address asks for is left out."""
    found = _compared()
    return found if isinstance(found, Refusal) else None


def _compared() -> Moment | Refusal | None:
    wanted = st.query_params.get(AGAINST, "")
    return compared_with(wanted, moment(), days()) if wanted else None


def days() -> list[date]:
    """Return the business days that can be shown, oldest first."""
    current = as_of_at(_whole().catalogue, clock())
    return [day for day in _opened(_whole().version) if day <= current]


def mark() -> Mark:
    """Return a mark that changes when what is shown has to be drawn anew."""
    return mark_of(asked())


def mark_seen() -> tuple[Mark, int]:
    """Return a mark of what this viewer sees: `mark`, and how far he sees. Whatever is
    kept for several viewers is kept by it."""
    return mark(), seen_at(moment(), scope()).serial


def mark_of(wanted: Asked) -> Mark:
    """Return the mark of what an address asks for, worked out once in a second.

    Hundreds of walls ask at every beat; most of them ask the same.
    """
    second = clock().replace(microsecond=0)
    known = _marks.get(wanted)
    opened = _whole()
    if known is not None and known[0] == second and known[1][0] == opened.version:
        return known[1]
    shown = moment_of(wanted)
    found = opened.version, shown.as_of, shown.known_at
    if len(_marks) > _MOST_MARKS:
        _marks.clear()
    _marks[wanted] = second, found
    return found


_marks: dict[Asked, tuple[datetime, Mark]] = {}
_MOST_MARKS = 200


def load(view: Callable[Concatenate[Engine, Moment, ...], _View], *arguments: Any) -> _View:
    """Return `view(engine, moment, lang, *arguments)`, built once for all who see alike.

    Every view of every page is handed its engine here and nowhere else: the store as the
    viewer may see it. It is built anew when the data, the day or the language is another.
    The arguments must be hashable by their value: names and codes, not objects.
    """
    shown = moment()
    known = seen_at(shown, viewer(is_active=has_touched_a_part()).scope)
    name = f"{view.__module__}.{view.__qualname__}"
    key = (
        known.version,
        known.serial,
        shown.as_of,
        shown.known_at,
        shown.is_replay,
        shown.newest,
    )
    return _load(name, key, lang(), arguments, view, known, shown)  # type: ignore[no-any-return]


def wall_scope() -> Scope:
    """Return the scope of every wall, whoever looks: it is drawn once for all of them."""
    return OPEN if is_open() else screen_scope("")


def seen_at(shown: Moment, of: Scope) -> Engine:
    """Return the store as somebody may see it, with the declarations in force on a day."""
    whole = _whole()
    known_at = shown.known_at if shown.is_replay else None
    return seen(of.sight, catalogue_on(whole, whole.catalogue, shown.as_of, known_at))


@st.cache_data(max_entries=500, show_spinner=False)
def _load(
    name: str,
    key: tuple[object, ...],
    language: str,
    arguments: tuple[object, ...],
    _view: Callable[..., Any],
    _engine: Engine,
    _shown: Moment,
) -> Any:
    return _view(_engine, _shown, language, *arguments)


def _whole() -> Engine:
    """Return the whole store, for its version and its days alone."""
    return the_desk().engine


@st.cache_data(max_entries=50, show_spinner=False)
def _opened(version: int) -> list[date]:
    return opened_days(_whole())


def _open_days(current: date, now: datetime) -> None:
    """Open the days that have begun, where no delivery has done so."""
    known = _opened(_whole().version)
    if known and known[-1] < current and known[-1] < _last_owed(_whole().version, current):
        open_days_until(_whole(), now)


@st.cache_data(max_entries=50, show_spinner=False)
def _last_owed(version: int, current: date) -> date:
    return last_day_owed(_whole(), _whole().catalogue, current)


def _known_at(now: datetime) -> datetime:
    minute = now.replace(second=0, microsecond=0)
    return _newest(_whole().version, minute, now) or NOTHING_KNOWN


@st.cache_data(max_entries=200, show_spinner=False)
def _newest(version: int, minute: datetime, _now: datetime) -> datetime | None:
    return newest_knowledge(_whole(), _now)
