"""容错免责裁定: one row a case."""

from __future__ import annotations

from datetime import time

from lishui_dash.catalogue import rules
from lishui_dash.catalogue.codes import cases, people
from lishui_dash.spec import (
    About,
    Cadence,
    Column,
    Due,
    Feed,
    Load,
    Privacy,
    Register,
    Tier,
    Type,
    UnitKind,
    Words,
)

feed = Feed(
    name="fault_tolerance_cases",
    number=19,
    words=Words("容错免责裁定", "Fault tolerance", "容錯免責裁定"),
    tier=Tier.LEDGER,
    clauses=(10,),
    grain=Words("每案一行", "one row a case"),
    submitter=Words(
        "纪委监委、组织部案件经办人，由县（市、区）汇总", "case clerks, collected by county"
    ),
    key=("case_id",),
    load=Load.UPSERT,
    cadence=Cadence.WEEKLY,
    due=Due(time(12, 0), weekday=6),
    reporters=(UnitKind.COMMAND,),
    bodies=("LS-JJW", "LS-ZZB"),
    reporter="county_code",
    day="applied_at",
    corrections=Words("按案号更新", "updated by its number"),
    personal_data=Words("纪律信息，仅单位和类别", "discipline; unit and category only"),
    about=About.RESTRICTED,
    volume=Words("每日 0–3 行", "0 to 3 rows a day"),
    columns=(
        Column(
            "case_id",
            Words("案号", "Case no.", "案號"),
            Type.TEXT,
            required=True,
            aliases=("编号",),
            example="RC20200201-1",
        ),
        Column(
            "applied_at",
            Words("申请日期", "Applied on", "申請日期"),
            Type.DATE,
            required=True,
            aliases=("提出日期",),
            example="2020-02-01",
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
            "unit_code",
            Words("所在单位", "Unit", "所在單位"),
            Type.TEXT,
            required=True,
            aliases=("单位",),
            refers_to=Register.UNIT,
            example="青田县疫情防控指挥部办公室",
        ),
        Column(
            "cadre_authority",
            Words("干部管理权限", "Cadre authority", "幹部管理權限"),
            Type.TEXT,
            required=True,
            aliases=("管理权限",),
            codes=people.CADRE_AUTHORITY,
            privacy=Privacy.SENSITIVE,
            example="单位管理人员",
        ),
        Column(
            "error_type",
            Words("差错类型", "Error type", "差錯類型"),
            Type.TEXT,
            required=True,
            aliases=("情形",),
            codes=cases.ERROR_TYPE,
            example="数据错报",
        ),
        Column(
            "accepted_at",
            Words("受理日期", "Accepted on"),
            Type.DATE,
            rules=(
                rules.not_before(
                    "accepted_at", "applied_at", Words("申请日期", "the application")
                ),
            ),
            example="2020-02-02",
        ),
        Column(
            "decided_at",
            Words("裁定日期", "Decided on"),
            Type.DATE,
            aliases=("认定日期",),
            rules=(
                rules.not_before(
                    "decided_at", "accepted_at", Words("受理日期", "the acceptance")
                ),
            ),
            example="2020-02-05",
        ),
        Column(
            "deciding_body",
            Words("裁定机关", "Deciding body", "裁定機關"),
            Type.TEXT,
            aliases=("认定机关",),
            refers_to=Register.UNIT,
            rules=(
                rules.needed(
                    "deciding_body",
                    Words("已裁定的须填裁定机关", "a decided case needs its body"),
                    unless="decided_at IS NULL",
                ),
            ),
            example="市纪委市监委",
        ),
        Column(
            "decision",
            Words("裁定结果", "Decision", "裁定結果"),
            Type.TEXT,
            aliases=("结果",),
            codes=cases.FT_DECISION,
            rules=(
                rules.needed(
                    "decision",
                    Words("已裁定的须填裁定结果", "a decided case needs its decision"),
                    unless="decided_at IS NULL",
                ),
            ),
            privacy=Privacy.SENSITIVE,
            example="免责",
        ),
        Column(
            "feedback_at",
            Words("反馈日期", "Feedback on", "反饋日期"),
            Type.DATE,
            rules=(
                rules.not_before(
                    "feedback_at", "decided_at", Words("裁定日期", "the decision")
                ),
            ),
            example="2020-02-05",
        ),
    ),
)
