"""A boundary file in which every county is a square: no outline is real."""

from __future__ import annotations

from math import cos, sin
from typing import Any

from lishui_dash.catalogue.places import COUNTIES

Position = list[float]


def square(at: int, points: int = 1) -> list[Position]:
    """Return a square of a grid of three by three, each side with so many points."""
    west, south = 119 + at % 3 * 0.5, 27.5 + at // 3 * 0.5
    step = 0.5 / points
    sides = [(1, 0), (0, 1), (-1, 0), (0, -1)]
    x, y, ring = west, south, [[west, south]]
    for across, up in sides:
        for _ in range(points):
            x, y = x + across * step, y + up * step
            ring.append([round(x, 9), round(y, 9)])
    return ring


def feature(ring: list[Position], **properties: object) -> dict[str, Any]:
    geometry = {"type": "Polygon", "coordinates": [ring]}
    return {"type": "Feature", "properties": properties, "geometry": geometry}


def squares(points: int = 1) -> dict[str, Any]:
    features = [feature(square(at, points), code=c) for at, c in enumerate(COUNTIES)]
    return {"type": "FeatureCollection", "features": features}


def wavy(ring: list[Position]) -> list[Position]:
    """Bend a ring, the same way at the same place, so that shared sides stay shared."""
    return [
        [x + 0.02 * sin(60 * y) + 0.005 * sin(900 * y), y + 0.02 * cos(60 * x)]
        for x, y in ring
    ]
