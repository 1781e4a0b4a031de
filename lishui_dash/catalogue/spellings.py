"""Every spelling a clerk may use for an entry of a code list or register.

A list such as unit@331121 holds the names that mean one unit inside one place; unit holds
those that may be written without saying where.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache

from lishui_dash.catalogue.answers import NO, YES
from lishui_dash.catalogue.called import also_called, names_of_place, post_also_called
from lishui_dash.catalogue.codes import CODE_LISTS
from lishui_dash.catalogue.places import CITY_LEVEL, PLACES, place
from lishui_dash.catalogue.posts import Post
from lishui_dash.catalogue.registers import Registers
from lishui_dash.catalogue.supplies import ITEMS
from lishui_dash.catalogue.units import Unit
from lishui_dash.spec import Register, UnitKind, Words

NOBODY = "NONE"
"""The code of the unit that a zero report names as the issuer."""
_OF_THE_CITY = ("市", "丽水", "共青团", "团市委")
"""How names begin that mean a city's body wherever they are written."""


def spellings(registers: Registers) -> Iterator[tuple[str, str, str]]:
    """Yield (list, spelling, code), unfolded, some of them more than once."""
    yield from _codes()
    yield from _places()
    for item in ITEMS.values():
        named = (*_names(item.words), *_names(item.short), item.words.en)
        for spelling in (item.code, *named, *item.aliases):
            yield Register.ITEM.value, spelling, item.code
    for unit in registers.units.values():
        for scope, spelling in dict.fromkeys(_unit(unit, registers)):
            yield f"{Register.UNIT.value}{scope}", spelling, unit.code
            if unit.kind is UnitKind.VILLAGE:
                yield f"{Register.COMMUNITY.value}{scope}", spelling, unit.code
    for post in registers.posts.values():
        yield from _post(post)


def mistyped() -> Iterator[tuple[str, str]]:
    """Yield (what is often typed, place code): to be suggested, never to be taken."""
    for at in PLACES:
        for spelling in at.mistyped:
            yield spelling, at.code


def _names(words: Words) -> tuple[str, ...]:
    return tuple(name for name in (words.hans, words.hant) if name)


def _codes() -> Iterator[tuple[str, str, str]]:
    for code_list in CODE_LISTS.values():
        for code in code_list.codes:
            for spelling in (code.code, *_names(code.words), code.words.en, *code.aliases):
                yield code_list.name, spelling, code.code
    for answer, spelled in (("true", YES), ("false", NO)):
        for spelling in spelled:
            yield "boolean", spelling, answer


def _places() -> Iterator[tuple[str, str, str]]:
    for at in PLACES:
        names = (*_names(at.words), *_names(at.short), at.words.en, at.short.en)
        for spelling in (at.code, *names, *at.aliases):
            yield Register.PLACE.value, spelling, at.code


def _unit(unit: Unit, registers: Registers) -> Iterator[tuple[str, str]]:
    """Yield (scope, spelling): "" for what may be written anywhere, @331121 at a place."""
    is_only = len(registers.units_of(unit.kind, unit.place)) == 1
    english = (unit.words.en,) if unit.words.en else ()
    names = (unit.code, *_names(unit.words), *english)
    for spelling in names:
        yield "", spelling
    also = [] if unit.closed else list(also_called(unit, is_only=is_only))
    is_of_city = unit.place == CITY_LEVEL and unit.code != NOBODY
    at = f"@{unit.place}"
    for spelling in (*names, *unit.aliases, *also):
        if not is_of_city or spelling.startswith(_OF_THE_CITY):
            yield "", spelling
        for shorter in _inside(spelling, unit.place):
            yield at, shorter
    township = registers.units.get(unit.parent or "")
    if unit.kind is UnitKind.VILLAGE and township is not None:
        yield at, unit.words.hans.removeprefix(township.words.hans)


def _post(post: Post) -> Iterator[tuple[str, str, str]]:
    register = Register.POST.value
    for spelling in (post.id, *_names(post.words), *post.aliases):
        yield register, spelling, post.id
    also = () if post.closed else post_also_called(post)
    for spelling in (*_names(post.words), *post.aliases, *also):
        for shorter in _inside(spelling.removesuffix("（示例）"), post.place):
            yield f"{register}@{post.place}", shorter, post.id


def _inside(spelling: str, place_code: str) -> Iterator[str]:
    """Yield a name, and what is left of it without the name of its place."""
    yield spelling
    for prefix in _prefixes(place_code):
        if spelling.startswith(prefix) and len(spelling) > len(prefix) + 1:
            yield spelling.removeprefix(prefix)


@cache
def _prefixes(place_code: str) -> tuple[str, ...]:
    at = place(place_code)
    return tuple(dict.fromkeys((*names_of_place(at), *_names(at.words), *_names(at.short))))
