"""Which forms are followed, what became of those that are, and what of it goes on record.

What anybody can do as often as he likes is written down the first time, the tenth, the
hundredth and so on: nobody shall fill the audit from outside. A form that is not followed
guesses no password, so it counts towards no lock: it may have stood overnight, or be sent
by another site in the name of a whole office.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from lishui_dash.access.account import Checked, Reason
from lishui_dash.access.attempts import Lock, Of
from lishui_dash.access.events import Did
from lishui_dash.access.forms import Filled
from lishui_dash.access.names import NOBODY
from lishui_dash.ui import access_files
from lishui_dash.ui.on_record import told_seldom, write_audit
from lishui_dash.ui.seldom import is_told
from lishui_dash.ui.sign_in.asked import Asked, is_own
from lishui_dash.ui.sign_in.cookies import FORM_COOKIE
from lishui_dash.ui.sign_in.page import FORM, until_text
from lishui_dash.views.languages import text


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
    Reason.EXPIRED: "临时口令已过期",
    Reason.LOCKED: "账号锁定中",
    Reason.ADDRESS_LOCKED: "网络地址锁定中",
}

_LOCKED: Mapping[Of, str] = {
    Of.NAME: "sign_in.locked",
    Of.BROWSER: "sign_in.locked",
    Of.ADDRESS: "sign_in.address_locked",
    Of.SESSION: "sign_in.change_locked",
}
_ABOUT: Mapping[Of, str] = {
    Of.NAME: "账号",
    Of.BROWSER: "账号（仅限此浏览器）",
    Of.ADDRESS: "网络地址",
    Of.SESSION: "修改口令（仅限此次登录）",
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
    told_seldom(
        kind=fault.detail,
        who=who or NOBODY,
        did=fault.did,
        about=f"/{path}",
        detail=fault.detail,
        address=asked.address,
    )
    return Refusal(text(fault.key, asked.lang), fault.status)


def refused_password(
    asked: Asked, checked: Checked, at: datetime, wrong: str = "sign_in.wrong"
) -> Refusal:
    """Say why a password lets nobody in.

    A lock is told to whoever tries, whether there is such an account or not.
    """
    lock = checked.lock
    if lock is None or _is_told(lock):
        detail = _from(_REASONS[checked.reason], asked)
        write_audit(checked.known or NOBODY, Did.SIGN_IN_REFUSED, detail=detail)
    _told_locked(checked.known or NOBODY, lock, asked, at)
    if checked.reason is Reason.EXPIRED:
        return Refusal(text("sign_in.password_expired", asked.lang), 401)
    if lock is None:
        return Refusal(text(wrong, asked.lang), 401)
    said = text(_LOCKED[lock.of], asked.lang, until=until_text(lock.until, at))
    return Refusal(said, 429)


def _fault(asked: Asked, path: str, at: datetime) -> _Fault | None:
    if not is_own(asked.request):
        return _FOREIGN
    if asked.fields is None:
        return _NO_FORM
    holder = asked.request.cookies.get(FORM_COOKIE, "")
    filled = access_files.forms().used(asked.field(FORM), path, holder, at)
    return _FAULTS.get(filled)


def _is_told(lock: Lock | None) -> bool:
    return lock is None or lock.refused == 0 or is_told(lock.refused)


def _told_locked(who: str, lock: Lock | None, asked: Asked, at: datetime) -> None:
    """Write down a lock when it has just been set."""
    if lock is None or lock.refused:
        return
    detail = _from(f"至 {until_text(lock.until, at)}", asked)
    write_audit(who, Did.LOCKED_OUT, _ABOUT[lock.of], detail)


def _from(said: str, asked: Asked) -> str:
    return f"{said}，来自 {asked.address or '?'}"
