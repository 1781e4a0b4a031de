"""The tables as somebody may see them: for each table one SELECT that stands in its place.

It is the one place where what is seen is narrowed, below every page, export and route. What
a table shows follows from the declarations: a feed's from what its rows tell of and who
reports them, a rollup's from its feeds. Rows about persons keep neither pseudonyms nor
masked names here: figures need none, and who may list rows goes another way.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from lishui_dash.catalogue import Catalogue
from lishui_dash.catalogue.places import PLACES, WHOLE
from lishui_dash.catalogue.registers import Registers
from lishui_dash.spec import About, Feed, Privacy, Register, Rollup
from lishui_dash.store.schema import DUTY_TABLES, superseded
from lishui_dash.store.sight import ALL, Reach, Sight

OPEN_TABLES = frozenset(
    {
        *("store_version", "register_version", "place", "unit", "post", "item"),
        *("ppe_norm", "spelling", "threshold_change", "ppe_norm_change"),
        *("retention", "scrub_due", "key_rotation", "demo_mark"),
    }
)
"""Tables that tell nothing of anybody's reports; reference lists are as open."""

_IN_PLACES = "(SELECT code FROM {sight}.seen_place)"
_IN_UNITS = "(SELECT code FROM {sight}.seen_unit)"
_IN_LEDGER = "(SELECT code FROM {sight}.ledger_unit)"
_LEDGER_PLACES = "(SELECT code FROM {sight}.ledger_place)"
_OWN = "(SELECT code FROM {sight}.own_account)"


@dataclass(frozen=True)
class Narrowing:
    """`name` tells it from others. `sets` are one-column tables of codes, `selects` the
    SELECT that stands for each table. In it `{base}` is the table itself, `{database}`
    where all tables are, and `{sight}` where the sets are."""

    name: str
    sets: Mapping[str, tuple[str, ...]]
    selects: Mapping[str, str]


def narrowing_of(sight: Sight, catalogue: Catalogue, registers: Registers) -> Narrowing:
    """Return what stands for each table under a sight; nothing stands where all is seen."""
    if sight == ALL:
        return Narrowing("", {}, {})
    places = _places(sight.figures)
    units = [u.code for u in registers.units.values() if u.place in places]
    ledger = (
        [u.code for u in registers.units.values()]
        if sight.ledger.units is None
        else sight.ledger.units
    )
    ledger_places = _places(sight.ledger)
    sets = {
        "seen_place": tuple(sorted(places)),
        "seen_unit": tuple(sorted(units)),
        "ledger_unit": tuple(sorted(ledger)),
        "ledger_place": tuple(sorted(ledger_places)),
        "own_account": (sight.account,) if sight.account else (),
    }
    selects = dict(_selects(sight, catalogue))
    told = repr((sorted(sets.items()), sorted(selects.items())))
    return Narrowing(
        f"sight_{hashlib.sha256(told.encode()).hexdigest()[:16]}", sets, selects
    )


def _places(reach: Reach) -> frozenset[str]:
    if reach.units is None:
        return frozenset({WHOLE, *(place.code for place in PLACES)})
    return reach.places


def _selects(sight: Sight, catalogue: Catalogue) -> Iterable[tuple[str, str]]:
    for feed in catalogue.feeds.values():
        for table in (feed.name, superseded(feed)):
            yield table, _sql_for_feed(feed, sight)
    for rollup in catalogue.rollups.values():
        yield rollup.name, _sql_for_rollup(rollup)
    yield from _LEDGER.items()
    if not sight.figures.is_everywhere:
        for table in ("reading", "reduced_count", *DUTY_TABLES):
            yield table, f"SELECT * FROM {{base}} WHERE place IN {_IN_PLACES}"


def _sql_for_feed(feed: Feed, sight: Sight) -> str:
    """Return the rows of the places whose figures are seen, without who they are about.

    Rows about things are seen by all who see figures: what was asked of a county by
    others, and what others could give it, is part of its figures.
    """
    shown = _shown(feed, [column.name for column in feed.columns])
    if feed.about is About.THINGS and sight.figures:
        return f"SELECT {shown} FROM {{base}}"
    units = _IN_UNITS if sight.figures else _IN_LEDGER
    places = _IN_PLACES if sight.figures else _LEDGER_PLACES
    is_place = feed.column(feed.reporter).refers_to is Register.PLACE
    within = places if is_place else units
    return f"SELECT {shown} FROM {{base}} WHERE {feed.reporter} IN {within}"


def _sql_for_rollup(rollup: Rollup) -> str:
    told = [feed for feed in rollup.reads if feed.about is not About.THINGS]
    if not told:
        return "SELECT * FROM {base}"
    shown = _shown(told[0], [name for name, _ in rollup.columns])
    return f"SELECT {shown} FROM {{base}} WHERE place IN {_IN_PLACES}"


def _shown(feed: Feed, names: Sequence[str]) -> str:
    """Return the columns of a SELECT: pseudonyms made unlike any that is stored, so that
    persons can still be counted; masked names left empty, and texts about persons."""
    emptied = {Privacy.MASK}
    if feed.about is not About.THINGS:
        emptied.add(Privacy.FREE_TEXT)
    told = []
    for column in feed.columns:
        name = column.name
        if name in names and column.privacy is Privacy.PSEUDONYM:
            told.append(f"'X' || left(md5({name} || '{{sight}}'), 16) AS {name}")
        elif name in names and column.privacy in emptied:
            told.append(f"CAST(NULL AS VARCHAR) AS {name}")
    return f"* REPLACE ({', '.join(told)})" if told else "*"


_SEEN_DELIVERY = f"""
    unit_code IN {_IN_LEDGER}
    OR (unit_code IS NULL AND place IN {_LEDGER_PLACES})
    OR sent_by IN {_OWN}
"""
_SEEN_REPORT = f"unit_code IN {_IN_LEDGER} OR unit_code IN {_IN_UNITS}"
_OF_SEEN_DELIVERY = f"""
    SELECT *
    FROM {{base}}
    WHERE delivery_no IN (
        SELECT delivery_no
        FROM {{database}}.delivery
        WHERE {_SEEN_DELIVERY}
    )
"""
_LEDGER = {
    "delivery": f"""
        SELECT * REPLACE (CAST(NULL AS BLOB) AS original)
        FROM {{base}}
        WHERE {_SEEN_DELIVERY}
    """,
    "delivery_problem": _OF_SEEN_DELIVERY,
    "delivery_slice": f"SELECT * FROM {{base}} WHERE {_SEEN_REPORT}",
    "delivery_slice_superseded": f"SELECT * FROM {{base}} WHERE {_SEEN_REPORT}",
    "obligation": f"SELECT * FROM {{base}} WHERE {_SEEN_REPORT}",
    "remembered_heading": f"SELECT * FROM {{base}} WHERE unit_code IN {_IN_LEDGER}",
}
