"""An administrator changes what protects a person on duty: the norm of an item at a type
of post, with a reason and from a day on.

Shifts before that day keep the norm they had. The days it touches are taken again in the
same transaction.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from datetime import date, datetime
from math import isfinite

from lishui_dash.actions.change_asked import (
    check_seen,
    checked_name,
    checked_reason,
    checked_start,
    until_written,
)
from lishui_dash.actions.turned import Changed, Tell, changed, nobody, paired
from lishui_dash.catalogue import Catalogue
from lishui_dash.catalogue.codes.posts import POST_TYPE
from lishui_dash.catalogue.supplies import ITEMS
from lishui_dash.errors import ChangeRefused
from lishui_dash.readings.reading import Reading
from lishui_dash.readings.recall import recall, write_changed
from lishui_dash.readings.refresh import knowledge_after, take_all
from lishui_dash.readings.reporting import opened_days
from lishui_dash.spec import Indicator, Words
from lishui_dash.store.engine import Engine, Reader
from lishui_dash.store.norms import (
    NormChange,
    NormShift,
    norm_changes_of,
    norm_shift_of,
    record_norm_change,
    remake_norms,
)

MOST_A_SHIFT = 100
"""Nobody needs more of an item in a shift."""
PLACES = 3
"""Decimals of a norm: disinfectant is measured in litres, a shift uses 0.02 of one."""

_READS_NORMS = re.compile(r"\bppe_norm\b")


@dataclass(frozen=True)
class NormAsked:
    """Let somebody at a post of this type need so much of an item a shift, from a business
    day on. 0: none is needed. `seen` is the number of the last change of this norm that
    whoever asks knew of, 0 of none."""

    post_type: str
    item: str
    quantity: float
    valid_from: date
    reason: Words
    by: str
    seen: int


def indicators_by_norm(catalogue: Catalogue) -> tuple[Indicator, ...]:
    """Return the indicators that hold anything against the norms."""
    return tuple(i for i in catalogue.indicators.values() if _READS_NORMS.search(i.sql))


def change_norm(
    engine: Engine, asked: NormAsked, at: datetime, tell: Tell = nobody
) -> Changed:
    """Store a change and take the days it touches again, all of it or nothing.

    `tell` writes `about` and `detail` of what comes back into the audit. Raises
    ChangeRefused, which says what is wrong and how to mend it; ChangedMeanwhile where what
    `asked` has seen is not the last.
    """
    catalogue = engine.catalogue
    change = NormChange(
        0,
        *_checked_key(asked),
        checked_start(asked.valid_from, at),
        _checked_quantity(asked.quantity),
        checked_reason(asked.reason),
        checked_name(asked.by),
        at,
    )
    indicators = indicators_by_norm(catalogue)
    with engine.writing() as transaction:
        shift = _shift(transaction, change, asked.seen)
        delivery_no, known_at = knowledge_after(transaction, at)
        change = record_norm_change(transaction, replace(change, at=known_at))
        remake_norms(transaction)
        days = [day for day in opened_days(transaction) if day >= change.valid_from]
        before = _known(transaction, indicators, days)
        taken = take_all(transaction, catalogue, dict.fromkeys(days, indicators))
        write_changed(transaction, taken, delivery_no, known_at)
        rejudged = paired(before, taken)
        done = changed(change.number, rejudged, asked.post_type, _detail(change, shift))
        tell(done)
    return done


def _shift(reader: Reader, change: NormChange, seen: int) -> NormShift:
    """Return what a change finds beside those that are stored, of which the last of the
    same norm was seen."""
    stored = norm_changes_of(reader)
    for one in reversed(stored):
        if one.norm == change.norm:
            check_seen(seen, one.number, one.by)
            break
    return norm_shift_of(stored, change)


def _known(
    reader: Reader, indicators: tuple[Indicator, ...], days: list[date]
) -> list[Reading]:
    if not days:
        return []
    number = (days[-1] - days[0]).days + 1
    return [
        reading
        for indicator in indicators
        for reading in recall(reader, days[-1], indicator=indicator.name, days=number)
    ]


def _checked_key(asked: NormAsked) -> tuple[str, str]:
    if asked.post_type not in {code.code for code in POST_TYPE.codes}:
        raise ChangeRefused(
            Words(
                f"没有点位类型 {asked.post_type}，请从列表中选择",
                f"there is no type of post {asked.post_type}: choose one of the list",
            )
        )
    item = ITEMS.get(asked.item)
    if item is None or item.kind == "durable":
        raise ChangeRefused(
            Words(
                f"{asked.item} 不是会消耗的物资，请从列表中选择",
                f"{asked.item} is nothing that is used up: choose one of the list",
            )
        )
    return asked.post_type, asked.item


def _checked_quantity(quantity: float) -> float:
    if not (isfinite(quantity) and 0 <= quantity <= MOST_A_SHIFT):
        raise ChangeRefused(
            Words(
                f"每人每班用量应在 0 到 {MOST_A_SHIFT} 之间",
                f"a shift uses between 0 and {MOST_A_SHIFT}",
            )
        )
    if round(quantity, PLACES) != quantity:
        raise ChangeRefused(
            Words(
                f"每人每班用量最多写 {PLACES} 位小数",
                f"write what a shift uses with {PLACES} decimals at most",
            )
        )
    return quantity


def _detail(change: NormChange, shift: NormShift) -> str:
    """Return "第 1 号，自 2020-03-02 起：高速卡口 口罩每人每班 2 → 3 只；理由：…"."""
    types = {code.code: code.words.hans for code in POST_TYPE.codes}
    item = ITEMS[change.item]
    was = "" if shift.before == change.quantity else f"{shift.before:g} → "
    return (
        f"第 {change.number} 号，{until_written(change, shift.until)}："
        f"{types[change.post_type]} {item.words.hans}每人每班 "
        f"{was}{change.quantity:g} {item.unit_of_measure}；"
        f"理由：{change.reason.hans}"
    )
