"""The hard indicators say what a plain second reckoning says, on rows drawn at random.

The rows keep the rules of their feeds and hold what is nasty: files that are missing, late
or corrected, people at two places, weeks across Sundays, nothing used, nobody asked.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from datetime import date
from random import Random

import pytest

from lishui_dash.catalogue import CATALOGUE
from lishui_dash.catalogue.places import PLACES, WHOLE
from lishui_dash.catalogue.supplies import ITEMS
from lishui_dash.catalogue.units import UNITS
from lishui_dash.readings.reading import Reading, Status
from lishui_dash.readings.reporting import open_days
from lishui_dash.spec import Register
from lishui_dash.store.duckdb_engine import DuckDBEngine
from lishui_dash.store.schema import superseded
from tests import oracle
from tests.oracle import DAY, HOUR, MINUTE, Figure, Key, Row
from tests.readings import handed_in as cells
from tests.readings.handed_in import (
    DAILY,
    DUTY,
    FEEDS,
    STOCK,
    VISITS,
    Sent,
    clock,
    row_of,
    shift,
)
from tests.tables import readings

SEEDS = range(6)
QINGTIAN, YUNHE, ZONE, CITY = HOMES = ("331121", "331125", "331199", "331100")
PLACE_CODES = [place.code for place in PLACES]


@pytest.fixture(scope="module")
def opened() -> Iterator[DuckDBEngine]:
    engine = DuckDBEngine()
    yield engine
    engine.close()


@pytest.fixture(params=SEEDS)
def random(request: pytest.FixtureRequest) -> Random:
    return Random(request.param)


@pytest.fixture
def sent(opened: DuckDBEngine, random: Random) -> Sent:
    """Nothing yet: a store emptied of rows."""
    old = [superseded(feed) for feed in FEEDS.values()]
    ledger = ("delivery", "delivery_slice", "delivery_problem", "obligation", "reading")
    with opened.writing() as transaction:
        for table in (*FEEDS, *CATALOGUE.rollups, *old, *ledger):
            transaction.execute(f"DELETE FROM {table}")
    return Sent(opened, random)


def check(
    sent: Sent,
    name: str,
    parts: Mapping[Key, Figure] | Mapping[str, Figure],
    over_places: str,
    over_items: str = "",
    nothing: Figure = oracle.UNTOLD,
) -> None:
    """Compare every reading of an indicator with its part, or with what parts make."""
    with sent.engine.writing() as transaction:
        open_days(transaction, CATALOGUE, sent.as_of)
    seen = readings(sent.engine, name, str(sent.as_of))
    expected = {k if isinstance(k, tuple) else (k, ""): part for k, part in parts.items()}
    single, items = list(expected), {"", *(item for _, item in expected)}
    covers = sent.coverage(name)
    owing = [p for p in PLACE_CODES if any(cover.due for cover in covers[p])] or PLACE_CODES
    places = {*owing, *(place for place, _ in expected)}
    for place in places:
        here = [part for (at, _), part in expected.items() if at == place]
        if (place, "") not in expected:
            whole = oracle.combined(here, over_items) if here else nothing
            expected[place, ""] = whole
    told = [p for p in places if any(c.reported or not c.due for c in covers[p])]
    for item in items:
        here = [expected[place, item] for place in told if (place, item) in expected]
        if here or not item:
            expected[WHOLE, item] = oracle.combined(here, over_places)
    exact = single if over_places == "scarcest" else list(expected)
    assert _plain(seen, exact) == _plain(expected, exact)
    assert all(one.coverage in covers[place] for (place, _), one in seen.items())


def _plain(
    figures: Mapping[Key, Figure] | Mapping[Key, Reading], exact: Collection[Key]
) -> dict[Key, object]:
    """Return what can be compared. Of parts equally scarce any may speak for the whole."""
    plain: dict[Key, object] = {}
    for key, one in figures.items():
        told = (one.value, one.numerator, one.denominator)[: 3 if key in exact else 1]
        extras = {name: round(float(n), 9) for name, n in one.extras.items()}
        plain[key] = ([None if n is None else round(float(n), 9) for n in told], extras)
    return plain


def duty_reports(sent: Sent, random: Random) -> None:
    """Three weeks of twelve people: days off, night shifts, moves, two places a day."""
    days = [sent.as_of - n * DAY for n in reversed(range(22))]
    keys = [(home, day) for home in HOMES for day in days]
    files = {(home, day): [shift(home, day, f"Z{home}", 0)] for home, day in keys}
    for number in range(12):
        person, home = f"P{number}", random.choice(HOMES)
        zeal = random.choice((1, 0.97, 0.9))
        hours, restless = random.choice((8, 9.5, 10, 12)), 1
        if number == 0:
            zeal, hours, restless = 1, 10, 0
        for day in days:
            home = random.choice(HOMES) if random.random() < 0.03 * restless else home
            is_on = random.random() < zeal
            if is_on or random.random() < 0.5:
                files[home, day].append(shift(home, day, person, hours if is_on else 0))
            if is_on and random.random() < 0.1 * restless:
                files[home, day].append(shift(home, day, person, 4, "CP-9", "night"))
            if is_on and random.random() < 0.05 * restless:
                other = random.choice([at for at in HOMES if at != home])
                files[other, day].append(shift(other, day, person, 2))
    came = random.sample(keys, len(keys) - 8)
    sent.hand_in(DUTY, [row for key in came for row in files[key]])
    for key in came[:3]:
        fewer = [row for row in files[key] if random.random() < 0.7]
        sent.hand_in(DUTY, [*fewer, shift(*key, "P99", 8)])


def test_duty_days_in_a_row(sent: Sent, random: Random) -> None:
    duty_reports(sent, random)
    figures = oracle.long_duty(sent.runs())
    check(sent, "M06_LONG_DUTY", figures, "sum", nothing=oracle.NOBODY)


def test_forced_rest(sent: Sent, random: Random) -> None:
    duty_reports(sent, random)
    rests, pay = [], []
    for n in range(8):
        since, person = (
            sent.as_of - random.randrange(-1, 17) * DAY,
            f"P{random.randrange(12)}",
        )
        home, sort = random.choice(HOMES), random.choice(("forced", "forced", "makeup"))
        status = random.choice(("ordered", "executed", "executed", "unable", "unable"))
        begins = since + random.randrange(3) * DAY if status == "executed" else None
        linked = random.choice((None, f"S{n}")) if status == "unable" else None
        at = None if sort == "makeup" else clock(since, 23, 59)
        rests.append(
            row_of(cells.REST, f"R{n}", person, home, sort, at, begins, status, linked)
        )
        paid, paid_at = (
            random.choice(("paid", "paid", "approved")),
            random.randrange(16) * DAY,
        )
        back = random.choice((None, f"R{n}"))
        told = (f"S{n}", person, home, since, paid, since + paid_at, back)
        pay.append(row_of(cells.PAY, *told))
    sent.hand_in("rest_leave", rests)
    sent.hand_in("subsidies", pay)
    done = {"status": "executed", "start_date": sent.as_of, "subsidy_id": None}
    sent.hand_in("rest_leave", [{**rests[0], **done}])
    rested, settled = sent.rows("rest_leave"), sent.rows("subsidies")
    figures = oracle.forced_rest(sent.runs(), rested, settled, sent.as_of)
    check(sent, "M06_FORCED_REST", figures, "ratio")


@pytest.fixture
def covers(sent: Sent, random: Random) -> dict[Key, oracle.Cover]:
    """Ten days of five holders, with gaps, nothing used, nothing left, goods on the way.

    The stock of one place is a whole number of days, which a float is a little less than.
    """
    files: dict[tuple[str, date], list[Row]] = {}
    for unit in ("331121-S01", "331121-H01", "331125-S01", "331125-H01", "LS-S01"):
        often = 0.15 if unit == "LS-S01" else random.choice((0.3, 0.6, 1))
        for item in ("kn95", "gown", "thermometer_gun"):
            use = random.choice(((0,), (1,), (0, 1, 2, 5, 7, 0.5)))
            for day in (sent.as_of - n * DAY for n in range(10)):
                used, left = random.choice(use), random.choice((0, 0.5, 7, 30, 60))
                coming = random.choice((None, 0, 20, 50))
                arrives = day + random.randrange(6) * DAY if coming else None
                place = UNITS[unit].place
                told = (day, place, unit, item, used, left, coming, arrives)
                if random.random() < often:
                    files.setdefault((unit, day), []).append(row_of(cells.HELD, *told))
    holders = (
        ("331124-S01", (1, 0, 0), 0),
        ("331124-H01", (2, 2, 3), random.randrange(1, 10)),
    )
    for unit, uses, times in holders:
        for ago, n in enumerate(uses):
            told = (
                sent.as_of - ago * DAY,
                "331124",
                unit,
                "kn95",
                n,
                8 * times,
                None,
                None,
            )
            files[unit, told[0]] = [row_of(cells.HELD, *told)]
    sent.hand_in(STOCK, [row for file in files.values() for row in file])
    for key in random.sample(list(files), 3):
        sent.hand_in(STOCK, [{**files[key][0], "closing_qty": 12}])
    stock = [row for row in sent.rows(STOCK) if ITEMS[row["item_code"]].kind != "durable"]
    return oracle.covers(stock, sent.as_of)


def test_days_of_supply(sent: Sent, covers: dict[Key, oracle.Cover]) -> None:
    figures = oracle.days_of_supply(covers, sent.as_of)
    check(sent, "M08_DAYS_SUPPLY", figures, "scarcest", "scarcest")


@pytest.mark.parametrize("random", [0], indirect=True)
def test_just_fourteen_days_are_fourteen_and_green(sent: Sent) -> None:
    rows = []
    for unit, used, left in (("331124-S01", 1, 0), ("331124-H01", 5, 12)):
        for ago in range(7):
            told = (sent.as_of - ago * DAY, "331124", unit, "kn95", used * (ago == 6), left)
            rows.append(row_of(cells.HELD, *told, None, None))
    sent.hand_in(STOCK, rows)
    seen = readings(sent.engine, "M08_DAYS_SUPPLY", str(sent.as_of))["331124", "kn95"]
    assert (seen.value, seen.status) == (14, Status.GREEN)


def test_first_day_short(sent: Sent, covers: dict[Key, oracle.Cover]) -> None:
    figures = oracle.stock_outs(covers, sent.as_of)
    check(sent, "M08_STOCKOUT", figures, "scarcest", "scarcest")


def test_fill_rate(sent: Sent, random: Random) -> None:
    posts = [
        (f"CP-{home}-0{n}", s) for home in HOMES for n in (1, 2) for s in ("day", "night")
    ]
    needs: dict[object, Row] = {}
    for _ in range(40):
        (post, turn), since = (
            random.choice(posts),
            sent.as_of - random.randrange(-1, 12) * DAY,
        )
        status = random.choice(("active", "active", "active", "suspended", "withdrawn"))
        until = random.choice((None, None, since + random.randrange(9) * DAY))
        told = (post, post[3:9], turn, since, until, random.randrange(4), status)
        needs[post, turn, since] = row_of(cells.NEED, *told)
    sent.hand_in("post_requirements", list(needs.values()))
    changed = random.choice(list(needs.values()))
    sent.hand_in("post_requirements", [{**changed, "required_n": 5}])
    for home in random.sample(HOMES, 3):
        here = [post for post in posts if home in post[0]]
        for day in (sent.as_of - DAY, sent.as_of):
            people = [f"{home}-{n}" for n in range(9)]
            file = [
                shift(home, day, p, random.choice((8, 8, 0)), *random.choice(here))
                for p in people
            ]
            file += [
                shift(home, day, p, 4, *here[0])
                for p in people[:2]
                if random.random() < 0.5
            ]
            kept = {
                (row["person_id"], row["post_id"], row["shift_code"]): row for row in file
            }
            sent.hand_in(DUTY, list(kept.values()))
    came = {one.place for one in sent.arrivals if (one.feed, one.day) == (DUTY, sent.as_of)}
    required = sent.rows("post_requirements")
    figures = oracle.fill_rate(required, sent.rows(DUTY), came, sent.as_of)
    check(sent, "M05_FILL", figures, "ratio")


def check_ins(sent: Sent, random: Random) -> None:
    """Nine days of sixteen people at four communities, hurried, endless, at two places."""
    lengths = (None, None, None, 5 * MINUTE, HOUR, 12 * HOUR, 12 * HOUR + MINUTE)
    visits = []
    for number in range(160):
        home, day = (
            random.choice(HOMES[:2]),
            sent.as_of - random.choice((0, *range(9))) * DAY,
        )
        begins = clock(day, random.choice((8, 8, 9, 19)), random.randrange(0, 60, 5))
        length, hours = (
            random.choice(lengths),
            random.choice((None, None, None, 3, 12, 12.5)),
        )
        ends = begins + length if length else None
        who = f"M{random.randrange(6 if day == sent.as_of else 16)}"
        told = (day, home, f"{home}-C{random.randrange(2)}", who, begins, ends, hours)
        visits.append(row_of(cells.VISIT, f"K{number:03d}", *told))
    sent.hand_in(VISITS, visits)
    sent.hand_in(VISITS, [{**visits[0], "person_id": "M3"}])


def test_suspicious_check_ins(sent: Sent, random: Random) -> None:
    check_ins(sent, random)
    figures = oracle.bad_check_ins(sent.rows(VISITS), sent.as_of)
    check(sent, "M05_BAD_CHECKIN", figures, "ratio")


def test_volunteers_checked_in(sent: Sent, random: Random) -> None:
    check_ins(sent, random)
    members = []
    for number in range(24):
        since = random.choice((None, *(sent.as_of - n * DAY for n in range(-2, 12))))
        home, status = random.choice(HOMES[:2]), "registered" if since else "not_registered"
        where = (home, f"{home}-C{random.randrange(2)}")
        members.append(row_of(cells.MEMBER, f"M{number}", *where, status, since))
    sent.hand_in("party_registration", members)
    for home in HOMES:
        for day in (sent.as_of - n * DAY for n in random.sample(range(9), 4)):
            hours = random.choice((0, 8))
            sent.hand_in(DUTY, [shift(home, day, f"M{random.randrange(20)}", hours)])
    listed, duty, visits = (sent.rows(n) for n in ("party_registration", DUTY, VISITS))
    check(sent, "M05_CHECKIN", oracle.checked_in(listed, duty, visits, sent.as_of), "ratio")


def test_separate_quota_of_excellent_ratings(sent: Sent, random: Random) -> None:
    roster, ratings = [], []
    for unit in ("331121-DEMO", "331121-H01", "331125-H01", "331125-H02"):
        here, size = (unit[:6], unit), random.choice((0, 1, 3, 4, 10, 19, 20, 70))
        for n in range(size):
            status = random.choice(("took_part",) * 9 + ("exempt",))
            for ago in random.choice(((-1,), (0,), (5,), (0, 20))):
                since = sent.as_of - ago * DAY
                roster.append(row_of(cells.ROSTER, *here, f"{unit}-{n}", status, since))
        for n in range(size * 3 // 10 + random.randrange(4)):
            person, ago = f"{unit}-{n % 22}", random.choice((-1, 0, 0, 5))
            stage = random.choice(("approved",) * 6 + ("proposed",))
            told = (
                person,
                f"{unit}-{n}",
                "excellent_rating",
                stage,
                sent.as_of - ago * DAY,
            )
            ratings.append(row_of(cells.RATING, *here, *told))
    sent.hand_in("personnel_roster", roster)
    sent.hand_in("incentive_records", ratings)
    sent.hand_in("incentive_records", [{**row, "stage": "revoked"} for row in ratings[-1:]])
    took_part, rated = sent.rows("personnel_roster"), sent.rows("incentive_records")
    figures = oracle.excellent_quota(took_part, rated, sent.as_of)
    check(sent, "M03_EXCELLENT_QUOTA", figures, "ratio", "ratio")


def reports(sent: Sent, random: Random) -> None:
    """Eight days of reports that come early, on the minute, late, twice or never."""
    units = [unit for unit in UNITS.values() if unit.place in (ZONE, CITY, YUNHE)]
    never = {unit.code for unit in random.sample(units, 5)}
    for feed in DAILY:
        by_place = feed.column(feed.reporter).refers_to is Register.PLACE
        for day in (sent.as_of - n * DAY for n in random.sample(range(8), 4)):
            by_time: dict[int, list[Row]] = {}
            for unit in units:
                told = (day, unit.place if by_place else unit.code)
                owes = unit.kind in feed.reporters and unit.code not in never
                for _ in range(random.choice((0, 1, 1, 1, 1, 2)) if owes else 0):
                    late = random.choice((-600, 0, 0, 1, random.choice((59, 1440, 3042))))
                    row = row_of(f"{feed.day} {feed.reporter}", *told)
                    by_time.setdefault(late, []).append(row)
            for late, rows in by_time.items():
                sent.hand_in(feed.name, rows, feed.due_at(day) + late * MINUTE)


def test_completeness_timeliness_and_coverage(sent: Sent, random: Random) -> None:
    reports(sent, random)
    told = (sent.owed(), sent.arrivals, sent.as_of)
    check(sent, "D_COMPLETE", oracle.completeness(*told), "ratio")
    check(sent, "D_ONTIME", oracle.timeliness(*told), "ratio")
    for name in ("M06_LONG_DUTY", "M08_DAYS_SUPPLY", "M09_FORMS_PER_UNIT"):
        covers = sent.coverage(name)
        for (place, _), one in readings(sent.engine, name, str(sent.as_of)).items():
            assert one.coverage in covers[place]
