"""家属慰问与困难帮扶: one row a contact with a family."""

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
    Rule,
    Tier,
    Type,
    Words,
)

feed = Feed(
    name="family_visits",
    number=12,
    words=Words("家属慰问与困难帮扶", "Family visits", "家屬慰問與困難幫扶"),
    tier=Tier.CORE,
    clauses=(6,),
    grain=Words("每次与一户联系一行", "one row a contact with a family"),
    submitter=Words(
        "派出医院与结对单位（妇联、工会、社区）", "home hospitals and partner units"
    ),
    key=("visit_id",),
    load=Load.UPSERT,
    cadence=Cadence.EVENT,
    due=Due(time(12, 0)),
    reporters=(),
    bodies=("LS-FLH", "LS-ZGH", "LS-H01", "LS-H02", "LS-H03", "LS-H04"),
    reporter="county_code",
    day="visit_date",
    corrections=Words("按编号更新", "updated by its number"),
    personal_data=Words(
        "家庭困难（疾病、子女、经济）", "family needs (illness, children, money)"
    ),
    about=About.PERSONS,
    volume=Words("每日 20–120 行", "20 to 120 rows a day"),
    columns=(
        Column(
            "visit_id",
            Words("编号", "Visit no.", "編號"),
            Type.TEXT,
            required=True,
            aliases=("走访编号",),
            example="ZF20200205-001",
        ),
        Column(
            "visit_date",
            Words("走访日期", "Visit date", "走訪日期"),
            Type.DATE,
            required=True,
            aliases=("日期", "慰问日期"),
            example="2020-02-05",
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
            "person_id",
            Words("医务人员编号", "Medic ID", "醫務人員編號"),
            Type.TEXT,
            required=True,
            aliases=("身份证号", "队员编号"),
            privacy=Privacy.PSEUDONYM,
            example="331199198801011238",
        ),
        Column(
            "family_key",
            Words("家属编号", "Family number", "家屬編號"),
            Type.TEXT,
            required=True,
            aliases=("家庭编号",),
            privacy=Privacy.PSEUDONYM,
            example="JS20200001",
        ),
        Column(
            "visiting_unit_code",
            Words("慰问单位", "Visiting unit", "慰問單位"),
            Type.TEXT,
            required=True,
            aliases=("走访单位",),
            refers_to=Register.UNIT,
            example="市妇女联合会",
        ),
        Column(
            "visit_type",
            Words("方式", "Visit type"),
            Type.TEXT,
            required=True,
            aliases=("慰问方式",),
            codes=cases.VISIT_TYPE,
            example="上门走访",
        ),
        Column(
            "need_category",
            Words("需求类别", "Need", "需求類別"),
            Type.TEXT,
            required=True,
            aliases=("困难类型",),
            codes=cases.NEED_CATEGORY,
            privacy=Privacy.SENSITIVE,
            example="购物配送",
        ),
        Column(
            "need_desc",
            Words("需求说明", "Need described", "需求說明"),
            Type.TEXT,
            aliases=("困难情况", "需求"),
            privacy=Privacy.FREE_TEXT,
            example="代购蔬菜",
        ),
        Column(
            "need_status",
            Words("办理状态", "Need status", "辦理狀態"),
            Type.TEXT,
            required=True,
            aliases=("办理情况",),
            codes=cases.NEED_STATUS,
            rules=(
                Rule(
                    "need_status_agrees",
                    Words(
                        "无需求的办理状态只能是“无需求”，有需求的不能是",
                        "no need, no status; a need must have one",
                    ),
                    Words("请核对需求类别与办理状态", "check need and status"),
                    "(need_category = 'none') = (need_status = 'none')",
                ),
            ),
            example="已解决",
        ),
        Column(
            "need_closed_at",
            Words("办结日期", "Need met on", "辦結日期"),
            Type.DATE,
            aliases=("解决日期",),
            rules=(
                rules.needed(
                    "need_closed_at",
                    Words("已解决的须填办结日期", "a need that was met needs its date"),
                    unless="need_status <> 'closed'",
                ),
                rules.not_before(
                    "need_closed_at", "visit_date", Words("走访日期", "the visit")
                ),
            ),
            example="2020-02-05",
        ),
        Column(
            "gift_yuan",
            Words("慰问金额", "Gift, yuan", "慰問金額"),
            Type.MONEY,
            aliases=("慰问金", "慰问品金额"),
            rules=(rules.not_negative("gift_yuan"),),
            example="500",
        ),
        Column(
            "fund_txn_id",
            Words("资金流水号", "Fund movement no.", "資金流水號"),
            Type.TEXT,
            aliases=("资金编号",),
        ),
    ),
)
