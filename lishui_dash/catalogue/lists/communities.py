"""村（社区）名录: one row a village or community."""

from __future__ import annotations

from datetime import time

from lishui_dash.catalogue.codes.registers import UNIT_KIND
from lishui_dash.catalogue.lists import entries
from lishui_dash.spec import About, Cadence, Column, Due, Feed, Load, Tier, Type, Words

feed = Feed(
    name="community_list",
    number=103,
    words=Words("村（社区）名录", "List of communities", "村（社區）名錄"),
    tier=Tier.LEDGER,
    clauses=(),
    grain=Words("每个村（社区）一行", "one row a village or community"),
    submitter=entries.SUBMITTER,
    key=("place_code", "parent", "unit_name"),
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
            "parent",
            Words("乡镇街道", "Township", "鄉鎮街道"),
            Type.TEXT,
            required=True,
            aliases=("所属乡镇", "所属乡镇街道", "所属街道", "乡镇（街道）"),
            example="温溪镇",
        ),
        Column(
            "unit_code",
            Words("村社区代码", "Community code", "村社區代碼"),
            Type.TEXT,
            aliases=("社区代码", "村代码"),
            example="331121101001",
        ),
        Column(
            "unit_name",
            Words("村社区名称", "Village or community", "村社區名稱"),
            Type.TEXT,
            required=True,
            aliases=("村社区", "村（社区）", "社区名称", "村名", "村居名称"),
            example="温溪镇示例村01",
        ),
        Column(
            "kind",
            Words("单位类别", "Kind", "單位類別"),
            Type.TEXT,
            aliases=("村社区类别", "单位类型", "机构类别", "单位性质"),
            codes=UNIT_KIND,
            default="'village'",
            example="村社区",
        ),
        entries.ALIASES,
        entries.ENGLISH,
        *entries.STANDING,
    ),
)
