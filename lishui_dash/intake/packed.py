"""The quantities of a sheet are converted to base units, and each conversion is told."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from functools import cache

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from lishui_dash.intake.note import CHECK, Note
from lishui_dash.intake.packing import Lookup, Packing, read_packing
from lishui_dash.intake.parse import Notes, Parsed
from lishui_dash.spec import Packed
from lishui_dash.words import Words

_PLACES = 6
"""Decimals that are kept of a converted figure: a drop, not the residue of a fraction."""


def in_base_units(
    packed: Packed, parsed: Mapping[str, Parsed], packings: pa.Array | None, lookup: Lookup
) -> dict[str, Parsed]:
    """Return the columns of a sheet with quantities and their unit in base units.

    `parsed` has the unit and the item as codes; `packings` is what the cells say of the
    packing. A row whose unit cannot be converted is left without unit, with a note.
    """
    if packed.item not in parsed or packed.unit not in parsed:
        return dict(parsed)
    quantities = [name for name in packed.quantities if name in parsed]
    items, units = parsed[packed.item].values, parsed[packed.unit].values
    bases = _bases(packed, items)
    known = pc.and_(pc.is_valid(units), pc.is_valid(bases))
    is_other = pc.and_(known, pc.fill_null(pc.not_equal(units, bases), False))
    has_own = [pc.is_valid(parsed[name].aside) for name in quantities if parsed[name].aside]
    concerned = is_other
    for own in has_own:
        concerned = pc.or_(concerned, own)
    rows = np.flatnonzero(concerned.to_numpy(zero_copy_only=False))
    if not len(rows):
        return dict(parsed)
    work = _Work(packed, parsed, quantities, bases, packings, lookup)
    for row in rows.tolist():
        work.convert(row)
    return work.columns()


def _bases(packed: Packed, items: pa.Array) -> pa.Array:
    base_of = dict(packed.base_units)
    encoded = items.dictionary_encode()
    bases = [base_of.get(item) for item in encoded.dictionary.to_pylist()]
    return pa.array(bases, pa.string()).take(encoded.indices)


class _Work:
    """The columns being converted, row by row."""

    def __init__(
        self,
        packed: Packed,
        parsed: Mapping[str, Parsed],
        quantities: Sequence[str],
        bases: pa.Array,
        packings: pa.Array | None,
        lookup: Lookup,
    ) -> None:
        self._packed, self._parsed, self._quantities = packed, parsed, quantities
        self._bases, self._packings = bases.to_pylist(), packings
        self._units: list[str | None] = parsed[packed.unit].values.to_pylist()
        self._lookup = lookup
        self._fixed = {(unit, base): many for unit, base, many in packed.fixed}
        self._packing = cache(lambda text: read_packing(text, lookup))
        self._figures = {
            name: parsed[name].values.to_numpy(zero_copy_only=False).copy()
            for name in quantities
        }
        touched = (packed.unit, *quantities)
        self._notes = {name: Notes(parsed[name].notes) for name in touched}
        self._marks = {name: _numbers(parsed[name].marks) for name in touched}

    def convert(self, row: int) -> None:
        unit, base = self._units[row], self._bases[row]
        if base is None:
            return
        packing_text = self._packing_text(row)
        packing = self._packing(packing_text)
        factor = packing.factor(unit, base, self._fixed) if unit else None
        if unit and factor is None:
            self._say(self._packed.unit, row, without_packing(unit, base))
            self._units[row] = None
            return
        if unit:
            self._units[row] = base
        told = ""
        for name in self._quantities:
            own, figure = self._own_unit(name, row), self._figures[name][row]
            many, counted = factor, unit
            if own is not None and own != "":
                many, counted = self._factor_of_own(name, row, own, base, packing), own
            if many is None or np.isnan(figure):
                continue
            made = round(float(figure) * many, _PLACES)
            self._figures[name][row] = made
            if many != 1 and figure:
                told = f"{figure:,g}{counted}×{many:g}={made:,g}{base}"
                if own:
                    self._say(name, row, converted(told, packing_text))
        if told and factor not in (1, None):
            self._say(self._packed.unit, row, converted(told, packing_text))

    def columns(self) -> dict[str, Parsed]:
        made = dict(self._parsed)
        for name, figures in self._figures.items():
            values = pa.array(figures, mask=np.isnan(figures))
            made[name] = replace(self._marked(name), values=values, aside=None)
        units = pa.array(self._units, pa.string())
        made[self._packed.unit] = replace(self._marked(self._packed.unit), values=units)
        return made

    def _marked(self, name: str) -> Parsed:
        marks = self._marks[name]
        kept = pa.array(marks, mask=marks < 0)
        return replace(self._parsed[name], marks=kept, notes=self._notes[name].all)

    def _packing_text(self, row: int) -> str:
        return "" if self._packings is None else self._packings[row].as_py() or ""

    def _own_unit(self, name: str, row: int) -> str | None:
        aside = self._parsed[name].aside
        written = None if aside is None else aside[row].as_py()
        return None if written is None else self._lookup(written) or written

    def _factor_of_own(
        self, name: str, row: int, own: str, base: str, packing: Packing
    ) -> float | None:
        factor = packing.factor(own, base, self._fixed)
        if factor is None:
            self._say(name, row, without_packing(own, base))
            self._figures[name][row] = np.nan
        return factor

    def _say(self, name: str, row: int, note: Note) -> None:
        before = self._marks[name][row]
        is_free = before <= 0 or not self._notes[name].all[before - 1].rejects
        if is_free and (before <= 0 or note.rejects):
            self._marks[name][row] = self._notes[name].number(note)


def _numbers(marks: pa.Array) -> np.ndarray:
    return np.array(marks.fill_null(-1).to_numpy(zero_copy_only=False), dtype=np.int32)


def without_packing(unit: str, base: str) -> Note:
    return Note(
        "unit_without_spec",
        Words(
            f"规格里没有写一{unit}是多少{base}，不能换算",
            f"how many {base} are one {unit} is not said in the specification",
        ),
        Words(
            f"请在规格里写明，如 50{base}/{unit}，或按{base}填报",
            f"write it into the specification, like 50{base}/{unit}, or report in {base}",
        ),
    )


def converted(told: str, packing: str) -> Note:
    by = f"（规格：{packing}）" if packing else ""
    return Note(
        "converted",
        Words(f"已换算：{told}{by}", f"converted: {told}"),
        CHECK,
        rejects=False,
    )
