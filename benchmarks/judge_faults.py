"""python -m benchmarks.judge_faults: 10,000 rows with 500 faults of many kinds, judged.

Each fault has to be named at its row and column, and nothing else.
"""

from __future__ import annotations

import random
from datetime import datetime
from time import perf_counter

from benchmarks.measuring import median_and_worst, print_row
from lishui_dash.actions.desk import open_desk
from lishui_dash.catalogue import CATALOGUE
from lishui_dash.catalogue.supplies import ITEMS
from lishui_dash.catalogue.units import UNITS
from lishui_dash.intake.receive import Arrival, Judged
from lishui_dash.intake.template import csv_of
from lishui_dash.spec import UnitKind

ROWS, FAULTS, TIMES = 10_000, 500, 5
AT = datetime(2020, 2, 7, 7, 30)
FEED = CATALOGUE.feeds["supplies_daily"]
COLUMNS = (
    *("report_date", "county_code", "unit_code", "item_code", "uom", "opening_qty"),
    *("purchased_qty", "consumed_qty", "closing_qty", "remark"),
)
SPOILED = (
    ("report_date", "2020-02-30", "no_such_day"),
    ("report_date", "5/2/2020", "ambiguous_date"),
    ("report_date", "2019-02-05", "day_before_campaign"),
    ("county_code", "杭州市", "not_in_register"),
    ("item_code", "宇航服", "not_in_register"),
    ("uom", "箱", "unit_without_spec"),
    ("opening_qty", "很多", "unreadable"),
    ("purchased_qty", "1200-1300", "two_figures"),
    ("consumed_qty", "—", "required"),
    ("consumed_qty", "=E2-F2", "formula_without_value"),
    ("closing_qty", "12OO", "letter_in_number"),
    ("closing_qty", "1200(含在途200)", "comment_in_cell"),
    ("remark", "#REF!", "error_value"),
)

Named = set[tuple[int | None, str, str]]


def main() -> None:
    content, planted = _file()
    desk = open_desk()
    seconds: list[float] = []
    for _ in range(TIMES):
        begun = perf_counter()
        judged = desk.check(Arrival(content, "物资日报.csv", AT, feed=FEED.name))
        seconds.append(perf_counter() - begun)
    named = _named(judged)
    median, worst = median_and_worst(seconds)
    print_row(
        "python -m benchmarks.judge_faults",
        f"{judged.rows_n:,} rows, {len(planted)} faults of {len(SPOILED)} kinds:"
        f" {len(planted & named)} named, {len(named - planted)} false;"
        f" median {median:.2f} s, worst {worst:.2f} s of {TIMES}",
    )


def _named(judged: Judged) -> Named:
    return {(p.row, p.column, p.rule) for p in judged.problems if p.rejects}


def _file() -> tuple[bytes, Named]:
    """Return a file of two days, and what is wrong with it."""
    figures = ("1200", "0", "180", "1020", "存放于一号库")
    rows = [
        [day, unit.place, unit.code, item.code, item.unit_of_measure, *figures]
        for day in ("2020-02-05", "2020-02-06")
        for unit in UNITS.values()
        if unit.kind
        in (UnitKind.STORE, UnitKind.HOSPITAL, UnitKind.TOWNSHIP, UnitKind.CLINIC)
        for item in ITEMS.values()
    ][:ROWS]
    chance = random.Random(20200205)
    planted: Named = set()
    for place in chance.sample(range(ROWS), FAULTS):
        name, value, rule = chance.choice(SPOILED)
        rows[place][COLUMNS.index(name)] = value
        planted.add((place + 2, FEED.column(name).words.hans, rule))
    headings = [FEED.column(name).words.hans for name in COLUMNS]
    return csv_of([headings, *rows]), planted


if __name__ == "__main__":
    main()
