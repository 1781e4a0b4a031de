"""九、减轻工作负担: fewer forms, data requests and meetings; none without consent."""

from __future__ import annotations

from lishui_dash.catalogue import own_burden
from lishui_dash.catalogue import vocabulary as say
from lishui_dash.catalogue.feeds import form_burden_daily, form_requests
from lishui_dash.catalogue.policy import reductions
from lishui_dash.catalogue.selects import burden
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
    number=9,
    group=Group.REDUCTION,
    words=Words("减轻工作负担", "Form burden", "減輕工作負擔"),
    summary=Words(
        "杜绝“表格防疫”，减少会议文电、填表报数，要表要数须经指挥部同意",
        "No “fighting with forms”: fewer meetings and forms, and none without consent",
    ),
    icon=":material/description:",
    promises=reductions.FORM_BURDEN,
)

forms_per_unit = Indicator(
    name="M09_FORMS_PER_UNIT",
    words=Words("基层单位日均填表件数", "Forms per unit and day", "基層單位日均填表件數"),
    question=Words(
        "一个基层单位一天要填多少表、报多少数、交多少材料？",
        "How many forms, data and materials is a grassroots unit asked for in a day?",
    ),
    numerator=Words("表格、要数、材料件数", "Forms, data requests and materials"),
    denominator=Words("当日报送的基层单位", "Grassroots units that reported"),
    unit=say.ITEMS_PER_UNIT_DAY,
    format=Format.DECIMAL,
    better=Better.LOWER,
    threshold=Threshold(
        Kind.CEILING,
        Words(
            "杭州一街道一天七八张表被纪委通报（2020-02-05），新华社称“十几份”（02-12）；"
            "目标为一张综合表加两件",
            "A Hangzhou street with 7-8 forms a day was taken up by the discipline "
            "commission (2020-02-05), Xinhua wrote of a dozen (02-12); the target is one "
            "integrated form and two more",
        ),
        green=3,
        amber=7,
        red_when=(
            When(
                "p90",
                9.99,
                Words("有一成单位一天10件以上", "A tenth of the units got 10 or more"),
            ),
        ),
    ),
    owner=say.jointly(say.COMMAND_OFFICE, say.DISCIPLINE),
    audience=(Audience.WALL, Audience.DEPARTMENT),
    reads=(form_burden_daily.feed,),
    sql=f"""
        SELECT
            county_code AS place,
            sum(requests_n) AS numerator,
            count(*) AS denominator,
            numerator / nullif(denominator, 0) AS value,
            quantile_cont(requests_n, 0.9) AS p90,
            max(requests_n) AS most,
            sum(duplicate_n) AS duplicates
        FROM ({burden.UNIT_DAYS}) AS units
        WHERE report_date = $as_of
        GROUP BY county_code
    """,
    rows_sql=say.sql_for_rows(
        "unit_code, unit_level, issuing_unit_code, forms_n, data_requests_n, "
        "materials_n, duplicate_n, no_approval_n, fill_hours",
        "form_burden_daily WHERE report_date = $as_of",
        worst_first=(
            "forms_n + data_requests_n + materials_n DESC, unit_code, issuing_unit_code"
        ),
    ),
    spread="forms_n",
    over_places=Combine.RATIO_OF_SUMS,
    promises=("9.1", "9.3", "9.4"),
    wall=1,
    drill=("unit_level", "issuing_unit_code"),
    extras=(
        Extra("p90", Words("90%分位件数", "90th percentile"), Combine.WORST),
        Extra("most", Words("最多的单位件数", "Most at one unit"), Combine.WORST),
        Extra("duplicates", Words("重复要求件数", "Duplicates"), Combine.SUM),
    ),
)

without_consent = Indicator(
    name="M09_UNAPPROVED",
    words=Words(
        "未经指挥部同意的要求占比", "Requests without consent", "未經指揮部同意的要求佔比"
    ),
    question=Words(
        "发给基层的要求，有多少没有事先经指挥部同意？",
        "How many requests went out without the command centre’s prior consent?",
    ),
    numerator=Words("未同意、或先发后批的要求", "Not consented to, or only after sending"),
    denominator=Words(
        "当日发出的要求（指挥部自身除外）",
        "Requests of the day, the command centres’ own left out",
    ),
    unit=say.PERCENT,
    format=Format.PERCENT,
    better=Better.LOWER,
    threshold=Threshold(
        Kind.CEILING,
        Words(
            "条文明确：确有需要的须经指挥部同意；5%及一日3件为判断；撤回的要求按现知不计、"
            "按当时所知计",
            "The text is explicit; 5 % and three a day are judgement. A withdrawn request "
            "counts as known then, not as known now",
        ),
        green=0,
        amber=0.05,
        red_when=(
            When(
                "most_from_one",
                2.5,
                Words(
                    "同一单位一日3件以上未经同意",
                    "One unit sent three or more without consent",
                ),
            ),
        ),
    ),
    owner=say.COMMAND_OFFICE,
    audience=(Audience.WALL, Audience.DEPARTMENT),
    reads=(form_requests.feed,),
    sql=f"""
        SELECT
            target_county AS place,
            issuing_unit_code AS item,
            count(*) FILTER (WHERE lacks_consent) AS numerator,
            count(*) AS denominator,
            numerator / nullif(denominator, 0) AS value,
            sum(count(*) FILTER (WHERE lacks_consent)) OVER (
                PARTITION BY issuing_unit_code
            ) AS most_from_one,
            sum(
                CASE WHEN lacks_consent THEN target_unit_n * est_minutes / 60.0 ELSE 0 END
            ) AS hours_asked
        FROM ({burden.REQUESTS}) AS requests
        GROUP BY target_county, issuing_unit_code
    """,
    rows_sql=say.sql_for_rows(
        "request_id, issued_at, issuing_unit_code, target_county, target_unit_n, "
        "request_type, recurrence, field_n, est_minutes, deadline_at, "
        "approval_status, approval_no, approved_at, lacks_consent",
        f"({burden.REQUESTS}) AS requests WHERE TRUE",
        worst_first="lacks_consent DESC, issuing_unit_code, issued_at, request_id",
        place="target_county",
    ),
    spread="est_minutes",
    over_places=Combine.RATIO_OF_SUMS,
    promises=("9.6",),
    wall=2,
    drill=("issuing_unit_code", "request_type"),
    item="item",
    over_items=Combine.RATIO_OF_SUMS,
    extras=(
        Extra(
            "most_from_one",
            Words("同一单位最多件数", "Most from one unit"),
            Combine.WORST,
        ),
        Extra(
            "hours_asked",
            Words("预计占用基层小时", "Hours asked of the grassroots"),
            Combine.SUM,
        ),
    ),
    nothing_owed_is_green=True,
)

unregistered = Indicator(
    name="M09_UNREGISTERED",
    words=Words(
        "基层反映但未登记的要求占比",
        "Requests not registered",
        "基層反映但未登記的要求佔比",
    ),
    question=Words(
        "基层收到的要求，发文单位登记了吗？",
        "Were the requests that arrived below registered by those who sent them?",
    ),
    numerator=Words(
        "其中没有在办登记的", "Of these, without a registered request in force"
    ),
    denominator=Words(
        "近7日基层反映的发文单位·日", "Issuing units and days reported from below in 7 days"
    ),
    unit=say.PERCENT,
    format=Format.PERCENT,
    better=Better.LOWER,
    threshold=Threshold(
        Kind.CEILING,
        Words(
            "两头独立数据互相核对；比例为判断",
            "Two independent feeds are held against each other; the percentages are "
            "judgement",
        ),
        green=0.05,
        amber=0.2,
    ),
    owner=say.COMMAND_OFFICE,
    audience=(Audience.DEPARTMENT,),
    reads=(form_burden_daily.feed, form_requests.feed),
    sql=say.sql_for_rate(
        f"({burden.FROM_BELOW}) AS from_below",
        met="NOT registered",
    ),
    rows_sql=say.sql_for_rows(
        "report_date, issuing_unit_code, requests_n, registered",
        f"({burden.FROM_BELOW}) AS from_below WHERE TRUE",
        worst_first="registered, requests_n DESC, report_date DESC, issuing_unit_code",
    ),
    over_places=Combine.RATIO_OF_SUMS,
    promises=("9.5",),
    drill=("issuing_unit_code",),
    window=None,
    nothing_owed_is_green=True,
)

meetings_per_week = Indicator(
    name="M09_MEETINGS",
    words=Words("基层单位周会议次数", "Meetings per unit and week", "基層單位週會議次數"),
    question=Words(
        "一个基层单位一周要开多少次会？",
        "How many meetings is a grassroots unit called to in a week?",
    ),
    numerator=Words(
        "近7日会议次数（按报送天数折算成一周）",
        "Meetings in 7 days, scaled to a week by days reported",
    ),
    denominator=Words("报送的基层单位", "Grassroots units that reported"),
    unit=say.MEETINGS_PER_WEEK,
    format=Format.DECIMAL,
    better=Better.LOWER,
    threshold=Threshold(
        Kind.CEILING,
        Words(
            "判断：每周2次以内为宜，超过4次为红",
            "Judgement: two a week will do, over four is red",
        ),
        green=2,
        amber=4,
    ),
    owner=say.jointly(say.CITY_COMMITTEE_OFFICE, say.COMMAND_OFFICE),
    audience=(Audience.WALL, Audience.DEPARTMENT),
    reads=(form_burden_daily.feed,),
    sql=f"""
        SELECT
            county_code AS place,
            sum(meetings_7d * 7.0 / days_reported) AS numerator,
            count(*) AS denominator,
            numerator / nullif(denominator, 0) AS value
        FROM ({burden.UNIT_WEEKS}) AS units
        GROUP BY county_code
    """,
    rows_sql=say.sql_for_rows(
        "unit_code, meetings_7d, days_reported",
        f"({burden.UNIT_WEEKS}) AS units WHERE TRUE",
        worst_first="meetings_7d DESC, unit_code",
    ),
    spread="meetings_7d",
    over_places=Combine.RATIO_OF_SUMS,
    promises=("9.2",),
    wall=3,
    drill=("unit_code",),
    window=7,
)

fill_hours = Indicator(
    name="M09_FILL_HOURS",
    words=Words("基层单位日均填报耗时", "Hours spent on forms", "基層單位日均填報耗時"),
    question=Words(
        "一个基层单位一天花多少小时填报？",
        "How many hours a day does a grassroots unit spend filling in forms?",
    ),
    numerator=Words(
        "填报耗时（含本系统）", "Person-hours spent, this system’s own included"
    ),
    denominator=Words("当日报送的基层单位", "Grassroots units that reported"),
    unit=say.HOURS_PER_UNIT_DAY,
    format=Format.DECIMAL,
    better=Better.LOWER,
    threshold=Threshold(
        Kind.CEILING,
        Words(
            "2小时为四分之一个工作日（判断）；本系统的填报也计入",
            "2 h are a quarter of a working day (judgement); this system’s own load "
            "counts too",
        ),
        green=1,
        amber=2,
    ),
    owner=say.COMMAND_OFFICE,
    audience=(Audience.DEPARTMENT,),
    reads=(form_burden_daily.feed,),
    sql=f"""
        SELECT
            county_code AS place,
            sum(fill_hours) AS numerator,
            count(*) AS denominator,
            numerator / nullif(denominator, 0) AS value
        FROM ({burden.UNIT_DAYS}) AS units
        WHERE report_date = $as_of
        GROUP BY county_code
    """,
    rows_sql=say.sql_for_rows(
        "unit_code, requests_n, fill_hours",
        f"({burden.UNIT_DAYS}) AS units WHERE report_date = $as_of",
        worst_first="fill_hours DESC, unit_code",
    ),
    spread="fill_hours",
    over_places=Combine.RATIO_OF_SUMS,
    promises=("9.1",),
    drill=("unit_code",),
)

own_minutes = own_burden.own_minutes
own_share = own_burden.own_share
