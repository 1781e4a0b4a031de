"""一线人员病情报告: one row a case."""

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
    name="illness_reports",
    number=16,
    words=Words("一线人员病情报告", "Illness reports", "一線人員病情報告"),
    tier=Tier.LEDGER,
    clauses=(8,),
    grain=Words("每例病情一行", "one row a case"),
    submitter=Words(
        "所在单位组织人事部门按干部管理权限上报",
        "the home unit, along the authority that manages the cadre",
    ),
    key=("case_no",),
    load=Load.UPSERT,
    cadence=Cadence.EVENT,
    due=Due(time(10, 0)),
    reporters=(),
    bodies=("LS-ZZB", "LS-WJW"),
    reporter="county_code",
    day="detected_at",
    corrections=Words("按病例编号更新", "updated by its number"),
    personal_data=Words(
        "健康信息，最高级别；无姓名列", "health, the highest level; there is no name column"
    ),
    about=About.RESTRICTED,
    lasting="FALSE",
    volume=Words("每日 0–10 行", "0 to 10 rows a day"),
    columns=(
        Column(
            "case_no",
            Words("病例编号", "Case no.", "病例編號"),
            Type.TEXT,
            required=True,
            aliases=("编号",),
            example="BQ20200205-01",
        ),
        Column(
            "person_id",
            Words("身份证号", "Resident ID", "身份證號"),
            Type.TEXT,
            required=True,
            aliases=("人员编号",),
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
            "personnel_category",
            Words("人员类别", "Personnel category", "人員類別"),
            Type.TEXT,
            required=True,
            aliases=("类别",),
            codes=people.PERSONNEL_CATEGORY,
            example="公安民警辅警",
        ),
        Column(
            "cadre_authority",
            Words("干部管理权限", "Cadre authority", "幹部管理權限"),
            Type.TEXT,
            required=True,
            aliases=("管理权限",),
            codes=people.CADRE_AUTHORITY,
            example="县管干部",
        ),
        Column(
            "illness_type",
            Words("病情类型", "Illness", "病情類型"),
            Type.TEXT,
            required=True,
            aliases=("病情", "类型"),
            codes=people.ILLNESS_TYPE,
            privacy=Privacy.SENSITIVE,
            example="发热待排",
        ),
        Column(
            "detected_at",
            Words("发现时间", "Detected at", "發現時間"),
            Type.TIMESTAMP,
            required=True,
            aliases=("发病时间",),
            privacy=Privacy.SENSITIVE,
            example="2020-02-05 08:00",
        ),
        Column(
            "reported_to",
            Words("上报对象", "Reported to", "上報對象"),
            Type.TEXT,
            aliases=("上报部门",),
            codes=people.REPORTED_TO,
            rules=(
                Rule(
                    "reported_to_authority",
                    Words(
                        "上报对象与干部管理权限不符",
                        "not the authority that manages the cadre",
                    ),
                    Words(
                        "市管干部报市委组织部，县管干部报县委组织部，其他报所在单位党委（党组）",
                        (
                            "city-managed: City Organization Department; "
                            "county-managed: county's; "
                            "others: the unit's Party committee"
                        ),
                    ),
                    (
                        "reported_to = CASE cadre_authority WHEN "
                        "'city_managed' THEN 'city_org' WHEN "
                        "'county_managed' THEN 'county_org' ELSE 'unit_party' END"
                    ),
                    rejects=False,
                ),
            ),
            example="县委组织部",
        ),
        Column(
            "reported_at",
            Words("上报时间", "Reported at", "上報時間"),
            Type.TIMESTAMP,
            aliases=("报告时间",),
            rules=(
                rules.not_before(
                    "reported_at", "detected_at", Words("发现时间", "the discovery")
                ),
            ),
            example="2020-02-05 09:30",
        ),
        Column(
            "sent_hospital_at",
            Words("送医时间", "Taken to hospital", "送醫時間"),
            Type.TIMESTAMP,
            aliases=("就诊时间",),
            rules=(
                rules.not_before(
                    "sent_hospital_at", "detected_at", Words("发现时间", "the discovery")
                ),
            ),
            privacy=Privacy.SENSITIVE,
            example="2020-02-05 08:40",
        ),
        Column(
            "condolence_at",
            Words("慰问时间", "Visited at", "慰問時間"),
            Type.TIMESTAMP,
            aliases=("看望时间",),
            rules=(
                rules.not_before(
                    "condolence_at", "detected_at", Words("发现时间", "the discovery")
                ),
            ),
            example="2020-02-05 15:00",
        ),
        Column(
            "outcome",
            Words("转归", "Outcome", "轉歸"),
            Type.TEXT,
            required=True,
            aliases=("结果",),
            codes=people.OUTCOME,
            privacy=Privacy.SENSITIVE,
            example="治疗中",
        ),
        Column(
            "closed_at",
            Words("结案时间", "Closed at", "結案時間"),
            Type.TIMESTAMP,
            rules=(
                rules.not_before(
                    "closed_at", "detected_at", Words("发现时间", "the discovery")
                ),
            ),
        ),
    ),
)
