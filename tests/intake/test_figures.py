"""Every spelling of a number, and why something is none."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lishui_dash.intake.figures import read_figure
from lishui_dash.intake.numerals import numeral

DIGITS = "零一二三四五六七八九"


@pytest.mark.parametrize(
    "spelling",
    [
        *("1200", "1,200", "1，200", "１２００", "1200.0", "1 200", "1200.", "1200。"),
        *(
            "1200只",
            "1200 只",
            "1200（只）",
            "'1200",
            "\u200b1200\u00a0",
            "+1200",
            "共1200只",
        ),
        *("1.2千", "0.12万", "12百", "1.2k", "1.2E+03", "1e3只", "1千2百"),
        *("一千二百", "一千二", "壹仟贰佰", "1200.00"),
    ],
)
def test_a_number_may_be_written_many_ways(spelling: str) -> None:
    figure = read_figure(spelling)
    expected = 1000 if spelling == "1e3只" else 1200
    assert (figure.value, figure.note) == (expected, None)


@pytest.mark.parametrize(
    "spelling",
    [
        *("约1200", "大约1200只", "近1200", "1200余", "1200余只", "1200多只", "1200左右"),
        *("1200以上", "超过1200", "不足1200", "1200只左右", "1.2千余", "一千二百余只"),
    ],
)
def test_an_approximate_figure_is_taken_and_flagged(spelling: str) -> None:
    figure = read_figure(spelling)
    assert figure.value == 1200
    assert figure.note is not None
    assert (figure.note.rule, figure.note.rejects) == ("approximate", False)


@pytest.mark.parametrize(
    ("spelling", "value"),
    [
        ("两千", 2000),
        ("兩萬", 20_000),
        ("十", 10),
        ("一百零二", 102),
        ("一百二", 120),
        ("三万五千", 35_000),
        ("一亿二千万", 120_000_000),
        ("廿五", 25),
        ("二〇", 20),
        ("十点五", Decimal("10.5")),
        ("零", 0),
        ("〇", 0),
        ("12万3千", 123_000),
        ("1万2千300", 12_300),
        ("20余万", 200_000),
    ],
)
def test_chinese_numerals(spelling: str, value: Decimal) -> None:
    assert read_figure(spelling).value == value


@pytest.mark.parametrize("spelling", ["(120)", "（120）", "-120", "－120", "−120", "负120"])
def test_what_is_below_nothing(spelling: str) -> None:
    assert read_figure(spelling).value == -120


@pytest.mark.parametrize(
    "spelling", ["—", "——", "-", "/", "无", "空", "N/A", "n/a", "null", "", "  "]
)
def test_a_sign_for_nothing_is_an_empty_cell_and_never_zero(spelling: str) -> None:
    figure = read_figure(spelling)
    assert (figure.value, figure.note) == (None, None)


@pytest.mark.parametrize(
    ("spelling", "rule"),
    [
        ("12OO", "letter_in_number"),
        ("l200", "letter_in_number"),
        ("1200(含在途200)", "comment_in_cell"),
        ("1200-1300", "two_figures"),
        ("1200、1300", "two_figures"),
        ("12 0", "two_figures"),
        ("1.2.3", "two_figures"),
        ("1,2", "digit_groups"),
        ("1,2345,6789", "digit_groups"),
        ("1,200,50", "digit_groups"),
        ("100+20", "sum_in_cell"),
        ("<5", "comparison"),
        ("≤100只", "comparison"),
        ("百分之九十五", "percentage"),
        ("几百", "no_exact_figure"),
        ("若干", "no_exact_figure"),
        ("三五", "unreadable"),
        ("1万2", "unreadable"),
        ("未统计", "unreadable"),
        ("①", "unreadable"),
        ("半", "unreadable"),
        ("1200吨", "unknown_unit"),
        ("1200待定", "unknown_unit"),
    ],
)
def test_what_is_no_number_says_why(spelling: str, rule: str) -> None:
    figure = read_figure(spelling)
    assert figure.value is None
    assert figure.note is not None
    assert (figure.note.rule, figure.note.rejects) == (rule, True)


def test_the_letter_and_its_digit_are_named() -> None:
    note = read_figure("12OO").note
    assert note is not None
    assert note.reason.hans == "数字里有字母 O"
    assert note.remedy.hans == "请改为数字 0"


@pytest.mark.parametrize(
    ("spelling", "unit"),
    [("5盒", "盒"), ("300元整", "元"), ("¥300", "元"), ("8小时", "小时")],
)
def test_the_unit_behind_a_figure_is_told(spelling: str, unit: str) -> None:
    assert read_figure(spelling).unit == unit


def in_han(number: int) -> str:
    """Write a number the way it is said, myriad by myriad: the other direction."""
    if number == 0:
        return "零"
    sections: list[str] = []
    for name in ("", "万", "亿"):
        number, section = divmod(number, 10_000)
        text = "".join(
            DIGITS[digit] + unit
            for digit, unit in zip(
                map(int, f"{section:04d}"), ("千", "百", "十", ""), strict=True
            )
            if digit or unit
        )
        for unit in ("零千", "零百", "零十"):
            text = text.replace(unit, "零")
        while "零零" in text:
            text = text.replace("零零", "零")
        text = text.rstrip("零") if section else ""
        sections.insert(0, text + name if section else "零")
    joined = "".join(sections)
    while "零零" in joined:
        joined = joined.replace("零零", "零")
    return joined.strip("零")


@settings(max_examples=400, deadline=None)
@given(st.integers(0, 99_999_999))
def test_a_numeral_is_read_as_it_is_written(number: int) -> None:
    assert numeral(in_han(number)) == number


@settings(max_examples=400, deadline=None)
@given(
    st.decimals(0, 9_999_999, places=2, allow_nan=False, allow_infinity=False),
    st.sampled_from(["", "约", "-", "¥", "共"]),
    st.sampled_from([("", 1), ("千", 1000), ("万", 10_000), ("亿", 10**8)]),
    st.sampled_from(["", "只", "元", "人", " 个", "左右"]),
)
def test_a_figure_is_read_as_python_reads_its_digits(
    number: Decimal, before: str, scale: tuple[str, int], behind: str
) -> None:
    sign = -1 if before == "-" else 1
    for digits in (f"{number}", f"{number:,}"):
        figure = read_figure(f"{before}{digits}{scale[0]}{behind}")
        assert figure.value == sign * number * scale[1]


@settings(max_examples=400, deadline=None)
@given(st.text("0123456789.,一二十百千万亿零两约余只元（）()+-eEOl 　%／/点", max_size=14))
def test_a_figure_is_a_value_or_a_reason(text: str) -> None:
    figure = read_figure(text)
    if figure.value is None and figure.note is not None:
        assert figure.note.rejects
        assert figure.note.reason.hans
        assert figure.note.remedy.en
