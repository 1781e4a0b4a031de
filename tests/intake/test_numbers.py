"""Numbers of persons are found however they are spelled, and other figures are left."""

from __future__ import annotations

import unicodedata

import pyarrow as pa
import pyarrow.compute as pc
import pytest

from lishui_dash.intake.masking import (
    FREE_PERSONAL,
    PERHAPS_PERSONAL,
    masked_text,
    without_numbers,
)

IDS = (
    *("332522198801011237", "332522　19880101　1237", "332522.19880101.1237"),
    *("332522/19880101/1237", "332522–19880101–1237", "332522 - 19880101 - 1237"),
    *(
        "332522-1988-01-01-1237",
        "33252219880101 1237",
        "３３２５２２１９８８０１０１１２３７",
    ),
    *("33252219880101123x", "33252219880101123×", "33252219880101123Ｘ"),
    *("332522 880101 123", "332522880101123", "332522-880101-123", "332522\u00a0880101123"),
    "3 3 2 5 2 2 1 9 8 8 0 1 0 1 1 2 3 7",
)
MOBILES = (
    *("13957812345", "139－5781－2345", "139  5781  2345", "139\t5781\t2345"),
    *("139\u00a05781\u00a02345", "139　5781　2345", "139—5781—2345", "139.5781.2345"),
    *("139/5781/2345", "139·5781·2345", "139_5781_2345", "139-57-81-23-45"),
    *("1395781 2345", "139 57812345", "13957 812345", "(139)5781-2345"),
    *("+86 13957812345", "+8613957812345", "+86-139-5781-2345", "8613957812345"),
    *("０１３９５７８１２３４５", "1\u200b39\u200b57812345", "1 3 9 5 7 8 1 2 3 4 5"),
)
LANDLINES = (
    *("0578-2688888", "（0578）2688888", "(0578) 268 8888", "0578－2688999"),
    *("0578—2688888", "0578一2688888", "05782688888", "0578268 8888", "021-6268 8888"),
    *("+86-578-2688777", "+865782688777", "0086 578 2688777", "+86（0578）2688888"),
)
ACCOUNTS = ("6222 0212 0201 1234 567", "622202 0212020123456", "6222021202011234567")
INNOCENT = (
    *("丽指办〔2020〕12号", "青防指调〔2020〕1号", "QD20200205-000001", "DB-0205-0000001"),
    *("20200205-000001", "cp-331181-10", "331121002009"),
    *("2020-02-05 08:30 到货 12000 500 只", "2020-02-05 22000 500", "1000 500"),
    *("1500.50 12000", "150000000.50", "15 000 000 000", "1500 1600 1700", "15/2000/300"),
    *("1500/2000/300", "13 14 15 16 17 1", "2020-02 2020-02-05 1200", "2.5-3.5"),
    *("2020.02.05-2020.02.15", "2020/2/5 2020/2/6 2020/2/7", "8:30-17:30 2000"),
    *("1500 2020-02-05 08:30", "91331100MA2E0ABC12", "30.5×20.5 15000 2000"),
    *("0205-2000123", "0205-0000123", "热线2020-02-05开通", "合计 13500 元，其中 3500"),
    *("规格１５０×２００ ３００", "①②③", "约1—2天，2020年2月5日—15日"),
)

MIDDLES = ("5781", "8801", "6888", "6889", "6887", "1202", "0201")
"""Of every number above some digits that are no longer there when it is masked."""


def digits_of(text: str) -> str:
    return "".join(filter(str.isdecimal, unicodedata.normalize("NFKC", text)))


def matches(pattern: str, text: str) -> bool:
    return bool(pc.match_substring_regex(pa.array([text]), pattern)[0].as_py())


@pytest.mark.parametrize("number", [*IDS, *MOBILES, *LANDLINES, *ACCOUNTS])
def test_a_free_text_keeps_no_number_of_a_person(number: str) -> None:
    text = f"请联系（{number}），2 月 5 日"
    found = masked_text(text)
    assert matches(FREE_PERSONAL, text)
    assert found.startswith("请联系（")
    assert found.endswith("），2 月 5 日")
    assert "*" in found
    assert not any(middle in digits_of(found) for middle in MIDDLES)
    assert masked_text(found) == found


@pytest.mark.parametrize("number", [*IDS, *MOBILES])
def test_no_other_text_keeps_an_id_or_a_mobile_number(number: str) -> None:
    text = f"号：{number}；"
    found = without_numbers(text)
    assert matches(PERHAPS_PERSONAL, text)
    assert "*" in found
    assert found[:2] + found[-1] == "号：；"
    assert not any(middle in digits_of(found) for middle in MIDDLES)
    assert without_numbers(found) == found


@pytest.mark.parametrize("text", INNOCENT)
def test_days_quantities_and_numbers_of_records_stay_as_written(text: str) -> None:
    assert masked_text(text) == text
    assert without_numbers(text) == text


def test_what_stands_around_a_number_stays_as_written() -> None:
    text = "Ａ区１２０　只\u200b，电话１３９－５７８１－２３４５（王）"
    assert masked_text(text) == "Ａ区１２０　只\u200b，电话139****2345（王）"


def test_two_numbers_side_by_side_are_two() -> None:
    text = "0578-2688888 13957812345 139 5781 2346/1500 139 5781 2347"
    assert masked_text(text) == "0578-**** 139****2345 139****2346/1500 139****2347"


def test_a_number_of_a_record_that_ends_like_a_mobile_number_stays() -> None:
    for text in (
        "QD13957812345",
        "DB-0205-13957812345",
        "P13957812345abcde",
        "331121-2020-0205-0001",
    ):
        assert without_numbers(text) == text


@pytest.mark.parametrize("text", ["1 " * 16_000, "2020-02-05 " * 3_000, "6-6-" * 8_000])
def test_a_cell_full_of_digits_is_read_in_time_that_grows_with_its_length(
    text: str,
) -> None:
    # Quadratic work would take minutes here.
    assert "13957812345" not in masked_text(f"{text}13957812345")
