"""The units in which supplies are counted."""

from __future__ import annotations

from lishui_dash.spec import Code, CodeList, Words

UNIT_OF_MEASURE = CodeList(
    "unit_of_measure",
    (
        Code("只", Words("只", "pieces"), ("隻", "个只", "枚")),
        Code("套", Words("套", "sets"), ()),
        Code("件", Words("件", "garments"), ()),
        Code("副", Words("副", "pairs of goggles"), ()),
        Code("个", Words("个", "items"), ("個", "顶", "頂")),
        Code("双", Words("双", "pairs"), ("雙", "付", "对", "對")),
        Code("台", Words("台", "devices"), ("臺", "把")),
        Code("支", Words("支", "sticks"), ("枝",)),
        Code("升", Words("升", "litres"), ("L", "公升", "升(L)")),
        Code("毫升", Words("毫升", "millilitres"), ("ml", "cc", "毫升(ml)")),
        Code("片", Words("片", "tablets"), ("粒",)),
        Code("瓶", Words("瓶", "bottles"), ("罐",)),
        Code("人份", Words("人份", "tests"), ("份", "人次")),
        Code("盒", Words("盒", "boxes"), ("小盒",)),
        Code("箱", Words("箱", "cases"), ("大箱",)),
        Code("包", Words("包", "packs"), ("小包",)),
        Code("袋", Words("袋", "bags"), ()),
        Code("桶", Words("桶", "drums"), ("壶", "壺")),
        Code("卷", Words("卷", "rolls"), ("捲",)),
        Code("打", Words("打", "dozens"), ()),
    ),
)
"""Boxes and the like are converted to the base unit of the item, by the specification
that stands in the row: none of them is ever kept."""
