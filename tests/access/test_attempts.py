"""Who guesses is locked out, by name and by address; who knows the password is not."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from lishui_dash.access.account import Account, Reason
from lishui_dash.access.accounts import Accounts
from lishui_dash.access.attempts import Of, network_of
from lishui_dash.access.known import Known, KnownBrowsers
from tests.access.cheap import ADDRESS, AT, BY, GOOD, accounts_in

MINUTE = timedelta(minutes=1)
WRONG = "wrong"


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "access.sqlite"


@pytest.fixture
def accounts(path: Path) -> Accounts:
    made = accounts_in(path)
    for name in ("li.na", "wang.fang"):
        made.add(name, GOOD, AT, BY)
    return made


def fail(accounts: Accounts, at: datetime, times: int = 5, name: str = "li.na") -> None:
    for _ in range(times):
        accounts.check(name, WRONG, at)


@pytest.mark.parametrize("name", ["li.na", "LI.NA", "nobody", "../../etc", "x" * 9000])
def test_five_wrong_passwords_lock_a_name_whether_it_is_known_or_not(
    accounts: Accounts, name: str
) -> None:
    locks = [accounts.check(name, WRONG, AT).locked_until for _ in range(7)]
    assert locks == [None] * 4 + [AT + 15 * MINUTE] * 3
    said = accounts.check(name, GOOD, AT + 14 * MINUTE)
    assert (said.reason, said.account) == (Reason.LOCKED, None)
    assert said.locked_until == AT + 15 * MINUTE


def test_the_lock_ends_at_its_minute_and_not_before(accounts: Accounts) -> None:
    fail(accounts, AT)
    until = AT + 15 * MINUTE
    early = accounts.check("li.na", GOOD, until - timedelta(microseconds=1))
    assert early.reason is Reason.LOCKED
    assert accounts.locked_until("li.na", AT) == until
    assert accounts.locked_until("li.na", until) is None
    assert accounts.check("li.na", GOOD, until).reason is Reason.RIGHT


def test_each_further_lock_lasts_twice_as_long_up_to_an_hour(accounts: Accounts) -> None:
    at, lasted = AT, []
    for _ in range(5):
        fail(accounts, at)
        until = accounts.locked_until("li.na", at)
        assert until is not None
        lasted.append((until - at) / MINUTE)
        at = until
    assert lasted == [15, 30, 60, 60, 60]


def test_a_success_sets_everything_back(accounts: Accounts) -> None:
    fail(accounts, AT)
    at = AT + 15 * MINUTE
    fail(accounts, at, 4)
    assert accounts.check("li.na", GOOD, at).reason is Reason.RIGHT
    fail(accounts, at, 4)
    assert accounts.locked_until("li.na", at) is None
    fail(accounts, at, 1)
    assert accounts.locked_until("li.na", at) == at + 15 * MINUTE


def test_the_fifth_try_may_be_the_right_one(accounts: Accounts) -> None:
    fail(accounts, AT, 4)
    right = accounts.check("li.na", GOOD, AT, ADDRESS)
    assert (right.reason, right.lock) == (Reason.RIGHT, None)
    assert accounts.locked_until("li.na", AT) is None


def test_a_day_without_failures_sets_everything_back(accounts: Accounts) -> None:
    fail(accounts, AT, 4)
    fail(accounts, AT + timedelta(days=1), 4)
    assert accounts.locked_until("li.na", AT + timedelta(days=1)) is None


def test_a_restart_forgets_no_failure(accounts: Accounts, path: Path) -> None:
    fail(accounts, AT, 3)
    fail(accounts_in(path), AT, 2)
    assert accounts_in(path).check("li.na", GOOD, AT).reason is Reason.LOCKED


def test_guesses_that_come_at_once_are_no_more_than_five(accounts: Accounts) -> None:
    with ThreadPoolExecutor(16) as threads:
        said = list(threads.map(lambda _: accounts.check("li.na", WRONG, AT), range(40)))
    looked_at = [one for one in said if one.reason is Reason.WRONG]
    assert len(looked_at) == 5
    assert {one.reason for one in said} == {Reason.WRONG, Reason.LOCKED}


def test_a_lock_of_one_name_leaves_the_others_alone(accounts: Accounts) -> None:
    fail(accounts, AT)
    assert accounts.check("wang.fang", GOOD, AT).reason is Reason.RIGHT


def test_twenty_failures_lock_an_address_for_a_quarter_of_an_hour(
    accounts: Accounts,
) -> None:
    for number in range(20):
        accounts.check(f"name{number}", WRONG, AT + number * timedelta(seconds=40), ADDRESS)
    locked_at = AT + 19 * timedelta(seconds=40)
    said = accounts.check("li.na", GOOD, locked_at, ADDRESS)
    assert (said.reason, said.locked_until) == (
        Reason.ADDRESS_LOCKED,
        locked_at + 15 * MINUTE,
    )
    assert accounts.check("li.na", GOOD, locked_at, "10.1.2.4").reason is Reason.RIGHT
    after = accounts.check("li.na", GOOD, locked_at + 15 * MINUTE, ADDRESS)
    assert after.reason is Reason.RIGHT


def test_failures_that_lie_further_apart_lock_no_address(accounts: Accounts) -> None:
    for number in range(40):
        said = accounts.check(f"name{number}", WRONG, AT + number * MINUTE, ADDRESS)
        assert said.reason is Reason.UNKNOWN


def test_an_account_of_one_s_own_does_not_let_one_guess_others(accounts: Accounts) -> None:
    for number in range(20):
        accounts.check(f"name{number}", WRONG, AT, ADDRESS)
        last = accounts.check("li.na", GOOD, AT, ADDRESS)
    assert last.reason is Reason.ADDRESS_LOCKED


def test_who_signs_in_often_is_no_attacker(accounts: Accounts) -> None:
    for number in range(25):
        at = AT + number * timedelta(seconds=1)
        assert accounts.check("li.na", GOOD, at, ADDRESS).reason is Reason.RIGHT


def test_tries_at_a_locked_name_count_against_the_address(accounts: Accounts) -> None:
    reasons = [accounts.check("li.na", WRONG, AT, ADDRESS).reason for _ in range(22)]
    assert reasons == (
        [Reason.WRONG] * 5 + [Reason.LOCKED] * 15 + [Reason.ADDRESS_LOCKED] * 2
    )


def test_a_lock_says_how_often_it_has_sent_somebody_away(accounts: Accounts) -> None:
    fail(accounts, AT)
    locks = [accounts.check("li.na", WRONG, AT).lock for _ in range(3)]
    assert [lock.refused for lock in locks if lock] == [1, 2, 3]


def test_an_administrator_unlocks_a_name_and_an_address(accounts: Accounts) -> None:
    fail(accounts, AT)
    accounts.unlock("li.na", AT, BY)
    assert accounts.check("li.na", GOOD, AT, ADDRESS).reason is Reason.RIGHT
    for number in range(20):
        accounts.check(f"name{number}", WRONG, AT, ADDRESS)
    accounts.unlock_address(ADDRESS)
    assert accounts.check("li.na", GOOD, AT, ADDRESS).reason is Reason.RIGHT


def test_a_password_that_is_set_lifts_the_lock(accounts: Accounts) -> None:
    fail(accounts, AT)
    accounts.set_password("li.na", "set 4 you anew", AT, BY)
    assert accounts.locked_until("li.na", AT) is None
    assert accounts.check("li.na", "set 4 you anew", AT).reason is Reason.RIGHT


@pytest.fixture
def browser(accounts: Accounts) -> Known:
    """One that has signed in to li.na before."""
    account = accounts.check("li.na", GOOD, AT).account
    assert account is not None
    return Known("of li.na").with_account(account)


def test_strangers_lock_nobody_out_where_he_has_signed_in_before(
    accounts: Accounts, browser: Known
) -> None:
    fail(accounts, AT)
    for number in range(20):
        accounts.check(f"name{number}", WRONG, AT, ADDRESS)
    assert accounts.check("li.na", GOOD, AT, "10.9.9.9").reason is Reason.LOCKED
    assert accounts.check("li.na", GOOD, AT, ADDRESS).reason is Reason.ADDRESS_LOCKED
    assert accounts.check("li.na", GOOD, AT, ADDRESS, browser).reason is Reason.RIGHT
    assert accounts.locked_until("li.na", AT) == AT + 15 * MINUTE, "for strangers still"


def test_in_a_browser_of_one_s_own_no_more_guesses_are_answered(
    accounts: Accounts, browser: Known
) -> None:
    said = [accounts.check("li.na", WRONG, AT, ADDRESS, browser) for _ in range(6)]
    assert [one.reason for one in said] == [Reason.WRONG] * 5 + [Reason.LOCKED]
    assert said[-1].lock is not None
    assert said[-1].lock.of is Of.BROWSER
    assert accounts.check("li.na", GOOD, AT, ADDRESS, browser).reason is Reason.LOCKED
    assert accounts.check("li.na", GOOD, AT).reason is Reason.RIGHT, "from elsewhere"
    assert accounts.locked_until("li.na", AT) == AT + 15 * MINUTE
    accounts.unlock("li.na", AT, BY)
    assert accounts.check("li.na", GOOD, AT, ADDRESS, browser).reason is Reason.RIGHT


def test_a_browser_is_known_for_one_name_and_until_the_password_changes(
    accounts: Accounts, browser: Known
) -> None:
    fail(accounts, AT, name="wang.fang")
    assert accounts.check("wang.fang", GOOD, AT, browser=browser).reason is Reason.LOCKED
    accounts.set_password("li.na", "set 4 you anew", AT, BY)
    fail(accounts, AT)
    again = accounts.check("li.na", "set 4 you anew", AT, browser=browser)
    assert again.reason is Reason.LOCKED


def test_a_browser_tells_what_it_is_by_a_cookie_that_nobody_else_can_write(
    browser: Known,
) -> None:
    browsers = KnownBrowsers(b"k" * 32)
    written = browsers.written(browser)
    assert browsers.read(written) == browser
    assert "li.na" not in written
    for made_up in ("", "x", written[:-1], f"{written}x", "x" * 10**6):
        stranger = browsers.read(made_up)
        assert (stranger.browser != browser.browser, stranger.numbers) == (True, {})
    assert KnownBrowsers(b"x" * 32).read(written).numbers == {}


def test_a_browser_knows_the_last_eight_who_have_signed_in() -> None:
    known = Known("a desk")
    people = [Account(f"name{number}", "", (), AT) for number in range(10)]
    for one in (*people, people[2]):
        known = known.with_account(one)
    assert [one.name for one in people if known.knows(one)] == [
        *("name2", "name3", "name4", "name5", "name6", "name7", "name8", "name9")
    ]
    assert len(KnownBrowsers(b"k" * 32).written(known)) < 2_000


def test_a_lock_of_another_clock_holds_nobody(accounts: Accounts) -> None:
    """A demo begins at the same moment each time it is started."""
    fail(accounts, AT + timedelta(hours=5))
    assert accounts.locked_until("li.na", AT) is None
    assert accounts.check("li.na", GOOD, AT).reason is Reason.RIGHT


@pytest.mark.parametrize(
    ("address", "network"),
    [
        ("10.1.2.3", "10.1.2.3"),
        ("2001:db8:1:2:3:4:5:6", "2001:db8:1:2::/64"),
        ("2001:db8:1:2:ffff::1", "2001:db8:1:2::/64"),
        ("::ffff:10.1.2.3", "10.1.2.3"),
        ("testclient", "testclient"),
    ],
)
def test_of_the_new_addresses_one_user_has_many(address: str, network: str) -> None:
    assert network_of(address) == network
