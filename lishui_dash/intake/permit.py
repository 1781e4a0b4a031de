"""Who hands a file in, and for whom he may: judged with the file, like any other rule.

So a file that speaks for somebody else is refused at every door in the same words, and
stays in the ledger with its original.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from lishui_dash.catalogue import Catalogue
from lishui_dash.catalogue.registers import Registers
from lishui_dash.errors import Problem
from lishui_dash.intake.examine import Judged
from lishui_dash.intake.speaks import Slice
from lishui_dash.spec import Feed, Register
from lishui_dash.store.ledger import Line
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

    def may_send(self, feed: Feed, part: Slice, registers: Registers) -> bool:
        """Whether he may speak for a unit and day.

        What is reported for a place may come from any unit there that reports such things.
        """
        if self.units.covers(part.unit.code):
            return True
        if feed.column(feed.reporter).refers_to is not Register.PLACE:
            return False
        kinds = (*feed.reporters, *feed.contributors)
        return any(
            unit.place == part.place and unit.kind in kinds
            for code in self.units.units or ()
            if (unit := registers.units.get(code)) is not None
        )


def permitted(
    judged: Judged, permit: Permit, registers: Registers, lists: frozenset[str]
) -> Judged:
    """Return the verdict, refused where the sender may not speak for all it speaks for."""
    found = tuple(_problems(judged, permit, registers, lists))
    if not found:
        return judged
    return replace(
        judged,
        rows=None,
        voided=None,
        rejected_n=judged.rows_n,
        problems=(*found, *judged.problems),
    )


def not_his_to_undo(
    line: Line, catalogue: Catalogue, registers: Registers, permit: Permit
) -> Problem | None:
    """Return why somebody may not take a delivery back; None where he may.

    Whoever sent a delivery may, and whoever may send for the unit that it speaks for.
    """
    if line.feed in catalogue.lists:
        is_kept = permit.keeps.covers_place(line.place or "")
        return None if is_kept else _KEEPERS_ALONE
    if permit.units.is_everywhere or (permit.account and line.sent_by == permit.account):
        return None
    if line.unit_code is not None and permit.units.covers(line.unit_code):
        return None
    unit = registers.units.get(line.unit_code or "")
    return _foreign([unit.words if unit else Words(line.who, line.who)])


def _problems(
    judged: Judged, permit: Permit, registers: Registers, lists: frozenset[str]
) -> Iterator[Problem]:
    feed = judged.feed
    if feed is None or (permit.units.is_everywhere and permit.keeps.is_everywhere):
        return
    is_kept = permit.keeps and all(
        permit.keeps.covers_place(part.place) for part in judged.slices
    )
    if feed.name in lists:
        if not is_kept:
            yield _KEEPERS_ALONE
        return
    if judged.newcomers and not is_kept:
        yield _NO_NEWCOMERS
    foreign = {
        part.unit.code: part.unit.words
        for part in judged.slices
        if not permit.may_send(feed, part, registers)
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
            "请只报本单位及下级单位的数据；确需代报的，请管理员授权",
            "send your own units alone; an administrator can let you report for others",
        ),
    )


_KEEPERS_ALONE = Problem(
    None,
    "",
    "",
    FOREIGN,
    Words("名录只能由管理员在其范围内更新", "registers are changed by their administrator"),
    Words("请把名录交管理员上传", "hand the list to the administrator of the place"),
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
