"""Files made to harm whoever opens them, each a few kilobytes."""

from __future__ import annotations

import io
import struct
import zipfile
from collections.abc import Callable, Mapping
from pathlib import Path
from random import Random

from lishui_dash.intake import limits

OLD = Path(__file__).parent / "nasty" / "老格式_合并_隐藏_划去.xls"
MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
LINKS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
START = '<?xml version="1.0"?>'
LAUGHS = "".join(f'<!ENTITY {chr(98 + n)} "{f"&{chr(97 + n)};" * 10}">' for n in range(9))
_LISTED, _NUMBER_CELL, _SIZE_CELL = b"PK\x01\x02", 0xFD, 0x200


def packed(parts: Mapping[str, str | bytes]) -> bytes:
    sink = io.BytesIO()
    with zipfile.ZipFile(sink, "w", zipfile.ZIP_DEFLATED) as made:
        for name, content in parts.items():
            made.writestr(name, content)
    return sink.getvalue()


def sheet(rows: str, *, before: str = "", after: str = "", declared: str = "") -> str:
    return (
        f'{START}{declared}<worksheet xmlns="{MAIN}">{before}'
        f"<sheetData>{rows}</sheetData>{after}</worksheet>"
    )


def cell(name: str, text: str = "x") -> str:
    return f'<c r="{name}" t="inlineStr"><is><t>{text}</t></is></c>'


def xlsx(
    xml: str | bytes, more: Mapping[str, str | bytes] | None = None, sheets: int = 1
) -> bytes:
    listed = "".join(
        f'<sheet name="S{n}" sheetId="{n}" r:id="rId1"/>' for n in range(1, sheets + 1)
    )
    types = "http://schemas.openxmlformats.org/package/2006"
    link = f'<Relationship Type="{LINKS}'
    return packed(
        {
            "[Content_Types].xml": f'{START}<Types xmlns="{types}/content-types"/>',
            "_rels/.rels": f'{START}<Relationships xmlns="{types}/relationships">'
            f'{link}/officeDocument" Id="rId1" Target="xl/workbook.xml"/></Relationships>',
            "xl/workbook.xml": f'{START}<workbook xmlns="{MAIN}" xmlns:r="{LINKS}">'
            f"<sheets>{listed}</sheets></workbook>",
            "xl/_rels/workbook.xml.rels": f'{START}<Relationships xmlns="{types}/'
            f'relationships">{link}/worksheet" Id="rId1" Target="worksheets/sheet1.xml"/>'
            f'{link}/sharedStrings" Id="rId2" Target="sharedStrings.xml"/>'
            f"</Relationships>",
            "xl/worksheets/sheet1.xml": xml,
            **(more or {}),
        }
    )


def ods(columns: int, rows: int, text: str = "x") -> bytes:
    name = "urn:oasis:names:tc:opendocument:xmlns"
    names = " ".join(f'xmlns:{of}="{name}:{of}:1.0"' for of in ("office", "table", "text"))
    body = (
        f'<table:table-row table:number-rows-repeated="{rows}"><table:table-cell '
        f'table:number-columns-repeated="{columns}" office:value-type="string">'
        f"<text:p>{text}</text:p></table:table-cell></table:table-row>"
    )
    for outer in ('table:table table:name="S"', "office:spreadsheet", "office:body"):
        body = f"<{outer}>{body}</{outer.partition(' ')[0]}>"
    return packed(
        {
            "mimetype": "application/vnd.oasis.opendocument.spreadsheet",
            "META-INF/manifest.xml": "<manifest/>",
            "content.xml": f"{START}<office:document-content {names}>{body}"
            f"</office:document-content>",
        }
    )


def with_lists_changed(content: bytes, at: int, value: int) -> bytes:
    """Return a zip whose list of parts tells `value` at a place of every entry."""
    changed, place = bytearray(content), 0
    while (place := changed.find(_LISTED, place)) >= 0:
        changed[place + at : place + at + 4] = struct.pack("<I", value)
        place += 4
    return bytes(changed)


def old_book(record: int, told: bytes) -> bytes:
    """Return an old workbook with the last record of a kind overwritten."""
    content = bytearray(OLD.read_bytes())
    place, last = content.find(b"\x09\x08\x10\x00\x00\x06"), 0
    while place + 4 <= len(content) and any(content[place : place + 4]):
        kind, length = struct.unpack_from("<HH", content, place)
        last = place if kind == record else last
        place += 4 + length
    assert last
    content[last + 4 : last + 4 + len(told)] = told
    return bytes(content)


def _many_strings() -> bytes:
    letters = "ABCDEFGHIJ"
    rows = "".join(
        f'<row r="{n}">'
        + "".join(f'<c r="{letter}{n}" t="s"><v>0</v></c>' for letter in letters)
        + "</row>"
        for n in range(1, 1001)
    )
    strings = f'{START}<sst xmlns="{MAIN}"><si><t>{"x" * 900_000}</t></si></sst>'
    return xlsx(sheet(rows), {"xl/sharedStrings.xml": strings})


def _styles(text: str) -> str:
    """Return styles with so much that cannot be packed that it is no mere repetition."""
    noise = Random(7).randbytes(limits.MIB // 4).hex()
    return f'{START}<styleSheet xmlns="{MAIN}"><!--{noise}-->{text}</styleSheet>'


def heavy() -> bytes:
    """Return a workbook of one cell with eight MiB of styles, as careless offices have."""
    return xlsx(sheet(ONE), {"xl/styles.xml": _styles("<a/>" * 2 * limits.MIB)})


ONE = f'<row r="1">{cell("A1")}</row>'
_FAR = '<row r="1"><c r="A1"><v>1</v></c></row><row r="1048576">{}</row>'
_DOCTYPE = '<!DOCTYPE w [<!ENTITY a "lol">{}]>'
_OUTSIDE = '<!DOCTYPE w [<!ENTITY a SYSTEM "file:///etc/hostname">]>'
_MERGED = '<mergeCell ref="A1:XFD1048576"/>'
BAD_NAMES = ("../a.csv", "报表/../../a.csv", "..\\a.csv", "a/..")

TRAPS: Mapping[str, tuple[Callable[[], bytes], str]] = {
    "a part that is repetition": (
        lambda: xlsx(sheet(ONE), {"xl/media/a.png": bytes(30 * limits.MIB)}),
        limits.ZIP_BOMB,
    ),
    "a part larger than it says": (
        lambda: with_lists_changed(xlsx(sheet(ONE)), 24, 1),
        limits.ZIP_BOMB,
    ),
    "parts that say to be huge": (
        lambda: with_lists_changed(xlsx(sheet(ONE)), 24, 2**31),
        limits.ZIP_BOMB,
    ),
    "parts that overlap": (
        lambda: with_lists_changed(xlsx(sheet(ONE)), 42, 0),
        limits.ZIP_BOMB,
    ),
    "too many parts": (
        lambda: packed(dict.fromkeys(map(str, range(limits.MOST_MEMBERS + 1)), "")),
        limits.ZIP_BOMB,
    ),
    "a bomb inside an archive": (
        lambda: packed({"a.xlsx": xlsx(sheet(ONE)), "b.zip": packed({"a": b""})}),
        "archive",
    ),
    "a cell in the far corner": (
        lambda: xlsx(sheet(_FAR.format('<c r="XFD1048576"><v>1</v></c>'))),
        "too_many_rows",
    ),
    "the far corner written in another way": (
        lambda: xlsx(sheet(_FAR.format("<c t='n' r='XFD1048576'><v>1</v></c>"))),
        limits.READER_TRAP,
    ),
    "the far corner with a prefix": (
        lambda: xlsx(
            sheet(_FAR.format(f'<x:c xmlns:x="{MAIN}" r="XFD1048576"><v>1</v></x:c>'))
        ),
        limits.READER_TRAP,
    ),
    "a cell beyond all corners": (
        lambda: xlsx(sheet(_FAR.format('<c r="ZZZZ4294967295"><v>1</v></c>'))),
        limits.READER_TRAP,
    ),
    "too many columns": (
        lambda: xlsx(sheet(f'<row r="1">{cell("A1")}{cell("XFD1")}</row>')),
        "too_many_columns",
    ),
    "few cells far apart": (
        lambda: xlsx(sheet(f"{ONE}<row>{cell('A299999')}{cell('IV2')}</row>")),
        "too_many_cells",
    ),
    "styles without end": (
        lambda: xlsx(sheet(ONE), {"xl/styles.xml": _styles("<a/>" * 9 * limits.MIB)}),
        limits.READER_TRAP,
    ),
    "one long text in many cells": (_many_strings, limits.READER_TRAP),
    "one part that is many sheets": (lambda: xlsx(sheet(ONE), sheets=90), "not_a_table"),
    "too many sheets": (
        lambda: xlsx(sheet(ONE), sheets=limits.MOST_SHEETS + 1),
        "too_many_sheets",
    ),
    "merged cells without end": (
        lambda: xlsx(sheet(ONE, after=f"<mergeCells>{_MERGED * 99}</mergeCells>")),
        "not_a_table",
    ),
    "entities in a sheet": (
        lambda: xlsx(sheet(ONE, declared=_DOCTYPE.format(LAUGHS))),
        limits.ENTITY,
    ),
    "an entity from a disk": (lambda: xlsx(sheet(ONE, declared=_OUTSIDE)), limits.ENTITY),
    "entities among the strings": (
        lambda: xlsx(
            sheet(ONE), {"xl/sharedStrings.xml": f"{START}{_DOCTYPE.format('')}<sst/>"}
        ),
        limits.ENTITY,
    ),
    "entities in two bytes a letter": (
        lambda: xlsx(sheet(ONE, declared=_DOCTYPE.format("")).encode("utf-16")),
        limits.ENTITY,
    ),
    "entities in a web page": (
        lambda: b'<!DOCTYPE html [<!ENTITY a "x">]><table><tr><td>&a;<td>1</table>',
        limits.ENTITY,
    ),
    "a sheet repeated to the side": (lambda: ods(2 * 10**9, 1), "too_many_columns"),
    "a sheet repeated downwards": (lambda: ods(3, 2 * 10**9), limits.READER_TRAP),
    "long texts repeated": (lambda: ods(200, 9_000, "x" * 30_000), limits.READER_TRAP),
    "an old workbook with a far corner": (
        lambda: old_book(_NUMBER_CELL, struct.pack("<HH", 65_535, 255)),
        "too_many_cells",
    ),
    "an old workbook that says to be huge": (
        lambda: old_book(_SIZE_CELL, struct.pack("<IIHH", 0, 2**32 - 1, 0, 65_535)),
        limits.READER_TRAP,
    ),
    "a page of cells that span": (
        lambda: (b"<table><tr>" + b"<td rowspan=200>x" * 250 + b"</table>") * 5,
        "too_many_cells",
    ),
    "a page that is too large": (
        lambda: b"<table><tr><td>1<td>" + b"x" * limits.LARGEST_PAGE,
        "too_large",
    ),
    "a page of tables": (lambda: b"<table>" * 1_000, "too_many_sheets"),
    "a page of comments without end": (
        lambda: b"<table><tr><td>" + b"<!--" * 200_000,
        "not_a_table",
    ),
    "a text of columns": (lambda: b"1," * 2_000 + b"1\n", "too_many_columns"),
    "a text of lines": (lambda: b"\n" * 400_000 + b"1,1", "too_many_rows"),
    "gzip": (lambda: b"\x1f\x8b\x08" + bytes(9) + b"x", "archive"),
    "tar": (lambda: b"a" * 257 + b"ustar" + b"a" * 250, "archive"),
}
