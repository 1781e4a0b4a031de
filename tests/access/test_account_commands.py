"""Accounts are made and changed from the command line, and every change is on record."""

from __future__ import annotations

import re
from datetime import datetime
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from lishui_dash.__main__ import main
from lishui_dash.access.account import Reason
from lishui_dash.access.accounts import Accounts
from lishui_dash.access.events import Did
from lishui_dash.access.roles import Grant, Role
from lishui_dash.catalogue.units import UNITS
from lishui_dash.spec.settings import ACCOUNTS, AUDIT, CLOCK, SECRET_FILE
from lishui_dash.ui import access_files
from tests.access.cheap import GOOD, HASHER, OTHER

AT = datetime(2020, 3, 4, 9)
CLERK = Grant(Role.CLERK, "331121-ZHB")


@pytest.fixture(autouse=True)
def accounts(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Accounts:
    for setting in (ACCOUNTS, AUDIT, SECRET_FILE):
        monkeypatch.setenv(setting.name, str(tmp_path / setting.name.lower()))
    monkeypatch.setenv(CLOCK.name, "2020-03-04T09:00")
    return Accounts(tmp_path / ACCOUNTS.name.lower(), HASHER)


def run(*arguments: str, typed: str = "") -> Result:
    return CliRunner().invoke(main, ["account", *arguments], input=typed)


def add(*arguments: str) -> Result:
    return run("add", *arguments, "--password-stdin", typed=f"{GOOD}\n")


def on_record() -> list[tuple[str, str]]:
    entries = access_files.audit().entries()
    assert {entry.did for entry in entries} <= {Did.ACCOUNT_CHANGED}
    assert all(entry.who.startswith("命令行") for entry in entries)
    return [(entry.about, entry.detail) for entry in reversed(entries)]


def test_the_first_administrator_types_a_password_twice(accounts: Accounts) -> None:
    said = run("add", "admin.li", "--role", "admin", typed=f"{GOOD}\n{GOOD}\n")
    assert said.exit_code == 0, said.output
    assert GOOD not in said.output
    found = accounts.check("admin.li", GOOD, AT).account
    assert found is not None
    assert found.is_administrator
    assert not found.must_change, "it is his own"
    [(name, told)] = on_record()
    assert (name, told) == (
        "admin.li",
        f"新建；现有角色：管理员（LS-ZHB {UNITS['LS-ZHB'].words.hans}）",
    )


def test_whoever_comes_after_has_to_change_the_password(accounts: Accounts) -> None:
    run("add", "admin.li", "--role", "admin", typed=f"{GOOD}\n{GOOD}\n")
    said = run(
        *("add", "李娜", "--shown", "李娜（青田）", "--password-stdin"),
        *("--role", "clerk", "--unit", CLERK.unit, "--role", "duty", "--unit", "LS-ZHB"),
        typed=f"{OTHER}\n",
    )
    assert said.exit_code == 0, said.output
    found = accounts.check("李娜", OTHER, AT).account
    assert found is not None
    assert (found.shown_name, found.must_change) == ("李娜（青田）", True)
    assert found.grants == (CLERK, Grant(Role.DUTY))


@pytest.mark.parametrize(
    ("typed", "told"),
    [("short\n", "至少 10 个字符"), ("\n", "至少 10 个字符"), ("woaini1314\n", "太常见")],
)
def test_a_bad_password_is_refused_in_a_sentence(
    accounts: Accounts, typed: str, told: str
) -> None:
    said = run("add", "li.na", "--password-stdin", typed=typed)
    assert (said.exit_code, told in said.stderr) == (1, True)
    assert "Traceback" not in said.output
    assert not accounts.has_any()
    assert on_record() == []


@pytest.mark.parametrize(
    "arguments",
    [
        ("add", "li.na", "--role", "clerk"),
        ("add", "li.na", "--role", "king"),
        ("add", "li.na", "--role", "clerk", "--unit", "a", "--unit", "b"),
        ("add", "li.na", "--password", GOOD),
        ("grant", "li.na", "head"),
        ("unlock",),
    ],
)
def test_wrong_usage_changes_nothing(
    accounts: Accounts, arguments: tuple[str, ...]
) -> None:
    assert run(*arguments).exit_code == 2
    assert not accounts.has_any()


def test_a_unit_that_the_catalogue_does_not_know_is_taken_with_a_word(
    accounts: Accounts,
) -> None:
    said = add("li.na", "--role", "clerk", "--unit", "331121-H99")
    assert said.exit_code == 0
    assert "单位目录里没有 331121-H99" in said.stderr
    assert [one.grants for one in accounts.listed()] == [(Grant(Role.CLERK, "331121-H99"),)]


def test_roles_are_given_and_taken(accounts: Accounts) -> None:
    add("li.na")
    assert run("grant", "li.na", "clerk", CLERK.unit).exit_code == 0
    assert run("grant", "LI.NA", "auditor").exit_code == 0
    assert run("withdraw", "li.na", "auditor").exit_code == 0
    assert [one.grants for one in accounts.listed()] == [(CLERK,)]
    again = run("withdraw", "li.na", "auditor")
    assert (again.exit_code, "没有角色" in again.stderr) == (1, True)
    clerk = f"报送员（{CLERK.unit} {UNITS[CLERK.unit].words.hans}）"
    auditor = f"审计员（LS-ZHB {UNITS['LS-ZHB'].words.hans}）"
    assert on_record() == [
        ("li.na", "新建；现有角色：无"),
        ("li.na", f"给予角色 {clerk}；现有角色：{clerk}"),
        ("li.na", f"给予角色 {auditor}；现有角色：{clerk}、{auditor}"),
        ("li.na", f"撤去角色 {auditor}；现有角色：{clerk}"),
    ]


def test_an_account_is_closed_opened_and_listed(accounts: Accounts) -> None:
    add("li.na", "--shown", "李娜")
    assert "使用中 in use" in run("list").stdout
    assert run("close", "li.na").exit_code == 0
    assert re.fullmatch(
        r"li\.na  李娜  2020-03-04 09:\d\d  —  2020-03-04 09:\d\d 停用 closed，"
        r"须在 2020-03-07 09:\d\d 前改口令 must change the password before then\n",
        run("list").stdout,
    )
    assert run("reopen", "li.na").exit_code == 0
    assert [one.closed_at for one in accounts.listed()] == [None]
    told = run("history", "li.na").stdout.splitlines()
    assert [line.split("  ")[2] for line in told] == [
        "新建 made",
        "停用 closed",
        "恢复使用 opened again",
    ]


def test_a_temporary_password_is_set(accounts: Accounts) -> None:
    accounts.add("li.na", GOOD, AT, "x", must_change=False)
    said = run("password", "li.na", typed=f"{OTHER}\n{OTHER}\n")
    assert "须在 2020-03-07 09:" in said.stdout
    found = accounts.check("li.na", OTHER, AT).account
    assert found is not None
    assert found.must_change


def test_a_locked_name_and_address_are_unlocked(accounts: Accounts) -> None:
    accounts.add("li.na", GOOD, AT, "x", must_change=False)
    for number in range(20):
        accounts.check("li.na" if number < 5 else f"x{number}", OTHER, AT, "10.1.2.3")
    assert "锁定至 locked until 2020-03-04 09:15" in run("list").stdout
    assert run("unlock", "li.na", "--address", "10.1.2.3").exit_code == 0
    assert accounts.check("li.na", GOOD, AT, "10.1.2.3").reason is Reason.RIGHT
    assert on_record() == [("li.na", "解除锁定"), ("", "解除锁定：地址 10.1.2.3")]


def test_who_is_signed_in_is_listed_and_signed_out(accounts: Accounts) -> None:
    accounts.add("li.na", GOOD, AT, "x", shown_name="李娜", must_change=False)
    sessions = access_files.sessions()
    opened = accounts.check("li.na", GOOD, AT).account
    assert opened is not None
    token = sessions.open(opened, AT, "10.1.2.3")
    assert token is not None
    line = "li.na  李娜  2020-03-04 09:00  09:00  10.1.2.3\n"
    assert run("sessions").stdout == line
    assert "Sessions ended: 1." in run("sign-out", "li.na").stdout
    assert sessions.holder(token, AT, False) is None
    assert run("sessions").stdout == ""


@pytest.mark.parametrize(
    "command", ["grant", "withdraw", "close", "reopen", "unlock", "password", "history"]
)
def test_what_is_refused_is_a_sentence_and_exit_code_1(command: str) -> None:
    more = {"grant": ("admin",), "withdraw": ("admin",), "password": ("--password-stdin",)}
    said = run(command, "nobody", *more.get(command, ()), typed=f"{GOOD}\n")
    assert (said.exit_code, "没有账号“nobody”" in said.stderr) == (1, True)
    assert "Traceback" not in said.output
    assert on_record() == []


def test_the_last_administrator_is_not_closed_from_here_either(accounts: Accounts) -> None:
    accounts.add("admin.li", GOOD, AT, "x", grants=[Grant(Role.ADMIN)])
    assert "最后一名全市管理员" in run("close", "admin.li").stderr
    assert "最后一名全市管理员" in run("withdraw", "admin.li", "admin").stderr


def test_a_name_comes_over_from_a_terminal_of_another_encoding(accounts: Accounts) -> None:
    typed = "李娜".encode("gb18030").decode("utf-8", "surrogateescape")
    assert add(typed).exit_code == 0
    assert [one.name for one in accounts.listed()] == ["李娜"]
