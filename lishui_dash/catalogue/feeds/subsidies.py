"""补贴补助发放: one row a person, type and period."""

from __future__ import annotations

from datetime import time

from lishui_dash.catalogue import rules
from lishui_dash.catalogue.codes import money
from lishui_dash.spec import (
    About,
    Cadence,
    Column,
    Due,
    Feed,
    Load,
    Privacy,
    Register,
    Rule,
    Tier,
    Type,
    Words,
)

feed = Feed(
    name="subsidies",
    number=11,
    words=Words("补贴补助发放", "Subsidies", "補貼補助發放"),
    tier=Tier.CORE,
    clauses=(4, 6),
    grain=Words("每人每类补助每期一行", "one row a person, type and period"),
    submitter=Words("所在单位财务，报财政局、人社局", "the unit’s accountant"),
    key=("subsidy_id",),
    load=Load.UPSERT,
    cadence=Cadence.EVENT,
    due=Due(time(17, 0)),
    reporters=(),
    bodies=("LS-CZJ", "LS-RSJ"),
    reporter="county_code",
    day="period_end",
    corrections=Words(
        "按编号更新；退回的保留", "updated by its number; returned payments stay"
    ),
    personal_data=Words("个人金额；银行账号不报", "amounts of persons; no bank accounts"),
    about=About.PERSONS,
    volume=Words("每日 200–800 行", "200 to 800 rows a day"),
    columns=(
        Column(
            "subsidy_id",
            Words("编号", "Subsidy no.", "編號"),
            Type.TEXT,
            required=True,
            aliases=("发放编号", "流水号"),
            example="BT20200205-0001",
        ),
        Column(
            "person_id",
            Words("身份证号", "Resident ID", "身份證號"),
            Type.TEXT,
            required=True,
            aliases=("人员编号", "身份证号码"),
            privacy=Privacy.PSEUDONYM,
            example="331199198801011238",
        ),
        Column(
            "unit_code",
            Words("发放单位", "Paying unit", "發放單位"),
            Type.TEXT,
            required=True,
            aliases=("单位",),
            refers_to=Register.UNIT,
            example="青田县人民医院",
        ),
        Column(
            "county_code",
            Words("县市区", "County", "縣市區"),
            Type.TEXT,
            required=True,
            aliases=("县（市、区）",),
            refers_to=Register.PLACE,
            example="青田县",
        ),
        Column(
            "subsidy_type",
            Words("补助类型", "Subsidy type", "補助類型"),
            Type.TEXT,
            required=True,
            aliases=("类型", "项目"),
            codes=money.SUBSIDY_TYPE,
            example="临时性工作补助",
        ),
        Column(
            "standard_yuan",
            Words("标准(元/天)", "Standard, yuan a day", "標準(元/天)"),
            Type.MONEY,
            aliases=("标准", "日标准", "补助标准"),
            rules=(
                Rule(
                    "standard_by_rule",
                    Words(
                        "临时性工作补助标准为每天 300 元或 200 元（财社〔2020〕2号）",
                        (
                            "the temporary work subsidy is 300 or 200 yuan "
                            "a day (Finance notice 2 "
                            "of 2020)"
                        ),
                    ),
                    Words("请按文件核对标准", "check the standard against the notice"),
                    "subsidy_type <> 'temp_work' OR standard_yuan IN (300, 200)",
                ),
                rules.needed(
                    "standard_yuan",
                    Words(
                        "临时性工作补助须填标准",
                        "the temporary work subsidy needs its standard",
                    ),
                    unless="subsidy_type <> 'temp_work'",
                ),
            ),
            example="300",
        ),
        Column(
            "days",
            Words("天数", "Days", "天數"),
            Type.NUMBER,
            aliases=("补助天数",),
            rules=(
                Rule(
                    "days_range",
                    Words("每期应在 0 至 31 天之间", "from 0 to 31 days a period"),
                    Words("请核对天数", "check the days"),
                    "days BETWEEN 0 AND 31",
                ),
            ),
            unit="天",
            example="7",
        ),
        Column(
            "amount_yuan",
            Words("金额", "Amount, yuan", "金額"),
            Type.MONEY,
            required=True,
            aliases=("补助金额", "发放金额", "金额（元）"),
            rules=(
                rules.positive("amount_yuan"),
                Rule(
                    "amount_agrees",
                    Words("应等于标准乘以天数", "must be the standard times the days"),
                    Words("请核对标准、天数和金额", "check standard, days and amount"),
                    "abs(amount_yuan - standard_yuan * days) <= 0.01",
                ),
            ),
            privacy=Privacy.SENSITIVE,
            example="2100",
        ),
        Column(
            "period_start",
            Words("起始日期", "Period starts"),
            Type.DATE,
            required=True,
            aliases=("开始日期",),
            example="2020-01-27",
        ),
        Column(
            "period_end",
            Words("截止日期", "Period ends"),
            Type.DATE,
            required=True,
            aliases=("结束日期",),
            rules=(
                rules.not_before(
                    "period_end", "period_start", Words("起始日期", "the first day")
                ),
            ),
            example="2020-02-02",
        ),
        Column(
            "funding_source",
            Words("资金来源", "Funding source", "資金來源"),
            Type.TEXT,
            required=True,
            aliases=("来源",),
            codes=money.FUND_SOURCE,
            example="中央财政",
        ),
        Column(
            "approved_at",
            Words("审批日期", "Approved on", "審批日期"),
            Type.DATE,
            aliases=("审核日期",),
            example="2020-02-04",
        ),
        Column(
            "paid_at",
            Words("发放日期", "Paid on", "發放日期"),
            Type.DATE,
            aliases=("到账日期",),
            rules=(
                rules.needed(
                    "paid_at",
                    Words("已发放的须填发放日期", "what is paid needs its date"),
                    unless="pay_status <> 'paid'",
                ),
                rules.not_before(
                    "paid_at", "approved_at", Words("审批日期", "the approval")
                ),
            ),
            example="2020-02-05",
        ),
        Column(
            "pay_status",
            Words("发放状态", "Payment status", "發放狀態"),
            Type.TEXT,
            required=True,
            aliases=("状态",),
            codes=money.PAY_STATUS,
            example="已发放",
        ),
        Column(
            "rest_id",
            Words("对应休息编号", "Rest no.", "對應休息編號"),
            Type.TEXT,
            aliases=("休息编号",),
            rules=(
                rules.needed(
                    "rest_id",
                    Words(
                        "不能补休补贴须填对应休息编号",
                        "a subsidy in lieu of rest names the rest",
                    ),
                    unless="subsidy_type <> 'in_lieu_of_rest'",
                ),
            ),
        ),
    ),
)
