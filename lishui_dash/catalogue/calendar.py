"""The days of the campaign: when it began, and what happened when."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from lishui_dash.spec import Words

CAMPAIGN_START = date(2020, 1, 20)
"""No report speaks of an earlier day."""


@dataclass(frozen=True)
class Event:
    """Something that changed what was to be done; `source` says where it is known from.

    `stems` are the clauses whose figures it moved, and on whose trends it is marked.
    """

    day: date
    words: Words
    source: str
    stems: tuple[str, ...] = ()


TIMELINE = (
    Event(
        date(2020, 1, 23),
        Words(
            "浙江省启动一级响应（全国首个）",
            "Zhejiang starts the Level I response, first of all provinces",
        ),
        "thepaper.cn/newsDetail_forward_6270344",
    ),
    Event(
        date(2020, 1, 25),
        Words("丽水首批医疗队驰援湖北", "The first medical team leaves for Hubei"),
        "2021festival.lsphoto.org/show.asp?id=561",
    ),
    Event(
        date(2020, 1, 27),
        Words("第二批医疗队驰援湖北", "The second medical team leaves"),
        "2021festival.lsphoto.org/show.asp?id=561",
    ),
    Event(
        date(2020, 1, 28),
        Words("第三批医疗队驰援湖北", "The third medical team leaves"),
        "2021festival.lsphoto.org/show.asp?id=561",
    ),
    Event(
        date(2020, 1, 29),
        Words("石帆高速出口自20时起管控", "The Shifan exit is controlled from 20:00"),
        "huarenjie.com/thread-8005564-2-1.html",
    ),
    Event(
        date(2020, 1, 31),
        Words(
            "市指挥部第2号通告：五个高速出口自20时起关闭",
            "Notice 2 of the city command centre: five expressway exits close at 20:00",
        ),
        "huarenjie.com/thread-8005564-2-1.html",
    ),
    Event(
        date(2020, 2, 3),
        Words("省里出台“暖心八条”", "The province issues its eight measures"),
        "zhdj.xndjw.gov.cn/website/contents/54/82874.html",
    ),
    Event(
        date(2020, 2, 4),
        Words(
            "中央网信办发文：联防联控中做好个人信息保护",
            "Notice on personal data in joint prevention and control",
        ),
        "xinhuanet 2020-02-09",
    ),
    Event(
        date(2020, 2, 5),
        Words("丽水市出台十条举措", "Lishui issues the ten measures"),
        "麗水市《進一步激勵關愛……十條舉措》",
    ),
    Event(date(2020, 2, 8), Words("元宵节", "Lantern Festival"), "calendar"),
    Event(
        date(2020, 2, 9),
        Words("第四批医疗队驰援湖北", "The fourth medical team leaves"),
        "2021festival.lsphoto.org/show.asp?id=561",
    ),
    Event(
        date(2020, 2, 11),
        Words(
            "国务院办公厅转发关爱一线医务人员七项措施",
            "The State Council office forwards seven measures for front-line medics",
        ),
        "xiandanhuang.com/english/34861.html",
    ),
    Event(
        date(2020, 2, 13),
        Words(
            "第五批医疗队驰援湖北；浦江县一日发出206份强制休息令",
            "The fifth team leaves; Pujiang county issues 206 "
            "forced-rest orders in one day",
        ),
        "zjnews.zjol.com.cn 202002/t20200213_11663461.shtml",
        ("c06_living",),
    ),
    Event(
        date(2020, 2, 17),
        Words("全市累计确诊17例，出院11例", "17 confirmed in all, 11 discharged"),
        "浙江省卫生健康委通报",
    ),
    Event(
        date(2020, 2, 19),
        Words(
            "除省界、温州界外，道路卡口全部撤除",
            "All road posts are withdrawn but those on the provincial and Wenzhou borders",
        ),
        "tech.jiangsulong.com/a/2020/0219/1582079390.html",
        ("c05_manpower", "c07_work"),
    ),
    Event(
        date(2020, 3, 1),
        Words("青田报告首例境外输入病例", "Qingtian reports the first imported case"),
        "thepaper.cn/newsDetail_forward_6342438",
        ("c05_manpower", "c08_safety", "c10_stress"),
    ),
    Event(
        date(2020, 3, 2),
        Words(
            "青田新增7例境外输入病例；全省调整为二级响应",
            "Seven more imported cases; the province goes to Level II",
        ),
        "thepaper.cn/newsDetail_forward_6342438",
        ("c05_manpower", "c08_safety", "c10_stress"),
    ),
    Event(
        date(2020, 3, 23),
        Words("全省调整为三级响应", "The province goes to Level III"),
        "zjfzb.zjol.com.cn",
    ),
)
