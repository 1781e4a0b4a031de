"""Why a cell is no number, as far as it can be told: the clerk learns what to change."""

from __future__ import annotations

import re
from collections.abc import Iterator

from lishui_dash.intake.note import Note
from lishui_dash.words import Words

_ONE_FIGURE = Words("请只填一个数", "give one figure")
_FIGURE_ALONE = Words(
    "请只填数字，说明写到备注栏", "give the figure alone, and the rest as a remark"
)

_LETTERS = (
    ("oO", "0", "零"),
    ("lI|", "1", "一"),
    ("sS", "5", "五"),
    ("bB", "8", "八"),
    ("zZ", "2", "二"),
)
"""Letters that look like a digit, as typed by hand or read by a scanner."""
_ALIKE = "".join(letters for letters, _, _ in _LETTERS)

PERCENTAGE = Note(
    "percentage",
    Words("写的是百分数", "a percentage"),
    Words("请填实际数量", "give the number itself"),
)
_CAUSES: tuple[tuple[str, str, Words, Words], ...] = (
    (r".*%|百分之.*", PERCENTAGE.rule, PERCENTAGE.reason, PERCENTAGE.remedy),
    (
        r".*[<>≤≥].*",
        "comparison",
        Words("写的是大于或小于某数", "more or less than a figure"),
        Words("请填实际数量", "give the number itself"),
    ),
    (
        r".*\d[^()]*\([^()]+\).*",
        "comment_in_cell",
        Words("数字后面带了说明", "a remark stands behind the figure"),
        _FIGURE_ALONE,
    ),
    (
        r"[\d,.]*\d,[\d,.]*",
        "digit_groups",
        Words(
            "分节不对：逗号只能隔开每三位数字",
            "a comma may part groups of three digits only",
        ),
        Words("请去掉数字里的逗号，小数点用“.”", "leave the commas out"),
    ),
    (
        r".*\d\s*[-~至到/、,;:]+\s*\d.*|\d+\s+\d+.*|\d*\.\d*\..*",
        "two_figures",
        Words("一格里有两个数或一个范围", "two figures, or a range, in one cell"),
        _ONE_FIGURE,
    ),
    (
        r".*\d\s*[+*x×÷=]\s*\d.*",
        "sum_in_cell",
        Words("写的是算式", "a sum that is not worked out"),
        Words("请填算好的结果", "give the result"),
    ),
    (
        r"[几数若上][十百千万]*.*|[十百千万]+几.*|若干.*|大量.*|少量.*",
        "no_exact_figure",
        Words("没有确切的数", "no exact figure"),
        Words("请填准确数；不清楚请留空", "give the figure, or leave the cell empty"),
    ),
    (
        r"[+-]?[\d,.]+\s*[^\d\s.,()]+",
        "unknown_unit",
        Words(
            "数字后面的单位或文字不认识", "the unit or text behind the figure is unknown"
        ),
        _FIGURE_ALONE,
    ),
)
_PATTERNS = tuple(
    (re.compile(pattern, re.S | re.I), Note(rule, reason, remedy))
    for pattern, rule, reason, remedy in _CAUSES
)

UNREADABLE = Note(
    "unreadable",
    Words("不是数字", "not a number"),
    Words(
        "请填数字；没有请填 0，不清楚请留空",
        "give a number; 0 if there was none, empty if it is not known",
    ),
)


def cause_of_unread(text: str) -> Note:
    """Return why a cell, made plain, is no number."""
    return next(_causes(text), UNREADABLE)


def _causes(text: str) -> Iterator[Note]:
    if re.fullmatch(rf"[+-]?[\d,.{re.escape(_ALIKE)}]*", text) and re.search(r"\d", text):
        for letters, digit, _ in _LETTERS:
            found = next((letter for letter in text if letter in letters), None)
            if found:
                yield Note(
                    "letter_in_number",
                    Words(
                        f"数字里有字母 {found}", f"there is a letter {found} in the number"
                    ),
                    Words(f"请改为数字 {digit}", f"write the digit {digit}"),
                )
    yield from (note for pattern, note in _PATTERNS if pattern.fullmatch(text))
