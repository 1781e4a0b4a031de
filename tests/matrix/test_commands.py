"""Every command, in the name of every role: run, or refused and on record."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

import pytest
from click.testing import CliRunner

from lishui_dash.__main__ import _COMMANDS, main
from lishui_dash.access.commands import COMMANDS, Holder, may_run
from lishui_dash.access.events import Did
from lishui_dash.access.pages import Needs
from lishui_dash.access.roles import Grant, Role
from lishui_dash.catalogue.units import CITY_COMMAND, UNITS
from lishui_dash.commands.recorded import audit_log
from lishui_dash.errors import AccessRefused
from tests.access.cheap import accounts_in
from tests.access.people import HOME_PLACE, OF_CITY, OF_COUNTY, Person
from tests.kept import Kept

PASSWORD = "kangyi-qingtian-2020"
PEOPLE = (*OF_CITY, *OF_COUNTY)
CLERK = OF_COUNTY[2]
AT = datetime(2020, 3, 4, 8)
HEAD = "统计日期,县市区,单位,物资名称,计量单位,昨日结存,今日消耗,今日结存\n"


@pytest.fixture(scope="module")
def kept(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Kept]:
    """A store with an account for each role."""
    found = Kept(tmp_path_factory.mktemp("commands"))
    accounts = accounts_in(found.accounts)
    for one in PEOPLE:
        accounts.add(login(one), PASSWORD, AT, "test", grants=one.grants, must_change=False)
    with pytest.MonkeyPatch.context() as patched:
        for name, value in found.settings().items():
            patched.setenv(name, value)
        patched.setenv("LISHUI_PASSWORD", PASSWORD)
        yield found


def login(one: Person) -> str:
    return one.title.replace(" ", "-")


def test_every_command_says_what_it_asks_for() -> None:
    assert set(COMMANDS) == set(_COMMANDS)


@pytest.mark.parametrize("command", COMMANDS)
@pytest.mark.parametrize("one", PEOPLE, ids=lambda one: one.title)
def test_a_command_runs_just_for_whom_it_is_declared(
    one: Person,
    command: str,
    kept: Kept,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    (tmp_path / "data").mkdir()
    monkeypatch.chdir(tmp_path)
    needs = COMMANDS[command]
    expected = isinstance(needs, Needs) and needs.met_by(one.scope)
    assert may_run(one.scope, command) == expected
    done = CliRunner().invoke(main, ["--account", login(one), command])
    if expected:
        assert not isinstance(done.exception, AccessRefused)
    else:
        assert isinstance(done.exception, AccessRefused)
        newest = audit_log().entries(most=1)[0]
        assert (newest.did, newest.about) == (Did.ACCESS_REFUSED, command)
        assert login(one) in newest.who


def test_no_role_gives_what_is_for_the_holder_of_the_keys() -> None:
    reserved = [name for name, needs in COMMANDS.items() if needs is Holder.OPERATOR]
    assert reserved
    assert not any(may_run(one.scope, name) for one in PEOPLE for name in reserved)


def test_a_command_that_is_listed_nowhere_nobody_may_run() -> None:
    assert not any(may_run(one.scope, "new-command") for one in PEOPLE)


def test_a_wrong_password_runs_nothing_and_is_on_record(
    kept: Kept, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("LISHUI_PASSWORD", "wrong-password-1")
    done = CliRunner().invoke(main, ["--account", login(PEOPLE[0]), "dictionary"])
    assert isinstance(done.exception, AccessRefused)
    assert audit_log().entries(most=1)[0].did is Did.SIGN_IN_REFUSED


@pytest.mark.parametrize(
    "arguments",
    [
        ["account", "grant", "admin-of-a-county", "leader", CITY_COMMAND],
        ["account", "close", "admin-of-the-city"],
        ["account", "list"],
        ["screen", "add", "hall"],
        ["audit", "list"],
    ],
    ids=" ".join,
)
def test_what_reaches_the_whole_city_nobody_of_a_county_does(
    arguments: list[str], kept: Kept
) -> None:
    before = accounts_in(kept.accounts).listed()
    for one in OF_COUNTY:
        done = CliRunner().invoke(main, ["--account", login(one), *arguments])
        assert isinstance(done.exception, AccessRefused)
        assert done.output == ""
    assert accounts_in(kept.accounts).listed() == before
    assert not kept.screens.exists()


def test_a_temporary_password_runs_nothing(kept: Kept) -> None:
    grants = (Grant(Role.ADMIN, CITY_COMMAND),)
    accounts_in(kept.accounts).add("new", PASSWORD, AT, "test", grants=grants)
    done = CliRunner().invoke(main, ["--account", "new", "account", "list"])
    assert isinstance(done.exception, AccessRefused)
    assert audit_log().entries(most=1)[0].did is Did.ACCESS_REFUSED


@pytest.mark.parametrize(("place", "code"), [(HOME_PLACE, 0), ("331122", 1)])
def test_a_clerk_hands_in_his_own_county_and_no_other(
    place: str, code: int, kept: Kept, tmp_path: Path
) -> None:
    unit = UNITS[f"{place}-S01"].words.hans
    county = UNITS[f"{place}-ZHB"].words.hans.removesuffix("疫情防控指挥部办公室")
    file = tmp_path / f"{place}.csv"
    file.write_text(f"{HEAD}2020-03-03,{county},{unit},N95口罩,只,100,20,80\n", "utf-8")
    done = CliRunner().invoke(main, ["--account", login(CLERK), "receive", str(file)])
    assert done.exit_code == code, done.output
    newest = audit_log().entries(most=1)[0]
    assert newest.who == login(CLERK)
    assert newest.did is (Did.ACCESS_REFUSED if code else Did.SENT)
    if code:
        assert "不在您的报送范围内" in done.output
