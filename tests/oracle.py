"""The hardest computations a second time: plain, slow, and from the words of the domain.

Dicts, lists and loops over the rows as they were sent, without any SQL and without a look
at the program's own. Figures are fractions, never floats. A row is a dict of the feed's
columns.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime, timedelta
from fractions import Fraction
from typing import Any

Row = Mapping[str, Any]
Key = tuple[str, str]
DAY, HOUR, MINUTE = timedelta(days=1), timedelta(hours=1), timedelta(minutes=1)
ONCE = date.min
"""The day for which a list is owed: on whatever day it comes."""


@dataclass(frozen=True)
class Figure:
    """What a reading should say of one place or item. None: it cannot be told."""

    numerator: Fraction | None
    denominator: Fraction | None
    value: Fraction | None
    extras: Mapping[str, Fraction] = field(default_factory=dict)


@dataclass(frozen=True)
class Report:
    """A unit's report of one feed for one day: when it came, or by when it is owed."""

    feed: str
    unit: str
    place: str
    day: date
    at: datetime


MOST, LEAST = ("longest", "stock_age_days", "max_delay_days"), ("with_deliveries",)
"""Extras that do not add up: the worst of the parts, be it the most or the least."""
ZERO = Fraction(0)
UNTOLD = Figure(None, None, None)
NOBODY = Figure(ZERO, None, ZERO)


def standing(deliveries: Iterable[Sequence[Row]], same: Sequence[str]) -> list[Row]:
    """Return the rows that count: a newer delivery replaces what is the `same`."""
    kept: list[Row] = []
    for rows in deliveries:
        spoken = {tuple(row[name] for name in same) for row in rows}
        kept = [row for row in kept if tuple(row[n] for n in same) not in spoken]
        kept.extend(rows)
    return kept


def _grouped(rows: Iterable[Row], *names: str) -> dict[Any, list[Row]]:
    """Return the rows by the value of a column, or by the values of several."""
    found: dict[Any, list[Row]] = {}
    for row in rows:
        key = tuple(row[name] for name in names)
        found.setdefault(key if len(names) > 1 else key[0], []).append(row)
    return found


def ratio(numerator: int | Fraction, denominator: int | Fraction, **extras: int) -> Figure:
    """Return a share; of nothing there is none."""
    share = Fraction(numerator) / Fraction(denominator) if denominator else None
    counted = {name: Fraction(count) for name, count in extras.items()}
    return Figure(Fraction(numerator), Fraction(denominator), share, counted)


@dataclass(frozen=True)
class Run:
    """The duty days in a row that a person stands in now, and where."""

    person: str
    place: str
    days: int
    hours: Fraction


def runs(duty: Sequence[Row], came: set[tuple[str, date]], as_of: date) -> list[Run]:
    """Return every run that is not over; `came` are the units and days reported.

    A run is the person's, whatever unit reports it. A day off ends it; a day of which the
    unit of the last long shift has sent no file neither ends nor lengthens it.
    """
    worked = [r for r in duty if r["duty_status"] == "on_duty" and r["duty_date"] <= as_of]
    found = []
    for person, rows in _grouped(worked, "person_id").items():
        by_day = _grouped(rows, "duty_date")
        days, hours, latest, day = 0, ZERO, by_day[min(by_day)], min(by_day)
        while day <= as_of:
            if day in by_day:
                latest = by_day[day]
                days, hours = days + 1, hours + sum(row["duty_hours"] for row in latest)
            elif (_main(latest)["reporting_unit_code"], day) in came:
                days, hours = 0, ZERO
            day += DAY
        if days:
            found.append(Run(person, _main(latest)["county_code"], days, hours))
    return found


def _main(shifts: Sequence[Row]) -> Row:
    return max(shifts, key=lambda row: row["duty_hours"])


def long_duty(found: Sequence[Run]) -> dict[str, Figure]:
    """M06_LONG_DUTY: persons on duty for 14 days in a row; 8 to 13 are a warning."""
    figures = {}
    for place in {run.place for run in found}:
        days = [run.days for run in found if run.place == place]
        over, warned = sum(n >= 14 for n in days), sum(8 <= n < 14 for n in days)
        figure = ratio(over, len(days), amber_n=warned, longest=max(days))
        figures[place] = replace(figure, value=figure.numerator)
    return figures


@dataclass(frozen=True)
class Cover:
    """The stock of a place and what it burns a day, summed unit by unit."""

    stock: Fraction
    burn: Fraction
    reports: int
    oldest: date
    arriving: Fraction


def covers(supplies: Sequence[Row], as_of: date) -> dict[Key, Cover]:
    """Return what is left of each item at each place, from the reports of seven days."""
    week = [row for row in supplies if as_of - 6 * DAY <= row["report_date"] <= as_of]
    week.sort(key=lambda row: row["report_date"], reverse=True)
    found: dict[Key, Cover] = {}
    held = _grouped(week, "county_code", "item_code", "unit_code")
    for (place, item, _), reports in held.items():
        used = [row["consumed_qty"] for row in reports]
        burn = max(Fraction(sum(some)) / len(some) for some in (used, used[:3]))
        last, arriving = reports[0], ZERO
        if last["expected_arrival"] and last["expected_arrival"] <= as_of + 3 * DAY:
            arriving = Fraction(last["in_transit_qty"] or 0)
        stock, since = Fraction(last["closing_qty"]), last["report_date"]
        one = Cover(stock, burn, len(used), since, arriving)
        known = found.get((place, item))
        found[place, item] = one if known is None else _together(known, one)
    return found


def _together(one: Cover, other: Cover) -> Cover:
    return Cover(
        one.stock + other.stock,
        one.burn + other.burn,
        max(one.reports, other.reports),
        min(one.oldest, other.oldest),
        one.arriving + other.arriving,
    )


def days_of_supply(found: Mapping[Key, Cover], as_of: date) -> dict[Key, Figure]:
    """M08_DAYS_SUPPLY: latest stock by burn rate; two reports are needed, and some use."""
    figures = {}
    for key, cover in found.items():
        told = cover.stock / cover.burn if cover.reports >= 2 and cover.burn else None
        age = Fraction((as_of - cover.oldest).days)
        extras = {"arriving": cover.arriving, "stock_age_days": age}
        figures[key] = Figure(cover.stock, cover.burn, told, extras)
    return figures


def stock_outs(found: Mapping[Key, Cover], as_of: date) -> dict[Key, Figure]:
    """M08_STOCKOUT: days from as_of to the first day that cannot be served in full."""
    figures = {}
    for key, cover in found.items():
        if cover.reports >= 2 and cover.burn:
            first, with_deliveries = (
                Fraction((cover.oldest + (stock // cover.burn + 1) * DAY - as_of).days)
                for stock in (cover.stock, cover.stock + cover.arriving)
            )
            extras = {"with_deliveries": with_deliveries}
            figures[key] = Figure(cover.stock, cover.burn, first, extras)
    return figures


def fill_rate(
    required: Sequence[Row], duty: Sequence[Row], came: set[str], as_of: date
) -> dict[str, Figure]:
    """M05_FILL: on duty of those required, capped at every post and shift.

    Of the rows in force the latest counts, and a post that it withdraws or suspends
    requires nobody. `came` are the places of which a duty report of the day is in: who
    stood at the posts of the others is unknown.
    """
    in_force: dict[Key, Row] = {}
    for row in sorted(required, key=lambda row: row["effective_from"]):
        if row["effective_from"] <= as_of <= (row["effective_to"] or as_of):
            in_force[row["post_id"], row["shift_code"]] = row
    on_duty = [r for r in duty if r["duty_date"] == as_of and r["duty_status"] == "on_duty"]
    stood = _grouped(on_duty, "post_id", "shift_code")
    found: dict[str, list[Figure]] = {}
    for key, row in in_force.items():
        if row["post_status"] == "active" and row["county_code"] in came:
            needed, n = row["required_n"], len({r["person_id"] for r in stood.get(key, ())})
            empty, beyond = int(n == 0 and needed > 0), max(n - needed, 0)
            post = ratio(
                min(n, needed), needed, empty_post_shifts=empty, overstaffed=beyond
            )
            found.setdefault(row["county_code"], []).append(post)
    return {place: combined(posts, "ratio") for place, posts in found.items()}


def suspicious(check_ins: Sequence[Row]) -> set[str]:
    """Return the numbers of sessions that are repeated, overlapping or over 12 hours.

    Each is held against the person's earlier sessions of the day, wherever they were.
    """
    found, before = set(), dict[tuple[str, date], list[tuple[str, datetime, datetime]]]()
    for row in sorted(check_ins, key=lambda row: (row["check_in_at"], row["checkin_id"])):
        start, end = row["check_in_at"], row["check_out_at"] or row["check_in_at"]
        at, same_day = row["community_code"], (row["person_id"], row["service_date"])
        earlier = before.setdefault(same_day, [])
        is_long = end - start > 12 * HOUR or (row["service_hours"] or 0) > 12
        repeats = any(c == at and start - began < 30 * MINUTE for c, began, _ in earlier)
        if is_long or repeats or any(start < ended for _, _, ended in earlier):
            found.add(row["checkin_id"])
        earlier.append((at, start, end))
    return found


def bad_check_ins(check_ins: Sequence[Row], as_of: date) -> dict[str, Figure]:
    """M05_BAD_CHECKIN: the share of the day's sessions that is suspicious."""
    today = [row for row in check_ins if row["service_date"] == as_of]
    flagged = suspicious(today)
    figures = {}
    for place, here in _grouped(today, "county_code").items():
        bad = sum(row["checkin_id"] in flagged for row in here)
        figures[place] = ratio(bad, len(here), counted=len(here) - bad)
    return figures


def checked_in(
    members: Sequence[Row], duty: Sequence[Row], check_ins: Sequence[Row], as_of: date
) -> dict[str, Figure]:
    """M05_CHECKIN: registered members who served in their own community within 7 days.

    Members on duty anywhere in these days are left out. One session is enough, so that
    leaving out its duplicates would change nothing.
    """
    week = [as_of - n * DAY for n in range(7)]
    on_duty = [r for r in duty if r["duty_status"] == "on_duty" and r["duty_date"] in week]
    at_the_front = _grouped(on_duty, "person_id")
    this_week = [row for row in check_ins if row["service_date"] in week]
    served = _grouped(this_week, "person_id", "community_code")
    asked: dict[str, list[bool]] = {}
    for row in members:
        since, person = row["registered_at"], row["person_id"]
        is_in = row["register_status"] == "registered" and since and since <= as_of
        if is_in and person not in at_the_front:
            did = (person, row["community_code"]) in served
            asked.setdefault(row["county_code"], []).append(did)
    return {place: ratio(sum(did), len(did)) for place, did in asked.items()}


def forced_rest(
    found: Sequence[Run], rests: Sequence[Row], paid: Sequence[Row], as_of: date
) -> dict[str, Figure]:
    """M06_FORCED_REST: of those who must rest, who did, or could not and were paid.

    Due at 15 days of 10 hours, or by an order of the last 14 days. Who is due at two places
    is one person, counted at the first of them.
    """
    fortnight = [as_of - n * DAY for n in range(14)]
    due = {(r.person, r.place) for r in found if r.days >= 15 and r.hours >= 10 * r.days}
    for row in rests:
        if row["rest_type"] == "forced" and row["ordered_at"].date() in fortnight:
            due.add((row["person_id"], row["county_code"]))
    once = dict(sorted(due, reverse=True))
    settled = {
        name
        for row in paid
        if row["pay_status"] == "paid" and row["paid_at"] <= as_of
        for name in (("subsidy", row["subsidy_id"]), ("rest", row["rest_id"]))
    }
    answered = set()
    for row in rests:
        ways = {("subsidy", row["subsidy_id"] or ""), ("rest", row["rest_id"])}
        has_rested = row["status"] == "executed" and row["start_date"] in fortnight
        if has_rested or (row["status"] == "unable" and ways & settled):
            answered.add(row["person_id"])
    due_at = {
        place: {p for p, at in once.items() if at == place} for place in once.values()
    }
    return {
        place: ratio(len(due_at[place] & answered), len(due_at[place])) for place in due_at
    }


def excellent_quota(
    roster: Sequence[Row], given: Sequence[Row], as_of: date
) -> dict[Key, Figure]:
    """M03_EXCELLENT_QUOTA: rated of those who took part, at most 30 %, rounded down."""
    took_part = _persons(
        row
        for row in roster
        if row["participation_status"] == "took_part" and row["valid_from"] <= as_of
    )
    rated = _persons(
        row
        for row in given
        if (row["incentive_type"], row["stage"]) == ("excellent_rating", "approved")
        and row["record_date"] <= as_of
    )
    figures = {}
    for key in took_part.keys() | rated.keys():
        used, people = len(rated.get(key, ())), len(took_part.get(key, ()))
        cap = 3 * people // 10
        figures[key] = ratio(used, people, cap=cap, over_cap=int(used > cap))
    return figures


def _persons(rows: Iterable[Row]) -> dict[Key, set[str]]:
    by_unit = _grouped(rows, "county_code", "unit_code")
    return {unit: {row["person_id"] for row in here} for unit, here in by_unit.items()}


def coverage(owed: Sequence[Report], arrivals: Sequence[Report]) -> tuple[int, int]:
    """Return how many of the reports owed have come, and how many are owed."""
    came = {(one.feed, one.unit, day) for one in arrivals for day in (one.day, ONCE)}
    return sum((o.feed, o.unit, o.day) in came for o in owed), len(owed)


def completeness(
    owed: Sequence[Report], arrivals: Sequence[Report], as_of: date
) -> dict[str, Figure]:
    """D_COMPLETE: reports accepted of those owed for the day, late or not."""
    places = {one.place for one in owed}
    due = {at: [o for o in owed if (o.place, o.day) == (at, as_of)] for at in places}
    return {place: ratio(*coverage(due[place], arrivals)) for place in places}


def timeliness(
    owed: Sequence[Report], arrivals: Sequence[Report], as_of: date
) -> dict[str, Figure]:
    """D_ONTIME: reports of 7 days whose first arrival was in time; the longest delay.

    What has not come is late until 09:00 of the day after as_of.
    """
    now = datetime.combine(as_of, datetime.min.time()) + 33 * HOUR
    first: dict[tuple[str, str, date], datetime] = {}
    for came in arrivals:
        key = (came.feed, came.unit, came.day)
        first[key] = min(came.at, first.get(key, came.at))
    delays: dict[str, list[tuple[bool, timedelta]]] = {}
    for one in owed:
        if as_of - 6 * DAY <= one.day <= as_of:
            at = first.get((one.feed, one.unit, one.day))
            late = max((at or now) - one.at, timedelta())
            in_time = at is not None and at <= one.at
            delays.setdefault(one.place, []).append((in_time, late))
    figures = {}
    for place, here in delays.items():
        figure = ratio(sum(in_time for in_time, _ in here), len(here))
        longest = Fraction(max(late for _, late in here) // MINUTE, DAY // MINUTE)
        figures[place] = replace(figure, extras={"max_delay_days": longest})
    return figures


def combined(parts: Sequence[Figure], how: str) -> Figure:
    """Return a whole: the "sum" of its parts, their "ratio" or the "scarcest" of them.

    A ratio is that of the sums, never the mean of the ratios. What cannot be told is not
    the scarcest. Extras add up where neither the greatest nor the least of them counts.
    """
    found: dict[str, list[Fraction]] = {}
    for name, figure in (pair for part in parts for pair in part.extras.items()):
        found.setdefault(name, []).append(figure)
    extras = {
        name: max(some) if name in MOST else min(some) if name in LEAST else sum(some, ZERO)
        for name, some in found.items()
    }
    numerator = _sum([part.numerator for part in parts])
    denominator = _sum([part.denominator for part in parts])
    values = [part.value for part in parts if part.value is not None]
    if how == "scarcest":
        return Figure(None, None, min(values, default=None), extras)
    value = _sum(values)
    if how == "ratio":
        value = numerator / denominator if numerator is not None and denominator else None
    return Figure(numerator, denominator, value, extras)


def _sum(figures: Sequence[Fraction | None]) -> Fraction | None:
    told = [figure for figure in figures if figure is not None]
    return sum(told, ZERO) if told else None
