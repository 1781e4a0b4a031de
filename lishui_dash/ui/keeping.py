"""How long rows about persons are kept, as the settings say, and what goes then."""

from __future__ import annotations

import os
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path

from lishui_dash.access.events import Did, Event
from lishui_dash.actions.copies import forget_copies
from lishui_dash.actions.retention import LEAST_DAYS, Retained, retain
from lishui_dash.errors import SetupRefused
from lishui_dash.spec.settings import (
    INBOX,
    PRIVACY_CONTACT,
    RESPONSE_ENDED,
    RETENTION_DAYS,
    setting,
)
from lishui_dash.store.engine import Engine
from lishui_dash.ui import access_files


@dataclass(frozen=True)
class Keeping:
    """`ended` is the day on which the response ended, None while it goes on. `contact` is
    whom a person asks about what is kept of him, "" where nobody is named."""

    days: int
    ended: date | None
    contact: str


def keeping() -> Keeping:
    """Raises SetupRefused for a setting that cannot be followed.

    No number stands for keeping for ever, nor an empty one: whoever wants longer says how
    long. Too few days are refused, for what is reduced does not come back.
    """
    days = setting(RETENTION_DAYS, os.environ)
    ended = setting(RESPONSE_ENDED, os.environ)
    if not days.isascii() or not days.isdigit() or int(days) < LEAST_DAYS:
        raise SetupRefused(
            f"{RETENTION_DAYS.name} 应为不少于 {LEAST_DAYS} 的天数，现为 {days!r}。"
            f" {RETENTION_DAYS.name} is a number of days, {LEAST_DAYS} or more."
        )
    try:
        told = date.fromisoformat(ended) if ended else None
    except ValueError:
        raise SetupRefused(
            f"{RESPONSE_ENDED.name} 应写作 2020-06-30 这样的日期，现为 {ended!r}。"
            f" {RESPONSE_ENDED.name} is a day such as 2020-06-30."
        ) from None
    return Keeping(int(days), told, setting(PRIVACY_CONTACT, os.environ))


def reduce(
    engine: Engine, until: date, ended: date | None, at: datetime, who: str
) -> Retained:
    """Reduce what is from before `until`, in the store and in the inbox, and on record.

    Raises StoreUnavailable, and OSError where a file of the inbox cannot be deleted.
    """
    audit = access_files.audit()

    def tell(found: Retained) -> None:
        sealed = found.seal.sealed_before
        said = (
            f"明细 {found.rows_n} 行，旧版本 {found.superseded_n} 行，"
            f"原件 {found.originals_n} 件；{sealed} 以前封存"
        )
        audit.write(_event(at, who, until, said))

    found = retain(engine, until, at, ended=ended, tell=tell)
    copies_n = forget_copies(Path(setting(INBOX, os.environ)), until)
    if copies_n:
        audit.write(_event(at, who, until, f"收件夹留存的文件和说明 {copies_n} 件"))
    return found


def _event(at: datetime, who: str, until: date, said: str) -> Event:
    return Event(at, who, Did.RETAINED, f"{until} 以前", said)
