"""What is past its time goes at night, or by a command; a key is rotated by one."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable
from datetime import datetime
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from cryptography.exceptions import InvalidTag

from lishui_dash.__main__ import main
from lishui_dash.access.audit import Audit, Did, Entry, audit_key
from lishui_dash.access.names import NIGHTLY
from lishui_dash.actions.desk import open_desk
from lishui_dash.catalogue import CATALOGUE
from lishui_dash.errors import SetupRefused, StoreUnavailable
from lishui_dash.intake.privacy import KeyRing
from lishui_dash.intake.receive import Desk
from lishui_dash.spec.settings import (
    AUDIT,
    CLOCK,
    RESPONSE_ENDED,
    RETENTION_DAYS,
    SECRET_FILE,
)
from lishui_dash.store.demo_mark import mark_demo
from lishui_dash.store.duckdb_engine import DuckDBEngine
from lishui_dash.store.kept import seal_of
from lishui_dash.store.scrubbing import is_scrub_due
from lishui_dash.ui.keeping import keeping
from lishui_dash.ui.nightly import Nightly
from tests.intake.cases import arrival, example, stored
from tests.kept import Kept
from tests.served import ROOT

ILL = "illness_reports"
NIGHT = datetime(2020, 9, 1, 3)


@pytest.fixture
def kept(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Kept:
    """A store with one report of an illness in February; the settings point to it."""
    found = Kept(tmp_path)
    for name, value in found.settings("2020-09-01T09:00").items():
        monkeypatch.setenv(name, value)
    desk = open_desk(found.store, found.key_file)
    desk.receive(arrival(example(ILL)))
    desk.engine.close()
    return found


@pytest.fixture
def opened(kept: Kept) -> Desk:
    return open_desk(kept.store, kept.key_file)


def audited(kept: Kept) -> list[Entry]:
    told = kept.settings()
    log = Audit(Path(told[AUDIT.name]), audit_key(Path(told[SECRET_FILE.name])))
    return [*log.entries()]


def at(*moments: datetime) -> Callable[[], datetime]:
    return iter(moments).__next__


def test_nothing_is_reduced_before_three_at_night(opened: Desk) -> None:
    Nightly(opened.engine, at(datetime(2020, 9, 1, 2, 59))).look()
    assert stored(opened, ILL) == 1
    opened.engine.close()


def test_what_is_due_is_reduced_once_a_day_and_on_record(kept: Kept, opened: Desk) -> None:
    noon, next_night = NIGHT.replace(hour=12), NIGHT.replace(day=2)
    nightly = Nightly(opened.engine, at(NIGHT, noon, next_night))
    nightly.look()
    assert stored(opened, ILL) == 0
    version = opened.engine.version
    nightly.look()
    assert opened.engine.version == version
    nightly.look()
    [entry] = audited(kept)
    assert (entry.who, entry.did, entry.at) == (NIGHTLY, Did.RETAINED, NIGHT)
    assert entry.about == "2020-03-05 以前"
    assert entry.detail.startswith("明细 1 行，旧版本 0 行，原件 1 件")
    opened.engine.close()


def test_the_demo_is_left_alone_whatever_the_clock_says(opened: Desk) -> None:
    with opened.engine.writing() as transaction:
        mark_demo(transaction, datetime(2020, 3, 4, 9))
    Nightly(opened.engine, at(NIGHT)).look()
    assert stored(opened, ILL) == 1
    opened.engine.close()


def test_what_cannot_be_put_on_record_is_not_done(kept: Kept, opened: Desk) -> None:
    Path(kept.settings()[AUDIT.name]).mkdir()
    with pytest.raises(StoreUnavailable):
        Nightly(opened.engine, at(NIGHT)).look()
    assert stored(opened, ILL) == 1
    opened.engine.close()


OLD = ("old.locked", "old.csv", "old.csv.txt", "old.csv.json", ".old.csv.part")
NEW = ("new.locked", "new.csv", "new.csv.txt", "new.csv.json")


@pytest.mark.parametrize("folder", ["accepted", "rejected", "331121/rejected"])
def test_what_the_inbox_has_put_away_goes_as_originals_do(
    kept: Kept, opened: Desk, folder: str
) -> None:
    """Reports quote the file, and one that names nobody by our lights may after all."""
    where = kept.inbox / folder
    where.mkdir(parents=True)
    for name in (*OLD, *NEW):
        put_away(where / name, datetime(2020, 3, 4 if name in OLD else 5, 12))
    (where / "link.locked").symlink_to(where / "new.locked")
    put_away(where.parent / "old.csv", datetime(2020, 3, 4, 12))
    Nightly(opened.engine, at(NIGHT)).look()
    assert {path.name for path in where.iterdir()} == {*NEW, "link.locked"}
    assert (where.parent / "old.csv").exists()
    assert audited(kept)[0].detail == "收件夹留存的文件和说明 5 件"
    opened.engine.close()


def put_away(file: Path, moment: datetime) -> None:
    file.write_bytes(b"x")
    os.utime(file, (moment.timestamp(), moment.timestamp()))


@pytest.mark.parametrize("by", ["night", "command"])
def test_what_a_kill_left_in_the_file_is_scrubbed_the_next_time(
    kept: Kept, monkeypatch: pytest.MonkeyPatch, by: str
) -> None:
    """After the last reduction nothing is due any more, and the file is to be clean."""
    desk = open_desk(kept.store, kept.key_file)
    [(person,)] = desk.engine.query(f"SELECT person_id FROM {ILL}")
    desk.engine.query("CHECKPOINT")
    with monkeypatch.context() as power:
        power.setattr(DuckDBEngine, "scrub", killed)
        nightly = Nightly(desk.engine, at(NIGHT))
        with pytest.raises(KeyboardInterrupt):
            nightly.look()
    assert stored(desk, ILL) == 0
    assert person.encode() in kept.store.read_bytes()
    if by == "night":
        Nightly(desk.engine, at(NIGHT.replace(day=2))).look()
    desk.engine.close()
    if by == "command":
        assert run("retain").exit_code == 0
    assert person.encode() not in kept.store.read_bytes()
    desk = open_desk(kept.store, kept.key_file)
    assert not is_scrub_due(desk.engine)
    desk.engine.close()


def killed(_: DuckDBEngine) -> None:
    raise KeyboardInterrupt


def run(*arguments: str, **more: str) -> Result:
    return CliRunner().invoke(main, arguments, **more)


def rows(kept: Kept) -> int:
    desk = open_desk(kept.store, kept.key_file)
    count = stored(desk, ILL)
    desk.engine.close()
    return count


def test_the_command_says_what_is_due_and_does_it(kept: Kept) -> None:
    dry = run("retain", "--dry-run")
    assert (dry.exit_code, rows(kept)) == (0, 1)
    assert f"{ILL}: 1" in dry.output
    done = run("retain")
    assert (done.exit_code, rows(kept)) == (0, 0)
    assert done.output == dry.output
    assert [one.did for one in audited(kept)] == [Did.RETAINED]
    assert run("retain").exit_code == 0
    assert len(audited(kept)) == 1


def test_going_further_than_usual_is_asked_about(
    kept: Kept, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(CLOCK.name, "2020-06-01T09:00")
    assert run("retain").exit_code == 0
    further = ("retain", "--until", "2020-03-01")
    assert run(*further, input="n\n").exit_code == 1
    assert rows(kept) == 1
    assert run(*further, "--yes").exit_code == 0
    assert rows(kept) == 0
    assert run(*further).exit_code == 0, "it goes no further than is done"


def test_days_are_sealed_by_hand_only_when_it_is_meant(
    kept: Kept, monkeypatch: pytest.MonkeyPatch
) -> None:
    """No row is due in these days, and they would take in nothing more all the same."""
    monkeypatch.setenv(CLOCK.name, "2020-06-01T09:00")
    further = ("retain", "--until", "2020-02-01")
    assert ILL not in run(*further, "--dry-run").output
    assert run(*further, input="n\n").exit_code == 1
    desk = open_desk(kept.store, kept.key_file)
    assert seal_of(desk.engine) is None
    desk.engine.close()


@pytest.mark.parametrize("more", [["--yes"], ["--dry-run"]])
def test_no_row_that_is_still_corrected_is_reduced_by_hand(
    kept: Kept, monkeypatch: pytest.MonkeyPatch, more: list[str]
) -> None:
    monkeypatch.setenv(CLOCK.name, "2020-04-05T09:00")
    late = run("retain", "--until", "2020-02-06", *more)
    assert late.exit_code == 1
    assert "不得晚于 2020-02-05" in late.output
    assert rows(kept) == 1
    assert run("retain", "--until", "2020-02-05", "--yes").exit_code == 0


SECRET = "欧阳锦绣 13957812345"


@pytest.mark.parametrize(
    ("command", "broken"),
    [
        (
            ["retain"],
            f"""
            ALTER TABLE {ILL} ALTER {CATALOGUE.feeds[ILL].day} TYPE VARCHAR;
            UPDATE {ILL} SET {CATALOGUE.feeds[ILL].day} = '{SECRET}'
            """,
        ),
        (
            ["receive", "remark.csv"],
            """
            ALTER TABLE supplies_daily DROP remark;
            ALTER TABLE supplies_daily ADD remark INTEGER
            """,
        ),
    ],
    ids=["retain", "receive"],
)
def test_a_command_that_breaks_says_where_and_quotes_nothing(
    kept: Kept, command: list[str], broken: str
) -> None:
    """What a command writes on its way out is mailed to somebody by cron."""
    (kept.folder / "remark.csv").write_bytes(example("supplies_daily", {"remark": SECRET}))
    desk = open_desk(kept.store, kept.key_file)
    desk.engine.query(broken)
    desk.engine.close()
    done = subprocess.run(
        [sys.executable, "-m", "lishui_dash", *command],
        cwd=kept.folder,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 1
    assert "Traceback, ConversionException，" in done.stderr
    assert "duckdb_engine.py:" in done.stderr
    told = ("欧阳锦绣", "13957812345", "139****2345")
    assert [value for value in told if value in done.stderr] == []


def test_a_key_is_rotated_on_record(kept: Kept) -> None:
    done = run("rotate-key")
    assert done.exit_code == 0
    assert "已启用第 2 把密钥：人员代码 1 个，原件 1 件。" in done.output
    [entry] = audited(kept)
    assert (entry.did, entry.about) == (Did.KEY_ROTATED, "第 2 把")
    assert rows(kept) == 1


def test_files_of_the_inbox_are_locked_with_the_new_key(kept: Kept) -> None:
    """Whoever has the old key alone opens nothing any more."""
    first = KeyRing.from_file(kept.key_file)
    folder = kept.inbox / "331121" / "rejected"
    folder.mkdir(parents=True)
    ours, foreign, plain = (
        folder / name for name in ("a.xlsx.locked", "b.csv.locked", "c.csv")
    )
    ours.write_bytes(first.lock(b"as it came"))
    foreign.write_bytes(KeyRing.in_memory().lock(b"whose?"))
    plain.write_bytes(b"x")
    then = datetime(2020, 2, 5, 12).timestamp()
    os.utime(ours, (then, then))
    others = foreign.read_bytes()
    done = run("rotate-key")
    assert "收件夹中的加密文件 1 件已用新密钥重新锁定" in done.output
    assert "有 1 件原件用现有密钥都打不开" in done.output
    assert "仍可上报" in done.output
    with pytest.raises(InvalidTag):
        first.unlock(ours.read_bytes())
    assert KeyRing.from_file(kept.key_file).unlock(ours.read_bytes()) == b"as it came"
    assert ours.stat().st_mtime == then
    assert (foreign.read_bytes(), plain.read_bytes()) == (others, b"x")
    assert {path.name for path in folder.iterdir()} == {
        *("a.xlsx.locked", "b.csv.locked", "c.csv")
    }


@pytest.mark.parametrize("days", ["0", "59", "-1", "half a year", "180.5", "１８０"])
def test_a_time_of_keeping_that_is_none_is_refused(
    days: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(RETENTION_DAYS.name, days)
    with pytest.raises(SetupRefused, match="不少于 60"):
        keeping()


def test_an_end_of_the_response_that_is_no_day_is_refused(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    assert keeping().ended is None
    monkeypatch.setenv(RESPONSE_ENDED.name, "2020-06-30")
    assert str(keeping().ended) == "2020-06-30"
    monkeypatch.setenv(RESPONSE_ENDED.name, "June")
    with pytest.raises(SetupRefused, match="2020-06-30"):
        keeping()
