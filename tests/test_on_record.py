"""What becomes of a file is on record before it is kept, in words for an official."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime
from functools import partial
from pathlib import Path

import pytest

from lishui_dash.access.audit import Entry
from lishui_dash.access.events import Did
from lishui_dash.actions.desk import open_desk
from lishui_dash.actions.reply import Reply
from lishui_dash.catalogue.units import UNITS
from lishui_dash.errors import StoreUnavailable
from lishui_dash.intake.permit import Permit
from lishui_dash.intake.receive import Arrival, Desk, How
from lishui_dash.ui import access_files
from lishui_dash.ui.handed_in import at_the_door, from_the_inbox
from lishui_dash.ui.on_record import told_of_files
from tests.kept import Kept

AT = datetime(2020, 3, 4, 7, 30)
STORE = UNITS["331121-S01"].words.hans
HEAD = "统计日期,县市区,单位,物资名称,计量单位,昨日结存,今日消耗,今日结存\n"
TITLE = "防护物资日报"


@pytest.fixture
def kept(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Kept:
    found = Kept(tmp_path)
    for name, value in found.settings().items():
        monkeypatch.setenv(name, value)
    return found


@pytest.fixture
def desk(kept: Kept) -> Iterator[Desk]:
    """A desk whose deliveries go on record in the name of a clerk."""
    whole = open_desk(kept.store, kept.key_file)
    yield whole.under(
        Permit("李娜"), partial(told_of_files, "李娜", whole.engine.registers)
    )
    whole.engine.close()


def stock(used: int = 20, unit: str = STORE, **said: str) -> Arrival:
    row = f"2020-03-03,青田县,{unit},N95口罩,只,100,{used},{100 - used}\n"
    return replace(Arrival((HEAD + row).encode(), "物资.csv", AT), **said)  # type: ignore[arg-type]


def newest() -> Entry:
    return access_files.audit().entries(most=1)[0]


def deliveries(desk: Desk) -> int:
    return int(desk.engine.query("SELECT count(*) FROM delivery")[0][0])


class Unwritable:
    """The log cannot be written meanwhile: something else stands in its place."""

    def __init__(self, kept: Kept) -> None:
        self._log, self._aside = kept.audit, kept.folder / "aside"

    def __enter__(self) -> None:
        if self._log.exists():
            self._log.rename(self._aside)
        self._log.mkdir()

    def __exit__(self, *_: object) -> None:
        self._log.rmdir()
        if self._aside.exists():
            self._aside.rename(self._log)


@pytest.mark.parametrize(
    "sent", [stock(), stock(unit="没有这个单位")], ids=["accepted", "refused"]
)
@pytest.mark.parametrize("door", [at_the_door, from_the_inbox])
def test_a_file_that_cannot_go_on_record_is_not_stored_and_can_be_sent_again(
    desk: Desk, kept: Kept, sent: Arrival, door: object
) -> None:
    assert callable(door)
    with Unwritable(kept), pytest.raises(StoreUnavailable, match="无法写入"):
        door(desk, sent)
    assert deliveries(desk) == 0
    reply = door(desk, sent)
    assert isinstance(reply, Reply)
    assert deliveries(desk) == 1
    [entry] = access_files.audit().entries()
    assert entry.did is (Did.SENT if reply.is_accepted else Did.FILE_REFUSED)


def test_reports_of_one_file_go_on_record_together_or_are_not_stored(
    desk: Desk, kept: Kept
) -> None:
    parts = [stock(), replace(stock(), content=stock(30).content, file_name="二.csv")]
    with Unwritable(kept), pytest.raises(StoreUnavailable):
        desk.receive_together(parts)
    with Unwritable(kept), pytest.raises(StoreUnavailable):
        desk.confirm([desk.preview(stock())], at=AT)
    assert deliveries(desk) == 0
    assert len(desk.receive_together(parts)) == 2
    assert len(access_files.audit().entries()) == 2


def test_a_delivery_that_cannot_go_on_record_is_not_taken_back(
    desk: Desk, kept: Kept
) -> None:
    number = desk.receive(stock()).delivery_no
    undo = partial(desk.undo, number, reason="报错了", sender="", at=AT)
    with Unwritable(kept), pytest.raises(StoreUnavailable):
        undo()
    assert desk.engine.query("SELECT count(*) FROM supplies_daily") == [(1,)]
    assert deliveries(desk) == 1
    undo()
    assert newest().did is Did.UNDONE


def test_what_was_sent_is_told_by_its_report_its_unit_and_its_rows(desk: Desk) -> None:
    desk.receive(stock())
    entry = newest()
    assert (entry.who, entry.did) == ("李娜", Did.SENT)
    assert entry.about == f"{TITLE}，{STORE}，2020-03-03，第 1 批"
    assert entry.detail == "收 1 行，替换 0 行"


def test_a_correction_and_an_undo_say_what_they_replace_and_why(desk: Desk) -> None:
    desk.receive(stock())
    desk.receive(stock(30, reason="漏报捐赠"))
    entry = newest()
    assert entry.did is Did.CORRECTED
    assert entry.about.endswith("第 2 批")
    assert entry.detail == "更正第 1 批；收 1 行，替换 1 行；理由：漏报捐赠"
    desk.undo(2, reason="报错了", sender="", at=AT)
    entry = newest()
    assert entry.did is Did.UNDONE
    assert entry.about == f"{TITLE}，{STORE}，2020-03-03，第 3 批"
    assert entry.detail == "撤回第 2 批；恢复 1 行，撤下 1 行；理由：报错了"


def test_rows_that_are_taken_back_are_counted(desk: Desk) -> None:
    desk.receive(stock())
    desk.receive(replace(stock(), how=How.VOID, reason="报错了"))
    assert newest().did is Did.CORRECTED
    assert newest().detail == "作废第 1 批；撤下 1 行；理由：报错了"


def test_a_refusal_says_why_and_quotes_nothing_of_the_file(desk: Desk) -> None:
    at_the_door(desk, stock(unit="张三医院"))
    entry = newest()
    assert entry.did is Did.FILE_REFUSED
    assert entry.about == f"{TITLE}，第 1 批"
    assert entry.detail
    assert "张三" not in entry.detail
    assert not entry.detail.isascii()
