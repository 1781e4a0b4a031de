"""Bytes become sheets of text. What a file is, its first bytes say, never its name."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from lishui_dash.errors import Problem
from lishui_dash.intake import faults, limits
from lishui_dash.intake.delimited import text_sheet
from lishui_dash.intake.encoding import text_of
from lishui_dash.intake.faults import Undecodable
from lishui_dash.intake.package import ZIP
from lishui_dash.intake.sheet import Sheet
from lishui_dash.intake.webpage import is_web_page, tables_of
from lishui_dash.intake.workbook import OLE, read_workbook
from lishui_dash.words import Words

_MARKUP = re.compile(r"\s*(<\?xml|<!doctype|MIME-Version:|\{\\rtf|%PDF)", re.IGNORECASE)
_DECLARED = re.compile(r"<!entity|<!doctype[^<>]*\[", re.IGNORECASE)
_ARCHIVES = (
    *(b"\x1f\x8b", b"\x1f\x9d", b"BZh91AY&SY", b"\xfd7zXZ\x00", b"7z\xbc\xaf\x27\x1c"),
    *(b"Rar!\x1a\x07", b"\x28\xb5\x2f\xfd", b"MSCF\x00", b"PK\x05\x06", b"PK\x07\x08"),
)
_TAR, _TAR_AT = b"ustar", 257


@dataclass(frozen=True)
class Decoded:
    """`media` is "csv", "html", "xlsx" or "xls", whatever the file calls itself.

    `hidden` are the names of sheets that nobody sees: they are not read.
    """

    media: str
    sheets: Sequence[Sheet]
    hidden: tuple[str, ...] = ()
    encoding: str = ""


def decode(content: bytes) -> Decoded:
    """Return the sheets of a file. Raises Undecodable when it holds no table."""
    if not content.strip(b"\x00\x1a \t\r\n"):
        raise Undecodable(faults.empty_file())
    if content.startswith((ZIP, OLE)):
        book = read_workbook(content)
        media = "xls" if content.startswith(OLE) else "xlsx"
        return Decoded(media, book.sheets, book.hidden)
    if content.startswith(_ARCHIVES) or content.startswith(_TAR, _TAR_AT):
        raise Undecodable(limits.an_archive())
    read = text_of(content)
    is_page = is_web_page(read.text)
    if (is_page or _MARKUP.match(read.text)) and _DECLARED.search(read.text):
        raise Undecodable(limits.entity())
    if is_page:
        if len(read.text) > limits.LARGEST_PAGE:
            raise Undecodable(limits.too_large_page())
        tables = tables_of(read.text)
        if not tables:
            raise Undecodable(
                _no_table("这是网页，里面没有表格", "a web page without table")
            )
        return Decoded("html", tables, encoding=read.encoding)
    if _MARKUP.match(read.text):
        raise Undecodable(
            _no_table("这是文档，不是表格文件", "this is a document, not a table")
        )
    return Decoded("csv", (text_sheet(read.text),), encoding=read.encoding)


def _no_table(hans: str, english: str) -> Problem:
    return faults.no_text(Words(hans, english))
