"""Numbers of persons: read, checked and replaced by pseudonyms, all values at once."""

from __future__ import annotations

import re
from enum import IntEnum

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.compute as pc

from lishui_dash.intake.note import FORMULA, Note, formula_or_error, is_missing
from lishui_dash.intake.parse import Parsed
from lishui_dash.intake.persons import Persons
from lishui_dash.store.spelling import fold
from lishui_dash.words import Words

CHECKED = ("person_id", "replacement_person_id")
"""Columns of resident IDs. Other pseudonymous columns are spelled freely."""

_PSEUDONYM = re.compile("P[0-9a-f]{16}")
_OTHER_PAPERS = re.compile(
    # Passports; permits of Hong Kong and Macao, and of Taiwan; cards of foreign residents.
    "[A-Z]{1,2}[0-9]{7,8}|[A-Z][A-Z0-9][0-9]{7}|[HM][0-9]{8}([0-9]{2})?"
    "|(?!(19|20)[0-9]{2}(0[1-9]|1[0-2])(0[1-9]|[12][0-9]|3[01])$)[0-9]{8}|[A-Z]{3}[0-9]{12}"
)
_PREFIX = re.compile("^['’‘`“”\":：.。()\\[\\]\u4e00-\u9fff]+")
"""An apostrophe that kept a number text, or a word such as 护照 before it."""
_BEHIND = re.compile("['’‘`“”\".。,;]+$")
_OLD, _NEW = re.compile("[0-9]{15}"), re.compile("[0-9]{17}[0-9X]")
_PLAIN = "^[0-9]{17}[0-9X]$"
_WEIGHTS = np.array([7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2])
"""GB 11643-1999: the weighted sum modulo 11 picks the check character."""
_CHECK = np.frombuffer(b"10X98765432", dtype=np.uint8)
_ZERO = ord("0")
_MONTH_DAYS = np.array([0, 31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31])


_CONFIRMED = "身份证"
_EMPTY = -1
_SHORT = 12
"""Digits from which a number is taken for an ID with some too many or too few."""


class Fault(IntEnum):
    """What is wrong with the number of a person."""

    NONE = 0
    FORM = 1
    DIGITS_LOST = 2
    BIRTHDAY = 3
    CHECK_DIGIT = 4
    FORMULA = 5
    LENGTH = 6
    UNKNOWN_CODE = 7


_RETYPE = Words(
    "请把该列设为“文本”格式，对照证件重新填写",
    "format the column as text and type the number again from the document",
)
FAULTS = {
    Fault.FORM: Note(
        "person_id_form",
        Words(
            "不是身份证号，也不是护照号或港澳台通行证号",
            "not a resident ID, nor the number of a passport or a permit",
        ),
        Words("请填写完整的证件号码", "give the whole number"),
    ),
    Fault.DIGITS_LOST: Note(
        "person_id_cut",
        Words(
            "身份证号被表格软件截短（科学计数法，或末三位变成 000）",
            "a spreadsheet cut the ID short (scientific notation, or it ends in 000)",
        ),
        Words(
            f"{_RETYPE.hans}；确为 000 结尾的，请在号码前写明“身份证”",
            f"{_RETYPE.en}; if it does end in 000, write 身份证 before it",
        ),
    ),
    Fault.BIRTHDAY: Note(
        "person_id_birthday",
        Words("身份证号中的出生日期不存在", "the birthday inside the ID does not exist"),
        _RETYPE,
    ),
    Fault.CHECK_DIGIT: Note(
        "person_id_check_digit",
        Words("身份证号末位校验码不对", "the check digit of the ID is wrong"),
        _RETYPE,
    ),
    Fault.FORMULA: FORMULA,
    Fault.LENGTH: Note(
        "person_id_length",
        Words("身份证号应为 18 位（旧号 15 位）", "an ID has 18 digits, an old one 15"),
        Words("请数一数位数，对照证件填写", "count the digits against the document"),
    ),
    Fault.UNKNOWN_CODE: Note(
        "person_code_unknown",
        Words(
            "系统中没有这个人员代码，按新出现的人员计",
            "nobody here has this code: it counts as a person who is new",
        ),
        Words(
            "可能抄错了代码，请改填身份证号后更正",
            "the code may be miscopied: give the ID instead, as a correction",
        ),
        rejects=False,
    ),
}
"""In the order of the faults, so that a fault is the number of its note."""


def read_persons(cells: pa.Array, persons: Persons, *, is_checked: bool) -> Parsed:
    """Return a column of pseudonyms, and what is wrong with the numbers."""
    pseudonyms, faults = pseudonymised(cells, persons, is_checked=is_checked)
    return Parsed(pseudonyms, pc.cast(faults, pa.int32()), tuple(FAULTS.values()))


def pseudonymised(
    cells: pa.Array, persons: Persons, *, is_checked: bool
) -> tuple[pa.Array, pa.Array]:
    """Return the pseudonyms and the Fault of each cell; an empty cell stays empty.

    Work is done once for each distinct value. A value that is a pseudonym already is
    kept, so that a file exported from here can be handed in again, or becomes what it
    is since; one of nobody is kept with its Fault.
    """
    encoded = cells.dictionary_encode()
    values = encoded.dictionary
    faults = np.zeros(len(values), dtype=np.int8)
    folded = values.to_pylist()
    odd = list(range(len(values)))
    if is_checked:
        plain = pc.match_substring_regex(values, _PLAIN).to_numpy(zero_copy_only=False)
        faults[plain] = _faults_of(_characters(values.filter(pa.array(plain))))
        odd = np.flatnonzero(~plain).tolist()
    for place in odd:
        folded[place], faults[place] = _folded(folded[place], is_checked=is_checked)
    codes = persons.recognised([text for text in folded if _PSEUDONYM.fullmatch(text)])
    pseudonyms: list[str | None] = []
    for place, (text, fault) in enumerate(zip(folded, faults.tolist(), strict=True)):
        if fault:
            pseudonyms.append(None)
        elif text not in codes:
            pseudonyms.append(persons.pseudonym(text))
        else:
            pseudonyms.append(codes[text] or text)
            if codes[text] is None:
                faults[place] = Fault.UNKNOWN_CODE
    return (
        pa.array(pseudonyms, pa.string()).take(encoded.indices),
        pa.array(faults, mask=faults == _EMPTY).take(encoded.indices),
    )


def _folded(text: str, *, is_checked: bool) -> tuple[str, int]:
    """Return one number as it is hashed, and what is wrong with it."""
    if _PSEUDONYM.fullmatch(text.strip()):
        return text.strip(), Fault.NONE
    if is_missing(text):
        return "", _EMPTY
    if formula_or_error(text):
        return "", Fault.FORMULA
    if not is_checked:
        number = fold(text).upper()
        return number, Fault.NONE if number else Fault.FORM
    number = _BEHIND.sub("", _PREFIX.sub("", fold(text).replace("-", "")).upper())
    if "E+" in number:
        return number, Fault.DIGITS_LOST
    if _OLD.fullmatch(number):
        number = _lengthened(number)
        return number, _fault_of(number)
    if _NEW.fullmatch(number):
        # No spreadsheet cuts a cell that begins with a word: the clerk says it is right.
        is_confirmed = fold(text).startswith(_CONFIRMED)
        return number, _fault_of(number, may_end_in_zeros=is_confirmed)
    if _OTHER_PAPERS.fullmatch(number):
        return number, Fault.NONE
    is_id = number[:-1].isdigit() and len(number) > _SHORT
    return number, Fault.LENGTH if is_id else Fault.FORM


def _lengthened(old: str) -> str:
    """Return the 18 characters of a 15-digit number: the century and the check digit."""
    body = f"{old[:6]}19{old[6:]}"
    digits = np.frombuffer(body.encode(), dtype=np.uint8).astype(np.int64) - _ZERO
    return body + chr(_CHECK[digits @ _WEIGHTS % 11])


def _characters(values: pa.Array) -> npt.NDArray[np.uint8]:
    """Return texts of 18 ASCII characters as a matrix, one row each."""
    together = "".join(values.to_pylist()).encode()
    return np.frombuffer(together, dtype=np.uint8).reshape(-1, 18)


def _fault_of(number: str, *, may_end_in_zeros: bool = False) -> Fault:
    characters = _characters(pa.array([number]))
    return Fault(int(_faults_of(characters, may_end_in_zeros=may_end_in_zeros)[0]))


def _faults_of(
    characters: npt.NDArray[np.uint8], *, may_end_in_zeros: bool = False
) -> npt.NDArray[np.int8]:
    digits = characters[:, :17].astype(np.int64) - _ZERO
    year = digits[:, 6:10] @ [1000, 100, 10, 1]
    month, day = digits[:, 10:12] @ [10, 1], digits[:, 12:14] @ [10, 1]
    found = np.zeros(len(characters), dtype=np.int8)
    found[characters[:, 17] != _CHECK[digits @ _WEIGHTS % 11]] = Fault.CHECK_DIGIT
    is_born = (year >= 1900) & (year < 2100) & (month >= 1) & (month <= 12)
    last = _MONTH_DAYS[np.where(is_born, month, 0)]
    found[~(is_born & (day >= 1) & (day <= last))] = Fault.BIRTHDAY
    # One cut ID in eleven still has the right check digit: the zeros give it away.
    if not may_end_in_zeros:
        found[(characters[:, 15:] == _ZERO).all(axis=1)] = Fault.DIGITS_LOST
    return found
