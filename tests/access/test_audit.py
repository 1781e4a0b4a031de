"""What was done stands in the audit log, and cannot be unsaid without being missed."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

import pytest

from lishui_dash.access.audit import Audit, Did, Event, audit_key
from lishui_dash.errors import StoreUnavailable

AT = datetime(2020, 3, 4, 9)
KEY = b"k" * 32


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


def test_a_log_that_nobody_touched_verifies(audit: Audit) -> None:
    assert audit.verify().first_broken is None
    write(audit, "a", "b", "c")
    verdict = audit.verify()
    assert (verdict.count, verdict.first_broken, verdict.why) == (3, None, None)
    assert verdict.hash == audit.entries()[0].hash


def test_an_edited_line_is_named(audit: Audit, path: Path) -> None:
    write(audit, "a", "b", "c")
    path.write_bytes(path.read_bytes().replace(b'"about":"b"', b'"about":"x"'))
    verdict = audit.verify()
    assert verdict.first_broken == 2
    assert verdict.why is not None
    assert [entry.is_as_written for entry in audit.entries()] == [True, False, True]


def test_an_id_is_masked_before_it_is_written(audit: Audit, path: Path) -> None:
    audit.write(
        Event(AT, "zhang", Did.FILE_REFUSED, detail="332501198001010018\n13800138000")
    )
    assert "332501198001010018" not in path.read_text("utf-8")
    assert "13800138000" not in path.read_text("utf-8")


def test_where_it_cannot_be_written_it_is_said_in_both_languages(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    audit = Audit(tmp_path / "file" / "audit.jsonl", KEY)
    with pytest.raises(StoreUnavailable, match=r"无法写入.* cannot be written"):
        write(audit, "a")


def test_the_key_of_the_chain_is_always_the_same(tmp_path: Path) -> None:
    assert audit_key(tmp_path / "key") == audit_key(tmp_path / "key")
