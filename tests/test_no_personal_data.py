"""What is planted about persons in files is found nowhere afterwards."""

from __future__ import annotations

import json
import logging
from collections.abc import Iterator
from dataclasses import replace
from functools import partial
from pathlib import Path

import pytest

from lishui_dash.actions.desk import open_desk
from lishui_dash.catalogue import CATALOGUE
from lishui_dash.errors import DeliveryRejected
from lishui_dash.intake.marked import marked_copy
from lishui_dash.intake.permit import Permit
from lishui_dash.intake.receive import Arrival, Desk
from lishui_dash.intake.template import csv_of, headings
from lishui_dash.ui.on_record import told_of_files
from lishui_dash.views.delivery import accepted_of, ledger_view
from lishui_dash.views.exports import csv_bytes, xlsx_bytes
from lishui_dash.views.moment import Moment
from lishui_dash.views.problems import problems_of
from lishui_dash.views.verdict import verdict_of, verdict_text
from tests.kept import Kept
from tests.planted import (
    AT,
    NAME,
    PHONE,
    files,
    leaks,
    leaks_on_disk,
    row_of,
    stored,
    text_of_book,
)


def told(desk: Desk) -> Iterator[str]:
    """Hand in every file; yield all that anybody is told or given back about it."""
    for name, content in files():
        arrival = Arrival(content, name, AT, sender=f"经手人{NAME} {PHONE}")
        judged = desk.check(arrival)
        verdict = verdict_of([(arrival, judged)], desk.engine.registers)
        yield json.dumps(verdict, ensure_ascii=False) + verdict_text(verdict)
        yield repr(judged)
        yield from (
            repr(table.to_pydict()) for table in (judged.rows, judged.good_rows) if table
        )
        try:
            receipt = desk.receive(arrival)
        except DeliveryRejected as refused:
            yield repr(refused.problems) + str(refused)
            listed = problems_of(refused.problems, "hans").frame
            yield csv_bytes(listed).decode("utf-8-sig")
            yield text_of_book(xlsx_bytes(listed, "x"))
            yield text_of_book(marked_copy(content, name, refused.problems, "hans"))
        else:
            yield repr(receipt)
            told_name = replace(arrival, file_name="")
            yield repr(accepted_of(CATALOGUE, receipt, told_name, "hans").facts)


def test_nothing_planted_is_found_again(
    tmp_path: Path,
    caplog: pytest.LogCaptureFixture,
    capfd: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    caplog.set_level(logging.DEBUG)
    for name, value in Kept(tmp_path).settings().items():
        monkeypatch.setenv(name, value)
    whole = open_desk(tmp_path / "lishui.duckdb", tmp_path / "key" / "pseudonym.key")
    # Whatever becomes of a file goes on record, into the same folder.
    desk = whole.under(
        Permit("clerk"), partial(told_of_files, f"clerk {PHONE}", whole.engine.registers)
    )
    said = [leak for text in told(desk) for leak in leaks(text)]
    kept = [text[:120] for text in stored(desk) if leaks(text)]
    frame = ledger_view(desk.engine, Moment(AT, AT.date(), AT), "hans")
    desk.engine.close()
    assert said == []
    assert kept == []
    assert leaks(frame.to_csv()) == []
    assert (tmp_path / "audit.jsonl").stat().st_size
    assert leaks(caplog.text + "".join(capfd.readouterr())) == []
    assert leaks_on_disk(tmp_path) == []


def test_the_original_comes_back_with_the_key_alone(tmp_path: Path) -> None:
    store, key = tmp_path / "lishui.duckdb", tmp_path / "key" / "pseudonym.key"
    feed = CATALOGUE.feeds["personnel_roster"]
    content = csv_of([headings(feed), row_of(feed)])
    desk = open_desk(store, key)
    receipt = desk.receive(Arrival(content, "名册.csv", AT))
    assert desk.original(receipt.delivery_no) == content
    desk.engine.close()
