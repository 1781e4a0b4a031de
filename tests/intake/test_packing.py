"""Boxes, pairs and litres: what is converted, and what is not guessed."""

from __future__ import annotations

import pyarrow as pa
import pytest

from lishui_dash.catalogue import CATALOGUE
from lishui_dash.catalogue.codes.goods import UNIT_OF_MEASURE
from lishui_dash.catalogue.supplies import FIXED_UNITS
from lishui_dash.intake.packed import in_base_units
from lishui_dash.intake.packing import read_packing
from lishui_dash.intake.parse import Parsed, unmarked
from lishui_dash.store.spelling import fold

CODES = {
    fold(spelling): code.code
    for code in UNIT_OF_MEASURE.codes
    for spelling in (code.code, *code.aliases)
}
FIXED = {(unit, base): many for unit, base, many in FIXED_UNITS}
PACKED = CATALOGUE.feeds["supplies_daily"].packed


def lookup(text: str) -> str | None:
    return CODES.get(fold(text))


def factor(spec: str, unit: str, base: str) -> float | None:
    return read_packing(spec, lookup).factor(unit, base, FIXED)


@pytest.mark.parametrize(
    ("spec", "unit", "base", "many"),
    [
        ("50只/盒", "盒", "只", 50),
        ("５０只／盒", "盒", "只", 50),
        ("每盒50只", "盒", "只", 50),
        ("1盒=50只", "盒", "只", 50),
        ("50只装", "盒", "只", 50),
        ("五十只/盒", "盒", "只", 50),
        ("20只/盒,40盒/箱", "箱", "只", 20 * 40),
        ("20只*40盒/箱", "箱", "只", 20 * 40),
        ("20只×40盒", "箱", "只", 20 * 40),
        ("25L/桶", "桶", "升", 25),
        ("500ml", "瓶", "升", 0.5),
        ("500毫升/瓶", "瓶", "升", 0.5),
        ("500ml*30瓶/箱", "箱", "升", 0.5 * 30),
        ("50双/盒", "盒", "双", 50),
        ("100只/盒", "盒", "双", 100 / 2),
        ("100片/瓶", "瓶", "片", 100),
        ("48人份/盒", "盒", "人份", 48),
        ("", "只", "双", 1 / 2),
        ("", "毫升", "升", 0.001),
        ("", "个", "只", 1),
        ("", "打", "双", 12),
        ("2000只/件", "件", "只", 2000),
    ],
)
def test_a_packing_tells_how_many_are_inside(
    spec: str, unit: str, base: str, many: float
) -> None:
    assert factor(spec, unit, base) == pytest.approx(many)


@pytest.mark.parametrize(
    ("spec", "unit", "base"),
    [
        ("", "箱", "套"),
        ("9132", "盒", "只"),
        ("50只/盒", "箱", "只"),
        ("50只/盒或20只/盒", "盒", "只"),
        ("", "件", "只"),
        ("", "升", "瓶"),
        ("25L/桶", "桶", "只"),
        ("1盒/盒", "盒", "只"),
    ],
)
def test_nothing_is_guessed_where_the_packing_does_not_say(
    spec: str, unit: str, base: str
) -> None:
    assert factor(spec, unit, base) is None


def plain(values: pa.Array, aside: pa.Array | None = None) -> Parsed:
    return Parsed(values, unmarked(values), (), aside)


def converted(
    item: str, unit: str | None, spec: str, closing: float | None, own: str | None = None
) -> tuple[str | None, float | None, list[str]]:
    assert PACKED is not None
    aside = None if own is None else pa.array([own], pa.string())
    columns = {
        "item_code": plain(pa.array([item])),
        "uom": plain(pa.array([unit], pa.string())),
        "closing_qty": plain(pa.array([closing], pa.float64()), aside),
    }
    made = in_base_units(PACKED, columns, pa.array([spec]), lookup)
    notes = [
        note.reason.hans for name in ("uom", "closing_qty") for note in made[name].notes
    ]
    return made["uom"].values[0].as_py(), made["closing_qty"].values[0].as_py(), notes


def test_a_row_is_converted_and_the_conversion_is_told() -> None:
    assert converted("mask_surgical", "盒", "50只/盒", 92) == (
        "只",
        92 * 50,
        ["已换算：92盒×50=4,600只（规格：50只/盒）"],
    )


def test_base_units_and_their_like_are_left_alone_without_a_word() -> None:
    assert converted("mask_surgical", "只", "50只/盒", 92) == ("只", 92, [])
    assert converted("mask_surgical", "个", "", 92) == ("只", 92, [])


def test_a_box_without_packing_has_no_unit_and_says_so() -> None:
    unit, _, notes = converted("coverall", "箱", "", 3)
    assert unit is None
    assert notes == ["规格里没有写一箱是多少套，不能换算"]


def test_the_unit_behind_a_figure_goes_before_that_of_the_row() -> None:
    assert converted("mask_surgical", "只", "50只/盒", 5, own="盒")[:2] == ("只", 250)
    assert converted("mask_surgical", "盒", "50只/盒", 5, own="只")[:2] == ("只", 5)
    unit, closing, notes = converted("mask_surgical", "只", "", 5, own="盒")
    assert (unit, closing) == ("只", None)
    assert notes == ["规格里没有写一盒是多少只，不能换算"]


def test_an_empty_quantity_stays_empty() -> None:
    assert converted("mask_surgical", "盒", "50只/盒", None)[1] is None
