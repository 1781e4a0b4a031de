"""What is kept of persons, why, who sees it and until when, as the declarations say."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from lishui_dash.access.roles import Right, Role
from lishui_dash.access.traces import TRACES as OF_ACCESS
from lishui_dash.actions.copies import TRACE as INBOX
from lishui_dash.catalogue import Catalogue
from lishui_dash.readings.kept_persons import KeptPersons, KeptRows, kept_persons
from lishui_dash.spec import About, Feed, Privacy, Trace
from lishui_dash.store.engine import Engine
from lishui_dash.store.kept import still_counts
from lishui_dash.store.traces import traces_of_store
from lishui_dash.views import links
from lishui_dash.views.figures import MISSING, SMALL
from lishui_dash.views.languages import Lang, say, text
from lishui_dash.views.links import Link
from lishui_dash.views.moment import Moment
from lishui_dash.views.overview import clause_title

_NEVER = ("id", "name", "phone", "account", "whereabouts")
"""What no table holds, in the order it is told."""
_GROUNDS = ("notice", "sensitive", "minimum", "assessment")
"""What the page stands on, in the order it is told."""


_SEEN_WITH: Mapping[str, Right] = {
    "ledger": Right.LEDGER,
    "duty": Right.FIGURES,
    "changes": Right.FIGURES,
    "accounts": Right.ACCOUNTS,
    "sessions": Right.ACCOUNTS,
    "audit": Right.AUDIT,
}
"""The right that shows what is kept; without one no page shows it."""


@dataclass(frozen=True)
class ColumnKept:
    title: str
    how: str


@dataclass(frozen=True)
class FeedKept:
    """`about` is whom its rows tell of, `until` how long they are kept; `rows` how many
    there are, `reduced` of how many only the number is left."""

    name: str
    link: Link
    about: str
    columns: tuple[ColumnKept, ...]
    purpose: str
    seen_by: str
    until: str
    rows: str
    oldest: str
    reduced: str


@dataclass(frozen=True)
class TraceKept:
    """What is kept of people beside the rows of reports."""

    name: str
    title: str
    what: str
    purpose: str
    seen_by: str
    until: str


@dataclass(frozen=True)
class PrivacyView:
    """`facts` are what holds for all that is kept, each with its name. `never` is what is
    not kept, and what is instead; `grounds` are what it stands on."""

    facts: tuple[tuple[str, str], ...]
    feeds: tuple[FeedKept, ...]
    traces: tuple[TraceKept, ...]
    never: tuple[tuple[str, str], ...]
    grounds: tuple[tuple[str, str], ...]


def privacy_view(
    engine: Engine, _moment: Moment, lang: Lang, days: int, ended: date | None, contact: str
) -> PrivacyView:
    """Return what is kept, of the whole store and as it is now.

    `days` is how long rows are kept, `ended` when the response ended; `contact` is whom a
    person asks, "" where nobody is named.
    """
    kept = kept_persons(engine)
    facts = _facts(kept, lang, days, ended, contact)
    return PrivacyView(
        tuple((text(f"kept.fact.{name}", lang), said) for name, said in facts),
        tuple(_feed(engine.catalogue, rows, lang, days) for rows in kept.feeds),
        tuple(_trace(trace, lang, days) for trace in traces(engine.catalogue)),
        tuple(_pair(f"kept.never.{name}", lang) for name in _NEVER),
        tuple(_pair(f"kept.ground.{name}", lang) for name in _GROUNDS),
    )


def traces(catalogue: Catalogue) -> tuple[Trace, ...]:
    """Return what is kept of people anywhere, beside the rows of reports."""
    return (*traces_of_store(catalogue), INBOX, *OF_ACCESS)


def _pair(key: str, lang: Lang) -> tuple[str, str]:
    return text(key, lang), text(f"{key}.says", lang, most=SMALL - 1)


def _facts(
    kept: KeptPersons, lang: Lang, days: int, ended: date | None, contact: str
) -> Iterator[tuple[str, str]]:
    yield "time", text("kept.time", lang, days=days)
    last = ended and ended + timedelta(days=days)
    yield (
        "response",
        text("kept.response.ended", lang, day=ended, until=last)
        if ended
        else text("kept.response.goes_on", lang),
    )
    run = kept.run
    yield (
        "run",
        text(
            "kept.run",
            lang,
            moment=f"{run.at:%Y-%m-%d %H:%M}",
            day=run.seal.reduced_before,
            rows=f"{run.rows_n:,}",
            sealed=run.seal.sealed_before,
        )
        if run
        else text("kept.run.none", lang),
    )
    oldest = kept.oldest_original or MISSING
    count = f"{kept.originals_n:,}"
    yield "originals", text("kept.originals", lang, count=count, oldest=oldest, days=days)
    number = 1 + len(kept.rotations)
    yield (
        "key",
        text(
            "kept.key",
            lang,
            number=number,
            moment=f"{kept.rotations[-1].at:%Y-%m-%d %H:%M}",
        )
        if kept.rotations
        else text("kept.key.first", lang),
    )
    yield "small", text("kept.small", lang, most=SMALL - 1)
    yield "contact", contact or text("kept.contact.none", lang)


def _feed(catalogue: Catalogue, kept: KeptRows, lang: Lang, days: int) -> FeedKept:
    feed = kept.feed
    clauses = catalogue.clauses.values()
    until = _until(feed)
    is_personal = feed.about is not About.THINGS
    return FeedKept(
        name=feed.name,
        link=links.feed_link(feed, lang),
        about=text(f"kept.about.{feed.about.value}", lang),
        columns=tuple(
            ColumnKept(
                say(column.words, lang), text(f"privacy.{column.privacy.name}", lang)
            )
            for column in feed.columns
            if column.privacy is not Privacy.NONE
        ),
        purpose=_joined(
            [clause_title(c, lang) for c in clauses if c.number in feed.clauses], lang
        )
        or text("kept.purpose.list", lang),
        seen_by=_seen_by(catalogue, feed, lang),
        until=text(f"kept.until.{until}", lang, days=days),
        rows=_count(feed, kept.rows_n + kept.older_n),
        oldest=f"{kept.oldest}" if kept.oldest and is_personal else "",
        reduced=_count(feed, kept.reduced_n) if is_personal else "",
    )


def _trace(trace: Trace, lang: Lang, days: int) -> TraceKept:
    right = _SEEN_WITH.get(trace.name)
    roles = [say(role.words, lang) for role in Role if right in role.rights]
    return TraceKept(
        trace.name,
        say(trace.words, lang),
        say(trace.what, lang),
        say(trace.purpose, lang),
        say(trace.seen_by, lang).format(roles=_joined(roles, lang)),
        say(trace.until, lang).format(days=days),
    )


_BETWEEN = re.compile("、|, ")


def _until(feed: Feed) -> str:
    """Return which rule of keeping is a feed's: what its rows still count for says it."""
    if feed.about is About.THINGS:
        return "things"
    match still_counts(feed):
        case "TRUE":
            return "response"
        case "FALSE":
            return "evidence" if feed.evidence else "day"
    return "some"


def _seen_by(catalogue: Catalogue, feed: Feed, lang: Lang) -> str:
    """Return who may see rows one by one."""
    if feed.name in catalogue.lists:
        return text("kept.unseen", lang)
    readers = catalogue.indicators_reading(feed)
    # An owner may be several bodies together, and each stands with many indicators.
    told = (name for one in readers for name in _BETWEEN.split(say(one.owner, lang)))
    owners = list(dict.fromkeys(told))
    right = Right.ROWS if feed.about is About.THINGS else Right.PERSONS
    roles = [say(role.words, lang) for role in Role if right in role.rights]
    return text(
        f"kept.seen_by.{feed.about.value}",
        lang,
        owners=_joined(owners, lang),
        roles=_joined(roles, lang),
    )


def _count(feed: Feed, number: int) -> str:
    """Return a number; a few who are ill or disciplined are not counted one by one."""
    if feed.about is About.RESTRICTED and 0 < number < SMALL:
        return f"<{SMALL}"
    return f"{number:,}"


def _joined(said: list[str], lang: Lang) -> str:
    return text("list.separator", lang).join(said)
