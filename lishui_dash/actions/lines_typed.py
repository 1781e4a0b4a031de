"""The figures of a threshold as somebody types them, one meaning each or none.

Shares are typed as they are shown, in percent or per mille. What could be a share as well
as a fraction is refused: a line at 0.95 % instead of 95 % would turn a city green or red.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from decimal import Decimal

from lishui_dash.errors import ChangeRefused
from lishui_dash.spec import Indicator, Line, Words

_NUMBER = re.compile(r"(?:[0-9]{1,3}(?:,[0-9]{3})+|[0-9]{1,12})(?:\.[0-9]{1,9})?")
_SHARES = {"%": 100, "‰": 1000}
_SHOWN = 20
"""So much of what was typed is told back at most."""


def lines_typed(
    indicator: Indicator, typed: Mapping[Line, str]
) -> dict[Line, float | None]:
    """Return the figures that were typed, in the measure of the store; None where a field
    was left empty.

    Raises ChangeRefused for what is no number, or may be two.
    """
    return {line: _figure(indicator, line, said) for line, said in typed.items()}


def _figure(indicator: Indicator, line: Line, typed: str) -> float | None:
    said = unicodedata.normalize("NFKC", typed).strip()
    if not said:
        return None
    for unit in (indicator.unit.hans, indicator.unit.en):
        if unit not in _SHARES:
            said = said.removesuffix(unit).strip()
    share = said[-1:] if said[-1:] in _SHARES else ""
    number = said.removesuffix(share).strip()
    if not _NUMBER.fullmatch(number):
        raise _no_number(line, typed)
    figure = Decimal(number.replace(",", ""))
    sign = indicator.format.sign
    if not sign:
        if share:
            raise _no_share(indicator, line, typed)
        return float(figure)
    if not share and 0 < figure <= 1:
        raise _may_be_two(line, figure, sign)
    return float(figure / _SHARES[share or sign])


def _no_number(line: Line, typed: str) -> ChangeRefused:
    shown = typed.strip()[:_SHOWN]
    return ChangeRefused(
        Words(
            f"{line.words.hans}“{shown}”不是数字：请只写数字，如 95",
            f'the {line.words.en} "{shown}" is no number: write digits alone, such as 95',
        )
    )


def _no_share(indicator: Indicator, line: Line, typed: str) -> ChangeRefused:
    shown, unit = typed.strip()[:_SHOWN], indicator.unit
    return ChangeRefused(
        Words(
            f"{line.words.hans}“{shown}”：该指标的单位是{unit.hans}，请去掉百分号",
            f'the {line.words.en} "{shown}": this is measured in {unit.en}, leave the '
            "sign out",
        )
    )


def _may_be_two(line: Line, figure: Decimal, sign: str) -> ChangeRefused:
    small, large = f"{figure}{sign}", f"{(figure * _SHARES[sign]).normalize():f}{sign}"
    return ChangeRefused(
        Words(
            f"{line.words.hans}写作 {figure}，分不清是 {small} 还是 {large}："
            f"请带上 {sign} 再写一遍",
            f"the {line.words.en} {figure} may be {small} or {large}: write it again with "
            f"its {sign}",
        )
    )
