"""三、考核奖励: a separate quota of excellent ratings, and evidence for all incentives."""

from __future__ import annotations

from lishui_dash.catalogue import vocabulary as say
from lishui_dash.catalogue.feeds import (
    incentive_records,
    personnel_deployment,
    personnel_roster,
    volunteer_checkins,
)
from lishui_dash.catalogue.policy import incentives
from lishui_dash.catalogue.selects import incentives_given
from lishui_dash.spec import (
    Audience,
    Better,
    Clause,
    Combine,
    Extra,
    Format,
    Group,
    Indicator,
    Kind,
    Threshold,
    When,
    Words,
)

clause = Clause(
    number=3,
    group=Group.INCENTIVE,
    words=Words("考核奖励", "Appraisal", "考核獎勵"),
    summary=Words(
        "单列优秀等次指标，嘉奖记功比例不受限制，晋升评审看一线表现",
        "A separate quota of excellent ratings; no limit on merits; front-line work "
        "counts in promotion",
    ),
    icon=":material/workspace_premium:",
    promises=incentives.APPRAISAL,
)

excellent_quota = Indicator(
    name="M03_EXCELLENT_QUOTA",
    words=Words(
        "年度考核优秀单列比例", "Separate excellent ratings", "年度考核優秀單列比例"
    ),
    question=Words(
        "单列的优秀等次是否超过参加人数的30%？",
        "Do the separate excellent ratings exceed 30 % of those who took part?",
    ),
    numerator=Words("批准单列优秀的人员", "Persons rated excellent in the separate quota"),
    denominator=Words(
        "本单位参加过防控工作的人员", "Persons of the unit who have taken part"
    ),
    unit=say.PERCENT,
    format=Format.PERCENT,
    better=Better.LOWER,
    threshold=Threshold(
        Kind.CEILING,
        Words(
            "条文明确：最高可占参加总人数的30%，各单位、各县分别按30%取整核对；27%起提示，"
            "留3个百分点余量（判断）",
            "The text is explicit: up to 30 % of participants, checked per unit and per "
            "county, rounded down; amber from 27 % leaves three points (judgement)",
        ),
        green=0.27,
        amber=0.3,
        red_when=(
            When(
                "over_cap",
                0,
                Words("有单位超过30%上限", "A unit is over the cap of 30 %"),
            ),
        ),
    ),
    owner=say.jointly(say.ORGANISATION, say.PERSONNEL),
    audience=(Audience.WALL, Audience.DEPARTMENT),
    reads=(incentive_records.feed, personnel_roster.feed),
    sql=f"""
        SELECT
            place,
            unit_code AS item,
            excellent_n AS numerator,
            participants_n AS denominator,
            numerator / nullif(denominator, 0) AS value,
            allowed_n AS cap,
            CASE WHEN excellent_n > allowed_n THEN 1 ELSE 0 END AS over_cap
        FROM ({incentives_given.EXCELLENT_RATINGS}) AS rated
    """,
    rows_sql=say.sql_for_rows(
        "place AS county_code, unit_code, participants_n, allowed_n, excellent_n",
        f"({incentives_given.EXCELLENT_RATINGS}) AS rated WHERE TRUE",
        worst_first="excellent_n - allowed_n DESC, unit_code",
        place="place",
    ),
    over_places=Combine.RATIO_OF_SUMS,
    promises=("3.2",),
    wall=1,
    drill=("unit_code",),
    item="item",
    over_items=Combine.RATIO_OF_SUMS,
    window=None,
    extras=(
        Extra("cap", Words("可用名额", "Allowed"), Combine.SUM),
        Extra("over_cap", Words("超限单位数", "Units over the cap"), Combine.SUM),
    ),
)

evidence = Indicator(
    name="M03_EVIDENCE",
    words=Words(
        "激励有出勤佐证比例", "Incentives backed by evidence", "激勵有出勤佐證比例"
    ),
    question=Words(
        "个人激励是否都有一线出勤记录佐证？",
        "Is every personal incentive backed by a duty record?",
    ),
    numerator=Words(
        "其中本人有到岗或志愿服务记录的",
        "Of these, whose person has been on duty or checked in",
    ),
    denominator=Words("批准的个人激励", "Personal incentives approved"),
    unit=say.PERCENT,
    format=Format.PERCENT,
    better=Better.HIGHER,
    threshold=Threshold(
        Kind.FLOOR,
        Words(
            "各项激励均与一线表现挂钩；界限为判断；倾斜性要求，只提示不标红",
            "All incentives are tied to work at the front line; the limits are judgement; "
            "preferences are never red",
        ),
        green=0.99,
        amber=0.95,
    ),
    owner=say.ORGANISATION,
    audience=(Audience.DEPARTMENT,),
    reads=(incentive_records.feed, personnel_deployment.feed, volunteer_checkins.feed),
    sql=say.sql_for_rate(
        f"({incentives_given.BACKED}) AS given",
        met="with_evidence",
    ),
    rows_sql=say.sql_for_rows(
        "record_date, unit_code, person_id, personnel_category, incentive_type, "
        "level, doc_no, with_evidence",
        f"({incentives_given.BACKED}) AS given WHERE TRUE",
        worst_first="with_evidence, record_date DESC, record_id",
    ),
    over_places=Combine.RATIO_OF_SUMS,
    promises=("1.1", "2.1", "2.2", "2.4", "3.1", "3.4"),
    drill=("incentive_type", "unit_code"),
    window=None,
    nothing_owed_is_green=True,
)
