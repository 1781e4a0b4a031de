"""Which forms are followed, what became of those that are, and what of it goes on record.

What anybody can do as often as he likes is written down the first time, the tenth, the
hundredth and so on: nobody shall fill the audit from outside.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from lishui_dash.access.account import Checked, Reason
from lishui_dash.access.attempts import Lock
from lishui_dash.access.events import Did
from lishui_dash.access.forms import Filled
from lishui_dash.ui import access_files
from lishui_dash.ui.on_record import write_audit
from lishui_dash.ui.sign_in.asked import Asked, is_own
from lishui_dash.ui.sign_in.cookies import FORM_COOKIE
from lishui_dash.ui.sign_in.page import FORM, until_text
from lishui_dash.views.languages import text

NOBODY = "未知账号"
"""Who an event tells of that has to do with no account. What was typed is not written: a
password may have been typed where the name belongs."""


@dataclass(frozen=True)
class _Fault:
    key: str
    status: int
    did: Did
    detail: str


_FOREIGN = _Fault("sign_in.forged", 403, Did.ATTACK_REFUSED, "其他网站发出的表单")
_NO_FORM = _Fault("sign_in.too_large", 413, Did.ATTACK_REFUSED, "不是表单，或过大")
_FAULTS: Mapping[Filled, _Fault] = {
    Filled.FORGED: _Fault("sign_in.forged", 403, Did.ATTACK_REFUSED, "伪造的表单"),
    Filled.USED: _Fault("sign_in.used", 403, Did.ATTACK_REFUSED, "重复提交的表单"),
    Filled.EXPIRED: _Fault("sign_in.expired", 403, Did.ACCESS_REFUSED, "过期的表单"),
}

_REASONS: Mapping[Reason, str] = {
    Reason.WRONG: "口令不对",
    Reason.UNKNOWN: "没有此账号",
    Reason.CLOSED: "账号已停用",
    Reason.LOCKED: "账号锁定中",
    Reason.ADDRESS_LOCKED: "网络地址锁定中",
}


@dataclass(frozen=True)
class Refusal:
    """What is said to the visitor, in his language, and the status of the answer."""

    said: str
    status: int


def refused_form(asked: Asked, path: str, who: str, at: datetime) -> Refusal | None:
    """Say why a form is not followed, or None where it is: then it is used up."""
    fault = _fault(asked, path, at)
    if fault is None:
        return None
    lock = access_files.accounts().count_fault(asked.address, at)
    if _is_told(lock):
        write_audit(who or NOBODY, fault.did, f"/{path}", _from(fault.detail, asked))
        _told_locked(NOBODY, lock, asked, at)
    return Refusal(text(fault.key, asked.lang), fault.status)


def refused_password(
    asked: Asked, checked: Checked, at: datetime, wrong: str = "sign_in.wrong"
) -> Refusal | None:
    """Say why a password lets nobody in, or None where it does.

    A lock is told to whoever tries, whether there is such an account or not.
    """
    lock = checked.lock
    if checked.reason is Reason.RIGHT:
        return None
    if lock is None or _is_told(lock):
        detail = _from(_REASONS[checked.reason], asked)
        write_audit(checked.known or NOBODY, Did.SIGN_IN_REFUSED, detail=detail)
    _told_locked(checked.known or NOBODY, lock, asked, at)
    if lock is None:
        return Refusal(text(wrong, asked.lang), 401)
    key = "sign_in.address_locked" if lock.is_of_address else "sign_in.locked"
    return Refusal(text(key, asked.lang, until=until_text(lock.until, at)), 429)


def _fault(asked: Asked, path: str, at: datetime) -> _Fault | None:
    if not is_own(asked.request):
        return _FOREIGN
    if asked.fields is None:
        return _NO_FORM
    holder = asked.request.cookies.get(FORM_COOKIE, "")
    filled = access_files.forms().used(asked.field(FORM), path, holder, at)
    return _FAULTS.get(filled)


def _is_told(lock: Lock | None) -> bool:
    return lock is None or lock.refused == 0 or str(lock.refused).strip("0") == "1"


def _told_locked(who: str, lock: Lock | None, asked: Asked, at: datetime) -> None:
    """Write down a lock when it has just been set."""
    if lock is None or lock.refused:
        return
    about = "网络地址" if lock.is_of_address else "账号"
    detail = _from(f"至 {until_text(lock.until, at)}", asked)
    write_audit(who, Did.LOCKED_OUT, about, detail)


def _from(said: str, asked: Asked) -> str:
    return f"{said}，来自 {asked.address or '?'}"
