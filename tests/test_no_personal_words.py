"""What is written by hand about persons, at any door, is found nowhere afterwards."""

from __future__ import annotations

import logging
import subprocess
import sys
from collections.abc import Iterator
from datetime import datetime, timedelta
from functools import partial
from pathlib import Path

import pytest
from click.testing import CliRunner
from streamlit.testing.v1 import AppTest

from lishui_dash.__main__ import main
from lishui_dash.access.events import Did
from lishui_dash.actions.duty import acknowledge, order, remark
from lishui_dash.actions.inbox import Inbox
from lishui_dash.actions.norms import NormAsked, change_norm
from lishui_dash.actions.thresholds import ThresholdAsked, change_threshold
from lishui_dash.intake.arrival import Arrival, How
from lishui_dash.intake.judge import Judge
from lishui_dash.intake.limits import MIB
from lishui_dash.intake.privacy import KeyRing
from lishui_dash.spec import Line, Words
from lishui_dash.store.duty import Of
from lishui_dash.ui import access_files
from lishui_dash.ui.audit_page import copied, whole
from lishui_dash.ui.clock import clock
from lishui_dash.ui.handed_in import at_the_door, from_the_inbox
from lishui_dash.ui.on_record import write_audit
from lishui_dash.ui.opened import the_desk
from lishui_dash.views.exports import csv_bytes, xlsx_bytes
from tests.alerted import AT as PLACE
from tests.alerted import FIGURE, tell
from tests.intake.cases import HEAD, MASKS, arrival, lines
from tests.kept import Kept
from tests.opened import ROOT, pages_on
from tests.planted import (
    LANDLINE,
    OLD_ID,
    REMARK,
    WIDE,
    leaks,
    leaks_on_disk,
    stored,
    text_of_book,
)
from tests.tables import day

NAME = f"物资{WIDE} {OLD_ID}（{LANDLINE}）.csv"
BY = "库管员"
STOCK = lines(f"{HEAD},备注", f"{MASKS},{REMARK}")
BAD = STOCK.replace("1200,", f"{REMARK},")
NOW = datetime(2020, 3, 2, 9, 5)


@pytest.fixture
def kept(tmp_path: Path) -> Iterator[Kept]:
    found = Kept(tmp_path)
    with pages_on(found, "2020-03-02T09:05"):
        yield found


def on_disk(kept: Kept) -> list[tuple[str, str]]:
    """Close the store, so that all of it is written, and look into every file."""
    the_desk().engine.close()
    return leaks_on_disk(kept.folder)


def _upload() -> None:
    from lishui_dash.ui import upload

    upload.draw()


def drawn(app: AppTest) -> str:
    """Return all that a page tells."""
    told = [str(one.proto.body) for one in app.get("html")]
    told += [str(one.value) for kind in (app.markdown, app.caption) for one in kind]
    told += [str(one.value) for kind in (app.error, app.info, app.success) for one in kind]
    return "\n".join([*told, *(one.value.to_csv() for one in app.dataframe)])


def watch(kept: Kept) -> None:
    desk, keys = the_desk(), KeyRing.from_file(kept.key_file)
    inbox = Inbox(kept.inbox, desk.engine, partial(from_the_inbox, desk), keys, clock, MIB)
    inbox.look()
    inbox.look()


@pytest.mark.parametrize("content", [STOCK, BAD], ids=["taken in", "refused"])
def test_no_door_lets_anything_through(
    content: str,
    kept: Kept,
    caplog: pytest.LogCaptureFixture,
    tmp_path_factory: pytest.TempPathFactory,
) -> None:
    caplog.set_level(logging.DEBUG)
    app = AppTest.from_function(_upload, default_timeout=60).run()
    app.file_uploader[0].set_value(("物资.csv", content.encode(), "text/csv")).run()
    # The name of a file is shown to whoever has just chosen it.
    pressed = [
        one for one in app.button if one.key == "upload_confirm" and not one.disabled
    ]
    told = drawn(pressed[0].click().run() if pressed else app)
    folder = kept.inbox / "331121-S01"
    folder.mkdir(parents=True)
    (folder / NAME).write_text(content + "\n", "utf-8")
    watch(kept)
    assert not (folder / NAME).exists()
    at_the_door(the_desk(), arrival(content + "\n\n", name=NAME))
    mine = tmp_path_factory.mktemp("mine") / NAME
    mine.write_text(content, "utf-8")
    checked = CliRunner().invoke(main, ["check", str(mine)])
    told += checked.output.replace(str(mine), "") + repr(checked.exception)
    assert the_desk().engine.query("SELECT count(*) >= 2 FROM delivery") == [(True,)]
    assert [text for text in stored(the_desk()) if leaks(text)] == []
    assert [line for line in told.splitlines() if leaks(line)] == []
    assert [line for line in caplog.text.splitlines() if leaks(line)] == []
    assert on_disk(kept) == []


def test_no_reason_order_note_or_name_keeps_anything(kept: Kept) -> None:
    desk = the_desk()
    audited = partial(write_audit, BY, Did.ORDERED, REMARK)
    told = f"账面{REMARK}"
    head = f"{HEAD.replace('今日结存', told)}"
    first = desk.receive(arrival(lines(head, MASKS), mapping={told: "closing_qty"}))
    fewer = lines(HEAD, MASKS.replace("180,1020", "200,1000"))
    later = first_at = datetime(2020, 2, 6, 9)
    corrected = desk.receive(
        Arrival(fewer.encode(), NAME, later, how=How.ROWS, reason=REMARK, sender=REMARK)
    )
    assert corrected.delivery_no > first.delivery_no
    at = first_at + timedelta(hours=1)
    desk.undo(corrected.delivery_no, reason=REMARK, sender=REMARK, at=at)
    tell(desk.engine, "03-01 | 03-02 08:00 | amber")
    of = Of(FIGURE, PLACE, "", day("03-01"))
    acknowledge(desk.engine, of, REMARK, BY, NOW, audited)
    order(
        desk.engine,
        of,
        "LS-S01",
        REMARK,
        NOW + timedelta(hours=9),
        BY,
        NOW,
        audited,
    )
    remark(desk.engine, of, f"另：{REMARK}", BY, NOW, audited)
    why = Words(REMARK, REMARK)
    figures = {Line("amber"): 0.95}
    change_threshold(
        desk.engine,
        ThresholdAsked(FIGURE, figures, day("03-02"), why, BY, 0),
        NOW,
        lambda done: audited(done.detail),
    )
    change_norm(
        desk.engine,
        NormAsked("expressway_cp", "mask_surgical", 3, day("03-02"), why, BY, 0),
        NOW,
        lambda done: audited(done.detail),
    )
    log = access_files.audit()
    frame = whole(log, "hans")
    taken = csv_bytes(frame).decode("utf-8-sig") + text_of_book(xlsx_bytes(frame, "x"))
    assert copied(log)
    assert len(log.entries()) == 5
    assert [text for text in stored(desk) if leaks(text)] == []
    assert leaks(taken) == []
    assert on_disk(kept) == []


def test_a_fault_of_ours_tells_nothing_of_the_file(
    kept: Kept, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def broken(*_: object, **__: object) -> None:
        raise ValueError(f"could not convert {REMARK}")

    the_desk()
    monkeypatch.setattr(Judge, "judge", broken)
    kept.inbox.mkdir()
    (kept.inbox / "物资.csv").write_text(STOCK, "utf-8")
    watch(kept)
    assert "ValueError" in caplog.text
    told = [p for p in kept.inbox.rglob("*") if p.is_file() and p.suffix != ".csv"]
    reports = [path.read_text("utf-8") for path in told]
    assert reports
    assert leaks(caplog.text + "".join(reports)) == []


CRASHES = """
import runpy, sys
from lishui_dash.intake.judge import Judge

def broken(*_, **__):
    raise ValueError(f"could not convert {open(sys.argv[2]).read()}")

Judge.judge = broken
runpy.run_module("lishui_dash", run_name="__main__")
"""


def test_a_command_that_breaks_tells_nothing_of_the_file(kept: Kept) -> None:
    file = kept.folder / "物资.csv"
    file.write_text(STOCK, "utf-8")
    done = subprocess.run(
        [sys.executable, "-c", CRASHES, "check", str(file)],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode
    assert "ValueError" in done.stderr
    assert leaks(done.stdout + done.stderr) == []
