"""调休补休与强制休息: one row a person and rest."""

from __future__ import annotations

from datetime import time

from lishui_dash.catalogue import rules
from lishui_dash.catalogue.codes import posts
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
    name="rest_leave",
    number=10,
    words=Words("调休补休与强制休息", "Rest and forced rest", "調休補休與強制休息"),
    tier=Tier.CORE,
    clauses=(6,),
    grain=Words("每人每次休息安排一行", "one row a person and rest"),
    submitter=Words(
        "所在单位人事干部、点位牵头单位", "personnel officers, lead units of posts"
    ),
    key=("rest_id",),
    load=Load.UPSERT,
    cadence=Cadence.EVENT,
    due=Due(time(12, 0)),
    reporters=(),
    reporter="county_code",
    day="ordered_at",
    corrections=Words("按编号更新", "updated by its number"),
    personal_data=Words(
        "人员代码；带病、孕期为敏感信息", "pseudonym; illness and pregnancy are sensitive"
    ),
    about=About.PERSONS,
    # Whoever could not rest waits for a subsidy, however long ago that was.
    lasting="status = 'unable'",
    volume=Words("每日 100–600 行", "100 to 600 rows a day"),
    columns=(
        Column(
            "rest_id",
            Words("编号", "Rest no.", "編號"),
            Type.TEXT,
            required=True,
            aliases=("休息令编号", "登记号"),
            example="TX20200205-0001",
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
            Words("所在单位", "Unit", "所在單位"),
            Type.TEXT,
            required=True,
            aliases=("单位",),
            refers_to=Register.UNIT,
            example="青田县疫情防控指挥部办公室",
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
            "rest_type",
            Words("休息类型", "Rest type", "休息類型"),
            Type.TEXT,
            required=True,
            aliases=("类型",),
            codes=posts.REST_TYPE,
            example="强制休息",
        ),
        Column(
            "trigger_rule",
            Words("触发原因", "Trigger", "觸發原因"),
            Type.TEXT,
            aliases=("原因",),
            codes=posts.REST_TRIGGER,
            rules=(
                rules.needed(
                    "trigger_rule",
                    Words("强制休息须填触发原因", "forced rest needs its trigger"),
                    unless="rest_type <> 'forced'",
                ),
            ),
            privacy=Privacy.SENSITIVE,
            example="连续工作天数",
        ),
        Column(
            "order_no",
            Words("休息令文号", "Rest order no.", "休息令文號"),
            Type.TEXT,
            aliases=("文号",),
            rules=(
                rules.needed(
                    "order_no",
                    Words("强制休息须填休息令文号", "forced rest needs its order number"),
                    unless="rest_type <> 'forced'",
                ),
            ),
            example="青防指休〔2020〕1号",
        ),
        Column(
            "ordered_at",
            Words("下达时间", "Ordered at", "下達時間"),
            Type.TIMESTAMP,
            aliases=("下达日期",),
            rules=(
                rules.needed(
                    "ordered_at",
                    Words(
                        "强制休息须填下达时间", "forced rest needs the time of its order"
                    ),
                    unless="rest_type <> 'forced'",
                ),
            ),
            example="2020-02-05 15:00",
        ),
        Column(
            "start_date",
            Words("休息开始", "Rest starts", "休息開始"),
            Type.DATE,
            aliases=("开始日期", "起"),
            rules=(
                rules.needed(
                    "start_date",
                    Words(
                        "除确不能安排外须填休息开始日期",
                        "the first day of rest must be given unless it is impossible",
                    ),
                    unless="status = 'unable'",
                ),
            ),
            example="2020-02-06",
        ),
        Column(
            "end_date",
            Words("休息结束", "Rest ends", "休息結束"),
            Type.DATE,
            aliases=("结束日期", "止"),
            rules=(
                rules.needed(
                    "end_date",
                    Words(
                        "除确不能安排外须填休息结束日期",
                        "the last day of rest must be given unless it is impossible",
                    ),
                    unless="status = 'unable'",
                ),
                rules.not_before(
                    "end_date", "start_date", Words("休息开始", "the first day")
                ),
            ),
            example="2020-02-08",
        ),
        Column(
            "rest_days",
            Words("天数", "Rest days", "天數"),
            Type.NUMBER,
            aliases=("休息天数",),
            rules=(
                Rule(
                    "rest_days_agree",
                    Words(
                        "应等于结束日减开始日加 1（可有半天）",
                        "must be the days from first to last (half days are allowed)",
                    ),
                    Words("请核对天数", "check the number of days"),
                    (
                        "rest_days > 0 AND rest_days BETWEEN end_date "
                        "- start_date + 0.5 AND "
                        "end_date - start_date + 1"
                    ),
                ),
            ),
            unit="天",
            example="3",
        ),
        Column(
            "status",
            Words("状态", "Status", "狀態"),
            Type.TEXT,
            required=True,
            aliases=("执行情况",),
            codes=posts.REST_STATUS,
            example="已下达",
        ),
        Column(
            "unable_reason",
            Words("不能安排原因", "Why not possible"),
            Type.TEXT,
            aliases=("原因说明",),
            rules=(
                rules.needed(
                    "unable_reason",
                    Words(
                        "确不能安排的须写明原因", "what makes rest impossible must be said"
                    ),
                    unless="status <> 'unable'",
                ),
            ),
            privacy=Privacy.FREE_TEXT,
        ),
        Column(
            "subsidy_id",
            Words("补贴编号", "Subsidy no.", "補貼編號"),
            Type.TEXT,
            aliases=("补助编号",),
            rules=(
                rules.needed(
                    "subsidy_id",
                    Words(
                        "确不能安排的须在 15 日内填补贴编号",
                        "rest that is impossible needs a subsidy within 15 days",
                    ),
                    unless="status <> 'unable'",
                    rejects=False,
                ),
            ),
        ),
        Column(
            "replacement_person_id",
            Words("顶岗人员", "Replacement ID", "頂崗人員"),
            Type.TEXT,
            aliases=("接替人员",),
            privacy=Privacy.PSEUDONYM,
            example="33119919850505118X",
        ),
    ),
)
