"""部门名录: one row a department of the city."""

from __future__ import annotations

from dataclasses import replace
from datetime import time

from lishui_dash.catalogue.codes.registers import UNIT_KIND
from lishui_dash.catalogue.lists import entries
from lishui_dash.spec import About, Cadence, Column, Due, Feed, Load, Tier, Type, Words

feed = Feed(
    name="department_list",
    number=104,
    words=Words("部门名录", "List of departments", "部門名錄"),
    tier=Tier.LEDGER,
    clauses=(),
    grain=Words("每个部门一行", "one row a department"),
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
        replace(entries.PLACE, required=False, default="'331100'", example="市本级"),
        Column(
            "unit_code",
            Words("部门代码", "Department code", "部門代碼"),
            Type.TEXT,
            aliases=("部门编码", "单位代码"),
            example="LS-JYJ",
        ),
        Column(
            "unit_name",
            Words("部门名称", "Department", "部門名稱"),
            Type.TEXT,
            required=True,
            aliases=("市直单位", "市直部门", "市直单位名称", "部门全称"),
            example="市教育局",
        ),
        Column(
            "kind",
            Words("单位类别", "Kind", "單位類別"),
            Type.TEXT,
            aliases=("单位类型", "机构类别", "单位性质"),
            codes=UNIT_KIND,
            default="'department'",
            example="部门",
        ),
        Column(
            "parent",
            Words("上级单位", "Stands under", "上級單位"),
            Type.TEXT,
            aliases=("主管单位", "隶属单位", "上级主管单位", "归口单位"),
            example="市疫情防控指挥部办公室",
        ),
        entries.ALIASES,
        entries.ENGLISH,
        *entries.STANDING,
    ),
)
