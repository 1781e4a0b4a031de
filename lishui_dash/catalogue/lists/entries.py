"""Columns that every reference list has."""

from __future__ import annotations

from lishui_dash.catalogue.codes.registers import ENTRY_STATE
from lishui_dash.spec import Column, Privacy, Register, Rule, Type, Words

CORRECTIONS = Words(
    "同名条目按新名录更新；名录未列的保留，停用的请写“停用”",
    "an entry of the same name is brought up to date; one left out stays, unless closed",
)
SUBMITTER = Words(
    "县（市、区）指挥部或市级部门", "a county command centre or a department of the city"
)
VOLUME = Words("有变动时上报", "when something changes")
NOBODY_PERSONAL = Words("无", "none")

PLACE = Column(
    "place_code",
    Words("县市区", "County", "縣市區"),
    Type.TEXT,
    required=True,
    aliases=("县（市、区）", "所属县市区", "所在县市区", "属地"),
    refers_to=Register.PLACE,
    example="青田县",
)
ALIASES = Column(
    "aliases",
    Words("别名", "Other names", "別名"),
    Type.TEXT,
    aliases=("简称", "曾用名", "别称", "也称", "又名"),
)
ENGLISH = Column(
    "english",
    Words("英文名称", "English name", "英文名稱"),
    Type.TEXT,
    aliases=("英文名", "英文"),
)
_STATE = Column(
    "state",
    Words("状态", "State", "狀態"),
    Type.TEXT,
    aliases=("使用状态", "是否停用", "变动情况", "启停状态"),
    codes=ENTRY_STATE,
    example="在用",
)
_OPENED = Column(
    "opened_on",
    Words("启用日期", "Open from", "啟用日期"),
    Type.DATE,
    aliases=("设立日期", "启用时间", "设立时间", "开设日期"),
    example="2020-01-24",
)
_CLOSED = Column(
    "closed_on",
    Words("停用日期", "Closed from", "停用日期"),
    Type.DATE,
    aliases=("撤销日期", "停用时间", "撤销时间", "撤点日期", "关闭日期"),
    rules=(
        Rule(
            "closed_before_opened",
            Words("停用日期早于启用日期", "it is closed before it is opened"),
            Words("请核对两个日期", "check both days"),
            "closed_on >= opened_on",
        ),
    ),
)
_LISTED = Column(
    "listed_on",
    Words("名录日期", "Day of the list", "名錄日期"),
    Type.DATE,
    aliases=("截至日期", "更新日期", "统计日期"),
    example="2020-02-05",
)
_REMARK = Column(
    "remark",
    Words("备注", "Remark", "備註"),
    Type.TEXT,
    aliases=("说明",),
    privacy=Privacy.FREE_TEXT,
)
STANDING = (_STATE, _OPENED, _CLOSED, _LISTED, _REMARK)
"""Whether an entry is there, since when, and until when."""
