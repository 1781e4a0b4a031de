"""The units in which supplies are counted."""

from __future__ import annotations

from lishui_dash.spec import Code, CodeList, Words

UNIT_OF_MEASURE = CodeList(
    "unit_of_measure",
    (
        Code(
            "只",
            Words("只", "piece"),
            (
                "隻",
                "个只",
            ),
        ),
        Code("套", Words("套", "set"), ()),
        Code("件", Words("件", "garment"), ()),
        Code("副", Words("副", "pair of goggles"), ()),
        Code("个", Words("个", "item"), ("個",)),
        Code(
            "双",
            Words("双", "pair"),
            (
                "雙",
                "付",
                "对",
            ),
        ),
        Code(
            "台",
            Words("台", "device"),
            (
                "臺",
                "把",
            ),
        ),
        Code("支", Words("支", "stick"), ("枝",)),
        Code(
            "升",
            Words("升", "litre"),
            (
                "L",
                "公升",
                "升(L)",
            ),
        ),
        Code("片", Words("片", "tablet"), ("粒",)),
        Code("瓶", Words("瓶", "bottle"), ()),
        Code(
            "人份",
            Words("人份", "test"),
            (
                "份",
                "人次",
            ),
        ),
    ),
)
