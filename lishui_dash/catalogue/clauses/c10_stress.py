"""十、减轻精神压力: tolerance of errors, counselling, and an ear for those at the front."""

from __future__ import annotations

from lishui_dash.catalogue import vocabulary as say
from lishui_dash.catalogue.feeds import (
    counselling_sessions,
    fault_tolerance_cases,
    grievances,
)
from lishui_dash.catalogue.policy import reductions
from lishui_dash.catalogue.selects import support
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
    number=10,
    group=Group.REDUCTION,
    words=Words("减轻精神压力", "Stress", "減輕精神壓力"),
    summary=Words(
        "容错免责，心理疏导，倾听意见，协调解决困难",
        "Errors are tolerated, counselling is at hand, opinions are heard, difficulties "
        "resolved",
    ),
    icon=":material/psychology:",
    promises=reductions.STRESS,
)

counselling_wait = Indicator(
    name="M10_COUNSEL_WAIT",
    words=Words(
        "心理热线等待（90%分位）", "Wait for counselling", "心理熱線等待（90%分位）"
    ),
    question=Words(
        "打心理热线的人，九成在多少分钟内接通？",
        "Within how many minutes do nine of ten callers reach a counsellor?",
    ),
    numerator=Words("近7日求助次数", "Requests in 7 days"),
    denominator=Words("其中热线求助", "Of these, by the hotline"),
    unit=say.MINUTES,
    format=Format.DECIMAL,
    better=Better.LOWER,
    threshold=Threshold(
        Kind.CEILING,
        Words(
            "肺炎机制发〔2020〕18号要求24小时、不少于2席；分钟数和放弃比例为判断",
            "Notice 18 of 2020 asks for two seats around the clock; minutes and the share "
            "of abandoned calls are judgement",
        ),
        green=5,
        amber=15,
        red_when=(
            When("abandoned_share", 0.1, Words("放弃求助超过10%", "Over 10 % gave up")),
        ),
    ),
    owner=say.HEALTH,
    audience=(Audience.WALL, Audience.DEPARTMENT),
    reads=(counselling_sessions.feed,),
    sql=f"""
        SELECT
            county_code AS place,
            count(*) AS numerator,
            count(*) FILTER (WHERE platform = 'hotline') AS denominator,
            quantile_cont(wait_minutes, 0.9) AS value,
            count(*) FILTER (WHERE status = 'abandoned') / count(*) AS abandoned_share
        FROM ({support.SESSIONS}) AS sessions
        WHERE waiting_days < 7
        GROUP BY county_code
    """,
    rows_sql=say.sql_for_rows(
        "session_id, requested_at, platform, client_category, wait_minutes, status",
        f"({support.SESSIONS}) AS sessions WHERE waiting_days < 7",
        worst_first="status = 'abandoned' DESC, wait_minutes DESC NULLS LAST, session_id",
    ),
    spread="wait_minutes",
    over_places=Combine.WORST,
    promises=("10.3",),
    wall=1,
    drill=("client_category", "platform"),
    window=7,
    extras=(Extra("abandoned_share", Words("放弃比例", "Share abandoned"), Combine.WORST),),
    suppress_small=True,
    nothing_owed_is_green=True,
)

high_risk_followed_up = Indicator(
    name="M10_HIGH_RISK",
    words=Words(
        "高风险来访24小时回访率", "High risk followed up", "高風險來訪24小時回訪率"
    ),
    question=Words(
        "高风险来访是否在24小时内回访？",
        "Were sessions of high risk followed up within 24 hours?",
    ),
    numerator=Words("24小时内回访的", "Followed up within 24 hours"),
    denominator=Words(
        "近30日高风险、危机来访（满24小时）",
        "Sessions of high risk in 30 days, older than 24 hours",
    ),
    unit=say.PERCENT,
    format=Format.PERCENT,
    better=Better.HIGHER,
    threshold=Threshold(
        Kind.FLOOR,
        Words(
            "事关安全；24小时及90%为判断",
            "A matter of safety; 24 hours and 90 % are judgement",
        ),
        green=1.0,
        amber=0.9,
    ),
    owner=say.HEALTH,
    audience=(Audience.DEPARTMENT,),
    reads=(counselling_sessions.feed,),
    sql=say.sql_for_rate(
        f"({support.SESSIONS}) AS sessions WHERE risk_level IN ('high', 'crisis') AND "
        "waiting_days BETWEEN 1 AND 29",
        met="followed_up_in_time",
    ),
    rows_sql=say.sql_for_rows(
        "session_id, requested_at, platform, client_category, follow_up_at, "
        "followed_up_in_time",
        f"({support.SESSIONS}) AS sessions WHERE risk_level IN ('high', 'crisis') AND "
        "waiting_days BETWEEN 1 AND 29",
        worst_first="followed_up_in_time, requested_at, session_id",
    ),
    over_places=Combine.RATIO_OF_SUMS,
    promises=("10.3",),
    drill=("platform",),
    window=30,
    suppress_small=True,
    nothing_owed_is_green=True,
)

grievances_in_time = Indicator(
    name="M10_GRIEVANCE",
    words=Words("诉求按期办结率", "Grievances closed in time", "訴求按期辦結率"),
    question=Words(
        "一线人员的诉求是否在72小时内办结？",
        "Are the requests of front-line staff settled within 72 hours?",
    ),
    numerator=Words("期限内办结的", "Closed in time"),
    denominator=Words("近30日已到期的诉求", "Opened in 30 days, and due by now"),
    unit=say.PERCENT,
    format=Format.PERCENT,
    better=Better.HIGHER,
    threshold=Threshold(
        Kind.FLOOR,
        Words(
            "未另定期限的按72小时；期限与比例为判断",
            "72 hours unless another time was set; both are judgement",
        ),
        green=0.9,
        amber=0.75,
    ),
    owner=say.jointly(say.ORGANISATION, say.PETITIONS, say.UNIONS),
    audience=(Audience.WALL, Audience.DEPARTMENT),
    reads=(grievances.feed,),
    sql=f"""
        SELECT
            county_code AS place,
            count(*) FILTER (WHERE is_due AND in_time) AS numerator,
            count(*) FILTER (WHERE is_due) AS denominator,
            numerator / nullif(denominator, 0) AS value,
            median(hours_open) FILTER (WHERE is_due) AS median_hours,
            count(*) FILTER (WHERE is_voice AND waiting_days < 7) AS voices_7d
        FROM ({support.GRIEVANCES}) AS raised
        GROUP BY county_code
    """,
    rows_sql=say.sql_for_rows(
        "grievance_id, opened_at, unit_code, category, assigned_unit_code, due_at, "
        "closed_at, in_time, status",
        f"({support.GRIEVANCES}) AS raised WHERE is_due",
        worst_first="in_time, due_at, grievance_id",
    ),
    over_places=Combine.RATIO_OF_SUMS,
    promises=("10.4", "10.5"),
    wall=2,
    drill=("category", "assigned_unit_code"),
    window=30,
    extras=(
        Extra(
            "median_hours",
            Words("办理时长中位数（小时）", "Median hours to close"),
            Combine.WORST,
        ),
        Extra(
            "voices_7d",
            Words("近7日思想动态和工作类反映", "Heard on ideas and work in 7 days"),
            Combine.SUM,
        ),
    ),
    suppress_small=True,
    nothing_owed_is_green=True,
)

fault_tolerance = Indicator(
    name="M10_FAULT_TOL",
    words=Words("容错免责裁定率", "Fault tolerance decided", "容錯免責裁定率"),
    question=Words(
        "容错免责申请裁定了多少，有没有拖延？",
        "How many applications for fault tolerance are decided, and is any delayed?",
    ),
    numerator=Words("已裁定的", "Decided"),
    denominator=Words("已申请的", "Applied for"),
    unit=say.PERCENT,
    format=Format.PERCENT,
    better=Better.HIGHER,
    threshold=Threshold(
        Kind.REFERENCE,
        Words(
            "条文无时限；15天提示、30天标红为判断",
            "The text sets no time; amber at 15 and red at 30 days are judgement",
        ),
        amber_when=(
            When(
                "overdue_15",
                0,
                Words("有案件超过15天未裁定", "A case is undecided after 15 days"),
            ),
        ),
        red_when=(
            When(
                "overdue",
                0,
                Words("有案件超过30天未裁定", "A case is undecided after 30 days"),
            ),
        ),
    ),
    owner=say.jointly(say.DISCIPLINE, say.ORGANISATION),
    audience=(Audience.WALL, Audience.DEPARTMENT),
    reads=(fault_tolerance_cases.feed,),
    sql=f"""
        SELECT
            county_code AS place,
            count(*) FILTER (WHERE is_decided) AS numerator,
            count(*) AS denominator,
            numerator / nullif(denominator, 0) AS value,
            count(*) FILTER (WHERE is_tolerated) AS tolerated,
            count(*) FILTER (WHERE NOT is_decided AND waiting_days > 30) AS overdue,
            count(*) FILTER (WHERE NOT is_decided AND waiting_days > 15) AS overdue_15
        FROM ({support.FAULT_CASES}) AS applied
        GROUP BY county_code
    """,
    rows_sql=say.sql_for_rows(
        "case_id, applied_at, unit_code, error_type, accepted_at, decided_at, waiting_days",
        f"({support.FAULT_CASES}) AS applied WHERE TRUE",
        worst_first="is_decided, waiting_days DESC, case_id",
    ),
    spread="waiting_days",
    over_places=Combine.RATIO_OF_SUMS,
    promises=("10.1", "10.2"),
    wall=3,
    drill=("error_type",),
    window=None,
    extras=(
        Extra("tolerated", Words("免责或减轻件数", "Exempted or mitigated"), Combine.SUM),
        Extra("overdue", Words("超过30天未裁定", "Undecided after 30 days"), Combine.SUM),
        Extra(
            "overdue_15",
            Words("超过15天未裁定", "Undecided after 15 days"),
            Combine.SUM,
        ),
    ),
    suppress_small=True,
    nothing_owed_is_green=True,
)
