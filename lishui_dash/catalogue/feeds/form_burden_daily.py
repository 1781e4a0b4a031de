"""基层负担日计数: one row a receiving unit, issuing unit and day."""

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
    Register,
    Rule,
    Tier,
    Type,
    UnitKind,
    Words,
)

feed = Feed(
    name="form_burden_daily",
    number=9,
    words=Words("基层负担日计数", "Grassroots burden", "基層負擔日計數"),
    tier=Tier.NAMED,
    clauses=(9,),
    grain=Words(
        "每个接收单位每个发文单位每日一行；没有的报一行“无”",
        (
            "one row a receiving unit, issuing unit and day; nothing is reported "
            "as one row NONE"
        ),
    ),
    submitter=Words(
        "乡镇（街道），连同所辖村（社区）；村（社区）不报",
        "townships for themselves and their villages; villages report nothing",
    ),
    key=("report_date", "unit_code", "issuing_unit_code"),
    load=Load.REPLACE_SLICE,
    cadence=Cadence.DAILY,
    due=Due(time(9, 0)),
    reporters=(UnitKind.TOWNSHIP,),
    reporter="unit_code",
    day="report_date",
    slice_by=("report_date", "unit_code"),
    watched=("forms_n", "fill_hours"),
    corrections=Words("整日重报", "the whole day is sent again"),
    personal_data=Words("无", "none"),
    about=About.THINGS,
    volume=Words("每日 2,200–6,500 行", "2,200 to 6,500 rows a day"),
    columns=(
        Column(
            "report_date",
            Words("日期", "Report date"),
            Type.DATE,
            required=True,
            aliases=("统计日期", "填报日期"),
            example="2020-02-05",
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
            "unit_code",
            Words("接收单位", "Receiving unit", "接收單位"),
            Type.TEXT,
            required=True,
            aliases=("乡镇街道", "村社区", "基层单位", "单位"),
            refers_to=Register.UNIT,
            example="温溪镇",
        ),
        Column(
            "unit_level",
            Words("层级", "Unit level", "層級"),
            Type.TEXT,
            required=True,
            aliases=("单位层级",),
            codes=people.UNIT_LEVEL,
            # Nine digits are a township, twelve a village: codes of the statistics bureau.
            derived=(
                "CASE length(unit_code) WHEN 9 THEN 'township' WHEN 12 THEN 'village' END"
            ),
            rules=(
                Rule(
                    "unit_level_grassroots",
                    Words(
                        "只统计乡镇街道、村社区和医疗机构",
                        "only townships, villages and medical institutions are counted",
                    ),
                    Words("请核对层级", "check the level"),
                    "unit_level IN ('township', 'village', 'hospital')",
                ),
            ),
            example="乡镇街道",
        ),
        Column(
            "issuing_unit_code",
            Words("下发单位", "Issuing unit", "下發單位"),
            Type.TEXT,
            required=True,
            aliases=("来源单位", "发文单位"),
            refers_to=Register.UNIT,
            example="市民政局",
        ),
        Column(
            "forms_n",
            Words("表格份数", "Forms", "表格份數"),
            Type.INTEGER,
            required=True,
            aliases=("表格数", "填表数", "报表份数"),
            rules=(rules.between("forms_n", 0, 100),),
            example="1",
        ),
        Column(
            "data_requests_n",
            Words("要数次数", "Data requests", "要數次數"),
            Type.INTEGER,
            required=True,
            aliases=("数据次数", "要数"),
            rules=(rules.between("data_requests_n", 0, 100),),
            example="1",
        ),
        Column(
            "materials_n",
            Words("材料份数", "Materials", "材料份數"),
            Type.INTEGER,
            required=True,
            aliases=("材料数", "总结材料"),
            rules=(rules.between("materials_n", 0, 100),),
            example="0",
        ),
        Column(
            "notices_n",
            Words("文电件数", "Notices", "文電件數"),
            Type.INTEGER,
            required=True,
            aliases=("文件数", "通知数"),
            rules=(rules.between("notices_n", 0, 200),),
            example="2",
        ),
        Column(
            "meetings_n",
            Words("会议次数", "Meetings", "會議次數"),
            Type.INTEGER,
            required=True,
            aliases=("会议数", "会议"),
            rules=(rules.between("meetings_n", 0, 20),),
            example="1",
        ),
        Column(
            "meeting_hours",
            Words("会议时长", "Meeting hours", "會議時長"),
            Type.NUMBER,
            aliases=("会议小时",),
            rules=(rules.between("meeting_hours", 0, 24),),
            unit="小时",
            example="1",
        ),
        Column(
            "fill_hours",
            Words("填报耗时", "Hours of filling in", "填報耗時"),
            Type.NUMBER,
            required=True,
            aliases=("填表小时", "耗时（小时）"),
            rules=(rules.between("fill_hours", 0, 24),),
            unit="小时",
            example="0.5",
        ),
        Column(
            "duplicate_n",
            Words("重复项数", "Duplicates", "重複項數"),
            Type.INTEGER,
            aliases=("重复份数",),
            rules=(
                rules.at_most(
                    "duplicate_n",
                    "forms_n + data_requests_n + materials_n",
                    Words("表格、要数、材料之和", "forms, data and materials together"),
                ),
            ),
            example="0",
        ),
        Column(
            "no_approval_n",
            Words("无批准文号项数", "Without approval no.", "無批准文號項數"),
            Type.INTEGER,
            aliases=("未见批准",),
            rules=(
                rules.at_most(
                    "no_approval_n",
                    "forms_n + data_requests_n + materials_n",
                    Words("表格、要数、材料之和", "forms, data and materials together"),
                ),
            ),
            example="0",
        ),
    ),
)
