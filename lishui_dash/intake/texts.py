"""Columns of text: names are masked, and no number of a person slips into any of them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from functools import partial

import pyarrow as pa
import pyarrow.compute as pc

from lishui_dash.intake.masking import (
    FREE_PERSONAL,
    PERHAPS_PERSONAL,
    masked_name,
    masked_text,
    without_numbers,
)
from lishui_dash.intake.note import ERROR_VALUE, Note, formula_or_error, is_missing
from lishui_dash.intake.parse import Parsed, Understood, read_each
from lishui_dash.spec import Column, Privacy
from lishui_dash.words import Words

_ODD = f"{PERHAPS_PERSONAL}|^#"
_ODD_FREE = f"{FREE_PERSONAL}|^#"

IN_KEY = Note(
    "personal_number_in_key",
    Words(
        "编号里有身份证号或手机号", "the number of the record holds an ID or phone number"
    ),
    Words("请改用不含个人信息的编号", "number the records without telling persons"),
)
MASKED = Note(
    "personal_number_masked",
    Words("含身份证号或手机号，已遮盖", "an ID or phone number was masked"),
    Words("以后请不要填写", "leave it out next time"),
    rejects=False,
)


def read_texts(column: Column, cells: pa.Array, *, is_key: bool) -> Parsed:
    """Return a column of text as it may be stored.

    Cells of free text that begin with = stay text: what leaves here as a workbook or CSV
    makes them harmless.
    """
    if column.privacy is Privacy.MASK:
        return read_each(cells, pa.string(), partial(_name, may_be_collective=False))
    free = column.privacy in (Privacy.FREE_TEXT, Privacy.SENSITIVE)

    def read(text: str) -> Understood:
        if formula_or_error(text) is ERROR_VALUE:
            return text, ERROR_VALUE
        if free:
            return masked_text(text), None
        found = without_numbers(text)
        if found == text:
            return text, None
        return found, IN_KEY if is_key else MASKED

    return read_each(cells, pa.string(), read, odd=_ODD_FREE if free else _ODD)


def with_bodies(
    names: Parsed, cells: pa.Array, column: Column, known: Mapping[str, Parsed]
) -> Parsed:
    """Return masked names, but those of bodies as written in rows that are of no person.

    `known` are the columns read before. Where none tells whose row it is, all are masked.
    """
    told, person = column.person_where or ("", "")
    if told not in known:
        return names
    is_other = pc.fill_null(pc.not_equal(known[told].values, person), False)
    if not pc.any(is_other).as_py():
        return names
    open_ = read_each(cells, pa.string(), partial(_name, may_be_collective=True))
    return replace(names, values=pc.if_else(is_other, open_.values, names.values))


def _name(text: str, *, may_be_collective: bool) -> Understood:
    if is_missing(text):
        return None, None
    refused = formula_or_error(text)
    return (
        (None, refused)
        if refused
        else (
            masked_name(text, may_be_collective=may_be_collective),
            None,
        )
    )
