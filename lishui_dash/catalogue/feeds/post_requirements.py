"""点位岗位需求: one row a post, shift and period."""

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
    Register,
    Tier,
    Type,
    UnitKind,
    Words,
)

feed = Feed(
    name="post_requirements",
    number=3,
    words=Words("点位岗位需求", "Post requirements", "點位崗位需求"),
    tier=Tier.CORE,
    clauses=(5, 7),
    grain=Words("每点位每班次每个有效期一行", "one row a post, shift and period"),
    submitter=Words("县（市、区）指挥部综合组", "the county command centre"),
    key=("post_id", "shift_code", "effective_from"),
    load=Load.VALIDITY,
    cadence=Cadence.ON_CHANGE,
    due=Due(time(18, 0), days_after=0),
    reporters=(UnitKind.COMMAND, UnitKind.CITY_COMMAND),
    reporter="county_code",
    day="effective_from",
    corrections=Words(
        "以新的生效日期为准；撤销的点位报“撤销”",
        (
            "a row with a later first day counts; a post that is given up is "
            "reported as withdrawn"
        ),
    ),
    personal_data=Words("无", "none"),
    about=About.THINGS,
    volume=Words(
        "在册约 900 行；每日变动 5–60 行", "900 on the list; 5 to 60 changes a day"
    ),
    columns=(
        Column(
            "post_id",
            Words("点位", "Post", "點位"),
            Type.TEXT,
            required=True,
            aliases=("点位名称", "卡点名称"),
            refers_to=Register.POST,
            example="G1513温丽高速温溪出口",
        ),
        Column(
            "county_code",
            Words("县市区", "County", "縣市區"),
            Type.TEXT,
            required=True,
            aliases=("县（市、区）", "区县"),
            refers_to=Register.PLACE,
            example="青田县",
        ),
        Column(
            "shift_code",
            Words("班次", "Shift"),
            Type.TEXT,
            required=True,
            aliases=("班别",),
            codes=posts.SHIFT_CODE,
            example="白班",
        ),
        Column(
            "effective_from",
            Words("生效日期", "Effective from"),
            Type.DATE,
            required=True,
            aliases=("启用日期", "起始日期"),
            example="2020-02-01",
        ),
        Column(
            "effective_to",
            Words("失效日期", "Effective to"),
            Type.DATE,
            aliases=("停用日期", "撤销日期"),
            rules=(
                rules.not_before(
                    "effective_to", "effective_from", Words("生效日期", "the first day")
                ),
            ),
        ),
        Column(
            "required_n",
            Words("需求人数", "Required", "需求人數"),
            Type.INTEGER,
            required=True,
            aliases=("应到人数", "定员", "应配人数"),
            rules=(rules.between("required_n", 0, 200),),
            example="6",
        ),
        Column(
            "required_medical_n",
            Words("其中医务", "Of these medical", "其中醫務"),
            Type.INTEGER,
            aliases=("医务人数",),
            rules=(
                rules.at_most(
                    "required_medical_n",
                    "required_n",
                    Words("需求人数", "the number required"),
                ),
            ),
            example="1",
        ),
        Column(
            "required_police_n",
            Words("其中公安", "Of these police"),
            Type.INTEGER,
            aliases=("公安人数", "民警人数"),
            rules=(
                rules.at_most(
                    "required_police_n",
                    "required_n",
                    Words("需求人数", "the number required"),
                ),
            ),
            example="2",
        ),
        Column(
            "post_status",
            Words("点位状态", "Post status", "點位狀態"),
            Type.TEXT,
            required=True,
            aliases=("状态",),
            codes=posts.POST_STATUS,
            example="运行",
        ),
        Column(
            "lead_unit_code",
            Words("牵头单位", "Lead unit", "牽頭單位"),
            Type.TEXT,
            required=True,
            aliases=("责任单位", "负责单位"),
            refers_to=Register.UNIT,
            example="青田县疫情防控指挥部办公室",
        ),
    ),
)
