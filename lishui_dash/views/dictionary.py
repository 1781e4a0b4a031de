"""What every figure, report, promise and code means, out of the catalogue."""

from __future__ import annotations

from collections.abc import Container, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, fields, is_dataclass
from typing import Protocol, TypeVar

from lishui_dash.catalogue import Catalogue
from lishui_dash.catalogue.calendar import TIMELINE
from lishui_dash.catalogue.codes import CODE_LISTS
from lishui_dash.catalogue.places import PLACES
from lishui_dash.catalogue.registers import Registers
from lishui_dash.catalogue.spellings import NOBODY
from lishui_dash.catalogue.supplies import ITEMS
from lishui_dash.catalogue.units import UNITS, Unit
from lishui_dash.spec import Cadence, Column, Feed, Indicator, Promise, Register, UnitKind
from lishui_dash.store.engine import Engine
from lishui_dash.store.norms import norm_changes_of, norms_on
from lishui_dash.views import explain, figures, links
from lishui_dash.views.index import Sort, index_of
from lishui_dash.views.languages import Lang, say, text
from lishui_dash.views.links import Link
from lishui_dash.views.moment import Moment
from lishui_dash.views.names import code_words
from lishui_dash.views.overview import REPORTING, clause_title, page_of
from lishui_dash.views.threshold_texts import reason_text

INDICATORS, PROMISES, LISTS = "indicators", "promises", "lists"
"""The parts of the dictionary beside `links.FEEDS`."""

_WEEKDAYS = "一二三四五六日"


class _Named(Protocol):
    @property
    def name(self) -> str: ...


_Entry = TypeVar("_Entry", bound=_Named)


@dataclass(frozen=True)
class IndicatorEntry:
    """`link` leads to its page, `wall` to the wall; None where it is not there."""

    name: str
    link: Link
    wall: Link | None
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
    feeds: tuple[Link, ...]
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
    indicators: tuple[Link, ...]

    @property
    def name(self) -> str:
        return self.number


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
    """`facts` are what is true of the report as a whole, each with its name; `readers`
    the figures made from it."""

    name: str
    title: str
    facts: tuple[tuple[str, str], ...]
    readers: tuple[Link, ...]
    columns: tuple[ColumnEntry, ...]


@dataclass(frozen=True)
class ListEntry:
    name: str
    title: str
    codes: tuple[Link, ...]


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

    @property
    def opens(self) -> str:
        """The first part in which something was found."""
        parts = {
            INDICATORS: self.indicators,
            PROMISES: self.promises,
            links.FEEDS: self.feeds,
            LISTS: self.lists,
        }
        return next((name for name, entries in parts.items() if entries), INDICATORS)


def dictionary_view(
    engine: Engine, moment: Moment, lang: Lang, wanted: str = ""
) -> Dictionary:
    """Return the entries in which every word of `wanted` occurs; all, where it is empty.

    An entry of what the search finds is among them, so that pinyin will do here too.
    """
    catalogue, registers = engine.catalogue, engine.registers
    changes = norm_changes_of(engine, moment.known_at if moment.is_replay else None)
    norms = norms_on(changes, moment.as_of)
    found = index_of(engine).find(wanted)
    words = wanted.casefold().split()

    def having(entries: Iterable[_Entry], names: Iterable[str]) -> tuple[_Entry, ...]:
        return tuple(_having(words, entries, frozenset(names)))

    of_column = (key.partition(".")[0] for key in found.get(Sort.COLUMN, ()))
    return Dictionary(
        indicators=having(_indicators(catalogue, lang), found.get(Sort.INDICATOR, ())),
        promises=having(_promises(catalogue, lang), found.get(Sort.PROMISE, ())),
        feeds=having(_feeds(catalogue, lang), (*found.get(Sort.FEED, ()), *of_column)),
        lists=having(_lists(registers, norms, lang), _listing(found, registers)),
        timeline=tuple(
            EventEntry(f"{event.day:%Y-%m-%d}", say(event.words, lang), event.source)
            for event in TIMELINE
        ),
    )


def _having(
    words: Sequence[str], entries: Iterable[_Entry], names: Container[str]
) -> Iterator[_Entry]:
    for entry in entries:
        told = "\n".join(_strings(entry)).casefold()
        if entry.name in names or all(word in told for word in words):
            yield entry


def _strings(told: object) -> Iterator[str]:
    """Yield whatever an entry says; where its links lead is not said."""
    if isinstance(told, str):
        yield told
    elif isinstance(told, tuple):
        for part in told:
            yield from _strings(part)
    elif isinstance(told, Link):
        yield told.said
    elif is_dataclass(told):
        for field in fields(told):
            yield from _strings(getattr(told, field.name))


def _listing(found: Mapping[Sort, Iterable[str]], registers: Registers) -> Iterator[str]:
    """Yield the names of the lists that hold something of what was found."""
    if Sort.PLACE in found:
        yield Register.PLACE.value
    if Sort.ITEM in found:
        yield Register.ITEM.value
    yield from (_list_of(registers.units[code]) for code in found.get(Sort.UNIT, ()))


def _indicators(catalogue: Catalogue, lang: Lang) -> Iterator[IndicatorEntry]:
    for indicator in catalogue.indicators.values():
        stem = catalogue.stems[indicator.name]
        yield IndicatorEntry(
            name=indicator.name,
            link=links.indicator_link(catalogue, indicator, lang),
            wall=_wall(indicator, lang),
            clause=clause_title(catalogue.clauses[stem], lang),
            question=say(indicator.question, lang),
            numerator=say(indicator.numerator, lang),
            denominator=say(indicator.denominator, lang),
            how=_how(indicator, lang),
            unit=figures.unit_text(indicator, lang),
            better=text(f"better.{indicator.better.value}", lang),
            steps=explain.steps_of(indicator, lang, is_lean=catalogue.is_lean(indicator)),
            reason=reason_text(indicator, lang),
            owner=say(indicator.owner, lang),
            audience=_joined(
                (text(f"audience.{one.value}", lang) for one in indicator.audience), lang
            ),
            feeds=tuple(links.feed_link(feed, lang) for feed in indicator.feeds)
            or (Link(text("card.ledger", lang), REPORTING),),
            promises=_joined(indicator.promises, lang),
        )


def _wall(indicator: Indicator, lang: Lang) -> Link | None:
    if indicator.wall is None:
        return None
    return Link(text("page.wall", lang), links.WALL)


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
        indicators=tuple(links.indicator_link(catalogue, one, lang) for one in showing),
    )


def _feeds(catalogue: Catalogue, lang: Lang) -> Iterator[FeedEntry]:
    for feed in catalogue.feeds.values():
        readers = catalogue.indicators_reading(feed)
        key = (say(feed.column(name).words, lang) for name in feed.key)
        facts = (
            ("tier", text(f"tier.{feed.tier.value}", lang)),
            ("measures", _measures(catalogue, feed, lang)),
            ("grain", say(feed.grain, lang)),
            ("submitter", say(feed.submitter, lang)),
            *_bodies(feed, lang),
            ("due", due_text(feed, lang)),
            ("key", _joined(key, lang)),
            ("row_rules", _joined((say(rule.says, lang) for rule in feed.rules), lang)),
            ("corrections", say(feed.corrections, lang)),
            ("personal", say(feed.personal_data, lang)),
            ("volume", say(feed.volume, lang)),
        )
        yield FeedEntry(
            name=feed.name,
            title=say(feed.words, lang),
            facts=tuple((text(f"dictionary.{name}", lang), said) for name, said in facts),
            readers=tuple(links.indicator_link(catalogue, i, lang) for i in readers),
            columns=tuple(_column(column, lang) for column in feed.columns),
        )


def _bodies(feed: Feed, lang: Lang) -> Iterator[tuple[str, str]]:
    for name, codes in (("bodies", feed.bodies), ("hosts", feed.hosts)):
        if codes:
            yield name, _joined((say(UNITS[code].words, lang) for code in codes), lang)


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
        rules=text("list.sentences", lang).join(
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


def _lists(
    registers: Registers, norms: Mapping[str, Mapping[str, float]], lang: Lang
) -> Iterator[ListEntry]:
    places = (links.unit_link(at.code, at.words, lang) for at in PLACES)
    title = text(f"register.{Register.PLACE.value}", lang)
    yield ListEntry(Register.PLACE.value, title, tuple(places))
    for at in PLACES:
        units = [u for u in registers.units.values() if u.place == at.code and _is_told(u)]
        title = f"{text(f'register.{Register.UNIT.value}', lang)} · {say(at.short, lang)}"
        told = tuple(links.unit_link(unit.code, unit.words, lang) for unit in units)
        yield ListEntry(f"{Register.UNIT.value}@{at.code}", title, told)
    title = text(f"register.{Register.ITEM.value}", lang)
    yield ListEntry(Register.ITEM.value, title, tuple(map(Link, _items(lang))))
    for post_type, of_items in norms.items():
        title = f"{text('register.norm', lang)} · {say(code_words(post_type), lang)}"
        yield ListEntry(
            f"norm.{post_type}", title, tuple(map(Link, _norms(of_items, lang)))
        )
    for name, code_list in CODE_LISTS.items():
        codes = (f"{code.code} {say(code.words, lang)}" for code in code_list.codes)
        yield ListEntry(name, name, tuple(map(Link, codes)))


def _list_of(unit: Unit) -> str:
    return f"{Register.UNIT.value}@{unit.place}"


def _is_told(unit: Unit) -> bool:
    """Whether the lists name a unit: villages are too many, and what is closed is past."""
    return unit.closed is None and unit.kind is not UnitKind.VILLAGE and unit.code != NOBODY


def _items(lang: Lang) -> Iterator[str]:
    for item in ITEMS.values():
        standard = f"; {item.standard}" if item.standard else ""
        name = f"{item.code} {say(item.words, lang)}"
        yield f"{name} ({item.unit_of_measure}{standard}; ×{item.box_size})"


def _norms(norms: Mapping[str, float], lang: Lang) -> Iterator[str]:
    for item, quantity in norms.items():
        found = ITEMS.get(item)
        if found is None:
            yield f"{item} {quantity:g}"
        else:
            yield f"{say(found.words, lang)} {quantity:g} {found.unit_of_measure}"


def _joined(parts: Iterable[str], lang: Lang) -> str:
    return text("list.separator", lang).join(parts)
