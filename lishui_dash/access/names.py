"""What an account is called: as it is shown, and as it is compared."""

from __future__ import annotations

import os
import re
import unicodedata

from lishui_dash.access.chain import SYSTEM
from lishui_dash.errors import SetupRefused

_SHORTEST, _LONGEST = 2, 60
_HAN = "\u3007\u3400-\u9fff\uf900-\ufaff\U00020000-\U0003ffff"

EVERYBODY = "open"
"""In whose name everybody acts where the dashboard is open to all."""
NOBODY = "未知账号"
"""Who an event tells of that has to do with no account. What was typed is not written: a
password may have been typed where the name belongs."""
COMMAND_LINE = "命令行"
"""Before the name of the machine's user, who has no account."""
SCREEN_PREFIX = "大屏:"
"""Before the name of a screen in the audit: no account is called like that."""
NIGHTLY = "夜间任务"
_RESERVED = {EVERYBODY, NOBODY, SYSTEM, COMMAND_LINE, NIGHTLY, "收件夹"}

_NAME = re.compile(f"[A-Za-z0-9._{_HAN}-]{{{_SHORTEST},{_LONGEST}}}")


def login_name(given: str) -> str:
    """Return the name of an account as it is kept: full-width forms made narrow.

    Other letters than Latin and Chinese are refused: a Cyrillic а is read as an a.
    Raises SetupRefused for what can be no name, and for what the audit calls somebody else.
    """
    name = unicodedata.normalize("NFKC", given).strip()
    if not _NAME.fullmatch(name):
        raise SetupRefused(
            f"账号名应为 {_SHORTEST} 至 {_LONGEST} 个汉字、英文字母、数字或 . _ -。"
            f" The name of an account has {_SHORTEST} to {_LONGEST} Chinese characters,"
            " Latin letters, digits or . _ -."
        )
    if folded(name) in _RESERVED:
        raise SetupRefused(
            f"“{name}”在审计日志里另有所指，请换一个账号名。"
            f" {name!r} stands for somebody else in the audit log: take another name."
        )
    return name


def folded(name: str) -> str:
    """Return what two names have in common that are the same to whoever signs in."""
    return unicodedata.normalize("NFKC", name).strip().casefold()


def as_typed(given: str) -> str:
    """Return a text from a command line as whole characters.

    A terminal in GB18030 hands over bytes that Python holds as characters no text may
    hold.
    """
    raw = os.fsencode(given)
    for encoding in ("utf-8", "gb18030"):
        try:
            return raw.decode(encoding)
        except UnicodeDecodeError:
            continue
    return raw.decode("utf-8", "replace")
