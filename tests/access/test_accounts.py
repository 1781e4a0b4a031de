"""Accounts are made, changed and closed; nothing of them is lost."""

from __future__ import annotations

import sqlite3
import subprocess
import sys
from collections.abc import Callable
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from argon2 import PasswordHasher

from lishui_dash.access import account_file
from lishui_dash.access.account import Change, Reason
from lishui_dash.access.accounts import Accounts
from lishui_dash.access.chain import SYSTEM
from lishui_dash.access.names import (
    COMMAND_LINE,
    EVERYBODY,
    NIGHTLY,
    NOBODY,
    SCREEN_PREFIX,
)
from lishui_dash.access.roles import Grant, Role
from lishui_dash.actions.inbox import SENDER as INBOX
from lishui_dash.errors import SetupRefused, StoreUnavailable
from tests.access.cheap import ADDRESS, AT, BY, GOOD, HASHER, OTHER, accounts_in

ADMIN = Grant(Role.ADMIN)
CLERK = Grant(Role.CLERK, "331121-H01")
HEAD = Grant(Role.HEAD, "331121-ZHB")
ADDS_MANY = """
import sys
from datetime import datetime
from pathlib import Path
from tests.access.cheap import GOOD, accounts_in
for number in range(10):
    name = f"{sys.argv[2]}{number}"
    accounts_in(Path(sys.argv[1])).add(name, GOOD, datetime(2020, 3, 4), "x")
"""


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "new folder" / "账号 50%?.sqlite"


@pytest.fixture
def accounts(path: Path) -> Accounts:
    made = accounts_in(path)
    made.add("admin.li", GOOD, AT, BY, grants=[ADMIN], must_change=False)
    return made


def test_without_a_file_there_is_no_account_and_none_is_made(path: Path) -> None:
    nothing = accounts_in(path)
    assert not nothing.has_any()
    assert not nothing.has_admin()
    assert nothing.listed() == ()
    assert nothing.account("admin") is None
    assert not path.parent.exists()


def test_an_account_is_as_it_was_made(accounts: Accounts) -> None:
    made = accounts.add(
        "张伟", OTHER, AT, BY, shown_name=" 张 伟 ", grants=[CLERK, HEAD, CLERK]
    )
    assert made == accounts.account("张伟")
    assert (made.name, made.shown_name, made.grants) == ("张伟", "张 伟", (HEAD, CLERK))
    assert (made.made_at, made.closed_at) == (AT, None)
    assert made.must_change
    assert accounts.has_any()
    assert accounts.has_admin()
    assert [one.name for one in accounts.listed()] == ["admin.li", "张伟"]


def test_the_file_and_what_lies_beside_it_are_for_the_owner_alone(
    path: Path, accounts: Accounts
) -> None:
    with sqlite3.connect(path) as other:
        other.execute("SELECT * FROM account").fetchall()
        accounts.add("li.na", OTHER, AT, BY)
        modes = {f.name: f.stat().st_mode & 0o777 for f in path.parent.iterdir()}
    other.close()
    assert modes == {f"{path.name}{end}": 0o600 for end in ("", "-shm", "-wal")}


def test_a_file_that_others_could_read_is_closed_to_them(
    path: Path, accounts: Accounts
) -> None:
    path.chmod(0o644)
    accounts_in(path).has_any()
    assert path.stat().st_mode & 0o777 == 0o600


def test_no_password_stands_in_the_file(path: Path, accounts: Accounts) -> None:
    accounts.check("admin.li", OTHER, AT, ADDRESS)
    accounts.check(OTHER, GOOD, AT, ADDRESS)
    kept = path.read_bytes()
    for secret in (GOOD, OTHER, ADDRESS):
        assert secret.encode() not in kept


@pytest.mark.parametrize(
    "name",
    [
        *(
            "",
            "x",
            "a b",
            "a/b",
            "<b>",
            "a@b.c",
            "sso:li",
            f"{SCREEN_PREFIX}指挥大厅",
            "аdmin",
            "é" * 3,
            "长" * 61,
            "a\x00b",
        )
    ],
)
def test_a_name_is_of_letters_that_everybody_tells_apart(
    accounts: Accounts, name: str
) -> None:
    with pytest.raises(SetupRefused, match="账号名应为"):
        accounts.add(name, OTHER, AT, BY)


@pytest.mark.parametrize(
    "name", [EVERYBODY, "Open", NOBODY, SYSTEM, COMMAND_LINE, NIGHTLY, INBOX]
)
def test_nobody_is_called_like_somebody_else_in_the_audit(
    accounts: Accounts, name: str
) -> None:
    with pytest.raises(SetupRefused, match="另有所指"):
        accounts.add(name, OTHER, AT, BY)


@pytest.mark.parametrize("name", ["admin.li", "ADMIN.Li", " ａdmin.li "])
def test_a_name_is_the_same_however_it_is_written(accounts: Accounts, name: str) -> None:
    with pytest.raises(SetupRefused, match="已有账号“admin"):
        accounts.add(name, OTHER, AT, BY)
    assert accounts.check(name, GOOD, AT).reason is Reason.RIGHT


ON_ONE: dict[str, Callable[[Accounts, str], object]] = {
    "grant": lambda accounts, name: accounts.grant(name, CLERK, AT, BY),
    "withdraw": lambda accounts, name: accounts.withdraw(name, ADMIN, AT, BY),
    "close": lambda accounts, name: accounts.close(name, AT, BY),
    "reopen": lambda accounts, name: accounts.reopen(name, AT, BY),
    "set_password": lambda accounts, name: accounts.set_password(name, OTHER, AT, BY),
    "unlock": lambda accounts, name: accounts.unlock(name, AT, BY),
    "changes": lambda accounts, name: accounts.changes(name),
}


@pytest.mark.parametrize("what", ON_ONE)
def test_what_is_done_to_an_unknown_name_is_refused(accounts: Accounts, what: str) -> None:
    with pytest.raises(SetupRefused, match="没有账号“nobody”"):
        ON_ONE[what](accounts, "nobody")


LAST: dict[str, Callable[[Accounts], object]] = {
    "closed": lambda accounts: accounts.close("admin.li", AT, BY),
    "without": lambda accounts: accounts.withdraw("admin.li", ADMIN, AT, BY),
}


@pytest.mark.parametrize("how", LAST)
@pytest.mark.parametrize("beside", [None, CLERK, Grant(Role.ADMIN, "331121-ZHB")])
def test_the_last_administrator_stays(
    accounts: Accounts, how: str, beside: Grant | None
) -> None:
    if beside is not None:
        accounts.grant("admin.li", beside, AT, BY)
    accounts.add("closed.one", OTHER, AT, BY, grants=[ADMIN])
    accounts.close("closed.one", AT, BY)
    before, done = accounts.account("admin.li"), accounts.changes("admin.li")
    with pytest.raises(SetupRefused, match="最后一名全市管理员"):
        LAST[how](accounts)
    assert (accounts.account("admin.li"), accounts.changes("admin.li")) == (before, done)
    accounts.reopen("closed.one", AT, BY)
    LAST[how](accounts)
    assert accounts.has_admin()


def test_roles_are_given_and_taken_one_by_one(accounts: Accounts) -> None:
    assert accounts.grant("admin.li", CLERK, AT, BY).grants == (CLERK, ADMIN)
    assert accounts.grant("admin.li", HEAD, AT, BY).grants == (HEAD, CLERK, ADMIN)
    assert accounts.withdraw("admin.li", CLERK, AT, BY).grants == (HEAD, ADMIN)
    with pytest.raises(SetupRefused, match="没有角色 clerk@331121-H01；现有：head@"):
        accounts.withdraw("admin.li", CLERK, AT, BY)


@pytest.mark.parametrize("unit", ["", "a b", "a@b", "x" * 61, "a\nb"])
def test_a_unit_has_a_code_of_one_word(accounts: Accounts, unit: str) -> None:
    with pytest.raises(SetupRefused, match="单位代码"):
        accounts.grant("admin.li", Grant(Role.CLERK, unit), AT, BY)


def test_a_closed_account_lets_nobody_in_until_it_is_opened(accounts: Accounts) -> None:
    accounts.add("li.na", OTHER, AT, BY)
    accounts.close("li.na", AT, BY)
    closed = accounts.check("li.na", OTHER, AT)
    assert (closed.reason, closed.account) == (Reason.CLOSED, None)
    with pytest.raises(SetupRefused, match="已经停用"):
        accounts.close("li.na", AT, BY)
    accounts.reopen("li.na", AT, BY)
    assert accounts.check("li.na", OTHER, AT).reason is Reason.RIGHT
    with pytest.raises(SetupRefused, match="正在使用"):
        accounts.reopen("li.na", AT, BY)


def test_a_file_of_before_opens_no_account_without_a_password(path: Path) -> None:
    """Such an account let nobody in, and counted as an administrator all the same."""
    path.parent.mkdir()
    with sqlite3.connect(path) as file:
        file.executescript(
            f"""{account_file._VERSIONS[0]}
            CREATE TABLE schema_version (version INTEGER);
            INSERT INTO schema_version VALUES (1);
            INSERT INTO account (name, login, shown_name, made_at)
            VALUES ('ghost', 'ghost', 'Ghost', '{AT.isoformat()}');
            INSERT INTO account_grant VALUES ('ghost', 'admin', '{ADMIN.unit}');
            INSERT INTO account_change (at, name, by, change, detail)
            VALUES ('{AT.isoformat()}', 'ghost', 'x', 'added', '');"""
        )
    file.close()
    accounts = accounts_in(path)
    [ghost] = accounts.listed()
    assert (ghost.closed_at, ghost.is_administrator) == (AT, False)
    assert accounts.check("ghost", "", AT).reason is Reason.WRONG


def test_a_hash_follows_the_parameters_of_the_library(
    path: Path, accounts: Accounts
) -> None:
    dearer = PasswordHasher(time_cost=2, memory_cost=8, parallelism=1)
    newer = Accounts(path, dearer)
    assert newer.check("admin.li", OTHER, AT).reason is Reason.WRONG
    assert "t=1" in _hash_in(path)
    assert newer.check("admin.li", GOOD, AT).reason is Reason.RIGHT
    assert "t=2" in _hash_in(path)
    assert accounts_in(path).check("admin.li", GOOD, AT).reason is Reason.RIGHT


def _hash_in(path: Path) -> str:
    with sqlite3.connect(path) as file:
        [(found,)] = file.execute("SELECT password FROM account").fetchall()
    file.close()
    return str(found)


def test_every_change_stays_written_with_who_made_it(
    path: Path, accounts: Accounts
) -> None:
    later = AT + timedelta(hours=1)
    accounts.add("li.na", OTHER, AT, BY, grants=[CLERK])
    accounts.grant("li.na", HEAD, AT, "admin.li")
    accounts.grant("li.na", HEAD, AT, "admin.li")
    accounts.set_password("li.na", GOOD, AT, "admin.li")
    accounts.change_password("li.na", GOOD, OTHER, later, "s")
    accounts.unlock("li.na", later, BY)
    accounts.close("li.na", later, BY)
    accounts.reopen("li.na", later, BY)
    told = accounts.changes("li.na")
    assert [(one.change, one.by) for one in told] == [
        (Change.ADDED, BY),
        (Change.GRANTS, "admin.li"),
        (Change.PASSWORD_SET, "admin.li"),
        (Change.PASSWORD_CHANGED, "li.na"),
        *((change, BY) for change in (Change.UNLOCKED, Change.CLOSED, Change.REOPENED)),
    ]
    assert told[1].detail == "head@331121-ZHB clerk@331121-H01"
    assert (told[0].at, told[-1].at) == (AT, later)
    for statement in (
        "DELETE FROM account_change",
        "UPDATE account_change SET by = 'x'",
        "DELETE FROM account",
    ):
        file = sqlite3.connect(path)
        with pytest.raises(sqlite3.IntegrityError, match=r"never deleted|stays"):
            file.execute(statement)
        file.close()


def test_processes_that_write_at_once_lose_nothing(path: Path, accounts: Accounts) -> None:
    writers = [
        subprocess.Popen([sys.executable, "-c", ADDS_MANY, str(path), name])
        for name in ("甲号", "乙号")
    ]
    assert [writer.wait(60) for writer in writers] == [0, 0]
    assert len(accounts.listed()) == 1 + 2 * 10


@pytest.mark.parametrize("content", [b"no database at all, but a text" * 200, b"SQLite"])
def test_a_damaged_file_lets_nobody_in(path: Path, content: bytes) -> None:
    path.parent.mkdir()
    path.write_bytes(content)
    with pytest.raises(StoreUnavailable, match="账号文件无法读写"):
        Accounts(path, HASHER).check("admin.li", GOOD, AT)


def test_a_file_that_goes_away_is_not_taken_for_one_without_accounts(
    path: Path, accounts: Accounts
) -> None:
    path.unlink()
    with pytest.raises(StoreUnavailable):
        accounts.has_any()
    with pytest.raises(StoreUnavailable):
        accounts.add("li.na", OTHER, AT, BY)
    assert not path.exists()


def test_a_file_of_a_newer_version_is_left_alone(path: Path, accounts: Accounts) -> None:
    with sqlite3.connect(path) as file:
        file.execute("INSERT INTO schema_version VALUES (99)")
    file.close()
    with pytest.raises(StoreUnavailable, match="更新的版本"):
        accounts_in(path).has_any()


def test_moments_are_kept_to_the_microsecond(accounts: Accounts) -> None:
    at = datetime(2020, 3, 4, 9, 0, 0, 5)
    assert accounts.add("li.na", OTHER, at, BY).made_at == at
    found = accounts.account("li.na")
    assert found is not None
    assert found.made_at == at
