"""What became of a day's figures after the morning on which they were first looked at."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from lishui_dash.catalogue.places import WHOLE
from lishui_dash.readings.changed import (
    CellChanged,
    Changed,
    cells_changed,
    changed_between,
    taken_in,
    taken_in_unseen,
)
from lishui_dash.readings.deliveries import Delivery
from lishui_dash.readings.reading import WORST_FIRST, Reading
from lishui_dash.spec import About, Feed, Indicator, Register, ThresholdChange
from lishui_dash.store.engine import Engine, Reader
from lishui_dash.store.norms import NormChange, norm_changes_of
from lishui_dash.store.sight import ALL
from lishui_dash.store.thresholds import changes_of
from lishui_dash.views import figures
from lishui_dash.views.board import value_of
from lishui_dash.views.compared import Side, Turn, side_of, turn_of
from lishui_dash.views.delivery import sender_text
from lishui_dash.views.languages import Lang, say, text
from lishui_dash.views.moment import Moment, morning_after
from lishui_dash.views.names import item_words, where_text
from lishui_dash.views.norms import by_norm_text
from lishui_dash.views.overview import page_of
from lishui_dash.views.rows import speaker
from lishui_dash.views.suppression import is_too_small
from lishui_dash.views.threshold_texts import by_threshold_text

MOST_PARTS = 4
MOST_BROUGHT = 6
MOST_CELLS = 3
_PUTS_RIGHT = ("correction", "void", "undo")
_TOLD = (*_PUTS_RIGHT, "late")
"""The deliveries that are named one by one; what came in its own time is only counted."""


@dataclass(frozen=True)
class Part:
    """A place (or item) whose figure changed. `made_of` is its numerator then and now."""

    where: str
    then: Side
    now: Side
    made_of: str
    by: str


@dataclass(frozen=True)
class Line:
    """An indicator whose figure changed, at the place itself or in its parts.

    `then` and `now` are None where only parts changed. `more` counts the parts left out;
    `by` says which delivery brought the change.
    """

    indicator: str
    title: str
    page: str
    turn: Turn
    then: Side | None
    now: Side | None
    parts: tuple[Part, ...]
    more: str
    by: str


@dataclass(frozen=True)
class Brought:
    """A delivery that changed figures; `cells` are what it changed, from what to what."""

    number: int
    mode: str
    says: str
    reason: str
    cells: tuple[str, ...]
    more: str


@dataclass(frozen=True)
class Since:
    """`note` says which of the two is on the page, or why nothing is told."""

    heading: str
    note: str
    brought: tuple[Brought, ...]
    others: str
    lines: tuple[Line, ...]


def since_of(
    engine: Engine, moment: Moment, lang: Lang, indicators: Sequence[Indicator], place: str
) -> Since:
    """Return the day as known on its morning after, held against what is known now."""
    then = morning_after(moment.as_of)
    heading = text(
        "changes.since",
        lang,
        day=f"{moment.as_of:%Y-%m-%d}",
        then=figures.moment_text(then),
        now=figures.moment_text(moment.newest or moment.now),
    )
    if then >= moment.now:
        return Since(heading, text("changes.not_yet", lang), (), "", ())
    by_name = {indicator.name: indicator for indicator in indicators}
    at = None if place == WHOLE else place
    with engine.joining() as reader:
        written = changed_between(
            reader, moment.as_of, then, moment.newest, indicators=by_name, place=at
        )
        changed = [one for one in written if _is_seen(one, by_name, lang)]
        numbers = {number for one in changed for number in one.written}
        taken = taken_in(reader, numbers, then) if numbers else {}
        unseen = taken_in_unseen(engine, numbers, then)
        changes = {change.number: change for change in changes_of(reader)}
        norms = {change.at: change for change in norm_changes_of(reader)}
        telling = _Telling(engine, moment, lang, taken, unseen, changes, norms)
        brought, others = telling.brought(reader, changed, by_name)
    groups: dict[str, list[Changed]] = {}
    for one in changed:
        groups.setdefault(one.reading.indicator, []).append(one)
    found = [telling.line(by_name[name], place, ones) for name, ones in groups.items()]
    lines = [line for line in found if line.now or line.parts]
    lines.sort(key=lambda line: _urgency(line, by_name[line.indicator]))
    is_then = moment.known_at is not None and moment.known_at <= then
    key = "changes.shows_then" if is_then else "changes.shows_now"
    note = text(key if lines else "changes.none", lang)
    return Since(heading, note, brought, others, tuple(lines))


def _urgency(line: Line, indicator: Indicator) -> tuple[int, bool, int]:
    """Return a key that sorts the worst first, and what tells of reporting itself later."""
    sides = [line.now, *(part.now for part in line.parts)]
    worst = min(WORST_FIRST.index(side.status) for side in sides if side is not None)
    return list(Turn).index(line.turn), indicator.reads_ledger, worst


@dataclass(frozen=True)
class _Telling:
    """Says changes in one language; `taken` are deliveries by the number of their round,
    `unseen` those that are not for whoever looks, `changes` those of thresholds by theirs,
    `norms` those of norms by the moment they were made.
    """

    engine: Engine
    moment: Moment
    lang: Lang
    taken: Mapping[int, tuple[Delivery, ...]]
    unseen: Mapping[int, tuple[Delivery, ...]]
    changes: Mapping[int, ThresholdChange]
    norms: Mapping[datetime, NormChange]

    def line(self, indicator: Indicator, place: str, changed: Sequence[Changed]) -> Line:
        whole = next((one for one in changed if _is_whole(one, place)), None)
        told = {one.reading.place for one in changed if not one.reading.item}
        parts = [one for one in changed if _is_part(one, place, told)]
        parts.sort(key=_loudness)
        catalogue = self.engine.catalogue
        turns = [_turn(one) for one in (whole, *parts) if one is not None]
        left = len(parts) - MOST_PARTS
        deliveries = self._of_all(indicator, changed)
        return Line(
            indicator=indicator.name,
            title=say(indicator.words, self.lang),
            page=page_of(catalogue, catalogue.stems[indicator.name]),
            turn=min(turns, key=list(Turn).index, default=Turn.SAME),
            then=side_of(indicator, whole.then, self.lang) if whole else None,
            now=side_of(indicator, whole.now, self.lang) if whole else None,
            parts=tuple(self._part(indicator, one) for one in parts[:MOST_PARTS]),
            more=text("changes.more_parts", self.lang, number=left) if left > 0 else "",
            by=self._by(indicator, deliveries, changed),
        )

    def _part(self, indicator: Indicator, one: Changed) -> Part:
        return Part(
            where=where_text(one.reading, self.engine.registers, self.lang),
            then=side_of(indicator, one.then, self.lang),
            now=side_of(indicator, one.now, self.lang),
            made_of=self._made_of(indicator, one.then, one.now),
            by=self._by(indicator, self._of(indicator, one), [one]),
        )

    def _made_of(
        self, indicator: Indicator, then: Reading | None, now: Reading | None
    ) -> str:
        """Return "可用库存 4,200 → 420"; "" where it says nothing more, or must not.

        A place goes by its worst item, which need not be the same one then and now.
        """
        if then is None or now is None or bool(now.item) != bool(indicator.item):
            return ""
        if value_of(then) is None or value_of(now) is None:
            return ""
        old, new = then.numerator, now.numerator
        if old is None or new is None or old == new or new == now.value:
            return ""
        few = indicator.suppress_small and any(
            0 < count < figures.SMALL for count in (old, new)
        )
        if few or is_too_small(indicator, then) or is_too_small(indicator, now):
            return ""
        of = say(indicator.numerator, self.lang)
        return text(
            "changes.made_of", self.lang, of=of, then=_number(old), now=_number(new)
        )

    def _of_all(self, indicator: Indicator, changed: Iterable[Changed]) -> list[Delivery]:
        found = {d.delivery_no: d for one in changed for d in self._of(indicator, one)}
        return sorted(found.values(), key=_weight)

    def _of(self, indicator: Indicator, one: Changed) -> list[Delivery]:
        """Return the deliveries that can have changed a figure, the weightiest first."""
        if one.is_judged_otherwise and not one.has_moved:
            return []
        if self._norm(one) and len(one.written) == 1:
            return []
        feeds = {feed.name for feed in indicator.feeds}
        place = one.reading.place
        found = [
            delivery
            for number in one.written
            for delivery in self.taken.get(number, ())
            if (indicator.reads_ledger or delivery.feed in feeds)
            and (place == WHOLE or delivery.place in (None, WHOLE, place))
            and (delivery.day_from is None or delivery.day_from <= self.moment.as_of)
        ]
        return sorted(found, key=_weight)

    def _by(
        self,
        indicator: Indicator,
        deliveries: Sequence[Delivery],
        changed: Collection[Changed],
    ) -> str:
        told = [self._by_deliveries(deliveries)] if deliveries else []
        numbers = {
            one.now.threshold_no for one in changed if one.now and one.is_judged_otherwise
        }
        told += [
            by_threshold_text(self.changes[number], self.lang)
            for number in sorted(numbers)
            if number in self.changes
        ]
        norms = {norm.number: norm for one in changed if (norm := self._norm(one))}
        told += [by_norm_text(norm, self.lang) for _, norm in sorted(norms.items())]
        if not told:
            unseen = replace(self, taken=self.unseen)
            is_unseen = any(unseen._of(indicator, one) for one in changed)
            return text("changes.by_unseen" if is_unseen else "changes.by_none", self.lang)
        return text("changes.between", self.lang).join(told)

    def _norm(self, one: Changed) -> NormChange | None:
        """Return the change of a norm by which a figure became what it is: it was written
        at the same moment."""
        known_at = one.now.known_at if one.now else None
        return self.norms.get(known_at) if known_at else None

    def _by_deliveries(self, deliveries: Sequence[Delivery]) -> str:
        first = self._says(deliveries[0])
        if deliveries[0].reason:
            first += text("changes.because", self.lang, reason=deliveries[0].reason)
        if len(deliveries) == 1:
            return first
        return text("changes.by_more", self.lang, first=first, number=len(deliveries) - 1)

    def _says(self, delivery: Delivery) -> str:
        feed = self.engine.catalogue.deliverable.get(delivery.feed)
        return text(
            "changes.by",
            self.lang,
            number=delivery.delivery_no,
            mode=text(f"mode.{delivery.mode}", self.lang),
            who=sender_text(delivery, self.engine.registers, self.lang),
            when=figures.moment_text(delivery.received_at),
            feed=say(feed.words, self.lang) if feed else delivery.feed,
        )

    def brought(
        self, reader: Reader, changed: Sequence[Changed], by_name: Mapping[str, Indicator]
    ) -> tuple[tuple[Brought, ...], str]:
        """Return what put figures right or came late, and how many others came."""
        found = {
            delivery.delivery_no: delivery
            for one in changed
            for delivery in self._of(by_name[one.reading.indicator], one)
        }
        named = sorted((d for d in found.values() if d.mode in _TOLD), key=_weight)
        left = len(found) - len(named[:MOST_BROUGHT])
        return (
            tuple(self._brought(reader, one) for one in named[:MOST_BROUGHT]),
            text("changes.others", self.lang, number=f"{left:,}") if left else "",
        )

    def _brought(self, reader: Reader, delivery: Delivery) -> Brought:
        feed = self.engine.catalogue.deliverable.get(delivery.feed)
        cells: tuple[CellChanged, ...] = ()
        if feed is not None and delivery.mode in _PUTS_RIGHT:
            # Cells of rows about persons are for whoever may list them all.
            is_seen = feed.about is About.THINGS or self.engine.sight == ALL
            found = cells_changed(reader, feed, delivery.delivery_no) if is_seen else ()
            cells = tuple(sorted(found, key=lambda cell: cell.column not in feed.compared))
        left = len(cells) - MOST_CELLS
        reason = delivery.reason
        return Brought(
            number=delivery.delivery_no,
            mode=delivery.mode,
            says=self._says(delivery),
            reason=text("changes.because", self.lang, reason=reason) if reason else "",
            cells=tuple(self._cell(feed, cell) for cell in cells[:MOST_CELLS] if feed),
            more=text("changes.more_cells", self.lang, number=left) if left > 0 else "",
        )

    def _cell(self, feed: Feed, cell: CellChanged) -> str:
        """Return "防护服 今日结存 4,200 → 420": without the day, which is known."""
        row = " · ".join(
            self._said(feed, name, value)
            for name, value in cell.key.items()
            if name not in (feed.day, feed.reporter)
        )
        return text(
            "changes.cell",
            self.lang,
            row=row,
            column=say(feed.column(cell.column).words, self.lang),
            before=self._said(feed, cell.column, cell.before),
            after=self._said(feed, cell.column, cell.after),
        ).strip()

    def _said(self, feed: Feed, name: str, cell: object) -> str:
        column, registers = feed.column(name), self.engine.registers
        if column.refers_to is Register.ITEM:
            return say(item_words(str(cell), registers), self.lang)
        said = speaker(name, column, {}, registers, self.lang)(cell)
        if said is None:
            return figures.MISSING
        return _number(said) if isinstance(said, int | float) else str(said)


def _is_seen(one: Changed, by_name: Mapping[str, Indicator], lang: Lang) -> bool:
    """Whether a figure is written otherwise: the rest is rounding, and no news."""
    indicator = by_name[one.reading.indicator]
    return side_of(indicator, one.then, lang) != side_of(indicator, one.now, lang)


def _is_whole(one: Changed, place: str) -> bool:
    return one.reading.place == place and not one.reading.item


def _is_part(one: Changed, place: str, told: Collection[str]) -> bool:
    """Whether a change is told beside that of the place itself.

    A report that came late brings every item of a place at once: the place says so, where
    it is among those `told`. An item that had been told before is told again.
    """
    reading = one.reading
    if not reading.item:
        return reading.place != place
    if place == WHOLE and reading.place == WHOLE:
        return False
    was_known = value_of(one.then) is not None and value_of(one.now) is not None
    return was_known or reading.place not in told


def _turn(one: Changed) -> Turn:
    then, now = one.then, one.now
    if then is None:
        return Turn.REPORTED
    return Turn.SILENT if now is None else turn_of(then.status, now.status)


def _loudness(one: Changed) -> tuple[int, int, str, str]:
    reading = one.reading
    rank = WORST_FIRST.index(reading.status)
    return list(Turn).index(_turn(one)), rank, reading.place, reading.item


def _weight(delivery: Delivery) -> tuple[int, int]:
    """Return a key that sorts what puts figures right first, and then the newest."""
    mode = delivery.mode
    return _TOLD.index(mode) if mode in _TOLD else len(_TOLD), -delivery.delivery_no


def _number(number: float) -> str:
    return f"{number:,.0f}" if number == int(number) else f"{number:,.2f}"
