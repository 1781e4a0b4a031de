"""The hardest computations a second time: plain, slow, and from the words of the domain.

Dicts, lists and loops over the rows as they were sent, without any SQL and without a look
at the program's own. Figures are exact: fractions, never floats. A row is a dict of the
feed's columns; an arrival is one slice of the ledger.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from fractions import Fraction
from typing import Any

Row = Mapping[str, Any]
Key = tuple[str, str]
DAY = timedelta(days=1)
MINUTE = timedelta(minutes=1)
HOUR = timedelta(hours=1)


@dataclass(frozen=True)
class Figure:
    """What a reading should say of one place or item. None: it cannot be told."""

    numerator: Fraction | None
    denominator: Fraction | None
    value: Fraction | None
    extras: Mapping[str, Fraction] = field(default_factory=dict)


@dataclass(frozen=True)
class Arrival:
    """A unit's report of one feed for one day; a correction is one more arrival."""

    feed: str
    unit: str
    place: str
    day: date
    at: datetime


@dataclass(frozen=True)
class Owed:
    feed: str
    unit: str
    place: str
    day: date
    due_at: datetime


UNTOLD = Figure(None, None, None)
NOBODY = Figure(Fraction(0), None, Fraction(0))


def standing(deliveries: Iterable[Sequence[Row]], same: Sequence[str]) -> list[Row]:
    """Return the rows that count: a newer delivery replaces what is the `same`."""
    kept: list[Row] = []
    for rows in deliveries:
        spoken = {tuple(row[name] for name in same) for row in rows}
        kept = [row for row in kept if tuple(row[n] for n in same) not in spoken]
        kept.extend(rows)
    return kept


def ratio(numerator: int | Fraction, denominator: int | Fraction, **extras: int) -> Figure:
    """Return a share; of nothing there is none."""
    share = Fraction(numerator) / Fraction(denominator) if denominator else None
    counted = {name: Fraction(count) for name, count in extras.items()}
    return Figure(Fraction(numerator), Fraction(denominator), share, counted)


# 1: duty days in a row


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
    person's unit has sent no file neither ends nor lengthens it.
    """
    worked: dict[str, dict[date, list[Row]]] = {}
    for row in duty:
        if row["duty_status"] == "on_duty" and row["duty_date"] <= as_of:
            worked.setdefault(row["person_id"], {}).setdefault(row["duty_date"], []).append(
                row
            )
    found = []
    for person, by_day in worked.items():
        days, hours, latest, day = 0, Fraction(0), by_day[min(by_day)], min(by_day)
        while day <= as_of:
            if day in by_day:
                latest = by_day[day]
                days, hours = days + 1, hours + sum(row["duty_hours"] for row in latest)
            elif any((row["reporting_unit_code"], day) in came for row in latest):
                days, hours = 0, Fraction(0)
            day += DAY
        if days:
            longest = max(latest, key=lambda row: row["duty_hours"])
            found.append(Run(person, longest["county_code"], days, hours))
    return found


def long_duty(found: Sequence[Run]) -> dict[str, Figure]:
    """M06_LONG_DUTY: persons on duty for 14 days in a row; 8 to 13 are a warning."""
    figures = {}
    for place in {run.place for run in found}:
        days = [run.days for run in found if run.place == place]
        over = Fraction(sum(n >= 14 for n in days))
        warned = sum(8 <= n <= 13 for n in days)
        extras = {"amber_n": Fraction(warned), "longest": Fraction(max(days))}
        figures[place] = Figure(over, Fraction(len(days)), over, extras)
    return figures


# 2 and 3: days of supply, and the first day short


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
    held: dict[tuple[str, str, str], list[Row]] = {}
    for row in supplies:
        if as_of - 6 * DAY <= row["report_date"] <= as_of:
            key = (row["county_code"], row["item_code"], row["unit_code"])
            held.setdefault(key, []).append(row)
    found: dict[Key, Cover] = {}
    for (place, item, _), reports in held.items():
        reports.sort(key=lambda row: row["report_date"], reverse=True)
        used = [row["consumed_qty"] for row in reports]
        burn = max(Fraction(sum(some), len(some)) for some in (used, used[:3]))
        last, arriving = reports[0], Fraction(0)
        if last["expected_arrival"] and last["expected_arrival"] <= as_of + 3 * DAY:
            arriving = Fraction(last["in_transit_qty"] or 0)
        one = Cover(
            Fraction(last["closing_qty"]), burn, len(used), last["report_date"], arriving
        )
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


# 4: the fill rate


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
    stood: dict[Key, set[str]] = {}
    for row in duty:
        if row["duty_date"] == as_of and row["duty_status"] == "on_duty":
            key = (row["post_id"], row["shift_code"])
            stood.setdefault(key, set()).add(row["person_id"])
    posts: dict[str, list[tuple[int, int]]] = {}
    for key, row in in_force.items():
        if row["post_status"] == "active" and row["county_code"] in came:
            pair = (len(stood.get(key, ())), row["required_n"])
            posts.setdefault(row["county_code"], []).append(pair)
    return {
        place: ratio(
            sum(min(n, needed) for n, needed in pairs),
            sum(needed for _, needed in pairs),
            empty_post_shifts=sum(n == 0 and needed > 0 for n, needed in pairs),
            overstaffed=sum(max(n - needed, 0) for n, needed in pairs),
        )
        for place, pairs in posts.items()
    }


# 5: volunteers


def suspicious(check_ins: Sequence[Row]) -> set[str]:
    """Return the numbers of sessions that are repeated, overlapping or over 12 hours.

    Each is held against the person's earlier sessions of the day, wherever they were.
    """
    found = set()
    earlier: dict[tuple[str, date], list[Row]] = {}
    for row in sorted(check_ins, key=lambda row: (row["check_in_at"], row["checkin_id"])):
        start, end = row["check_in_at"], row["check_out_at"] or row["check_in_at"]
        before = earlier.setdefault((row["person_id"], row["service_date"]), [])
        is_long = end - start > 12 * HOUR or (row["service_hours"] or 0) > 12
        repeats = any(
            one["community_code"] == row["community_code"]
            and start - one["check_in_at"] < 30 * MINUTE
            for one in before
        )
        overlaps = any(
            start < (one["check_out_at"] or one["check_in_at"]) for one in before
        )
        if is_long or repeats or overlaps:
            found.add(row["checkin_id"])
        before.append(row)
    return found


def bad_check_ins(check_ins: Sequence[Row], as_of: date) -> dict[str, Figure]:
    """M05_BAD_CHECKIN: the share of the day's sessions that is suspicious."""
    today = [row for row in check_ins if row["service_date"] == as_of]
    flagged = suspicious(today)
    figures = {}
    for place in {row["county_code"] for row in today}:
        here = [row["checkin_id"] for row in today if row["county_code"] == place]
        bad = sum(number in flagged for number in here)
        figures[place] = ratio(bad, len(here), counted=len(here) - bad)
    return figures


def checked_in(
    members: Sequence[Row], duty: Sequence[Row], check_ins: Sequence[Row], as_of: date
) -> dict[str, Figure]:
    """M05_CHECKIN: registered members who served in their own community within 7 days.

    Members on duty anywhere in these days are left out; suspicious sessions count nowhere.
    """
    week = [as_of - n * DAY for n in range(7)]
    at_the_front = {
        row["person_id"]
        for row in duty
        if row["duty_status"] == "on_duty" and row["duty_date"] in week
    }
    flagged = suspicious(check_ins)
    served = {
        (row["person_id"], row["community_code"])
        for row in check_ins
        if row["service_date"] in week and row["checkin_id"] not in flagged
    }
    asked: dict[str, list[bool]] = {}
    for row in members:
        since, person = row["registered_at"], row["person_id"]
        is_in = row["register_status"] == "registered" and since and since <= as_of
        if is_in and person not in at_the_front:
            did = (person, row["community_code"]) in served
            asked.setdefault(row["county_code"], []).append(did)
    return {place: ratio(sum(did), len(did)) for place, did in asked.items()}


# 6: forced rest


def forced_rest(
    found: Sequence[Run], rests: Sequence[Row], paid: Sequence[Row], as_of: date
) -> dict[str, Figure]:
    """M06_FORCED_REST: of those who must rest, who did, or could not and were paid.

    Due at 15 days of 10 hours, or by an order of the last 14 days.
    """
    fortnight = [as_of - n * DAY for n in range(14)]
    due = {(r.place, r.person) for r in found if r.days >= 15 and r.hours >= 10 * r.days}
    due |= {
        (row["county_code"], row["person_id"])
        for row in rests
        if row["rest_type"] == "forced" and row["ordered_at"].date() in fortnight
    }
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
    figures = {}
    for place in {place for place, _ in due}:
        people = [person for at, person in due if at == place]
        figures[place] = ratio(sum(one in answered for one in people), len(people))
    return figures


# 7: the separate quota of excellent ratings


def excellent_quota(
    roster: Sequence[Row], given: Sequence[Row], as_of: date
) -> dict[Key, Figure]:
    """M03_EXCELLENT_QUOTA: rated of those who took part, at most 30 %, rounded down."""
    took_part: dict[Key, set[str]] = {}
    rated: dict[Key, set[str]] = {}
    for row in roster:
        if row["participation_status"] == "took_part" and row["valid_from"] <= as_of:
            key = (row["county_code"], row["unit_code"])
            took_part.setdefault(key, set()).add(row["person_id"])
    for row in given:
        is_rating = row["incentive_type"] == "excellent_rating"
        if is_rating and row["stage"] == "approved" and row["record_date"] <= as_of:
            key = (row["county_code"], row["unit_code"])
            rated.setdefault(key, set()).add(row["person_id"])
    figures = {}
    for key in took_part.keys() | rated.keys():
        used, people = len(rated.get(key, ())), len(took_part.get(key, ()))
        cap = 3 * people // 10
        figures[key] = ratio(used, people, cap=cap, over_cap=int(used > cap))
    return figures


# 8, 9 and 10: who has reported


def coverage(owed: Sequence[Owed], arrivals: Sequence[Arrival]) -> tuple[int, int]:
    """Return how many of the reports owed have come, and how many are owed."""
    came = {(one.feed, one.unit, one.day) for one in arrivals}
    return sum((o.feed, o.unit, o.day) in came for o in owed), len(owed)


def completeness(
    owed: Sequence[Owed], arrivals: Sequence[Arrival], as_of: date
) -> dict[str, Figure]:
    """D_COMPLETE: reports accepted of those owed for the day, late or not."""
    by_place: dict[str, list[Owed]] = {}
    for one in owed:
        if one.day == as_of:
            by_place.setdefault(one.place, []).append(one)
    return {place: ratio(*coverage(here, arrivals)) for place, here in by_place.items()}


def timeliness(
    owed: Sequence[Owed], arrivals: Sequence[Arrival], as_of: date
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
            late = max((at or now) - one.due_at, timedelta())
            in_time = at is not None and at <= one.due_at
            delays.setdefault(one.place, []).append((in_time, late))
    figures = {}
    for place, here in delays.items():
        share = ratio(sum(in_time for in_time, _ in here), len(here))
        days = Fraction(max(late for _, late in here) // MINUTE, 24 * 60)
        figures[place] = Figure(
            share.numerator, share.denominator, share.value, {"max_delay_days": days}
        )
    return figures


# a whole, from its parts


def summed(parts: Sequence[Figure], worst: Sequence[str] = ()) -> Figure:
    numerator, denominator = _sums(parts)
    return Figure(
        numerator, denominator, _sum(p.value for p in parts), _extras(parts, worst)
    )


def shared(parts: Sequence[Figure], worst: Sequence[str] = ()) -> Figure:
    """Return the ratio of the sums, never the mean of the ratios."""
    numerator, denominator = _sums(parts)
    share = numerator / denominator if numerator is not None and denominator else None
    return Figure(numerator, denominator, share, _extras(parts, worst))


def scarcest(parts: Sequence[Figure], worst: Sequence[str] = ()) -> Figure:
    """Return the part with the least; what cannot be told is not the least."""
    told = [part for part in parts if part.value is not None]
    least = min(told, key=lambda part: part.value or Fraction(0), default=UNTOLD)
    return Figure(least.numerator, least.denominator, least.value, _extras(parts, worst))


Combination = Callable[[Sequence[Figure], Sequence[str]], Figure]


def _sums(parts: Sequence[Figure]) -> tuple[Fraction | None, Fraction | None]:
    return _sum(p.numerator for p in parts), _sum(p.denominator for p in parts)


def _sum(figures: Iterable[Fraction | None]) -> Fraction | None:
    told = [figure for figure in figures if figure is not None]
    return sum(told, Fraction(0)) if told else None


def _extras(parts: Sequence[Figure], worst: Sequence[str]) -> dict[str, Fraction]:
    found: dict[str, list[Fraction]] = {}
    for part in parts:
        for name, figure in part.extras.items():
            found.setdefault(name, []).append(figure)
    return {n: max(some) if n in worst else sum(some) for n, some in found.items()}
