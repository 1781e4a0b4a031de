"""五、力量保障: enough people at every post, and Party members in their communities."""

from __future__ import annotations

from lishui_dash.catalogue import vocabulary as say
from lishui_dash.catalogue.feeds import (
    party_registration,
    personnel_deployment,
    post_requirements,
    volunteer_checkins,
)
from lishui_dash.catalogue.policy import guarantees
from lishui_dash.catalogue.selects import manning, volunteers
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
    number=5,
    group=Group.GUARANTEE,
    words=Words("力量保障", "Manpower"),
    summary=Words(
        "统一调度、抽调人员到一线，党员到社区报到服务",
        "Staff are seconded under one dispatch; Party members serve in their communities",
    ),
    icon=":material/groups:",
    promises=guarantees.MANPOWER,
)

fill_rate = Indicator(
    name="M05_FILL",
    words=Words("到岗率", "Fill rate", "到崗率"),
    question=Words(
        "每个点位、每个班次，该到的人到了吗？",
        "At every post and shift, have those required come?",
    ),
    numerator=Words(
        "到岗人数（每点位每班次以需求为限）",
        "On duty, capped by what each post and shift requires",
    ),
    denominator=Words("运行点位的需求人数", "Required at active posts"),
    unit=say.PERCENT,
    format=Format.PERCENT,
    better=Better.HIGHER,
    threshold=Threshold(
        Kind.FLOOR,
        Words(
            "运行判断：按点位班次封顶，超员点位不能掩盖空岗；任一运行点位无人即为红",
            "Operational judgement; capped, so that overstaffed posts cannot hide empty "
            "ones; any active post with nobody on duty is red",
        ),
        green=0.95,
        amber=0.85,
        red_when=(
            When(
                "empty_post_shifts",
                0,
                Words("有点位无人到岗且未撤销", "An active post has nobody on duty"),
            ),
        ),
    ),
    owner=say.jointly(say.ORGANISATION, say.COMMAND_OFFICE),
    audience=(Audience.WALL, Audience.DEPARTMENT, Audience.CLERK),
    reads=(personnel_deployment.feed, post_requirements.feed),
    sql=f"""
        SELECT
            county_code AS place,
            sum(least(on_duty_n, required_n)) AS numerator,
            sum(required_n) AS denominator,
            numerator / nullif(denominator, 0) AS value,
            count(*) FILTER (WHERE on_duty_n = 0 AND required_n > 0) AS empty_post_shifts,
            sum(greatest(on_duty_n - required_n, 0)) AS overstaffed
        FROM ({manning.POSTS_AND_SHIFTS}) AS manned
        GROUP BY county_code
    """,
    rows_sql=say.sql_for_rows(
        f"{say.post_type_of('manned')}, post_id, shift_code, required_n, on_duty_n, "
        "short_n, lead_unit_code",
        f"({manning.POSTS_AND_SHIFTS}) AS manned WHERE TRUE",
        worst_first="on_duty_n = 0 DESC, short_n DESC, post_id, shift_code",
    ),
    over_places=Combine.RATIO_OF_SUMS,
    promises=("5.1",),
    wall=1,
    drill=("post_type", "post_id", "shift_code"),
    window=None,
    extras=(
        Extra(
            "empty_post_shifts",
            Words("无人到岗的点位班次", "Posts and shifts with nobody"),
            Combine.SUM,
        ),
        Extra(
            "overstaffed",
            Words("超需求到岗人数", "On duty beyond what is required"),
            Combine.SUM,
        ),
    ),
)

without_order = Indicator(
    name="M05_NO_ORDER",
    words=Words("无调度令抽调占比", "Seconded without an order", "無調度令抽調佔比"),
    question=Words(
        "抽调上岗的人员是否都有指挥部调度令？",
        "Does everybody seconded serve under a dispatch order?",
    ),
    numerator=Words("其中没有抽调文号的人次", "Of these, without an order number"),
    denominator=Words("近7日抽调到岗人次", "Shifts of seconded staff in 7 days"),
    unit=say.PERCENT,
    format=Format.PERCENT,
    better=Better.LOWER,
    threshold=Threshold(
        Kind.CEILING,
        Words(
            "条文要求由指挥部统一调度；2%以内为黄（判断）",
            "The text: under unified dispatch of the command centre; amber up to 2 % is "
            "judgement",
        ),
        green=0,
        amber=0.02,
    ),
    owner=say.COMMAND_OFFICE,
    audience=(Audience.DEPARTMENT,),
    reads=(personnel_deployment.feed,),
    sql=say.sql_for_rate(
        "personnel_deployment WHERE is_borrowed AND duty_status = 'on_duty' AND "
        "duty_date BETWEEN CAST($as_of AS DATE) - 6 AND $as_of",
        met="coalesce(trim(dispatch_order_no), '') = ''",
    ),
    rows_sql=say.sql_for_rows(
        "duty_date, home_unit_code, post_id, shift_code, person_id, duty_hours, "
        "dispatch_order_no",
        "personnel_deployment WHERE is_borrowed AND duty_status = 'on_duty' AND "
        "duty_date BETWEEN CAST($as_of AS DATE) - 6 AND $as_of",
        worst_first=(
            "coalesce(trim(dispatch_order_no), '') <> '', duty_date DESC, "
            "home_unit_code, post_id, shift_code, person_id"
        ),
    ),
    over_places=Combine.RATIO_OF_SUMS,
    promises=("5.1",),
    drill=("home_unit_code",),
    window=7,
    nothing_owed_is_green=True,
)

registered = Indicator(
    name="M05_REGISTER",
    words=Words("党员社区报到率", "Party members registered", "黨員社區報到率"),
    question=Words(
        "应报到的党员是否都到居住社区报到了？",
        "Have all Party members registered with the community they live in?",
    ),
    numerator=Words("已报到的", "Registered by the day"),
    denominator=Words("应报到党员（不含免报到）", "Party members, the exempt left out"),
    unit=say.PERCENT,
    format=Format.PERCENT,
    better=Better.HIGHER,
    threshold=Threshold(
        Kind.FLOOR,
        Words(
            "丽组明电5号：应到尽到（2022年市直4018名报到）；比例为判断",
            "Notice 5 of the Organization Department: all who should; the percentages are "
            "judgement",
        ),
        green=0.95,
        amber=0.85,
    ),
    owner=say.jointly(say.DIRECT_ORGANS, say.ORGANISATION),
    audience=(Audience.WALL, Audience.DEPARTMENT),
    reads=(party_registration.feed,),
    sql=say.sql_for_rate(
        "party_registration WHERE register_status <> 'exempt'",
        met="register_status = 'registered' AND registered_at <= $as_of",
    ),
    rows_sql=say.sql_for_rows(
        "home_unit_code, unit_level, person_id, register_status, registered_at, "
        "service_post",
        "party_registration WHERE register_status <> 'exempt'",
        worst_first=(
            "coalesce(register_status = 'registered' AND registered_at <= $as_of, "
            "FALSE), home_unit_code, person_id"
        ),
    ),
    over_places=Combine.RATIO_OF_SUMS,
    promises=("5.2",),
    wall=3,
    drill=("home_unit_code",),
    window=None,
)

checked_in = Indicator(
    name="M05_CHECKIN",
    words=Words(
        "志愿服务签到率（近7日）", "Volunteer check-ins, 7 days", "志願服務簽到率（近7日）"
    ),
    question=Words(
        "已报到党员一周内到本社区服务过吗？",
        "Did registered members serve in their own community within the week?",
    ),
    numerator=Words(
        "近7日在本社区签到过的", "Of these, checked in at their own community in 7 days"
    ),
    denominator=Words(
        "已报到且近7日未在一线值守的党员",
        "Registered members without front-line duty in 7 days",
    ),
    unit=say.PERCENT,
    format=Format.PERCENT,
    better=Better.HIGHER,
    threshold=Threshold(
        Kind.FLOOR,
        Words(
            "判断：每名党员每周轮到一次（日均8%）；当周在一线值守的不计入",
            "Judgement: one turn a week and member (8 % a day); those on front-line duty "
            "that week are left out",
        ),
        green=0.7,
        amber=0.5,
    ),
    owner=say.DIRECT_ORGANS,
    audience=(Audience.WALL, Audience.DEPARTMENT),
    reads=(party_registration.feed, personnel_deployment.feed, volunteer_checkins.feed),
    sql=say.sql_for_rate(
        f"({volunteers.MEMBERS}) AS members",
        met="checked_in",
    ),
    rows_sql=say.sql_for_rows(
        "home_unit_code, person_id, registered_at, checked_in",
        f"({volunteers.MEMBERS}) AS members WHERE TRUE",
        worst_first="checked_in, home_unit_code, person_id",
    ),
    over_places=Combine.RATIO_OF_SUMS,
    promises=("5.2",),
    wall=2,
    drill=("home_unit_code",),
    window=None,
)

suspicious_check_ins = Indicator(
    name="M05_BAD_CHECKIN",
    words=Words("异常签到占比", "Suspicious check-ins", "異常簽到佔比"),
    question=Words(
        "有多少签到重复、重叠或超长？",
        "How many check-ins are repeated, overlapping or too long?",
    ),
    numerator=Words(
        "30分钟内同地重复、时段重叠或超过12小时的",
        "Same place within 30 minutes, overlapping, or over 12 hours",
    ),
    denominator=Words("当日签到", "Check-ins of the day"),
    unit=say.PERCENT,
    format=Format.PERCENT,
    better=Better.LOWER,
    threshold=Threshold(
        Kind.CEILING,
        Words(
            "判断；重复签到不重复计算",
            "Judgement; a check-in repeated counts once",
        ),
        green=0.01,
        amber=0.05,
    ),
    owner=say.DIRECT_ORGANS,
    audience=(Audience.DEPARTMENT, Audience.CLERK),
    reads=(volunteer_checkins.feed,),
    sql=say.sql_for_rate(
        f"({volunteers.CHECK_INS}) AS check_ins",
        met="is_suspicious",
        extras="count(*) FILTER (WHERE NOT is_suspicious) AS counted",
    ),
    rows_sql=say.sql_for_rows(
        "checkin_id, home_unit_code, person_id, task_type, method, "
        "location_verified, service_hours, is_suspicious",
        f"({volunteers.CHECK_INS}) AS check_ins WHERE TRUE",
        worst_first="is_suspicious DESC, home_unit_code, person_id, checkin_id",
    ),
    over_places=Combine.RATIO_OF_SUMS,
    promises=("5.2",),
    drill=("method",),
    extras=(
        Extra("counted", Words("计入统计的签到", "Check-ins that count"), Combine.SUM),
    ),
)
