"""What is written into the audit from here, by whatever door it came."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import datetime

from lishui_dash.access.attempts import network_of
from lishui_dash.access.events import Did, Event
from lishui_dash.actions.mishap import LOG
from lishui_dash.catalogue import CATALOGUE
from lishui_dash.catalogue.registers import Registers
from lishui_dash.errors import DeliveryRejected, StoreUnavailable
from lishui_dash.intake.limits import ATTACKS
from lishui_dash.intake.permit import FOREIGN
from lishui_dash.intake.receive import Receipt
from lishui_dash.ui import access_files
from lishui_dash.ui.clock import clock
from lishui_dash.ui.seldom import Seldom, Telling
from lishui_dash.views.languages import text
from lishui_dash.views.names import place_name

_FROM_OUTSIDE = Seldom(600)
_NO_MORE = "此类尝试过多，十分钟内不再逐次记录"
_QUOTED = re.compile("“[^”]*”")
_MOST_REASONS = 3
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


def told_of_files(
    who: str, registers: Registers, stored: Sequence[Receipt | DeliveryRejected]
) -> None:
    """Write what becomes of files that are handed in, whichever way: of all or of none.

    Raises StoreUnavailable.
    """
    at = clock().replace(microsecond=0)
    events = [
        _refused(who, at, registers, one)
        if isinstance(one, DeliveryRejected)
        else _taken_in(who, at, registers, one)
        for one in stored
        if isinstance(one, DeliveryRejected) or not one.unchanged
    ]
    if events:
        access_files.audit().write(*events)


def _taken_in(who: str, at: datetime, registers: Registers, one: Receipt) -> Event:
    did = _MODES.get(one.mode, Did.SENT)
    if one.feed in CATALOGUE.lists:
        did = Did.REFERENCE_CHANGED
    days = " 至 ".join(dict.fromkeys(f"{d}" for d in (one.day_from, one.day_to) if d))
    whose = _whose(registers, one.unit_code, one.place)
    about = _joined(_title(one.feed), whose, days, f"第 {one.delivery_no} 批")
    counts = f"收 {one.rows_n} 行，替换 {one.replaced_n} 行"
    if one.mode == "undo":
        counts = f"恢复 {one.rows_n} 行，撤下 {one.replaced_n} 行"
    elif one.mode == "void":
        counts = f"撤下 {one.replaced_n} 行"
    before = one.supersedes
    done = f"{text(f'mode.{one.mode}', 'hans')}第 {before} 批" if before else ""
    why = f"理由：{one.reason}" if one.reason else ""
    return Event(at, who, did, about, "；".join(filter(None, (done, counts, why))))


def _refused(who: str, at: datetime, registers: Registers, one: DeliveryRejected) -> Event:
    rejects = [problem for problem in one.problems if problem.rejects]
    rules = {problem.rule for problem in rejects}
    did = Did.FILE_REFUSED
    if rules & ATTACKS:
        did = Did.ATTACK_REFUSED
    elif FOREIGN in rules:
        did = Did.ACCESS_REFUSED
    number = f"第 {one.delivery_no} 批" if one.delivery_no else ""
    about = _joined(_title(one.feed), _whose(registers, one.unit_code), number)
    # What is quoted of the file may be anybody's name.
    said = dict.fromkeys(_QUOTED.sub("“…”", problem.reason.hans) for problem in rejects)
    return Event(at, who, did, about, "；".join(list(said)[:_MOST_REASONS]))


def _joined(*parts: str) -> str:
    return "，".join(filter(None, parts))


def _title(feed: str) -> str:
    found = CATALOGUE.deliverable.get(feed)
    return found.words.hans if found else "未能识别的文件"


def _whose(registers: Registers, unit_code: str | None, place: str | None = None) -> str:
    """Return the name of the unit a file speaks for, or of the place of its units."""
    unit = registers.units.get(unit_code or "")
    if unit is not None:
        return unit.words.hans
    return text("ledger.units_of", "hans", place=place_name(place, "hans")) if place else ""
