"""What is laid into the inbox is taken in once it is whole, and put away with a report."""

from __future__ import annotations

import json
import logging
import os
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from pathlib import Path

import pytest

from lishui_dash.actions.desk import open_desk
from lishui_dash.actions.inbox import Inbox
from lishui_dash.actions.reply import Reply
from lishui_dash.errors import StoreUnavailable
from lishui_dash.intake.privacy import KeyRing
from lishui_dash.intake.receive import Arrival, Desk
from lishui_dash.views.reply import reply_to

NOW = datetime(2020, 3, 4, 7, 30)
UNIT, NAME = "331121-S01", "青田县防疫物资库"
LARGEST = 4096
HEAD = "统计日期,县市区,单位,物资名称,计量单位,昨日结存,今日消耗,今日结存,备注\n"
GOOD = HEAD + f"2020-03-03,青田县,{NAME},N95口罩,只,100,20,80,\n"
BAD = HEAD + f"2020-03-03,青田县,{NAME},N95口罩,只,100,很多,80,\n"
PERSON = "欧阳锦绣"
PHONE = "13957812345"


@dataclass
class Watched:
    folder: Path
    desk: Desk
    keys: KeyRing
    inbox: Inbox

    def put(self, unit: str, name: str, text: str) -> Path:
        path = self.folder / unit / name
        path.parent.mkdir(exist_ok=True)
        path.write_text(text, "utf-8")
        return path

    def look(self, times: int = 2) -> None:
        for _ in range(times):
            self.inbox.look()

    def found(self) -> list[str]:
        paths = (path for path in self.folder.rglob("*") if path.is_file())
        return sorted(str(path.relative_to(self.folder)) for path in paths)

    def deliveries(self) -> list[tuple[str, str | None, str]]:
        return self.desk.engine.query(
            "SELECT verdict, unit_code, sender FROM delivery ORDER BY delivery_no"
        )


@pytest.fixture
def watched(tmp_path: Path) -> Iterator[Watched]:
    folder = tmp_path / "inbox"
    folder.mkdir()
    desk = open_desk()
    keys = KeyRing.in_memory()
    answer = partial(reply_to, desk)
    inbox = Inbox(folder, desk.engine, answer, keys, lambda: NOW, LARGEST)
    yield Watched(folder, desk, keys, inbox)
    desk.engine.close()


def test_a_good_file_is_taken_in_as_its_units_and_moved_with_its_receipt(
    watched: Watched,
) -> None:
    watched.put(NAME, "物资.csv", GOOD)
    watched.look()
    assert watched.found() == [
        f"{NAME}/accepted/物资.csv",
        f"{NAME}/accepted/物资.csv.json",
        f"{NAME}/accepted/物资.csv.txt",
    ]
    assert watched.deliveries() == [("accepted", UNIT, "收件夹")]
    accepted = watched.folder / NAME / "accepted"
    assert (accepted / "物资.csv").read_text("utf-8") == GOOD
    assert "回执 1" in (accepted / "物资.csv.txt").read_text("utf-8-sig")


def test_a_bad_file_is_moved_with_row_column_value_reason_and_remedy(
    watched: Watched,
) -> None:
    watched.put(UNIT, "物资.csv", BAD)
    watched.look()
    rejected = watched.folder / UNIT / "rejected"
    told = json.loads((rejected / "物资.csv.json").read_bytes())
    [problem] = [one for one in told["problems"] if one["rejects"]]
    assert told["verdict"] == "rejected"
    assert (problem["row"], problem["column"], problem["value"]) == (2, "今日消耗", "很多")
    text = (rejected / "物资.csv.txt").read_text("utf-8-sig")
    assert "第2行 “今日消耗” '很多': " + problem["reason"] in text
    assert problem["remedy"] in text
    assert watched.deliveries() == [("rejected", UNIT, "收件夹")]


def test_a_file_is_left_alone_while_it_grows(watched: Watched) -> None:
    path = watched.put(UNIT, "物资.csv", GOOD[:40])
    watched.look(1)
    for end in (60, 80, len(GOOD)):
        path.write_text(GOOD[:end], "utf-8")
        watched.look(1)
        assert watched.deliveries() == []
    watched.look(1)
    assert watched.deliveries() == [("accepted", UNIT, "收件夹")]


@pytest.mark.parametrize(
    "name", ["~$物资.xlsx", ".物资.csv", "物资.csv.part", "物资.csv.tmp", "物资.CRDOWNLOAD"]
)
def test_a_file_that_is_not_finished_is_not_taken(watched: Watched, name: str) -> None:
    watched.put(UNIT, name, GOOD)
    watched.look(3)
    assert watched.found() == [f"{UNIT}/{name}"]


def test_a_link_is_not_followed(watched: Watched, tmp_path: Path) -> None:
    (tmp_path / "elsewhere.csv").write_text(GOOD, "utf-8")
    watched.put(UNIT, "a.csv", GOOD).unlink()
    (watched.folder / UNIT / "link.csv").symlink_to(tmp_path / "elsewhere.csv")
    watched.look(3)
    assert watched.deliveries() == []


def test_names_from_old_windows_archives_are_read_for_folder_and_file(
    watched: Watched,
) -> None:
    folder = os.fsencode(watched.folder) + b"/" + NAME.encode("gb18030")
    os.mkdir(folder)  # noqa: PTH102
    Path(os.fsdecode(folder + b"/" + "物资.csv".encode("gb18030"))).write_text(GOOD)
    watched.look()
    assert watched.deliveries() == [("accepted", UNIT, "收件夹")]
    kept = Path(os.fsdecode(folder)) / "accepted"
    assert sorted(path.name for path in kept.iterdir()) == [
        *("物资.csv", "物资.csv.json", "物资.csv.txt")
    ]


def test_the_longest_name_that_a_disk_holds_is_put_away_shortened(
    watched: Watched,
) -> None:
    longest = "长" * 83 + ".csv"
    watched.put(UNIT, longest, GOOD)
    watched.put(UNIT, longest.replace("长", "常"), BAD)
    watched.look()
    assert watched.deliveries() == [
        ("rejected", UNIT, "收件夹"),
        ("accepted", UNIT, "收件夹"),
    ]
    assert f"{UNIT}/accepted/{'长' * 75}.csv" in watched.found()
    assert f"{UNIT}/rejected/{'常' * 75}.csv.txt" in watched.found()
    assert len(watched.found()) == 6


def test_a_folder_of_nobody_is_refused_with_the_reason(watched: Watched) -> None:
    watched.put("无此单位", "物资.csv", GOOD)
    watched.look()
    text = (watched.folder / "无此单位/rejected/物资.csv.txt").read_text("utf-8-sig")
    assert "报送单位不在单位名录里" in text


def test_a_file_beside_the_folders_says_itself_whose_it_is(watched: Watched) -> None:
    watched.put("", "物资.csv", GOOD)
    watched.look()
    assert watched.deliveries() == [("accepted", UNIT, "收件夹")]
    assert "accepted/物资.csv" in watched.found()


def test_other_bytes_of_the_same_name_get_a_name_of_their_own(watched: Watched) -> None:
    watched.put(UNIT, "物资.csv", GOOD)
    watched.look()
    watched.put(UNIT, "物资.csv", GOOD.replace("100,20,80", "100,30,70"))
    watched.look()
    watched.put(UNIT, "物资.csv", GOOD.replace("100,20,80", "100,30,70"))
    watched.look()
    kept = [name for name in watched.found() if name.endswith(".csv")]
    assert kept == [f"{UNIT}/accepted/物资-2.csv", f"{UNIT}/accepted/物资.csv"]


def test_a_crash_between_storing_and_moving_counts_nothing_twice(watched: Watched) -> None:
    path = watched.put(UNIT, "物资.csv", GOOD)
    reply_to(watched.desk, Arrival(path.read_bytes(), path.name, NOW, unit=UNIT))
    watched.look()
    assert len(watched.deliveries()) == 1
    told = json.loads((watched.folder / UNIT / "accepted/物资.csv.json").read_bytes())
    assert told["parts"][0]["unchanged"]


def test_a_file_that_cannot_be_moved_is_handed_in_once_and_holds_up_nobody(
    watched: Watched, caplog: pytest.LogCaptureFixture
) -> None:
    path = watched.put(UNIT, "a.csv", BAD)
    (path.parent / "rejected").write_text("a file where the folder should be")
    watched.put(NAME, "b.csv", GOOD)
    watched.look(4)
    assert sorted(watched.deliveries()) == [
        ("accepted", UNIT, "收件夹"),
        ("rejected", UNIT, "收件夹"),
    ]
    assert path.exists()
    assert f"{NAME}/accepted/b.csv" in watched.found()
    assert len([one for one in caplog.messages if "a.csv" in one]) == 1
    (path.parent / "rejected").unlink()
    watched.look(1)
    assert f"{UNIT}/rejected/a.csv.txt" in watched.found()
    assert not path.exists()


def test_a_file_too_large_stays_and_the_report_says_so(watched: Watched) -> None:
    watched.put(UNIT, "物资.csv", GOOD + "\n" * LARGEST)
    watched.look(3)
    assert watched.found() == [
        f"{UNIT}/rejected/物资.csv.json",
        f"{UNIT}/rejected/物资.csv.txt",
        f"{UNIT}/物资.csv",
    ]
    text = (watched.folder / UNIT / "rejected/物资.csv.txt").read_text("utf-8-sig")
    assert "超过上限" in text
    assert watched.deliveries() == []


def test_a_store_out_of_reach_leaves_the_file_for_the_next_look(watched: Watched) -> None:
    answers = iter([StoreUnavailable("away"), None])

    def answer(arrival: Arrival) -> Reply:
        error = next(answers)
        if error is not None:
            raise error
        return reply_to(watched.desk, arrival)

    inbox = Inbox(
        watched.folder, watched.desk.engine, answer, watched.keys, lambda: NOW, LARGEST
    )
    path = watched.put(UNIT, "物资.csv", GOOD)
    inbox.look()
    inbox.look()
    assert path.exists()
    inbox.look()
    assert watched.deliveries() == [("accepted", UNIT, "收件夹")]


def test_a_fault_of_ours_stops_one_file_and_quotes_nothing_of_it(
    watched: Watched, caplog: pytest.LogCaptureFixture
) -> None:
    def answer(arrival: Arrival) -> Reply:
        if arrival.file_name == "a.csv":
            raise ZeroDivisionError(arrival.content.decode())
        return reply_to(watched.desk, arrival)

    inbox = Inbox(
        watched.folder, watched.desk.engine, answer, watched.keys, lambda: NOW, LARGEST
    )
    watched.put(UNIT, "a.csv", BAD)
    watched.put(UNIT, "b.csv", GOOD)
    for _ in range(4):
        inbox.look()
    assert watched.deliveries() == [("accepted", UNIT, "收件夹")]
    assert f"{UNIT}/a.csv" in watched.found()
    assert f"{UNIT}/rejected/a.csv.txt" in watched.found()
    assert caplog.text.count("ZeroDivisionError") == 1
    assert "很多" not in caplog.text


def test_nothing_about_persons_is_left_in_the_inbox_or_the_log(
    watched: Watched, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    roster = f"姓名,身份证号,手机\n{PERSON},33252219880101123X,{PHONE}\n"
    remark = GOOD.replace("80,\n", f"80,经手人{PERSON} {PHONE}\n")
    watched.put(UNIT, f"名单{PHONE}.csv", roster)
    watched.put(UNIT, "物资.csv", remark)
    watched.look()
    assert [name for name in watched.found() if "/" not in name.partition("/")[2]] == []
    for path in watched.folder.rglob("*"):
        raw = str(path).encode() + (path.read_bytes() if path.is_file() else b"")
        for planted in (PERSON, PHONE, "33252219880101123X"):
            assert planted.encode() not in raw, path
    assert PHONE not in caplog.text
    locked = watched.folder / UNIT / "accepted" / "物资.csv.locked"
    assert watched.keys.unlock(locked.read_bytes()).decode() == remark


def test_a_folder_that_cannot_be_listed_holds_up_nobody(
    watched: Watched, caplog: pytest.LogCaptureFixture
) -> None:
    watched.put(UNIT, "物资.csv", GOOD)
    gone = Inbox(
        watched.folder / "gone",
        watched.desk.engine,
        partial(reply_to, watched.desk),
        watched.keys,
        lambda: NOW,
        LARGEST,
    )
    gone.look()
    gone.look()
    assert caplog.text.count("FileNotFoundError") == 1
    os.utime(watched.folder / UNIT / "物资.csv")
    watched.look()
    assert watched.deliveries() == [("accepted", UNIT, "收件夹")]
