"""What every change of thresholds and norms must come with: a reason, a day, a name."""

from __future__ import annotations

import unicodedata
from datetime import date, datetime, timedelta
from typing import Protocol

from lishui_dash.catalogue.calendar import CAMPAIGN_START
from lishui_dash.errors import ChangedMeanwhile, ChangeRefused
from lishui_dash.intake.masking import masked_text
from lishui_dash.words import Words

LONGEST_REASON = 200
SHORTEST_REASON = 4
"""A reason tells those who come later why: "调整" does not."""
FARTHEST_DAYS = 366
"""So many days ahead a change may begin at most."""


def checked_reason(reason: Words) -> Words:
    """Return a reason on one line, what it tells of persons masked."""
    hans, en = (_one_line(said) for said in (reason.hans, reason.en))
    if len(hans) < SHORTEST_REASON:
        raise ChangeRefused(
            Words(
                f"请写明理由，至少 {SHORTEST_REASON} 个字",
                f"give the reason, in {SHORTEST_REASON} characters or more",
            )
        )
    if max(len(hans), len(en)) > LONGEST_REASON:
        raise ChangeRefused(
            Words(
                f"理由过长，请写在 {LONGEST_REASON} 字以内",
                f"the reason is too long: {LONGEST_REASON} characters at most",
            )
        )
    return Words(hans, en)


def checked_start(valid_from: date, at: datetime) -> date:
    """Return the business day from which a change is to hold."""
    last = at.date() + timedelta(days=FARTHEST_DAYS)
    if not CAMPAIGN_START <= valid_from <= last:
        raise ChangeRefused(
            Words(
                f"生效日应在 {CAMPAIGN_START} 至 {last} 之间",
                f"a change holds from a day between {CAMPAIGN_START} and {last}",
            )
        )
    return valid_from


def checked_name(by: str) -> str:
    """Return who makes the change."""
    name = _one_line(by)
    if not name:
        raise ChangeRefused(Words("请写明经办人", "say who makes the change"))
    return name


def check_seen(seen: int, newest: int, by: str) -> None:
    """Raise ChangedMeanwhile where another change, made by somebody, has followed the last
    that was `seen`: what it did would be undone without anybody's knowing."""
    if newest > seen:
        raise ChangedMeanwhile(
            Words(
                f"{by}刚作了第 {newest} 号调整，表单已换成现行数值：请看过后再改",
                f"{by} has made change {newest} meanwhile, and the form now shows it: look "
                "at it, then change what you want to",
            )
        )


class _Change(Protocol):
    @property
    def number(self) -> int: ...
    @property
    def valid_from(self) -> date: ...


def until_written(change: _Change, until: _Change | None) -> str:
    """Return "自 2020-03-02 起，至 2020-03-31 止（其后为第 2 号）", as the audit tells on
    which days a change holds; `until` is the one that holds from a later day on."""
    begins = f"自 {change.valid_from} 起"
    if until is None:
        return begins
    last = until.valid_from - timedelta(days=1)
    return f"{begins}，至 {last} 止（其后为第 {until.number} 号）"


def _one_line(said: str) -> str:
    shown = "".join(c if unicodedata.category(c)[0] != "C" else " " for c in said)
    return masked_text(" ".join(unicodedata.normalize("NFC", shown).split()))
