"""Outlines become small drawings without gaps, with labels that can be read."""

from __future__ import annotations

import json
from math import cos, sin
from pathlib import Path

from lishui_dash.ui.labels import Box, spread
from lishui_dash.ui.maps import HEIGHT, WIDTH
from lishui_dash.views.boundary import polygons_of
from lishui_dash.views.outline import FINE, outlines_of
from tests.squares import squares, wavy

MOST_BYTES = 40_000


def test_borders_that_do_not_match_are_still_drawn(tmp_path: Path) -> None:
    content = squares(500)
    for at, one in enumerate(content["features"]):
        [ring] = one["geometry"]["coordinates"]
        shaken = [
            [x + 0.003 * sin(x * y * 1e5 + at), y + 0.003 * cos(at + x * 1e5)]
            for x, y in wavy(ring)
        ]
        one["geometry"]["coordinates"] = [shaken]
    path = tmp_path / "shaken.json"
    path.write_text(json.dumps(content))
    outlines = outlines_of(polygons_of(path), WIDTH, HEIGHT)
    assert sum(len(outline.path) for outline in outlines) <= MOST_BYTES


def corners(path: str) -> list[tuple[int, int]]:
    """Return the corners that path data lead through."""
    start, rest = path.removesuffix("z").split("l")
    x, y = map(int, start.removeprefix("M").split(","))
    numbers = list(map(int, rest.split(",")))
    found = [(x, y)]
    for across, down in zip(numbers[::2], numbers[1::2], strict=True):
        x, y = x + across, y + down
        found.append((x, y))
    return found


def test_no_gap_opens_between_neighbours(tmp_path: Path) -> None:
    content = squares(300)
    for one in content["features"]:
        [ring] = one["geometry"]["coordinates"]
        turned = wavy(ring)[:-1]
        one["geometry"]["coordinates"] = [turned[77:] + turned[:78]]
    path = tmp_path / "wavy.json"
    path.write_text(json.dumps(content))
    edges: dict[frozenset[tuple[int, int]], int] = {}
    thinned = 0
    for outline in outlines_of(polygons_of(path), WIDTH, HEIGHT):
        ring = corners(outline.path)
        thinned += len(ring)
        for pair in zip(ring, [*ring[1:], ring[0]], strict=True):
            edges[frozenset(pair)] = edges.get(frozenset(pair), 0) + 1
    assert thinned < 9 * 4 * 300 / 2
    # What one county alone is drawn by is the outer border: one ring, and no gap inside.
    outer = [side for side, counted in edges.items() if counted % 2]
    at = min(outer[0])
    while outer:
        [side] = [side for side in outer if at in side][:1] or [frozenset()]
        assert side, "the outer border is not one ring"
        outer.remove(side)
        [at] = side - {at}


def test_a_label_stands_inside_its_place_even_where_the_middle_does_not(
    tmp_path: Path,
) -> None:
    content = squares()
    west, south = 119.0, 27.5
    shape = [(0, 0), (0.5, 0), (0.5, 0.12), (0.12, 0.12), (0.12, 0.5), (0, 0.5), (0, 0)]
    bent = [[west + x, south + y] for x, y in shape]
    content["features"][0]["geometry"]["coordinates"] = [bent]
    path = tmp_path / "bent.json"
    path.write_text(json.dumps(content))
    first, *others = outlines_of(polygons_of(path), WIDTH, HEIGHT)
    points = corners(first.path)
    left, bottom = min(x for x, _ in points) / FINE, max(y for _, y in points) / FINE
    arm = 0.12 / 1.5 * HEIGHT
    assert first.x - left < arm or bottom - first.y < arm
    for other in others:
        ring = corners(other.path)
        middle = (min(x for x, _ in ring) + max(x for x, _ in ring)) / 2 / FINE
        assert abs(other.x - middle) < 8


def test_labels_give_way_to_each_other_and_stay_on_the_map() -> None:
    crowded = [Box(100 + n, 100 + n % 2, 80, 40) for n in range(6)]
    placed = spread(crowded, 424, 292)
    for at, one in enumerate(placed):
        assert one.width / 2 <= one.x <= 424 - one.width / 2
        assert one.height / 2 <= one.y <= 292 - one.height / 2
        for other in placed[at + 1 :]:
            assert (
                abs(one.x - other.x) >= (one.width + other.width) / 2
                or abs(one.y - other.y) >= (one.height + other.height) / 2
            )


def test_labels_that_are_clear_stay_where_they_are() -> None:
    clear = [Box(50, 50, 80, 40), Box(200, 50, 80, 40)]
    assert spread(clear, 424, 292) == clear
