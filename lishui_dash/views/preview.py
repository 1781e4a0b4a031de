"""What a file would change, before anything of it is stored."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

import pandas as pd

from lishui_dash.catalogue import CATALOGUE
from lishui_dash.catalogue.places import PLACES
from lishui_dash.catalogue.registers import Registers
from lishui_dash.intake.changes import Changes
from lishui_dash.intake.proposal import Understood
from lishui_dash.intake.receive import Arrival, How, Judged, Preview
from lishui_dash.readings.history import HIDDEN
from lishui_dash.spec import About, Column, Feed, Register
from lishui_dash.views.delivery import days_text
from lishui_dash.views.figures import MISSING
from lishui_dash.views.languages import Lang, say, text
from lishui_dash.views.names import item_words, place_name
from lishui_dash.views.problems import Kind, Problems, problems_of

MOST_UNITS_NAMED = 4
_PLACES = frozenset(place.code for place in PLACES)


@dataclass(frozen=True)
class Guess:
    """One heading that is not known: a few cells below it, and what it may be."""

    heading: str
    cells: str
    column: str


@dataclass(frozen=True)
class Asked:
    """Headings to ask about. `options` are the columns that have none, with their names."""

    guesses: tuple[Guess, ...]
    options: Mapping[str, str]
    missing: str


@dataclass(frozen=True)
class Previewed:
    """One report of a file. `asks` are kinds of flags whose reason must be given.

    `why` names what it must be said why of: a `reason` where something stored would change,
    a `list_reason` for a register, "" for neither.
    `about` is what the audit is told, in Chinese, where stored rows of persons are among
    what is shown; else "".
    """

    title: str
    is_accepted: bool
    facts: tuple[tuple[str, str], ...]
    problems: Problems | None
    asks: tuple[Kind, ...]
    counts: tuple[tuple[str, str], ...]
    changed: pd.DataFrame | None
    withdrawn: pd.DataFrame | None
    why: str
    how: How
    hows: tuple[How, ...]
    cells_n: int
    withdrawn_n: int
    about: str


def previewed(
    preview: Preview, arrival: Arrival, registers: Registers, lang: Lang
) -> Previewed:
    """Return what the page shows of one report of a file. Its feed is known."""
    judged = preview.judged
    problems = (*judged.problems, *preview.doubts)
    changes = preview.changes
    feed = judged.feed
    kinds = problems_of(problems, lang) if problems else None
    replaces = changes is not None and changes.changed_n + changes.withdrawn_n > 0
    is_list = feed is not None and feed.name in CATALOGUE.lists
    named = say(feed.words, lang) if feed else text("upload.unknown_feed", lang)
    return Previewed(
        title=text("upload.judged", lang, feed=named, rows=f"{judged.rows_n:,}"),
        is_accepted=judged.is_accepted,
        facts=_facts(judged, arrival, lang),
        problems=kinds,
        asks=tuple(kind for kind in kinds.kinds if kind.needs_reason) if kinds else (),
        counts=_counts(changes, lang) if changes else (),
        changed=_changed(feed, changes, registers, lang) if feed and changes else None,
        withdrawn=_withdrawn(feed, changes, registers, lang) if feed and changes else None,
        why="list_reason" if is_list else "reason" if replaces else "",
        how=preview.how,
        hows=tuple(How) if replaces or preview.how is not How.WHOLE else (),
        cells_n=len(changes.cells) if changes else 0,
        withdrawn_n=changes.withdrawn_n if changes else 0,
        about=_about(feed, judged) if feed and replaces else "",
    )


def mapping_of(
    understood: Sequence[Understood], feed: Feed, given: frozenset[str], lang: Lang
) -> Asked | None:
    """Return the headings to ask the clerk about; None when all are known.

    `given` are columns that the file tells elsewhere. A heading is asked about only while
    there is a column it could be.
    """
    taken = {one.column for one in understood if one.column and not one.is_guess}
    free = [c for c in feed.columns if c.name not in taken and c.name not in given]
    asked = [one for one in understood if one.is_guess or one.column is None]
    required = [c for c in free if c.required and c.derived is None]
    if not asked or not free or not (required or any(one.column for one in asked)):
        return None
    separator = text("list.separator", lang)
    return Asked(
        tuple(
            Guess(one.heading, separator.join(one.cells), one.column or "") for one in asked
        ),
        {column.name: say(column.words, lang) for column in free},
        separator.join(say(column.words, lang) for column in required),
    )


def _about(feed: Feed, judged: Judged) -> str:
    if feed.about is About.THINGS:
        return ""
    days = [part.day for part in judged.slices]
    units = dict.fromkeys(part.unit.words.hans for part in judged.slices)
    named = "、".join(list(units)[:MOST_UNITS_NAMED])
    when = days_text(min(days, default=None), max(days, default=None))
    return f"更正预览：{feed.words.hans}，{named}，{when}"


def _facts(judged: Judged, arrival: Arrival, lang: Lang) -> tuple[tuple[str, str], ...]:
    units = [say(part.unit.words, lang) for part in judged.slices]
    named = list(dict.fromkeys(units))
    told = text("list.separator", lang).join(named[:MOST_UNITS_NAMED])
    if len(named) > MOST_UNITS_NAMED:
        told = text("upload.units_more", lang, first=told, number=len(named))
    days = [part.day for part in judged.slices]
    sheets = text("list.separator", lang).join(arrival.sheets or ())
    facts = (
        ("upload.file", arrival.file_name),
        ("upload.format", judged.media.upper()),
        ("problem.sheet", sheets),
        ("upload.units", told),
        ("upload.day", days_text(min(days, default=None), max(days, default=None))),
    )
    return tuple((text(name, lang), value) for name, value in facts)


def _counts(changes: Changes, lang: Lang) -> tuple[tuple[str, str], ...]:
    counted = (
        ("new", changes.new_n),
        ("changed", changes.changed_n),
        ("unchanged", changes.unchanged_n),
        ("withdrawn", changes.withdrawn_n),
    )
    return tuple((text(f"changes.{name}", lang), f"{number:,}") for name, number in counted)


def _changed(
    feed: Feed, changes: Changes, registers: Registers, lang: Lang
) -> pd.DataFrame | None:
    if not changes.cells:
        return None
    rows = []
    for change in changes.cells:
        column = feed.column(change.column)
        before, after = (
            text("changes.hidden", lang)
            if column.privacy in HIDDEN
            else cell_text(column, side, registers, lang)
            for side in (change.before, change.after)
        )
        told = {
            text("changes.column", lang): say(column.words, lang),
            text("changes.before", lang): before,
            text("changes.after", lang): after,
        }
        rows.append(_key(feed, change.key, registers, lang) | told)
    return pd.DataFrame(rows)


def _withdrawn(
    feed: Feed, changes: Changes, registers: Registers, lang: Lang
) -> pd.DataFrame | None:
    if not changes.withdrawn:
        return None
    return pd.DataFrame([_key(feed, key, registers, lang) for key in changes.withdrawn])


def _key(
    feed: Feed, key: Mapping[str, object], registers: Registers, lang: Lang
) -> dict[str, str]:
    columns = [feed.column(name) for name in key]
    return {say(c.words, lang): cell_text(c, key[c.name], registers, lang) for c in columns}


def cell_text(column: Column, value: object, registers: Registers, lang: Lang) -> str:
    """Return a stored cell as a reader sees it: codes in words, figures with commas."""
    if value is None:
        return MISSING
    if isinstance(value, bool):
        return text("yes" if value else "no", lang)
    if isinstance(value, datetime):
        return f"{value:%Y-%m-%d %H:%M}"
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, int | float):
        return f"{value:,.2f}".rstrip("0").rstrip(".")
    told = str(value)
    if column.refers_to is Register.PLACE and told in _PLACES:
        return place_name(told, lang)
    is_listed = column.codes is not None or column.refers_to is not None
    return say(item_words(told, registers), lang) if is_listed else told
