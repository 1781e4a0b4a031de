"""Taking along what a page shows: its tables and charts as files, itself as a link."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from functools import cache, partial
from html import escape
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

import pandas as pd
import streamlit as st

from lishui_dash.access.events import Did
from lishui_dash.access.exports import ON_RECORD, Export, may_take, require_export
from lishui_dash.catalogue.places import WHOLE
from lishui_dash.errors import AccessRefused, DeclarationError
from lishui_dash.ui import language, parts, session, theme, viewer
from lishui_dash.ui.belonging import note_file
from lishui_dash.ui.cells import table_of
from lishui_dash.ui.language import lang, text
from lishui_dash.ui.on_record import told_seldom
from lishui_dash.ui.scripts import element
from lishui_dash.views.exports import csv_bytes, file_stem, xlsx_bytes
from lishui_dash.views.names import place_name

CSV_TYPE = "text/csv"
XLSX_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"

Source = pd.DataFrame | Callable[[], pd.DataFrame]
"""A table, or what makes it when somebody asks for it."""

_SCRIPT = Path(__file__).with_name("picture.js")
_STYLE = Path(__file__).with_name("take.css")
_NOT_IN_A_CLASS = re.compile(r"[^a-zA-Z0-9_-]")


def link() -> str:
    """Return the button that copies the address of this page, with its language and day.

    It brings its script: whoever draws it lets `st.html` run one.
    """
    query = {language.PARAMETER: lang(), session.AS_OF: f"{session.moment().as_of}"}
    button = _button("link", text("take.link"), text("take.copied"), query=urlencode(query))
    return f'<span class="lp-take">{button}<output></output></span>{_brought()}'


def table(source: Source, name: str, key: str, place: str = WHOLE) -> None:
    """Offer a table as CSV and as XLSX, called by its name, its place and the day shown."""
    files(source, _stem(name, place), key)


def files(
    source: Source,
    stem: str,
    key: str,
    export: Export = Export.SHOWN,
    told: Callable[[], None] | None = None,
) -> None:
    """Offer a table as CSV and as XLSX; they are made when somebody asks for one.

    `told` is called whenever that happens.
    """
    with st.container(key=f"take-{key}", horizontal=True, gap="small"):
        for said, ending, mime, made in (
            (text("take.csv"), "csv", CSV_TYPE, csv_bytes),
            (text("take.xlsx"), "xlsx", XLSX_TYPE, partial(xlsx_bytes, sheet_name=stem)),
        ):
            file(
                said,
                partial(_made, source, made),
                f"{stem}.{ending}",
                mime,
                f"{key}-{ending}",
                export,
                told=told,
                type="tertiary",
            )


def file(
    said: str,
    made: Callable[[], bytes],
    name: str,
    mime: str | None,
    key: str,
    export: Export,
    unit: str | None = None,
    told: Callable[[], None] | None = None,
    **looks: Any,
) -> None:
    """Offer a file, made when somebody asks for it; not to whom it is not for.

    Every file that leaves the program is offered here. `unit` is whose it is, where it is
    one unit's; `told` is called before it is made, and puts on record that it is taken;
    `looks` is what `st.download_button` takes for its looks. Raises DeclarationError for
    one that has to go on record and would not.
    """
    if export in ON_RECORD and told is None:
        raise DeclarationError(f"{key}: a file of {export.value} goes on record")
    if told is not None:
        made = partial(_on_record, told, made)
    if may_take(session.scope(), export, unit):
        given = partial(_given, made, name, mime, viewer.later(), export, unit)
        st.download_button(said, given, name, mime, key=key, on_click="ignore", **looks)


def _given(
    made: Callable[[], bytes],
    name: str,
    mime: str | None,
    taker: Callable[[], viewer.Viewer],
    export: Export,
    unit: str | None,
) -> bytes:
    """Make a file for whoever was offered it, and for nobody else to fetch.

    Raises AccessRefused, which is on record, where it is no longer for him.
    """
    by = taker()
    try:
        require_export(by.scope, export, unit)
    except AccessRefused:
        told_seldom("take", by.name, Did.ACCESS_REFUSED, name)
        raise
    content = made()
    note_file(content, mime, name, by.name)
    return content


def drawn(
    heads: Iterable[str],
    rows: Iterable[str],
    kind: str,
    name: str,
    key: str,
    place: str = WHOLE,
    told: Callable[[], None] | None = None,
) -> None:
    """Draw a table of `parts.table` and offer what it says as files."""
    html = parts.table(heads, rows, kind)
    st.html(html)
    export = Export.SHOWN if told is None else Export.PERSONS
    files(said_by(html), _stem(name, place), key, export, told)


def said_by(html: str) -> Source:
    """Return what a table drawn as HTML says, read when somebody asks for it."""
    return partial(_frame_of, html, text("take.note", head="{head}"))


def chart(name: str, key: str, place: str = WHOLE, source: str = "") -> None:
    """Offer the chart drawn with `st.plotly_chart(..., key=key)` as SVG and as PNG.

    The picture has the name and the place above it, and below it the day, the page and
    `source`: which reports it stands on.
    """
    shown = session.moment()
    told = {
        "chart": _NOT_IN_A_CLASS.sub("-", key.strip()),
        "name": _stem(name, place),
        "title": f"{name} · {place_name(place, lang())}",
        "note": text(
            "take.stands_on",
            day=f"{shown.as_of:%Y-%m-%d}",
            source=source or text("app.title"),
        ),
        "font": theme.FONT.replace('"', "'"),
    }
    buttons = "".join(
        _button(kind, said, text("take.kept"), **told)
        for kind, said in (("svg", text("take.svg")), ("png", text("take.png")))
    )
    st.html(f'<div class="lp-take">{buttons}</div>')


def _button(take: str, said: str, done: str, **told: str) -> str:
    """Return a button for `picture.js`, which finds in its data what it has to do."""
    told = {"take": take, "done": done, "failed": text("take.failed"), **told}
    data = " ".join(f'data-{name}="{escape(value)}"' for name, value in told.items())
    return f'<button type="button" {data}>{escape(said)}</button>'


def _stem(name: str, place: str) -> str:
    return file_stem(name, place, session.moment().as_of, lang())


def _on_record(told: Callable[[], None], made: Callable[[], bytes]) -> bytes:
    told()
    return made()


def _made(source: Source, made: Callable[[pd.DataFrame], bytes]) -> bytes:
    return made(source if isinstance(source, pd.DataFrame) else source())


def _frame_of(html: str, note: str) -> pd.DataFrame:
    # Whoever asks for the file is served outside of any page: nothing can be asked here.
    return table_of(html, lambda head: note.format(head=head)).frame


@cache
def script() -> str:
    """Return what runs for the buttons in the browser."""
    return _SCRIPT.read_text("utf-8")


@cache
def _brought() -> str:
    return f"<style>{_STYLE.read_text('utf-8')}</style>{element(script())}"
