"""心理疏导服务: one row a session, anonymous."""

from __future__ import annotations

from datetime import time

from lishui_dash.catalogue import rules
from lishui_dash.catalogue.codes import people
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
    name="counselling_sessions",
    number=17,
    words=Words("心理疏导服务", "Counselling", "心理疏導服務"),
    tier=Tier.LEDGER,
    clauses=(10,),
    grain=Words("每次求助一行，不记名", "one row a session, anonymous"),
    submitter=Words("心理热线（市第二人民医院、卫健委）", "the hotline’s host"),
    key=("session_id",),
    load=Load.UPSERT,
    cadence=Cadence.EVENT,
    due=Due(time(10, 0)),
    reporters=(),
    hosts=("LS-H04", "LS-WJW"),
    reporter="county_code",
    day="requested_at",
    corrections=Words("按编号更新", "updated by its number"),
    personal_data=Words(
        "无人员编号，只有类别和县市区；不得有自由文字",
        "no person, category and county only; no free text",
    ),
    about=About.RESTRICTED,
    lasting="FALSE",
    volume=Words("每日 10–80 行", "10 to 80 rows a day"),
    columns=(
        Column(
            "session_id",
            Words("编号", "Session no.", "編號"),
            Type.TEXT,
            required=True,
            aliases=("流水号",),
            example="XL20200205-001",
        ),
        Column(
            "requested_at",
            Words("求助时间", "Requested at", "求助時間"),
            Type.TIMESTAMP,
            required=True,
            aliases=("来电时间", "预约时间"),
            example="2020-02-05 20:10",
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
            "platform",
            Words("渠道", "Channel"),
            Type.TEXT,
            required=True,
            aliases=("平台", "方式"),
            codes=people.PLATFORM,
            example="心理热线",
        ),
        Column(
            "client_category",
            Words("服务对象类别", "Client category", "服務對象類別"),
            Type.TEXT,
            required=True,
            aliases=("人员类别",),
            codes=people.PERSONNEL_CATEGORY,
            example="医务人员",
        ),
        Column(
            "started_at",
            Words("开始时间", "Started at", "開始時間"),
            Type.TIMESTAMP,
            aliases=("接通时间",),
            rules=(
                rules.needed(
                    "started_at",
                    Words("已完成的须填开始时间", "a finished session needs its start"),
                    unless="status <> 'done'",
                ),
                rules.not_before(
                    "started_at", "requested_at", Words("求助时间", "the request")
                ),
            ),
            example="2020-02-05 20:12",
        ),
        Column(
            "ended_at",
            Words("结束时间", "Ended at", "結束時間"),
            Type.TIMESTAMP,
            rules=(
                rules.later_than("ended_at", "started_at", Words("开始时间", "the start")),
            ),
            example="2020-02-05 20:40",
        ),
        Column(
            "participants_n",
            Words("人数", "Participants", "人數"),
            Type.INTEGER,
            required=True,
            aliases=("参加人数",),
            rules=(
                Rule(
                    "participants_n_group",
                    Words(
                        "至少 1 人；只有团体辅导可以多于 1 人",
                        "at least 1; more only in a group session",
                    ),
                    Words("请核对人数与渠道", "check the number and the channel"),
                    "participants_n >= 1 AND (participants_n = 1 OR platform = 'group')",
                ),
            ),
            example="1",
        ),
        Column(
            "risk_level",
            Words("风险等级", "Risk level", "風險等級"),
            Type.TEXT,
            required=True,
            aliases=("风险",),
            codes=people.RISK_LEVEL,
            privacy=Privacy.SENSITIVE,
            example="低",
        ),
        Column(
            "follow_up_at",
            Words("回访时间", "Followed up at", "回訪時間"),
            Type.TIMESTAMP,
            aliases=("回访",),
            rules=(
                Rule(
                    "follow_up_in_time",
                    Words(
                        "高风险、危机的应在 24 小时内回访",
                        "high risk and crisis: follow up within 24 hours",
                    ),
                    Words("请尽快回访并补填", "follow up and report it"),
                    (
                        "risk_level NOT IN ('high', 'crisis') OR "
                        "follow_up_at <= requested_at "
                        "+ INTERVAL 24 HOUR"
                    ),
                    rejects=False,
                ),
            ),
        ),
        Column(
            "status",
            Words("状态", "Status", "狀態"),
            Type.TEXT,
            required=True,
            aliases=("结果",),
            codes=people.SESSION_STATUS,
            example="完成",
        ),
    ),
)
