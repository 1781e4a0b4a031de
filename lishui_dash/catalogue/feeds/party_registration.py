"""党员社区报到名册: one row a Party member who should register."""

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
    Tier,
    Type,
    UnitKind,
    Words,
)

feed = Feed(
    name="party_registration",
    number=6,
    words=Words("党员社区报到名册", "Party members registered", "黨員社區報到名冊"),
    tier=Tier.CORE,
    clauses=(5,),
    grain=Words(
        "每名应报到的机关企事业单位党员一行", "one row a Party member who should register"
    ),
    submitter=Words(
        "所在单位党支部，报市直机关工委或县委组织部", "Party branches of the home units"
    ),
    key=("person_id",),
    load=Load.UPSERT,
    cadence=Cadence.ON_CHANGE,
    due=Due(time(17, 0)),
    reporters=(UnitKind.COMMAND, UnitKind.CITY_COMMAND),
    bodies=("LS-JGW",),
    reporter="county_code",
    day="registered_at",
    corrections=Words("按人更新", "updated by person"),
    personal_data=Words("党员身份、居住社区", "Party membership, community of residence"),
    about=About.PERSONS,
    volume=Words("在册约 15,000 人", "15,000 on the list"),
    columns=(
        Column(
            "person_id",
            Words("身份证号", "Resident ID", "身份證號"),
            Type.TEXT,
            required=True,
            aliases=("身份证号码", "人员编号"),
            privacy=Privacy.PSEUDONYM,
            example="331199198801011238",
        ),
        Column(
            "name_masked",
            Words("姓名", "Name"),
            Type.TEXT,
            required=True,
            aliases=("党员姓名",),
            privacy=Privacy.MASK,
            example="王小明",
        ),
        Column(
            "home_unit_code",
            Words("所在单位", "Home unit", "所在單位"),
            Type.TEXT,
            required=True,
            aliases=("单位", "工作单位", "党组织"),
            refers_to=Register.UNIT,
            example="市财政局",
        ),
        Column(
            "unit_level",
            Words("单位层级", "Unit level", "單位層級"),
            Type.TEXT,
            required=True,
            aliases=("层级",),
            codes=people.UNIT_LEVEL,
            example="市直",
        ),
        Column(
            "county_code",
            Words("居住县市区", "County of residence", "居住縣市區"),
            Type.TEXT,
            required=True,
            aliases=("县（市、区）", "居住地"),
            refers_to=Register.PLACE,
            example="莲都区",
        ),
        Column(
            "community_code",
            Words("居住社区", "Community of residence", "居住社區"),
            Type.TEXT,
            required=True,
            aliases=("报到社区", "所在社区", "社区"),
            refers_to=Register.COMMUNITY,
            privacy=Privacy.SENSITIVE,
            example="紫金街道示例社区01",
        ),
        Column(
            "register_status",
            Words("报到情况", "Registration", "報到情況"),
            Type.TEXT,
            required=True,
            aliases=("是否报到", "状态"),
            codes=people.REGISTER_STATUS,
            example="已报到",
        ),
        Column(
            "registered_at",
            Words("报到时间", "Registered on", "報到時間"),
            Type.DATE,
            aliases=("报到日期",),
            rules=(
                rules.needed(
                    "registered_at",
                    Words("已报到的须填报到时间", "whoever has registered needs a date"),
                    unless="register_status <> 'registered'",
                ),
            ),
            example="2020-02-03",
        ),
        Column(
            "exempt_reason",
            Words("免报到原因", "Reason for exemption", "免報到原因"),
            Type.TEXT,
            aliases=("原因", "备注原因"),
            rules=(
                rules.needed(
                    "exempt_reason",
                    Words(
                        "免报到须说明原因（已抽调一线、隔离观察、病假、在外地、孕期）",
                        "an exemption needs its reason",
                    ),
                    unless="register_status <> 'exempt'",
                ),
            ),
            privacy=Privacy.SENSITIVE,
        ),
        Column(
            "service_post",
            Words("认领岗位", "Service post", "認領崗位"),
            Type.TEXT,
            aliases=("志愿岗位", "认岗"),
            example="卡点值守",
        ),
    ),
)
