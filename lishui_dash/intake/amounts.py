"""A figure as its column counts it: hours for hours, yuan for yuan, whole where persons."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal, localcontext

from lishui_dash.intake import causes
from lishui_dash.intake.figures import COUNTERS, SCALES, read_figure
from lishui_dash.intake.note import CHECK, Note, formula_or_error, plain
from lishui_dash.spec import Column, Type
from lishui_dash.words import Words

Value = int | float | Decimal

_SAME = {"个小时": "小时", "时": "小时", "h": "小时", "日": "天", "圆": "元", "块": "元"}
_SAME |= {"°c": "℃", "度": "℃", "点": "分"}
_CONVERSIONS = {
    ("分钟", "小时"): (1, 60),
    ("分", "小时"): (1, 60),
    ("小时", "分钟"): (60, 1),
}
_HEADING = re.compile(
    r".*[(\[/,](?:单位)?:?\s*(?P<scale>百|千|万|十万|百万|千万|亿)?"
    r"(?P<unit>[^()\[\]/,:]{0,3}?)[)\]]?",
    re.S,
)
_MOST_WHOLE, _MOST = 99_999_999, 10**13
"""Up to here, sums of a few cells cannot overflow the column."""
_RESIDUE = Decimal("1e-6")
"""What a workbook's binary fractions may be off."""


@dataclass(frozen=True)
class Amount:
    """`value` None: empty without a note, else it cannot be read. `unit` is only told
    where the column is packed: the unit behind the figure, as written."""

    value: Value | None
    note: Note | None = None
    unit: str = ""


def amounts_of(
    column: Column, heading: str, *, is_packed: bool
) -> tuple[Callable[[str], Amount], bool]:
    """Return what reads the cells of a column under a heading, and whether plain cells
    count as they stand: under 金额（万元） they do not."""
    unit = column.unit or ("元" if column.type is Type.MONEY else "")
    told = _HEADING.fullmatch(plain(heading).lower())
    scale = SCALES[told["scale"]] if told and told["scale"] else 1
    heading_unit = _SAME.get(told["unit"], told["unit"]) if told else ""
    times, parts = _CONVERSIONS.get((heading_unit, unit), (1, 1))
    factor = Decimal(scale * times) / parts

    def read(text: str) -> Amount:
        refused = formula_or_error(text)
        if refused:
            return Amount(None, refused)
        figure = read_figure(text)
        if figure.value is None:
            return Amount(None, figure.note)
        value, note = figure.value, figure.note
        with localcontext() as context:
            context.prec = 40
            if not figure.unit:
                value *= factor
            elif not is_packed:
                converted = _converted(value, figure.unit.lower(), unit)
                if isinstance(converted, Note):
                    return Amount(None, converted)
                value, note = converted[0], note or converted[1]
            fitting = _fitting(value, column.type)
        if isinstance(fitting, Note):
            return Amount(None, fitting)
        return Amount(fitting, note, figure.unit if is_packed else "")

    return read, factor == 1


def _converted(value: Decimal, given: str, unit: str) -> Note | tuple[Decimal, Note | None]:
    """Return the figure in the unit of the column, or why that cannot be."""
    given = _SAME.get(given, given)
    if given == unit or (not unit and given in COUNTERS):
        return value, None
    if (given, unit) in _CONVERSIONS:
        times, parts = _CONVERSIONS[given, unit]
        made = value * times / parts
        return made, _converted_note(f"{value:,f}{given}", f"{made.normalize():,f}{unit}")
    if given == "%":
        return causes.PERCENTAGE
    return _other_unit(given, unit)


def _converted_note(before: str, after: str) -> Note:
    return Note(
        "converted",
        Words(f"已换算：{before}={after}", f"converted: {before} = {after}"),
        CHECK,
        rejects=False,
    )


def _other_unit(given: str, unit: str) -> Note:
    told = Words(f"本列按{unit}填写", f"this column is in {unit}")
    counted = Words("本列填个数", "this column is a count")
    remedy = told if unit else counted
    return Note(
        "other_unit",
        Words(f"单位“{given}”与本列不符", f"the unit {given} is not that of the column"),
        Words(f"{remedy.hans}，请换算后只填数字", f"{remedy.en}: convert the figure"),
    )


def _fitting(value: Decimal, type_: Type) -> Value | Note:
    """Return the figure as its column keeps it, or why it cannot."""
    if abs(value) > (_MOST_WHOLE if type_ is Type.INTEGER else _MOST):
        return _TOO_LARGE
    if type_ is Type.INTEGER:
        whole = value.to_integral_value(ROUND_HALF_UP)
        return int(whole) if abs(value - whole) < _RESIDUE else _NOT_WHOLE
    if type_ is Type.MONEY:
        cents = value.quantize(Decimal("0.01"), ROUND_HALF_UP)
        return cents if abs(value - cents) < _RESIDUE else _PARTS_OF_CENTS
    return float(value)


_TOO_LARGE = Note(
    "too_large",
    Words("数值过大", "the figure is too large"),
    Words("请核对数值和单位", "check the figure and its unit"),
)
_NOT_WHOLE = Note(
    "not_whole",
    Words("应是整数", "must be a whole number"),
    Words("请填整数", "give a whole number"),
)
_PARTS_OF_CENTS = Note(
    "parts_of_cents",
    Words("金额最多两位小数（到分）", "an amount has two decimals at most"),
    Words("请四舍五入到分后填写", "round it to cents"),
)
