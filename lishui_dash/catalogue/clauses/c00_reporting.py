"""报送质量: whether the numbers can be trusted. Not of the policy."""

from __future__ import annotations

from lishui_dash.catalogue import vocabulary as say
from lishui_dash.catalogue.selects import reports
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
    number=0,
    group=Group.DATA,
    words=Words("报送质量", "Reporting", "報送質量"),
    summary=Words(
        "数据报得全不全、及不及时、合不合格",
        "Whether reports are complete, in time and valid",
    ),
    icon=":material/fact_check:",
    promises=(),
)

completeness = Indicator(
    name="D_COMPLETE",
    words=Words("上报完整率", "Reporting completeness", "上報完整率"),
    question=Words("当日该报的表都报了吗？", "Have all reports owed for the day come?"),
    numerator=Words("已接收的", "Accepted"),
    denominator=Words("当日应报的", "Owed for the day"),
    unit=say.PERCENT,
    format=Format.PERCENT,
    better=Better.HIGHER,
    threshold=Threshold(
        Kind.FLOOR,
        Words(
            "判断；其他数字旁都标明报送覆盖，有一份未报即不判达标",
            "Judgement; every other number carries its coverage, and none is called good "
            "while one report is missing",
        ),
        green=0.98,
        amber=0.9,
    ),
    owner=say.jointly(say.COMMAND_OFFICE, say.DATA_BUREAU),
    audience=(Audience.WALL, Audience.DEPARTMENT, Audience.CLERK),
    reads=(),
    sql=say.sql_for_rate(
        f"({reports.OWED}) AS owed WHERE day = $as_of",
        met="received_at IS NOT NULL",
        place="place",
    ),
    rows_sql=say.sql_for_rows(
        "feed, unit_code, day, due_at, received_at",
        f"({reports.OWED}) AS owed WHERE day = $as_of",
        worst_first="received_at IS NOT NULL, due_at, feed, unit_code",
        place="place",
    ),
    over_places=Combine.RATIO_OF_SUMS,
    wall=1,
    drill=("feed", "unit_code"),
    reads_ledger=True,
)

timeliness = Indicator(
    name="D_ONTIME",
    words=Words(
        "上报及时率（近7日）", "Reporting timeliness, 7 days", "上報及時率（近7日）"
    ),
    question=Words(
        "近7日的报表按时到了吗，最迟晚了几天？",
        "Did the reports of 7 days come in time, and how late was the latest?",
    ),
    numerator=Words("按时首次接收的", "First accepted in time"),
    denominator=Words("近7日应报的", "Owed in 7 days"),
    unit=say.PERCENT,
    format=Format.PERCENT,
    better=Better.HIGHER,
    threshold=Threshold(
        Kind.FLOOR,
        Words(
            "判断；迟报1天提示、2天标红",
            "Judgement; a delay of 1 day is amber, of 2 days red",
        ),
        green=0.95,
        amber=0.85,
        amber_when=(
            When(
                "max_delay_days",
                0.999,
                Words("有报表迟报1天以上", "A report is a day late or more"),
            ),
        ),
        red_when=(
            When(
                "max_delay_days",
                1.999,
                Words("有报表迟报2天以上", "A report is two days late or more"),
            ),
        ),
    ),
    owner=say.COMMAND_OFFICE,
    audience=(Audience.WALL, Audience.DEPARTMENT, Audience.CLERK),
    reads=(),
    sql=say.sql_for_rate(
        f"({reports.OWED}) AS owed",
        met="received_at <= due_at",
        extras="max(delay_days) AS max_delay_days",
        place="place",
    ),
    rows_sql=say.sql_for_rows(
        "feed, unit_code, day, due_at, received_at, delay_days",
        f"({reports.OWED}) AS owed WHERE TRUE",
        worst_first="delay_days DESC, day, feed, unit_code",
        place="place",
    ),
    spread="delay_days",
    over_places=Combine.RATIO_OF_SUMS,
    wall=2,
    drill=("feed", "unit_code"),
    window=7,
    extras=(
        Extra(
            "max_delay_days",
            Words("最长迟报天数", "Longest delay, days"),
            Combine.WORST,
        ),
    ),
    reads_ledger=True,
)

validity = Indicator(
    name="D_VALID",
    words=Words("数据校验合格率（近7日）", "Rows valid, 7 days", "數據校驗合格率（近7日）"),
    question=Words(
        "报来的行有多少通过校验？", "How many of the delivered rows passed the checks?"
    ),
    numerator=Words("接收的行", "Rows accepted"),
    denominator=Words("报来的行", "Rows delivered"),
    unit=say.PERCENT,
    format=Format.PERCENT,
    better=Better.HIGHER,
    threshold=Threshold(
        Kind.FLOOR,
        Words("判断", "Judgement"),
        green=0.99,
        amber=0.95,
    ),
    owner=say.DATA_BUREAU,
    audience=(Audience.DEPARTMENT, Audience.CLERK),
    reads=(),
    sql="""
        SELECT
            place,
            sum(accepted_n) AS numerator,
            sum(rows_n) AS denominator,
            numerator / nullif(denominator, 0) AS value
        FROM (
            SELECT place, rows_n AS accepted_n, rows_n
            FROM delivery_slice
            WHERE day BETWEEN CAST($as_of AS DATE) - 6 AND $as_of
            UNION ALL
            SELECT place, 0 AS accepted_n, rows_n
            FROM delivery
            WHERE
                verdict = 'rejected'
                AND day_to BETWEEN CAST($as_of AS DATE) - 6 AND $as_of
                AND place IS NOT NULL
        ) AS delivered
        GROUP BY place
    """,
    rows_sql=say.sql_for_rows(
        "delivery_no, feed, unit_code, day_to AS day, file_name, received_at, "
        "verdict, rows_n, accepted_n, rejected_n",
        "delivery WHERE day_to BETWEEN CAST($as_of AS DATE) - 6 AND $as_of",
        worst_first="rows_n - accepted_n DESC, delivery_no DESC",
        place="place",
    ),
    over_places=Combine.RATIO_OF_SUMS,
    drill=("feed", "unit_code"),
    window=7,
    reads_ledger=True,
)
