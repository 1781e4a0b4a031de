"""本系统占用: what this product costs those who report. Indicators of the ninth clause."""

from __future__ import annotations

from lishui_dash.catalogue import vocabulary as say
from lishui_dash.catalogue.feeds import form_requests
from lishui_dash.catalogue.selects import own_burden
from lishui_dash.spec import (
    Audience,
    Better,
    Combine,
    Extra,
    Format,
    Indicator,
    Kind,
    Threshold,
    Words,
)

own_minutes = Indicator(
    name="M09_OWN_MINUTES",
    words=Words("本系统占用：每单位上报用时", "This system: minutes to report"),
    question=Words(
        "一个单位当日向本系统上报，从打开页面到拿到回执用了多少分钟？",
        "How many minutes did a unit spend at this system, from opening the page to the "
        "receipt?",
    ),
    numerator=Words(
        "打开上报页到得到答复的分钟", "Minutes from opening the page to the answer"
    ),
    denominator=Words("当日经页面上报的单位", "Units reported for through the page"),
    unit=say.MINUTES_PER_UNIT_DAY,
    format=Format.DECIMAL,
    better=Better.LOWER,
    threshold=Threshold(
        Kind.CEILING,
        Words(
            "本系统也是表格：乡镇（街道）一天一个工作簿，以15分钟为限（判断），加倍为红",
            "This system is a form as well: one workbook a township and day, a quarter of "
            "an hour at most (judgement); twice that is red",
        ),
        green=15,
        amber=30,
    ),
    owner=say.jointly(say.COMMAND_OFFICE, say.DATA_BUREAU),
    audience=(Audience.DEPARTMENT,),
    reads=(),
    sql=f"""
        SELECT
            place,
            sum(minutes) AS numerator,
            nullif(count(minutes), 0) AS denominator,
            numerator / denominator AS value,
            median(minutes) AS middle,
            max(minutes) AS longest,
            sum(unmeasured_n) AS unmeasured
        FROM ({own_burden.UNIT_MINUTES}) AS units
        GROUP BY place
    """,
    rows_sql=say.sql_for_rows(
        "unit_code, files_n, minutes, unmeasured_n",
        f"({own_burden.UNIT_MINUTES}) AS units WHERE TRUE",
        worst_first="minutes DESC NULLS LAST, unit_code",
        place="place",
    ),
    over_places=Combine.RATIO_OF_SUMS,
    promises=("9.1",),
    drill=("unit_code",),
    extras=(
        Extra(
            "middle", Words("各单位中位数（分钟）", "Median unit, minutes"), Combine.WORST
        ),
        Extra(
            "longest", Words("最长的单位（分钟）", "Longest unit, minutes"), Combine.WORST
        ),
        Extra(
            "unmeasured",
            Words("未测得用时的文件", "Files without a time (inbox, command)"),
            Combine.SUM,
        ),
    ),
    reads_ledger=True,
)

own_share = Indicator(
    name="M09_OWN_SHARE",
    words=Words("本系统占用：占在办要求的比例", "This system: share of requests"),
    question=Words(
        "基层在办的表格和要求里，有多少是本系统的？",
        "Of the requests that the grassroots have to answer, how many are this system’s?",
    ),
    numerator=Words("本系统的要求", "Requests of this system"),
    denominator=Words(
        "当日面向基层的在办要求", "Requests that reach the grassroots that day"
    ),
    unit=say.PERCENT,
    format=Format.PERCENT,
    better=Better.LOWER,
    threshold=Threshold(
        Kind.REFERENCE,
        Words(
            "别人的表少了，这个比例就会升高：只作对照，不设线",
            "It rises as the forms of others become fewer: for comparison, without a line",
        ),
    ),
    owner=say.jointly(say.COMMAND_OFFICE, say.DATA_BUREAU),
    audience=(Audience.DEPARTMENT,),
    reads=(form_requests.feed,),
    sql=f"""
        SELECT
            place,
            count(*) FILTER (WHERE is_own) AS numerator,
            count(*) AS denominator,
            numerator / nullif(denominator, 0) AS value,
            coalesce(sum(est_minutes) FILTER (WHERE is_own), 0) AS own_minutes,
            coalesce(sum(est_minutes), 0) AS asked_minutes
        FROM ({own_burden.REQUESTS_REACHING}) AS requests
        GROUP BY place
    """,
    rows_sql=say.sql_for_rows(
        "request_id, issuing_unit_code, title, target_level, recurrence, field_n, "
        "est_minutes, is_own",
        f"({own_burden.REQUESTS_REACHING}) AS requests WHERE TRUE",
        worst_first="is_own DESC, est_minutes DESC NULLS LAST, request_id, place",
        place="place",
    ),
    over_places=Combine.RATIO_OF_SUMS,
    promises=("9.1",),
    drill=("issuing_unit_code", "is_own"),
    window=None,
    extras=(
        Extra(
            "own_minutes",
            Words("其中本系统预计分钟", "Estimated minutes, this system"),
            Combine.WORST,
        ),
        Extra(
            "asked_minutes",
            Words("全部要求预计分钟", "Estimated minutes, all requests"),
            Combine.WORST,
        ),
    ),
    nothing_owed_is_green=True,
)
