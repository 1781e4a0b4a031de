"""What a reference list says against the registers, in the clerk's words."""

from __future__ import annotations

from collections.abc import Mapping

import pyarrow as pa

from lishui_dash.catalogue.registers import Registers
from lishui_dash.errors import Problem
from lishui_dash.spec import Feed
from lishui_dash.store.lists import Against, Contradiction, Draft, lines_of
from lishui_dash.words import Words

_CHECK_ONE = Words("请核对，只保留正确的一条", "keep the right one only")
_SAYS: Mapping[Contradiction, tuple[tuple[str, ...], Words, Words]] = {
    Contradiction.CODE_OF_ANOTHER: (
        ("unit_code", "post_id"),
        Words("代码和名称不是同一个：名称属于“{}”", "code and name are of two: {}"),
        Words("请核对代码；改名请先停用同名的一个", "check the code, or close the other"),
    ),
    Contradiction.NAME_OF_SEVERAL: (
        ("unit_name", "post_name"),
        Words("名录里已有几个“{}”，无法认定是哪一个", "several are called {}"),
        Words("请写上代码", "write its code"),
    ),
    Contradiction.ALIAS_OF_ANOTHER: (
        ("aliases",),
        Words("别名“{}”在本县市区已是另一个的名称", "{} is the name of another there"),
        Words("请换一个别名，或删去", "choose another name, or leave it out"),
    ),
    Contradiction.ENTRY_TWICE: (
        ("unit_name", "post_name"),
        Words("与{}说的是同一个", "the same entry as {}"),
        _CHECK_ONE,
    ),
    Contradiction.OTHER_PLACE: (
        ("place_code",),
        Words("“{}”在名录里属于另一个县市区", "{} belongs to another place"),
        Words("请核对县市区和代码", "check the place and the code"),
    ),
    Contradiction.UNKNOWN_UNIT: (
        ("parent", "lead_unit"),
        Words("单位名录里没有“{}”", "{} is not in the register of units"),
        Words(
            "请写全称或代码，或先登记该单位", "write its full name, or register it first"
        ),
    ),
    Contradiction.CIRCLE: (
        ("parent",),
        Words("上级单位“{}”又在本单位之下", "{} stands under this unit itself"),
        Words("请核对上级单位", "check what it stands under"),
    ),
    Contradiction.STILL_NEEDED: (
        ("state", "closed_on"),
        Words("“{}”等还在其下，不能停用", "{} still stands under it: not to be closed"),
        Words(
            "请在同一名录里停用其下的单位和点位，或给它们改上级",
            "close what stands under it in the same list, or put it under another",
        ),
    ),
}
"""Columns that it is about, the first of which the list has; what is wrong; the remedy."""


def problems_of_list(
    feed: Feed, rows: pa.Table, registers: Registers, headings: Mapping[str, str]
) -> tuple[Problem, ...]:
    """Return what the lines of a list contradict. `rows` keep every demand of the list."""
    against = Draft(registers).take(list(lines_of(feed, rows)))
    return tuple(_problem(feed, one, headings) for one in against)


def _problem(feed: Feed, against: Against, headings: Mapping[str, str]) -> Problem:
    columns, says, remedy = _SAYS[against.what]
    told = [name for name in columns if name in headings]
    name = (told or [name for name in columns if name in feed.column_names])[0]
    reason = Words(says.hans.format(against.other), says.en.format(against.other))
    return Problem(
        against.line.row,
        headings.get(name, feed.column(name).words.hans),
        against.line.name,
        against.what.value,
        reason,
        remedy,
    )
