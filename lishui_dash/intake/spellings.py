"""Every accepted spelling of every code list and register, and what it stands for.

Lookups are made once for each distinct cell of a column, not once a row; joins inside
the judging statement did the same work in three times the time.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.compute as pc

from lishui_dash.intake.header import simplified
from lishui_dash.store.spelling import fold

_AMBIGUOUS = ""


class Spellings:
    """`table` has the columns list, spelling (folded) and code.

    A list such as unit@331121 holds the names of one place, which may come again in
    another; unit holds those that may be written without saying where.
    """

    def __init__(self, table: pa.Table) -> None:
        self._lists: dict[str, dict[str, str]] = {}
        self._several: dict[tuple[str, str], dict[str, None]] = {}
        for list_name, spelling, code in zip(
            *(table[name].to_pylist() for name in ("list", "spelling", "code")), strict=True
        ):
            known = self._lists.setdefault(list_name, {})
            other = known.setdefault(spelling, code)
            if other != code:
                several = self._several.setdefault((list_name, spelling), {other: None})
                several[code] = None
                known[spelling] = _AMBIGUOUS

    def code(self, list_name: str, text: str, place: str | None = None) -> str | None:
        """Return what a spelling stands for: at the place, or else anywhere."""
        folded = fold(text)
        own = self._list(f"{list_name}@{place}").get(folded) if place else None
        if own is not None:
            return own or None
        return self._list(list_name).get(folded) or None

    def meant(self, list_name: str, text: str, place: str | None) -> tuple[str, ...]:
        """Return all that a name may mean which means several; none for any other."""
        folded = fold(text)
        for name in (f"{list_name}@{place}", list_name):
            if folded in self._list(name):
                codes = self._several.get((name, folded), {})
                return tuple(code for code in codes if code)
        return ()

    def entries(self, list_name: str) -> Mapping[str, str]:
        """Return every spelling of a list, folded, and its code; "" for several."""
        return self._list(list_name)

    def knows(self, text: str) -> bool:
        """Return whether a text stands for something in any list."""
        spelling = fold(text)
        return any(spelling in known for known in self._lists.values())

    def codes(self, list_name: str, cells: pa.Array, *, is_hant: bool) -> pa.Array:
        """Return the code of each cell; NULL where it is empty or not in the list."""
        encoded = cells.dictionary_encode()
        found = self._found(list_name, encoded.dictionary.to_pylist(), is_hant=is_hant)
        return pa.array(found, pa.string()).take(encoded.indices)

    def codes_at(
        self, list_name: str, cells: pa.Array, places: pa.Array, *, is_hant: bool
    ) -> pa.Array:
        """Return the code of each cell, looked up in the list of its row's place first."""
        encoded, at = cells.dictionary_encode(), places.dictionary_encode()
        spellings, codes = encoded.dictionary.to_pylist(), at.dictionary.to_pylist()
        if not spellings:
            return pa.nulls(len(cells), pa.string())
        nowhere = len(codes)
        pairs = _indices(at, nowhere) * len(spellings) + _indices(encoded, 0)
        distinct, back = np.unique(pairs, return_inverse=True)
        found: list[str | None] = []
        for pair in distinct.tolist():
            place, spelling = divmod(pair, len(spellings))
            scope = codes[place] if place < nowhere else None
            text = spellings[spelling]
            found.append(self.code(list_name, simplified(text) if is_hant else text, scope))
        looked_up = pa.array(found, pa.string()).take(pa.array(back))
        return pc.if_else(pc.is_valid(cells), looked_up, None)

    def _found(
        self, list_name: str, texts: Iterable[str], *, is_hant: bool
    ) -> list[str | None]:
        known = self._list(list_name)
        return [
            known.get(fold(simplified(text) if is_hant else text)) or None for text in texts
        ]

    def _list(self, name: str) -> Mapping[str, str]:
        return self._lists.get(name, {})


def _indices(encoded: pa.DictionaryArray, empty: int) -> npt.NDArray[np.int64]:
    filled = encoded.indices.fill_null(empty).to_numpy(zero_copy_only=False)
    return np.asarray(filled, dtype=np.int64)
