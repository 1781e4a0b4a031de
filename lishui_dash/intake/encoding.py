"""Bytes become text, or are refused with the reason. The ladder is ours: detectors of
encodings fail on short Chinese text.

A byte order mark, else UTF-16 by its zero bytes, else strict UTF-8, else GB18030. The
other way round would misread: half of all short Chinese UTF-8 cells are also valid GB18030.
"""

from __future__ import annotations

import codecs
import re
from dataclasses import dataclass

import numpy as np

from lishui_dash.errors import Problem
from lishui_dash.intake import faults
from lishui_dash.intake.faults import Undecodable
from lishui_dash.words import Words

_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_END_OF_FILE = "\x1a\x00"
"""What old programs write behind the last line."""
_NOT_IN_TEXT = bytes((*range(0x09), *range(0x0E, 0x20)))
_CONTROL = re.compile(b"[\x00-\x08\x0e-\x19\x1c-\x1f]")
_LOST = ("\ufffd", "锟斤拷")
"""What is left of characters that a program before has already destroyed."""
_SAMPLE = 4096
_MANY_ZEROS = 0.2
_MOSTLY = 0.8
_SAVE_AGAIN = Words(
    "请在 WPS 或 Excel 中重新打开原表，另存为 .xlsx 或 CSV 后再上传",
    "open the original in WPS or Excel, save it as .xlsx or CSV, and send it again",
)


@dataclass(frozen=True)
class Text:
    """`encoding` is as Python names it."""

    text: str
    encoding: str


def text_of(content: bytes) -> Text:
    """Return the text of a file. Raises Undecodable when it cannot be read safely."""
    for mark, encoding in _MARKS:
        if content.startswith(mark):
            return _checked(_strictly(content[len(mark) :], encoding), encoding)
    without_mark = _utf16_by_zeros(content)
    if without_mark:
        return _checked(_strictly(content, without_mark), without_mark)
    try:
        return _checked(content.decode("utf-8"), "utf-8")
    except UnicodeDecodeError as error:
        if _is_broken_utf8(content):
            raise _damaged(content, error, "UTF-8") from None
    return _checked(_strictly(content, "gb18030"), "gb18030")


def _strictly(content: bytes, encoding: str) -> str:
    try:
        return content.decode(encoding)
    except UnicodeDecodeError as error:
        raise _damaged(content, error, encoding.upper()) from None


def _checked(text: str, encoding: str) -> Text:
    text = text.rstrip(_END_OF_FILE)
    # Over all bytes at once, a tenth of the time that an expression takes for 100 MB.
    encoded = text.encode("utf-8", "surrogatepass")
    if len(encoded.translate(None, _NOT_IN_TEXT)) < len(encoded):
        raise Undecodable(_no_text())
    lost = min((found for sign in _LOST if (found := text.find(sign)) >= 0), default=-1)
    if lost >= 0:
        line = text.count("\n", 0, lost) + 1
        sign = next(sign for sign in _LOST if text.startswith(sign, lost))
        raise Undecodable(
            faults.of_file(
                "lost_characters",
                Words(
                    f"第 {line} 行有乱码（{sign}），原来的字已经丢失",
                    f"line {line} holds characters that were destroyed before",
                ),
                _SAVE_AGAIN,
            )
        )
    return Text(text, encoding)


def _utf16_by_zeros(content: bytes) -> str | None:
    """Return which UTF-16 a text without a mark is, told by where its zero bytes lie."""
    sample = np.frombuffer(content[: _SAMPLE * 2], dtype=np.uint8)
    if len(sample) < 4 or len(content) % 2:
        return None
    even, odd = (sample[0::2] == 0).mean(), (sample[1::2] == 0).mean()
    if odd > _MANY_ZEROS and even < odd / 4:
        return "utf-16-le"
    if even > _MANY_ZEROS and odd < even / 4:
        return "utf-16-be"
    return None


def _is_broken_utf8(content: bytes) -> bool:
    """Whether bytes that are not UTF-8 were meant as such: most of their Chinese is.

    Reading them as GB18030 would store other characters than the clerk wrote.
    """
    high = sum(byte >= 0x80 for byte in content[: _SAMPLE * 16])
    kept = content[: _SAMPLE * 16].decode("utf-8", "ignore").encode()
    return high > 0 and sum(byte >= 0x80 for byte in kept) >= _MOSTLY * high


def _damaged(content: bytes, error: UnicodeDecodeError, encoding: str) -> Undecodable:
    if encoding == "GB18030" and _CONTROL.search(content):
        return Undecodable(_no_text())
    line = content.count(b"\n", 0, error.start) + 1
    name = "UTF-16" if encoding.startswith("UTF-16") else encoding
    if encoding == "GB18030":
        reason = Words(
            f"第 {line} 行附近的文字既不是 UTF-8 也不是 GB18030 编码，"
            "或几种编码混在一起，无法安全读取",
            f"near line {line} the text is neither UTF-8 nor GB18030, or both are mixed",
        )
    else:
        reason = Words(
            f"文件是 {name} 编码，但第 {line} 行附近有损坏的字节，无法安全读取",
            f"the file is {name}, yet bytes near line {line} are damaged",
        )
    return Undecodable(faults.of_file("damaged_text", reason, _SAVE_AGAIN))


def _no_text() -> Problem:
    return faults.no_text(
        Words(
            "文件内容不是文字表格，也不是工作簿，无法读取",
            "the bytes are neither text nor a workbook",
        )
    )
