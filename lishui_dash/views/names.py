"""What a code is called on a screen."""

from __future__ import annotations

from functools import cache

from lishui_dash.catalogue.codes import CODE_LISTS
from lishui_dash.catalogue.places import PLACES, WHOLE, WHOLE_WORDS
from lishui_dash.catalogue.registers import Registers
from lishui_dash.catalogue.supplies import ITEMS
from lishui_dash.readings.reading import Reading
from lishui_dash.views.languages import Lang, say, text
from lishui_dash.words import Words


def place_words(code: str) -> Words:
    """Return the short name of a place, or of the whole city."""
    return WHOLE_WORDS if code == WHOLE else _places()[code]


def item_words(code: str, registers: Registers) -> Words:
    """Return the short name of an item, the name of a unit or of a code; else the code."""
    if code in ITEMS:
        return ITEMS[code].short
    if code in registers.units:
        return registers.units[code].words
    return code_words(code)


def code_words(code: str) -> Words:
    """Return the name of a code of any code list; else the code."""
    return _codes().get(code, Words(code, code))


def place_name(code: str, lang: Lang) -> str:
    return say(place_words(code), lang)


def where_text(reading: Reading, registers: Registers, lang: Lang) -> str:
    """Return "青田", or "N95 · 青田" for the reading of an item."""
    return part_text(reading.place, reading.item, registers, lang)


def part_text(place: str, item: str, registers: Registers, lang: Lang) -> str:
    """Return what `where_text` says of a place and item by their codes."""
    at = place_name(place, lang)
    return f"{say(item_words(item, registers), lang)} · {at}" if item else at


def listed(codes: list[str], lang: Lang, most: int = 3) -> str:
    """Return the names of places, the first `most` of them when there are more."""
    names = [place_name(code, lang) for code in codes]
    joined = text("list.separator", lang).join(names[:most])
    if len(names) <= most:
        return joined
    return text("tile.more_places", lang, first=joined, number=len(names))


@cache
def _places() -> dict[str, Words]:
    return {place.code: place.short for place in PLACES}


@cache
def _codes() -> dict[str, Words]:
    return {
        code.code: code.words
        for code_list in CODE_LISTS.values()
        for code in code_list.codes
    }
