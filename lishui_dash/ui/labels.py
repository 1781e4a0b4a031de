"""Labels of a map keep clear of each other: they give way, as little as they can."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import combinations

_ROUNDS = 250
_GAP = 3.0
_SLIP = 0.05
"""How much of the longer way is gone as well: labels that only push each other up and down
would stay wedged in a column."""


@dataclass(frozen=True)
class Box:
    """A label by its middle and its size."""

    x: float
    y: float
    width: float
    height: float


def spread(boxes: Sequence[Box], width: float, height: float) -> list[Box]:
    """Return the boxes moved apart, inside `width` by `height`, in the same order.

    Where there is no room for all, what is left overlaps.
    """
    moved = [_inside(box, width, height) for box in boxes]
    for _ in range(_ROUNDS):
        overlaps = [
            pair for pair in combinations(range(len(moved)), 2) if _gap(moved, pair)
        ]
        if not overlaps:
            break
        for first, second in overlaps:
            aside, down = _gap(moved, (first, second)) or (0.0, 0.0)
            moved[first] = _inside(_shifted(moved[first], -aside, -down), width, height)
            moved[second] = _inside(_shifted(moved[second], aside, down), width, height)
    return moved


def _gap(boxes: Sequence[Box], pair: tuple[int, int]) -> tuple[float, float] | None:
    """Return half of how far the second has to move, the shorter way; None for clear."""
    one, other = boxes[pair[0]], boxes[pair[1]]
    aside = (one.width + other.width) / 2 + _GAP - abs(other.x - one.x)
    down = (one.height + other.height) / 2 + _GAP - abs(other.y - one.y)
    if aside <= 0.01 or down <= 0.01:
        return None
    aside = aside if other.x >= one.x else -aside
    down = down if other.y >= one.y else -down
    if abs(aside) < abs(down):
        return aside / 2, down / 2 * _SLIP
    return aside / 2 * _SLIP, down / 2


def _shifted(box: Box, aside: float, down: float) -> Box:
    return replace(box, x=box.x + aside, y=box.y + down)


def _inside(box: Box, width: float, height: float) -> Box:
    return replace(
        box,
        x=min(max(box.x, box.width / 2), max(width - box.width / 2, box.width / 2)),
        y=min(max(box.y, box.height / 2), max(height - box.height / 2, box.height / 2)),
    )
