"""医护人员人身保险: one row a person and policy."""

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
    Tier,
    Type,
    UnitKind,
    Words,
)

feed = Feed(
    name="insurance",
    number=15,
    words=Words("医护人员人身保险", "Insurance of medics", "醫護人員人身保險"),
    tier=Tier.LEDGER,
    clauses=(8,),
    grain=Words("每人每份保单一行", "one row a person and policy"),
    submitter=Words("医院人事科，报卫健委", "hospital personnel offices"),
    key=("person_id", "policy_hash"),
    load=Load.UPSERT,
    cadence=Cadence.ON_CHANGE,
    due=Due(time(17, 0)),
    reporters=(UnitKind.COMMAND, UnitKind.CITY_COMMAND),
    bodies=("LS-WJW",),
    reporter="county_code",
    day="cover_start",
    corrections=Words("按人和保单更新", "updated by person and policy"),
    personal_data=Words("保单号只存代码", "policy numbers are kept as pseudonyms"),
    about=About.PERSONS,
    lasting="cover_end >= $until",
    volume=Words(
        "在册约 7,400 人；每日变动 0–300 人", "7,400 on the list; 0 to 300 changes a day"
    ),
    columns=(
        Column(
            "person_id",
            Words("身份证号", "Resident ID", "身份證號"),
            Type.TEXT,
            required=True,
            aliases=("被保险人证件号", "人员编号"),
            privacy=Privacy.PSEUDONYM,
            example="331199198801011238",
        ),
        Column(
            "policy_hash",
            Words("保单号", "Policy no.", "保單號"),
            Type.TEXT,
            required=True,
            aliases=("保单编号",),
            privacy=Privacy.PSEUDONYM,
            example="PDZA202000000001",
        ),
        Column(
            "unit_code",
            Words("所在单位", "Unit", "所在單位"),
            Type.TEXT,
            required=True,
            aliases=("投保单位", "单位"),
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
            "insurer",
            Words("保险公司", "Insurer", "保險公司"),
            Type.TEXT,
            aliases=("承保公司",),
            example="示例保险公司",
        ),
        Column(
            "cover_type",
            Words("险种", "Cover type", "險種"),
            Type.TEXT,
            required=True,
            aliases=("保险类型",),
            codes=money.COVER_TYPE,
            example="综合",
        ),
        Column(
            "sum_insured_yuan",
            Words("保额", "Sum insured, yuan", "保額"),
            Type.MONEY,
            required=True,
            aliases=("保险金额", "保额（万元）"),
            rules=(rules.positive("sum_insured_yuan"),),
            example="500000",
        ),
        Column(
            "cover_start",
            Words("起保日期", "Cover starts"),
            Type.DATE,
            required=True,
            aliases=("生效日期",),
            example="2020-02-01",
        ),
        Column(
            "cover_end",
            Words("终保日期", "Cover ends", "終保日期"),
            Type.DATE,
            required=True,
            aliases=("到期日期",),
            rules=(
                rules.later_than(
                    "cover_end", "cover_start", Words("起保日期", "the first day")
                ),
            ),
            example="2020-12-31",
        ),
        Column(
            "status",
            Words("状态", "Status", "狀態"),
            Type.TEXT,
            required=True,
            aliases=("保单状态",),
            codes=money.POLICY_STATUS,
            example="有效",
        ),
    ),
)
