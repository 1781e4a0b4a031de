"""单位名录: one row a body that reports or is reported on."""

from __future__ import annotations

from datetime import time

from lishui_dash.catalogue.codes.registers import UNIT_KIND
from lishui_dash.catalogue.lists import entries
from lishui_dash.spec import About, Cadence, Column, Due, Feed, Load, Tier, Type, Words

feed = Feed(
    name="unit_list",
    number=101,
    words=Words("单位名录", "List of units", "單位名錄"),
    tier=Tier.LEDGER,
    clauses=(),
    grain=Words("每个单位一行", "one row a unit"),
    submitter=entries.SUBMITTER,
    key=("place_code", "unit_name"),
    load=Load.UPSERT,
    cadence=Cadence.EVENT,
    due=Due(time(17, 0)),
    reporters=(),
    reporter="place_code",
    day="listed_on",
    corrections=entries.CORRECTIONS,
    personal_data=entries.NOBODY_PERSONAL,
    about=About.THINGS,
    volume=entries.VOLUME,
    columns=(
        entries.PLACE,
        Column(
            "unit_code",
            Words("单位代码", "Unit code", "單位代碼"),
            Type.TEXT,
            aliases=("单位编码", "机构代码"),
            example="331121-H01",
        ),
        Column(
            "unit_name",
            Words("单位名称", "Unit name", "單位名稱"),
            Type.TEXT,
            required=True,
            aliases=("单位全称", "机构名称"),
            example="青田县人民医院",
        ),
        Column(
            "kind",
            Words("单位类别", "Kind", "單位類別"),
            Type.TEXT,
            required=True,
            aliases=("单位类型", "机构类别", "单位性质"),
            codes=UNIT_KIND,
            example="医院",
        ),
        Column(
            "parent",
            Words("上级单位", "Stands under", "上級單位"),
            Type.TEXT,
            aliases=("主管单位", "隶属单位", "上级主管单位", "归口单位"),
            example="青田县疫情防控指挥部办公室",
        ),
        entries.ALIASES,
        entries.ENGLISH,
        *entries.STANDING,
    ),
)
