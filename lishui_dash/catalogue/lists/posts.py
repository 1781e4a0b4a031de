"""点位名录: one row a post where people stand."""

from __future__ import annotations

from datetime import time

from lishui_dash.catalogue.codes.posts import POST_TYPE
from lishui_dash.catalogue.lists import entries
from lishui_dash.spec import About, Cadence, Column, Due, Feed, Load, Tier, Type, Words

feed = Feed(
    name="post_list",
    number=102,
    words=Words("点位名录", "List of posts", "點位名錄"),
    tier=Tier.LEDGER,
    clauses=(),
    grain=Words("每个点位一行", "one row a post"),
    submitter=entries.SUBMITTER,
    key=("place_code", "post_name"),
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
            "post_id",
            Words("点位编号", "Post number", "點位編號"),
            Type.TEXT,
            aliases=("点位代码", "卡口编号"),
            example="CP-331121-02",
        ),
        Column(
            "post_name",
            Words("点位名称", "Post name", "點位名稱"),
            Type.TEXT,
            required=True,
            aliases=("卡口名称", "卡点名称", "隔离点名称"),
            example="G1513温丽高速温溪出口",
        ),
        Column(
            "post_type",
            Words("点位类型", "Post type", "點位類型"),
            Type.TEXT,
            required=True,
            aliases=("卡口类型", "卡点类型", "点位类别"),
            codes=POST_TYPE,
            example="高速卡口",
        ),
        Column(
            "township",
            Words("乡镇街道", "Township", "鄉鎮街道"),
            Type.TEXT,
            aliases=("所属乡镇", "所属乡镇街道", "乡镇（街道）"),
            example="温溪镇",
        ),
        Column(
            "lead_unit",
            Words("牵头单位", "Lead unit", "牽頭單位"),
            Type.TEXT,
            aliases=("责任单位", "负责单位", "牵头部门"),
            example="青田县疫情防控指挥部办公室",
        ),
        entries.ALIASES,
        entries.ENGLISH,
        *entries.STANDING,
    ),
)
