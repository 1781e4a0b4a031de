"""What outlives one run of a page: the store, the clock, and the views already built."""

from __future__ import annotations

import os
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import Any, Concatenate, TypeVar

import streamlit as st

from lishui_dash.actions.desk import open_days_until, open_desk
from lishui_dash.actions.own_requests import register_own_requests
from lishui_dash.intake.receive import Desk
from lishui_dash.readings.recall import newest_knowledge
from lishui_dash.readings.reporting import as_of_at, last_day_owed, opened_days
from lishui_dash.spec.settings import KEY_FILE, STORE, setting
from lishui_dash.store.engine import Engine
from lishui_dash.ui.clock import clock
from lishui_dash.ui.language import lang
from lishui_dash.views.moment import (
    NOTHING_KNOWN,
    Moment,
    Refusal,
    compared_with,
    morning_after,
)

AS_OF, KNOWN, AGAINST = "as_of", "known", "against"

_View = TypeVar("_View")

Mark = tuple[int, date, datetime | None]
"""The version, the day shown and its newest knowledge: what makes two drawings differ."""


@dataclass(frozen=True)
class Asked:
    """What an address asks for: a day (None: the current one), known now or known then."""

    day: date | None = None
    is_then: bool = False


def desk() -> Desk:
    """Return the desk where deliveries are handed in. Raises StoreUnavailable."""
    return _desk(setting(STORE, os.environ), setting(KEY_FILE, os.environ))


@st.cache_resource(show_spinner=False)
def _desk(store: str, key_file: str) -> Desk:
    opened = open_desk(Path(store), Path(key_file))
    # Whoever opens the store for service asks for reports: that is a request as well.
    register_own_requests(opened, clock().replace(microsecond=0))
    return opened


def engine() -> Engine:
    return desk().engine


def moment() -> Moment:
    """Return the moment this viewer is shown: now, or the day the address asks for."""
    return moment_of(asked())


def moment_of(wanted: Asked) -> Moment:
    """Return the moment to show to whoever asks for it; needs no viewer.

    `known_at` is that of the newest knowledge not after now, so that equal moments show
    equal readings; with `?known=then` it is the morning after the day.
    """
    now = clock()
    current = as_of_at(engine().catalogue, now)
    if wanted.day is None or wanted.day > current:
        _open_days(current, now)
        newest = _known_at(now)
        return Moment(now, current, newest, newest=newest)
    then = morning_after(wanted.day)
    newest = _known_at(now)
    known_at = _known_at(then) if wanted.is_then and then < now else newest
    return Moment(now, wanted.day, known_at, is_replay=True, newest=newest)


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
    current = as_of_at(engine().catalogue, clock())
    return [day for day in _opened(engine().version) if day <= current]


def mark() -> Mark:
    """Return a mark that changes when what is shown has to be drawn anew."""
    return mark_of(asked())


def mark_of(wanted: Asked) -> Mark:
    """Return the mark of what an address asks for, worked out once in a second.

    Hundreds of walls ask at every beat; most of them ask the same.
    """
    second = clock().replace(microsecond=0)
    known = _marks.get(wanted)
    opened = engine()
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
    """Return `view(engine, moment, lang, *arguments)`, built once for all viewers.

    Every view of every page is handed its engine here and nowhere else. It is built
    anew when the data, the day shown or the language is another. The arguments must be
    hashable by their value: names and codes, not objects.
    """
    shown = moment()
    name = f"{view.__module__}.{view.__qualname__}"
    key = (
        engine().version,
        shown.as_of,
        shown.known_at,
        shown.is_replay,
        shown.newest,
    )
    return _load(name, key, lang(), arguments, view, shown)  # type: ignore[no-any-return]


@st.cache_data(max_entries=500, show_spinner=False)
def _load(
    name: str,
    key: tuple[object, ...],
    language: str,
    arguments: tuple[object, ...],
    _view: Callable[..., Any],
    _shown: Moment,
) -> Any:
    return _view(engine(), _shown, language, *arguments)


@st.cache_data(max_entries=50, show_spinner=False)
def _opened(version: int) -> list[date]:
    return opened_days(engine())


def _open_days(current: date, now: datetime) -> None:
    """Open the days that have begun, where no delivery has done so."""
    known = _opened(engine().version)
    if known and known[-1] < current and known[-1] < _last_owed(engine().version, current):
        open_days_until(engine(), now)


@st.cache_data(max_entries=50, show_spinner=False)
def _last_owed(version: int, current: date) -> date:
    return last_day_owed(engine(), engine().catalogue, current)


def _known_at(now: datetime) -> datetime:
    minute = now.replace(second=0, microsecond=0)
    return _newest(engine().version, minute, now) or NOTHING_KNOWN


@st.cache_data(max_entries=200, show_spinner=False)
def _newest(version: int, minute: datetime, _now: datetime) -> datetime | None:
    return newest_knowledge(engine(), _now)
