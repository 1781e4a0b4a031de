"""A password of one's own, in the place of an old one or of one that another has set."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest

from lishui_dash.access.account import Reason
from lishui_dash.access.accounts import Accounts
from lishui_dash.access.attempts import Of
from lishui_dash.access.passwords import Passwords
from lishui_dash.access.roles import Grant, Role
from lishui_dash.errors import SetupRefused
from tests.access.cheap import ADDRESS, AT, BY, GOOD, OTHER, accounts_in


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "access.sqlite"


@pytest.fixture
def accounts(path: Path) -> Accounts:
    made = accounts_in(path)
    made.add("admin.li", GOOD, AT, BY, grants=[Grant(Role.ADMIN)], must_change=False)
    return made


def test_a_password_that_somebody_else_set_must_be_changed(accounts: Accounts) -> None:
    accounts.set_password("admin.li", OTHER, AT, BY)
    assert accounts.check("admin.li", GOOD, AT).reason is Reason.WRONG
    first = accounts.check("admin.li", OTHER, AT).account
    assert first is not None
    assert first.must_change
    assert accounts.change_password("admin.li", OTHER, GOOD, AT, "s").reason is Reason.RIGHT
    then = accounts.check("admin.li", GOOD, AT).account
    assert then is not None
    assert not then.must_change


def test_a_password_that_somebody_else_set_opens_nothing_after_three_days(
    accounts: Accounts,
) -> None:
    accounts.add("li.na", GOOD, AT, BY)
    accounts.set_password("admin.li", OTHER, AT, BY)
    until = AT + timedelta(hours=72)
    for name, given in (("li.na", GOOD), ("admin.li", OTHER)):
        assert accounts.check(name, given, until - timedelta(seconds=1)).account
        late = accounts.check(name, given, until)
        assert (late.reason, late.account) == (Reason.EXPIRED, None)
        assert accounts.check(name, "wrong", until).reason is Reason.WRONG
        changed = accounts.change_password(name, given, "another 1 of them", until, "s")
        assert changed.reason is Reason.EXPIRED
    accounts.set_password("li.na", OTHER, until, BY)
    assert accounts.change_password("li.na", OTHER, GOOD, until, "s").account
    assert accounts.check("li.na", GOOD, until + timedelta(days=900)).account


def test_who_changes_a_password_knows_the_old_one(accounts: Accounts) -> None:
    for _ in range(5):
        refused = accounts.change_password("admin.li", "wrong", OTHER, AT, "s")
        assert refused.reason is Reason.WRONG
    locked = accounts.change_password("admin.li", GOOD, OTHER, AT, "s")
    assert (locked.reason, locked.lock and locked.lock.of) == (Reason.LOCKED, Of.SESSION)
    assert accounts.check("admin.li", GOOD, AT, ADDRESS).reason is Reason.RIGHT


def test_a_lock_of_the_name_keeps_nobody_from_changing_his_password(
    accounts: Accounts,
) -> None:
    for _ in range(5):
        accounts.check("admin.li", "wrong", AT, ADDRESS)
    changed = accounts.change_password("admin.li", GOOD, OTHER, AT, "s")
    assert changed.reason is Reason.RIGHT
    assert accounts.check("admin.li", OTHER, AT).reason is Reason.LOCKED


def test_a_change_does_not_undo_what_the_administrator_has_set_meanwhile(
    path: Path, accounts: Accounts, monkeypatch: pytest.MonkeyPatch
) -> None:
    is_right = Passwords.is_right

    def slow(self: Passwords, hashed: str | None, password: str) -> bool:
        found = is_right(self, hashed, password)
        accounts_in(path).set_password("admin.li", "set 4 you meanwhile", AT, BY)
        return found

    monkeypatch.setattr(Passwords, "is_right", slow)
    changed = accounts.change_password("admin.li", GOOD, OTHER, AT, "s")
    assert (changed.reason, changed.account) == (Reason.WRONG, None)
    monkeypatch.undo()
    assert accounts.check("admin.li", OTHER, AT).reason is Reason.WRONG
    assert accounts.check("admin.li", "set 4 you meanwhile", AT).account


def test_a_bad_new_password_is_refused_and_counts_for_nothing(accounts: Accounts) -> None:
    for _ in range(6):
        with pytest.raises(SetupRefused, match="至少 10 个字符"):
            accounts.change_password("admin.li", GOOD, "short", AT, "s")
    with pytest.raises(SetupRefused, match="与原口令相同"):
        accounts.change_password("admin.li", GOOD, GOOD, AT, "s")
    with pytest.raises(SetupRefused, match="太常见"):
        accounts.set_password("admin.li", "woaini1314", AT, BY)
    assert accounts.check("admin.li", GOOD, AT).reason is Reason.RIGHT
