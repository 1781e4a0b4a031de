"""What the duty officer does about what is red or amber: acknowledge, order, remark.

Nothing closes an alert but the data. What is done belongs to one episode of a figure: when
it has been good and is bad again, somebody has to look again. Each action is one
transaction, in which it is asked once more whether the alert is open.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Callable
from datetime import date, datetime

from lishui_dash.actions.handling import Handling, handlings
from lishui_dash.catalogue import Catalogue
from lishui_dash.catalogue.registers import Registers
from lishui_dash.catalogue.units import Unit
from lishui_dash.errors import SetupRefused
from lishui_dash.intake.masking import masked_text
from lishui_dash.readings.reporting import as_of_at
from lishui_dash.store.duty import Act, Kind, Of, write_act
from lishui_dash.store.engine import Engine, Transaction

LONGEST = 500
"""Characters of a note, an order or a remark."""
_NOBODY = "NONE"
"""The unit that stands for none in zero reports."""


Tell = Callable[[str], None]
"""Is told what is done about an alert before it is kept: where it raises, nothing is."""


def _nobody(_: str) -> None:
    """Be told, and tell nobody."""


def acknowledge(
    engine: Engine, of: Of, note: str, by: str, at: datetime, tell: Tell = _nobody
) -> None:
    """Write that somebody has seen an alert; `note` may be empty.

    Raises SetupRefused where it is not open, or was acknowledged as bad as it is now.
    """
    said = _text(note, may_be_empty=True)
    with engine.writing() as transaction:
        open_ = _open(transaction, engine.catalogue, of, at)
        if open_.standing:
            first = open_.standing[0]
            raise SetupRefused(
                f"该预警已由{first.by}于 {first.at:%m-%d %H:%M} 确认，如需补充请写备注。"
                f" It was acknowledged by {first.by} at {first.at:%m-%d %H:%M}: add a"
                " remark."
            )
        write_act(
            transaction, _act(engine.catalogue, open_, Kind.ACKNOWLEDGED, said, by, at)
        )
        tell(said)


def order(
    engine: Engine,
    of: Of,
    to_unit: str,
    what: str,
    due_at: datetime,
    by: str,
    at: datetime,
    tell: Tell = _nobody,
) -> None:
    """Write what a unit was instructed to do about an alert, and by when.

    Raises SetupRefused where the alert is not open, or the order makes no sense.
    """
    said = _text(what)
    unit = _unit(engine.registers, to_unit, at.date())
    if due_at <= at:
        raise SetupRefused(
            "完成时限应晚于当前时间。 The time by which it is due must lie ahead."
        )
    with engine.writing() as transaction:
        open_ = _open(transaction, engine.catalogue, of, at)
        act = _act(engine.catalogue, open_, Kind.ORDERED, said, by, at, unit.code, due_at)
        _refuse_repeated(open_, act)
        write_act(transaction, act)
        tell(f"{unit.code} {unit.words.hans}，{due_at:%Y-%m-%d %H:%M} 前：{said}")


def remark(
    engine: Engine, of: Of, said: str, by: str, at: datetime, tell: Tell = _nobody
) -> None:
    """Write a remark beside what was done about an alert.

    Raises SetupRefused where the alert is not open, or nothing is said.
    """
    told = _text(said)
    with engine.writing() as transaction:
        open_ = _open(transaction, engine.catalogue, of, at)
        act = _act(engine.catalogue, open_, Kind.REMARKED, told, by, at)
        _refuse_repeated(open_, act)
        write_act(transaction, act)
        tell(told)


def may_be_ordered(unit: Unit, day: date) -> bool:
    """Whether a unit is there to be instructed."""
    return unit.code != _NOBODY and (unit.closed is None or unit.closed > day)


def _open(transaction: Transaction, catalogue: Catalogue, of: Of, at: datetime) -> Handling:
    for found in handlings(
        transaction,
        catalogue,
        as_of_at(catalogue, at),
        until=at,
        known_at=at,
        indicator=of.indicator,
    ):
        if found.episode.of == of:
            return found
    raise SetupRefused(
        "该预警已恢复，或已是新的一次预警，请看最新清单。"
        " This alert is over, or has become a new one: look at the list again."
    )


def _act(
    catalogue: Catalogue,
    open_: Handling,
    kind: Kind,
    said: str,
    by: str,
    at: datetime,
    to_unit: str = "",
    due_at: datetime | None = None,
) -> Act:
    episode, who = open_.episode, _plain(by)
    if not who:
        raise SetupRefused("须登录后处置。 Whoever acts must have signed in.")
    day, status = as_of_at(catalogue, at), episode.status.value
    return Act(episode.of, kind, day, status, who, at, said, to_unit, due_at)


def _refuse_repeated(open_: Handling, act: Act) -> None:
    told = (act.kind, act.said, act.to_unit, act.due_at)
    if any((one.kind, one.said, one.to_unit, one.due_at) == told for one in open_.acts):
        raise SetupRefused(
            "同样的内容已经记录，不再重复。 The very same has been written down before."
        )


def _unit(registers: Registers, code: str, day: date) -> Unit:
    if not code:
        raise SetupRefused("请选择交办单位。 Choose the unit to be instructed.")
    unit = registers.units.get(code)
    if unit is None or not may_be_ordered(unit, day):
        raise SetupRefused(
            f"没有可交办的单位“{_plain(code)[:40]}”。"
            f" There is no unit {code[:40]!r} that could be instructed."
        )
    return unit


def _text(given: str, *, may_be_empty: bool = False) -> str:
    """Return a free text as it is kept: in one line of whole characters, and masked."""
    said = _plain(given)
    if not said and not may_be_empty:
        raise SetupRefused("请填写内容。 Say what is meant.")
    if len(said) > LONGEST:
        raise SetupRefused(f"内容最多 {LONGEST} 字。 At most {LONGEST} characters.")
    return masked_text(said)


def _plain(given: str) -> str:
    """Return a text without what cannot be seen or stored."""
    seen = (c if unicodedata.category(c)[0] != "C" else _instead(c) for c in given)
    return " ".join("".join(seen).split())


def _instead(unseen: str) -> str:
    return " " if unicodedata.category(unseen) == "Cc" else ""
