"""The data dictionary on the screen."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from html import escape

import streamlit as st

from lishui_dash.ui import parts, search, take, theme
from lishui_dash.ui.language import text
from lishui_dash.views.dictionary import (
    INDICATORS,
    LISTS,
    PROMISES,
    Dictionary,
    FeedEntry,
    IndicatorEntry,
    ListEntry,
    PromiseEntry,
)
from lishui_dash.views.links import FEEDS, FIND, TAB, Link
from lishui_dash.views.matching import LONGEST

_FIELD = "dictionary_find"


def asked() -> str:
    """Draw the box to look things up in; return what the viewer looks for."""
    # The address leads, so that a link to one entry shows it whatever was asked before.
    st.session_state[_FIELD] = st.query_params.get(FIND, "")[:LONGEST]
    return st.text_input(
        text("dictionary.find"),
        key=_FIELD,
        max_chars=LONGEST,
        placeholder=text("dictionary.find_hint"),
        on_change=_ask,
    )


def _ask() -> None:
    st.query_params.pop(TAB, None)
    search.write_asked(_FIELD)


def draw(view: Dictionary) -> None:
    parts.style()
    titles = {
        INDICATORS: text("dictionary.tab.indicators", number=len(view.indicators)),
        PROMISES: text("dictionary.tab.promises", number=len(view.promises)),
        FEEDS: text("dictionary.tab.feeds", number=len(view.feeds)),
        LISTS: text("dictionary.tab.lists"),
        "timeline": text("dictionary.tab.timeline"),
    }
    opened = st.query_params.get(TAB, "")
    tabs = st.tabs(list(titles.values()), default=titles.get(opened, titles[view.opens]))
    with tabs[0]:
        _table(
            ("indicator", "formula", "unit", "threshold", "owner", "source"),
            [_indicator(entry) for entry in view.indicators],
            text("take.indicators"),
            INDICATORS,
        )
    with tabs[1]:
        _table(
            ("number", "quote", "kind", "check", "owner", "shown"),
            [_promise(entry) for entry in view.promises],
            text("take.promises"),
            PROMISES,
        )
    with tabs[2]:
        for feed in view.feeds:
            _feed(feed)
        if not view.feeds:
            st.info(text("dictionary.none"))
    with tabs[3]:
        _table(
            ("list", "codes"),
            [_list(entry) for entry in view.lists],
            text("dictionary.tab.lists"),
            LISTS,
        )
    with tabs[4]:
        _table(
            ("day", "event", "source_of"),
            [_row((e.day, e.said, e.source)) for e in view.timeline],
            text("dictionary.tab.timeline"),
            "timeline",
        )


def _table(keys: Iterable[str], rows: Sequence[str], name: str, key: str) -> None:
    if not rows:
        st.info(text("dictionary.none"))
        return
    heads = [escape(text(f"dictionary.head.{head}")) for head in keys]
    take.drawn(heads, rows, "words", name, f"dictionary-{key}")


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
    wall = f"<div>{_link(entry.wall)}</div>" if entry.wall else ""
    cells = (
        _link(entry.link) + parts.dim(entry.question) + parts.dim(entry.name),
        f"{formula}{parts.dim(entry.how)}",
        f"{escape(entry.unit)}{parts.dim(entry.better)}",
        f"{steps}{parts.dim(entry.reason)}",
        f"{escape(entry.owner)}{parts.dim(entry.audience)}",
        f"{_links(entry.feeds)}{parts.dim(entry.promises)}{parts.dim(entry.clause)}{wall}",
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
        _links(entry.indicators),
    )
    told = "".join(f"<td>{cell}</td>" for cell in cells)
    return f'<tr data-promise="{escape(entry.number)}">{told}</tr>'


def _feed(entry: FeedEntry) -> None:
    keys = (
        *("column", "type", "required", "choices", "rules"),
        *("aliases", "privacy", "example"),
    )
    is_asked = st.session_state[_FIELD] == entry.name
    with st.expander(f"{entry.title}　{entry.name}", expanded=is_asked):
        st.html(f"{parts.facts(entry.facts)}{_readers(entry)}")
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
            entry.title,
            entry.name,
        )


def _readers(entry: FeedEntry) -> str:
    said = escape(text("dictionary.read_by"))
    return f'<dl class="lp-facts"><dt>{said}</dt><dd>{_links(entry.readers)}</dd></dl>'


def _list(entry: ListEntry) -> str:
    told = f"<td>{escape(entry.title)}</td><td>{_links(entry.codes)}</td>"
    return f'<tr data-entry="{escape(entry.name)}">{told}</tr>'


def _links(links: Iterable[Link]) -> str:
    return escape(text("list.separator")).join(map(_link, links))


def _link(link: Link) -> str:
    """Return a link, or only what it says where it leads nowhere."""
    if not link.page:
        return escape(link.said)
    return parts.link(link.page, link.said, **dict(link.query))
