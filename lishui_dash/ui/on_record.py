"""What is written into the audit from here, by whatever door it came."""

from __future__ import annotations

from collections.abc import Sequence

from lishui_dash.access.attempts import network_of
from lishui_dash.access.events import Did, Event
from lishui_dash.actions.mishap import LOG
from lishui_dash.catalogue import CATALOGUE
from lishui_dash.errors import DeliveryRejected, StoreUnavailable
from lishui_dash.intake.limits import ATTACKS
from lishui_dash.intake.permit import FOREIGN
from lishui_dash.intake.receive import Receipt
from lishui_dash.ui import access_files
from lishui_dash.ui.clock import clock
from lishui_dash.ui.seldom import Seldom, Telling

_FROM_OUTSIDE = Seldom(600)
_NO_MORE = "此类尝试过多，十分钟内不再逐次记录"
_MODES = {"correction": Did.CORRECTED, "void": Did.CORRECTED, "undo": Did.UNDONE}


def write_audit(who: str, did: Did, about: str = "", detail: str = "") -> None:
    """Write who did what, now. Raises StoreUnavailable."""
    at = clock().replace(microsecond=0)
    access_files.audit().write(Event(at, who, did, about, detail))


def refused_from_outside(who: str, about: str, address: str = "") -> None:
    """Write that somebody was refused who may try it for ever; `who` "" is nobody known."""
    told_seldom(about, who, Did.ACCESS_REFUSED, about, address=address)


def told_seldom(
    kind: str, who: str, did: Did, about: str = "", detail: str = "", address: str = ""
) -> None:
    """Write what may be tried for ever: of a kind, the first, tenth, hundredth time from
    each network, and so on. Whether it can be written or not, it stays refused.
    """
    telling = _FROM_OUTSIDE.tells(f"{kind} {who}", network_of(address))
    if telling is Telling.NO:
        return
    said = [detail, f"来自 {address}" if address else ""]
    if telling is Telling.NO_MORE:
        said = [_NO_MORE]
    try:
        write_audit(who, did, about, "，".join(filter(None, said)))
    except StoreUnavailable as error:
        LOG.error("拒绝访问未能记入审计日志：%s", error)


def told_of_files(who: str, stored: Sequence[Receipt | DeliveryRejected]) -> None:
    """Write what became of files that were handed in, whichever way."""
    for one in stored:
        if isinstance(one, DeliveryRejected):
            _told_refused(who, one)
        elif not one.unchanged:
            did = _MODES.get(one.mode, Did.SENT)
            if one.feed in CATALOGUE.lists:
                did = Did.REFERENCE_CHANGED
            days = "、".join(dict.fromkeys(f"{d}" for d in (one.day_from, one.day_to) if d))
            about = f"{one.feed} {days} #{one.delivery_no}"
            write_audit(who, did, about, f"{one.rows_n}/{one.replaced_n}")


def _told_refused(who: str, refused: DeliveryRejected) -> None:
    rules = [problem.rule for problem in refused.problems if problem.rejects]
    did = Did.FILE_REFUSED
    if any(rule in ATTACKS for rule in rules):
        did = Did.ATTACK_REFUSED
    elif FOREIGN in rules:
        did = Did.ACCESS_REFUSED
    number = f" #{refused.delivery_no}" if refused.delivery_no else ""
    kinds = list(dict.fromkeys(rules))
    write_audit(who, did, f"{refused.feed or '?'}{number}", "、".join(kinds[:5]))
