"""Which causes come in a soak: a fixed order, so that two runs meet the same."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import cycle, islice

from tests.cuttable import Cut

CHANGES_A_MINUTE = 5000 / 60
RESTARTS_A_MINUTE = 1
CUTS_A_MINUTE = 2.5
RELOADS_A_MINUTE = 0.1

RESTART, CUT, RELOAD = "restart", "cut", "reload"

_KINDS = (Cut.REFUSED, Cut.HALF_OPEN, Cut.SLOW, Cut.DROPPED)
_CUT_SECONDS = (19, 5, 2, 7, 3, 4, 2)
"""Of another number than the kinds: in the long run each kind has each length."""
_AWAY_SECONDS = (1, 5, 2, 15, 8)
_IS_KILLED = (False, True, False)


@dataclass(frozen=True)
class Planned:
    """One cause: `seconds` is how long the line is cut or the server stays away.

    `is_killed`: the server is not asked to stop. `with_reload`: the browser's page is
    loaded anew meanwhile.
    """

    what: str
    seconds: int = 0
    kind: Cut | None = None
    is_killed: bool = False
    with_reload: bool = False

    def __str__(self) -> str:
        how = self.kind.value if self.kind else "killed" if self.is_killed else ""
        reload = "with a reload" if self.with_reload else ""
        seconds = f"{self.seconds} s" if self.seconds else ""
        return " ".join(part for part in (self.what, how, seconds, reload) if part)


def changes_of(minutes: float) -> int:
    return round(CHANGES_A_MINUTE * minutes)


def causes_of(minutes: float) -> list[Planned]:
    """Return the causes of a soak, restarts spread evenly among cuts and reloads.

    At least one reload is among them: every second one, the first included, comes while
    the server is away.
    """
    reloads = max(1, round(RELOADS_A_MINUTE * minutes))
    restarts = _restarts(round(RESTARTS_A_MINUTE * minutes), (reloads + 1) // 2)
    others = _cuts(round(CUTS_A_MINUTE * minutes))
    others = _merged(others, [Planned(RELOAD)] * (reloads // 2))
    return _merged(others, restarts)


def _restarts(count: int, reloads: int) -> list[Planned]:
    ways = zip(cycle(_AWAY_SECONDS), cycle(_IS_KILLED), strict=False)
    step = max(1, count // max(1, reloads))
    return [
        Planned(RESTART, seconds, None, killed, place % step == step - 1)
        for place, (seconds, killed) in enumerate(islice(ways, count))
    ]


def _cuts(count: int) -> list[Planned]:
    ways = zip(cycle(_KINDS), cycle(_CUT_SECONDS), strict=False)
    return [Planned(CUT, seconds, kind) for kind, seconds in islice(ways, count)]


def _merged(many: Sequence[Planned], few: Sequence[Planned]) -> list[Planned]:
    """Return both in their order, the few spread evenly among the many."""
    placed = [((at + 0.5) / len(many), 0, cause) for at, cause in enumerate(many)]
    placed += [((at + 0.5) / len(few), 1, cause) for at, cause in enumerate(few)]
    return [cause for _, _, cause in sorted(placed, key=lambda one: one[:2])]
