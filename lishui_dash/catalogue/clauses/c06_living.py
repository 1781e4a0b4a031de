"""六、生活保障: rest for those who are worn out, care for the families of medics."""

from __future__ import annotations

from lishui_dash.catalogue import measures
from lishui_dash.catalogue import vocabulary as say
from lishui_dash.catalogue.feeds import (
    family_visits,
    personnel_deployment,
    personnel_roster,
    rest_leave,
    subsidies,
)
from lishui_dash.catalogue.policy import guarantees
from lishui_dash.catalogue.rollups import duty_run
from lishui_dash.catalogue.selects import families, rest
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
    number=6,
    group=Group.GUARANTEE,
    words=Words("生活保障", "Living"),
    summary=Words(
        "落实调休补休、强制休息，慰问援鄂和隔离医务人员家属",
        "Rest is taken or paid for; families of Hubei teams and isolated medics are cared "
        "for",
    ),
    icon=":material/bedtime:",
    promises=guarantees.LIVING,
)

long_duty = Indicator(
    name="M06_LONG_DUTY",
    words=Words(
        "连续值守14天及以上人数", "On duty 14 days in a row", "連續值守14天及以上人數"
    ),
    question=Words(
        "有多少人已连续值守14天没有休息？",
        "How many people have been on duty for 14 days without a day off?",
    ),
    numerator=Words("连续值守14天及以上的人员", "Persons on duty 14 days in a row or more"),
    denominator=Words("正在连续值守的人员", "Persons on duty now"),
    unit=say.PEOPLE,
    format=Format.COUNT,
    better=Better.LOWER,
    threshold=Threshold(
        Kind.ZERO,
        Words(
            "劳动法第38条每周至少休1日，第8天起提示；浦江县15天强制休息（2020-02-13），"
            "提前1天标红；缺报日不中断、也不累加",
            "Labour Law art. 38: one rest day a week, so amber from day 8; Pujiang forces "
            "rest at 15 days (2020-02-13), so red one day earlier. A day not reported "
            "neither breaks nor lengthens a run",
        ),
        amber_when=(
            When(
                "amber_n",
                0,
                Words("有人连续值守8至13天", "Somebody has been on duty for 8 to 13 days"),
            ),
        ),
    ),
    owner=say.ORGANISATION,
    audience=(Audience.WALL, Audience.DEPARTMENT),
    reads=(duty_run.rollup,),
    sql=f"""
        SELECT
            place,
            count(*) FILTER (WHERE run_days >= {rest.LONG_RUN}) AS numerator,
            count(*) AS denominator,
            numerator AS value,
            count(*) FILTER (
                WHERE run_days >= {rest.WARNED_RUN} AND run_days < {rest.LONG_RUN}
            ) AS amber_n,
            max(run_days) AS longest
        FROM duty_run
        WHERE day = $as_of
        GROUP BY place
    """,
    rows_sql=say.sql_for_rows(
        "unit_code, post_id, person_id, run_days, run_hours / run_days AS "
        "hours_per_day, last_day",
        f"duty_run WHERE day = $as_of AND run_days >= {rest.WARNED_RUN}",
        worst_first="run_days DESC, hours_per_day DESC, person_id",
        place="place",
    ),
    spread="run_days",
    measures=(measures.REST_ORDERED,),
    over_places=Combine.SUM,
    promises=("6.1",),
    wall=1,
    drill=("unit_code", "post_id"),
    extras=(
        Extra("amber_n", Words("连续8至13天人数", "8 to 13 days in a row"), Combine.SUM),
        Extra("longest", Words("最长连续天数", "Longest run, days"), Combine.WORST),
    ),
    empty_is_zero=True,
)

week_hours = Indicator(
    name="M06_WEEK_HOURS",
    words=Words("周工时超限人数", "Over 66 hours in a week", "周工時超限人數"),
    question=Words(
        "近7日有多少人工时超过66小时？",
        "How many people worked over 66 hours in the last 7 days?",
    ),
    numerator=Words("近7日超过66小时的人员", "Persons over 66 hours in 7 days"),
    denominator=Words("近7日到岗人员", "Persons on duty in 7 days"),
    unit=say.PEOPLE,
    format=Format.COUNT,
    better=Better.LOWER,
    threshold=Threshold(
        Kind.ZERO,
        Words(
            "52=44+36/4.35（劳动法36、41条），66=6天×（8+3）小时，为38、41条上限；"
            "第42条应急除外，故为健康线而非违法认定；有缺报日时为下限",
            "52 = 44 h + 36 h overtime a month, 66 = 6 days of 8+3 h, the most that "
            "Labour Law art. 38 and 41 give; art. 42 lifts art. 41 in emergencies: a "
            "health line, not a verdict. A lower bound while a day is missing",
        ),
        amber_when=(
            When("amber_n", 0, Words("有人超过52小时", "Somebody is over 52 hours")),
        ),
    ),
    owner=say.jointly(say.ORGANISATION, say.PERSONNEL),
    audience=(Audience.WALL, Audience.DEPARTMENT),
    reads=(personnel_deployment.feed,),
    sql=f"""
        SELECT
            county_code AS place,
            count(*) FILTER (WHERE week_hours > {rest.MOST_WEEK_HOURS}) AS numerator,
            count(*) AS denominator,
            numerator AS value,
            count(*) FILTER (
                WHERE
                    week_hours > {rest.WARNED_WEEK_HOURS}
                    AND week_hours <= {rest.MOST_WEEK_HOURS}
            ) AS amber_n,
            quantile_cont(week_hours, 0.9) AS p90_hours,
            max(week_hours) AS most_hours
        FROM ({rest.WEEKS}) AS weeks
        GROUP BY county_code
    """,
    rows_sql=say.sql_for_rows(
        "home_unit_code, person_id, week_days, week_hours",
        f"({rest.WEEKS}) AS weeks WHERE week_hours > {rest.WARNED_WEEK_HOURS}",
        worst_first="week_hours DESC, person_id",
    ),
    spread="week_hours",
    measures=(measures.REST_ORDERED,),
    over_places=Combine.SUM,
    promises=("6.1",),
    drill=("home_unit_code",),
    window=7,
    extras=(
        Extra("amber_n", Words("52至66小时人数", "52 to 66 hours"), Combine.SUM),
        Extra("p90_hours", Words("90%分位工时", "90th percentile, hours"), Combine.WORST),
        Extra("most_hours", Words("最多工时", "Most hours"), Combine.WORST),
    ),
    empty_is_zero=True,
)

forced_rest = Indicator(
    name="M06_FORCED_REST",
    words=Words("强制休息落实率", "Forced rest carried out", "強制休息落實率"),
    question=Words(
        "该强制休息的人休息了吗，确不能休的补贴发了吗？",
        "Have those who must rest rested, or been paid where they could not?",
    ),
    numerator=Words(
        "近14日已执行休息，或不能安排且已发补贴的",
        "Of these, rested within 14 days, or could not and were paid",
    ),
    denominator=Words("触发强制休息的人员", "Persons for whom forced rest is due"),
    unit=say.PERCENT,
    format=Format.PERCENT,
    better=Better.HIGHER,
    threshold=Threshold(
        Kind.FLOOR,
        Words(
            "条文明确要强制休息；触发条件可调，默认连续15天且日均10小时（浦江县做法），"
            "或近14日有休息令；比例为判断",
            "The text: they must be made to rest. Due at 15 days of 10 hours (Pujiang) or "
            "with an order of the last 14 days; the percentages are judgement",
        ),
        green=0.95,
        amber=0.8,
    ),
    owner=say.ORGANISATION,
    audience=(Audience.WALL, Audience.DEPARTMENT),
    reads=(duty_run.rollup, rest_leave.feed, subsidies.feed),
    sql=say.sql_for_rate(
        f"({rest.OVERWORKED}) AS overworked",
        met="is_answered",
    ),
    rows_sql=say.sql_for_rows(
        "person_id, unit_code, run_days, order_no, is_answered",
        f"({rest.OVERWORKED}) AS overworked WHERE TRUE",
        worst_first="is_answered, run_days DESC NULLS LAST, person_id",
    ),
    spread="run_days",
    measures=(measures.REST_ORDERED,),
    over_places=Combine.RATIO_OF_SUMS,
    promises=("6.2",),
    wall=2,
    drill=("unit_code",),
    window=None,
    nothing_owed_is_green=True,
)

unpaid_without_rest = Indicator(
    name="M06_UNPAID_NOREST",
    words=Words("不能调休且未补贴人数", "Neither rest nor pay", "不能調休且未補貼人數"),
    question=Words(
        "不能调休又超过15天没拿到补贴的有多少人？",
        "How many could not rest and went without a subsidy for 15 days?",
    ),
    numerator=Words("其中未发放补贴的人次", "Of these, not paid"),
    denominator=Words(
        "满15天的“确不能安排”休息", "Rest found impossible 15 days ago or more"
    ),
    unit=say.PEOPLE,
    format=Format.COUNT,
    better=Better.LOWER,
    threshold=Threshold(
        Kind.ZERO,
        Words(
            "条文明确：不能调休补休的发放补贴；15天为判断",
            "The text: pay those who cannot rest; 15 days is judgement",
        ),
    ),
    owner=say.jointly(say.FINANCE, say.PERSONNEL),
    audience=(Audience.DEPARTMENT,),
    reads=(rest_leave.feed, subsidies.feed),
    sql=f"""
        SELECT
            county_code AS place,
            count(*) FILTER (WHERE NOT is_paid) AS numerator,
            count(*) AS denominator,
            numerator AS value
        FROM ({rest.IMPOSSIBLE}) AS impossible
        WHERE waiting_days >= {rest.UNPAID_DAYS}
        GROUP BY county_code
    """,
    rows_sql=say.sql_for_rows(
        "rest_id, unit_code, person_id, order_no, waiting_days, is_paid, subsidy_id",
        f"({rest.IMPOSSIBLE}) AS impossible WHERE waiting_days >= {rest.UNPAID_DAYS}",
        worst_first="is_paid, waiting_days DESC, rest_id",
    ),
    spread="waiting_days",
    over_places=Combine.SUM,
    promises=("6.3",),
    drill=("unit_code",),
    window=None,
    empty_is_zero=True,
)

family_visits_made = Indicator(
    name="M06_FAMILY_VISIT",
    words=Words(
        "援鄂及隔离医务人员家属周慰问率",
        "Families contacted within the week",
        "援鄂及隔離醫務人員家屬周慰問率",
    ),
    question=Words(
        "援鄂和隔离医务人员的家属，一周内都慰问到了吗？",
        "Has every family of a Hubei-team or isolated medic been contacted within the "
        "week?",
    ),
    numerator=Words("近7日有慰问的家庭", "Families contacted in 7 days"),
    denominator=Words("在册家庭", "Families on the roster now"),
    unit=say.PERCENT,
    format=Format.PERCENT,
    better=Better.HIGHER,
    threshold=Threshold(
        Kind.FLOOR,
        Words(
            "条文明确要主动做好家属慰问；每周一次及90%为判断",
            "The text asks for it explicitly; once a week and 90 % are judgement",
        ),
        green=1.0,
        amber=0.9,
    ),
    owner=say.jointly(say.HEALTH, say.WOMEN, say.UNIONS),
    audience=(Audience.WALL, Audience.DEPARTMENT),
    reads=(family_visits.feed, personnel_roster.feed),
    sql=say.sql_for_rate(
        f"({families.FAMILIES}) AS families",
        met="is_visited",
    ),
    rows_sql=say.sql_for_rows(
        "unit_code, family_key, support_team_batch, last_visit, is_visited",
        f"({families.FAMILIES}) AS families WHERE TRUE",
        worst_first="is_visited, last_visit NULLS FIRST, family_key",
    ),
    over_places=Combine.RATIO_OF_SUMS,
    promises=("6.4",),
    wall=3,
    drill=("unit_code", "support_team_batch"),
    window=None,
    nothing_owed_is_green=True,
)

family_needs_open = Indicator(
    name="M06_FAMILY_NEED",
    words=Words(
        "家属困难7日未解决数", "Family needs open over 7 days", "家屬困難7日未解決數"
    ),
    question=Words(
        "家属提出的困难，有多少超过7天还没解决？",
        "How many needs of families have been open for more than 7 days?",
    ),
    numerator=Words("走访已过7天仍在办理的", "Open more than 7 days after the visit"),
    denominator=Words("登记的家属困难", "Needs registered"),
    unit=say.CASES,
    format=Format.COUNT,
    better=Better.LOWER,
    threshold=Threshold(
        Kind.CEILING,
        Words(
            "条文明确：帮助解决实际困难；天数与件数为判断；就医需求超过3天即为红",
            "The text: help with practical difficulties; days and numbers are judgement; "
            "a medical need open over 3 days is red",
        ),
        green=0,
        amber=2,
        red_when=(
            When(
                "medical_overdue",
                0,
                Words(
                    "就医需求超过3天未解决", "A medical need has been open for over 3 days"
                ),
            ),
        ),
    ),
    owner=say.jointly(say.HEALTH, say.WOMEN),
    audience=(Audience.DEPARTMENT,),
    reads=(family_visits.feed,),
    sql=f"""
        SELECT
            county_code AS place,
            count(*) FILTER (WHERE is_open AND waiting_days > 7) AS numerator,
            count(*) AS denominator,
            numerator AS value,
            count(*) FILTER (
                WHERE is_open AND is_medical AND waiting_days > 3
            ) AS medical_overdue
        FROM ({families.NEEDS}) AS needs
        GROUP BY county_code
    """,
    rows_sql=say.sql_for_rows(
        "visit_id, visiting_unit_code, family_key, visit_date, waiting_days, "
        "need_status, need_closed_at",
        f"({families.NEEDS}) AS needs WHERE is_open",
        worst_first="is_medical DESC, waiting_days DESC, visit_id",
    ),
    spread="waiting_days",
    over_places=Combine.SUM,
    promises=("6.5",),
    drill=("visiting_unit_code",),
    window=None,
    extras=(
        Extra(
            "medical_overdue",
            Words("就医需求逾期", "Medical needs overdue"),
            Combine.SUM,
        ),
    ),
    empty_is_zero=True,
)
