"""The package that a workbook is: a zip, unpacked here once within bounds.

What a zip says of itself is not believed. Whoever reads it later believes it, so it must
be true: sizes are those that were unpacked, and every byte belongs to one part alone.
"""

from __future__ import annotations

import io
import struct
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass

from lishui_dash.errors import Problem
from lishui_dash.intake import limits
from lishui_dash.intake.faults import Undecodable

ZIP = b"PK\x03\x04"
DAMAGED = (
    *(zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError),
    *(RuntimeError, ValueError, struct.error, OSError),
)
"""What the standard library raises over a package that is not whole."""
_LOCAL_HEADER, _NAME_AT = 30, 26
_LISTED, _END = b"PK\x01\x02", b"PK\x05\x06"
"""What stands before each part in the list of parts, and behind the list."""
_PIECE, _FED = limits.MIB, 64 * 1024
"""Bytes that come out at once, and that go in."""


@dataclass(frozen=True)
class Part:
    name: str
    packed: bytes | memoryview
    method: int
    told: int
    """Its size, unpacked, as the zip tells it."""


@dataclass(frozen=True)
class Package:
    """`is_plain`: no reader can take the bytes for another package than this one."""

    parts: tuple[Part, ...]
    is_plain: bool


def package_of(content: bytes) -> Package:
    """Return the parts of a zip. Raises Undecodable for a trap, and one of DAMAGED."""
    members = content.count(_LISTED)
    if members > limits.MOST_MEMBERS:
        raise Undecodable(
            limits.zip_bomb(
                f"工作簿内有 {members:,} 个部件，不予接收",
                f"the workbook holds {members:,} parts: not taken in",
            )
        )
    with zipfile.ZipFile(io.BytesIO(content)) as packed:
        told, directory = packed.infolist(), packed.start_dir
    if sum(part.file_size for part in told) > limits.MOST_UNPACKED:
        raise Undecodable(_too_much())
    view, parts, end = memoryview(content), [], 0
    for info in sorted(told, key=lambda info: info.header_offset):
        if info.flag_bits & 1:
            raise zipfile.BadZipFile("encrypted")
        start = info.header_offset
        name, extra = struct.unpack_from("<HH", content, start + _NAME_AT)
        data = start + _LOCAL_HEADER + name + extra
        if start < end or data + info.compress_size > directory:
            raise Undecodable(
                limits.zip_bomb(
                    "工作簿内的部件互相重叠，不予接收",
                    "parts of the workbook overlap: not taken in",
                )
            )
        end = data + info.compress_size
        part = view[data:end]
        parts.append(Part(info.filename, part, info.compress_type, info.file_size))
    names = {part.name.lower() for part in parts}
    is_plain = content.count(_END) == 1 and content.startswith(ZIP)
    return Package(tuple(parts), is_plain and len(names) == len(parts))


def pieces(package: Package) -> Iterator[tuple[Part, bytes]]:
    """Yield every part's bytes, unpacked, in pieces; an empty one ends each part.

    Raises Undecodable as soon as there is more than is bearable, and one of DAMAGED.
    """
    left = limits.MOST_UNPACKED
    for part in package.parts:
        size = 0
        most = max(limits.RATIO_FROM, limits.HIGHEST_RATIO * len(part.packed))
        for piece in _inflated(part):
            size += len(piece)
            if size > min(left, most):
                raise Undecodable(_too_much())
            yield part, piece
        if size != part.told:
            raise Undecodable(
                limits.zip_bomb(
                    "工作簿谎报了部件大小，不予接收",
                    "the workbook lies about the size of a part: not taken in",
                )
            )
        left -= size
        yield part, b""


def _inflated(part: Part) -> Iterator[bytes]:
    if part.method not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED):
        raise zipfile.BadZipFile("no office program packs like that")
    if part.method == zipfile.ZIP_STORED:
        for start in range(0, len(part.packed), _PIECE):
            yield bytes(part.packed[start : start + _PIECE])
        return
    inflating = zlib.decompressobj(-zlib.MAX_WBITS)
    for start in range(0, len(part.packed), _FED):
        waiting: bytes | memoryview = part.packed[start : start + _FED]
        while waiting and not inflating.eof:
            piece = inflating.decompress(waiting, _PIECE)
            waiting = inflating.unconsumed_tail
            if piece:
                yield piece
    if not inflating.eof:
        yield inflating.flush()
    if not inflating.eof:
        raise EOFError("cut off")


def _too_much() -> Problem:
    most = limits.MOST_UNPACKED // limits.MIB
    return limits.zip_bomb(
        f"工作簿解开后超过 {most} MB，或几乎全是重复内容，不予接收",
        f"the workbook unpacks to more than {most} MB, or to mere repetition: not taken in",
    )
