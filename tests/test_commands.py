"""What is done from a command line, and what it says to people and to scripts."""

from __future__ import annotations

import asyncio
import json
import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from time import monotonic, sleep
from typing import Any

import pytest
from click.testing import CliRunner, Result

from lishui_dash.__main__ import main
from lishui_dash.catalogue import CATALOGUE
from lishui_dash.catalogue.units import UNITS
from lishui_dash.intake.privacy import KeyRing
from lishui_dash.intake.township import township_workbook
from lishui_dash.spec.settings import INBOX_SECONDS, LARGEST_MIB, Setting
from lishui_dash.ui.serving import serving as doors
from tests.intake.test_township import DAY, WENXI, a_day
from tests.kept import Kept
from tests.served import ROOT, Server, serving

STORE_OF_COUNTY = UNITS["331121-S01"].words.hans
FEED = CATALOGUE.feeds["supplies_daily"]
HEAD = "统计日期,县市区,单位,物资名称,计量单位,昨日结存,今日消耗,今日结存,备注\n"
PATIENCE = 30


def supplies(*rows: str) -> str:
    made = (f"2020-03-03,青田县,{STORE_OF_COUNTY},{row}\n" for row in rows)
    return HEAD + "".join(made)


GOOD = supplies("N95口罩,只,100,20,80,经手人欧阳锦绣", "防护服,套,90,12,78,")
BAD = supplies("N95口罩,只,100,20,80,", "防护服,套,90,很多,78,")


@pytest.fixture
def kept(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Kept:
    """A folder for a store that is not there yet; the settings point to it."""
    for name, value in Kept(tmp_path).settings().items():
        monkeypatch.setenv(name, value)
    return Kept(tmp_path)


@pytest.fixture
def files(tmp_path: Path) -> dict[str, Path]:
    told = {"good": GOOD, "bad": BAD}
    paths = {name: tmp_path / f"{name}.csv" for name in told}
    for name, path in paths.items():
        path.write_text(told[name], "utf-8")
    return paths


def run(*arguments: object) -> Result:
    return CliRunner().invoke(main, [str(argument) for argument in arguments])


def told_by(result: Result) -> Any:
    return json.loads(result.stdout)


def test_a_file_is_judged_and_its_rows_are_told(kept: Kept, files: dict[str, Path]) -> None:
    done = run("check", files["good"], "--json")
    told = told_by(done)
    assert done.exit_code == 0
    assert (told["feed"], told["verdict"]) == ("supplies_daily", "accepted")
    assert (told["rows_accepted"], told["rows_rejected"]) == (2, 0)
    first = told["rows"][0]
    assert first["row"] == 2
    assert first["report_date"] == "2020-03-03"
    assert (first["unit_code"], first["unit_code_name"]) == ("331121-S01", STORE_OF_COUNTY)
    assert (first["opening_qty"], first["earliest_expiry"]) == (100, None)
    assert first["remark"] == "经手人**"
    assert set(FEED.column_names) <= set(first)


def test_a_refused_file_tells_each_problem_and_the_good_rows(
    kept: Kept, files: dict[str, Path]
) -> None:
    done = run("check", files["bad"], "--json")
    told = told_by(done)
    assert (done.exit_code, told["verdict"]) == (1, "rejected")
    assert (told["rows_accepted"], told["rows_rejected"]) == (1, 1)
    assert [row["row"] for row in told["rows"]] == [2]
    [problem] = [one for one in told["problems"] if one["rejects"]]
    assert (problem["row"], problem["column"], problem["value"]) == (3, "今日消耗", "很多")
    assert all(problem[name] for name in ("rule", "reason", "remedy"))


def test_checking_stores_nothing_and_makes_no_key(
    kept: Kept, files: dict[str, Path]
) -> None:
    before = sorted(kept.folder.rglob("*"))
    run("check", files["good"], files["bad"])
    assert sorted(kept.folder.rglob("*")) == before


def test_several_files_are_a_list_and_one_bad_one_is_enough(
    kept: Kept, files: dict[str, Path]
) -> None:
    done = run("check", files["good"], files["bad"], "--json")
    assert done.exit_code == 1
    assert [one["verdict"] for one in told_by(done)] == ["accepted", "rejected"]


def test_feed_and_unit_may_be_called_by_their_names(
    kept: Kept, files: dict[str, Path]
) -> None:
    done = run(
        *("check", files["good"], "--json", "--day", "2020-03-03"),
        *("--feed", FEED.words.hans, "--unit", STORE_OF_COUNTY),
    )
    assert told_by(done)["verdict"] == "accepted"


def test_a_day_of_arrival_means_its_end(kept: Kept, files: dict[str, Path]) -> None:
    same_day = run("check", files["good"], "--as-of", "2020-03-03", "--json")
    day_before = run("check", files["good"], "--as-of", "2020-03-02", "--json")
    assert told_by(same_day)["verdict"] == "accepted"
    assert told_by(day_before)["verdict"] == "rejected"


def test_a_workbook_of_several_reports_has_a_part_for_each(
    kept: Kept, tmp_path: Path
) -> None:
    book = tmp_path / "温溪镇.xlsx"
    book.write_bytes(township_workbook(WENXI, DAY, a_day()))
    done = run("check", book, "--unit", WENXI.code, "--as-of", "2020-02-06", "--json")
    told = told_by(done)
    feeds = ["personnel_deployment", "form_burden_daily", "checkpoint_logistics"]
    assert sorted(part["feed"] for part in told["parts"]) == sorted(feeds)
    assert told["rows_accepted"] == sum(part["rows_accepted"] for part in told["parts"])
    assert told["verdict"] == "accepted"


@pytest.mark.parametrize(
    "content",
    [b"", b"\0", b"\xff\xfe", b"PK\x03\x04", b"\xd0\xcf\x11\xe0" * 200, b"\x80" * 999],
    ids=["empty", "zero", "mark", "zip", "ole", "bytes"],
)
def test_any_bytes_are_refused_without_a_traceback(
    kept: Kept, tmp_path: Path, content: bytes
) -> None:
    path = tmp_path / "x.xlsx"
    path.write_bytes(content)
    done = run("check", path, "--json")
    assert done.exit_code == 1
    assert told_by(done)["problems"]


def test_a_name_from_an_old_windows_archive_is_read(kept: Kept, tmp_path: Path) -> None:
    path = tmp_path / os.fsdecode("物资.csv".encode("gb18030"))
    path.write_text(GOOD, "utf-8")
    assert told_by(run("check", path, "--json"))["file"] == "物资.csv"
    assert run("receive", path).stdout.startswith("物资.csv：回执 1")


def test_what_is_no_file_or_no_day_is_wrong_usage(
    kept: Kept, files: dict[str, Path]
) -> None:
    assert run("check", "nowhere.csv").exit_code == 2
    assert run("check", files["good"], "--as-of", "yesterday").exit_code == 2
    assert run("check").exit_code == 2
    assert run("chek").exit_code == 2


def test_a_report_for_people_names_row_reason_and_remedy(
    kept: Kept, files: dict[str, Path]
) -> None:
    told = run("check", files["bad"]).stdout
    assert "退回" in told
    assert "第3行 “今日消耗” '很多'" in told


def test_with_no_dashboard_the_store_is_opened_and_closed_again(
    kept: Kept, files: dict[str, Path]
) -> None:
    first, again = run("receive", files["good"]), run("receive", files["good"])
    assert (first.exit_code, again.exit_code) == (0, 0)
    assert "回执 1" in first.stdout
    assert "与回执 1 内容相同" in again.stdout
    refused = run("receive", files["bad"], files["good"])
    assert refused.exit_code == 1
    assert "第3行 “今日消耗” '很多'" in refused.stdout


def test_a_file_larger_than_the_setting_is_not_sent(
    kept: Kept, files: dict[str, Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(LARGEST_MIB.name, "0")
    done = run("receive", files["good"])
    assert done.exit_code == 1
    assert "超过上限" in done.stdout
    assert not kept.store.exists()


def test_a_locked_file_is_unlocked_with_the_key_alone(kept: Kept, tmp_path: Path) -> None:
    locked = tmp_path / "名册.csv.locked"
    locked.write_bytes(KeyRing.from_file(kept.key_file).lock(GOOD.encode()))
    assert run("unlock", locked).exit_code == 0
    assert (tmp_path / "名册.csv").read_text("utf-8") == GOOD
    assert run("unlock", locked).exit_code == 1, "it would be written over"
    kept.key_file.write_bytes(b"another key of thirty-two bytes.")
    assert "不是用本密钥锁定" in run("unlock", locked, "--out", tmp_path / "x").output


def handed_in(*arguments: object) -> subprocess.CompletedProcess[str]:
    """Run `receive` as a process of its own, as a clerk does."""
    command = [sys.executable, "-m", "lishui_dash", "receive"]
    return subprocess.run(
        [*command, *map(str, arguments)],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )


@pytest.fixture
def server(kept: Kept, monkeypatch: pytest.MonkeyPatch) -> Iterator[Server]:
    monkeypatch.setenv(INBOX_SECONDS.name, "0.2")
    with serving(kept) as started:
        yield started


def test_files_are_handed_to_the_running_dashboard(
    server: Server, kept: Kept, files: dict[str, Path]
) -> None:
    # The server may still be opening the store; the command waits for it.
    first = handed_in(files["good"], "--json")
    assert first.returncode == 0, first.stderr
    assert json.loads(first.stdout)["parts"][0]["delivery_no"] == 2, "1 is its own"
    refused = handed_in(files["bad"])
    assert refused.returncode == 1
    assert "第3行 “今日消耗” '很多'" in refused.stdout
    with ThreadPoolExecutor(4) as clerks:
        again = list(clerks.map(handed_in, [files["good"]] * 4))
    assert [done.returncode for done in again] == [0, 0, 0, 0]
    assert all("与回执 2 内容相同" in done.stdout for done in again)


def put_into_inbox(kept: Kept) -> None:
    folder = kept.inbox / STORE_OF_COUNTY
    folder.mkdir(parents=True)
    (folder / "物资.csv").write_text(GOOD.replace("经手人欧阳锦绣", ""), "utf-8")


def report_of_inbox(kept: Kept) -> bytes:
    """Wait for the report of what `put_into_inbox` put there."""
    report = kept.inbox / STORE_OF_COUNTY / "accepted" / "物资.csv.json"
    until = monotonic() + PATIENCE
    while not report.exists() and monotonic() < until:
        sleep(0.1)
    return report.read_bytes()


def test_the_inbox_of_the_running_dashboard_needs_no_visitor(
    server: Server, kept: Kept
) -> None:
    put_into_inbox(kept)
    assert json.loads(report_of_inbox(kept))["verdict"] == "accepted"


@pytest.mark.parametrize("shut", ["inbox", "lishui.duckdb.door"])
def test_a_door_that_cannot_be_opened_shuts_no_other(
    kept: Kept, files: dict[str, Path], monkeypatch: pytest.MonkeyPatch, shut: str
) -> None:
    monkeypatch.setenv(INBOX_SECONDS.name, "0.2")
    if shut == "inbox":
        kept.inbox.write_text("a file where the folder should be")
    else:
        (kept.folder / shut).mkdir()
        put_into_inbox(kept)
    with serving(kept) as server:
        if shut == "inbox":
            assert handed_in(files["good"]).returncode == 0
        else:
            assert json.loads(report_of_inbox(kept))["verdict"] == "accepted"
        said = server.log.read_text("utf-8")
    assert ("收件夹未能建立" if shut == "inbox" else "命令行入口未能打开") in said


@pytest.mark.parametrize("setting", [INBOX_SECONDS, LARGEST_MIB])
def test_a_setting_that_is_no_number_stops_the_server_at_once(
    monkeypatch: pytest.MonkeyPatch, setting: Setting
) -> None:
    async def opened() -> None:
        async with doors(None):
            pass

    monkeypatch.setenv(setting.name, "5 seconds, or 64 MB")
    # In a thread of its own: a browser's loop may be running in this one.
    with ThreadPoolExecutor() as threads, pytest.raises(ValueError, match="5 seconds"):
        threads.submit(lambda: asyncio.run(opened())).result()


def test_after_a_kill_the_command_opens_the_store_itself(
    kept: Kept, files: dict[str, Path]
) -> None:
    with serving(kept) as server:
        assert handed_in(files["good"]).returncode == 0
        os.kill(server.pid, signal.SIGKILL)
        done = handed_in(files["good"])
    assert done.returncode == 0, done.stderr
    assert "与回执 2 内容相同" in done.stdout


def test_a_dashboard_that_ends_gives_the_store_back(
    kept: Kept, files: dict[str, Path]
) -> None:
    with serving(kept) as server:
        assert handed_in(files["good"]).returncode == 0
        os.kill(server.pid, signal.SIGTERM)
    assert not Path(f"{kept.store}.door").exists()
    assert not Path(f"{kept.store}.wal").exists()
    assert run("receive", files["good"]).exit_code == 0
