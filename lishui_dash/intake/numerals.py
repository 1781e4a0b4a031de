"""Chinese numerals: 一千二百, 壹仟贰佰, 3万5千, 二〇二〇."""

from __future__ import annotations

from decimal import Decimal

_DIGITS = {
    **{digit: value for value, digit in enumerate("零一二三四五六七八九")},
    **{digit: value for value, digit in enumerate("零壹贰叁肆伍陆柒捌玖")},
    **dict.fromkeys("〇", 0),
    **dict.fromkeys("两兩貳弍", 2),
    **dict.fromkeys("參叄", 3),
    **dict.fromkeys("陸", 6),
}
_UNITS = {"十": 10, "拾": 10, "百": 100, "佰": 100, "千": 1000, "仟": 1000}
_MYRIADS = {"万": 10**4, "萬": 10**4, "亿": 10**8, "億": 10**8}
NUMERALS = "".join((*_DIGITS, *_UNITS, *_MYRIADS, "点點廿卅"))
"""Every character that a Chinese numeral may hold."""


def numeral(text: str) -> Decimal | None:
    """Return what a numeral stands for; None where it is none, or not for certain.

    三五 may be 35 or three to five, and 三四十 thirty to forty: both are refused.
    """
    whole, point, behind = text.replace("點", "点").partition("点")
    if point:
        return _with_decimals(whole, behind)
    opened = text.replace("廿", "二十").replace("卅", "三十")
    if opened and all(character in _DIGITS for character in opened):
        return _positional(opened)
    return _in_myriads(opened)


def positional(text: str) -> str | None:
    """Return the digits of a numeral without units: 二〇二〇 is 2020."""
    found = [_DIGITS.get(character) for character in text.replace("○", "〇")]
    if not found or None in found:
        return None
    return "".join(map(str, found))


def _positional(text: str) -> Decimal | None:
    is_certain = len(text) == 1 or "零" in text or "〇" in text
    return Decimal(positional(text) or 0) if is_certain else None


def _with_decimals(whole: str, behind: str) -> Decimal | None:
    before, after = numeral(whole), positional(behind)
    return None if before is None or after is None else before + Decimal(f"0.{after}")


def _in_myriads(text: str) -> Decimal | None:
    total, rest, above = 0, text, None
    for names, size in ((("亿", "億"), 10**8), (("万", "萬"), 10**4)):
        place = max(rest.rfind(name) for name in names)
        if place < 0:
            continue
        count = _section(rest[:place]) if size == 10**4 else _in_myriads(rest[:place])
        if not count:
            return None
        total += int(count) * size
        rest, above = rest[place + 1 :], size
    if rest:
        last = _section(rest, above)
        if last is None:
            return None
        total += last
    return Decimal(total) if text else None


def _section(text: str, above: int | None = None) -> int | None:
    """Return a numeral below 10,000. `above` is the myriad it follows, if any.

    A last digit right behind a unit counts the next smaller one: 一千二 is 1,200.
    """
    total, unit_before, digit, zero = 0, 10**4, None, False
    for character in text:
        if character in _UNITS:
            unit = _UNITS[character]
            if unit >= unit_before or digit == 0:
                return None
            if digit is None and (unit != 10 or total):
                return None
            total += (1 if digit is None else digit) * unit
            unit_before, digit, zero = unit, None, False
        elif _DIGITS.get(character) == 0 and digit is None and not zero:
            zero = True
        elif _DIGITS.get(character) and digit is None:
            digit = _DIGITS[character]
        else:
            return None
    if digit is None:
        return None if zero and not total and above is None else total
    if zero or (unit_before == 10**4 and above is None):
        return total + digit
    if unit_before == 10**4:
        return digit * ((above or 1) // 10)
    return total + digit * (unit_before // 10)
