"""What is done to accounts, sessions and screens is told first, or is not done."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from lishui_dash.access.account import Changed
from lishui_dash.access.accounts import Accounts
from lishui_dash.access.roles import Grant, Role
from lishui_dash.access.screens import Screens
from lishui_dash.errors import StoreUnavailable
from tests.access.cheap import AT, BY, GOOD, OTHER, accounts_in

CLERK = Grant(Role.CLERK, "331121-H01")
HEAD = Grant(Role.HEAD, "331121-ZHB")
DEEDS: dict[str, Callable[[Accounts], object]] = {
    "add": lambda all_: all_.add("wang", OTHER, AT, BY),
    "grant": lambda all_: all_.grant("LI.NA", HEAD, AT, BY),
    "withdraw": lambda all_: all_.withdraw("LI.NA", CLERK, AT, BY),
    "close": lambda all_: all_.close("LI.NA", AT, BY),
    "reopen": lambda all_: all_.reopen("former", AT, BY),
    "set_password": lambda all_: all_.set_password("LI.NA", OTHER, AT, BY),
    "change_password": lambda all_: all_.change_password("LI.NA", GOOD, OTHER, AT, "s"),
    "unlock": lambda all_: all_.unlock("LI.NA", AT, BY),
}


@pytest.fixture
def accounts(tmp_path: Path) -> Accounts:
    made = accounts_in(tmp_path / "access.sqlite")
    made.add("li.na", GOOD, AT, BY, grants=[CLERK], must_change=False)
    made.add("former", GOOD, AT, BY)
    made.close("former", AT, BY)
    for _ in range(5):
        made.check("former", OTHER, AT)
    return made


def cannot(*_: object) -> None:
    raise StoreUnavailable("审计日志无法写入")


@pytest.mark.parametrize("deed", DEEDS)
def test_a_change_that_cannot_be_told_is_none(accounts: Accounts, deed: str) -> None:
    before = accounts.listed(), accounts.changes("li.na"), accounts.changes("former")
    with pytest.raises(StoreUnavailable, match="审计日志"):
        DEEDS[deed](accounts.telling(cannot))
    after = accounts.listed(), accounts.changes("li.na"), accounts.changes("former")
    assert after == before
    assert accounts.check("li.na", GOOD, AT).account is not None


@pytest.mark.parametrize("deed", DEEDS)
def test_a_change_is_told_once_by_the_name_as_it_is_written(
    accounts: Accounts, deed: str
) -> None:
    told: list[tuple[str, Changed]] = []
    DEEDS[deed](accounts.telling(lambda name, changed: told.append((name, changed))))
    [(name, changed)] = told
    assert name in ("li.na", "former", "wang")
    assert accounts.changes(name)[-1] == changed


def test_a_lock_that_cannot_be_told_to_be_lifted_stays(accounts: Accounts) -> None:
    assert accounts.locked_until("former", AT) is not None
    with pytest.raises(StoreUnavailable):
        accounts.telling(cannot).unlock("former", AT, BY)
    assert accounts.locked_until("former", AT) is not None


def test_a_screen_is_neither_made_nor_shut_out_where_that_cannot_be_told(
    tmp_path: Path,
) -> None:
    screens, told = Screens(tmp_path / "screens.csv"), list[str]()
    with pytest.raises(StoreUnavailable):
        screens.add("东墙", AT, cannot)
    assert screens.listed() == ()
    screens.add(" 东墙 ", AT, told.append)
    with pytest.raises(StoreUnavailable):
        screens.revoke("东墙", AT, cannot)
    assert [one.revoked_at for one in screens.listed()] == [None]
    screens.revoke("东墙", AT, told.append)
    assert told == ["东墙", "东墙"]
