"""What the audit log can tell: who did what, when, and about what.

Nothing that tells of a person other than who acted is kept: an event is masked before it
is written.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime
from enum import Enum

from lishui_dash.intake.masking import masked_text, without_numbers
from lishui_dash.words import Words

_LONGEST_WHO, _LONGEST_ABOUT, _LONGEST_DETAIL = 80, 200, 1_000
_LONGEST_LOOKED_AT, _LONGEST_PART = 10_000, 100
"""Of a text longer than the first, the end is left away: it may be half of a number."""

_SHA256 = re.compile("((?<![0-9A-Za-z])[0-9a-f]{64}(?![0-9A-Za-z]))")

_UNSEEN = frozenset({"Cf", "Cs", "Co", "Cn"})
_BREAKS = frozenset({"Cc", "Zl", "Zp"})
"""Categories of Unicode: what takes no place on a line, and what ends or jumps on it."""


class Did(Enum):
    """What was done; the value stands in the file and never changes."""

    SIGNED_IN = "signed_in"
    SIGN_IN_REFUSED = "sign_in_refused"
    LOCKED_OUT = "locked_out"
    SIGNED_OUT = "signed_out"
    PASSWORD_CHANGED = "password_changed"
    ACCOUNT_CHANGED = "account_changed"
    SCREEN_CHANGED = "screen_changed"
    SAW_PERSONS = "saw_persons"
    TOOK_PERSONS = "took_persons"
    SENT = "sent"
    FILE_REFUSED = "file_refused"
    CORRECTED = "corrected"
    UNDONE = "undone"
    ACKNOWLEDGED = "acknowledged"
    ORDERED = "ordered"
    REMARKED = "remarked"
    THRESHOLD_CHANGED = "threshold_changed"
    REFERENCE_CHANGED = "reference_changed"
    SETTING_CHANGED = "setting_changed"
    KEY_ROTATED = "key_rotated"
    RETAINED = "retained"
    ACCESS_REFUSED = "access_refused"
    ATTACK_REFUSED = "attack_refused"
    AUDIT_TAKEN = "audit_taken"
    CHAIN_MENDED = "chain_mended"
    """Written by the log itself, where it goes on behind something that is not whole."""
    UNKNOWN = "unknown"
    """What a later version of the program has written."""

    @property
    def words(self) -> Words:
        return _WORDS[self]

    @classmethod
    def _missing_(cls, value: object) -> Did:
        return cls.UNKNOWN


_WORDS = {
    Did.SIGNED_IN: Words("登录", "Signed in"),
    Did.SIGN_IN_REFUSED: Words("登录未成功", "Sign-in refused"),
    Did.LOCKED_OUT: Words("账号锁定", "Locked out"),
    Did.SIGNED_OUT: Words("退出登录", "Signed out"),
    Did.PASSWORD_CHANGED: Words("修改密码", "Password changed"),
    Did.ACCOUNT_CHANGED: Words("账号或角色变更", "Account or roles changed"),
    Did.SCREEN_CHANGED: Words("大屏登记变更", "Screens changed"),
    Did.SAW_PERSONS: Words("查看人员明细", "Saw rows of persons"),
    Did.TOOK_PERSONS: Words("下载人员明细", "Downloaded rows of persons"),
    Did.SENT: Words("报送", "Sent a report"),
    Did.FILE_REFUSED: Words("文件被退回", "File refused"),
    Did.CORRECTED: Words("更正数据", "Corrected data"),
    Did.UNDONE: Words("撤回报送", "Took a delivery back"),
    Did.ACKNOWLEDGED: Words("确认预警", "Acknowledged an alert"),
    Did.ORDERED: Words("交办", "Gave an order"),
    Did.REMARKED: Words("预警备注", "Remarked on an alert"),
    Did.THRESHOLD_CHANGED: Words("调整预警线", "Threshold changed"),
    Did.REFERENCE_CHANGED: Words("基础数据变更", "Reference data changed"),
    Did.SETTING_CHANGED: Words("系统设置变更", "Setting changed"),
    Did.KEY_ROTATED: Words("更换密钥", "Key rotated"),
    Did.RETAINED: Words("人员明细到期精简", "Rows of persons reduced to counts"),
    Did.ACCESS_REFUSED: Words("越权访问被拒", "Access refused"),
    Did.ATTACK_REFUSED: Words("攻击行为被拒", "Attack refused"),
    Did.AUDIT_TAKEN: Words("导出审计日志", "Audit log exported"),
    Did.CHAIN_MENDED: Words("日志续接", "Log joined on again"),
    Did.UNKNOWN: Words("其他", "Other"),
}


@dataclass(frozen=True)
class Event:
    """`who` is the name of an account, of a screen or of a part of the program; `about`
    what it was done to; `detail` what a reader needs to know besides."""

    at: datetime
    who: str
    did: Did
    about: str = ""
    detail: str = ""


@dataclass(frozen=True)
class Entry:
    """An event as it stands in the log, under its number.

    `is_as_written` is False when the line was changed; whether lines are missing beside
    it, only the whole chain can tell.
    """

    number: int
    at: datetime
    who: str
    did: Did
    about: str
    detail: str
    hash: str
    is_as_written: bool = True


def fit_to_keep(event: Event) -> Event:
    """Return the event with its texts masked, on one line and not overlong."""
    return replace(
        event,
        who=_kept(event.who, _LONGEST_WHO),
        about=_kept(event.about, _LONGEST_ABOUT),
        detail=_kept(event.detail, _LONGEST_DETAIL),
    )


def _kept(text: str, longest: int) -> str:
    """Return a text as it may stand in the log.

    What cannot be seen is written out, as evidence; but a number that hides behind it is
    masked as if it were not there.
    """
    bare = _put(text, lambda c: "" if unicodedata.category(c) in _UNSEEN else " ")
    shown = _masked(bare)
    if shown == bare:
        shown = _put(text, lambda c: c.encode("unicode_escape").decode("ascii"))
    return shown if len(shown) <= longest else f"{shown[: longest - 1]}…"


def _put(text: str, instead: Callable[[str], str]) -> str:
    """Put something in the place of each character that is not shown on its line."""
    if text.isprintable():
        return text
    return "".join(
        instead(c) if unicodedata.category(c) in _UNSEEN | _BREAKS else c for c in text
    )


def _masked(text: str) -> str:
    if len(text) > _LONGEST_LOOKED_AT:
        return _masked(text[:_LONGEST_LOOKED_AT])[:-_LONGEST_PART]
    # A hash stays whole: of its digits some would look like a number of somebody.
    return "".join(
        part if _SHA256.fullmatch(part) else without_numbers(masked_text(part))
        for part in _SHA256.split(text)
    )
