"""七、工作保障: food, warmth, shelter and transport at the posts; care money well spent."""

from __future__ import annotations

from lishui_dash.catalogue import vocabulary as say
from lishui_dash.catalogue.feeds import care_funds, checkpoint_logistics
from lishui_dash.catalogue.policy import guarantees
from lishui_dash.catalogue.selects import care
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
    number=7,
    group=Group.GUARANTEE,
    words=Words("工作保障", "Working conditions"),
    summary=Words(
        "卡口就餐、御寒、值夜、交通保障到位，党费和关爱基金专款专用",
        "Meals, warmth, shelter and transport at checkpoints; care money spent, and only "
        "on its purpose",
    ),
    icon=":material/soup_kitchen:",
    promises=guarantees.WORK,
)

logistics_in_order = Indicator(
    name="M07_LOGISTICS",
    words=Words(
        "卡口四项后勤达标率", "Posts with all four logistics", "卡口四項後勤達標率"
    ),
    question=Words(
        "有多少点位就餐、御寒、值夜、交通四项都到位？",
        "At how many posts are meals, warmth, shelter and transport all in order?",
    ),
    numerator=Words("四项全部到位的点位", "Posts with all four in order"),
    denominator=Words("当日报送的点位", "Posts reported on the day"),
    unit=say.PERCENT,
    format=Format.PERCENT,
    better=Better.HIGHER,
    threshold=Threshold(
        Kind.FLOOR,
        Words(
            "四项为条文所列；比例为判断；低于5℃而御寒未到位即为红",
            "The text names the four; the percentages are judgement; below 5 °C without "
            "heating is red at once",
        ),
        green=0.95,
        amber=0.85,
        red_when=(
            When(
                "freezing",
                0,
                Words("低于5℃的点位御寒未到位", "A post below 5 °C has no heating"),
            ),
        ),
    ),
    owner=say.jointly(say.LOCAL_COMMAND, say.POLICE, say.TRANSPORT, say.HEALTH),
    audience=(Audience.WALL, Audience.DEPARTMENT),
    reads=(checkpoint_logistics.feed,),
    sql=f"""
        SELECT
            county_code AS place,
            count(*) FILTER (WHERE in_order) AS numerator,
            count(*) AS denominator,
            numerator / nullif(denominator, 0) AS value,
            count(*) FILTER (WHERE meals_served_n < meals_required_n) AS meals_short,
            count(*) FILTER (WHERE NOT heating_ok) AS cold,
            count(*) FILTER (WHERE NOT heating_ok AND min_temp_c < 5) AS freezing,
            count(*) FILTER (WHERE NOT night_shelter_ok) AS no_shelter,
            count(*) FILTER (WHERE transport_served_n < transport_need_n) AS transport_short
        FROM ({care.POSTS}) AS posts
        GROUP BY county_code
    """,
    rows_sql=say.sql_for_rows(
        f"{say.post_type_of('posts')}, post_id, onduty_n, meals_required_n, "
        "meals_served_n, heating_ok, night_shelter_ok, transport_need_n, "
        "transport_served_n, min_temp_c, issue_open_n",
        f"({care.POSTS}) AS posts WHERE TRUE",
        worst_first="in_order, heating_ok, min_temp_c NULLS LAST, post_id",
    ),
    over_places=Combine.RATIO_OF_SUMS,
    promises=("7.1", "7.2", "7.3", "7.4"),
    wall=1,
    drill=("post_type", "post_id"),
    extras=(
        Extra("meals_short", Words("供餐不足点位", "Posts short of meals"), Combine.SUM),
        Extra("cold", Words("御寒未到位点位", "Posts without heating"), Combine.SUM),
        Extra(
            "freezing",
            Words("低于5℃且御寒未到位", "Below 5 °C without heating"),
            Combine.SUM,
        ),
        Extra(
            "no_shelter",
            Words("值夜条件未到位点位", "Posts without night shelter"),
            Combine.SUM,
        ),
        Extra(
            "transport_short",
            Words("接送不足点位", "Posts short of transport"),
            Combine.SUM,
        ),
    ),
)

care_money_spent = Indicator(
    name="M07_FUND_USE",
    words=Words("党费关爱基金支出率", "Care money spent", "黨費關愛基金支出率"),
    question=Words(
        "划拨的党费和关爱基金用出去了多少？",
        "How much of the care money received has been spent?",
    ),
    numerator=Words("支出减退回", "Spent, less paid back"),
    denominator=Words("拨入减转拨", "Received, less passed on"),
    unit=say.PERCENT,
    format=Format.PERCENT,
    better=Better.HIGHER,
    threshold=Threshold(
        Kind.FLOOR,
        Words(
            "中组部要求尽快划拨、尽快投入使用；到账14天后应达70%，比例为判断",
            "The central Organization Department: pass on and use soon; 70 % after 14 "
            "days is judgement",
        ),
        green=0.7,
        amber=0.4,
    ),
    owner=say.jointly(say.ORGANISATION, say.FINANCE),
    audience=(Audience.WALL, Audience.DEPARTMENT),
    reads=(care_funds.feed,),
    sql=f"""
        SELECT
            place,
            numerator,
            denominator,
            CASE WHEN denominator > 0 THEN numerator / denominator END AS value
        FROM (
            SELECT
                county_code AS place,
                CAST(sum(spent - refunded) AS DOUBLE) AS numerator,
                CAST(sum(received - passed_on) AS DOUBLE) AS denominator
            FROM ({care.MOVEMENTS}) AS movements
            GROUP BY county_code
        ) AS flows
    """,
    rows_sql=say.sql_for_rows(
        "txn_date, txn_id, unit_code, fund_type, direction, amount_yuan, "
        "purpose_code, beneficiary_type, beneficiary_n",
        "care_funds WHERE txn_date <= $as_of",
        worst_first="direction = 'received' DESC, amount_yuan DESC, txn_id",
    ),
    over_places=Combine.RATIO_OF_SUMS,
    promises=("7.5",),
    wall=2,
    drill=("fund_type", "unit_code"),
    window=None,
)

off_purpose = Indicator(
    name="M07_OFF_PURPOSE",
    words=Words("专款专用违规金额", "Off-purpose spending", "專款專用違規金額"),
    question=Words(
        "有多少专款用在了别处且没有追回？",
        "How much earmarked money went elsewhere and has not come back?",
    ),
    numerator=Words("非专项用途支出减已追回", "Spent off purpose, less what was paid back"),
    denominator=Words("非专项用途支出笔数", "Off-purpose payments"),
    unit=say.YUAN,
    format=Format.MONEY,
    better=Better.LOWER,
    threshold=Threshold(
        Kind.ZERO,
        Words(
            "条文明确：确保专款专用；P1、P2为条文所列，P3、P4为中组部许可用途，"
            "X类及未填用途为违规",
            "The text is explicit; P1 and P2 are its own purposes, P3 and P4 are "
            "permitted by the central Organization Department, X and blank are off purpose",
        ),
    ),
    owner=say.jointly(say.ORGANISATION, say.DISCIPLINE),
    audience=(Audience.WALL, Audience.DEPARTMENT),
    reads=(care_funds.feed,),
    sql=f"""
        SELECT
            county_code AS place,
            CAST(sum(outstanding_yuan) AS DOUBLE) AS numerator,
            count(*) AS denominator,
            numerator AS value,
            count(*) FILTER (WHERE outstanding_yuan > 0) AS payments
        FROM ({care.OFF_PURPOSE}) AS off_purpose
        GROUP BY county_code
    """,
    rows_sql=say.sql_for_rows(
        "txn_date, txn_id, unit_code, fund_type, purpose_code, amount_yuan, "
        "outstanding_yuan",
        f"({care.OFF_PURPOSE}) AS off_purpose WHERE TRUE",
        worst_first="outstanding_yuan DESC, txn_date DESC, txn_id",
    ),
    over_places=Combine.SUM,
    promises=("7.6",),
    wall=3,
    drill=("unit_code", "purpose_code"),
    window=None,
    extras=(Extra("payments", Words("未追回笔数", "Payments outstanding"), Combine.SUM),),
    empty_is_zero=True,
)

front_line_share = Indicator(
    name="M07_FRONT_USE",
    words=Words(
        "用于一线干部和医务人员占比",
        "Spent on the front line",
        "用於一線幹部和醫務人員佔比",
    ),
    question=Words(
        "支出主要用于一线干部和医务人员吗？",
        "Does the spending go mainly to front-line cadres and medics?",
    ),
    numerator=Words(
        "用于一线医务工作者、基层党员干部的支出",
        "Spent on medics and grassroots Party cadres",
    ),
    denominator=Words("全部支出", "All spending"),
    unit=say.PERCENT,
    format=Format.PERCENT,
    better=Better.HIGHER,
    threshold=Threshold(
        Kind.FLOOR,
        Words(
            "条文：主要用于；“主要”按过半理解，70%为判断",
            "The text says “mainly”, read as more than half; 70 % is judgement",
        ),
        green=0.7,
        amber=0.5,
    ),
    owner=say.ORGANISATION,
    audience=(Audience.DEPARTMENT,),
    reads=(care_funds.feed,),
    sql=f"""
        SELECT
            county_code AS place,
            CAST(sum(spent_on_front_line) AS DOUBLE) AS numerator,
            CAST(sum(spent) AS DOUBLE) AS denominator,
            numerator / nullif(denominator, 0) AS value
        FROM ({care.MOVEMENTS}) AS movements
        WHERE direction = 'spent'
        GROUP BY county_code
    """,
    rows_sql=say.sql_for_rows(
        "txn_date, txn_id, unit_code, fund_type, purpose_code, amount_yuan, "
        "beneficiary_type, beneficiary_n",
        "care_funds WHERE direction = 'spent' AND txn_date <= $as_of",
        worst_first="coalesce(purpose_code, 'X9') DESC, amount_yuan DESC, txn_id",
    ),
    over_places=Combine.RATIO_OF_SUMS,
    promises=("7.5",),
    drill=("fund_type",),
    window=None,
)
