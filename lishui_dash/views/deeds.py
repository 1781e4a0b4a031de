"""What was done about an alert, a line each."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from lishui_dash.access.names import EVERYBODY
from lishui_dash.catalogue.registers import Registers
from lishui_dash.store.duty import Act, Kind
from lishui_dash.views.figures import moment_text
from lishui_dash.views.languages import Lang, say, text


@dataclass(frozen=True)
class Deed:
    """One thing done about an alert. `due_at` is that of an order."""

    said: str
    due_at: datetime | None = None

    def is_overdue(self, now: datetime) -> bool:
        """Whether an order should have been carried out by `now`."""
        return self.due_at is not None and now > self.due_at


def deeds_of(acts: Iterable[Act], registers: Registers, lang: Lang) -> tuple[Deed, ...]:
    return tuple(Deed(_line(act, registers, lang), act.due_at) for act in acts)


def settled_deeds(
    acts: Iterable[Act], closed_at: datetime, registers: Registers, lang: Lang
) -> tuple[Deed, ...]:
    """Return what was done about an alert that is over: of orders, whether in time."""
    return tuple(
        Deed(
            f"{deed.said} {text(_key(deed, closed_at), lang)}" if deed.due_at else deed.said
        )
        for deed in deeds_of(acts, registers, lang)
    )


def by_text(act: Act, lang: Lang) -> str:
    """Return who acted."""
    return text("alerts.anybody", lang) if act.by == EVERYBODY else act.by


def _key(deed: Deed, closed_at: datetime) -> str:
    return "alerts.after_due" if deed.is_overdue(closed_at) else "alerts.before_due"


def _line(act: Act, registers: Registers, lang: Lang) -> str:
    told = {"at": moment_text(act.at), "by": by_text(act, lang), "said": act.said}
    if act.kind is Kind.REMARKED:
        return text("alerts.remarked", lang, **told)
    if act.kind is Kind.ACKNOWLEDGED:
        key = "alerts.noted" if act.said else "alerts.acknowledged"
        return text(key, lang, **told)
    unit = registers.units.get(act.to_unit)
    return text(
        "alerts.ordered",
        lang,
        unit=say(unit.words, lang) if unit else act.to_unit,
        due=moment_text(act.due_at),
        **told,
    )
