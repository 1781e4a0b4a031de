"""The posts where people stand: checkpoints, isolation points, wards, communities.

Six expressway exits are known from notices of early 2020; how many other checkpoints
there were nobody has published, so those are made up for the demo and marked 示例.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from lishui_dash.catalogue.places import (
    CITY_LEVEL,
    COUNTIES,
    PLACES,
    TOWNSHIPS,
    ZONE,
    place,
)
from lishui_dash.spec import Words

_OPENED = date(2020, 1, 24)
_ROADS_WITHDRAWN = date(2020, 2, 19)
"""All road posts, but those on the border of the province and of Wenzhou."""


@dataclass(frozen=True)
class Post:
    """`closed` is the first day on which nobody stands there any more; None: still open."""

    id: str
    words: Words
    type: str
    place: str
    lead_unit: str
    opened: date
    closed: date | None = None
    township: str | None = None
    aliases: tuple[str, ...] = ()


_EXPRESSWAY_EXITS = (
    ("331121", "G1513温丽高速石帆出口", "Shifan exit, G1513", date(2020, 1, 29), True),
    ("331121", "G1513温丽高速温溪出口", "Wenxi exit, G1513", date(2020, 1, 31), False),
    ("331102", "G25长深高速碧湖(南山)出口", "Bihu exit, G25", date(2020, 1, 31), True),
    ("331126", "G25长深高速黄田出口", "Huangtian exit, G25", date(2020, 1, 31), True),
    ("331123", "G4012溧宁高速北界出口", "Beijie exit, G4012", date(2020, 1, 31), True),
    ("331124", "G4012溧宁高速象溪出口", "Xiangxi exit, G4012", date(2020, 1, 31), True),
)
"""Place, name, and whether the exit was closed with the others: 温溪 lies at Wenzhou."""

_PROVINCE_BORDER = {"331181": 4, "331126": 4, "331127": 3}
_WENZHOU_BORDER = {"331121": 3, "331122": 1, "331127": 2}
_ROADS_IN_A_COUNTY, _ROADS_IN_THE_ZONE = 14, 2


def _roads(at: str) -> Iterator[tuple[str, Words, date, date | None]]:
    """Yield type, name and days of the road posts of a place."""
    name, short = place(at).words.hans, place(at).short.en
    for county, hans, en, opened, closes in _EXPRESSWAY_EXITS:
        if county == at:
            words = Words(hans, en)
            yield "expressway_cp", words, opened, _ROADS_WITHDRAWN if closes else None
    for number in range(1, _PROVINCE_BORDER.get(at, 0) + 1):
        words = Words(f"{name}省界卡口{number:02d}（示例）", f"{short} border {number}")
        yield "provincial_cp", words, _OPENED, None
    for number in range(1, _WENZHOU_BORDER.get(at, 0) + 1):
        words = Words(
            f"{name}温州界卡口{number:02d}（示例）", f"{short} Wenzhou side {number}"
        )
        yield "road_cp", words, _OPENED, None
    if at != ZONE:
        words = Words(f"{name}车站卡口（示例）", f"{short} station")
        yield "station", words, _OPENED, _ROADS_WITHDRAWN
    for number in range(1, (_ROADS_IN_THE_ZONE if at == ZONE else _ROADS_IN_A_COUNTY) + 1):
        words = Words(f"{name}道路卡口{number:02d}（示例）", f"{short} road {number}")
        yield "road_cp", words, _OPENED, _ROADS_WITHDRAWN


_OF_THE_PLACE = (
    ("designated_hospital", "定点医院隔离病区", "isolation ward", 1),
    ("fever_clinic", "发热门诊", "fever clinic", 2),
    ("lab", "疾控与检测", "laboratory", 1),
    ("transfer", "转运车队", "transfer team", 1),
    ("isolation_point", "集中隔离点", "isolation point", 2),
    ("warehouse", "物资仓库", "warehouse", 1),
    ("command", "指挥部值守", "command post", 1),
)
_OF_A_TOWNSHIP = (
    ("primary_care", "基层医疗点", "primary care"),
    ("community_work", "社区排查与服务", "community work"),
    ("community_gate", "小区村口卡点", "community gates"),
)


def _posts_of(at: str) -> Iterator[Post]:
    command = "LS-ZHB" if at == CITY_LEVEL else f"{at}-ZHB"
    name, short = place(at).words.hans, place(at).short.en
    number = 0
    if at != CITY_LEVEL:
        for type_, words, opened, closed in _roads(at):
            number += 1
            yield Post(f"CP-{at}-{number:02d}", words, type_, at, command, opened, closed)
    for type_, hans, en, count in _OF_THE_PLACE:
        for turn in range(1, count + 1):
            number += 1
            words = Words(f"{name}{hans}{turn:02d}（示例）", f"{short} {en} {turn}")
            yield Post(f"CP-{at}-{number:02d}", words, type_, at, command, _OPENED)


def _posts_of_townships(at: str) -> Iterator[Post]:
    for township in TOWNSHIPS:
        if township.place != at:
            continue
        for turn, (type_, hans, en) in enumerate(_OF_A_TOWNSHIP, 1):
            yield Post(
                f"CP-{township.code}-{turn:02d}",
                Words(f"{township.words.hans}{hans}（示例）", f"{township.words.en} {en}"),
                type_,
                at,
                township.code,
                _OPENED,
                township=township.code,
            )


def _all() -> Iterator[Post]:
    for at in PLACES:
        yield from _posts_of(at.code)
        if at.code in COUNTIES:
            yield from _posts_of_townships(at.code)


POSTS: Mapping[str, Post] = {post.id: post for post in _all()}
