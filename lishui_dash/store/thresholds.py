"""Changes of thresholds, as they are kept: only what differs from the declaration.

Nothing is deleted or overwritten: who goes back to what was declared adds a change.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

from lishui_dash.spec import Line, ThresholdChange, Words
from lishui_dash.store.engine import Reader, Transaction

_LINES = {line.value: line for line in Line}


def changes_of(
    reader: Reader, known_at: datetime | None = None, indicator: str | None = None
) -> tuple[ThresholdChange, ...]:
    """Return the changes made by `known_at` (None: all), in the order of their numbers."""
    rows = reader.query(
        """
        SELECT
            number, indicator, valid_from, figures, reason_hans, reason_en, by_whom,
            changed_at
        FROM threshold_change
        WHERE ($known_at IS NULL OR changed_at <= $known_at)
            AND ($indicator IS NULL OR indicator = $indicator)
        ORDER BY number
        """,
        {"known_at": known_at, "indicator": indicator},
    )
    return tuple(
        ThresholdChange(
            number,
            name,
            valid_from,
            # A line that this version does not know is of a kind that it does not know.
            tuple((_LINES[n], figure) for n, figure in figures.items() if n in _LINES),
            Words(hans, en),
            by,
            at,
        )
        for number, name, valid_from, figures, hans, en, by, at in rows
    )


def record_change(transaction: Transaction, change: ThresholdChange) -> ThresholdChange:
    """Write a change down under the next number; return it with its number."""
    [(number,)] = transaction.query(
        "SELECT coalesce(max(number), 0) + 1 FROM threshold_change"
    )
    transaction.execute(
        """
        INSERT INTO threshold_change (
            number, indicator, valid_from, figures, reason_hans, reason_en, by_whom,
            changed_at
        )
        VALUES (
            $number, $indicator, $valid_from,
            map(CAST($names AS VARCHAR[]), CAST($figures AS DOUBLE[])),
            $reason_hans, $reason_en, $by_whom, $changed_at
        )
        """,
        {
            "number": number,
            "indicator": change.indicator,
            "valid_from": change.valid_from,
            "names": [line.value for line, _ in change.figures],
            "figures": [figure for _, figure in change.figures],
            "reason_hans": change.reason.hans,
            "reason_en": change.reason.en,
            "by_whom": change.by,
            "changed_at": change.at,
        },
    )
    return replace(change, number=int(number))
