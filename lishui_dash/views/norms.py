"""The norms of protective gear, in force on a day, and what was changed of them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from lishui_dash.catalogue.codes.posts import POST_TYPE
from lishui_dash.catalogue.ppe_norms import PPE_NORMS
from lishui_dash.catalogue.supplies import ITEMS
from lishui_dash.store.engine import Engine
from lishui_dash.store.norms import NormChange, next_of, norm_changes_of, norms_on
from lishui_dash.views.figures import moment_text
from lishui_dash.views.languages import Lang, say, text
from lishui_dash.views.moment import Moment
from lishui_dash.views.names import code_words


@dataclass(frozen=True)
class NormCell:
    """What a shift at one type of post needs of one item: "2", or "" where nothing.

    `was` is the declared figure where it is another one, `to_come` what it will be and
    from when where a change is to come, else "". `today` is what holds on the day of the
    clock, `newest` the number of the last change of it, 0 where there is none.
    """

    item: str
    shown: str
    was: str
    to_come: str
    today: float
    newest: int


@dataclass(frozen=True)
class NormRow:
    post_type: str
    name: str
    cells: tuple[NormCell, ...]


@dataclass(frozen=True)
class NormPast:
    """One change, the newest first."""

    number: int
    valid_from: str
    what: str
    reason: str
    by: str
    at: str


@dataclass(frozen=True)
class Norms:
    """`items` are the heads of the cells: code, name and unit of each item."""

    day: str
    items: tuple[tuple[str, str, str], ...]
    rows: tuple[NormRow, ...]
    history: tuple[NormPast, ...]


def norms_view(engine: Engine, moment: Moment, lang: Lang) -> Norms:
    """Return what every type of post needs of every item that is used up."""
    known_at = moment.known_at if moment.is_replay else None
    changes = norm_changes_of(engine, known_at)
    norms = norms_on(changes, moment.as_of)
    today = norms_on(changes, moment.now.date())
    items = [item for item in ITEMS.values() if item.kind != "durable"]
    return Norms(
        day=f"{moment.as_of:%Y-%m-%d}",
        items=tuple(
            (i.code, say(i.short, lang), say(code_words(i.unit_of_measure), lang))
            for i in items
        ),
        rows=tuple(
            NormRow(
                code.code,
                say(code.words, lang),
                tuple(
                    _cell(
                        norms,
                        today,
                        code.code,
                        item.code,
                        [c for c in changes if c.norm == (code.code, item.code)],
                        moment.as_of,
                        lang,
                    )
                    for item in items
                ),
            )
            for code in POST_TYPE.codes
        ),
        history=tuple(_past(change, lang) for change in reversed(changes)),
    )


def _cell(
    norms: Mapping[str, Mapping[str, float]],
    today: Mapping[str, Mapping[str, float]],
    post_type: str,
    item: str,
    changes: Sequence[NormChange],
    day: date,
    lang: Lang,
) -> NormCell:
    """Return one norm; `changes` are those of it, in the order of their numbers."""
    to_come = next_of(changes, day)
    quantity = norms.get(post_type, {}).get(item, 0.0)
    declared = PPE_NORMS.get(post_type, {}).get(item, 0.0)
    return NormCell(
        item,
        f"{quantity:g}" if quantity else "",
        f"{declared:g}" if declared != quantity else "",
        text(
            "thresholds.norm_to_come",
            lang,
            day=f"{to_come.valid_from:%Y-%m-%d}",
            quantity=f"{to_come.quantity:g}",
            number=to_come.number,
        )
        if to_come
        else "",
        today.get(post_type, {}).get(item, 0.0),
        changes[-1].number if changes else 0,
    )


def norm_text(change: NormChange, lang: Lang) -> str:
    """Return "卡口：N95 每人每班 2 只"; what is no longer known goes by its code."""
    item = ITEMS.get(change.item)
    said = text(
        "thresholds.norm",
        lang,
        post=say(code_words(change.post_type), lang),
        item=say(item.short, lang) if item else change.item,
        quantity=f"{change.quantity:g}",
        unit=say(code_words(item.unit_of_measure), lang) if item else "",
    )
    return " ".join(said.split())


def by_norm_text(change: NormChange, lang: Lang) -> str:
    """Return what moved a figure that a change of a norm moved."""
    return text(
        "changes.by_norm",
        lang,
        day=f"{change.valid_from:%Y-%m-%d}",
        what=norm_text(change, lang),
        by=change.by,
        at=moment_text(change.at),
        reason=say(change.reason, lang),
    )


def _past(change: NormChange, lang: Lang) -> NormPast:
    return NormPast(
        number=change.number,
        valid_from=f"{change.valid_from:%Y-%m-%d}",
        what=norm_text(change, lang),
        reason=say(change.reason, lang),
        by=change.by,
        at=f"{change.at:%Y-%m-%d %H:%M}",
    )
