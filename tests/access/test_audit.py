"""What was done stands in the audit log, whoever else writes and whatever is in the way."""

from __future__ import annotations

import subprocess
import sys
from datetime import datetime
from pathlib import Path

import pytest

from lishui_dash.access.audit import Audit, Did, Event, audit_key
from lishui_dash.errors import StoreUnavailable

AT = datetime(2020, 3, 4, 9)
KEY = b"k" * 32
WRITES_MANY = """
import sys
from datetime import datetime
from pathlib import Path
from lishui_dash.access.audit import Audit, Did, Event
audit = Audit(Path(sys.argv[1]), b"k" * 32)
for number in range(30):
    audit.write(Event(datetime(2020, 3, 4, 9), sys.argv[2], Did.SENT, str(number)))
"""
WRITES_INTO_A_FULL_DISK = """
import resource, sys
from datetime import datetime
from pathlib import Path
from lishui_dash.access.audit import Audit, Did, Event
from lishui_dash.errors import StoreUnavailable
log = Path(sys.argv[1])
most = log.stat().st_size + int(sys.argv[2])
resource.setrlimit(resource.RLIMIT_FSIZE, (most, most))
try:
    Audit(log, b"k" * 32).write(Event(datetime(2020, 3, 4, 9), "full", Did.SENT))
except StoreUnavailable as error:
    sys.exit(f"{error}")
"""


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "new" / "audit.jsonl"


@pytest.fixture
def audit(path: Path) -> Audit:
    return Audit(path, KEY)


def write(audit: Audit, *abouts: str) -> None:
    for about in abouts:
        audit.write(Event(AT, "zhang", Did.SENT, about))


def test_entries_come_newest_first_with_their_numbers(audit: Audit) -> None:
    assert audit.entries() == ()
    first = audit.write(Event(AT, "zhang", Did.SIGNED_IN))
    second = audit.write(Event(AT, "zhang", Did.SENT, "supplies_daily", "48 行"))
    assert (first, second) == (1, 2)
    newest, oldest = audit.entries()
    assert (newest.number, newest.who, newest.did) == (2, "zhang", Did.SENT)
    assert (newest.at, newest.about, newest.detail) == (AT, "supplies_daily", "48 行")
    assert oldest.number == 1
    assert audit.entries(most=1) == (newest,)
    assert audit.entries(most=0) == ()


def test_events_written_together_are_all_there_or_none(audit: Audit, path: Path) -> None:
    events = [Event(AT, "zhang", Did.SENT, about) for about in "abc"]
    assert audit.write(*events) == 3
    assert [entry.about for entry in audit.entries()] == ["c", "b", "a"]
    assert (audit.verify().count, audit.verify().first_broken) == (3, None)


def test_a_log_that_nobody_touched_verifies(audit: Audit) -> None:
    assert (audit.verify().count, audit.verify().first_broken) == (0, None)
    write(audit, "a", "b", "c")
    verdict = audit.verify()
    assert (verdict.count, verdict.first_broken, verdict.why) == (3, None, None)
    assert verdict.hash == audit.entries()[0].hash


def test_log_and_head_are_for_their_owner_alone(audit: Audit, path: Path) -> None:
    write(audit, "a")
    modes = {file.name: file.stat().st_mode & 0o777 for file in path.parent.iterdir()}
    assert modes == {"audit.jsonl": 0o600, "audit.jsonl.head": 0o600}


@pytest.mark.parametrize(
    "said", ['"', '","previous":"', "\\", "\\n", "第一行\n第二行", "\udc80", "𠮷", "{}"]
)
def test_any_text_makes_one_line_that_verifies(audit: Audit, path: Path, said: str) -> None:
    audit.write(Event(AT, said, Did.ATTACK_REFUSED, said, said))
    audit.write(Event(AT, "zhang", Did.SENT))
    assert path.read_bytes().count(b"\n") == 2
    assert audit.verify().first_broken is None
    assert len(audit.entries()) == 2


def test_personal_values_do_not_come_into_the_file(audit: Audit, path: Path) -> None:
    planted = ("332501198001010018", "13800138000", "li.ming@example.com")
    for value in planted:
        audit.write(Event(AT, value, Did.FILE_REFUSED, value, f"第 3 行 {value}"))
    kept = path.read_text("utf-8")
    assert [value for value in planted if value in kept] == []


def test_several_writers_and_a_reader_do_not_disturb_each_other(
    audit: Audit, path: Path
) -> None:
    write(audit, "a")
    writers = [
        subprocess.Popen([sys.executable, "-c", WRITES_MANY, str(path), name])
        for name in ("甲", "乙", "丙")
    ]
    while any(writer.poll() is None for writer in writers):
        assert audit.verify().first_broken is None
        newest = audit.entries(most=5)
        assert [entry.number for entry in newest] == list(
            range(newest[0].number, max(newest[0].number - 5, 0), -1)
        )
    assert [writer.returncode for writer in writers] == [0, 0, 0]
    assert (audit.verify().count, audit.verify().first_broken) == (91, None)
    for name in ("甲", "乙", "丙"):
        abouts = [entry.about for entry in audit.entries() if entry.who == name]
        assert abouts == [str(number) for number in reversed(range(30))]


def test_a_writer_goes_on_in_a_new_file_when_the_log_was_moved_away(
    audit: Audit, path: Path
) -> None:
    write(audit, "a", "b")
    path.rename(path.with_name("moved.jsonl"))
    assert audit.write(Event(AT, "zhang", Did.SENT)) == 3
    assert [entry.number for entry in audit.entries()] == [3]
    assert audit.verify().first_broken == 1


@pytest.mark.parametrize("room", [0, 1, 40, 200])
def test_a_full_disk_is_told_and_leaves_a_log_that_can_be_gone_on_with(
    audit: Audit, path: Path, room: int
) -> None:
    write(audit, "a", "b")
    command = [sys.executable, "-c", WRITES_INTO_A_FULL_DISK, str(path), str(room)]
    full = subprocess.run(command, capture_output=True, text=True, check=False)
    assert (full.returncode, "无法写入" in full.stderr) == (1, True)
    assert "The audit log cannot be written" in full.stderr
    write(audit, "c")
    verdict = audit.verify()
    assert verdict.first_broken is None
    assert (verdict.count, len(verdict.torn)) == ((4, 1) if room else (3, 0))
    assert audit.entries()[0].about == "c"


def test_where_it_cannot_be_written_or_read_it_is_said_in_both_languages(
    tmp_path: Path,
) -> None:
    (tmp_path / "file").write_text("")
    for path in (tmp_path / "file" / "audit.jsonl", tmp_path):
        audit = Audit(path, KEY)
        with pytest.raises(StoreUnavailable, match=r"无法写入.* cannot be written"):
            write(audit, "a")
        with pytest.raises(StoreUnavailable, match=r"无法读取.* cannot be read"):
            audit.verify()
        with pytest.raises(StoreUnavailable, match=r"无法读取.* cannot be read"):
            audit.entries()


def test_only_the_end_of_a_large_file_is_read_and_written_to(
    audit: Audit, path: Path
) -> None:
    write(audit, "a", "b")
    lines = path.read_bytes()
    with path.open("r+b") as file:
        file.truncate(1 << 36)
        file.seek(0, 2)
        file.write(b"\n" + lines)
    write(audit, "c")
    assert [entry.about for entry in audit.entries(most=3)] == ["c", "b", "a"]


def test_the_key_of_the_chain_is_always_the_same(tmp_path: Path) -> None:
    assert audit_key(tmp_path / "key") == audit_key(tmp_path / "key")
    assert audit_key(tmp_path / "key") != audit_key(tmp_path / "other")
