"""An event tells who acted, and of nobody else."""

from __future__ import annotations

from datetime import datetime

import pytest

from lishui_dash.access.events import Did, Event, fit_to_keep

AT = datetime(2020, 3, 4, 9)


def kept(said: str) -> str:
    return fit_to_keep(Event(AT, "zhang", Did.SENT, detail=said)).detail


@pytest.mark.parametrize(
    ("said", "shown"),
    [
        ("身份证 332501198001010018", "身份证 332***18"),
        ("身份证３３２５０１１９８００１０１００１８", "身份证332***18"),
        ("3325\u200b0119\u00ad800101\u20600018", "332***18"),
        ("138-0013-8000", "138****8000"),
        ("138\n0013\n8000", "138****8000"),
        ("1\u200d3\u200d8\u202e00138000", "138****8000"),
        ("电话 2123456", "电话 ****"),
        ("写给 li.ming@example.com 的信", "写给 ***@*** 的信"),
        ("经手人：李明", "经手人：**"),
    ],
)
def test_numbers_addresses_and_names_of_others_are_masked(said: str, shown: str) -> None:
    assert kept(said) == shown


@pytest.mark.parametrize(
    ("said", "shown"),
    [
        ("a\nb\tc", r"a\nb\tc"),
        ("a\x00b\x1b[2J", r"a\x00b\x1b[2J"),
        ("a\u2028b\u202eb", r"a\u2028b\u202eb"),
        ("a\udc80b", r"a\udc80b"),
        ("口罩，N95　48 只", "口罩，N95　48 只"),
        ("<script>alert(1)</script>", "<script>alert(1)</script>"),
    ],
)
def test_what_cannot_be_seen_is_written_out(said: str, shown: str) -> None:
    assert kept(said) == shown


def test_an_overlong_text_is_cut() -> None:
    event = fit_to_keep(Event(AT, "z" * 500, Did.SENT, "a" * 500, "d" * 5_000))
    assert (len(event.who), len(event.about), len(event.detail)) == (80, 200, 1_000)
    assert event.detail.endswith("d…")


@pytest.mark.parametrize("before", range(960, 1_010))
def test_no_cut_leaves_half_a_number_unmasked(before: int) -> None:
    assert "33250119" not in kept("d" * before + "332501198001010018" + "d" * 100)


def test_a_hash_of_a_file_stays_whole_and_hides_no_number() -> None:
    digits = "13800138000" * 5 + "123456789"
    assert kept(f"SHA-256 {digits}") == f"SHA-256 {digits}"
    assert "13800138000" not in kept(f"{digits} 13800138000").removeprefix(digits)
    assert "13800138000" not in kept("x" + "a" * 53 + "13800138000")


def test_no_cut_of_a_very_long_text_leaves_half_a_number_unmasked() -> None:
    address = "a" * 60 + "@" + ".".join(["b" * 60] * 9)
    for before in range(60):
        said = (address + " ") * 16 + " " * before + "332501198001010018" * 100
        assert "33250119" not in kept(said)


@pytest.mark.parametrize("did", Did)
def test_every_kind_of_event_is_said_in_both_languages(did: Did) -> None:
    assert did.words.hans.strip()
    assert did.words.en[0].isupper()
    assert did.value == did.name.lower()
    assert Did(did.value) is did


def test_what_a_later_version_writes_can_be_read() -> None:
    assert Did("flew_away") is Did.UNKNOWN
