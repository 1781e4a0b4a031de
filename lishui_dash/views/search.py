"""Looking anything up: figures, reports, promises, bodies, posts, places and pages."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace

from lishui_dash.catalogue.places import place
from lishui_dash.catalogue.posts import Post
from lishui_dash.catalogue.supplies import ITEMS
from lishui_dash.catalogue.units import Unit
from lishui_dash.store.engine import Engine
from lishui_dash.views import links
from lishui_dash.views.dictionary import due_text
from lishui_dash.views.index import PAGE, Index, Sort, index_of, promises_of
from lishui_dash.views.languages import Lang, say, text, texts
from lishui_dash.views.links import Link
from lishui_dash.views.moment import Moment
from lishui_dash.views.names import code_words, place_name
from lishui_dash.views.overview import clause_title, page_of

MOST = 12
"""Hits of one sort that are listed; the rest are counted."""


@dataclass(frozen=True)
class Hit:
    """`key` is its code, or its name in the catalogue; `context` may be ""."""

    key: str
    context: str
    link: Link


@dataclass(frozen=True)
class Group:
    """Hits of one sort, best first; `more` says how many are not listed, "" if none."""

    sort: str
    title: str
    hits: tuple[Hit, ...]
    more: str


@dataclass(frozen=True)
class Search:
    """`groups` begin with that of the best hit; `note` says how many were found."""

    groups: tuple[Group, ...]
    note: str


def search_view(engine: Engine, moment: Moment, lang: Lang, wanted: str) -> Search:
    """Return what has `wanted` in a name, in its code, its pinyin or its initials.

    Where nothing has, `wanted` may name a place and a figure there: 青田 到岗率, qt dgl.
    """
    index = index_of(engine)
    at, found = None, index.find(wanted)
    if not found:
        at, found = _figures_at(index, wanted.split())
    note = text("search.none", lang) if wanted.strip() else ""
    if found:
        number = sum(map(len, found.values()))
        note = text("search.found", lang, number=f"{number:,}")
    groups = (_group(index, sort, keys, at, lang) for sort, keys in found.items())
    return Search(tuple(groups), note)


def _figures_at(index: Index, words: list[str]) -> tuple[str | None, dict[Sort, list[str]]]:
    """Return the place that the first or the last word names, and the figures meant."""
    if len(words) > 1:
        for name, rest in ((words[0], words[1:]), (words[-1], words[:-1])):
            at, figures = index.place_named(name), index.find(" ".join(rest))
            if at is not None and Sort.INDICATOR in figures:
                return at, {Sort.INDICATOR: figures[Sort.INDICATOR]}
    return None, {}


def _group(index: Index, sort: Sort, keys: list[str], at: str | None, lang: Lang) -> Group:
    hits = (hit_of(index, sort, key, lang) for key in keys[:MOST])
    rest = len(keys) - MOST
    return Group(
        sort=sort.value,
        title=text(_TITLES[sort], lang, number=f"{len(keys):,}"),
        hits=tuple(hits if at is None else (_at(hit, at, lang) for hit in hits)),
        more=text("search.more", lang, number=f"{rest:,}") if rest > 0 else "",
    )


def _at(hit: Hit, code: str, lang: Lang) -> Hit:
    said = f"{place_name(code, lang)} · {hit.link.said}"
    query = (*hit.link.query, (links.PLACE, code))
    return replace(hit, link=replace(hit.link, said=said, query=query))


def hit_of(index: Index, sort: Sort, key: str, lang: Lang) -> Hit:
    """Return what is said of one thing of the index, and where it leads."""
    return _HITS[sort](index, key, lang)


def _page(index: Index, stem: str, lang: Lang) -> Hit:
    return Hit(stem, "", Link(say(texts()[f"{PAGE}{stem}"], lang), stem))


def _clause(index: Index, stem: str, lang: Lang) -> Hit:
    clause = index.catalogue.clauses[stem]
    link = Link(clause_title(clause, lang), page_of(index.catalogue, stem))
    return Hit(stem, say(clause.summary, lang), link)


def _indicator(index: Index, name: str, lang: Lang) -> Hit:
    catalogue = index.catalogue
    indicator = catalogue.indicators[name]
    clause = clause_title(catalogue.clauses[catalogue.stems[name]], lang)
    link = links.indicator_link(catalogue, indicator, lang)
    return Hit(name, _beside(clause, say(indicator.owner, lang)), link)


def _feed(index: Index, name: str, lang: Lang) -> Hit:
    feed = index.catalogue.feeds[name]
    context = _beside(say(feed.submitter, lang), due_text(feed, lang))
    return Hit(name, context, links.feed_link(feed, lang))


def _promise(index: Index, number: str, lang: Lang) -> Hit:
    stem, promise = promises_of(index.catalogue)[number]
    clause = clause_title(index.catalogue.clauses[stem], lang)
    said = f"{number} {say(promise.quote, lang)}"
    context = _beside(clause, say(promise.owner, lang))
    return Hit(number, context, Link(said, page_of(index.catalogue, stem)))


def _place(index: Index, code: str, lang: Lang) -> Hit:
    return Hit(code, code, links.unit_link(code, place(code).words, lang))


def _item(index: Index, code: str, lang: Lang) -> Hit:
    item = ITEMS[code]
    measure = say(code_words(item.unit_of_measure), lang)
    link = links.item_link(index.catalogue, item, lang)
    return Hit(code, _beside(measure, item.standard), link)


def _unit(index: Index, code: str, lang: Lang) -> Hit:
    unit = index.registers.units[code]
    kind, at = say(code_words(unit.kind.value), lang), place_name(unit.place, lang)
    link = links.unit_link(code, unit.words, lang)
    return Hit(code, _beside(at, kind, _closed(unit, lang)), link)


def _post(index: Index, code: str, lang: Lang) -> Hit:
    post = index.registers.posts[code]
    type_, at = say(code_words(post.type), lang), place_name(post.place, lang)
    context = _beside(at, type_, _closed(post, lang))
    return Hit(code, context, links.post_link(post, lang))


def _column(index: Index, key: str, lang: Lang) -> Hit:
    feed_name, _, name = key.partition(".")
    feed = index.catalogue.feeds[feed_name]
    link = links.feed_link(feed, lang)
    said = replace(link, said=say(feed.column(name).words, lang))
    return Hit(key, _beside(link.said, name), said)


def _closed(entry: Unit | Post, lang: Lang) -> str:
    day = entry.closed
    return text("search.closed", lang, day=f"{day:%Y-%m-%d}") if day else ""


def _beside(*parts: str) -> str:
    return " · ".join(part for part in parts if part)


_HITS: Mapping[Sort, Callable[[Index, str, Lang], Hit]] = {
    Sort.PAGE: _page,
    Sort.CLAUSE: _clause,
    Sort.INDICATOR: _indicator,
    Sort.FEED: _feed,
    Sort.PROMISE: _promise,
    Sort.PLACE: _place,
    Sort.ITEM: _item,
    Sort.UNIT: _unit,
    Sort.POST: _post,
    Sort.COLUMN: _column,
}
_TITLES = {
    Sort.PAGE: "search.pages",
    Sort.CLAUSE: "search.clauses",
    Sort.INDICATOR: "search.indicators",
    Sort.FEED: "search.feeds",
    Sort.PROMISE: "search.promises",
    Sort.PLACE: "search.places",
    Sort.ITEM: "search.items",
    Sort.UNIT: "search.units",
    Sort.POST: "search.posts",
    Sort.COLUMN: "search.columns",
}
