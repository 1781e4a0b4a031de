"""困难诉求与思想动态: one row a request."""

from __future__ import annotations

from datetime import time

from lishui_dash.catalogue import rules
from lishui_dash.catalogue.codes import cases
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
    Words,
)

feed = Feed(
    name="grievances",
    number=18,
    words=Words("困难诉求与思想动态", "Grievances", "困難訴求與思想動態"),
    tier=Tier.LEDGER,
    clauses=(10, 6),
    grain=Words("每件诉求一行", "one row a request"),
    submitter=Words("所在单位、信访局、工会", "home units, Petitions Bureau, unions"),
    key=("grievance_id",),
    load=Load.UPSERT,
    cadence=Cadence.EVENT,
    due=Due(time(12, 0)),
    reporters=(),
    bodies=("LS-XFJ", "LS-ZGH"),
    reporter="county_code",
    day="opened_at",
    corrections=Words(
        "按编号更新；可重新办理", "updated by its number; it may be reopened"
    ),
    personal_data=Words(
        "内容摘要须筛查，仅责任部门可见",
        "the summary is scanned and shown to the department alone",
    ),
    about=About.RESTRICTED,
    lasting="FALSE",
    volume=Words("每日 20–100 行", "20 to 100 rows a day"),
    columns=(
        Column(
            "grievance_id",
            Words("编号", "Grievance no.", "編號"),
            Type.TEXT,
            required=True,
            aliases=("登记号",),
            example="SQ20200205-001",
        ),
        Column(
            "opened_at",
            Words("受理时间", "Opened at", "受理時間"),
            Type.TIMESTAMP,
            required=True,
            aliases=("登记时间", "收到时间"),
            example="2020-02-05 09:00",
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
            Words("反映人所在单位", "Unit of the person", "反映人所在單位"),
            Type.TEXT,
            aliases=("单位",),
            refers_to=Register.UNIT,
            example="温溪镇",
        ),
        Column(
            "category",
            Words("诉求类别", "Category", "訴求類別"),
            Type.TEXT,
            required=True,
            aliases=("类别",),
            codes=cases.GRIEVANCE_CATEGORY,
            example="物资",
        ),
        Column(
            "summary",
            Words("内容摘要", "Summary", "內容摘要"),
            Type.TEXT,
            aliases=("诉求内容",),
            privacy=Privacy.FREE_TEXT,
            example="口罩配发不足",
        ),
        Column(
            "assigned_unit_code",
            Words("承办单位", "Assigned unit", "承辦單位"),
            Type.TEXT,
            required=True,
            aliases=("办理单位", "责任单位"),
            refers_to=Register.UNIT,
            example="青田县疫情防控指挥部办公室",
        ),
        Column(
            "due_at",
            Words("办理期限", "Due at", "辦理期限"),
            Type.TIMESTAMP,
            aliases=("期限",),
            rules=(
                rules.later_than("due_at", "opened_at", Words("受理时间", "the opening")),
            ),
            example="2020-02-08 09:00",
        ),
        Column(
            "closed_at",
            Words("办结时间", "Closed at", "辦結時間"),
            Type.TIMESTAMP,
            aliases=("完成时间",),
            rules=(
                rules.needed(
                    "closed_at",
                    Words("已办结的须填办结时间", "a closed grievance needs its time"),
                    unless="status <> 'closed'",
                ),
                rules.not_before(
                    "closed_at", "opened_at", Words("受理时间", "the opening")
                ),
            ),
            example="2020-02-05 17:00",
        ),
        Column(
            "status",
            Words("状态", "Status", "狀態"),
            Type.TEXT,
            required=True,
            aliases=("办理状态",),
            codes=cases.CASE_STATUS,
            example="已办结",
        ),
        Column(
            "satisfaction",
            Words("满意度", "Satisfaction", "滿意度"),
            Type.INTEGER,
            aliases=("评价",),
            rules=(rules.between("satisfaction", 1, 5),),
            example="5",
        ),
    ),
)
