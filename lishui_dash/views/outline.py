"""Polygons become paths of a drawing of a few kilobytes.

Borders that two counties share stay shared: rings are cut where counties meet, and a
stretch between two such points is thinned the same way for both, so that no gap opens.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from math import cos, radians

import numpy as np
from numpy.typing import NDArray

from lishui_dash.views.boundary import Point, Polygon, Ring, refused

FINE = 4
"""Steps of the drawing in one unit of its size: paths are whole steps."""
_MARGIN = 2 * FINE
_MOST_CHARACTERS = 32_000
_MOST_CORNERS = 30_000
"""More than that would not be thinned enough, and would take seconds to try."""
_NOTHING = 1e-9
_FINENESS = ((1, 1.0), (1, 3.0), (2, 4.0), (4, 6.0), (8, 12.0))
"""The grid of the corners and how far a border may move, in steps: the finest that is
small enough. A coarser grid brings together borders of two counties drawn apart."""
_LABEL_TOLERANCE = 5.0
_SEARCHED = np.linspace(-1, 1, 15)
_FLAT = 0.55
"""Labels are wide: room to the side counts for less than room above and below."""

Step = tuple[int, int]
_Line = tuple[Step, ...]
_Array = NDArray[np.float64]


@dataclass(frozen=True)
class Outline:
    """A place in the drawing. `path` is SVG path data in steps of 1/FINE; `x` and `y` are
    where its name stands, in units of the drawing."""

    place: str
    path: str
    x: float
    y: float


def outlines_of(
    polygons: Mapping[str, Sequence[Polygon]], width: int, height: int
) -> tuple[Outline, ...]:
    """Return the outlines of all places, fitted into `width` by `height`.

    Raises SetupRefused for what cannot be drawn in a few kilobytes.
    """
    for grid, tolerance in _FINENESS:
        rings = _fitted(polygons, width * FINE, height * FINE, grid)
        if sum(len(ring) for given in rings.values() for ring in given) > _MOST_CORNERS:
            continue
        thinned = _thinned(rings, tolerance)
        paths = {place: "".join(map(_path, lines)) for place, lines in thinned.items()}
        if sum(map(len, paths.values())) <= _MOST_CHARACTERS:
            return tuple(_outline(p, paths[p], lines) for p, lines in thinned.items())
    raise refused("边界过于零碎，请先简化", "too fragmented, simplify it first")


def _outline(place: str, path: str, lines: Sequence[_Line]) -> Outline:
    x, y = _label(max(lines, key=lambda line: abs(_area(line))))
    return Outline(place, path, x / FINE, y / FINE)


def _fitted(
    polygons: Mapping[str, Sequence[Polygon]], width: int, height: int, grid: int
) -> dict[str, list[_Line]]:
    """Return each place's rings in whole steps, north above, without those of no size."""
    rings = {
        place: [ring for polygon in given for ring in polygon]
        for place, given in polygons.items()
    }
    points = [point for given in rings.values() for ring in given for point in ring]
    west, east = min(x for x, _ in points), max(x for x, _ in points)
    south, north = min(y for _, y in points), max(y for _, y in points)
    narrow = cos(radians((south + north) / 2))
    scale = min(
        (width - 2 * _MARGIN) / max((east - west) * narrow, _NOTHING),
        (height - 2 * _MARGIN) / max(north - south, _NOTHING),
    )
    left = (width - (east - west) * narrow * scale) / 2
    top = (height - (north - south) * scale) / 2

    def step(point: Point) -> Step:
        x, y = left + (point[0] - west) * narrow * scale, top + (north - point[1]) * scale
        return round(x / grid) * grid, round(y / grid) * grid

    fitted = {}
    for place, given in rings.items():
        lines = [_without_repeats(map(step, ring)) for ring in given]
        fitted[place] = [line for line in lines if _area(line)] or [_dot(step, given)]
    return fitted


def _dot(step: Callable[[Point], Step], rings: Sequence[Ring]) -> _Line:
    """Return the smallest area that can be drawn, for a place that would be none."""
    x, y = step(rings[0][0])
    return (x, y), (x + 1, y), (x, y + 1)


def _without_repeats(points: Iterable[Step]) -> _Line:
    kept: list[Step] = []
    for point in points:
        if not kept or point != kept[-1]:
            kept.append(point)
    while len(kept) > 1 and kept[0] == kept[-1]:
        kept.pop()
    return tuple(kept)


def _area(line: Sequence[Step]) -> float:
    pairs = zip(line, (*line[1:], *line[:1]), strict=True)
    return sum(x * b - a * y for (x, y), (a, b) in pairs) / 2


def _thinned(
    rings: Mapping[str, Sequence[_Line]], tolerance: float
) -> dict[str, list[_Line]]:
    meets = _meetings([ring for given in rings.values() for ring in given])
    thinned: dict[str, list[_Line]] = {}
    for place, given in rings.items():
        lines = [_thin_ring(ring, meets, tolerance) for ring in given]
        thinned[place] = [line for line in lines if _area(line)]
        thinned[place] = thinned[place] or [max(given, key=lambda line: abs(_area(line)))]
    return thinned


def _meetings(rings: Sequence[_Line]) -> set[Step]:
    """Return the points at which a shared border begins or ends."""
    members: dict[Step, set[int]] = {}
    for number, ring in enumerate(rings):
        for point in ring:
            members.setdefault(point, set()).add(number)
    found = set()
    for ring in rings:
        for at, point in enumerate(ring):
            beside = members[ring[at - 1]], members[ring[(at + 1) % len(ring)]]
            if any(not members[point] <= others for others in beside):
                found.add(point)
    return found


def _thin_ring(ring: _Line, meets: set[Step], tolerance: float) -> _Line:
    cuts = [at for at, point in enumerate(ring) if point in meets]
    cuts = cuts or [ring.index(min(ring))]
    turned = ring[cuts[0] :] + ring[: cuts[0] + 1]
    ends = [at - cuts[0] for at in cuts] + [len(ring)]
    kept: list[Step] = []
    for start, end in pairwise(ends):
        kept += _thin_stretch(turned[start : end + 1], tolerance)[:-1]
    return _without_repeats(kept)


def _thin_stretch(line: _Line, tolerance: float) -> _Line:
    """Thin a line by Douglas and Peucker; the same from either end."""
    if len(line) < 3:
        return line
    back = line[::-1]
    if back < line:
        return _thin_stretch(back, tolerance)[::-1]
    points = np.array(line, dtype=float)
    keep = {0, len(line) - 1}
    waiting = [(0, len(line) - 1)]
    while waiting:
        first, last = waiting.pop()
        if last - first < 2:
            continue
        away = _distances(points[first + 1 : last], points[first], points[last])
        if away.max() > tolerance:
            at = first + 1 + int(away.argmax())
            keep.add(at)
            waiting += [(first, at), (at, last)]
    return tuple(line[at] for at in sorted(keep))


def _distances(points: _Array, start: _Array, end: _Array) -> _Array:
    """Return how far each point is from the stretch between two others."""
    along = end - start
    length = float(along @ along)
    share = (
        np.clip((points - start) @ along / length, 0, 1)
        if length
        else np.zeros(len(points))
    )
    beside = points - start - share[:, None] * along
    return np.hypot(beside[:, 0], beside[:, 1])


def _path(line: _Line) -> str:
    """Return path data of differences, in characters that an address may hold."""
    (x, y), *rest = line
    said = [f"M{x},{y}l"]
    for a, b in rest:
        said.append(f"{a - x},{b - y},")
        x, y = a, b
    return "".join(said).rstrip(",") + "z"


def _label(ring: _Line) -> Point:
    """Return the point inside a ring that is farthest from its border, roughly."""
    rough = _thin_ring(ring, set(), _LABEL_TOLERANCE)
    corners = np.array(rough if len(rough) > 2 else ring, dtype=float) * (_FLAT, 1)
    low, high = corners.min(axis=0), corners.max(axis=0)
    centre, half = (low + high) / 2, (high - low) / 2
    for _ in range(2):
        across, down = np.meshgrid(_SEARCHED, _SEARCHED)
        tried = centre + np.stack([across.ravel(), down.ravel()], axis=1) * half
        centre = tried[_room(tried, corners).argmax()]
        half = half * (_SEARCHED[1] - _SEARCHED[0])
    return float(centre[0]) / _FLAT, float(centre[1])


def _room(points: _Array, ring: _Array) -> _Array:
    """Return the distance of points to the border: negative for a point outside."""
    inside = np.zeros(len(points), dtype=bool)
    nearest = np.full(len(points), np.inf)
    x, y = points[:, 0], points[:, 1]
    for start, end in zip(ring, np.roll(ring, -1, axis=0), strict=True):
        (a, b), (c, d) = start, end
        if b != d:
            inside ^= ((b > y) != (d > y)) & (x < (c - a) * (y - b) / (d - b) + a)
        nearest = np.minimum(nearest, _distances(points, start, end))
    return np.where(inside, nearest, -nearest)
