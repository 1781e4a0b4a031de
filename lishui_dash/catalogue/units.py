"""Every body that reports or is reported on: command centres, bureaus, townships, villages.

Names of departments are real, those of stores, clinics and villages are made up for the
demo; what is marked 示例 exists only there. A city replaces the lists by its own.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache

from lishui_dash.catalogue.departments import DEPARTMENTS
from lishui_dash.catalogue.places import (
    CITY_LEVEL,
    COUNTIES,
    PLACES,
    TOWNSHIPS,
    ZONE,
    Place,
    Township,
    place,
)
from lishui_dash.spec import UnitKind, Words

CITY_COMMAND = "LS-ZHB"


@dataclass(frozen=True)
class Unit:
    """`parent` is the code of the unit it stands under, None for the city's command.

    `aliases` are names of its own; what bodies of its kind are called anyway is in
    `called`. `opened` is the first day it was there and `closed` the first day it was not;
    None: from the beginning, and still there.
    """

    code: str
    words: Words
    kind: UnitKind
    place: str
    parent: str | None = None
    aliases: tuple[str, ...] = ()
    opened: date | None = None
    closed: date | None = None


def command_of(place_code: str) -> Unit:
    """Return the command centre of a place. Raises KeyError when there is none."""
    return UNITS[CITY_COMMAND if place_code == CITY_LEVEL else _command_code(place_code)]


def reporter_of(code: str) -> str:
    """Return the unit that reports for a unit: villages go through their township."""
    unit = UNITS[code]
    if unit.kind is UnitKind.VILLAGE and unit.parent is not None:
        return unit.parent
    return code


@cache
def units_of(kind: UnitKind, place_code: str) -> tuple[Unit, ...]:
    """Return the units of one kind at a place, in their order."""
    return tuple(u for u in UNITS.values() if u.kind is kind and u.place == place_code)


def _command_code(place_code: str) -> str:
    return f"{place_code}-ZHB"


def _city() -> Iterator[Unit]:
    for code, words, aliases in DEPARTMENTS:
        kind, parent = UnitKind.DEPARTMENT, CITY_COMMAND
        if code == CITY_COMMAND:
            yield Unit(code, words, UnitKind.CITY_COMMAND, CITY_LEVEL, None, aliases)
            continue
        if code.startswith("LS-H0"):
            kind = UnitKind.HOSPITAL
        yield Unit(code, words, kind, CITY_LEVEL, parent, aliases)
    yield Unit(
        "LS-S01",
        Words("丽水市防疫物资储备库", "City supply store", "麗水市防疫物資儲備庫"),
        UnitKind.STORE,
        CITY_LEVEL,
        CITY_COMMAND,
    )
    yield Unit(
        "LS-DEMO",
        Words("市直示例局", "Example bureau", "市直示例局"),
        UnitKind.OTHER,
        CITY_LEVEL,
        CITY_COMMAND,
    )


def _of_place(at: Place) -> Iterator[Unit]:
    """Yield the command, store and hospitals of a county or the zone."""
    name, short, command = at.words, at.short, _command_code(at.code)
    hant, short_hant = name.hant or name.hans, short.hant or short.hans
    yield Unit(
        command,
        Words(
            f"{name.hans}疫情防控指挥部办公室",
            f"{short.en} command centre",
            f"{hant}疫情防控指揮部辦公室",
        ),
        UnitKind.COMMAND,
        at.code,
        CITY_COMMAND,
    )
    yield Unit(
        f"{at.code}-S01",
        Words(f"{name.hans}防疫物资库", f"{short.en} store", f"{hant}防疫物資庫"),
        UnitKind.STORE,
        at.code,
        command,
        (f"{name.hans}物资库(示例)",),
    )
    if at.code == ZONE:
        return
    for number, (hans, english, traditional) in enumerate(_HOSPITALS, 1):
        yield Unit(
            f"{at.code}-H{number:02d}",
            Words(f"{name.hans}{hans}", f"{short.en} {english}", f"{hant}{traditional}"),
            UnitKind.HOSPITAL,
            at.code,
            command,
        )
    yield Unit(
        f"{at.code}-DEMO",
        Words(f"{short.hans}示例单位", f"{short.en} example unit", f"{short_hant}示例單位"),
        UnitKind.OTHER,
        at.code,
        command,
    )


_HOSPITALS = (
    ("人民医院", "People's Hospital", "人民醫院"),
    ("中医院", "Hospital of Chinese Medicine", "中醫院"),
    ("妇幼保健院", "Maternity Hospital", "婦幼保健院"),
)


def _grassroots(township: Township, villages: int) -> Iterator[Unit]:
    """Yield a township, its clinic and its villages or communities."""
    hans, en = township.words.hans, township.words.en
    hant = township.words.hant or hans
    is_urban = hans.endswith("街道")
    yield Unit(
        township.code,
        township.words,
        UnitKind.TOWNSHIP,
        township.place,
        _command_code(township.place),
    )
    clinic = ("社区卫生服务中心", "社區衛生服務中心") if is_urban else ("卫生院", "衛生院")
    yield Unit(
        f"{township.code}-W01",
        Words(f"{hans}{clinic[0]}", f"{en} clinic", f"{hant}{clinic[1]}"),
        UnitKind.CLINIC,
        township.place,
        _command_code(township.place),
    )
    sort, sort_hant = ("示例社区", "示例社區") if is_urban else ("示例村", "示例村")
    for number in range(1, villages + 1):
        yield Unit(
            f"{township.code}{number:03d}",
            Words(
                f"{hans}{sort}{number:02d}",
                f"{en} {'community' if is_urban else 'village'} {number}",
                f"{hant}{sort_hant}{number:02d}",
            ),
            UnitKind.VILLAGE,
            township.place,
            township.code,
        )


def _all() -> Iterator[Unit]:
    yield from _city()
    for at in PLACES:
        if at.code != CITY_LEVEL:
            yield from _of_place(at)
    for county in COUNTIES:
        townships = [t for t in TOWNSHIPS if t.place == county]
        least, more = divmod(place(county).villages_n, len(townships))
        for number, township in enumerate(townships):
            yield from _grassroots(township, least + (number < more))
    yield Unit(
        "NONE",
        Words("无（零报告）", "none (zero report)", "無（零報告）"),
        UnitKind.OTHER,
        CITY_LEVEL,
        CITY_COMMAND,
        ("无", "零报告"),
    )


UNITS: Mapping[str, Unit] = {unit.code: unit for unit in _all()}
