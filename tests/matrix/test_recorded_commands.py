"""Every command that changes something, or gives persons away, leaves a line on record."""

from __future__ import annotations

from datetime import datetime
from hashlib import sha256
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from lishui_dash.__main__ import main
from lishui_dash.access.commands import COMMANDS
from lishui_dash.access.events import Did
from lishui_dash.access.roles import Grant, Role
from lishui_dash.actions.desk import open_desk
from lishui_dash.actions.sealing import LOCKED
from lishui_dash.catalogue.units import UNITS
from lishui_dash.commands import deliveries
from lishui_dash.commands.recorded import audit_log
from lishui_dash.errors import StoreUnavailable
from lishui_dash.intake.privacy import KeyRing
from tests.access.cheap import GOOD, OTHER, accounts_in
from tests.intake.cases import arrival, example
from tests.kept import Kept

AT = datetime(2020, 3, 4, 8)
STORE = UNITS["331121-S01"].words.hans
STOCK = (
    "统计日期,县市区,单位,物资名称,计量单位,昨日结存,今日消耗,今日结存\n"
    f"2020-08-31,青田县,{STORE},N95口罩,只,100,20,80\n"
)
NAMES = "姓名,身份证号\n张三,332501198001010018\n".encode()
CLERK = ("li.na", "clerk", "331121-S01")

CHANGING = {
    "receive": (("物资.csv",), Did.SENT),
    "screen add": (("一号屏",), Did.SCREEN_CHANGED),
    "screen revoke": (("旧屏",), Did.SCREEN_CHANGED),
    "account add": (("wang", "--password-stdin"), Did.ACCOUNT_CHANGED),
    "account grant": (CLERK, Did.ACCOUNT_CHANGED),
    "account withdraw": (("li.na", "duty", "331121-ZHB"), Did.ACCOUNT_CHANGED),
    "account close": (("li.na",), Did.ACCOUNT_CHANGED),
    "account reopen": (("former",), Did.ACCOUNT_CHANGED),
    "account password": (("li.na", "--password-stdin"), Did.ACCOUNT_CHANGED),
    "account unlock": (("li.na",), Did.ACCOUNT_CHANGED),
    "account sign-out": (("li.na",), Did.ACCOUNT_CHANGED),
    "audit export": (("审计.csv",), Did.AUDIT_TAKEN),
    "unlock": ((f"名单.csv{LOCKED}",), Did.TOOK_PERSONS),
    "retain": (("--until", "2020-07-01", "--yes"), Did.RETAINED),
    "rotate-key": ((), Did.KEY_ROTATED),
}
"""What is typed behind a command, and what then stands in the log."""
CHANGES_NOTHING = {
    *("check", "templates", "dictionary"),
    *("screen list", "account list", "account history", "account sessions"),
    *("audit verify", "audit list"),
}
FILLS_AN_EMPTY_STORE = {"demo"}
"""Whatever it brings is made up, and nothing was there before."""


@pytest.fixture
def kept(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Kept:
    """A store, accounts and files for every command, in the folder that is the current."""
    found = Kept(tmp_path)
    for name, value in found.settings("2020-09-01T09:00").items():
        monkeypatch.setenv(name, value)
    monkeypatch.chdir(tmp_path)
    desk = open_desk(found.store, found.key_file)
    desk.receive(arrival(example("illness_reports")))
    desk.engine.close()
    accounts = accounts_in(found.accounts)
    duty = [Grant(Role.DUTY, "331121-ZHB")]
    accounts.add("li.na", GOOD, AT, "test", grants=duty)
    accounts.add("former", GOOD, AT, "test")
    accounts.close("former", AT, "test")
    (tmp_path / "物资.csv").write_text(STOCK, "utf-8")
    locked = KeyRing.from_file(found.key_file).lock(NAMES)
    (tmp_path / f"名单.csv{LOCKED}").write_bytes(locked)
    CliRunner().invoke(main, ["screen", "add", "旧屏"])
    return found


def run(command: str) -> Result:
    typed = [*command.split(), *CHANGING[command][0]]
    return CliRunner().invoke(main, typed, input=f"{OTHER}\n")


def test_every_command_is_known_to_change_something_or_not() -> None:
    told = {name.split()[0] for name in (*CHANGING, *CHANGES_NOTHING)}
    assert told | FILLS_AN_EMPTY_STORE == set(COMMANDS)
    for group in ("screen", "account", "audit"):
        known = main.get_command(None, group)  # type: ignore[attr-defined]
        parts = {f"{group} {part}" for part in known.commands}
        assert parts <= {*CHANGING, *CHANGES_NOTHING}


@pytest.mark.parametrize("command", CHANGING)
def test_a_command_that_changes_something_leaves_one_line(kept: Kept, command: str) -> None:
    before = len(audit_log().entries())
    done = run(command)
    assert done.exit_code == 0, done.output
    newest = audit_log().entries()
    assert len(newest) == before + 1
    assert newest[0].did is CHANGING[command][1]
    assert newest[0].who.startswith("命令行")


@pytest.mark.parametrize("command", CHANGING)
def test_where_the_log_cannot_be_written_nothing_is_done(
    kept: Kept, command: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(deliveries, "_PATIENCE", 1)
    kept.audit.rename(kept.folder / "aside")
    kept.audit.mkdir()
    refused = run(command)
    assert isinstance(refused.exception, StoreUnavailable)
    kept.audit.rmdir()
    (kept.folder / "aside").rename(kept.audit)
    before = len(audit_log().entries())
    done = run(command)
    assert done.exit_code == 0, done.output
    assert len(audit_log().entries()) == before + 1


def test_a_file_that_is_unlocked_is_told_by_its_hash_and_its_masked_name(
    kept: Kept,
) -> None:
    locked = kept.folder / f"名单.csv{LOCKED}"
    named = locked.rename(kept.folder / f"332501198001010018.csv{LOCKED}")
    done = CliRunner().invoke(main, ["unlock", str(named)])
    assert done.exit_code == 0, done.output
    newest = audit_log().entries(most=1)[0]
    assert newest.about == "332***18.csv"
    assert newest.detail == f"解锁原件，SHA-256 {sha256(NAMES).hexdigest()}"
