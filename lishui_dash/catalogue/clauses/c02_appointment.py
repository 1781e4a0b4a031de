"""二、选拔任用: performance at the front line counts in appointments and elections."""

from __future__ import annotations

from lishui_dash.catalogue import vocabulary as say
from lishui_dash.catalogue.feeds import incentive_records, personnel_roster
from lishui_dash.catalogue.policy import incentives
from lishui_dash.catalogue.selects import nominations
from lishui_dash.spec import (
    Audience,
    Better,
    Clause,
    Combine,
    Format,
    Group,
    Indicator,
    Kind,
    Threshold,
    Words,
)

clause = Clause(
    number=2,
    group=Group.INCENTIVE,
    words=Words("选拔任用", "Appointment", "選拔任用"),
    summary=Words(
        "把一线表现作为选拔任用和换届的重要参考",
        "Performance at the front line counts in appointments and elections",
    ),
    icon=":material/how_to_reg:",
    promises=incentives.APPOINTMENT,
)

bad_nominations = Indicator(
    name="M02_BAD_NOMINATION",
    words=Words(
        "村社换届须说明提名数", "Nominations that need a reason", "村社換屆須說明提名數"
    ),
    question=Words(
        "有多少换届提名人选没有特殊原因未参加防控，或表现不佳？",
        "How many nominees took no part without a special reason, or performed poorly?",
    ),
    numerator=Words(
        "未参加且无原因、表现较差或名册中查无的提名人选",
        "Nominees who took no part without reason, did poorly or are on no roster",
    ),
    denominator=Words("村社换届提名人选", "Nominees in village and community elections"),
    unit=say.PEOPLE,
    format=Format.COUNT,
    better=Better.LOWER,
    threshold=Threshold(
        Kind.ZERO,
        Words(
            "条文明确：原则上不纳入提名；“原则上”指提示并要求书面说明，不自动否决",
            "The text is explicit; “in principle” means flagged with a written reason "
            "asked for, never barred automatically",
        ),
    ),
    owner=say.ORGANISATION,
    audience=(Audience.WALL, Audience.DEPARTMENT),
    reads=(incentive_records.feed, personnel_roster.feed),
    sql=f"""
        SELECT
            county_code AS place,
            count(*) FILTER (WHERE needs_reason) AS numerator,
            count(*) AS denominator,
            numerator AS value
        FROM ({nominations.NOMINEES}) AS nominees
        GROUP BY county_code
    """,
    rows_sql=say.sql_for_rows(
        "unit_code, person_id, needs_reason, participation_status, record_date, "
        "stage, level",
        f"({nominations.NOMINEES}) AS nominees WHERE TRUE",
        worst_first="needs_reason DESC, record_date DESC, person_id",
    ),
    over_places=Combine.SUM,
    promises=("2.3",),
    wall=1,
    drill=("unit_code",),
    window=None,
    empty_is_zero=True,
    suppress_small=True,
)
