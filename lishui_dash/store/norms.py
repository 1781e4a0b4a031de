"""The norms of protective gear in force: what the catalogue has, and what was changed.

The table `ppe_norm` is made from both, one row for each stretch of days on which a norm
holds, so that a past day is told by the norm of that day.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date, datetime
from itertools import pairwise

from lishui_dash.catalogue.ppe_norms import PPE_NORMS
from lishui_dash.spec import Words
from lishui_dash.store.engine import Reader, Transaction
from lishui_dash.store.registers import write_reference


@dataclass(frozen=True)
class NormChange:
    """From the business day `valid_from` on somebody at a post of this type needs so much
    of an item a shift, until a later change says otherwise. 0: none is needed."""

    number: int
    post_type: str
    item: str
    valid_from: date
    quantity: float
    reason: Words
    by: str
    at: datetime

    @property
    def norm(self) -> tuple[str, str]:
        """What is changed: the norm of an item at a type of post."""
        return self.post_type, self.item


@dataclass(frozen=True)
class Norm:
    """`quantity` of an item for each shift at a post of a type, from `first` to before
    `until`."""

    post_type: str
    item: str
    quantity: float
    first: date
    until: date


def norm_changes_of(
    reader: Reader, known_at: datetime | None = None
) -> tuple[NormChange, ...]:
    """Return the changes made by `known_at` (None: all), in the order of their numbers."""
    rows = reader.query(
        """
        SELECT
            number, post_type, item_code, valid_from, qty_per_person_day, reason_hans,
            reason_en, by_whom, changed_at
        FROM ppe_norm_change
        WHERE $known_at IS NULL OR changed_at <= $known_at
        ORDER BY number
        """,
        {"known_at": known_at},
    )
    return tuple(
        NormChange(number, post_type, item, day, quantity, Words(hans, en), by, at)
        for number, post_type, item, day, quantity, hans, en, by, at in rows
    )


def record_norm_change(transaction: Transaction, change: NormChange) -> NormChange:
    """Write a change down under the next number; return it with its number."""
    [(number,)] = transaction.query(
        "SELECT coalesce(max(number), 0) + 1 FROM ppe_norm_change"
    )
    transaction.execute(
        """
        INSERT INTO ppe_norm_change (
            number, post_type, item_code, valid_from, qty_per_person_day, reason_hans,
            reason_en, by_whom, changed_at
        )
        VALUES (
            $number, $post_type, $item, $valid_from, $quantity, $reason_hans, $reason_en,
            $by_whom, $changed_at
        )
        """,
        {
            "number": number,
            "post_type": change.post_type,
            "item": change.item,
            "valid_from": change.valid_from,
            "quantity": change.quantity,
            "reason_hans": change.reason.hans,
            "reason_en": change.reason.en,
            "by_whom": change.by,
            "changed_at": change.at,
        },
    )
    return replace(change, number=int(number))


def remake_norms(transaction: Transaction) -> None:
    """Make the table of norms anew from the catalogue and all changes."""
    norms = norms_with(norm_changes_of(transaction))
    write_reference(
        transaction,
        {"ppe_norm": [(n.post_type, n.item, n.quantity, n.first, n.until) for n in norms]},
    )


def norms_with(changes: Iterable[NormChange]) -> Iterator[Norm]:
    """Yield every norm that ever held, by type of post and item, the oldest first."""
    begins = {
        (post_type, item): {date.min: quantity}
        for post_type, norms in PPE_NORMS.items()
        for item, quantity in norms.items()
    }
    for change in sorted(changes, key=lambda change: change.number):
        held = begins.setdefault((change.post_type, change.item), {date.min: 0.0})
        held[change.valid_from] = change.quantity
    for (post_type, item), held in begins.items():
        for first, until in pairwise([*sorted(held), date.max]):
            yield Norm(post_type, item, held[first], first, until)


@dataclass(frozen=True)
class NormShift:
    """A norm as a change finds it on its first day, and the change that holds from a later
    day on instead; None: there is none."""

    before: float
    until: NormChange | None


def norm_shift_of(changes: Iterable[NormChange], change: NormChange) -> NormShift:
    """Return what a change finds beside the `changes` made before it."""
    own = [one for one in changes if one.norm == change.norm]
    norms = norms_on(own, change.valid_from)
    return NormShift(
        norms.get(change.post_type, {}).get(change.item, 0.0),
        next_of(own, change.valid_from),
    )


def next_of(changes: Iterable[NormChange], day: date) -> NormChange | None:
    """Return which of the changes of one norm is the next to begin after a day."""
    later = (one for one in changes if one.valid_from > day)
    return min(later, key=lambda one: (one.valid_from, -one.number), default=None)


def norms_on(changes: Iterable[NormChange], day: date) -> dict[str, dict[str, float]]:
    """Return the norms in force on a day by type of post and item; none is 0."""
    found: dict[str, dict[str, float]] = {}
    for norm in norms_with(changes):
        if norm.first <= day < norm.until and norm.quantity > 0:
            found.setdefault(norm.post_type, {})[norm.item] = norm.quantity
    return found
