"""What every figure, report, promise and code means, out of the catalogue."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TypeVar

from lishui_dash.catalogue import Catalogue
from lishui_dash.catalogue.calendar import TIMELINE
from lishui_dash.catalogue.codes import CODE_LISTS
from lishui_dash.catalogue.places import PLACES
from lishui_dash.catalogue.ppe_norms import PPE_NORMS
from lishui_dash.catalogue.supplies import ITEMS
from lishui_dash.spec import Cadence, Column, Feed, Indicator, Promise, Register
from lishui_dash.store.engine import Engine
from lishui_dash.views import explain, figures
from lishui_dash.views.languages import Lang, say, text
from lishui_dash.views.moment import Moment
from lishui_dash.views.overview import clause_title, page_of

_WEEKDAYS = "一二三四五六日"
_Entry = TypeVar("_Entry")


@dataclass(frozen=True)
class IndicatorEntry:
    name: str
    title: str
    page: str
    clause: str
    question: str
    numerator: str
    denominator: str
    how: str
    unit: str
    better: str
    steps: tuple[explain.Step, ...]
    reason: str
    owner: str
    audience: str
    feeds: str
    promises: str


@dataclass(frozen=True)
class PromiseEntry:
    number: str
    page: str
    clause: str
    quote: str
    kind: str
    check: str
    shown_by: str
    owner: str
    indicators: str


@dataclass(frozen=True)
class ColumnEntry:
    name: str
    title: str
    type: str
    required: str
    choices: str
    rules: str
    aliases: str
    privacy: str
    example: str


@dataclass(frozen=True)
class FeedEntry:
    """`facts` are what is true of the report as a whole, each with its name."""

    name: str
    title: str
    facts: tuple[tuple[str, str], ...]
    columns: tuple[ColumnEntry, ...]


@dataclass(frozen=True)
class ListEntry:
    title: str
    codes: str


@dataclass(frozen=True)
class EventEntry:
    day: str
    said: str
    source: str


@dataclass(frozen=True)
class Dictionary:
    indicators: tuple[IndicatorEntry, ...]
    promises: tuple[PromiseEntry, ...]
    feeds: tuple[FeedEntry, ...]
    lists: tuple[ListEntry, ...]
    timeline: tuple[EventEntry, ...]


def dictionary_view(
    engine: Engine, moment: Moment, lang: Lang, wanted: str = ""
) -> Dictionary:
    """Return the entries in which every word of `wanted` occurs; all, where it is empty."""
    catalogue = engine.catalogue
    words = wanted.casefold().split()
    return Dictionary(
        indicators=tuple(_having(words, _indicators(catalogue, lang))),
        promises=tuple(_having(words, _promises(catalogue, lang))),
        feeds=tuple(_having(words, _feeds(catalogue, lang))),
        lists=tuple(_having(words, _lists(lang))),
        timeline=tuple(
            EventEntry(f"{event.day:%Y-%m-%d}", say(event.words, lang), event.source)
            for event in TIMELINE
        ),
    )


def _having(words: Sequence[str], entries: Iterable[_Entry]) -> Iterator[_Entry]:
    for entry in entries:
        told = repr(entry).casefold()
        if all(word in told for word in words):
            yield entry


def _indicators(catalogue: Catalogue, lang: Lang) -> Iterator[IndicatorEntry]:
    for indicator in catalogue.indicators.values():
        stem = catalogue.stems[indicator.name]
        yield IndicatorEntry(
            name=indicator.name,
            title=say(indicator.words, lang),
            page=page_of(catalogue, stem),
            clause=clause_title(catalogue.clauses[stem], lang),
            question=say(indicator.question, lang),
            numerator=say(indicator.numerator, lang),
            denominator=say(indicator.denominator, lang),
            how=_how(indicator, lang),
            unit=figures.unit_text(indicator, lang),
            better=text(f"better.{indicator.better.value}", lang),
            steps=explain.steps_of(indicator, lang, is_lean=catalogue.is_lean(indicator)),
            reason=say(indicator.threshold.reason, lang),
            owner=say(indicator.owner, lang),
            audience=_joined(
                (text(f"audience.{one.value}", lang) for one in indicator.audience), lang
            ),
            feeds=_joined((say(feed.words, lang) for feed in indicator.feeds), lang)
            or text("card.ledger", lang),
            promises=_joined(indicator.promises, lang),
        )


def _how(indicator: Indicator, lang: Lang) -> str:
    how = text(f"formula.{indicator.over_places.value}", lang, where="").rstrip("：: ")
    return text("dictionary.over_places", lang, how=how)


def _promises(catalogue: Catalogue, lang: Lang) -> Iterator[PromiseEntry]:
    for stem, clause in catalogue.clauses.items():
        for promise in clause.promises:
            yield _promise(catalogue, stem, promise, lang)


def _promise(catalogue: Catalogue, stem: str, promise: Promise, lang: Lang) -> PromiseEntry:
    showing = catalogue.indicators_showing(promise.number)
    return PromiseEntry(
        number=promise.number,
        page=page_of(catalogue, stem),
        clause=clause_title(catalogue.clauses[stem], lang),
        quote=say(promise.quote, lang),
        kind=text(f"promise.{promise.kind.value}", lang),
        check=say(promise.check, lang),
        shown_by=say(promise.shown_by, lang),
        owner=say(promise.owner, lang),
        indicators=_joined((say(one.words, lang) for one in showing), lang),
    )


def _feeds(catalogue: Catalogue, lang: Lang) -> Iterator[FeedEntry]:
    for feed in catalogue.feeds.values():
        readers = (say(i.words, lang) for i in catalogue.indicators_reading(feed))
        key = (say(feed.column(name).words, lang) for name in feed.key)
        facts = (
            ("tier", text(f"tier.{feed.tier.value}", lang)),
            ("measures", _measures(catalogue, feed, lang)),
            ("grain", say(feed.grain, lang)),
            ("submitter", say(feed.submitter, lang)),
            ("due", due_text(feed, lang)),
            ("key", _joined(key, lang)),
            ("row_rules", _joined((say(rule.says, lang) for rule in feed.rules), lang)),
            ("corrections", say(feed.corrections, lang)),
            ("personal", say(feed.personal_data, lang)),
            ("volume", say(feed.volume, lang)),
            ("read_by", _joined(readers, lang)),
        )
        yield FeedEntry(
            name=feed.name,
            title=say(feed.words, lang),
            facts=tuple((text(f"dictionary.{name}", lang), said) for name, said in facts),
            columns=tuple(_column(column, lang) for column in feed.columns),
        )


def _measures(catalogue: Catalogue, feed: Feed, lang: Lang) -> str:
    clauses = catalogue.clauses.values()
    told = (clause_title(c, lang) for c in clauses if c.number in feed.clauses)
    return _joined(told, lang)


def due_text(feed: Feed, lang: Lang) -> str:
    """Return when a feed is due, in words."""
    weekday: object = feed.due.weekday + 1
    if feed.cadence is Cadence.WEEKLY and lang != "en":
        weekday = _WEEKDAYS[feed.due.weekday]
    return text(
        f"dictionary.due.{feed.cadence.value}",
        lang,
        days=feed.due.days_after,
        hour=f"{feed.due.at:%H:%M}",
        weekday=weekday,
    )


def _column(column: Column, lang: Lang) -> ColumnEntry:
    flag = text("dictionary.flag", lang)
    return ColumnEntry(
        name=column.name,
        title=say(column.words, lang),
        type=text(f"type.{column.type.name}", lang),
        required=text("dictionary.required", lang) if column.required else "",
        choices=_choices(column, lang),
        rules="；".join(
            f"{say(rule.says, lang)}{'' if rule.rejects else flag}" for rule in column.rules
        ),
        aliases=_joined(column.aliases, lang),
        privacy=text(f"privacy.{column.privacy.name}", lang),
        example=column.example,
    )


def _choices(column: Column, lang: Lang) -> str:
    if column.codes:
        return _joined((say(code.words, lang) for code in column.codes.codes), lang)
    return text(f"register.{column.refers_to.value}", lang) if column.refers_to else ""


def _lists(lang: Lang) -> Iterator[ListEntry]:
    places = (f"{place.code} {say(place.words, lang)}" for place in PLACES)
    yield ListEntry(text(f"register.{Register.PLACE.value}", lang), _joined(places, lang))
    items = (
        f"{item.code} {say(item.words, lang)} ({item.unit_of_measure}"
        f"{f'; {item.standard}' if item.standard else ''}; ×{item.box_size})"
        for item in ITEMS.values()
    )
    yield ListEntry(text(f"register.{Register.ITEM.value}", lang), _joined(items, lang))
    types = {code.code: code.words for code in CODE_LISTS["post_type"].codes}
    for post_type, norms in PPE_NORMS.items():
        title = f"{text('register.norm', lang)} · {say(types[post_type], lang)}"
        yield ListEntry(title, _joined(_norms(norms, lang), lang))
    for name, code_list in CODE_LISTS.items():
        codes = (f"{code.code} {say(code.words, lang)}" for code in code_list.codes)
        yield ListEntry(name, _joined(codes, lang))


def _norms(norms: Mapping[str, float], lang: Lang) -> Iterator[str]:
    for item, quantity in norms.items():
        found = ITEMS[item]
        yield f"{say(found.words, lang)} {quantity:g} {found.unit_of_measure}"


def _joined(parts: Iterable[str], lang: Lang) -> str:
    return text("list.separator", lang).join(parts)
