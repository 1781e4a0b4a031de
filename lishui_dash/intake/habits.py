"""How a unit is known to head its sheets: what its clerks have said before, once."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from lishui_dash.intake.arrival import Arrival
from lishui_dash.intake.examine import Judged
from lishui_dash.intake.masking import masked_text, without_numbers
from lishui_dash.store.engine import Reader, Transaction
from lishui_dash.store.remembered import (
    remember_headings,
    remembered_feeds,
    remembered_headings,
)

_OF_HEADINGS = frozenset(
    ("missing_column", "unknown_column", "unknown_feed", "ambiguous_feed")
)
"""Problems that another meaning of the headings may solve."""


def as_remembered(reader: Reader, arrival: Arrival, judged: Judged) -> Iterator[Arrival]:
    """Yield the arrival with the headings its unit is known for, where that may help.

    What the clerk says now goes before what was said then. A file whose report could not be
    told may be any of those that the unit has explained.
    """
    unit = _unit_of(arrival, judged)
    if unit is None or not any(p.rule in _OF_HEADINGS for p in judged.problems):
        return
    is_told = judged.feed is not None
    feeds = (judged.feed.name,) if judged.feed else remembered_feeds(reader, unit)
    for feed in feeds:
        mapping = {**remembered_headings(reader, feed, unit), **arrival.mapping}
        if mapping != arrival.mapping:
            named = arrival.feed if is_told else feed
            yield replace(arrival, mapping=mapping, feed=named)


def remember(transaction: Transaction, arrival: Arrival, judged: Judged) -> None:
    """Remember what the clerk said of the headings of an accepted file.

    A heading that tells of a person is asked about again: it is that of one file.
    """
    unit = _unit_of(arrival, judged)
    mapping = {
        heading: column
        for heading, column in arrival.mapping.items()
        if without_numbers(masked_text(heading)) == heading
    }
    if not mapping or judged.feed is None or unit is None:
        return
    remember_headings(
        transaction,
        judged.feed.name,
        unit,
        mapping,
        since=arrival.received_at,
        sender=masked_text(arrival.sender),
    )


def _unit_of(arrival: Arrival, judged: Judged) -> str | None:
    """Return the one unit that sends the file, or that it speaks for."""
    units = {part.unit.code for part in judged.slices}
    return arrival.unit or (units.pop() if len(units) == 1 else judged.unit)
