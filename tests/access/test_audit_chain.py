"""What was done to the audit log is named, and the next event finds its place."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from pathlib import Path

import pytest

from lishui_dash.access.audit import Audit, Did, Event, Head, Verdict

AT = datetime(2020, 3, 4, 9)
KEY = b"k" * 32


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "audit.jsonl"


@pytest.fixture
def audit(path: Path) -> Audit:
    return Audit(path, KEY)


def write(audit: Audit, *abouts: str) -> None:
    for about in abouts:
        audit.write(Event(AT, "zhang", Did.SENT, about))


def head_of(path: Path) -> Path:
    return Path(f"{path}.head")


def why(verdict: Verdict) -> str:
    assert verdict.why is not None
    assert verdict.why.en
    return verdict.why.hans


Lines = list[bytes]
DAMAGES: dict[str, tuple[Callable[[Lines], Lines], int, str]] = {
    "an edited line": (
        lambda a: [*a[:2], a[2].replace(b"zhang", b"wang"), *a[3:]],
        3,
        "改动",
    ),
    "an edited number": (
        lambda a: [*a[:2], a[2].replace(b":3,", b":9,"), *a[3:]],
        3,
        "改动",
    ),
    "an edited last line": (lambda a: [*a[:5], a[5].replace(b"zhang", b"w")], 6, "改动"),
    "a blank put into a line": (lambda a: [*a[:2], b" " + a[2], *a[3:]], 3, "不是本日志"),
    "a removed line": (lambda a: [*a[:2], *a[3:]], 3, "第 3 条缺失"),
    "two removed lines": (lambda a: [*a[:2], *a[4:]], 3, "第 3 至 4 条缺失"),
    "a removed first line": (lambda a: a[1:], 1, "第 1 条缺失"),
    "a line of another hand": (
        lambda a: [*a[:2], b'{"number":3}', *a[2:]],
        3,
        "不是本日志",
    ),
    "an empty line": (lambda a: [*a[:2], b"", *a[2:]], 3, "不是本日志"),
    "a line put in again": (lambda a: [*a[:4], a[2], *a[4:]], 3, "第 3 条排在第 4 条之后"),
    "a last line put in again": (lambda a: [*a, a[5]], 6, "第 6 条排在第 6 条之后"),
    "two lines swapped": (lambda a: [*a[:2], a[3], a[2], *a[4:]], 3, "缺失"),
    "a cut tail": (lambda a: a[:4], 5, "第 5 至 6 条缺失"),
    "everything cut": (lambda a: [], 1, "第 1 至 6 条缺失"),
    "a tail of another hand": (lambda a: [*a, b"x"], 7, "不是本日志"),
}


@pytest.mark.parametrize("damage", DAMAGES)
def test_the_first_broken_line_is_named_before_and_after_the_next_one(
    audit: Audit, path: Path, damage: str
) -> None:
    do, first_broken, told = DAMAGES[damage]
    write(audit, *"abcdef")
    lines = do(path.read_bytes().splitlines())
    path.write_bytes(b"".join(line + b"\n" for line in lines))
    verdict = audit.verify()
    assert verdict.first_broken == first_broken
    assert told in why(verdict)
    write(audit, "g", "h")
    assert audit.verify().first_broken == first_broken
    assert audit.verify(after=7).first_broken is None
    assert [entry.about for entry in audit.entries(most=2)] == ["h", "g"]
    assert [entry.number for entry in audit.entries(most=2)] == [8, 7]


def test_no_byte_of_a_line_can_be_changed(audit: Audit, path: Path) -> None:
    write(audit, "a", "b", "c")
    good = path.read_bytes()
    start = good.index(b"\n") + 1
    for at in range(start, good.index(b"\n", start) + 1):
        path.write_bytes(good[:at] + bytes([good[at] ^ 1]) + good[at + 1 :])
        assert audit.verify().first_broken == 2, good[start : at + 1]


def test_a_line_of_another_log_of_the_same_key_does_not_follow(
    audit: Audit, path: Path
) -> None:
    other = Audit(path.with_name("other.jsonl"), KEY)
    write(other, "x", "y", "z")
    write(audit, "a", "b", "c")
    first, _, last = path.read_bytes().splitlines(keepends=True)
    foreign = path.with_name("other.jsonl").read_bytes().splitlines(keepends=True)[1]
    path.write_bytes(first + foreign + last)
    verdict = audit.verify()
    assert (verdict.first_broken, "第 2 条与上一条接不上" in why(verdict)) == (2, True)


def test_a_line_sealed_with_another_key_is_named(audit: Audit, path: Path) -> None:
    write(audit, "a", "b")
    Audit(path, b"x" * 32).write(Event(AT, "wang", Did.SENT))
    assert audit.verify().first_broken == 3
    assert [entry.is_as_written for entry in audit.entries()] == [False, False, True, True]


def test_a_log_that_vanished_is_missed_because_of_its_head(
    audit: Audit, path: Path
) -> None:
    write(audit, "a", "b")
    path.unlink()
    assert (audit.verify().first_broken, audit.verify().count) == (1, 0)
    assert audit.entries() == ()
    write(audit, "c")
    assert audit.entries()[0].number == 3
    assert "第 1 至 2 条缺失" in why(audit.verify())


@pytest.mark.parametrize("content", [None, b"", b"x", b"\xff" * 256, b"0" * 5_000])
def test_a_head_that_is_gone_or_damaged_is_told_for_good(
    audit: Audit, path: Path, content: bytes | None
) -> None:
    write(audit, "a", "b", "c")
    path.write_bytes(b"".join(path.read_bytes().splitlines(keepends=True)[:2]))
    head_of(path).unlink()
    if content is not None:
        head_of(path).write_bytes(content)
    assert (audit.verify().first_broken, "链头" in why(audit.verify())) == (3, True)
    write(audit, "d")
    verdict = audit.verify()
    assert (verdict.first_broken, "此前可能有记录被截去" in why(verdict)) == (3, True)
    assert [entry.did for entry in audit.entries()][:2] == [Did.SENT, Did.CHAIN_MENDED]
    assert audit.verify(after=3).first_broken is None


def test_a_head_cannot_be_forged_and_tells_of_one_line_alone(
    audit: Audit, path: Path
) -> None:
    write(audit, "a", "b")
    good = head_of(path).read_bytes()
    for at in range(len(good)):
        head_of(path).write_bytes(good[:at] + bytes([good[at] ^ 1]) + good[at + 1 :])
        assert audit.verify().first_broken == 3
    other = Audit(path.with_name("other.jsonl"), KEY)
    write(other, "x", "y")
    head_of(path).write_bytes(head_of(path.with_name("other.jsonl")).read_bytes())
    assert audit.verify().first_broken == 2


def test_a_log_put_back_to_an_older_state_is_found_by_what_was_noted(
    audit: Audit, path: Path
) -> None:
    write(audit, "a", "b")
    old = path.read_bytes(), head_of(path).read_bytes()
    write(audit, "c")
    verdict = audit.verify()
    noted = Head(verdict.count, verdict.hash)
    assert audit.verify(noted=noted).first_broken is None
    path.write_bytes(old[0])
    head_of(path).write_bytes(old[1])
    assert audit.verify().first_broken is None
    assert audit.verify(noted=noted).first_broken == 3
    write(audit, "another c")
    assert audit.verify().first_broken is None
    assert audit.verify(noted=noted).first_broken == 3


def test_a_writer_killed_at_any_byte_leaves_a_log_that_can_be_gone_on_with(
    audit: Audit, path: Path
) -> None:
    write(audit, "a", "b")
    before, head_before = path.read_bytes(), head_of(path).read_bytes()
    write(audit, "c")
    line = path.read_bytes()[len(before) :]
    for cut in range(1, len(line) - 1, 7):
        torn = before + line[:cut]
        path.write_bytes(torn)
        head_of(path).write_bytes(head_before)
        assert (audit.verify().first_broken, "中断" in why(audit.verify())) == (3, True)
        assert [entry.about for entry in audit.entries()] == ["b", "a"]
        write(audit, "d")
        assert path.read_bytes().startswith(torn + b"\n")
        verdict = audit.verify()
        assert (verdict.count, verdict.first_broken, verdict.torn) == (4, None, (2,))
        newest, mark = audit.entries(most=2)
        assert (newest.about, mark.did) == ("d", Did.CHAIN_MENDED)


@pytest.mark.parametrize("end", [b"", b"\n"])
def test_a_writer_killed_between_line_and_head_has_written(
    audit: Audit, path: Path, end: bytes
) -> None:
    write(audit, "a", "b")
    head_before = head_of(path).read_bytes()
    write(audit, "c")
    path.write_bytes(path.read_bytes().rstrip(b"\n") + end)
    head_of(path).write_bytes(head_before)
    assert (audit.verify().count, audit.verify().first_broken) == (3, None)
    write(audit, "d")
    assert [entry.about for entry in audit.entries()] == ["d", "c", "b", "a"]
    assert (audit.verify().count, audit.verify().torn) == (4, ())


def test_a_writer_killed_twice_leaves_two_marks(audit: Audit, path: Path) -> None:
    write(audit, "a")
    for _ in range(2):
        with path.open("ab") as file:
            file.write(b'{"number":')
        write(audit, "b")
    verdict = audit.verify()
    assert (verdict.count, verdict.first_broken, verdict.torn) == (5, None, (1, 3))


def test_a_writer_killed_again_while_it_says_so_leaves_one_mark(
    audit: Audit, path: Path
) -> None:
    write(audit, "a", "b")
    whole, head = path.read_bytes(), head_of(path).read_bytes()
    torn = whole + b'{"number":3,"at":"20'
    path.write_bytes(torn)
    write(audit, "c")
    mended = path.read_bytes()[len(torn) :]
    for cut in (1, 2, 9, 40, len(mended) // 3):
        path.write_bytes(torn + mended[:cut])
        head_of(path).write_bytes(head)
        assert "中断" in why(audit.verify())
        write(audit, "d")
        verdict = audit.verify()
        assert (verdict.count, verdict.first_broken, verdict.torn) == (4, None, (2,))


def test_no_mark_covers_a_line_of_another_hand_before_one_that_was_begun(
    audit: Audit, path: Path
) -> None:
    write(audit, "a")
    with path.open("ab") as file:
        file.write(b'x\n{"number":2')
    write(audit, "b")
    assert (audit.verify().first_broken, audit.verify().torn) == (2, (1,))


def test_a_log_that_is_gone_with_its_head_is_missed_where_it_was_used(
    audit: Audit, path: Path
) -> None:
    write(audit, "a", "b")
    path.unlink()
    head_of(path).unlink()
    assert audit.verify().first_broken is None
    verdict = audit.verify(is_used=True)
    assert (verdict.first_broken, "移走或删除" in why(verdict)) == (1, True)
    write(audit, "c")
    assert audit.verify(is_used=True).first_broken is None


def test_a_writer_killed_at_the_very_first_line_leaves_a_log(
    audit: Audit, path: Path
) -> None:
    write(audit, "a")
    line = path.read_bytes()
    started = path.with_name("started.jsonl")
    started.write_bytes(b"")
    head_of(started).write_bytes(b"")
    assert Audit(started, KEY).verify().first_broken is None
    write(Audit(started, KEY), "a")
    assert Audit(started, KEY).verify().first_broken is None
    assert started.read_bytes() == line


def test_an_unfinished_line_is_no_cover_for_a_cut_tail(audit: Audit, path: Path) -> None:
    write(audit, "a", "b", "c")
    path.write_bytes(path.read_bytes()[:-20])
    assert audit.verify().first_broken == 3
    write(audit, "d")
    assert (audit.verify().first_broken, audit.entries()[0].number) == (3, 5)
    assert "第 3 条缺失" in why(audit.verify())


def test_a_mark_covers_no_line_but_the_one_that_it_tells_of(
    audit: Audit, path: Path
) -> None:
    write(audit, "a")
    with path.open("ab") as file:
        file.write(b"torn")
    write(audit, "b")
    path.write_bytes(path.read_bytes().replace(b"torn", b"lost"))
    assert audit.verify().first_broken == 2


@pytest.mark.parametrize(
    "body",
    [
        b"{" * 100_000,
        b'"at":"never"',
        b'"at":"2020-03-04","who":"\\ud800 332501198001010018"',
    ],
)
def test_a_line_that_holds_anything_at_all_harms_no_reader(
    audit: Audit, path: Path, body: bytes
) -> None:
    write(audit, "a")
    rest = b',"did":"sent","about":"","detail":"","previous":"%b","hash":"%b"}\n'
    with path.open("ab") as file:
        file.write(b'{"number":2,' + body + rest % (b"0" * 64, b"0" * 64))
    assert audit.verify().first_broken == 2
    for entry in audit.entries():
        assert "332501198001010018" not in entry.who.encode().decode()
    write(audit, "b")
    assert audit.entries()[0].about == "b"
