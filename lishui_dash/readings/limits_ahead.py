"""Who will cross a limit of rest in the next days if nothing is changed.

A person goes on as in the present run of duty days, so many hours a day and no day off,
unless the roster plans other hours or rest has been ordered. Nobody's rest is foreseen that
nobody has written down.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta
from enum import Enum
from typing import Any

from lishui_dash.catalogue.selects import rest
from lishui_dash.readings.rows import require_figures
from lishui_dash.store.engine import Engine, Reader

AHEAD = 3
"""How many days are looked ahead: time enough to find a replacement."""
_WEEK = 7


class Limit(Enum):
    """Each by the name of the indicator that counts who is beyond it."""

    LONG_RUN = "M06_LONG_DUTY"
    FORCED_REST = "M06_FORCED_REST"
    WEEK_HOURS = "M06_WEEK_HOURS"
    UNPAID = "M06_UNPAID_NOREST"


@dataclass(frozen=True)
class Standing:
    """Where somebody stands at the end of a day.

    `hours` are those of the last seven days, the day itself first; a day without duty, or
    not reported, has 0. `last_day` lies before the day where the unit has not reported.
    """

    person: str
    place: str
    unit: str
    post: str
    run_days: int
    run_hours: float
    last_day: date
    hours: tuple[float, ...]

    @property
    def pace(self) -> float:
        """Hours a duty day in this run."""
        return self.run_hours / self.run_days

    @property
    def week_hours(self) -> float:
        return sum(self.hours)

    @property
    def is_least(self) -> bool:
        """Whether a day of the run has not been reported: hours are at least so many."""
        return sum(hours > 0 for hours in self.hours) < min(self.run_days, _WEEK)


@dataclass(frozen=True)
class Ahead:
    """Somebody who will cross a limit, and on which day each of `crossings`.

    `beyond` are the limits that are crossed already. `run_days` and `week_hours` are as of
    the day; None where the limit is one of pay (`waiting_days`: since when rest could not
    be arranged). `post` is "" where none is known. Hours are at least so many `is_least`.
    """

    person: str
    place: str
    unit: str
    post: str
    crossings: tuple[tuple[date, Limit], ...]
    beyond: tuple[Limit, ...] = ()
    run_days: int | None = None
    week_hours: float | None = None
    is_least: bool = False
    waiting_days: int | None = None


_HOURS = ", ".join(
    f"sum(CASE WHEN duty_date = CAST($as_of AS DATE) - {n} THEN duty_hours ELSE 0 END)"
    f" AS hours_{n}"
    for n in range(_WEEK)
)
_HOURS_OF_DAYS = ", ".join(f"coalesce(hours_{n}, 0)" for n in range(_WEEK))

_WEEKS_AHEAD = ", ".join(
    " + ".join(f"hours_{n}" for n in range(_WEEK - ahead))
    + f" + {ahead} * run.run_hours / run.run_days"
    for ahead in range(1, AHEAD + 1)
)
"""The hours of the seven days up to each day ahead, for whoever goes on."""

_PLANNED = f"""
    SELECT person_id, duty_date, sum(duty_hours) AS hours
    FROM personnel_deployment
    WHERE
        duty_status = 'planned'
        AND duty_date BETWEEN CAST($as_of AS DATE) + 1 AND CAST($as_of AS DATE) + {AHEAD}
    GROUP BY person_id, duty_date
"""

_STANDING = f"""
    SELECT
        run.person_id, run.place, run.unit_code, run.post_id,
        run.run_days, run.run_hours, run.last_day, {_HOURS_OF_DAYS}
    FROM duty_run AS run
    LEFT JOIN (
        SELECT person_id, {_HOURS}
        FROM personnel_deployment
        WHERE
            duty_status = 'on_duty'
            AND duty_date BETWEEN CAST($as_of AS DATE) - {_WEEK - 1} AND $as_of
        GROUP BY person_id
    ) AS worked ON worked.person_id = run.person_id
    WHERE
        run.day = $as_of
        AND ($place = '3311' OR run.place = $place)
        AND (
            run.run_days + {AHEAD} >= {min(rest.LONG_RUN, rest.FORCED_RUN)}
            OR greatest({_WEEKS_AHEAD}) > {rest.MOST_WEEK_HOURS}
            OR run.person_id IN (SELECT person_id FROM ({_PLANNED}) AS planned)
        )
"""

_RESTS = f"""
    SELECT person_id, start_date, end_date
    FROM rest_leave
    WHERE
        status IN ('ordered', 'executed')
        AND start_date <= CAST($as_of AS DATE) + {AHEAD}
        AND end_date > $as_of
        AND (ordered_at IS NULL OR CAST(ordered_at AS DATE) <= $as_of)
"""

_WAITING = f"""
    SELECT person_id, county_code, unit_code, waiting_days
    FROM ({rest.IMPOSSIBLE}) AS impossible
    WHERE
        NOT is_paid
        AND waiting_days < {rest.UNPAID_DAYS}
        AND waiting_days + {AHEAD} >= {rest.UNPAID_DAYS}
        AND ($place = '3311' OR county_code = $place)
"""


def limits_ahead(engine: Engine, as_of: date, place: str) -> list[Ahead]:
    """Return who crosses a limit within AHEAD days at a place, or under 3311 anywhere.

    The soonest come first. Told as known now; who is beyond every limit is left out. Whose
    rows may not be shown one by one has no `person`: he may be counted, and not listed.
    Raises AccessRefused for a place whose figures are not seen.
    """
    require_figures(engine, place)
    reader = engine.behind
    asked = {"as_of": as_of, "place": place}
    standing = [_standing(row) for row in reader.query(_STANDING, asked)]
    plans = _plans(reader, as_of) if standing else {}
    found = []
    for one in standing:
        crossings = crossings_of(one, as_of, plans.get(one.person, {}))
        if crossings:
            found.append(_ahead(one, crossings))
    found += [
        Ahead(
            person,
            at,
            unit,
            "",
            ((as_of + timedelta(days=rest.UNPAID_DAYS - waited), Limit.UNPAID),),
            waiting_days=waited,
        )
        for person, at, unit, waited in reader.query(_WAITING, asked)
    ]
    found.sort(
        key=lambda one: (
            one.crossings[0][0],
            -(one.run_days or 0),
            one.place,
            one.post,
            one.person,
        )
    )
    return [_seen(one, engine) for one in found]


def _seen(one: Ahead, engine: Engine) -> Ahead:
    """Return somebody as he may be shown: one of another unit is nobody in particular."""
    limit = one.crossings[0][1]
    reach = engine.sight.listed(engine.catalogue.indicators[limit.value])
    is_listed = reach.covers(one.unit) or reach.covers_place(one.place)
    return one if is_listed else replace(one, person="")


def crossings_of(
    standing: Standing, as_of: date, planned: Mapping[date, float]
) -> tuple[tuple[date, Limit], ...]:
    """Return the limits that somebody crosses within AHEAD days, the soonest first.

    `planned` are hours by day where they are written down; 0 is rest, which ends the run.
    """
    before = limits_beyond(standing.run_days, standing.run_hours, standing.week_hours)
    days, hours, worked = standing.run_days, standing.run_hours, list(standing.hours)
    found: dict[Limit, date] = {}
    for ahead in range(1, AHEAD + 1):
        day = as_of + timedelta(days=ahead)
        today = planned.get(day, standing.pace)
        if not today:
            break
        days, hours = days + 1, hours + today
        worked = [today, *worked][:_WEEK]
        for limit in limits_beyond(days, hours, sum(worked)):
            if limit not in before:
                found.setdefault(limit, day)
    return tuple(sorted(((day, limit) for limit, day in found.items()), key=_soonest))


def limits_beyond(run_days: int, run_hours: float, week_hours: float) -> tuple[Limit, ...]:
    """Return the limits of duty that are crossed, as the catalogue has them."""
    is_forced = run_days >= rest.FORCED_RUN and run_hours >= rest.FORCED_HOURS * run_days
    crossed = (
        (Limit.LONG_RUN, run_days >= rest.LONG_RUN),
        (Limit.FORCED_REST, is_forced),
        (Limit.WEEK_HOURS, week_hours > rest.MOST_WEEK_HOURS),
    )
    return tuple(limit for limit, is_crossed in crossed if is_crossed)


def _soonest(crossing: tuple[date, Limit]) -> tuple[date, int]:
    return crossing[0], list(Limit).index(crossing[1])


def _standing(row: tuple[Any, ...]) -> Standing:
    person, place, unit, post, run_days, run_hours, last_day, *hours = row
    return Standing(
        person=person,
        place=place,
        unit=unit,
        post=post,
        run_days=run_days,
        run_hours=run_hours,
        last_day=last_day,
        hours=tuple(float(one) for one in hours),
    )


def _ahead(one: Standing, crossings: tuple[tuple[date, Limit], ...]) -> Ahead:
    return Ahead(
        person=one.person,
        place=one.place,
        unit=one.unit,
        post=one.post,
        crossings=crossings,
        beyond=limits_beyond(one.run_days, one.run_hours, one.week_hours),
        run_days=one.run_days,
        week_hours=one.week_hours,
        is_least=one.is_least,
    )


def _plans(reader: Reader, as_of: date) -> dict[str, dict[date, float]]:
    """Return the hours written down for the days ahead; ordered rest is stronger."""
    found: dict[str, dict[date, float]] = {}
    for person, day, hours in reader.query(_PLANNED, {"as_of": as_of}):
        found.setdefault(person, {})[day] = float(hours)
    for person, first, last in reader.query(_RESTS, {"as_of": as_of}):
        for ahead in range(1, AHEAD + 1):
            day = as_of + timedelta(days=ahead)
            if first <= day <= last:
                found.setdefault(person, {})[day] = 0.0
    return found
