"""The statements that judge typed rows, generated from a feed's declaration.

Cells have been read before: what is asked here is whether each row keeps the rules, and
which keys come twice. The rows are not fetched again, only the places of those at fault.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from lishui_dash.spec import Feed, Privacy, Rule

INCOMING = "incoming"
"""The name under which the statements read the typed rows, numbered by `place`."""


@dataclass(frozen=True)
class Check:
    """One demand on a row, and the column that a problem is shown at."""

    column: str
    rule: Rule


@dataclass(frozen=True)
class Statement:
    """`broken` yields (place, the numbers of the checks broken); "" where none is made.

    `twice` yields whether any key may come again, and `doubled` (place, first place,
    whether the rows differ) for those that do.
    """

    checks: tuple[Check, ...]
    broken: str
    twice: str
    doubled: str
    names_day: bool
    """whether `broken` names $operating_day"""


def statement_for(feed: Feed) -> Statement:
    """Return the statements for typed rows of a feed."""
    checks = tuple(_checks(feed))
    broken = _sql_for_broken(checks) if checks else ""
    keys = ", ".join(feed.key)
    print_ = f"hash({keys})"
    filled = " AND ".join(f"{name} IS NOT NULL" for name in feed.key)
    # A masked name beside the same number is no other value: the number tells who it is.
    told = ", ".join(c.name for c in feed.columns if c.privacy is not Privacy.MASK)
    twice = f"""
SELECT {print_} AS print
FROM {INCOMING}
WHERE {filled}
GROUP BY print
HAVING count(*) > 1
"""
    doubled = f"""
WITH twice AS (
    SELECT
        {", ".join(f"{name} AS key_{name}" for name in feed.key)},
        min(place) AS first_place,
        min(hash({told})) <> max(hash({told})) AS differ
    FROM {INCOMING}
    WHERE {print_} IN ({twice})
    GROUP BY {keys}
    HAVING count(*) > 1
)
SELECT r.place, twice.first_place, twice.differ
FROM {INCOMING} AS r
JOIN twice ON {" AND ".join(f"r.{name} = twice.key_{name}" for name in feed.key)}
ORDER BY r.place
"""
    return Statement(checks, broken, twice, doubled, "$operating_day" in broken)


def _sql_for_broken(checks: tuple[Check, ...]) -> str:
    tests = [f"NOT ({check.rule.holds})" for check in checks]
    any_broken = "\n    OR ".join(f"({test})" for test in tests)
    each = ",\n            ".join(
        f"CASE WHEN {test} THEN {number} END" for number, test in enumerate(tests)
    )
    return f"""
SELECT
    place,
    list_filter(
        [
            {each}
        ],
        lambda number: number IS NOT NULL
    ) AS broken
FROM {INCOMING}
WHERE {any_broken}
ORDER BY place
"""


def _checks(feed: Feed) -> Iterator[Check]:
    for column in feed.columns:
        for rule in column.rules:
            yield Check(column.name, rule)
    for rule in feed.rules:
        named = [name for name in feed.column_names if name in rule.holds]
        yield Check(named[0] if named else feed.key[0], rule)
