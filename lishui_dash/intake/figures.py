"""Every spelling of a number that an office writes, with the unit behind it.

1,200 and １２００只, 1.2千 and 0.12万, 一千二百, 约1200, 300元, (120) for minus 120.
What a figure cannot mean for certain is not guessed: `causes` says why.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal, localcontext

from lishui_dash.intake.causes import UNREADABLE, cause_of_unread
from lishui_dash.intake.note import CHECK, LONGEST, Note, is_missing, plain
from lishui_dash.intake.numerals import NUMERALS, numeral
from lishui_dash.words import Words

SCALES = {"百": 100, "千": 1000, "万": 10**4, "萬": 10**4, "十万": 10**5, "百万": 10**6}
SCALES |= {"千万": 10**7, "亿": 10**8, "億": 10**8, "k": 1000}
_COUNTED = (
    "人份 人次 份 人 名 位 次 件 个 個 项 項 处 處 只 隻 套 副 双 雙 付 对 對 "
    "顶 台 臺 把 支 枝 升 公升 毫升 ml L 片 粒 枚 瓶 罐 桶 壶 盒 箱 包 袋 卷 打 "
    "条 根 张 户 家 辆 辆次 班 批 批次 场 餐 顿 岁 分 张次 点 例 起"
)
_AMOUNTS = "元 圆 块 小时 个小时 时 h 分钟 天 日 ℃ °C 度 %"
COUNTERS = frozenset(_COUNTED.lower().split())
"""Units that may stand behind a bare count."""
_UNITS = sorted((*_COUNTED.split(), *_AMOUNTS.split()), key=len, reverse=True)

_DIGITS = (
    r"\d{1,3}(?:,\d{3})+(?:\.\d*)?|\d{1,3}(?: \d{3})+(?:\.\d*)?"
    r"|(?:\d+\.?\d*|\.\d+)(?:e[+-]?\d{1,2})?"
)
_MIXED = r"(?:\d+[亿億万萬千百]){2,}\d*|\d+[亿億万萬千百]\d+"
_MIXED_PART = re.compile(r"(\d+)([亿億万萬千百]?)")
_FIGURE = re.compile(
    rf"(?P<more>约|大约|约为|大概|近|将近|接近|超|超过|逾|不足|不到|>=|≥)?\s*"
    rf"(?P<together>共计|合计|总计|共|计)?\s*"
    rf"(?P<currency>¥|人民币|rmb|cny)?\s*"
    rf"(?P<sign>[+-]|负)?\s*"
    rf"(?:(?P<mixed>{_MIXED})|(?P<digits>{_DIGITS})|(?P<han>[{NUMERALS}]++))\s*"
    rf"(?P<some>余|多|来)?\s*(?P<scale>{'|'.join(sorted(SCALES, key=len, reverse=True))})?"
    rf"\s*(?P<some_behind>余|多)?\s*"
    rf"(?:(?P<unit>{'|'.join(_UNITS)})|\((?P<in_brackets>{'|'.join(_UNITS)})\))?"
    rf"\s*(?:整|正)?\s*(?P<about>左右|上下|许|以上|\+|\(约\))?[.。,;；]?",
    re.I,
)
_BRACKETS = re.compile(r"\((?P<inside>[^()]+)\)")


@dataclass(frozen=True)
class Figure:
    """`value` None: the cell is empty when there is no note, else it cannot be read.

    `unit` is what stands behind the number, as written, or "".
    """

    value: Decimal | None
    note: Note | None = None
    unit: str = ""


def read_figure(text: str) -> Figure:
    """Return the number in a cell and its unit."""
    written = plain(text)
    if len(written) > LONGEST:
        return Figure(None, UNREADABLE)
    if is_missing(text) or not written:
        return Figure(None)
    inside = _BRACKETS.fullmatch(written)
    if inside:
        figure = read_figure(inside["inside"])
        loss = figure.value is not None and figure.value > 0
        return Figure(-figure.value if figure.value and loss else None, _unread(text, loss))
    found = _FIGURE.fullmatch(written)
    value = _value(found) if found else None
    if found is None or value is None:
        return Figure(None, cause_of_unread(written))
    is_about = any(found[part] for part in ("more", "some", "some_behind", "about"))
    unit = found["unit"] or found["in_brackets"] or ("元" if found["currency"] else "")
    return Figure(value, approximate(value) if is_about else None, unit)


def approximate(value: Decimal) -> Note:
    return Note(
        "approximate",
        Words(f"写的是约数，按 {value:,f} 计", f"about: taken as {value:,f}"),
        Words("请尽量填准确数", "give the exact figure where it is known"),
        rejects=False,
    )


def _unread(text: str, is_loss: bool) -> Note | None:
    if not is_loss:
        return cause_of_unread(plain(text))
    return Note(
        "in_brackets",
        Words("括号里的数按负数理解", "a figure in brackets is taken as negative"),
        CHECK,
        rejects=False,
    )


def _value(found: re.Match[str]) -> Decimal | None:
    if found["digits"]:
        value: Decimal | None = Decimal(found["digits"].replace(",", "").replace(" ", ""))
    else:
        value = _mixed(found["mixed"]) if found["mixed"] else numeral(found["han"])
    if value is None:
        return None
    with localcontext() as context:
        context.prec = 40
        scaled = value * SCALES.get((found["scale"] or "").lower(), 1)
        return -scaled if found["sign"] in ("-", "负") else scaled


def _mixed(text: str) -> Decimal | None:
    """Return what 1万2千 stands for; 3万5 may be 35,000 or 30,005 and is refused."""
    total, above = 0, 10**12
    for count, name in _MIXED_PART.findall(text):
        size = SCALES[name] if name else 1
        is_short = not name and len(count) < len(str(above)) - 1
        if int(count) * size >= above or is_short:
            return None
        total, above = total + int(count) * size, size
    return Decimal(total)
