"""The norms of protective gear, in force on a day, and what was changed of them."""

from __future__ import annotations

from dataclasses import dataclass

from lishui_dash.catalogue.codes.posts import POST_TYPE
from lishui_dash.catalogue.ppe_norms import PPE_NORMS
from lishui_dash.catalogue.supplies import ITEMS
from lishui_dash.store.engine import Engine
from lishui_dash.store.norms import NormChange, norm_changes_of, norms_on
from lishui_dash.views.languages import Lang, say, text
from lishui_dash.views.moment import Moment
from lishui_dash.views.names import code_words
from lishui_dash.words import Words


@dataclass(frozen=True)
class NormCell:
    """What a shift at one type of post needs of one item: "2", or "" where nothing.

    `was` is the declared figure where it is another one, else "".
    """

    item: str
    shown: str
    was: str


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
                tuple(_cell(norms, code.code, item.code) for item in items),
            )
            for code in POST_TYPE.codes
        ),
        history=tuple(_past(change, lang) for change in reversed(changes)),
    )


def _cell(norms: dict[str, dict[str, float]], post_type: str, item: str) -> NormCell:
    quantity = norms.get(post_type, {}).get(item, 0.0)
    declared = PPE_NORMS.get(post_type, {}).get(item, 0.0)
    return NormCell(
        item,
        f"{quantity:g}" if quantity else "",
        f"{declared:g}" if declared != quantity else "",
    )


_POSTS: dict[str, Words] = {code.code: code.words for code in POST_TYPE.codes}


def _past(change: NormChange, lang: Lang) -> NormPast:
    item = ITEMS[change.item]
    return NormPast(
        number=change.number,
        valid_from=f"{change.valid_from:%Y-%m-%d}",
        what=text(
            "thresholds.norm",
            lang,
            post=say(_POSTS[change.post_type], lang),
            item=say(item.short, lang),
            quantity=f"{change.quantity:g}",
            unit=say(code_words(item.unit_of_measure), lang),
        ),
        reason=say(change.reason, lang),
        by=change.by,
        at=f"{change.at:%Y-%m-%d %H:%M}",
    )
