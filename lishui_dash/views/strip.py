"""Who has reported: what was due and what came, by report and place."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from lishui_dash.catalogue import Catalogue
from lishui_dash.catalogue.places import PLACES, WHOLE
from lishui_dash.catalogue.registers import Registers
from lishui_dash.readings.reading import Status
from lishui_dash.readings.reporting import Owed
from lishui_dash.views.languages import Lang, say, text

_MOST_NAMES = 3


@dataclass(frozen=True)
class Cell:
    """How many reports of one feed came from one place, of those due."""

    reported: int
    due: int
    late: int

    @property
    def status(self) -> Status:
        if not self.reported:
            return Status.MISSING
        return Status.GREEN if self.reported >= self.due else Status.AMBER


@dataclass(frozen=True)
class Row:
    """One report: a cell (None: nothing owed) for each place; `absent` names those who owe
    it still, where the strip is of one place alone."""

    name: str
    cells: tuple[Cell | None, ...]
    absent: str = ""


@dataclass(frozen=True)
class Strip:
    """Reports due and come: a row for each daily feed. `places` are the heads of the
    columns; none where the strip is of one place."""

    places: tuple[str, ...]
    rows: tuple[Row, ...]
    total: Cell

    @property
    def summary_share(self) -> float | None:
        total = self.total
        return (total.reported - total.late) / total.due if total.due else None


def strip_of(
    catalogue: Catalogue,
    registers: Registers,
    reports: Sequence[Owed],
    lang: Lang,
    place: str = WHOLE,
) -> Strip:
    """Return the strip of the whole city, or of one place with the names of its units."""
    if place != WHOLE:
        reports = [report for report in reports if report.place == place]
    by_feed: dict[str, list[Owed]] = {}
    for report in reports:
        by_feed.setdefault(report.feed, []).append(report)
    rows = []
    for name, feed in catalogue.feeds.items():
        owed = by_feed.get(name)
        if not owed:
            continue
        if place == WHOLE:
            rows.append(Row(say(feed.words, lang), tuple(_by_place(owed))))
        else:
            absent = _absent(owed, registers, lang)
            rows.append(Row(say(feed.words, lang), (_cell(owed),), absent))
    heads = tuple(say(p.short, lang) for p in PLACES) if place == WHOLE else ()
    return Strip(heads, tuple(rows), _cell(reports))


def _by_place(owed: Sequence[Owed]) -> Iterable[Cell | None]:
    for place in PLACES:
        here = [report for report in owed if report.place == place.code]
        yield _cell(here) if here else None


def _cell(reports: Sequence[Owed]) -> Cell:
    came = [report for report in reports if report.received_at is not None]
    return Cell(len(came), len(reports), sum(report.is_late for report in came))


def _absent(owed: Sequence[Owed], registers: Registers, lang: Lang) -> str:
    codes = [report.unit_code for report in owed if report.received_at is None]
    names = [
        say(registers.units[code].words, lang) if code in registers.units else code
        for code in codes[:_MOST_NAMES]
    ]
    if not names:
        return ""
    joined = text("list.separator", lang).join(names)
    if len(codes) > _MOST_NAMES:
        joined = text("strip.more", lang, first=joined, number=len(codes))
    return text("strip.absent", lang, names=joined)
