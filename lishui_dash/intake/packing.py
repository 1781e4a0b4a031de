"""Boxes, cases and litres become the base unit of each item.

How many are in a box, the packing in the same row has to say: 50只/盒, 20只/盒,40盒/箱,
25L/桶, 500ml. Without it nothing is guessed, not even from the usual size of a box.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass

from lishui_dash.intake.note import plain
from lishui_dash.intake.numerals import NUMERALS, numeral

Lookup = Callable[[str], str | None]
"""The code of a unit as written, or None."""

_UNIT = "人份|毫升|公升|ml|cc|升|l|[\u4e00-\u9fff]"
_COUNT = r"(?P<n>\d+(?:\.\d+)?)"
_OF = re.compile(
    rf"{_COUNT}\s*(?P<unit>{_UNIT})\s*(?:装)?\s*[/每]\s*(?:一|1)?\s*(?P<box>{_UNIT})"
)
_EACH = re.compile(
    rf"(?:每|一|1)\s*(?P<box>{_UNIT})\s*(?:内装|内有|装|有|共|=|:)?\s*{_COUNT}\s*(?P<unit>{_UNIT})"
)
_CHAIN = re.compile(
    rf"{_COUNT}\s*(?P<unit>{_UNIT})\s*[*x×]\s*(?P<boxes>\d+)\s*(?P<box>{_UNIT})"
    rf"(?:\s*/\s*(?:一|1)?\s*(?P<outer>{_UNIT}))?"
)
_ALONE = re.compile(rf"{_COUNT}\s*(?P<unit>{_UNIT})\s*(?:装)?")
_HAN_COUNT = re.compile(rf"[{NUMERALS}]+(?=\s*(?:{_UNIT})\s*[/每装])")
_ANY = ""
"""The box of a packing that names none: 500ml."""
_DEEPEST = 4
_LONGEST = 200


@dataclass(frozen=True)
class Packing:
    """`inside` tells how many of which unit one box holds; the box "" is any."""

    inside: Mapping[str, tuple[float, str]]

    def factor(
        self, unit: str, base: str, fixed: Mapping[tuple[str, str], float], depth: int = 0
    ) -> float | None:
        """Return how many base units one unit is; None where that is not said."""
        if unit == base:
            return 1.0
        if depth > _DEEPEST:
            return None
        held = self.inside.get(unit)
        if held is None and (unit, base) in fixed:
            return fixed[unit, base]
        held = held or (self.inside.get(_ANY) if depth == 0 else None)
        if held is None or held[1] == unit:
            return None
        rest = self.factor(held[1], base, fixed, depth + 1)
        return None if rest is None else held[0] * rest


def read_packing(text: str, lookup: Lookup) -> Packing:
    """Return what a specification says of boxes; where it says two things, neither."""
    written = _HAN_COUNT.sub(_digits, plain(text[:_LONGEST]).lower())
    found: dict[str, tuple[float, str]] = {}
    doubtful: set[str] = set()

    def add(box: str, count: str, unit: str) -> None:
        held_in, held = lookup(box) if box else _ANY, lookup(unit)
        if held_in is None or held is None:
            return
        inside = (float(count), held)
        if found.setdefault(held_in, inside) != inside:
            doubtful.add(held_in)

    for chain in _CHAIN.finditer(written):
        add(chain["box"], chain["n"], chain["unit"])
        add(chain["outer"] or _ANY, chain["boxes"], chain["box"])
    rest = _CHAIN.sub(" ", written)
    for pattern in (_OF, _EACH):
        for one in pattern.finditer(rest):
            add(one["box"], one["n"], one["unit"])
        rest = pattern.sub(" ", rest)
    if not found:
        for one in _ALONE.finditer(rest):
            add(_ANY, one["n"], one["unit"])
    return Packing({box: held for box, held in found.items() if box not in doubtful})


def _digits(found: re.Match[str]) -> str:
    value = numeral(found[0])
    return found[0] if value is None else str(value)
