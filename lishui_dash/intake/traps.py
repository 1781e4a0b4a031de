"""Workbooks that are traps: small files that fill the memory of whoever opens them.

An XLSX as every office program writes it is measured here. Any other workbook is opened
first by a process that may die of it.
"""

from __future__ import annotations

import json
import subprocess
import sys
from collections import OrderedDict
from hashlib import sha256

from lishui_dash.errors import Problem
from lishui_dash.intake import faults, limits, trial
from lishui_dash.intake.extent import extent_of
from lishui_dash.intake.faults import Undecodable
from lishui_dash.intake.package import DAMAGED, ZIP, package_of
from lishui_dash.words import Words

_PATIENCE = 30
"""Seconds until a process is killed that should have ended itself before."""
_BOOKS = ("xl/workbook.xml", "xl/workbook.bin", "content.xml")
_DOCUMENTS = ("word/document.xml", "ppt/presentation.xml")
_MOST_KNOWN = 64
_known: OrderedDict[bytes, tuple[Problem | None]] = OrderedDict()
"""What was found of the last files: each is decoded several times before it is stored."""


def refuse_trap(content: bytes) -> None:
    """Raise Undecodable for a workbook that is a trap, damaged, or none at all."""
    digest = sha256(content).digest() + limits.most_rows().to_bytes(8)
    told = _known.get(digest)
    if told is None:
        told = _known[digest] = (_trap(content),)
        while len(_known) > _MOST_KNOWN:
            _known.popitem(last=False)
    [problem] = told
    if problem is not None:
        raise Undecodable(problem)


def unreadable() -> Problem:
    return faults.no_text(
        Words(
            "工作簿打不开：可能已加密、已损坏，或不是 Excel 文件",
            "the workbook cannot be opened: encrypted, damaged, or not from Excel",
        )
    )


def _trap(content: bytes) -> Problem | None:
    try:
        sheets = _sheets_of_package(content) if content.startswith(ZIP) else None
        if sheets is None:
            sheets = _tried(content)
    except Undecodable as error:
        return error.problem
    except DAMAGED:
        return unreadable()
    if len(sheets) > limits.MOST_SHEETS:
        return limits.too_many_sheets(len(sheets))
    for rows, columns in sheets:
        if rows > limits.most_rows():
            return limits.too_many_rows(rows)
        if columns > limits.MOST_COLUMNS:
            return limits.too_many_columns(columns)
    if sum(rows * columns for rows, columns in sheets) > limits.most_cells():
        return limits.too_many_cells(*max(sheets, key=lambda sheet: sheet[0] * sheet[1]))
    return None


def _sheets_of_package(content: bytes) -> tuple[tuple[int, int], ...] | None:
    """Return how far the sheets reach; None where only a reader can tell."""
    package = package_of(content)
    names = {part.name.lower() for part in package.parts}
    if not names.intersection(_BOOKS):
        if names.intersection(_DOCUMENTS):
            raise Undecodable(unreadable())
        raise Undecodable(limits.an_archive())
    extent = extent_of(package)
    is_xlsx = any(part.name == _BOOKS[0] for part in package.parts)
    is_told = extent.is_told and extent.text <= limits.MOST_TEXT
    return extent.sheets if is_xlsx and is_told else None


def _tried(content: bytes) -> tuple[tuple[int, int], ...]:
    """Return how far the sheets reach, as a reader in a process of its own finds.

    Raises Undecodable where it dies. Empty where it can read none: so will we.
    """
    try:
        done = subprocess.run(
            [sys.executable, "-I", trial.__file__],
            input=content,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            timeout=_PATIENCE,
            check=False,
        )
    except subprocess.TimeoutExpired as error:
        raise Undecodable(limits.reader_trap()) from error
    if done.returncode:
        # A reader that fails over nonsense exits; a signal ends what asks for too much.
        is_trap = done.returncode < 0 or done.returncode == trial.NO_MEMORY
        raise Undecodable(limits.reader_trap() if is_trap else unreadable())
    return tuple((rows, columns) for rows, columns in json.loads(done.stdout))
