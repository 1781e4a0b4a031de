"""A session is told by its token, and ends when it must."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from lishui_dash.access.account import Account
from lishui_dash.access.accounts import Accounts
from lishui_dash.access.roles import Grant, Role
from lishui_dash.access.session import Session, Way
from lishui_dash.access.sessions import Sessions
from lishui_dash.errors import SetupRefused
from tests.access.cheap import ADDRESS, AT, BY, GOOD, OTHER, accounts_in

CLERK = Grant(Role.CLERK, "331121-H01")
HEAD = Grant(Role.HEAD, "331121-ZHB")
LONGEST, IDLE = timedelta(hours=12), timedelta(minutes=30)
SECOND, MINUTE = timedelta(seconds=1), timedelta(minutes=1)
KEY = b"k" * 32


class Server(Sessions):
    """The sessions as a server has them."""

    def __init__(
        self, path: Path, longest: timedelta, idle: timedelta, look_seconds: float = 1
    ) -> None:
        super().__init__(path, KEY, longest, idle, look_seconds)
        self._accounts = accounts_in(path)

    def begin(self, at: datetime, address: str = "") -> str:
        """Begin a session of the account as it is now."""
        account = self._accounts.account("li.na")
        assert account is not None
        token = self.open(account, at, address)
        assert token is not None
        return token


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "access.sqlite"


@pytest.fixture
def accounts(path: Path) -> Accounts:
    made = accounts_in(path)
    made.add("Li.Na", GOOD, AT, BY, shown_name="李娜", grants=[CLERK], must_change=False)
    return made


@pytest.fixture
def sessions(path: Path, accounts: Accounts) -> Server:
    """Those of a server that looks at the file at every question."""
    return Server(path, LONGEST, IDLE, look_seconds=0)


def is_in(sessions: Server, token: str, at: datetime, *, is_active: bool = False) -> bool:
    return sessions.holder(token, at, is_active) is not None


def test_a_token_tells_who_has_signed_in_and_no_other_does(sessions: Server) -> None:
    token = sessions.begin(AT, ADDRESS)
    assert sessions.holder(token, AT, True) == Session(
        "Li.Na", "李娜", (CLERK,), Way.PASSWORD, AT, AT + LONGEST, must_change=False
    )
    wrong = ("", token[:-1], token + "A", token.swapcase(), "\ud800", "令牌", "x" * 10**6)
    assert [one for one in wrong if is_in(sessions, one, AT)] == []


def test_only_the_hash_of_a_token_is_kept(sessions: Server, path: Path) -> None:
    assert sessions.begin(AT).encode() not in path.read_bytes()


def test_two_sessions_never_have_the_same_token(sessions: Server) -> None:
    tokens = {sessions.begin(AT) for _ in range(20)}
    assert len(tokens) == 20
    assert min(map(len, tokens)) >= 43


def test_a_session_ends_after_half_an_hour_without_use(sessions: Server) -> None:
    token = sessions.begin(AT)
    assert is_in(sessions, token, AT + IDLE - SECOND)
    assert not is_in(sessions, token, AT + IDLE)


def test_a_page_that_only_beats_keeps_no_session_open(
    accounts: Accounts, path: Path
) -> None:
    server = Server(path, LONGEST, IDLE, look_seconds=3600)
    token = server.begin(AT)
    beats = [AT + number * 2 * SECOND for number in range(1000)]
    last = max(at for at in beats if is_in(server, token, at))
    assert last == AT + IDLE - 2 * SECOND


def test_use_keeps_a_session_open_until_its_latest_end(sessions: Server) -> None:
    token = sessions.begin(AT)
    at = AT
    while is_in(sessions, token, at, is_active=True):
        at += IDLE - SECOND
    assert at >= AT + LONGEST
    token = sessions.begin(AT)
    for number in range(1, 25):
        is_in(sessions, token, AT + number * (IDLE - 2 * SECOND), is_active=True)
    assert is_in(sessions, token, AT + LONGEST - SECOND, is_active=True)
    assert not is_in(sessions, token, AT + LONGEST, is_active=True)


def test_an_old_moment_of_use_does_not_shorten_a_session(sessions: Server) -> None:
    token = sessions.begin(AT)
    is_in(sessions, token, AT + 10 * SECOND, is_active=True)
    is_in(sessions, token, AT + 5 * SECOND, is_active=True)
    assert is_in(sessions, token, AT + IDLE + 9 * SECOND)
    assert not is_in(sessions, token, AT + IDLE + 10 * SECOND)


def test_use_is_written_once_a_minute_and_counts_to_the_second(
    sessions: Server, path: Path
) -> None:
    token = sessions.begin(AT)
    before = path.stat().st_mtime_ns
    for number in range(1, 60):
        is_in(sessions, token, AT + number * SECOND, is_active=True)
    assert path.stat().st_mtime_ns == before
    assert is_in(sessions, token, AT + IDLE + 58 * SECOND)
    assert not is_in(sessions, token, AT + IDLE + 59 * SECOND)
    is_in(sessions, token, AT + MINUTE, is_active=True)
    assert path.stat().st_mtime_ns > before
    restarted = Server(path, LONGEST, IDLE)
    assert is_in(restarted, token, AT + IDLE + 59 * SECOND)


ENDS: dict[str, Callable[[Accounts, Server, str], object]] = {
    "closed": lambda accounts, _, __: accounts.close("li.na", AT, BY),
    "set": lambda accounts, _, __: accounts.set_password("li.na", OTHER, AT, BY),
    "changed": lambda accounts, _, __: accounts.change_password(
        "li.na", GOOD, OTHER, AT, "s"
    ),
    "signed out": lambda _, sessions, token: sessions.close(token),
    "all": lambda _, sessions, __: sessions.close_all("LI.NA"),
}


@pytest.mark.parametrize("end", ENDS)
def test_a_session_ends_at_once(
    accounts: Accounts, sessions: Server, path: Path, end: str
) -> None:
    token = sessions.begin(AT)
    elsewhere = Server(path, LONGEST, IDLE, look_seconds=0)
    assert is_in(elsewhere, token, AT)
    ENDS[end](accounts, sessions, token)
    assert not is_in(sessions, token, AT)
    assert not is_in(elsewhere, token, AT)


def test_a_reopened_account_has_no_session_of_before(
    accounts: Accounts, sessions: Server
) -> None:
    token = sessions.begin(AT)
    accounts.close("li.na", AT, BY)
    accounts.reopen("li.na", AT, BY)
    assert not is_in(sessions, token, AT)
    assert is_in(sessions, sessions.begin(AT), AT)


def test_other_roles_hold_in_sessions_that_are_open(
    accounts: Accounts, sessions: Server
) -> None:
    held = accounts.account("li.na")
    assert held is not None
    token = sessions.begin(AT)
    for grant in held.grants:
        accounts.withdraw("li.na", grant, AT, BY)
    accounts.grant("li.na", HEAD, AT, BY)
    found = sessions.holder(token, AT, False)
    assert found is not None
    assert found.grants == (HEAD,)


def test_a_server_sees_within_a_second_what_a_command_has_ended(path: Path) -> None:
    accounts_in(path).add("li.na", GOOD, AT, BY)
    server = Server(path, LONGEST, IDLE, look_seconds=0.02)
    token = server.begin(AT)
    assert is_in(server, token, AT)
    Server(path, LONGEST, IDLE).close_all("li.na")
    while is_in(server, token, AT):
        pass


def test_what_a_server_remembers_for_a_second_expires_all_the_same(path: Path) -> None:
    accounts_in(path).add("li.na", GOOD, AT, BY)
    server = Server(path, LONGEST, IDLE, look_seconds=3600)
    token = server.begin(AT)
    assert is_in(server, token, AT + IDLE - SECOND)
    assert not is_in(server, token, AT + IDLE)


def test_a_password_that_somebody_else_set_marks_the_session(
    accounts: Accounts, sessions: Server
) -> None:
    accounts.set_password("li.na", OTHER, AT, BY)
    found = sessions.holder(sessions.begin(AT), AT, True)
    assert found is not None
    assert found.must_change


def test_nobody_has_a_session_without_an_account(sessions: Server) -> None:
    with pytest.raises(SetupRefused, match="没有账号"):
        sessions.open(Account("nobody", "", (), AT), AT)


STALE: dict[str, Callable[[Accounts], object]] = {
    "closed": lambda accounts: accounts.close("li.na", AT, BY),
    "set": lambda accounts: accounts.set_password("li.na", OTHER, AT, BY),
    "changed": lambda accounts: accounts.change_password("li.na", GOOD, OTHER, AT, "s"),
}


@pytest.mark.parametrize("how", STALE)
def test_what_opened_an_account_a_moment_ago_begins_no_session_of_it_now(
    accounts: Accounts, sessions: Server, how: str
) -> None:
    opened = accounts.check("li.na", GOOD, AT).account
    assert opened is not None
    STALE[how](accounts)
    assert sessions.open(opened, AT) is None
    assert sessions.listed(AT) == ()


def test_a_token_that_is_over_is_told_from_one_that_was_made_up(
    sessions: Server, path: Path
) -> None:
    token = sessions.begin(AT)
    sessions.close(token)
    assert not is_in(sessions, token, AT)
    assert sessions.was_given(token)
    assert Server(path, LONGEST, IDLE).was_given(token), "after a restart as well"
    other = Sessions(path, b"x" * 32, LONGEST, IDLE)
    assert not other.was_given(token)
    for made_up in ("", "x", "令牌", token[:-1], f"{token}x", "x" * 10**6, token[::-1]):
        assert not sessions.was_given(made_up)


def test_a_single_sign_on_needs_no_account_and_ends_when_it_says(
    sessions: Server,
) -> None:
    ends_at = AT + 10 * MINUTE
    token = sessions.open_sso("u-17", "王芳", [HEAD, CLERK, HEAD], ends_at, AT, ADDRESS)
    assert sessions.holder(token, AT, True) == Session(
        "sso:u-17", "王芳", (HEAD, CLERK), Way.SINGLE_SIGN_ON, AT, ends_at
    )
    assert is_in(sessions, token, ends_at - SECOND)
    assert not is_in(sessions, token, ends_at)
    longer = sessions.open_sso("u-17", "王芳", [], AT + 30 * LONGEST, AT)
    found = sessions.holder(longer, AT, True)
    assert found is not None
    assert found.ends_at == AT + LONGEST


def test_whom_a_single_sign_on_calls_like_an_account_is_somebody_else(
    accounts: Accounts, sessions: Server
) -> None:
    token = sessions.open_sso("li.na", "另一位", [HEAD], AT + LONGEST, AT)
    accounts.close("li.na", AT, BY)
    sessions.close_all("li.na")
    assert is_in(sessions, token, AT)
    assert sessions.close_all("sso:li.na") == 1
    assert not is_in(sessions, token, AT)


def test_the_sessions_in_force_are_listed_with_where_they_were_begun(
    accounts: Accounts, sessions: Server
) -> None:
    sessions.begin(AT, ADDRESS)
    sessions.open_sso("u-17", "王芳", [], AT + 10 * MINUTE, AT + SECOND, "10.9.9.9")
    told = [(one.session.name, one.address) for one in sessions.listed(AT + MINUTE)]
    assert told == [("Li.Na", ADDRESS), ("sso:u-17", "10.9.9.9")]
    assert len(sessions.listed(AT + 10 * MINUTE)) == 1
    accounts.close("li.na", AT, BY)
    assert len(sessions.listed(AT)) == 1


def test_what_is_over_is_dropped_when_the_next_one_begins(
    sessions: Server, path: Path
) -> None:
    sessions.begin(AT, ADDRESS)
    sessions.begin(AT + 2 * IDLE, "10.9.9.9")
    again = Server(path, 99 * LONGEST, 99 * IDLE)
    assert [one.address for one in again.listed(AT + 2 * IDLE)] == ["10.9.9.9"]


def test_a_session_of_another_clock_is_none(sessions: Server) -> None:
    """A demo begins at the same moment each time it is started."""
    later = AT + timedelta(hours=3)
    token = sessions.begin(later)
    assert not is_in(sessions, token, AT)
    assert is_in(sessions, token, later - MINUTE)
