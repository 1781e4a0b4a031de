"""Whatever is kept of people is declared: no new table goes without being told of."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import fields
from pathlib import Path

import pytest

from lishui_dash.access.account_file import AccountFile
from lishui_dash.access.events import Event
from lishui_dash.access.traces import TRACES
from lishui_dash.catalogue import CATALOGUE
from lishui_dash.spec import Privacy
from lishui_dash.store.engine import Engine
from lishui_dash.store.traces import traces_of_store
from lishui_dash.views.privacy import traces

OF_THINGS = {
    # Which report, of which unit, place, post or item, and of which sort.
    *("feed", "unit_code", "place", "post_id", "post_type", "item_code", "indicator"),
    *("item", "status", "kind", "township", "lead_unit", "parent", "reporter", "to_unit"),
    *("list", "spelling", "code", "hans", "hant", "en", "aliases", "unit_of_measure"),
    *("county_code", "reporting_unit_code", "community_code", "shift_code"),
    # Of a delivery and of what was found in it.
    *("media", "verdict", "mode", "how", "sha256", "heading", "column_name", "rule"),
    *("reason_hans", "reason_en", "remedy_hans", "remedy_en", "sheet"),
    # Of the store itself.
    *("reference_print", "key_print"),
}
"""Columns of text in which no table of the store tells of anybody unless it says so."""
OF_NOBODY = {
    "schema_version": {"version"},
    "sqlite_sequence": {"name", "seq"},
    "used_form": {"sha256", "ends_at"},
}
"""Tables of the file of accounts that tell of nobody."""


def texts_of(engine: Engine) -> Iterator[tuple[str, str]]:
    """Yield the columns of text in every table that the store has."""
    yield from engine.query(
        """
        SELECT table_name, column_name
        FROM information_schema.columns
        WHERE data_type IN ('VARCHAR', 'VARCHAR[]', 'BLOB')
        ORDER BY ALL
        """
    )


def declared(engine: Engine) -> set[tuple[str, str]]:
    return {
        (table, column)
        for trace in traces_of_store(engine.catalogue)
        for table, columns in trace.columns.items()
        for column in columns
    }


def of_reports() -> set[str]:
    """Return the tables whose columns say themselves what they tell of persons."""
    names = CATALOGUE.deliverable.keys()
    return {*names, *(f"{name}_superseded" for name in names)}


def test_every_text_of_the_store_is_declared_or_tells_of_nobody(engine: Engine) -> None:
    untold = [
        f"{table}.{column}"
        for table, column in texts_of(engine)
        if table not in of_reports()
        and column not in OF_THINGS
        and (table, column) not in declared(engine)
    ]
    assert untold == []
    assert {column for _, column in texts_of(engine)} >= OF_THINGS


def test_nothing_is_declared_that_is_not_there(engine: Engine) -> None:
    assert declared(engine) <= set(texts_of(engine))


def test_every_table_of_the_file_of_accounts_is_declared_or_tells_of_nobody(
    tmp_path: Path,
) -> None:
    with AccountFile(tmp_path / "access.sqlite").writing() as file:
        tables = [
            name
            for (name,) in file.execute(
                "SELECT name FROM sqlite_master WHERE type = 'table'"
            )
        ]
        there = {
            name: {column[1] for column in file.execute(f"PRAGMA table_info({name})")}
            for name in tables
        }
    told = {
        table: set(columns)
        for trace in TRACES
        if trace.name != "audit"
        for table, columns in trace.columns.items()
    }
    assert there.keys() == {*told, *OF_NOBODY}
    for table, columns in told.items():
        left = there[table] - columns
        assert columns <= there[table]
        assert left <= {"session_no", "must_change", "number", "times", "refused"}
    assert {name: there[name] for name in OF_NOBODY} == OF_NOBODY


def test_every_field_of_the_audit_log_is_declared() -> None:
    [audit] = [trace for trace in TRACES if trace.name == "audit"]
    assert set(audit.columns["audit"]) == {field.name for field in fields(Event)}


def test_rows_made_of_pseudonyms_are_declared(engine: Engine) -> None:
    """Whichever column of a table that is no report has the name of a pseudonym."""
    pseudonyms = {
        column.name
        for feed in CATALOGUE.feeds.values()
        for column in feed.columns
        if column.privacy is Privacy.PSEUDONYM
    }
    found = {
        (table, column)
        for table, column in texts_of(engine)
        if column in pseudonyms and table not in of_reports()
    }
    assert found
    assert found <= declared(engine)


def test_each_record_is_told_once() -> None:
    names = [trace.name for trace in traces(CATALOGUE)]
    assert len(set(names)) == len(names)
    assert {"ledger", "duty", "inbox", "accounts", "sessions", "audit"} <= set(names)


@pytest.mark.parametrize("trace", traces(CATALOGUE), ids=lambda trace: trace.name)
def test_whoever_asks_is_told_what_why_and_until_when(trace: object) -> None:
    told = [
        getattr(trace, name) for name in ("words", "what", "purpose", "seen_by", "until")
    ]
    assert all(words.hans and words.en for words in told)
