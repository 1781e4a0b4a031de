"""Who did what, as an auditor reads it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import pandas as pd

from lishui_dash.access.audit import Did, Entry, Verdict
from lishui_dash.access.chain import NO_HEAD, SYSTEM
from lishui_dash.views.figures import MISSING
from lishui_dash.views.languages import Lang, say, text

_COLUMNS = ("number", "time", "who", "what", "about", "detail")


@dataclass(frozen=True)
class Kind:
    """A kind of event that may be chosen."""

    did: Did
    label: str


@dataclass(frozen=True)
class AuditView:
    """`frame` has a line for each entry that was chosen; what may be chosen, `kinds` and
    `persons` say, is all that occurs in the entries."""

    frame: pd.DataFrame
    note: str
    kinds: tuple[Kind, ...]
    persons: tuple[str, ...]


def audit_view(
    entries: Sequence[Entry], lang: Lang, did: Did | None = None, who: str | None = None
) -> AuditView:
    """Show entries, newest first as they come: of one kind or of one person, or all."""
    chosen = [e for e in entries if did in (None, e.did) and who in (None, e.who)]
    note = text("audit.none", lang)
    if chosen:
        note = text("audit.count", lang, number=f"{len(chosen):,}")
    occurring = {entry.did for entry in entries}
    return AuditView(
        _frame(chosen, lang).drop(columns=text("audit.hash", lang)),
        note,
        tuple(Kind(kind, say(kind.words, lang)) for kind in Did if kind in occurring),
        tuple(sorted({entry.who for entry in entries})),
    )


def who_text(who: str, lang: Lang) -> str:
    """Return what whoever did something is called where it is shown and chosen."""
    return text("audit.log", lang) if who == SYSTEM else who or MISSING


def audit_table(entries: Iterable[Entry], lang: Lang) -> pd.DataFrame:
    """Return entries as they leave the program: as a page shows them, with their hashes."""
    return _frame(entries, lang)


def verdict_said(verdict: Verdict, lang: Lang) -> str:
    """Return in a sentence what verifying came to."""
    if verdict.first_broken is not None and verdict.why is not None:
        why = say(verdict.why, lang)
        return text("audit.broken", lang, number=verdict.first_broken, why=why)
    said = text("audit.holds", lang, count=f"{verdict.count:,}")
    if not verdict.torn:
        return said
    gap = " " if lang == "en" else ""
    return said + gap + text("audit.unfinished", lang, number=len(verdict.torn))


def _frame(entries: Iterable[Entry], lang: Lang) -> pd.DataFrame:
    names = [*_COLUMNS, "hash"]
    frame = pd.DataFrame([_line(entry, lang) for entry in entries], columns=names)
    frame["number"] = frame["number"].astype("int64")
    return frame.rename(columns={name: text(f"audit.{name}", lang) for name in names})


def _line(entry: Entry, lang: Lang) -> tuple[int | str, ...]:
    who, about, detail = entry.who, entry.about, entry.detail
    if entry.did is Did.CHAIN_MENDED and entry.is_as_written:
        detail = text("audit.no_head" if about == NO_HEAD else "audit.torn", lang)
        about = MISSING
    if not entry.is_as_written:
        detail = text("audit.altered", lang, detail=detail)
    what = say(entry.did.words, lang)
    shown = [what, about or MISSING, detail or MISSING, entry.hash]
    return entry.number, f"{entry.at:%Y-%m-%d %H:%M:%S}", who_text(who, lang), *shown
