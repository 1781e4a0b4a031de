"""Every spelling a clerk may use for an entry of a code list or register.

A list such as unit@331121 holds the names that mean one unit inside one place; unit holds
those that may be written without saying where.
"""

from __future__ import annotations

from collections.abc import Iterator

from lishui_dash.catalogue.codes import CODE_LISTS
from lishui_dash.catalogue.places import CITY_LEVEL, PLACES, place
from lishui_dash.catalogue.posts import POSTS
from lishui_dash.catalogue.supplies import ITEMS
from lishui_dash.catalogue.units import UNITS, Unit
from lishui_dash.spec import Register, UnitKind, Words

_YES = (
    *("是", "有", "√", "✓", "对", "y", "yes", "true", "t", "1", "已", "党员", "中共党员"),
    *("预备党员", "中共预备党员", "到位", "齐全", "真"),
)
_NO = (
    *(
        "否",
        "无",
        "×",
        "✗",
        "x",
        "不是",
        "没有",
        "n",
        "no",
        "false",
        "f",
        "0",
        "未",
        "群众",
    ),
    *("共青团员", "团员", "民主党派", "无党派", "不到位", "不齐", "非党员", "假"),
)
"""A probationary member is a Party member; ○ may mean either and is refused."""

_OF_THE_CITY = ("市", "丽水", "共青团", "团市委")
"""How names begin that mean a city's body wherever they are written."""


def spellings() -> Iterator[tuple[str, str, str]]:
    """Yield (list, spelling, code), unfolded, some of them more than once."""
    for code_list in CODE_LISTS.values():
        for code in code_list.codes:
            for spelling in (code.code, *_names(code.words), code.words.en, *code.aliases):
                yield code_list.name, spelling, code.code
    for answer, spelled in (("true", _YES), ("false", _NO)):
        for spelling in spelled:
            yield "boolean", spelling, answer
    yield from _places()
    for item in ITEMS.values():
        named = (*_names(item.words), *_names(item.short), item.words.en)
        for spelling in (item.code, *named, *item.aliases):
            yield Register.ITEM.value, spelling, item.code
    for unit in UNITS.values():
        yield from _unit(Register.UNIT.value, unit)
        if unit.kind is UnitKind.VILLAGE:
            yield from _unit(Register.COMMUNITY.value, unit)
    for post in POSTS.values():
        for spelling in (post.id, *_names(post.words)):
            yield Register.POST.value, spelling, post.id
        for spelling in _names(post.words):
            for shorter in _inside(spelling.removesuffix("（示例）"), post.place):
                yield f"{Register.POST.value}@{post.place}", shorter, post.id


def _names(words: Words) -> tuple[str, ...]:
    return tuple(name for name in (words.hans, words.hant) if name)


def _places() -> Iterator[tuple[str, str, str]]:
    for at in PLACES:
        names = (*_names(at.words), *_names(at.short), at.words.en, at.short.en)
        for spelling in (at.code, *names, *at.aliases):
            yield Register.PLACE.value, spelling, at.code


def _unit(register: str, unit: Unit) -> Iterator[tuple[str, str, str]]:
    is_of_city = unit.place == CITY_LEVEL and unit.code != "NONE"
    for spelling in (unit.code, *_names(unit.words), unit.words.en, *unit.aliases):
        anywhere = not is_of_city or spelling.startswith(_OF_THE_CITY)
        if anywhere or spelling in (unit.code, *_names(unit.words), unit.words.en):
            yield register, spelling, unit.code
        for shorter in _inside(spelling, unit.place):
            yield f"{register}@{unit.place}", shorter, unit.code
    if unit.kind is UnitKind.VILLAGE and unit.parent is not None:
        township = UNITS[unit.parent].words.hans
        shorter = unit.words.hans.removeprefix(township)
        yield f"{register}@{unit.place}", shorter, unit.code


def _inside(spelling: str, place_code: str) -> Iterator[str]:
    """Yield a name, and what is left of it without the name of its place."""
    yield spelling
    at = place(place_code)
    for prefix in (*_names(at.words), *_names(at.short)):
        shorter = spelling.removeprefix(prefix)
        if shorter != spelling and len(shorter) > 1:
            yield shorter
