"""Who hands a file in, and for whom he may: judged with the file, like any other rule.

So a file that speaks for somebody else is refused at every door in the same words, and
stays in the ledger with its original.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from lishui_dash.catalogue.registers import Registers
from lishui_dash.errors import Problem
from lishui_dash.intake.arrival import Arrival
from lishui_dash.intake.examine import Judged
from lishui_dash.intake.speaks import bodies_for
from lishui_dash.spec import Feed, Register
from lishui_dash.store.sight import EVERYWHERE, Reach
from lishui_dash.words import Words

FOREIGN = "foreign_unit"
"""The rule broken by a file that speaks for a unit its sender does not report for."""
_MOST_NAMED = 3


@dataclass(frozen=True)
class Permit:
    """`account` is who hands in, "" where nobody has signed in; `units` for whom he may.

    `keeps` is where he may change the registers, by a list or by naming newcomers.
    """

    account: str = ""
    units: Reach = EVERYWHERE
    keeps: Reach = EVERYWHERE

    @property
    def is_everywhere(self) -> bool:
        return self.units.is_everywhere and self.keeps.is_everywhere

    def may_send(self, feed: Feed, unit: str, place: str) -> bool:
        """Whether he may speak for a unit, by its code, and the place of its rows.

        What is reported by place belongs to the command there, and to the bodies of the
        city that the report names; who only contributes speaks for himself.
        """
        if self.units.covers(unit):
            return True
        is_by_place = feed.column(feed.reporter).refers_to is Register.PLACE
        return is_by_place and any(map(self.units.covers, bodies_for(feed, place)))

    def from_own(self, arrival: Arrival, registers: Registers) -> Arrival:
        """Return an arrival that names no sender as sent by his own unit.

        A file without one would speak for the command of its place. Whoever reports for a
        whole place, or for several units that are not below each other, has to say.
        """
        if arrival.unit is not None or self.units.places:
            return arrival
        codes = self.units.units or frozenset()
        found = [registers.units[code] for code in codes if code in registers.units]
        own = [unit.code for unit in found if unit.parent not in codes]
        return replace(arrival, unit=own[0]) if len(own) == 1 else arrival


def permitted(judged: Judged, permit: Permit, lists: frozenset[str]) -> Judged:
    """Return the verdict, refused where the sender may not speak for all it speaks for."""
    found = tuple(_problems(judged, permit, lists))
    if not found:
        return judged
    return replace(
        judged,
        rows=None,
        voided=None,
        rejected_n=judged.rows_n,
        problems=(*found, *judged.problems),
    )


def unexplained(
    judged: Judged, reason: str, permit: Permit, lists: frozenset[str]
) -> Problem | None:
    """Return why a fit file may not change the registers: nobody has said why they change.

    What the program itself brings, for whom no account stands, needs no reason.
    """
    feed = judged.feed
    if feed is None or not judged.is_accepted or not permit.account or reason.strip():
        return None
    return _NO_REASON if feed.name in lists else None


def _problems(judged: Judged, permit: Permit, lists: frozenset[str]) -> Iterator[Problem]:
    feed = judged.feed
    if feed is None or permit.is_everywhere:
        return
    is_kept = permit.keeps and all(
        permit.keeps.covers_place(part.place) for part in judged.slices
    )
    if feed.name in lists:
        if not is_kept:
            yield KEEPERS_ALONE
        return
    if judged.newcomers and not is_kept:
        yield _NO_NEWCOMERS
    foreign = {
        part.unit.code: part.unit.words
        for part in judged.slices
        if not permit.may_send(feed, part.unit.code, part.place)
    }
    if foreign:
        yield _foreign(list(foreign.values()))


def _foreign(units: list[Words]) -> Problem:
    named = units[:_MOST_NAMED]
    hans = "、".join(words.hans for words in named)
    english = ", ".join(words.en for words in named)
    more = f"等 {len(units)} 个单位" if len(units) > _MOST_NAMED else ""
    also = f" and {len(units) - _MOST_NAMED} others" if len(units) > _MOST_NAMED else ""
    return Problem(
        None,
        "",
        "",
        FOREIGN,
        Words(
            f"“{hans}”{more}不在您的报送范围内",
            f"you do not report for {english}{also}",
        ),
        Words(
            "请只报本单位及下级单位的数据（报多个单位的，请选定报送单位）；确需代报的，"
            "请管理员授权",
            "send your own units alone, and choose the sender where you have several; "
            "an administrator can let you report for others",
        ),
    )


KEEPERS_ALONE = Problem(
    None,
    "",
    "",
    FOREIGN,
    Words("名录只能由管理员在其范围内更新", "registers are changed by their administrator"),
    Words("请把名录交管理员上传", "hand the list to the administrator of the place"),
)
_NO_REASON = Problem(
    None,
    "",
    "",
    "reason_missing",
    Words(
        "名录变动须说明理由（依据的文件或批准人）",
        "a change of the registers needs a reason: the paper it follows, or who approved",
    ),
    Words(
        "请在上报页填写理由后确认；命令行请加 --reason",
        "say why on the upload page before you confirm it, or with --reason in a command",
    ),
)
_NO_NEWCOMERS = Problem(
    None,
    "",
    "",
    FOREIGN,
    Words("新单位、新点位只能由管理员登记", "only an administrator registers new names"),
    Words(
        "请核对名称；确属新设的，请管理员先登记",
        "check the names; if they are new, ask an administrator to register them first",
    ),
)
