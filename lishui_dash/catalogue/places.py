"""The nine counties, the development zone and the city itself, and their townships."""

from __future__ import annotations

from dataclasses import dataclass

from lishui_dash.catalogue.townships import TOWNSHIPS_OF
from lishui_dash.spec import Words

WHOLE = "3311"
"""The city as a whole: what all places together make. No place has this code."""
WHOLE_WORDS = Words("全市", "Whole city")
CITY_LEVEL = "331100"
"""The city's own bodies: one place among the others."""
ZONE = "331199"
"""The development zone. The code is ours; its people are counted in 莲都."""


@dataclass(frozen=True)
class Place:
    """A county, the zone or the city's own bodies.

    `population` is of the 2020 census (None: nothing may be divided by it), `area_km2` in
    square kilometres, `villages_n` the number of villages and communities. `neighbours`
    are the codes of adjoining counties. `tile` is the row and column on the tile map.
    `mistyped` are names often written by mistake: they are suggested and never taken.
    """

    code: str
    words: Words
    short: Words
    population: int | None
    villages_n: int
    area_km2: int | None
    neighbours: tuple[str, ...]
    aliases: tuple[str, ...]
    tile: tuple[int, int]
    mistyped: tuple[str, ...] = ()


@dataclass(frozen=True)
class Township:
    """A township, town or subdistrict of a county."""

    code: str
    words: Words
    place: str


PLACES: tuple[Place, ...] = (
    Place(
        "331102",
        Words("莲都区", "Liandu District", "蓮都區"),
        Words("莲都", "Liandu", "蓮都"),
        562116,
        254,
        1494,
        ("331121", "331122", "331124", "331125", "331127"),
        (
            "丽水市莲都区",
            "莲都",
            "莲都区指挥部",
            "莲都区防控办",
            "蓮都",
            "蓮都區指揮部",
            "蓮都區防控辦",
            "麗水市蓮都區",
        ),
        (0, 2),
    ),
    Place(
        "331121",
        Words("青田县", "Qingtian County", "青田縣"),
        Words("青田", "Qingtian"),
        509053,
        392,
        2477,
        ("331102", "331122", "331127"),
        ("青田", "青田县指挥部", "青田縣指揮部"),
        (1, 3),
        ("青由县",),
    ),
    Place(
        "331122",
        Words("缙云县", "Jinyun County", "縉雲縣"),
        Words("缙云", "Jinyun", "縉雲"),
        405318,
        256,
        1493,
        ("331102", "331121"),
        ("縉雲", "縉雲縣指揮部", "缙云", "缙云县指挥部"),
        (0, 3),
        ("晋云", "晋云县"),
    ),
    Place(
        "331123",
        Words("遂昌县", "Suichang County", "遂昌縣"),
        Words("遂昌", "Suichang"),
        194385,
        214,
        2543,
        ("331124", "331181"),
        ("遂昌", "遂昌县指挥部", "遂昌縣指揮部"),
        (0, 0),
        ("遂昌县城",),
    ),
    Place(
        "331124",
        Words("松阳县", "Songyang County", "松陽縣"),
        Words("松阳", "Songyang", "松陽"),
        204880,
        214,
        1401,
        ("331102", "331123", "331125", "331181"),
        ("松阳", "松阳县指挥部", "松陽", "松陽縣指揮部"),
        (0, 1),
        ("松杨县",),
    ),
    Place(
        "331125",
        Words("云和县", "Yunhe County", "雲和縣"),
        Words("云和", "Yunhe", "雲和"),
        129216,
        87,
        990,
        ("331102", "331124", "331127", "331181"),
        ("云和", "云和县指挥部", "雲和", "雲和縣指揮部"),
        (1, 1),
        ("云合", "云合县"),
    ),
    Place(
        "331126",
        Words("庆元县", "Qingyuan County", "慶元縣"),
        Words("庆元", "Qingyuan", "慶元"),
        142551,
        203,
        1895,
        ("331127", "331181"),
        ("庆元", "庆元县指挥部", "慶元", "慶元縣指揮部"),
        (2, 0),
    ),
    Place(
        "331127",
        Words("景宁畲族自治县", "Jingning She Autonomous County", "景寧畲族自治縣"),
        Words("景宁", "Jingning", "景寧"),
        111011,
        145,
        1938,
        ("331102", "331121", "331125", "331126", "331181"),
        (
            "景宁",
            "景宁县",
            "景宁畬族自治县",
            "景宁畲族县",
            "景宁自治县",
            "景寧",
            "景寧畬族自治縣",
            "景寧畲族縣",
            "景寧縣",
            "景寧自治縣",
        ),
        (2, 1),
        ("景宁佘族自治县",),
    ),
    Place(
        "331181",
        Words("龙泉市", "Longquan City", "龍泉市"),
        Words("龙泉", "Longquan", "龍泉"),
        248866,
        243,
        3040,
        ("331123", "331124", "331125", "331126", "331127"),
        ("丽水龙泉", "麗水龍泉", "龍泉", "龍泉市指揮部", "龙泉", "龙泉市指挥部"),
        (1, 0),
    ),
    Place(
        "331199",
        Words("丽水经济技术开发区", "Lishui Development Zone", "麗水經濟技術開發區"),
        Words("开发区", "Dev. zone", "開發區"),
        None,
        0,
        None,
        (),
        (
            "丽水开发区",
            "丽水经开区",
            "丽水经济开发区",
            "南城",
            "开发区",
            "經開區",
            "经开区",
            "開發區",
            "麗水經濟開發區",
            "麗水經開區",
            "麗水開發區",
        ),
        (1, 2),
    ),
    Place(
        "331100",
        Words("丽水市本级", "Lishui, municipal level", "麗水市本級"),
        Words("市本级", "City bodies", "市本級"),
        None,
        0,
        None,
        (),
        ("丽水", "丽水市", "全市", "市本級", "市本级", "市直", "麗水", "麗水市"),
        (2, 2),
    ),
)

COUNTIES = tuple(place.code for place in PLACES if place.population)
TILES = {place.code: place.tile for place in PLACES}
TOWNSHIPS = tuple(
    Township(code, Words(hans, en, hant), county)
    for county, listed in TOWNSHIPS_OF.items()
    for code, hans, hant, en in listed
)
_BY_CODE = {place.code: place for place in PLACES}


def place(code: str) -> Place:
    """Raises KeyError when there is no such place."""
    return _BY_CODE[code]
