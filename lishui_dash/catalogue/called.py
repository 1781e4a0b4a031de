"""What offices call bodies and posts: 县防控办 for the command centre of the county.

Every name here follows from the kind, the place and the full name of a body, so a body
that is registered later is called alike. Names are of one place; where two bodies of a
place would have the same name, it means neither.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache

from lishui_dash.catalogue.places import CITY_LEVEL, ZONE, Place, place
from lishui_dash.catalogue.posts import Post
from lishui_dash.catalogue.units import Unit
from lishui_dash.spec import UnitKind

_COMMAND = (
    *("指挥部", "防控办", "指挥部办公室", "防控办公室", "防控指挥部", "疫情防控指挥部"),
    *("疫情防控指挥部办公室", "疫情防控办公室", "疫情防控办", "防指", "防指办"),
    *("疫情防控工作领导小组办公室", "新冠肺炎疫情防控指挥部"),
)
_STORE = (
    *("物资库", "防疫物资库", "物资储备库", "防疫物资储备库", "应急物资库", "储备库"),
    *("物资仓库", "防疫物资仓库", "中心仓库", "仓库", "库", "仓"),
)
_HOSPITAL = {
    "人民医院": ("医院", "第一人民医院"),
    "中医院": ("中医医院",),
    "妇幼保健院": ("妇保院", "妇幼保健计划生育服务中心"),
}
_GOVERNMENT = {
    "街道": ("办事处", "办", "防控办", "指挥部"),
    "镇": ("人民政府", "政府", "防控办", "指挥部"),
    "乡": ("人民政府", "政府", "防控办", "指挥部"),
}
_CLINIC = ("中心卫生院", "卫生院", "社区卫生服务中心")
_PEOPLE = "畲族"
"""Left out in speech: 老竹镇 for 老竹畲族镇."""
_EXIT = ("出口", "高速出口", "高速口", "高速卡口", "高速", "卡口", "收费站", "出口卡口")


@cache
def names_of_place(at: Place) -> tuple[str, ...]:
    """Return what a place is called in front of a body's name: 景宁县 as well as 景宁."""
    if at.code == CITY_LEVEL:
        return ("丽水市", "市", "丽水", "市级", "市本级")
    if at.code == ZONE:
        zones = (alias for alias in at.aliases if alias.endswith(("开发区", "经开区")))
        return tuple(dict.fromkeys((at.words.hans, at.short.hans, *zones)))
    county = at.short.hans + at.words.hans[-1]
    return tuple(dict.fromkeys((at.words.hans, county, at.short.hans)))


def also_called(unit: Unit, *, is_only: bool) -> Iterator[str]:
    """Yield what a unit is called beside its names.

    `is_only`: there is no other of its kind at its place.
    """
    at = place(unit.place)
    own, prefixes = unit.words.hans, names_of_place(at)
    bare = bare_name(own, at)
    endings = [bare] if bare != own else []
    match unit.kind:
        case UnitKind.COMMAND | UnitKind.CITY_COMMAND:
            endings += _COMMAND
        case UnitKind.STORE if is_only:
            endings += _STORE
        case UnitKind.HOSPITAL:
            endings += _HOSPITAL.get(bare, ())
        case UnitKind.TOWNSHIP:
            governments = list(_of_township(own))
            yield from governments
            endings += (own, *governments)
        case UnitKind.CLINIC:
            yield from _of_clinic(own)
    for ending in endings:
        for prefix in prefixes:
            yield prefix + ending


def post_also_called(post: Post) -> Iterator[str]:
    """Yield what people call an expressway exit: its place, without the road."""
    _, road, exit_ = post.words.hans.rpartition("高速")
    if road and exit_.endswith("出口"):
        at = exit_.removesuffix("出口").partition("(")[0]
        for word in _EXIT:
            yield at + word


def bare_name(name: str, at: Place) -> str:
    """Return a name without that of its place in front; itself where nothing is left."""
    for prefix in names_of_place(at):
        if name.startswith(prefix) and len(name) > len(prefix) + 1:
            return name.removeprefix(prefix)
    return name


def _of_township(own: str) -> Iterator[str]:
    """Yield its name in speech, and both with its government behind."""
    names = dict.fromkeys((own, own.replace(_PEOPLE, "")))
    yield from list(names)[1:]
    for end, offices in _GOVERNMENT.items():
        if own.endswith(end):
            yield from (name + office for name in names for office in offices)


def _of_clinic(own: str) -> Iterator[str]:
    for clinic in _CLINIC:
        for end in _GOVERNMENT:
            if own.endswith(end + clinic):
                township = own.removesuffix(clinic)
                bare = township.removesuffix(end).removesuffix(_PEOPLE)
                yield from (bare + clinic, f"{township}中心{clinic}", f"{bare}中心{clinic}")
                return
