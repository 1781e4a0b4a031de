"""八、安全保障: supplies for the front line, insurance, and help for those who fall ill."""

from __future__ import annotations

from lishui_dash.catalogue import measures
from lishui_dash.catalogue import vocabulary as say
from lishui_dash.catalogue.feeds import (
    illness_reports,
    insurance,
    personnel_deployment,
    personnel_roster,
    supplies_daily,
    supply_transfers,
)
from lishui_dash.catalogue.policy import guarantees
from lishui_dash.catalogue.rollups import supply_burn
from lishui_dash.catalogue.selects import medics, supplies
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
    number=8,
    group=Group.GUARANTEE,
    words=Words("安全保障", "Safety"),
    summary=Words(
        "防护物资优先保障一线，为医护人员办理保险，病情及时上报、救治、慰问",
        "Supplies go to the front line first; medics are insured; illness is reported and "
        "treated",
    ),
    icon=":material/health_and_safety:",
    promises=guarantees.SAFETY,
)

days_of_supply = Indicator(
    name="M08_DAYS_SUPPLY",
    words=Words("物资可用天数", "Days of supply", "物資可用天數"),
    question=Words(
        "按目前消耗，最紧缺的物资还能用几天？",
        "At the present burn rate, how many days will the scarcest item last?",
    ),
    numerator=Words("各单位最近结存之和", "Latest closing stock, summed over units"),
    denominator=Words("各单位日均消耗之和", "Burn rate, summed over units"),
    unit=say.DAYS,
    format=Format.DECIMAL,
    better=Better.HIGHER,
    threshold=Threshold(
        Kind.FLOOR,
        Words(
            "14天为一个观察期，7天为一个补货周期，3天为市内调运时间（判断）；"
            "日均消耗取7日与近3次报送均值较大者，至少2次报送才计算",
            "14 days: an observation period; 7: a re-supply cycle; 3: a transfer inside "
            "the city (judgement). The burn rate is the greater of the 7-day mean and the "
            "last 3 reports; 2 reports are needed",
        ),
        green=14,
        amber=7,
        critical=3,
    ),
    owner=say.jointly(say.SUPPLY_GROUP, say.ECONOMY, say.REFORM, say.HEALTH),
    audience=(Audience.WALL, Audience.DEPARTMENT, Audience.CLERK),
    reads=(supply_burn.rollup,),
    sql=f"""
        SELECT
            place, item, stock AS numerator, burn AS denominator,
            CASE WHEN reported_n >= 2 THEN {supplies.DAYS} END AS value,
            arriving,
            lag_days AS stock_age_days
        FROM ({supplies.COVER}) AS cover
    """,
    rows_sql=supplies.HELD_ROWS,
    spread="days_of_supply",
    measures=(measures.SUPPLIES_CAME,),
    over_places=Combine.WORST,
    promises=("8.1", "8.2"),
    wall=1,
    drill=("unit_code", "item_code"),
    item="item",
    extras=(
        Extra("arriving", Words("3日内到货", "Arriving within 3 days"), Combine.SUM),
        Extra(
            "stock_age_days",
            Words("库存数据滞后天数", "Age of the stock, days"),
            Combine.WORST,
        ),
    ),
)

stock_out_date = Indicator(
    name="M08_STOCKOUT",
    words=Words("预计断供日期", "Projected stock-out date", "預計斷供日期"),
    question=Words(
        "从哪天起现有库存不够用？（数值为距截至日的天数）",
        "From which day will the stock not suffice? (value: days after as_of)",
    ),
    numerator=Words("各单位最近结存之和", "Latest closing stock, summed over units"),
    denominator=Words("各单位日均消耗之和", "Burn rate, summed over units"),
    unit=say.DAYS,
    format=Format.DATE,
    better=Better.HIGHER,
    threshold=Threshold(
        Kind.FLOOR,
        Words(
            "断供日=最早库存日24时+可用整天数+1；超过14天为绿，不足7天为红，依据同可用天数",
            "Oldest stock day (24:00) + whole days of supply + 1; over 14 days ahead is "
            "green, under 7 red, as for days of supply",
        ),
        green=15,
        amber=7,
        critical=4,
    ),
    owner=say.SUPPLY_GROUP,
    audience=(Audience.WALL, Audience.DEPARTMENT),
    reads=(supply_burn.rollup,),
    sql=f"""
        SELECT
            place, item, stock AS numerator, burn AS denominator,
            floor(least({supplies.DAYS}, 3650)) + 1 - lag_days AS value,
            floor(least(round((stock + arriving) / burn, 9), 3650))
            + 1 - lag_days AS with_deliveries
        FROM ({supplies.COVER}) AS cover
        WHERE reported_n >= 2 AND burn > 0
    """,
    rows_sql=supplies.HELD_ROWS,
    spread="days_of_supply",
    measures=(measures.SUPPLIES_CAME,),
    over_places=Combine.WORST,
    promises=("8.2",),
    drill=("item_code",),
    item="item",
    extras=(
        Extra(
            "with_deliveries",
            Words("计入3日内到货后的天数", "Days, with what arrives within 3 days"),
            Combine.LEAST,
        ),
    ),
)

redistribution = Indicator(
    name="M08_REDISTRIB",
    words=Words("物资调剂与调拨", "Redistribution", "物資調劑與調撥"),
    question=Words(
        "谁缺、谁能匀，已下的调拨单到了没有？",
        "Who is short, who can spare, and have the ordered transfers come?",
    ),
    numerator=Words("补足7天的缺口", "Short of 7 days by"),
    denominator=Words("留足14天后可匀出的数量", "Spare above 14 days"),
    unit=say.DAYS,
    format=Format.DECIMAL,
    better=Better.NEITHER,
    threshold=Threshold(
        Kind.REFERENCE,
        Words(
            "调出方留足14天，调入方补到7天；调拨单24小时内签收（判断）",
            "The donor keeps 14 days, the recipient is lifted to 7; receipt within 24 "
            "hours (judgement)",
        ),
        amber_when=(
            When(
                "overdue",
                0,
                Words(
                    "调拨超过24小时未签收", "A transfer has been under way for over 24 h"
                ),
            ),
        ),
    ),
    owner=say.SUPPLY_GROUP,
    audience=(Audience.WALL, Audience.DEPARTMENT),
    reads=(supply_burn.rollup, supply_transfers.feed),
    sql=f"""
        SELECT
            place, item,
            greatest(7 * burn - stock - arriving, 0) AS numerator,
            greatest(stock - 14 * burn, 0) AS denominator,
            {supplies.DAYS} AS value,
            coalesce(incoming, 0) AS incoming, coalesce(overdue, 0) AS overdue
        FROM ({supplies.COVER}) AS cover
        LEFT JOIN ({supplies.UNDER_WAY}) AS under_way USING (place, item)
        WHERE reported_n >= 2
    """,
    rows_sql=say.sql_for_rows(
        "transfer_no, item_code, from_unit_code, to_unit_code, qty, ordered_at, "
        "dispatched_at, received_at, received_qty, status",
        "supply_transfers WHERE status <> 'cancelled' AND CAST(ordered_at AS DATE) "
        "<= $as_of",
        worst_first="received_at IS NOT NULL, ordered_at, transfer_no, item_code",
        place="to_county",
    ),
    over_places=Combine.WORST,
    promises=("8.3",),
    drill=("item_code",),
    item="item",
    window=None,
    extras=(
        Extra("incoming", Words("调拨在途", "On its way by transfer"), Combine.SUM),
        Extra(
            "overdue",
            Words("超24小时未签收单数", "Transfers over 24 h old"),
            Combine.SUM,
        ),
    ),
)

out_of_balance = Indicator(
    name="M08_BALANCE",
    words=Words("物资账不平率", "Stock rows out of balance", "物資賬不平率"),
    question=Words(
        "物资日报账平不平，与前一日接不接得上？",
        "Do the stock rows balance and follow from the day before?",
    ),
    numerator=Words("当日不平或与上日结存不符的", "Out of balance, or off the day before"),
    denominator=Words("当日物资行", "Stock rows of the day"),
    unit=say.PERCENT,
    format=Format.PERCENT,
    better=Better.LOWER,
    threshold=Threshold(
        Kind.CEILING,
        Words(
            "数据质量要求，界限为判断", "A matter of data quality; the limits are judgement"
        ),
        green=0.01,
        amber=0.05,
    ),
    owner=say.SUPPLY_GROUP,
    audience=(Audience.DEPARTMENT, Audience.CLERK),
    reads=(supplies_daily.feed,),
    sql=say.sql_for_rate(
        f"({supplies.BALANCE}) AS balance",
        met="difference_qty > 0.5",
    ),
    rows_sql=say.sql_for_rows(
        "unit_code, item_code, opening_qty, previous_closing_qty, consumed_qty, "
        "closing_qty, difference_qty",
        f"({supplies.BALANCE}) AS balance WHERE difference_qty > 0.5",
        worst_first="difference_qty DESC, unit_code, item_code",
    ),
    over_places=Combine.RATIO_OF_SUMS,
    promises=("8.1",),
    drill=("unit_code", "item_code"),
    window=2,
)

use_against_norm = Indicator(
    name="M08_NORM",
    words=Words("实际消耗与标准用量比", "Use against the norm", "實際消耗與標準用量比"),
    question=Words(
        "一线消耗与在岗人员标准用量相称吗？", "Does use match the norm for those on duty?"
    ),
    numerator=Words("近7日实际消耗", "Used in 7 days"),
    denominator=Words("近7日在岗人次×标准用量", "Shifts on duty in 7 days x norm"),
    unit=say.TIMES,
    format=Format.DECIMAL,
    better=Better.NEITHER,
    threshold=Threshold(
        Kind.BAND,
        Words(
            "标准：口罩4小时一换（国卫办医函〔2020〕75号）等；过低为防护不足，"
            "过高为浪费囤积，上下限为判断",
            "A mask every 4 hours (NHC letter 75 of 2020) etc.; too low is unprotected, "
            "too high is waste; the band is judgement",
        ),
        green_band=(0.8, 1.5),
        amber_band=(0.6, 2.0),
    ),
    owner=say.HEALTH,
    audience=(Audience.DEPARTMENT,),
    reads=(personnel_deployment.feed, supplies_daily.feed),
    sql=f"""
        SELECT
            place, item, used_qty AS numerator, expected_qty AS denominator,
            used_qty / nullif(expected_qty, 0) AS value
        FROM ({supplies.NORM}) AS norm
    """,
    rows_sql=say.sql_for_rows(
        "place AS county_code, item AS item_code, used_qty, expected_qty",
        f"({supplies.NORM}) AS norm WHERE TRUE",
        worst_first=(
            "abs(ln(greatest(used_qty, 0.001) / expected_qty)) DESC NULLS LAST, place, item"
        ),
        place="place",
    ),
    over_places=Combine.WORST,
    promises=("8.1",),
    drill=("item_code",),
    item="item",
    window=7,
)

insured = Indicator(
    name="M08_INSURED",
    words=Words("一线医护参保率", "Front-line medics insured", "一線醫護參保率"),
    question=Words(
        "一线医护、疾控人员都有有效的人身保险吗？",
        "Does every front-line medic hold a policy in force?",
    ),
    numerator=Words("其中持有当日有效保单的", "Of these, with a policy in force"),
    denominator=Words("在一线的医护、疾控人员", "Medical and CDC staff on the front line"),
    unit=say.PERCENT,
    format=Format.PERCENT,
    better=Better.HIGHER,
    threshold=Threshold(
        Kind.FLOOR,
        Words(
            "条文明确要办理人身保险，应保尽保；95%为判断",
            "The text asks for insurance without exception; 95 % is judgement",
        ),
        green=1.0,
        amber=0.95,
    ),
    owner=say.HEALTH,
    audience=(Audience.WALL, Audience.DEPARTMENT),
    reads=(insurance.feed, personnel_roster.feed),
    sql=say.sql_for_rate(
        f"({medics.MEDICS}) AS medics",
        met="is_insured",
    ),
    rows_sql=say.sql_for_rows(
        "unit_code, person_id, valid_from, is_insured",
        f"({medics.MEDICS}) AS medics WHERE TRUE",
        worst_first="is_insured, valid_from DESC, unit_code, person_id",
    ),
    over_places=Combine.RATIO_OF_SUMS,
    promises=("8.4",),
    wall=2,
    drill=("unit_code",),
    window=None,
)

illness_in_time = Indicator(
    name="M08_ILLNESS_TIME",
    words=Words("病情按时按权限上报率", "Illness reported in time", "病情按時按權限上報率"),
    question=Words(
        "一线人员病情是否按时、按干部管理权限上报？",
        "Were illnesses reported in time and to the right authority?",
    ),
    numerator=Words("按时且上报对象相符的", "In time and to the right authority"),
    denominator=Words("近14日发现的病情", "Illnesses found in 14 days"),
    unit=say.PERCENT,
    format=Format.PERCENT,
    better=Better.HIGHER,
    threshold=Threshold(
        Kind.FLOOR,
        Words(
            "确诊、疑似2小时（监测方案第三版），其他24小时（判断）；90%为判断",
            "2 h if confirmed or suspected (surveillance plan, 3rd edition), else 24 h "
            "(judgement); 90 % is judgement",
        ),
        green=1.0,
        amber=0.9,
    ),
    owner=say.jointly(say.ORGANISATION, say.HEALTH),
    audience=(Audience.WALL, Audience.DEPARTMENT),
    reads=(illness_reports.feed,),
    sql=say.sql_for_rate(
        f"({medics.ILLNESSES}) AS illnesses",
        met="in_time AND right_authority",
        extras="count(*) FILTER (WHERE NOT cared_for) AS without_care",
    ),
    rows_sql=say.sql_for_rows(
        "case_no, unit_code, personnel_category, reported_to, report_hours, in_time, "
        "right_authority, condolence_at",
        f"({medics.ILLNESSES}) AS illnesses WHERE TRUE",
        worst_first="in_time AND right_authority, report_hours DESC NULLS FIRST, case_no",
    ),
    spread="report_hours",
    over_places=Combine.RATIO_OF_SUMS,
    promises=("8.5", "8.6"),
    wall=3,
    drill=("unit_code",),
    window=14,
    extras=(
        Extra(
            "without_care",
            Words("未及时送医或慰问", "Not cared for in time"),
            Combine.SUM,
        ),
    ),
    suppress_small=True,
    nothing_owed_is_green=True,
)
