"""Whom the administrator of a county may deal with, and which roles nobody is given."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from lishui_dash.access.roles import Grant, Role
from lishui_dash.errors import AccessRefused, SetupRefused
from lishui_dash.ui import access_files
from lishui_dash.ui.admin import account_deeds as deeds
from lishui_dash.ui.clock import clock
from tests.access.cheap import GOOD, accounts_in
from tests.access.people import HEALTH, HOME, TOWN
from tests.administered import ADMIN, OF_COUNTY, WHY, html, opened
from tests.kept import Kept
from tests.opened import pages_on
from tests.signed_in import signed_in

NOBODY_S, OWN = "staff.new", "staff.own"
OF_OWN = Grant(Role.CLERK, TOWN)


@pytest.fixture(autouse=True)
def store(tmp_path: Path) -> Iterator[None]:
    """A store with an account that holds no role, and one that holds one in a county."""
    kept = Kept(tmp_path)
    with pages_on(kept):
        accounts = accounts_in(kept.accounts)
        accounts.add(NOBODY_S, GOOD, clock(), "test")
        accounts.add(OWN, GOOD, clock(), "test", grants=[OF_OWN])
        yield


def test_whoever_holds_no_role_is_the_citys(store: None) -> None:
    with signed_in(OF_COUNTY):
        told = html(opened("accounts"))
        assert OWN in told
        assert NOBODY_S not in told
        for deed in (
            lambda: deeds.give(NOBODY_S, OF_OWN, WHY),
            lambda: deeds.close(NOBODY_S, WHY),
            lambda: deeds.set_password(NOBODY_S, ("", "")),
            lambda: deeds.sign_out("somebody of the provider", ()),
        ):
            with pytest.raises(AccessRefused):
                deed()
        deeds.close(OWN, WHY)
    with signed_in(ADMIN):
        assert NOBODY_S in html(opened("accounts"))
        deeds.give(NOBODY_S, OF_OWN, WHY)
    account = access_files.accounts().account(NOBODY_S)
    assert account is not None
    assert account.grants == (OF_OWN,)


def test_a_duty_officer_of_a_department_is_refused_with_words(store: None) -> None:
    with signed_in(ADMIN):
        for unit in (HEALTH, TOWN):
            with pytest.raises(SetupRefused, match="指挥部"):
                deeds.give(OWN, Grant(Role.DUTY, unit), WHY)
            with pytest.raises(SetupRefused, match="指挥部"):
                deeds.add("duty.new", "", [Grant(Role.DUTY, unit)], ("", ""), WHY)
        deeds.give(OWN, Grant(Role.DUTY, HOME), WHY)
    assert access_files.accounts().account("duty.new") is None
