"""What is to be said about a cell: why it cannot be taken, or how it was understood."""

from __future__ import annotations

import re
from dataclasses import dataclass

from lishui_dash.words import Words

_WIDE = {code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F)}
_BLANK = dict.fromkeys((0x3000, 0x00A0, 0x2002, 0x2003, 0x2009, 0x202F), ord(" "))
_UNSEEN = dict.fromkeys((0x200B, 0x200C, 0x200D, 0x2060, 0xFEFF, 0x200E, 0x200F), None)
_DASHES = dict.fromkeys(map(ord, "—–‐‑−﹣―"), ord("-"))
_FOLDED: dict[int, int | None] = {
    **_WIDE,
    **_BLANK,
    **_UNSEEN,
    **_DASHES,
    ord("￥"): ord("¥"),
}

_MISSING = frozenset(
    (
        *(
            "-",
            "--",
            "---",
            "/",
            "//",
            "\\",
            "无",
            "無",
            "空",
            "暂无",
            "暫無",
            "(空)",
            "(无)",
        ),
        *("n/a", "na", "n.a.", "null", "none", "nil", "nan"),
    )
)
_ERROR = re.compile(
    r"#(REF!|VALUE!|N/A|DIV/0!|NAME\?|NUM!|NULL!|SPILL!|CALC!|####+).*", re.I
)
_FORMULA = re.compile(r"[=@].*|[+-]?[A-Za-z]{2,}\(.*", re.S)


LONGEST = 60
"""Characters of the longest cell that may be a figure or a day: what is longer is none,
and searching it for the reason could take very long."""


@dataclass(frozen=True)
class Note:
    """A remark on one cell. One that does not reject tells how the cell was understood."""

    rule: str
    reason: Words
    remedy: Words
    rejects: bool = True


CHECK = Words("请核对", "please check")

FORMULA = Note(
    "formula_without_value",
    Words(
        "公式没有算出结果（或是公式写法）",
        "a formula without its value, or written like one",
    ),
    Words(
        "请在表格软件中另存为值后再上传",
        "save the cells as values in the spreadsheet and send the file again",
    ),
)
ERROR_VALUE = Note(
    "error_value",
    Words("单元格是公式出错的结果", "the cell shows the error of a formula"),
    Words(
        "请改正公式或直接填写数值后再上传",
        "mend the formula or write the value, and send the file again",
    ),
)


def plain(text: str) -> str:
    """Return a cell without full-width forms, unseen characters and the apostrophe that
    keeps a number text; every dash is a hyphen."""
    return text.translate(_FOLDED).strip().lstrip("'’‘`").strip()


def is_missing(text: str) -> bool:
    """Whether a cell says that there is nothing: — or / or 无. It is empty, never 0."""
    return plain(text).lower() in _MISSING


def formula_or_error(text: str) -> Note | None:
    """Return what is wrong with a cell that a spreadsheet did not work out."""
    written = text.strip()
    if _ERROR.fullmatch(written):
        return ERROR_VALUE
    return FORMULA if _FORMULA.fullmatch(written) else None
