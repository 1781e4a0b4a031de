"""S03 市直示例局: five forms in one day that nobody had agreed to."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime, timedelta

import numpy as np

from lishui_dash.catalogue.places import CITY_LEVEL, TOWNSHIPS
from lishui_dash.demo.rows import Array, Rows, replaced, rows, spread, stacked
from lishui_dash.demo.sheets import CITY_COMMAND, Sheet, Story
from lishui_dash.demo.world import World

BUREAU = "LS-DEMO"
DAY, BACK = date(2020, 2, 11), date(2020, 2, 13)
WITHDRAWN_AT = datetime(2020, 2, 12, 16, 0)
MEAN, MEAN_AFTER = 7.4, 2.7
_FORMS, _MINUTES = 5, 24
_TITLES = (
    "健康状况统计表",
    "每日体温汇总表",
    "返乡人员排查表",
    "行业防控情况表",
    "从业人员信息表",
)
_ISSUED = ((9, 10), (10, 25), (11, 40), (14, 5), (15, 40))
_DAILY_HEALTH_FORM = "YQ-RB-012"


def spared() -> frozenset[str]:
    """Return the 22 townships that did not pass the forms on."""
    return frozenset(t.code for n, t in enumerate(TOWNSHIPS) if n % 8 == 3)


def requests(status: list[str], approval: list[str]) -> Rows:
    issued = [datetime(2020, 2, 11, hour, minute) for hour, minute in _ISSUED]
    approved = [one == "approved" for one in approval]
    numbers = range(1, _FORMS + 1)
    return rows(
        _FORMS,
        request_id=[f"YQ-SL{DAY:%Y%m%d}-{number:02d}" for number in numbers],
        issued_at=issued,
        issuing_unit_code=BUREAU,
        target_level="township",
        target_county=CITY_LEVEL,
        target_unit_n=len(TOWNSHIPS),
        request_type="form",
        title=list(_TITLES),
        recurrence="once",
        field_n=[18, 12, 15, 22, 20],
        est_minutes=_MINUTES,
        deadline_at=[moment + timedelta(hours=3) for moment in issued],
        approval_status=approval,
        approval_no=["同意〔2020〕0212-31" if one else None for one in approved],
        approved_at=[
            WITHDRAWN_AT - timedelta(hours=1) if one else None for one in approved
        ],
        duplicate_of=[_DAILY_HEALTH_FORM if n <= 3 else None for n in numbers],
        status=status,
    )


def _asked(world: World, day: date, table: Rows) -> Rows:
    if day != DAY:
        return table
    return stacked([table, requests(["in_force"] * _FORMS, ["none"] * _FORMS)])


def _withdrawn(world: World, day: date) -> Sequence[Sheet]:
    if day != DAY:
        return []
    told = requests([*["withdrawn"] * 4, "merged"], [*["none"] * 4, "approved"])
    name = "向基层要表要数登记_20200211（更正）"
    return [
        Sheet(
            "form_requests",
            DAY,
            told,
            WITHDRAWN_AT,
            BUREAU,
            unit=CITY_COMMAND,
            name=name,
            alone=True,
        )
    ]


def _burden(world: World, day: date, table: Rows) -> Rows:
    if day == DAY:
        return stacked([table, _passed_on(table)])
    if day == BACK:
        return _a_little_more(table)
    return table


def _passed_on(table: Rows) -> Rows:
    """Return the bureau's row of every unit reached; the city's mean is then 7.4."""
    units = np.array(table.column("unit_code").to_pylist())
    named, first = np.unique(units, return_index=True)
    reached = np.array([code[:9] not in spared() for code in named.tolist()])
    named, first = named[reached], first[reached]
    wanted = round(MEAN * len(reached)) - _asked_for(table).sum() - _FORMS * len(named)
    more = np.array(spread(int(wanted), [1.0] * len(named)))
    told = table.take(first)
    return rows(
        len(named),
        report_date=DAY,
        county_code=told.column("county_code"),
        unit_code=told.column("unit_code"),
        unit_level=told.column("unit_level"),
        issuing_unit_code=BUREAU,
        forms_n=_FORMS,
        data_requests_n=0,
        materials_n=more,
        notices_n=0,
        meetings_n=0,
        meeting_hours=0.0,
        fill_hours=_FORMS * _MINUTES / 60,
        duplicate_n=3,
        no_approval_n=_FORMS,
    )


def _a_little_more(table: Rows) -> Rows:
    """Return the table with a few forms more: the city's mean is then 2.7."""
    units = np.unique(np.array(table.column("unit_code").to_pylist()))
    wanted = round(MEAN_AFTER * len(units)) - _asked_for(table).sum()
    forms = table.column("forms_n").to_numpy()
    asked = np.flatnonzero(forms > 0)
    more = np.zeros(len(forms), np.int64)
    more[asked] = spread(int(wanted), [1.0] * len(asked))
    return replaced(table, "forms_n", forms + more)


def _asked_for(table: Rows) -> Array:
    names = ("forms_n", "data_requests_n", "materials_n")
    asked: Array = sum(table.column(name).to_numpy() for name in names)
    return asked


STORY = Story(
    "S03",
    date(2020, 2, 10),
    BACK,
    ("form_requests", "form_burden_daily"),
    changes={"form_requests": _asked, "form_burden_daily": _burden},
    extra=_withdrawn,
)
