"""The data dictionary on the screen."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from html import escape

import streamlit as st

from lishui_dash.ui import parts, theme
from lishui_dash.ui.language import text
from lishui_dash.views.dictionary import (
    Dictionary,
    FeedEntry,
    IndicatorEntry,
    PromiseEntry,
)

FIND = "find"
"""The parameter of the address that says what is looked for."""


def asked() -> str:
    """Draw the box to look things up in; return what the viewer looks for."""
    if "dictionary_find" not in st.session_state:
        st.session_state["dictionary_find"] = st.query_params.get(FIND, "")
    return st.text_input(
        text("dictionary.find"),
        key="dictionary_find",
        placeholder=text("dictionary.find_hint"),
    )


def draw(view: Dictionary) -> None:
    parts.style()
    tabs = st.tabs(
        [
            text("dictionary.tab.indicators", number=len(view.indicators)),
            text("dictionary.tab.promises", number=len(view.promises)),
            text("dictionary.tab.feeds", number=len(view.feeds)),
            text("dictionary.tab.lists"),
            text("dictionary.tab.timeline"),
        ]
    )
    with tabs[0]:
        _table(
            ("indicator", "formula", "unit", "threshold", "owner", "source"),
            [_indicator(entry) for entry in view.indicators],
        )
    with tabs[1]:
        _table(
            ("number", "quote", "kind", "check", "owner", "shown"),
            [_promise(entry) for entry in view.promises],
        )
    with tabs[2]:
        for feed in view.feeds:
            _feed(feed)
        if not view.feeds:
            st.info(text("dictionary.none"))
    with tabs[3]:
        _table(("list", "codes"), [_row((e.title, e.codes)) for e in view.lists])
    with tabs[4]:
        _table(
            ("day", "event", "source_of"),
            [_row((e.day, e.said, e.source)) for e in view.timeline],
        )


def _table(keys: Iterable[str], rows: Sequence[str]) -> None:
    if not rows:
        st.info(text("dictionary.none"))
        return
    heads = [escape(text(f"dictionary.head.{key}")) for key in keys]
    st.html(parts.table(heads, rows, "words"))


def _row(cells: Iterable[str], key: str = "") -> str:
    told = "".join(f"<td>{escape(cell)}</td>" for cell in cells)
    return f'<tr data-entry="{escape(key)}">{told}</tr>'


def _indicator(entry: IndicatorEntry) -> str:
    steps = "".join(
        f'<div class="lp-mark {theme.classes(step.status)}">{step.shape} '
        f"{escape(step.says)}</div>"
        for step in entry.steps
    )
    formula = f"{escape(entry.numerator)} ÷ {escape(entry.denominator)}"
    cells = (
        parts.link(entry.page, entry.title)
        + parts.dim(entry.question)
        + parts.dim(entry.name),
        f"{formula}{parts.dim(entry.how)}",
        f"{escape(entry.unit)}{parts.dim(entry.better)}",
        f"{steps}{parts.dim(entry.reason)}",
        f"{escape(entry.owner)}{parts.dim(entry.audience)}",
        f"{escape(entry.feeds)}{parts.dim(entry.promises)}{parts.dim(entry.clause)}",
    )
    told = "".join(f"<td>{cell}</td>" for cell in cells)
    return f'<tr data-indicator="{escape(entry.name)}">{told}</tr>'


def _promise(entry: PromiseEntry) -> str:
    cells = (
        f"<b>{escape(entry.number)}</b>",
        f"{escape(entry.quote)}<div>{parts.link(entry.page, entry.clause)}</div>",
        escape(entry.kind),
        f"{escape(entry.check)}{parts.dim(entry.shown_by)}",
        escape(entry.owner),
        escape(entry.indicators),
    )
    told = "".join(f"<td>{cell}</td>" for cell in cells)
    return f'<tr data-promise="{escape(entry.number)}">{told}</tr>'


def _feed(entry: FeedEntry) -> None:
    keys = (
        *("column", "type", "required", "choices", "rules"),
        *("aliases", "privacy", "example"),
    )
    with st.expander(f"{entry.title}　{entry.name}"):
        st.html(parts.facts(entry.facts))
        _table(
            keys,
            [
                _row(
                    (
                        f"{column.title} {column.name}",
                        column.type,
                        column.required,
                        column.choices,
                        column.rules,
                        column.aliases,
                        column.privacy,
                        column.example,
                    ),
                    column.name,
                )
                for column in entry.columns
            ],
        )
