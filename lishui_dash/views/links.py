"""Where on the pages a thing of the catalogue or of the registers is shown."""

from __future__ import annotations

from dataclasses import dataclass, replace

from lishui_dash.catalogue import Catalogue
from lishui_dash.catalogue.posts import Post
from lishui_dash.catalogue.supplies import Item
from lishui_dash.spec import Feed, Indicator, Register, Words
from lishui_dash.views.languages import Lang, say
from lishui_dash.views.overview import page_of

FIND, TAB = "find", "tab"
"""The parameters of an address that say what is looked up, and in which part."""
INDICATOR, PLACE, UNIT = "indicator", "place", "unit"
"""The parameters that name the figure, the place or the body a page speaks of."""

DICTIONARY, WALL, OF_A_UNIT = "dictionary", "wall", "unit"
OF_POSTS = "c05_manpower"
FEEDS = "feeds"
"""The part of the dictionary that lists the reports."""


@dataclass(frozen=True)
class Link:
    """What is said, the page it leads to ("": none), and the parameters of the address."""

    said: str
    page: str = ""
    query: tuple[tuple[str, str], ...] = ()


def indicator_link(catalogue: Catalogue, indicator: Indicator, lang: Lang) -> Link:
    page = page_of(catalogue, catalogue.stems[indicator.name])
    return Link(say(indicator.words, lang), page, ((INDICATOR, indicator.name),))


def feed_link(feed: Feed, lang: Lang) -> Link:
    return Link(say(feed.words, lang), DICTIONARY, ((FIND, feed.name), (TAB, FEEDS)))


def unit_link(code: str, words: Words, lang: Lang) -> Link:
    """Return the link to the page of a unit, or of a place: each has a code of its own."""
    return Link(say(words, lang), OF_A_UNIT, ((UNIT, code),))


def post_link(post: Post, lang: Lang) -> Link:
    """Return the link to the page on who stands where, at the post's place."""
    return Link(say(post.words, lang), OF_POSTS, ((PLACE, post.place),))


def item_link(catalogue: Catalogue, item: Item, lang: Lang) -> Link:
    """Return the link to the first figure that is told for each item of supplies."""
    said = say(item.words, lang)
    for indicator in catalogue.indicators.values():
        columns = (column for feed in indicator.feeds for column in feed.columns)
        if indicator.item and any(c.refers_to is Register.ITEM for c in columns):
            return replace(indicator_link(catalogue, indicator, lang), said=said)
    return Link(said, DICTIONARY, ((FIND, item.code),))
