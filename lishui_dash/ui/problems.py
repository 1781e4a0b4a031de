"""Problems of a file on the screen: by kind, one by one, and the file itself, marked."""

from __future__ import annotations

from collections.abc import Callable
from html import escape

import streamlit as st

from lishui_dash.access.exports import Export
from lishui_dash.ui import parts, take, theme
from lishui_dash.ui.language import text
from lishui_dash.views.problems import Problems

_HEADS = ("weight", "column", "reason", "remedy", "number", "rows")


def draw(problems: Problems, key: str, marked: Callable[[], bytes], file_stem: str) -> None:
    """Draw the problems of a file.

    `marked` makes the file with its bad cells coloured, when it is asked for.
    """
    heads = [escape(text(f"problem.{name}")) for name in _HEADS]
    rows = []
    for kind in problems.kinds:
        cells = (kind.weight, kind.column, kind.reason, kind.remedy)
        told = (*cells, str(kind.number), kind.rows)
        row = "".join(f"<td>{escape(cell)}</td>" for cell in told)
        rows.append(f'<tr class="{theme.weight_class(kind.rejects)}">{row}</tr>')
    kinds = parts.table(heads, rows, "lines problems")
    st.html(kinds)
    take.files(take.said_by(kinds), f"{file_stem}_{text('take.kinds')}", f"{key}_kinds")
    take.file(
        text("upload.marked"),
        marked,
        f"{file_stem}_问题标注.xlsx",
        take.XLSX_TYPE,
        f"{key}_marked",
        Export.MARKED_COPY,
        icon=":material/draw:",
    )
    must = any(kind.rejects for kind in problems.kinds)
    with st.expander(text("upload.each", number=len(problems.frame)), expanded=must):
        st.dataframe(problems.frame, hide_index=True, key=f"{key}_frame")
        take.files(problems.frame, f"{file_stem}_{text('take.problems')}", f"{key}_list")
