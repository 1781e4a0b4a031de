"""The tables, made from the declarations.

No table has a primary key, a unique constraint or an index: the open corruption reports
of the engine share its index structure, and uniqueness is kept by replacing slices.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Mapping
from functools import cache
from typing import Any

from lishui_dash.catalogue import Catalogue
from lishui_dash.catalogue.places import PLACES
from lishui_dash.catalogue.ppe_norms import PPE_NORMS
from lishui_dash.catalogue.registers import DECLARED, Registers
from lishui_dash.catalogue.spellings import spellings
from lishui_dash.catalogue.supplies import ITEMS
from lishui_dash.errors import DeclarationError
from lishui_dash.spec import Feed
from lishui_dash.store.spelling import fold

_BETWEEN_COLUMNS = re.compile(r",(?![^(]*\))")

_OF_AN_ALERT = """
    indicator VARCHAR, place VARCHAR, item VARCHAR, opened DATE, as_of DATE,
    status VARCHAR, by_whom VARCHAR, acted_at TIMESTAMP
"""
DUTY_TABLES = {
    "acknowledgement": f"{_OF_AN_ALERT}, note VARCHAR",
    "duty_order": f"{_OF_AN_ALERT}, to_unit VARCHAR, what VARCHAR, due_at TIMESTAMP",
    "duty_remark": f"{_OF_AN_ALERT}, remark VARCHAR",
}
"""What the duty officer has done about an alert. Rows are only ever added."""

SYSTEM_TABLES: dict[str, str] = {
    "store_version": "version BIGINT, reference_print VARCHAR",
    "register_version": "number BIGINT",
    "delivery": """
        delivery_no BIGINT, feed VARCHAR, unit_code VARCHAR, place VARCHAR,
        day_from DATE, day_to DATE, file_name VARCHAR, media VARCHAR, sha256 VARCHAR,
        original BLOB, received_at TIMESTAMP, sender VARCHAR, rows_n INTEGER,
        accepted_n INTEGER, flagged_n INTEGER, rejected_n INTEGER, verdict VARCHAR,
        mode VARCHAR, supersedes BIGINT, reason VARCHAR, opened_at TIMESTAMP,
        how VARCHAR, undone_by BIGINT, sent_by VARCHAR
    """,
    "delivery_slice": """
        delivery_no BIGINT, feed VARCHAR, unit_code VARCHAR, place VARCHAR, day DATE,
        rows_n INTEGER, received_at TIMESTAMP
    """,
    "delivery_slice_superseded": """
        delivery_no BIGINT, feed VARCHAR, unit_code VARCHAR, place VARCHAR, day DATE,
        rows_n INTEGER, received_at TIMESTAMP, superseded_by BIGINT, superseded_at TIMESTAMP
    """,
    "delivery_problem": """
        delivery_no BIGINT, "row" INTEGER, column_name VARCHAR, "value" VARCHAR,
        "rule" VARCHAR, reason_hans VARCHAR, reason_en VARCHAR, remedy_hans VARCHAR,
        remedy_en VARCHAR, rejects BOOLEAN, needs_reason BOOLEAN, answer VARCHAR,
        sheet VARCHAR
    """,
    "remembered_heading": """
        feed VARCHAR, unit_code VARCHAR, heading VARCHAR, column_name VARCHAR,
        since TIMESTAMP, sender VARCHAR
    """,
    "retention": """
        reduced_before DATE, sealed_before DATE, is_over BOOLEAN, reduced_at TIMESTAMP,
        rows_n BIGINT, superseded_n BIGINT, originals_n BIGINT, quotes_n BIGINT
    """,
    "reduced_count": """
        feed VARCHAR, unit_code VARCHAR, place VARCHAR, day DATE, rows_n BIGINT,
        reduced_at TIMESTAMP
    """,
    "scrub_due": "since TIMESTAMP",
    "demo_mark": "opens_at TIMESTAMP",
    "key_rotation": "number INTEGER, key_print VARCHAR, rotated_at TIMESTAMP",
    "obligation": """
        feed VARCHAR, unit_code VARCHAR, place VARCHAR, day DATE, due_at TIMESTAMP
    """,
    "reading": """
        indicator VARCHAR, as_of DATE, place VARCHAR, item VARCHAR, numerator DOUBLE,
        denominator DOUBLE, "value" DOUBLE, extras MAP(VARCHAR, DOUBLE),
        reported_n INTEGER, due_n INTEGER, data_day DATE, received_at TIMESTAMP,
        status VARCHAR, reason_hans VARCHAR, reason_en VARCHAR, delivery_no BIGINT,
        known_at TIMESTAMP, threshold_no BIGINT
    """,
    "threshold_change": """
        number BIGINT, indicator VARCHAR, valid_from DATE, figures MAP(VARCHAR, DOUBLE),
        reason_hans VARCHAR, reason_en VARCHAR, by_whom VARCHAR, changed_at TIMESTAMP
    """,
    "ppe_norm_change": """
        number BIGINT, post_type VARCHAR, item_code VARCHAR, valid_from DATE,
        qty_per_person_day DOUBLE, reason_hans VARCHAR, reason_en VARCHAR,
        by_whom VARCHAR, changed_at TIMESTAMP
    """,
    **DUTY_TABLES,
}

REFERENCE_TABLES: dict[str, str] = {
    "place": "code VARCHAR, hans VARCHAR, hant VARCHAR, en VARCHAR, population INTEGER",
    "unit": """
        code VARCHAR, hans VARCHAR, hant VARCHAR, en VARCHAR, kind VARCHAR, place VARCHAR,
        parent VARCHAR, reporter VARCHAR, aliases VARCHAR[], opened_on DATE, closed_on DATE
    """,
    "post": """
        post_id VARCHAR, hans VARCHAR, hant VARCHAR, en VARCHAR, post_type VARCHAR,
        place VARCHAR, township VARCHAR, lead_unit VARCHAR, opened_on DATE, closed_on DATE,
        aliases VARCHAR[]
    """,
    "item": """
        code VARCHAR, hans VARCHAR, unit_of_measure VARCHAR, box_size INTEGER,
        kind VARCHAR
    """,
    "ppe_norm": """
        post_type VARCHAR, item_code VARCHAR, qty_per_person_day DOUBLE, valid_from DATE,
        valid_to DATE
    """,
    "spelling": "list VARCHAR, spelling VARCHAR, code VARCHAR",
}


def tables(catalogue: Catalogue) -> dict[str, str]:
    """Return each table's name and its columns as SQL, in a fixed order.

    Raises DeclarationError when a feed or rollup has the name of another table.
    """
    made = {**SYSTEM_TABLES, **REFERENCE_TABLES}
    for name in (*catalogue.deliverable, *catalogue.rollups):
        if name in made:
            raise DeclarationError(f"{name}: the store has a table of this name")
    for feed in catalogue.deliverable.values():
        columns = sql_for_columns(feed)
        made[feed.name] = columns
        made[superseded(feed)] = f"{columns}, superseded_by BIGINT, superseded_at TIMESTAMP"
    for rollup in catalogue.rollups.values():
        columns = ", ".join(f"{name} {type_}" for name, type_ in rollup.columns)
        made[rollup.name] = f"day DATE, {columns}"
    return made


def columns_of(declared: str) -> dict[str, str]:
    """Return the names and types of a table that is declared in SQL."""
    pairs = (part.split(maxsplit=1) for part in _BETWEEN_COLUMNS.split(declared))
    return {name.strip('"'): type_.strip() for name, type_ in pairs}


def sql_for_columns(feed: Feed) -> str:
    own = ", ".join(f"{column.name} {column.type.value}" for column in feed.columns)
    return f"{own}, delivery_no BIGINT, source_row INTEGER"


def superseded(feed: Feed) -> str:
    """Return the table that keeps the rows of `feed` which a correction replaced."""
    return f"{feed.name}_superseded"


def register_rows(registers: Registers) -> Mapping[str, list[tuple[Any, ...]]]:
    """Return the rows of the tables that the registers are kept in."""
    return {
        "unit": [
            (
                *(u.code, u.words.hans, u.words.hant, u.words.en, u.kind.value, u.place),
                *(u.parent, registers.reporter_of(u.code), list(u.aliases)),
                *(u.opened, u.closed),
            )
            for u in registers.units.values()
        ],
        "post": [
            (
                *(p.id, p.words.hans, p.words.hant, p.words.en, p.type, p.place),
                *(p.township, p.lead_unit, p.opened, p.closed, list(p.aliases)),
            )
            for p in registers.posts.values()
        ],
        "spelling": sorted(
            {(kind, fold(t), code) for kind, t, code in spellings(registers)}
        ),
    }


@cache
def declared_rows() -> Mapping[str, list[tuple[Any, ...]]]:
    """Return the rows of the registers as the catalogue has them."""
    return register_rows(DECLARED)


@cache
def reference_rows() -> Mapping[str, list[tuple[Any, ...]]]:
    """Return the rows of every reference table that nobody can change."""
    return {
        "place": [
            (p.code, p.words.hans, p.words.hant, p.words.en, p.population) for p in PLACES
        ],
        "item": [
            (i.code, i.words.hans, i.unit_of_measure, i.box_size, i.kind)
            for i in ITEMS.values()
        ],
    }


@cache
def fingerprint() -> str:
    """Return a token that changes when the reference data of the catalogue change."""
    told = repr((REFERENCE_TABLES, reference_rows(), declared_rows(), PPE_NORMS))
    return hashlib.sha256(told.encode()).hexdigest()
