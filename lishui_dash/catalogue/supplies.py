"""The list of supplies."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from lishui_dash.spec import Words


@dataclass(frozen=True)
class Item:
    """One kind of supplies.

    `unit_of_measure` is the base unit it is counted in, `box_size` how many of them come
    in a box. `kind` is "consumable", "reusable" or "durable": a durable is not used up.
    `standard` is the number of the product standard, or "".
    """

    code: str
    words: Words
    short: Words
    unit_of_measure: str
    box_size: int
    kind: str
    standard: str
    aliases: tuple[str, ...]


_ITEMS = (
    Item(
        "n95_medical",
        Words("医用防护口罩(N95)", "Medical N95 mask", "醫用防護口罩(N95)"),
        Words("N95", "N95"),
        "只",
        20,
        "consumable",
        "GB 19083-2010",
        ("N95", "N95口罩", "医用N95", "医用防护口罩"),
    ),
    Item(
        "kn95",
        Words("颗粒物防护口罩(KN95)", "KN95 mask", "顆粒物防護口罩(KN95)"),
        Words("KN95", "KN95"),
        "只",
        20,
        "consumable",
        "GB 2626-2006",
        ("KN95", "KN95口罩", "颗粒物口罩"),
    ),
    Item(
        "mask_surgical",
        Words("医用外科口罩", "Surgical mask", "醫用外科口罩"),
        Words("外科口罩", "surgical masks"),
        "只",
        50,
        "consumable",
        "YY 0469-2011",
        ("外科口罩", "医用外科"),
    ),
    Item(
        "mask_disposable",
        Words("一次性使用医用口罩", "Disposable medical mask", "一次性使用醫用口罩"),
        Words("一次性口罩", "disposable masks"),
        "只",
        50,
        "consumable",
        "YY/T 0969-2013",
        ("一次性口罩", "普通口罩", "一次性医用口罩"),
    ),
    Item(
        "coverall",
        Words("医用一次性防护服", "Medical coverall", "醫用一次性防護服"),
        Words("防护服", "coveralls"),
        "套",
        1,
        "consumable",
        "GB 19082-2009",
        ("防护服", "医用防护服", "连体防护服"),
    ),
    Item(
        "gown",
        Words("隔离衣", "Isolation gown", "隔離衣"),
        Words("隔离衣", "gowns"),
        "件",
        1,
        "consumable",
        "",
        ("一次性隔离衣", "手术衣"),
    ),
    Item(
        "goggles",
        Words("护目镜", "Goggles", "護目鏡"),
        Words("护目镜", "goggles"),
        "副",
        1,
        "reusable",
        "GB 14866-2006",
        ("眼罩", "防护眼镜"),
    ),
    Item(
        "face_shield",
        Words("防护面屏", "Face shield", "防護面屏"),
        Words("面屏", "face shields"),
        "个",
        1,
        "reusable",
        "",
        ("面罩", "防护面罩"),
    ),
    Item(
        "gloves_medical",
        Words("医用手套", "Medical gloves", "醫用手套"),
        Words("手套", "gloves"),
        "双",
        50,
        "consumable",
        "GB 10213",
        ("乳胶手套", "橡胶手套", "检查手套", "一次性手套"),
    ),
    Item(
        "cap",
        Words("一次性工作帽", "Cap"),
        Words("工作帽", "caps"),
        "个",
        100,
        "consumable",
        "",
        ("医用帽", "手术帽"),
    ),
    Item(
        "shoe_cover",
        Words("鞋套靴套", "Shoe covers"),
        Words("鞋套", "shoe covers"),
        "双",
        50,
        "consumable",
        "",
        ("鞋套", "靴套", "防护靴套"),
    ),
    Item(
        "thermometer_gun",
        Words("红外测温仪", "Infrared thermometer", "紅外測溫儀"),
        Words("测温仪", "IR thermometers"),
        "台",
        1,
        "durable",
        "",
        ("额温枪", "测温仪", "测温枪", "红外体温计"),
    ),
    Item(
        "thermometer",
        Words("体温计", "Thermometer", "體溫計"),
        Words("体温计", "thermometers"),
        "支",
        1,
        "durable",
        "",
        ("水银温度计", "电子体温计"),
    ),
    Item(
        "alcohol_75",
        Words("75%酒精", "75 % alcohol"),
        Words("酒精", "alcohol"),
        "升",
        1,
        "consumable",
        "",
        ("酒精", "医用酒精", "消毒酒精"),
    ),
    Item(
        "disinfectant_84",
        Words("84消毒液", "84 disinfectant"),
        Words("84消毒液", "84 disinfectant"),
        "升",
        1,
        "consumable",
        "",
        ("消毒液", "含氯消毒液", "84"),
    ),
    Item(
        "chlorine_tablet",
        Words("含氯消毒片", "Chlorine tablets"),
        Words("消毒片", "chlorine tablets"),
        "片",
        100,
        "consumable",
        "",
        ("泡腾片", "消毒片"),
    ),
    Item(
        "hand_sanitizer",
        Words("速干手消毒剂", "Hand sanitizer", "速幹手消毒劑"),
        Words("手消毒剂", "hand sanitizer"),
        "瓶",
        1,
        "consumable",
        "",
        ("免洗洗手液", "手消", "手消毒液"),
    ),
    Item(
        "waste_bag",
        Words("医疗废物袋", "Medical waste bag", "醫療廢物袋"),
        Words("医废袋", "waste bags"),
        "个",
        100,
        "consumable",
        "",
        ("黄色垃圾袋", "医废袋"),
    ),
    Item(
        "pcr_kit",
        Words("核酸检测试剂", "PCR test kit", "核酸檢測試劑"),
        Words("核酸试剂", "PCR kits"),
        "人份",
        1,
        "consumable",
        "",
        ("检测试剂", "试剂盒"),
    ),
)
ITEMS: Mapping[str, Item] = {item.code: item for item in _ITEMS}

BASE_UNITS = tuple((item.code, item.unit_of_measure) for item in _ITEMS)

_ALIKE = {
    "只": ("个",),
    "个": ("只",),
    "套": ("件",),
    "件": ("套",),
    "副": ("个", "只"),
    "台": ("个", "只", "支"),
    "支": ("个", "只"),
    "双": ("副",),
}
"""Counters of one piece: whether goggles come as 只, 个 or 副 changes no figure. Masks in
件 are not among them: that may be a carton."""
FIXED_UNITS = (
    *((unit, base, 1.0) for base, alike in _ALIKE.items() for unit in alike),
    *(("打", base, 12.0) for base in _ALIKE),
    ("只", "双", 0.5),
    ("毫升", "升", 0.001),
)
"""(unit, base unit, how many): what needs no packing to be converted."""
