"""Numbers of persons in a text, however offices spell them: IDs, accounts, telephones.

Digits in a row, with gaps of at most three characters, are looked at in groups: a number
takes whole groups, and how it is grouped tells it from dates and from quantities.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import NamedTuple

from lishui_dash.intake.folding import Find

_GAPS = " -./_·•・()一"
"""What stands between the digits of one number; 一 is often typed for a dash."""
_WIDEST_GAP = 3
_FEWEST = 10
"""Digits of the shortest number."""
_GAP = f"[{re.escape(_GAPS)}]"
_RUN = re.compile(rf"[0-9](?:{_GAP}{{0,{_WIDEST_GAP}}}[0-9]){{{_FEWEST - 1},}}")
_DIGITS = re.compile("[0-9]+")
_LAST_X = re.compile(rf"{_GAP}?[Xx×✕Хх]")

_BORN = "(?:0[1-9]|1[0-2])(?:0[1-9]|[12][0-9]|3[01])"
_PROVINCE = re.compile("1[1-5]|2[1-3]|3[1-7]|4[1-6]|5[0-4]|6[1-5]|71|8[1-3]")
_ID = re.compile(f"[1-8][0-9]{{5}}(?:19|20)[0-9]{{2}}{_BORN}[0-9]{{2}}[0-9]?[0-9X]")
_OLD_ID = re.compile(f"[1-8][0-9]{{7}}{_BORN}[0-9]{{3}}")
_USUAL, _CHILDREN = (6, 8, 4), "201"
"""How an ID is grouped, and the decade from which a number grouped otherwise is none: it
may be that of a record, with a place and a day in it."""
_LIKE_AN_ID = frozenset({_USUAL, (6, 4, 4, 4), (6, 12)})
_LIKE_AN_ACCOUNT = frozenset({(4, 4, 4, 4, *last) for last in ((), (1,), (2,), (3,))})
_CARD = re.compile("62[0-9]{14,17}")
_LONG = 14
"""Digits without a gap from which a number in a free text is taken for a person's."""

_MOBILE = re.compile("1[3-9][0-9]{9}")
_MOBILE_DIGITS = 11
_DIALLED = re.compile("(?:(?:00)?86|0)?(1[3-9][0-9]{9})")
_AREA = "10|2[0-9]|[3-9][0-9]{2}"
_AREA_ALONE = re.compile(f"0({_AREA})")
_ABROAD = ("86", "0086")
_AREA_ABROAD = re.compile(f"0?({_AREA})")
_LANDLINE = re.compile(
    "(?:0|(?:00)?86)(10(?=.{8}$)|2[0-9](?=.{8}$)|[3-9][0-9]{2}(?=.{7,8}$))[2-9][0-9]+"
)
_SUBSCRIBER = re.compile("[2-9][0-9]{6,7}")
_DAY = re.compile("(?:19|20)[0-9]{2}[-./][0-9]{1,2}[-./][0-9]{1,2}(?![0-9])")
_OF_A_RECORD = re.compile("(?:[A-Za-z]|[A-Za-z0-9][-_])$")
_BEFORE_A_PHONE = re.compile("(?i:tel|phone|mobile|86)[-_]?$")

_PLAIN_GAP = f"[{re.escape(''.join(filter(str.isascii, _GAPS)))}\t]*"
PERHAPS_NUMBERS = "|".join(
    part.replace("_", _PLAIN_GAP)
    for part in (
        "1_[3-9](?:_[0-9]){9}",
        "[1-9](?:_[0-9]){14}",
        # A gap that is not ASCII: of the letters of China only 一 is one.
        r"[0-9]_[^\x00-\x7F\x{4E01}-\x{9FFF}]",
        r"[^\P{Nd}0-9]",
    )
)
"""RE2 for every text, as written, that is no free text and in which a number may be."""


class _Part(NamedTuple):
    """Neighbouring groups of digits; `last_x` is the end of an X behind them, if any."""

    text: str
    spans: Sequence[tuple[int, int]]
    groups: Sequence[str]
    digits: str
    last_x: int | None

    @property
    def start(self) -> int:
        return self.spans[0][0]

    @property
    def end(self) -> int:
        return self.spans[-1][1]

    @property
    def sizes(self) -> tuple[int, ...]:
        return tuple(map(len, self.groups))

    @property
    def gaps(self) -> list[str]:
        return [self.text[end:start] for (_, end), (start, _) in pairwise(self.spans)]

    @property
    def has_a_day(self) -> bool:
        return _DAY.search(self.text, self.start, self.end) is not None

    def found(
        self, shown: str, *, start: int | None = None, end: int | None = None
    ) -> Find:
        """Return the find of this part, with the bracket that it begins in."""
        first = self.start if start is None else start
        opens = first == self.start and self.text[first - 1 : first] == "("
        closes = len(self.spans) > 1 and ")" in self.gaps[0]
        return Find(first - 1 if opens and closes else first, end or self.end, shown)


@dataclass(frozen=True)
class _Reading:
    """How one sort of number is found: what its first group of digits is like, how many
    digits it has, and how many it may have where there are gaps."""

    find: Callable[[_Part], Find | None]
    begins: re.Pattern[str]
    fewest: int
    most: int


def numbers_in(text: str, *, is_free: bool) -> list[Find]:
    """Return the numbers of persons in a folded text.

    In a free text anything that may be one is. Other texts hold numbers of records as well:
    there only what looks like an ID or a mobile number all through is found.
    """
    readings = _OF_FREE_TEXTS if is_free else _OF_OTHER_TEXTS
    return [
        find for run in _RUN.finditer(text) for find in _finds(text, run.span(), readings)
    ]


def _finds(text: str, run: tuple[int, int], readings: Sequence[_Reading]) -> Iterator[Find]:
    """Yield what the readings find in a run of digits, the surest reading first."""
    spans = [digits.span() for digits in _DIGITS.finditer(text, *run)]
    groups = [text[start:end] for start, end in spans]
    x = _LAST_X.match(text, run[1])
    free, most = [True] * len(groups), sum(map(len, groups))
    for reading in readings:
        first = 0 if reading.fewest <= most else len(groups)
        while first < len(groups):
            behind = first + 1
            for stop in _stops(groups, free, first, reading):
                digits = "".join(groups[first:stop])
                last_x = x.end() if x and stop == len(groups) else None
                part = _Part(text, spans[first:stop], groups[first:stop], digits, last_x)
                find = reading.find(part)
                if find is not None:
                    yield find
                    behind = stop
                    free[first:stop] = [False] * (stop - first)
                    break
            first = behind


def _stops(
    groups: Sequence[str], free: Sequence[bool], first: int, reading: _Reading
) -> list[int]:
    """Return behind which groups a number may end, the farthest first."""
    if not reading.begins.match(groups[first]):
        return []
    found, digits = list[int](), 0
    for at in range(first, len(groups)):
        digits += len(groups[at])
        if not free[at] or (digits > reading.most and at > first):
            break
        if digits >= reading.fewest:
            found.append(at + 1)
    return found[::-1]


def _id(part: _Part) -> Find | None:
    """Find a number with the birthday of an ID at its place, or of an old ID."""
    is_whole = len(part.groups) == 1
    is_placed = _PROVINCE.match(part.digits) is not None
    if part.last_x is not None and _ID.fullmatch(f"{part.digits}X"):
        return _cut(part, f"{part.digits}X")
    is_usual = is_whole or part.sizes == _USUAL or part.digits[6:9] < _CHILDREN
    is_new = _ID.fullmatch(part.digits) and is_usual and (is_whole or is_placed)
    is_old = _OLD_ID.fullmatch(part.digits) and is_placed and _is_grouped_as_id(part)
    return _cut(part, part.digits) if is_new or is_old else None


def _is_grouped_as_id(part: _Part) -> bool:
    return part.sizes[0] in (6, 12, 15) or len(set(part.sizes)) == 1


def _account(part: _Part) -> Find | None:
    """Find what is as long, or grouped, as an ID or the number of a bank account."""
    number = part.digits if part.last_x is None else f"{part.digits}X"
    sizes = part.sizes
    with_x = (*sizes[:-1], sizes[-1] + len(number) - len(part.digits))
    is_long = len(sizes) == 1 and sizes[0] >= _LONG
    is_grouped = not _LIKE_AN_ID.isdisjoint((sizes, with_x)) or sizes in _LIKE_AN_ACCOUNT
    if is_long or is_grouped or _CARD.fullmatch(part.digits):
        return _cut(part, number)
    return None


def _cut(part: _Part, number: str) -> Find:
    end = part.last_x if number.endswith("X") else part.end
    return part.found(f"{number[:3]}***{number[-2:]}", end=end)


def _mobile(part: _Part) -> Find | None:
    """Find a mobile number that is grouped as such."""
    sizes, digits = part.sizes, part.digits
    if len(sizes) == 1:
        dialled = _DIALLED.fullmatch(digits)
        number = dialled[1] if dialled else ""
        shown = f"{number[:3]}****{number[7:]}"
        return part.found(shown, start=part.end - _MOBILE_DIGITS) if dialled else None
    if not _MOBILE.fullmatch(digits) or part.has_a_day:
        return None
    is_decimal = len(sizes) == 2 and part.gaps == ["."]
    is_paired = len(sizes) == 2 and sizes[0] > 2 and not is_decimal
    is_spelled = set(sizes) == {1}
    if sizes[0] in (3, 7) or is_paired or is_spelled:
        return part.found(f"{digits[:3]}****{digits[7:]}")
    return None


def _mobile_of_no_record(part: _Part) -> Find | None:
    """Find a mobile number that is not the end of the number of a record."""
    before = part.text[max(part.start - 8, 0) : part.start]
    if _OF_A_RECORD.search(before) and not _BEFORE_A_PHONE.search(before):
        return None
    return _mobile(part)


def _mobile_inside(part: _Part) -> Find | None:
    """Find a mobile number with more digits at it, or that is grouped as none is.

    Amounts by thousands, decimals and lists of many small figures are left.
    """
    sizes, digits = part.sizes, part.digits
    if len(sizes) == 1:
        inside = _MOBILE.search(digits)
        if inside is None:
            return None
        start = part.start + inside.start()
        shown = f"{inside[0][:3]}****{inside[0][7:]}"
        return part.found(shown, start=start, end=start + _MOBILE_DIGITS)
    gaps = set(part.gaps)
    is_amount = sizes[0] < 3 and set(sizes[1:]) == {3}
    is_decimal = "." in gaps and (len(gaps) > 1 or len(sizes) == 2)
    is_list = len(sizes) > 5 or not gaps.isdisjoint("/()")
    if (
        is_amount
        or is_decimal
        or is_list
        or part.has_a_day
        or not _MOBILE.fullmatch(digits)
    ):
        return None
    return part.found(f"{digits[:3]}****{digits[7:]}")


def _landline(part: _Part) -> Find | None:
    """Find a number with its area code, whatever stands between the two."""
    groups = part.groups
    plus = part.text[: part.start].endswith("+")
    start = part.start - plus
    if len(groups) == 1:
        whole = _LANDLINE.fullmatch(part.digits)
        if whole is None or (part.digits.startswith("86") and not plus):
            return None
        return part.found(f"0{whole[1]}-****", start=start)
    is_abroad = groups[0] in _ABROAD
    area = (
        _AREA_ABROAD.fullmatch(groups[1]) if is_abroad else _AREA_ALONE.fullmatch(groups[0])
    )
    if area is not None:
        rest = "".join(groups[2 if is_abroad else 1 :])
        return (
            part.found(f"0{area[1]}-****", start=start)
            if _SUBSCRIBER.fullmatch(rest)
            else None
        )
    whole = _LANDLINE.fullmatch(part.digits)
    if whole is None or len(groups) > 2 or (len(groups[0]) < 7 and not is_abroad):
        return None
    return part.found(f"0{whole[1]}-****", start=start)


_ANY_ID = _Reading(_id, re.compile("[1-8]"), 15, 18)
_ANY_MOBILE = (re.compile("[018]"), 11, 11)
_OF_FREE_TEXTS = (
    _ANY_ID,
    _Reading(_account, re.compile("[0-9]{14}|[0-9]{4}$|[0-9]{6}$|62"), _LONG, 19),
    _Reading(_mobile, *_ANY_MOBILE),
    _Reading(_landline, re.compile("0[0-9]{2}|(00)?86"), _FEWEST, 16),
    _Reading(_mobile_inside, re.compile("1|[0-9]{12}"), 11, 11),
)
_OF_OTHER_TEXTS = (_ANY_ID, _Reading(_mobile_of_no_record, *_ANY_MOBILE))
