"""What becomes of readings when they are judged anew, counted."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date

from lishui_dash.readings.reading import WORST_FIRST, Reading, Status
from lishui_dash.readings.thresholds import Rejudged


@dataclass(frozen=True)
class Turned:
    """So many readings of the city and of places were `before` and are `now`."""

    before: Status
    now: Status
    number: int

    @property
    def is_worse(self) -> bool:
        return WORST_FIRST.index(self.now) < WORST_FIRST.index(self.before)


@dataclass(frozen=True)
class Changed:
    """What a change has done, or would do.

    `number` is the number of the change; 0 where nothing is stored. `days` were judged
    anew, with `readings_n` readings of the city and of places on them. `about` and
    `detail` are what the audit is told.
    """

    number: int
    days: tuple[date, ...]
    readings_n: int
    turned: tuple[Turned, ...]
    about: str
    detail: str

    @property
    def worse_n(self) -> int:
        return sum(one.number for one in self.turned if one.is_worse)

    @property
    def better_n(self) -> int:
        return sum(one.number for one in self.turned if not one.is_worse)


Tell = Callable[[Changed], None]
"""Is told what a change does before it is kept: where it raises, nothing is changed."""


def nobody(_: Changed) -> None:
    """Be told, and tell nobody."""


def changed(number: int, rejudged: Iterable[Rejudged], about: str, detail: str) -> Changed:
    """Count what has become of readings; those of single items stand in their places'."""
    days: set[date] = set()
    turns: Counter[tuple[Status, Status]] = Counter()
    readings_n = 0
    for before, now in rejudged:
        days.add(now.as_of)
        if not now.item:
            readings_n += 1
            if before.status is not now.status:
                turns[before.status, now.status] += 1
    turned = [Turned(*statuses, number) for statuses, number in turns.items()]
    turned.sort(key=lambda one: (WORST_FIRST.index(one.now), WORST_FIRST.index(one.before)))
    return Changed(number, tuple(sorted(days)), readings_n, tuple(turned), about, detail)


def paired(before: Iterable[Reading], after: Iterable[Reading]) -> list[Rejudged]:
    """Return the readings of the same figure side by side; what was not known before is as
    if it had been as it is."""
    known = {(r.as_of, r.place, r.item): r for r in before}
    return [(known.get((r.as_of, r.place, r.item), r), r) for r in after]
