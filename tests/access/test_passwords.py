"""A password is one that nobody guesses, and is kept so that nobody reads it."""

from __future__ import annotations

import pytest
from argon2 import PasswordHasher

from lishui_dash.access.passwords import LONGEST, Passwords, fault_of
from tests.access.cheap import GOOD, HASHER, OTHER


@pytest.mark.parametrize(
    ("password", "told"),
    [
        ("", "至少 10 个字符，现为 0 个"),
        ("Ab3!fgh9k", "至少 10 个字符，现为 9 个"),
        ("长" * LONGEST + "1", "至多 200 个字符，现为 201 个"),
        ("zhangwei01", "不能有账号名"),
        ("ＺｈａｎｇＷｅｉ９９", "不能有账号名"),
        ("woaini1314", "太常见"),
        ("woaini1314520", "太常见"),
        ("1qaz2wsx!!", "太常见"),
        ("Admin@123456", "太常见"),
        ("P@ssw0rd2020", "太常见"),
        ("lishui2020", "太常见"),
        ("疫情防控指挥部2020", "太常见"),
        ("aaaaaaaaa1", "太常见"),
        ("ab1ab1ab1ab1", "太常见"),
        ("correcthorse", "至少要有两类字符"),
        ("73519284604", "至少要有两类字符"),
    ],
)
def test_a_bad_password_is_refused_with_what_is_wrong(password: str, told: str) -> None:
    fault = fault_of(password, "ZhangWei")
    assert fault is not None
    assert told in fault.hans
    assert "；" in fault.hans, "and how it is mended"
    assert fault.en


@pytest.mark.parametrize(
    "password",
    [
        *(GOOD, OTHER, "correct horse", "Correcthorse", "樟树下七只白鹭飞过瓯江1"),
        *("woaini1314 樟树下乘凉", "admin of the 3rd floor", "ab" + "cdefg1" * 30),
    ],
)
def test_a_good_password_is_taken(password: str) -> None:
    assert fault_of(password, "zhangwei") is None


def test_a_short_name_may_be_part_of_a_password() -> None:
    assert fault_of("camphor tree 7 li", "li") is None


def test_the_old_password_is_no_new_one() -> None:
    fault = fault_of(GOOD, "zhangwei", GOOD)
    assert fault is not None
    assert "与原口令相同" in fault.hans


def test_a_hash_is_salted_and_tells_no_password() -> None:
    passwords = Passwords(HASHER)
    first, second = passwords.hashed(GOOD), passwords.hashed(GOOD)
    assert first != second
    assert GOOD not in first
    assert passwords.is_right(first, GOOD)
    assert not passwords.is_right(first, OTHER)


def test_full_width_and_composed_letters_are_the_same_password() -> None:
    passwords = Passwords(HASHER)
    hashed = passwords.hashed("Cafe\u0301 123 樟树")
    assert passwords.is_right(hashed, "Ｃaf\u00e9 １２３ 樟树")


@pytest.mark.parametrize("hashed", [None, "", "no hash", "$argon2id$v=19$m=8,t=1,p=1$x"])
def test_nothing_is_right_where_there_is_no_hash(hashed: str | None) -> None:
    assert not Passwords(HASHER).is_right(hashed, GOOD)
    assert not Passwords(HASHER).is_right(hashed, "")


def test_what_no_text_may_hold_is_a_wrong_password_and_no_fault() -> None:
    passwords = Passwords(HASHER)
    assert not passwords.is_right(passwords.hashed(GOOD), "\ud800")


def test_by_default_the_library_says_what_is_right_today() -> None:
    hashed = Passwords(HASHER).hashed(GOOD)
    assert Passwords().is_outdated(hashed)
    assert not Passwords(HASHER).is_outdated(hashed)
    assert PasswordHasher().memory_cost >= 19 * 1024
