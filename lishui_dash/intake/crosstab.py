"""Cross-tabs: things across the columns, one or more figures under each.

    县（市、区） | N95口罩(只)  |        | 防护服（套） |
                 | 消耗         | 库存   | 消耗        | 库存

Such a sheet is unfolded into one row for each thing and row.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from lishui_dash.intake.sheet import Body, Origin


@dataclass(frozen=True)
class Fold:
    """The columns of one thing. `text` is its name as written, `label` the heading above.

    `places` tells where each figure stands, `constant` what the heading says besides,
    such as the unit of measure.
    """

    text: str
    label: str
    places: Mapping[str, int]
    constant: Mapping[str, str]


@dataclass(frozen=True)
class Spread:
    """`dimension` is the column of the feed whose values are the headings."""

    dimension: str
    folds: tuple[Fold, ...]

    @property
    def figures(self) -> tuple[str, ...]:
        return tuple(dict.fromkeys(name for fold in self.folds for name in fold.places))

    @property
    def constants(self) -> tuple[str, ...]:
        return tuple(dict.fromkeys(name for fold in self.folds for name in fold.constant))

    @property
    def columns(self) -> tuple[str, ...]:
        return (self.dimension, *self.constants, *self.figures)


def unfolded(
    body: Body, places: Mapping[str, int], spread: Spread, sheet: str
) -> tuple[dict[str, int], Body]:
    """Return where each column now stands, and the rows, one for each thing and row.

    A thing without any figure in a row is left out of it.
    """
    names = [*places, *spread.columns]
    parts: dict[str, list[pa.Array]] = {name: [] for name in names}
    numbers: list[np.ndarray] = []
    order: list[np.ndarray] = []
    origins: list[Origin] = []
    rows = body.rows.to_numpy()
    for at, fold in enumerate(spread.folds):
        kept = _filled(body.columns[place] for place in fold.places.values())
        for name in names:
            parts[name].append(_cells(body, places, fold, name, spread).filter(kept))
        mine = rows[kept.to_numpy(zero_copy_only=False)]
        numbers.append(mine)
        order.append(np.full(len(mine), at))
        origins.extend(Origin(sheet, int(number), fold.label) for number in mine)
    sorted_by = np.lexsort((np.concatenate(order), np.concatenate(numbers)))
    columns = tuple(
        pa.concat_arrays(parts[name]).take(pa.array(sorted_by)) for name in names
    )
    return (
        {name: place for place, name in enumerate(names)},
        Body(
            columns,
            pa.array(range(1, len(sorted_by) + 1), pa.int32()),
            body.problems,
            [origins[place] for place in sorted_by.tolist()],
        ),
    )


def _cells(
    body: Body, places: Mapping[str, int], fold: Fold, name: str, spread: Spread
) -> pa.Array:
    if name in fold.places:
        return body.columns[fold.places[name]]
    if name in places:
        return body.columns[places[name]]
    told = fold.text if name == spread.dimension else fold.constant.get(name, "")
    return pa.array([told] * len(body.rows), pa.string())


def _filled(columns: Iterable[pa.Array]) -> pa.Array:
    filled = [pc.not_equal(pc.utf8_trim_whitespace(column), "") for column in columns]
    kept = filled[0]
    for more in filled[1:]:
        kept = pc.or_(kept, more)
    return kept
