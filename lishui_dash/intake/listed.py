"""All problems of a file as a sheet of their own, each linked to its cell."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cache

from opencc import OpenCC
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from lishui_dash.errors import Problem
from lishui_dash.words import Words

LISTED = "问题清单"
"""The sheet with all problems. One of that name in a file is an earlier list."""
LONGEST_CELL = 32_000
_MOST_LISTED, _MOST_LINKS = 1_000_000, 60_000
"""What one sheet can hold."""
_HEADS = (
    (Words("序号", "No.", "序號"), 6),
    (Words("工作表", "Sheet"), 16),
    (Words("行", "Row"), 8),
    (Words("列", "Column"), 18),
    (Words("报送值", "Value"), 20),
    (Words("问题", "Problem"), 44),
    (Words("改法", "Remedy"), 44),
    (Words("处理", "Weight"), 12),
)
_NOTE = Words(
    "红格须改正，黄格仅提示，批注里写明原因和改法。姓名、证件号和电话已掩码："
    "请对照行号在原文件上改，改好后上传原文件。",
    "Red cells must be corrected, yellow ones are flags; each has its reason and remedy as "
    "a comment. Names, IDs and telephone numbers are masked: correct your own file by the "
    "row numbers, and send that one.",
)
_ONLY_MARKED = Words(
    "文件较大，这里只保留表头和有问题的行，行号不变。",
    "The file is large: only headings and rows with problems are shown, at their places.",
)
_MUST, _MAY = Words("须改正", "must be corrected"), Words("仅提示", "flag only", "僅提示")
_WHOLE = Words("整份文件", "whole file")


def write_list(
    made: Worksheet,
    problems: Sequence[Problem],
    links: Mapping[int, str],
    lang: str,
    *,
    head: Format,
    wrapped: Format,
    is_large: bool,
) -> None:
    """Write the list into an empty sheet; `links` lead to the cell, by number."""
    note = _said(_NOTE, lang) + (_said(_ONLY_MARKED, lang) if is_large else "")
    made.write_string(0, 0, note)
    for place, (words, width) in enumerate(_HEADS):
        made.set_column(place, place, width)
        made.write_string(2, place, _said(words, lang), head)
    made.freeze_panes(3, 0)
    for number, problem in enumerate(problems[:_MOST_LISTED]):
        row = number + 3
        made.write_number(row, 0, number + 1)
        where = _said(_WHOLE, lang) if problem.row is None else str(problem.row)
        cells = (
            problem.sheet,
            where,
            problem.column,
            problem.value,
            _said(problem.reason, lang),
            _said(problem.remedy, lang),
            _said(_MUST if problem.rejects else _MAY, lang),
        )
        for place, text in enumerate(cells, 1):
            made.write_string(row, place, text[:LONGEST_CELL], wrapped)
        if number in links and number < _MOST_LINKS:
            made.write_url(row, 2, links[number], string=where)


def explained(problem: Problem, lang: str) -> str:
    stop = ". " if lang == "en" else "。"
    return f"{_said(problem.reason, lang)}{stop}{_said(problem.remedy, lang)}"


def _said(words: Words, lang: str) -> str:
    if lang == "en":
        return words.en
    if lang == "hant":
        return words.hant or str(_traditional().convert(words.hans))
    return words.hans


@cache
def _traditional() -> OpenCC:
    return OpenCC("s2t")
