"""The boundary file of whoever has the right to show one: GeoJSON becomes polygons.

No outline is shipped with the program. A file is taken only when it holds every county
and looks right: a wrong map of one's own city is worse than none.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from math import isfinite
from pathlib import Path
from typing import Any

from lishui_dash.catalogue.places import CITY_LEVEL, COUNTIES, PLACES, place
from lishui_dash.errors import SetupRefused

Point = tuple[float, float]
Ring = tuple[Point, ...]
Polygon = tuple[Ring, ...]
"""The outer ring, then its holes; longitude and latitude in degrees, rings not closed."""

_NAMED_BY = ("code", "adcode", "名称", "name")
_WEST, _EAST = 118.0, 121.0
_SOUTH, _NORTH = 26.0, 30.0
_LARGEST = 16 * 1024**2
_CODES = {
    name.casefold(): place.code
    for place in PLACES
    for name in (
        place.code,
        place.words.hans,
        place.words.en,
        place.short.hans,
        place.short.en,
        *place.aliases,
    )
}


def polygons_of(path: Path) -> dict[str, tuple[Polygon, ...]]:
    """Return the polygons of each place by its code.

    Every county is there; the zone only where the file has it. An outline of the whole
    city is passed over: the tile of its bodies is no area. Raises SetupRefused, saying
    what is wrong.
    """
    found: dict[str, tuple[Polygon, ...]] = {}
    for number, feature in enumerate(_features(path), 1):
        code = _code_of(feature, number)
        if code != CITY_LEVEL:
            polygons = tuple(_polygons(feature, number))
            found[code] = found.get(code, ()) + polygons
    absent = [place(code).short.hans for code in COUNTIES if code not in found]
    if absent:
        raise refused(f"缺少 {'、'.join(absent)}", "counties are missing")
    return found


def refused(hans: str, en: str) -> SetupRefused:
    return SetupRefused(f"边界文件：{hans}。 The boundary file: {en}.")


def _features(path: Path) -> list[Any]:
    try:
        if path.stat().st_size > _LARGEST:
            raise refused(
                f"文件超过 {_LARGEST >> 20} MB，请先简化",
                f"larger than {_LARGEST >> 20} MiB, simplify it first",
            )
        raw = path.read_bytes()
    except OSError as error:
        raise refused(f"无法读取 {path}", f"cannot be read ({error.strerror})") from error
    try:
        read = json.loads(_text_of(raw))
    except (ValueError, RecursionError) as error:
        raise refused("不是 JSON 文件", "no JSON") from error
    features = read.get("features") if isinstance(read, dict) else None
    if not isinstance(features, list) or read.get("type") != "FeatureCollection":
        raise refused("不是 GeoJSON 的 FeatureCollection", "no FeatureCollection")
    return features


def _text_of(raw: bytes) -> str:
    """Raises ValueError for what is neither UTF-8 nor GB18030."""
    try:
        return raw.decode("utf-8-sig")
    except UnicodeDecodeError:
        return raw.decode("gb18030")


def _code_of(feature: Any, number: int) -> str:
    properties = feature.get("properties") if isinstance(feature, dict) else None
    if not isinstance(properties, Mapping):
        raise refused(f"第 {number} 个要素没有属性", f"feature {number} has no properties")
    told = [_told(properties.get(name)) for name in _NAMED_BY]
    for one in told:
        if one.casefold() in _CODES:
            return _CODES[one.casefold()]
    named = next(filter(None, told), "—")
    raise refused(
        f"第 {number} 个要素 {named!r} 不是本市的县（市、区）",
        f"feature {number} is no county of the city, by its {', '.join(_NAMED_BY)}",
    )


def _told(value: object) -> str:
    if isinstance(value, float) and value.is_integer():
        value = int(value)
    return str(value).strip() if isinstance(value, str | int) else ""


def _polygons(feature: Any, number: int) -> Iterator[Polygon]:
    geometry = feature.get("geometry")
    kind = geometry.get("type") if isinstance(geometry, dict) else None
    if kind not in ("Polygon", "MultiPolygon"):
        raise refused(f"第 {number} 个要素不是面", f"feature {number} is no polygon")
    given = geometry.get("coordinates")
    parts = [given] if kind == "Polygon" else given
    try:
        for part in parts:
            rings = tuple(_ring(ring, number) for ring in part)
            if not rings:
                raise ValueError("no ring")
            yield rings
    except (TypeError, ValueError, LookupError, OverflowError) as error:
        raise refused(
            f"第 {number} 个要素的坐标不成面", f"the rings of feature {number} are broken"
        ) from error


def _ring(positions: Any, number: int) -> Ring:
    """Return a ring without its repeated end. Raises ValueError where it is none."""
    ring = [(_degree(position[0]), _degree(position[1])) for position in positions]
    if ring and ring[0] == ring[-1]:
        ring.pop()
    for longitude, latitude in ring:
        if not (_WEST <= longitude <= _EAST and _SOUTH <= latitude <= _NORTH):
            raise _misplaced(longitude, latitude, number)
    if len(set(ring)) < 3:
        raise ValueError("fewer than three corners")
    return tuple(ring)


def _degree(value: Any) -> float:
    if isinstance(value, bool) or not isinstance(value, int | float) or not isfinite(value):
        raise ValueError(value)
    return float(value)


def _misplaced(x: float, y: float, number: int) -> SetupRefused:
    where = f"第 {number} 个要素的坐标 {x:g}, {y:g}"
    if _SOUTH <= x <= _NORTH and _WEST <= y <= _EAST:
        return refused(
            f"{where} 把纬度写在前面；应先经度后纬度", "latitude stands before longitude"
        )
    if abs(x) > 180 or abs(y) > 90:
        return refused(
            f"{where} 不是经纬度（像是投影坐标）", "projected coordinates, not degrees"
        )
    return refused(f"{where} 不在丽水一带", "far from Lishui")
