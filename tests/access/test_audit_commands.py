"""The audit log is verified, listed and taken along from a command line."""

from __future__ import annotations

import csv
import json
import re
from datetime import datetime
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from lishui_dash.__main__ import main
from lishui_dash.access.audit import Audit, Did, Event, audit_key
from lishui_dash.errors import SetupRefused
from lishui_dash.spec.settings import ACCOUNTS, AUDIT, CLOCK, SECRET_FILE, STORE
from tests.access.cheap import GOOD, accounts_in

AT = datetime(2020, 3, 4, 8, 30)


@pytest.fixture
def path(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv(AUDIT.name, str(tmp_path / "audit.jsonl"))
    monkeypatch.setenv(SECRET_FILE.name, str(tmp_path / "access.key"))
    monkeypatch.setenv(CLOCK.name, "2020-03-04T09:00")
    return tmp_path / "audit.jsonl"


@pytest.fixture
def audit(path: Path) -> Audit:
    log = Audit(path, audit_key(path.parent / "access.key"))
    log.write(Event(AT, "zhang", Did.SIGNED_IN))
    log.write(Event(AT, "li", Did.SENT, "supplies_daily", "=48 行"))
    log.write(Event(AT, "zhang", Did.SAW_PERSONS, "personnel_roster"))
    return log


def run(*arguments: str) -> Result:
    return CliRunner().invoke(main, ["audit", *arguments])


def test_a_whole_log_is_said_with_what_to_note_down(audit: Audit) -> None:
    said = run("verify")
    newest = audit.entries(most=1)[0]
    assert (said.exit_code, f"3:{newest.hash}" in said.stdout) == (0, True)
    assert "共 3 条" in said.stdout
    assert "3 lines" in said.stdout


def test_the_first_broken_line_is_named_with_its_reason_and_exit_code_1(
    audit: Audit, path: Path
) -> None:
    path.write_bytes(path.read_bytes().replace(b'"li"', b'"wu"'))
    said = run("verify")
    assert said.exit_code == 1
    assert "在第 2 条处断开：第 2 条与校验值不符" in said.stdout
    assert "broken at line 2: line 2 does not fit its hash" in said.stdout
    assert run("verify", "--after", "2").exit_code == 0


def test_what_was_noted_is_held_against_the_log(audit: Audit) -> None:
    noted = re.findall(r"3:[0-9a-f]{64}", run("verify").stdout)[0]
    audit.write(Event(AT, "li", Did.SIGNED_OUT))
    assert run("verify", "--noted", noted).exit_code == 0
    assert run("verify", "--noted", f"9:{noted[2:]}").exit_code == 1
    assert run("verify", "--noted", f"2:{noted[2:]}").exit_code == 1
    assert run("verify", "--noted", "yesterday").exit_code == 2


def test_the_list_is_newest_first_and_can_be_narrowed(audit: Audit) -> None:
    lines = run("list").stdout.splitlines()
    assert [line.split()[0] for line in lines] == ["3", "2", "1"]
    assert lines[1] == (
        "2  2020-03-04 08:30:00  li  报送 Sent a report  supplies_daily  =48 行"
    )
    assert len(run("list", "--most", "1").stdout.splitlines()) == 1
    assert [n[0] for n in run("list", "--who", "zhang").stdout.splitlines()] == ["3", "1"]
    assert [n[0] for n in run("list", "--did", "sent").stdout.splitlines()] == ["2"]
    assert run("list", "--most", "-1").stdout == ""
    assert run("list", "--did", "flew_away").exit_code == 2


def test_a_line_that_was_altered_is_listed_as_such(audit: Audit, path: Path) -> None:
    path.write_bytes(path.read_bytes().replace(b'"li"', b'"\\u001b[2Jwu"'))
    altered = run("list").stdout.splitlines()[1]
    assert "已被改动 altered" in altered
    assert "\x1b" not in altered


def test_a_table_is_taken_in_chinese_and_harmless_and_the_log_says_so(
    audit: Audit, tmp_path: Path
) -> None:
    file = tmp_path / "审计.csv"
    assert run("export", str(file)).exit_code == 0
    assert file.read_bytes().startswith(b"\xef\xbb\xbf")
    heads, *rows = csv.reader(file.read_text("utf-8-sig").splitlines())
    assert heads == ["编号", "时间", "操作人", "事项", "对象", "说明", "校验值"]
    assert rows[1][:6] == [
        "2",
        "2020-03-04 08:30:00",
        "li",
        "报送",
        "supplies_daily",
        "'=48 行",
    ]
    assert [row[0] for row in rows] == ["1", "2", "3", "4"]
    assert rows[3][3:5] == ["导出审计日志", "审计.csv"]
    newest = audit.entries(most=1)[0]
    assert (newest.did, newest.about) == (Did.AUDIT_TAKEN, "审计.csv")
    assert newest.who.startswith("命令行 ")
    assert rows[3][6] == newest.hash
    assert file.stat().st_mode & 0o777 == 0o600


def test_a_copy_is_taken_that_verifies_as_the_log_does(
    audit: Audit, path: Path, tmp_path: Path
) -> None:
    file = tmp_path / "copy.jsonl"
    assert run("export", str(file)).exit_code == 0
    assert file.read_bytes() == path.read_bytes()
    assert json.loads(file.read_text("utf-8").splitlines()[-1])["did"] == "audit_taken"
    assert run("verify", str(file)).exit_code == 0
    audit.write(Event(AT, "li", Did.SIGNED_OUT))
    assert "共 4 条" in run("verify", str(file)).stdout
    file.write_bytes(file.read_bytes()[:-10])
    assert run("verify", str(file)).exit_code == 1


@pytest.mark.parametrize("name", ["there.csv", "there.jsonl", "free.jsonl", "none/new.csv"])
def test_what_cannot_be_written_is_refused_and_nothing_is_said_to_be_taken(
    audit: Audit, tmp_path: Path, name: str
) -> None:
    for there in ("there.csv", "there.jsonl", "free.jsonl.head"):
        (tmp_path / there).write_text("kept")
    said = run("export", str(tmp_path / name))
    assert isinstance(said.exception, SetupRefused)
    assert re.search(r"已存在，不覆盖|没有这个文件夹", str(said.exception))
    assert audit.entries(most=1)[0].did is Did.SAW_PERSONS
    assert (tmp_path / "there.csv").read_text() == "kept"


def test_another_ending_is_wrong_usage(audit: Audit, tmp_path: Path) -> None:
    assert run("export", str(tmp_path / "audit.xlsx")).exit_code == 2


@pytest.mark.parametrize("command", [["verify"], ["list"], ["export", "x.csv"]])
def test_without_its_key_nothing_is_judged_and_no_new_key_is_made(
    path: Path, command: list[str]
) -> None:
    said = run(*command)
    assert isinstance(said.exception, SetupRefused)
    assert "没有密钥文件" in str(said.exception)
    assert list(path.parent.iterdir()) == []


def test_a_log_removed_with_its_head_is_missed_where_there_are_accounts(
    audit: Audit, path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(ACCOUNTS.name, str(path.parent / "access.sqlite"))
    monkeypatch.setenv(STORE.name, str(path.parent / "lishui.duckdb"))
    path.unlink()
    Path(f"{path}.head").unlink()
    assert run("verify").exit_code == 0
    (path.parent / "lishui.duckdb").touch()
    said = run("verify")
    assert (said.exit_code, "日志被整个移走" in said.stderr) == (0, True)
    accounts_in(path.parent / "access.sqlite").add("li.na", GOOD, AT, "test")
    said = run("verify")
    assert (said.exit_code, "移走或删除" in said.stdout) == (1, True)
